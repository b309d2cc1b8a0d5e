"""The pages of the network's topics."""

from tests.site.conftest import event, member, news, text

FILES = {
    **member("hzi", topics="[infection]"),
    **member("weg", topics="[infection]", status="left"),
    **news("Meldung", "2026-03-01", topics="[infection]"),
    **news("Anderes", "2026-03-02"),
    **event("werkstatt", "2026-12-03", topics="[infection]"),
    **event("vorbei", "2025-12-03", topics="[infection]"),
}


def test_a_topic_gathers_all_that_is_on_it(make_website):
    """News, events, members: what is new comes first, what is past says so, who has left is left out."""
    site = make_website(FILES)
    assert site.sections("de/themen/infection.html") == {
        "Aktuelles": ["Meldung"],
        "Termine": ["Werkstatt"],
        "Termine: vergangen": ["Vorbei"],
        "Mitglieder": ["HZI"],
    }
    assert site.words("de/themen/infection.html", "//p[@class='nz-title__count']") == [
        "1 Meldung · 2 Termine · 1 Mitglied"
    ]


def test_groups_and_projects_stand_before_those_who_take_part(make_website):
    """What is worked on comes after what is new and before members and people; the next event comes first."""
    files = {
        **FILES,
        **event("spaeter", "2027-01-10", topics="[infection]"),
        "groups/runde.de.md": text("Runde", topics="[infection]"),
        "projects/plan.de.md": text("Plan", topics="[infection]", partners="[hzi]", start="2026-01-01"),
    }
    sections = make_website(files).sections("de/themen/infection.html")
    assert list(sections)[3:] == ["Arbeitsgruppen", "Projekte", "Mitglieder"]
    assert sections["Termine"] == ["Werkstatt", "Spaeter"]


def test_every_topic_of_the_vocabulary_has_a_page(make_website):
    """Addresses stay, whatever is on a topic; the overview says what there is."""
    site = make_website(FILES)
    assert site.words("de/themen/vaccines.html", "//p[contains(@class, 'nz-empty')]") == [
        "Zu diesem Thema gibt es noch keinen Eintrag."
    ]
    assert site.words("de/themen/index.html", "//li[@class='nz-topics__item']") == [
        "Impfstoffe noch ohne Einträge",
        "Infektion 1 Meldung · 2 Termine · 1 Mitglied",
    ]
    assert site.page("en/topics/infection.html").xpath("//header//a[@hreflang='de']/@href") == [
        "../../de/themen/infection.html"
    ]


def test_an_entry_leads_to_its_topics(make_website):
    """In the table of facts, topics are links."""
    site = make_website(FILES)
    assert "../../themen/infection.html" in site.page("de/aktuelles/2026/2026-03-01-meldung.html").xpath("//dd//@href")


def test_a_topic_with_much_news_leads_to_the_archive(make_website):
    """A topic's page shows some of its news and leads to all."""
    many = [news(f"Meldung {number}", "2026-01-01", topics="[infection]") for number in range(30)]
    site = make_website({path: words for one in many for path, words in one.items()})
    page = site.page("de/themen/infection.html")
    assert len(page.xpath("//main//article")) == 24
    assert page.xpath("//main//p[@class='nz-section__more']/a/@href") == ["../aktuelles/thema/infection/index.html"]

"""The archive of news: by year, by topic, by form, with counts."""

from netzsite.site.archive import NEWEST
from tests.conftest import PROFILES
from tests.site.conftest import news

FILES = {
    **news("Eins", "2025-03-01", topics="[infection]"),
    **news("Zwei", "2026-03-01", topics="[infection, vaccines]", form="press-release"),
    **news("Drei", "2026-04-01"),
}


def test_each_page_of_the_archive_says_how_many_and_leads_to_the_others(make_website):
    """Years, topics and forms have pages of their own; each links the others with their counts."""
    site = make_website(FILES)
    narrowings = ["2026 (2)", "2025 (1)", "Impfstoffe (1)", "Infektion (2)", "Aus den Unternehmen (2)"]
    for page in ("index.html", "2025/index.html", "thema/infection/index.html", "textart/pressemitteilung/index.html"):
        links = site.words(f"de/aktuelles/{page}", "//div[@class='nz-narrow']//a")
        expected = [*narrowings, "Pressemitteilung (1)"]
        assert links == (expected if page[0] != "t" else expected[2:])
    assert site.titles("de/aktuelles/thema/infection/index.html") == ["Zwei", "Eins"]
    assert site.titles("de/aktuelles/textart/aus-den-unternehmen/index.html") == ["Drei", "Eins"]
    assert site.words("de/aktuelles/thema/vaccines/index.html", "//h1 | //p[@class='nz-title__count']") == [
        "Aktuelles: Impfstoffe",
        "1 Meldung",
    ]


def test_the_page_that_is_shown_is_marked(make_website):
    """Among the years and topics, the one that is shown says so."""
    site = make_website(FILES)
    assert site.words("de/aktuelles/2026/index.html", "//a[@aria-current='page']") == ["2026 (2)"]
    assert site.words("de/aktuelles/thema/infection/index.html", "//main//a[@aria-current]") == ["Infektion (2)"]


def test_a_topic_with_much_news_has_years_too(make_website):
    """A narrower list stays short: it shows the newest and leads to the pages of its years."""
    many = [news(f"Meldung {number}", "2025-01-01", topics="[infection]") for number in range(NEWEST)]
    site = make_website({path: words for one in many for path, words in one.items()} | FILES)
    folder = "de/aktuelles/thema/infection"
    assert len(site.titles(f"{folder}/index.html")) == NEWEST
    assert len(site.titles(f"{folder}/2025/index.html")) == NEWEST + 1
    assert site.words(f"{folder}/2025/index.html", "//nav//li[contains(@class, 'breadcrumbs')]") == [
        "Startseite",
        "Aktuelles",
        "Infektion",
    ]


def test_the_other_language_is_the_same_part_of_the_archive(make_website):
    """A form has another address in each language; what has no entry there leads to the nearest page."""
    path, words = next(iter(news("Vier", "2026-05-01", form="press-release").items()))
    translation = "---\ntitle: Four\ntranslated_from: x\n---\nText.\n"
    network = f"{PROFILES['network.yaml']}untranslated: {{news: leave-out}}\n"
    site = make_website({**FILES, path: words, path.replace(".de.", ".en."): translation, "network.yaml": network})
    page = site.page("de/aktuelles/textart/pressemitteilung/index.html")
    assert page.xpath("//header//a[@hreflang='en']/@href") == ["../../../../en/news/type/press-release/index.html"]
    vaccines = site.page("de/aktuelles/thema/vaccines/index.html")
    assert not vaccines.xpath("//link[@hreflang='en']")
    assert vaccines.xpath("//header//a[@hreflang='en']/@href") == ["../../../../en/index.html"]

"""Offers, working groups, projects and services on the website: their lists and their pages."""

import pytest
from lxml import html


def text(title, fields, body="Text."):
    """Write a text."""
    return f"---\ntitle: {title}\n{fields.strip()}\n---\n{body}\n"


SERVICE = (
    "target_group: Alle\nproblem: Keiner las.\napproach: Kurz.\n"
    "strategy: |\n  Erst eins.\n\n  Dann zwei.\nfinancing: Land"
)
FILES = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\nemail: hzi@example.org\n",
    "members/abc.yaml": "name: ABC GmbH\ntype: company\nsector: biotech\naddress: {town: Ulm}\n",
    "people/muster.yaml": (
        "given_name: Erika\nfamily_name: Muster\npositions: [{member: hzi, role: Chefin}]\nconsent: 2026-01-01\n"
    ),
    "people/still.yaml": "given_name: GEHEIM\nfamily_name: Person\npositions: [{member: abc, role: Chefin}]\n",
    "people/bild.yaml": "given_name: Paul\nfamily_name: Bild\npicture: foto\nconsent: 2026-01-01\n",
    "pictures/foto.yaml": "file: foto.svg\nalt: Paul Bild lacht\ncredit: Fotostudio\n",
    "pictures/foto.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="50"/>',
    "offers/waage.de.md": text(
        "Waage & Co",
        "form: offers\nsubject: technology\nmember: hzi\nperson: muster\nstage: prototype\nrights: patent-filed\n"
        "deadline: 2027-01-31\nposted: 2026-11-01",
    ),
    "offers/raum.de.md": text("Raum", "form: offers\nsubject: infrastructure\nmember: abc\nposted: 2026-11-02"),
    "offers/handschuhe.de.md": text(
        "Handschuhe", "form: seeks\nsubject: purchasing\nmember: abc\nemail: kauf@example.org\nposted: 2026-11-03"
    ),
    "offers/alt.de.md": text(
        "Altes", "form: seeks\nsubject: partner\nmember: hzi\ndeadline: 2026-06-30\nposted: 2026-05-01"
    ),
    "offers/still.de.md": text("GEHEIM", "form: seeks\nsubject: partner\nperson: still\nposted: 2026-05-01"),
    "groups/bilder.de.md": text(
        "Bilder",
        "chairs:\n  - {side: research, person: muster}\n  - {side: industry, name: Dr. Max Beispiel, member: abc}\n"
        "members: [hzi, abc]\naims: [Besser sehen]\nresults: [{text: Ein Leitfaden, date: 2025-11-01}]\n"
        "meetings:\n  - {start: 2026-02-01, subject: Auftakt}\n  - {start: 2026-11-22 10:00, place: Ulm}",
    ),
    "groups/leise.de.md": text(
        "Leise", "chairs:\n  - {side: research, person: still}\n  - {side: industry, person: bild}\nmembers: [hzi]"
    ),
    "events/2026/2026-12-01-treff.de.md": text(
        "Werkstatt", "form: workshop\nstart: 2026-12-01\nplace: Ulm\ngroups: [bilder]"
    ),
    "events/2026/2026-12-02-aus.de.md": text(
        "Ausfall", "form: workshop\nstart: 2026-12-02\nplace: Ulm\ngroups: [bilder]\nstatus: cancelled"
    ),
    "events/2026/2026-03-01-treff.de.md": text(
        "Rückblick", "form: workshop\nstart: 2026-03-01\nplace: Ulm\ngroups: [bilder]"
    ),
    "news/2026/2026-03-10-neu.de.md": text("Neues", "form: network-news\ndate: 2026-03-10\ngroups: [bilder]"),
    "projects/bohne.de.md": text(
        "Bohne",
        "coordinator: hzi\npartners: [abc]\nothers: [Hof Muster]\ngroups: [bilder]\nstart: 2026-01-01\n"
        "end: 2028-12-31\nfunder: Stiftung\nvolume: 1480000\nannounced: 2026-01-02",
    ),
    "projects/erbse.de.md": text("Erbse", "partners: [hzi]\nstart: 2023-01-01\nend: 2025-12-31"),
    "services/brief.de.md": text("Brief", f"summary: Kurz\ncategory: communication\ntransferability: 3\n{SERVICE}", ""),
    "services/brief.en.md": (
        "---\ntitle: Letter\nsummary: Short\ntranslated_from: x\ntarget_group: All\nproblem: Nobody read.\n"
        "approach: Short.\nstrategy: First one.\nfinancing: State\n---\n"
    ),
    "services/tag.de.md": text("Tag", f"category: meeting\ntransferability: 1\n{SERVICE}"),
}


@pytest.fixture(scope="module")
def site(build_once):
    """Build the website, once for all."""
    return build_once(FILES)


@pytest.fixture
def read(site):
    """Read a page."""
    return lambda path: html.fromstring(site.text(path).encode())


def words(found):
    """Give the texts of elements."""
    return [" ".join(each.text_content().split()) for each in found]


# -- Offers ------------------------------------------------------------------------------------------------------------


def test_offers_and_requests_are_parted_and_then_by_what(read):
    """Who seeks a room looks among offers, under rooms; what is over stands last."""
    page = read("de/kooperationen/index.html")
    assert words(page.xpath("//main//h2")) == ["Angebote", "Gesuche", "Nicht mehr gültig"]
    assert words(page.xpath("//section[@id='nz-offers']//h3 | //section[@id='nz-offers']//h4")) == [
        "Technologie",
        "Waage & Co",
        "Anlagen und Räume",
        "Raum",
    ]
    assert words(page.xpath("//section[@id='nz-seeks']//h4")) == ["Handschuhe"]
    assert words(page.xpath("//section[@id='nz-over']//h3")) == ["Altes"]
    assert words(page.xpath("//*[@class='nz-title__count']")) == ["3 Angebote und Gesuche"]
    assert words(page.xpath("//*[@class='nz-offer__who']")) == ["HZI", "ABC GmbH", "ABC GmbH", "HZI"]


def test_the_page_of_an_offer_begins_with_facts_and_an_address(read):
    """Facts come before the text; one replies by mail to the offer's address, or else the member's."""
    page = read("de/kooperationen/waage.html")
    order = [box.get("class") for box in page.xpath("//*[contains(@class, 'nz-split__')]")]
    assert order == ["nz-split__aside", "nz-split__main"]
    facts = words(page.xpath("//*[@class='nz-facts__row']"))
    assert {"Entwicklungsstand Prototyp", "Schutzrechte Patent angemeldet", "Gültig bis 31. Januar 2027"} <= set(facts)
    assert page.xpath("//a[contains(@class, 'nz-button')]/@href") == ["mailto:hzi@example.org?subject=Waage%20%26%20Co"]
    assert read("de/kooperationen/handschuhe.html").xpath("//a[contains(@href, 'mailto:kauf@example.org?')]")
    assert not read("de/kooperationen/raum.html").xpath("//main//a[starts-with(@href, 'mailto:')]")


def test_an_offer_that_is_over_keeps_its_page_and_says_so(read):
    """It takes no more replies."""
    page = read("de/kooperationen/alt.html")
    assert "gilt nicht mehr" in page.xpath("string(//*[@role='note'])")
    assert not page.xpath("//main//a[starts-with(@href, 'mailto:')]")


def test_an_offer_of_somebody_without_consent_is_nowhere(site):
    """Neither the offer nor the person is published."""
    assert "GEHEIM" not in site.everything()


def test_a_language_without_offers_has_an_empty_list(read):
    """The list says that there is nothing, rather than not to be there."""
    assert "neither offers nor requests" in read("en/cooperation/index.html").xpath("string(//main)")


# -- Groups ------------------------------------------------------------------------------------------------------------


def test_a_group_shows_who_leads_it(read):
    """Chairs stand with a picture or their initials, and the side that they come from."""
    page = read("de/arbeitsgruppen/bilder.html")
    assert words(page.xpath("//*[@class='nz-chair']")) == [
        "EM Erika Muster Forschung, HZI",
        "MB Dr. Max Beispiel Wirtschaft, ABC GmbH",
    ]
    other = read("de/arbeitsgruppen/leise.html")
    assert other.xpath("//*[@class='nz-chair']//img/@alt") == ["Paul Bild lacht"]
    assert words(other.xpath("//*[@class='nz-chair']")) == ["Paul Bild Wirtschaft Bild: Fotostudio"]


def test_a_group_shows_its_next_and_its_past_meetings(read):
    """Events that name the group and dates without an event stand together; a meeting of today is not past."""
    page = read("de/arbeitsgruppen/bilder.html")
    lists = [words(found.xpath("./li")) for found in page.xpath("//ul[@class='nz-meetings']")]
    assert lists == [
        [
            "22. November 2026, 10:00 Uhr Treffen der Arbeitsgruppe Ulm",
            "1. Dezember 2026 Werkstatt Ulm",
            "2. Dezember 2026 Ausfall abgesagt Ulm",
        ],
        ["1. März 2026 Rückblick Ulm", "1. Februar 2026 Auftakt"],
    ]


def test_a_group_shows_what_belongs_to_it(read):
    """Its aims and results, members, the news and projects that name it; events are its meetings, not twice."""
    page = read("de/arbeitsgruppen/bilder.html")
    assert words(page.xpath("//*[@class='nz-part__list']/li")) == ["Besser sehen", "Ein Leitfaden (November 2025)"]
    related = {
        words([section.find(".//h2")])[0]: words(section.xpath(".//h3"))
        for section in page.xpath("//section[contains(@class, 'nz-section--related')]")
    }
    assert related == {
        "Beteiligte Mitglieder": ["ABC GmbH", "HZI"],
        "Aktuelles": ["Neues"],
        "Projekte": ["Bohne"],
    }


def test_what_names_a_group_leads_to_it(read):
    """An event and a piece of news say which group they belong to."""
    for path in ("de/termine/2026/2026-12-01-treff.html", "de/aktuelles/2026/2026-03-10-neu.html"):
        assert "Arbeitsgruppen Bilder" in words(read(path).xpath("//*[@class='nz-facts__row']"))


# -- Projects ----------------------------------------------------------------------------------------------------------


def test_a_project_says_who_when_and_how_much(read):
    """Partners are links; time and money are said as the language does."""
    page = read("de/projekte/bohne.html")
    facts = words(page.xpath("//*[@class='nz-facts__row']"))
    assert {"Koordination HZI", "Partner ABC GmbH", "Weitere Partner Hof Muster", "Gesamtvolumen 1,48 Mio. €"} <= set(
        facts
    )
    assert words(page.xpath("//*[@class='nz-title__when']")) == ["1. Januar 2026 – 31. Dezember 2028"]
    assert "Bohne" in words(read("de/mitglieder/abc.html").xpath("//h3"))


def test_a_project_that_has_ended_says_so(read):
    """The list parts what goes on from what has ended."""
    assert "Abgeschlossen" in read("de/projekte/erbse.html").xpath("string(//*[@role='note'])")
    assert words(read("de/projekte/index.html").xpath("//h3")) == ["Bohne", "Erbse"]


# -- Services ----------------------------------------------------------------------------------------------------------


def test_services_can_be_compared(read):
    """A table by category; the grade is said in words, and to who listens."""
    page = read("de/leistungen/index.html")
    rows = words(page.xpath("//table//tr"))[1:]
    assert rows == [
        "Kommunikation",
        "BriefKurz Alle Stufe 3 von 4: mit kleinen Anpassungen übertragbar",
        "Begegnung",
        "Tag Alle Stufe 1 von 4: kaum übertragbar",
    ]
    meter = page.xpath("//table//*[@role='meter']")[0]
    assert (meter.get("aria-valuenow"), meter.get("aria-valuetext")) == (
        "3",
        "Stufe 3 von 4: mit kleinen Anpassungen übertragbar",
    )
    assert len(meter.xpath("./*[contains(@class, '--full')]")) == 3
    assert len(page.xpath("//dl//dd")) == 4


def test_a_service_has_the_uniform_form_in_each_language(read):
    """Each part has its heading; paragraphs stay; a translation brings its own words."""
    page = read("de/leistungen/brief.html")
    assert words(page.xpath("//*[@class='nz-prose']/h2")) == [
        "Zielgruppe",
        "Ausgangslage",
        "Ansatz",
        "Strategie und Umsetzung",
        "Finanzierung und Nachhaltigkeit",
    ]
    assert words(page.xpath("//h2[.='Strategie und Umsetzung']/following-sibling::p"))[:2] == [
        "Erst eins.",
        "Dann zwei.",
    ]
    assert "Abläufe und Vorlagen" in page.xpath("string(//*[@class='nz-split__aside'])")
    english = read("en/services/brief.html")
    assert words(english.xpath("//*[@class='nz-prose']/p")) == ["All", "Nobody read.", "Short.", "First one.", "State"]


# -- Menus -------------------------------------------------------------------------------------------------------------


def test_the_main_menu_does_not_grow(read):
    """The lists stand in the footer, and the home page does not count them."""
    page = read("de/index.html")
    added = {"Kooperationsbörse", "Arbeitsgruppen", "Projekte", "Leistungen", "Wer mit wem arbeitet"}
    assert not added & set(words(page.xpath("//header//a")))
    assert added <= set(words(page.xpath("//footer//a")))
    assert not added & set(words(page.xpath("//*[@class='nz-counts__label']")))

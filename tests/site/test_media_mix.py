"""The page of the media mix says what each medium is, when it appears and how to get it."""

import pytest
from lxml import html

MEDIA = """\
media:
  letter:
    name: {de: Brief, en: Letter}
    about: {de: Kurzes, en: Short things}
    since: 2003
    scope: [regional, national]
    cadence: weekly
    circulation: 12000
    circulation_unit: {de: Abonnements, en: subscribers}
    languages: [de]
    audience: {de: Alle, en: All}
    formats: [mail, print]
    subscribe: mailto:brief@example.org
    next_edition: 2026-11-30
  book: {name: Buch, about: Langes, scope: [national], cadence: planned, subscribe: https://example.org/buch}
  day: {name: Tag, about: Treffen, scope: [national], cadence: yearly, event_form: life-science-day}
"""
EVENT = "---\ntitle: {0}\nform: {1}\nstart: {2}\nplace: Halle\nstatus: {3}\n---\nText.\n"
EDITION = "title: {0}\ndate: {1}\n"
FILES = {
    "media.yaml": MEDIA,
    "editions/letter/1/edition.yaml": EDITION.format("Nr. 1", "2026-11-02"),
    "editions/letter/2/edition.yaml": EDITION.format("Nr. 2", "2026-11-09"),
    "editions/letter/3/edition.yaml": EDITION.format("Nr. 3", "2026-11-30"),
    "events/a.de.md": EVENT.format("Lange her", "life-science-day", "2024-12-01", "planned"),
    "events/b.de.md": EVENT.format("Zuletzt", "life-science-day", "2025-12-01", "planned"),
    "events/c.de.md": EVENT.format("Bald", "life-science-day", "2026-12-01", "cancelled"),
    "events/d.de.md": EVENT.format("Demnächst", "life-science-day", "2027-12-01", "planned"),
    "events/e.de.md": EVENT.format("Ganz bald", "fair", "2026-11-24", "planned"),
}

pytestmark = pytest.mark.usefixtures("quick_website")


@pytest.fixture
def published(make_site, build_site):
    """Give a function that builds and reads the page: heading -> label -> values."""
    site = make_site(FILES)

    def read(path="de/mediadaten/index.html", day="2026-11-22"):
        run = build_site(site, "--only", "website", "--today", day)
        assert run.code == 0, run.lines
        page = html.fromstring(run.text(path).encode())
        return {
            section.xpath("string(.//h2)"): {
                row.xpath("string(dt)"): [dd.text_content() for dd in row.xpath("dd")]
                for row in section.xpath(".//dl/div")
            }
            for section in page.xpath("//section[.//dl]")
        }

    return read


def test_says_of_a_medium_what_is_known(published):
    """In the reader's words; what is not given is not said."""
    media = published()
    assert list(media) == ["Brief", "Buch", "Tag"]
    assert media["Brief"] == {
        "Erscheint": ["wöchentlich"],
        "Seit": ["2003"],
        "Für wen": ["Alle"],
        "Reichweite": ["regional, national"],
        "Auflage": ["12.000 Abonnements"],
        "Sprachen": ["Deutsch"],
        "Formen": ["E-Mail, gedruckt"],
        "Letzte Ausgabe": ["Nr. 2", "9. November 2026"],
        "Nächste Ausgabe": ["angekündigt für den 30. November 2026"],
        "Bestellen": ["brief@example.org"],
    }
    assert set(media["Buch"]) == {"Erscheint", "Reichweite", "Sprachen", "Bestellen"}
    assert published("en/media-data/index.html")["Letter"]["For whom"] == ["All"]


def test_an_announced_edition_is_shown_until_it_is_there(published):
    """An edition of that day or later takes its place; netzsite computes no day that nobody has promised."""
    letter = published(day="2026-11-30")["Brief"]
    assert letter["Letzte Ausgabe"][0] == "Nr. 3"
    assert "Nächste Ausgabe" not in letter


def test_a_medium_that_takes_place_names_its_events(published):
    """The last one that is over and the next one that is not, of its form; a cancelled one is neither."""
    assert {label: values[0] for label, values in published()["Tag"].items() if label in ("Zuletzt", "Demnächst")} == {
        "Zuletzt": "Zuletzt",
        "Demnächst": "Demnächst",
    }
    assert published(day="2027-12-02")["Tag"]["Zuletzt"] == ["Demnächst", "1. Dezember 2027"]


def test_the_home_page_leads_to_it(make_site, build_site):
    """And so do the pages of the other language."""
    run = build_site(make_site(FILES), "--only", "website")
    assert "mediadaten/index.html" in html.fromstring(run.text("de/index.html")).xpath("//main//a/@href")
    page = html.fromstring(run.text("de/mediadaten/index.html").encode())
    assert page.xpath("//*[@class='nz-languages']//a/@href") == ["../../en/media-data/index.html"]
    assert page.xpath("//dd/a/@href")[-1] == "../termine/d.html"
    assert {"mailto:brief@example.org", "https://example.org/buch"} <= set(page.xpath("//dd/a/@href"))


def test_a_form_that_there_is_not_is_a_mistake(make_site, check_site):
    """With its line."""
    run = check_site(make_site({**FILES, "media.yaml": MEDIA.replace("life-science-day", "life-science-days")}))
    assert run.lines[0].startswith("content/media.yaml:16:84")
    assert "'life-science-days' is not a form of events" in run.lines[0]


def test_a_page_of_words_can_lead_there(make_site, build_site):
    """A page that names the media mix and the downloads has a button for each, in each language."""
    words = "---\ntitle: Medien\n{}---\nText.\n"
    files = {
        "pages/medien.de.md": words.format("leads_to: [media-mix, downloads]\n"),
        "pages/still.de.md": words.format(""),
    }
    files["pages/medien.en.md"] = words.format("translated_from: 000000000000\n")
    run = build_site(make_site(files), "--only", "website")
    buttons = {
        path: html.fromstring(run.text(path).encode()).xpath("//main//a[@class='nz-button']/@href")
        for path in ("de/medien.html", "en/medien.html", "de/still.html")
    }
    assert buttons == {
        "de/medien.html": ["mediadaten/index.html", "downloads/index.html"],
        "en/medien.html": ["media-data/index.html", "downloads/index.html"],
        "de/still.html": [],
    }

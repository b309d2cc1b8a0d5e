"""The page of all editions lists them by medium and year, in every form that is there."""

import pytest
from lxml import html

from netzsite.engine.artifact import Document
from netzsite.inspection import inspect_content
from netzsite.render.theme import load_theme
from netzsite.site import editions
from tests.conftest import THEME, parse_day

MEDIA = """\
media:
  website: {name: Website, about: Alles, scope: [national], cadence: continuous}
  brief:
    name: {de: Brief, en: Letter}
    about: Neues
    scope: [regional]
    cadence: weekly
    mail: {sender: office@example.org, unsubscribe: 'mailto:office@example.org'}
    sections: [{id: news, title: Neues, takes: news}]
  heft: {name: Heft, about: Mehr, scope: [national], cadence: quarterly, languages: [de]}
"""
EDITION = "title: {0}\ndate: {1}\n"
FILES = {
    "media.yaml": MEDIA,
    "editions/heft/2026-q3/edition.yaml": EDITION.format("Heft 3/2026", "2026-09-01"),
    "editions/brief/a/edition.yaml": EDITION.format("Brief im Mai", "2025-05-02"),
    "editions/brief/b/edition.yaml": EDITION.format("Brief im Juni", "2025-06-06") + "example: true\n",
    "editions/brief/c/edition.yaml": EDITION.format("Brief im März", "2026-03-06"),
    "editions/brief/d/edition.yaml": EDITION.format("Noch geheim", "2026-03-13") + "draft: true\n",
}

pytestmark = pytest.mark.usefixtures("quick_website")


def test_editions_stand_by_medium_and_year(make_site, build_site):
    """Media in the order of the mix, the newest first, each with its page and its mail; drafts are not there."""
    run = build_site(make_site(FILES), "--only", "website", "--only", "mail")
    tree = html.fromstring(run.text("de/ausgaben/archiv/index.html").encode())
    assert [
        (section.findtext(".//h2"), section.xpath(".//h3/text()"), section.xpath(".//li/a/text()"))
        for section in tree.xpath("//main//section")
    ] == [
        ("Brief", ["2026", "2025"], ["Brief im März", "Brief im Juni", "Brief im Mai"]),
        ("Heft", ["2026"], ["Heft 3/2026"]),
    ]
    for link in tree.xpath("//main//li//a/@href"):
        assert (run.output / "de/ausgaben/archiv" / link).resolve().is_file()
    assert tree.xpath("//main//li//span/a/@href") == [f"../../../mail/brief/{name}.de.html" for name in "cba"]
    assert len({link.get("aria-label") for link in tree.xpath("//main//li//span/a")}) == 3
    assert [mark.text for mark in tree.xpath("//main//*[@class='nz-tag']")] == ["Beispiel"]


def test_the_list_of_editions_leads_there(make_site, build_site):
    """From the list of editions, and to the same page in the other language."""
    run = build_site(make_site(FILES), "--only", "website")
    page = html.fromstring(run.text("de/ausgaben/index.html").encode())
    assert page.xpath("//a[.='Alle Ausgaben nach Medium und Jahr']/@href") == ["archiv/index.html"]
    other = html.fromstring(run.text("de/ausgaben/archiv/index.html").encode())
    (address,) = other.xpath("//head/link[@hreflang='en']/@href")
    assert address.startswith("https://bioregion.example/en/editions/archive/")


def test_documents_are_named_with_pages_and_size(make_site):
    """A PDF that is there is linked, the reader's language first; a medium without mail has none."""
    inspection = inspect_content(make_site(FILES), parse_day())
    library = inspection.library(with_drafts=False)
    theme = load_theme(THEME, library.network.languages, library.network.identity)
    (artifact,) = editions.artifacts(library, theme, "en")
    documents = (
        Document("de/heft.pdf", ("edition", "heft/2026-q3"), "de", 1_500_000, 12),
        Document("en/heft.pdf", ("edition", "heft/2026-q3"), "en", 999, 1),
        Document("all.zip", None, "", 12_345_678, 0),
    )
    view = artifact.compose(library, theme, *artifact.subject, documents).content
    ((_, (row,)),) = view.groups[-1].years
    assert [(version.words, version.path, version.facts) for version in row.versions] == [
        ("PDF", "en/heft.pdf", ("1 page", "1 kB")),
        ("PDF", "de/heft.pdf", ("12 pages", "1.5 MB")),
    ]


def test_a_network_without_editions_has_no_such_page(make_site, build_site):
    """An empty archive is not announced."""
    run = build_site(make_site({"media.yaml": MEDIA}), "--only", "website")
    assert not (run.output / "de/ausgaben/archiv").exists()

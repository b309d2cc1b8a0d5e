"""The page of downloads lists every document that is there, with what one wants to know before."""

import shutil

import pytest
from lxml import html
from pypdf import PdfReader

from netzsite.engine.artifact import Document
from netzsite.inspection import inspect_content
from netzsite.render.theme import load_theme
from netzsite.site import downloads
from tests.conftest import THEME, parse_day, run_on, snapshot

MEDIA = """\
media:
  website: {name: Website, about: Alles, scope: [national], cadence: continuous}
  report: {name: {de: Bericht, en: Report}, about: Zahlen, scope: [national], cadence: yearly, languages: [de]}
"""
EDITION = "title: {0}\ndate: {1}\nparts: [{{chapter: a}}]\n"
CHAPTER = "---\ntitle: Kapitel\n---\n{0}\n"
FILES = {
    "media.yaml": MEDIA,
    "editions/report/2026/edition.yaml": EDITION.format("Jahr 2026", "2026-11-01"),
    "editions/report/2026/a.de.md": CHAPTER.format("Text."),
}

pytestmark = pytest.mark.usefixtures("quick_website")


def rows(run, path="de/downloads/index.html"):
    """Read the page: address, title, facts."""
    page = html.fromstring(run.text(path).encode())
    return [
        (item.xpath("string(a/@href)"), item.xpath("string(a)"), item.xpath(".//span/span/text() | .//time/text()"))
        for item in page.xpath("//*[@class='nz-downloads__item']")
    ]


@pytest.mark.pdf
@pytest.mark.slow
def test_says_what_lies_there(make_site, tmp_path):
    """Pages and size are those of the file; another file, another line; what is not due is not made."""
    site, arguments = make_site(FILES), ("--cache", str(tmp_path / "cache"), "--only", "website", "--only", "report")
    run = run_on(site, "build", tmp_path / "public", *arguments)
    path = tmp_path / "public/de/downloads/jahr-2026.pdf"
    size = f"{round(path.stat().st_size / 1000)} kB"
    pages = len(PdfReader(path).pages)
    screen, archive = rows(run)
    assert screen == ("jahr-2026.pdf", "Jahr 2026", ["PDF", "Deutsch", f"{pages} Seiten", size, "1. November 2026"])
    assert archive[0] == "jahr-2026-archiv.pdf"
    assert archive[2][2:4] == ["PDF/A mit angehängten Daten, für Archive", f"{pages} Seiten"]
    assert rows(run, "en/downloads/index.html")[0][2][2] == f"{pages} pages"
    before = snapshot(tmp_path / "public")
    assert run_on(site, "build", tmp_path / "public", *arguments, "--no-cache").code == 0
    assert snapshot(tmp_path / "public") == before
    (site / "editions/report/2026/a.de.md").write_text(CHAPTER.format("## Teil\n\nViel Text.\n\n" * 40))
    why = run_on(
        site, "build", tmp_path / "public", *arguments, "--why", "de/downloads/index.html", "--format", "text"
    ).printed
    assert "the documents that it lists have changed, appeared or gone" in why
    assert rows(run)[0][2][2] == f"{len(PdfReader(path).pages)} Seiten" != f"{pages} Seiten"
    kept = snapshot(tmp_path / "public")
    shutil.rmtree(tmp_path / "public")
    run_on(site, "build", tmp_path / "public", "--only", "website", "--only", "report")
    assert snapshot(tmp_path / "public") == kept


def test_nothing_is_listed_that_is_not_there(make_site, build_site):
    """A build of the website alone makes no PDFs, and lists none."""
    run = build_site(make_site(FILES), "--only", "website")
    assert rows(run) == []
    assert "Zurzeit gibt es nichts" in run.text("de/downloads/index.html")
    home = html.fromstring(run.text("de/index.html").encode())
    assert home.xpath("//a[.='Alle Downloads']/@href") == ["downloads/index.html"]
    media = html.fromstring(run.text("de/mediadaten/index.html").encode())
    assert media.xpath("//a[.='Alle Downloads']/@href") == ["../downloads/index.html"]


def test_documents_stand_by_medium_and_year(make_site):
    """Media in the order of the mix, years and days from new to old, the reader's language first, the rest at last."""
    older = {"editions/report/2025/edition.yaml": EDITION.format("Jahr 2025", "2025-11-01")}
    older["editions/report/2025/a.de.md"] = CHAPTER.format("Text.")
    inspection = inspect_content(make_site({**FILES, **older}), parse_day())
    library = inspection.library(with_drafts=False)
    theme = load_theme(THEME, library.network.languages, library.network.identity)
    (artifact,) = downloads.artifacts(library, theme, "de")
    documents = (
        Document("all.zip", None, "", 12_345_678, 0),
        Document("en/2026.pdf", ("edition", "report/2026"), "en", 999, 1),
        Document("de/2025.pdf", ("edition", "report/2025"), "de", 1_500_000, 1200),
        Document("de/2026.pdf", ("edition", "report/2026"), "de", 999_499, 2),
    )
    view = artifact.compose(library, theme, *artifact.subject, documents).content
    assert [
        (group.medium, [(year, [(row.path, row.pages, row.size) for row in found]) for year, found in group.years])
        for group in view.groups
    ] == [
        (
            "Bericht",
            [
                (2026, [("de/2026.pdf", "2 Seiten", "999 kB"), ("en/2026.pdf", "1 Seite", "1 kB")]),
                (2025, [("de/2025.pdf", "1.200 Seiten", "1,5 MB")]),
            ],
        ),
        ("Weiteres", [(0, [("all.zip", "", "12,3 MB")])]),
    ]


def test_of_what_belongs_to_no_medium_only_the_newest_years_are_listed(make_site, build_site):
    """Press kits of twenty years would make a page that nobody can load; the page says where older ones are."""
    release = "---\ntitle: Meldung {0}\nsummary: Kurz.\nform: press-release\ndate: {0}-03-01\n---\nText.\n"
    files = {f"news/{year}/meldung.de.md": release.format(year) for year in (2022, 2024, 2025)}
    oldest = files.pop("news/2022/meldung.de.md")
    few = build_site(make_site({**FILES, **files}), "--only", "website")
    assert "Ältere stehen auf den Seiten" not in few.text("de/downloads/index.html")
    run = build_site(make_site({"news/2022/meldung.de.md": oldest}), "--only", "website")
    assert [title for _, title, _ in rows(run)] == ["Meldung 2025", "Meldung 2024"]
    assert "Ältere stehen auf den Seiten" in run.text("de/downloads/index.html")

"""netzsite.media.report: an edition becomes a PDF that is whole, accessible and always the same."""

import re
import subprocess
from itertools import pairwise

import pytest

from netzsite.engine.cache import Cache
from netzsite.inspection import inspect_content
from netzsite.media import report
from netzsite.production import Studio
from netzsite.render.pdf import lay_out
from netzsite.render.reports import render_report
from netzsite.render.theme import load_theme
from netzsite.render.workshop import Workshop
from tests.conftest import PROFILES, THEME, parse_day, write_files

pytestmark = pytest.mark.pdf

EDITION = """\
title: {de: Bericht 2026, en: Report 2026}
date: 2026-11-16
year: 2026
parts:
  - chapter: companies
  - listing: deals
    title: {de: Vereinbarungen, en: Deals}
  - chapter: outlook
  - listing: members
    title: {de: Verzeichnis, en: Directory}
"""
COMPANIES = """\
---
title: Unternehmen
summary: Es werden mehr.
---
Der Umsatz wächst[^1], sagt [[chapter:outlook|das Ende]]. Siehe [[m1]].

## Umsatz

{figure: sales}

Die Quelle[^1] ist gut[^2].

[^1]: Aus dem *Register*, [im Netz](https://example.org/register).
[^2]: Zweite Anmerkung.
"""
FIGURE = """\
title: Der Umsatz steigt
description: Säulen, die wachsen
sources: [{title: Amt}]
columns: {year: {label: Jahr}, sales: {label: Umsatz, unit: Mio. Euro}}
base: {asked: 50, answered: 40}
breaks: [{before: "2026", note: Neu gezählt.}]
chart: {mark: bar, x: year, y: [sales]}
"""
MEMBER = "name: {name}\ntype: company\nsector: {sector}\nfounded: 1999\naddress: {{town: Celle}}\n{more}"
NEWS = """\
---
title: {title}
form: company-news
date: {date}
{more}
deal: {{type: licence, parties: [{{member: m1}}, {{name: Extern}}], volume: {volume}}}
---
"""
SITE = {
    "editions/report/2026/edition.yaml": EDITION,
    "editions/report/2026/companies.de.md": COMPANIES,
    "editions/report/2026/outlook.de.md": "---\ntitle: Ausblick\n---\n## Später\n\nDas Ende.\n",
    "figures/sales.yaml": FIGURE,
    "figures/sales.csv": "year,sales\n2023,.\n2024,12\n2025,\n2026,34\n",
    "members/m1.yaml": MEMBER.format(name="Ärzte AG", sector="medtech", more="website: https://aerzte.example/"),
    "members/m2.yaml": MEMBER.format(name="Zelle GmbH", sector="biotech", more="example: true"),
    "members/m3.yaml": MEMBER.format(name="Weg GmbH", sector="biotech", more="status: left"),
    "news/2026/a.de.md": NEWS.format(title="Erster Handel", date="2026-03-01", volume="2400000", more=""),
    "news/2026/b.de.md": NEWS.format(title="Stiller Handel", date="2026-02-01", volume="undisclosed", more=""),
    "news/2026/c.de.md": NEWS.format(title="Beispielhandel", date="2026-04-01", volume="5000000", more="example: true"),
    "news/2025/d.de.md": NEWS.format(title="Alter Handel", date="2025-04-01", volume="7000000", more=""),
}


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    """Read a small site: its folder, what is public of it, and the theme."""
    folder = write_files(tmp_path_factory.mktemp("report") / "content", {**PROFILES, **SITE})
    library = inspect_content(folder, parse_day()).library(with_drafts=False)
    return folder, library, load_theme(THEME, library.network.languages, library.network.identity)


@pytest.fixture(scope="module")
def site(content):
    """Plan the report of the site: path -> function that makes the PDF."""
    folder, library, theme = content
    studio = Studio(library, Workshop(theme, folder, Cache(None)), "")
    planned = report.artifacts(library, theme)
    return {artifact.path: lambda artifact=artifact: studio.make(artifact).file for artifact in planned}


@pytest.fixture(scope="module")
def pdf(site, tmp_path_factory):
    """Make the German report once, as a file."""
    path = tmp_path_factory.mktemp("pdf") / "bericht.pdf"
    path.write_bytes(site["de/downloads/bericht-2026.pdf"]())
    return path


def ask(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def words(pdf):
    return re.sub(r"\s+", " ", ask("pdftotext", "-raw", pdf, "-"))


def pages(pdf):
    return [re.sub(r"\s+", " ", page) for page in ask("pdftotext", "-raw", pdf, "-").split("\f")[:-1]]


def test_each_language_has_a_pdf_named_after_its_title(site):
    """A download can be told from others, and keeps its name; that for archives says what it is."""
    assert list(site) == [
        "de/downloads/bericht-2026.pdf",
        "de/downloads/bericht-2026-archiv.pdf",
        "en/downloads/report-2026.pdf",
        "en/downloads/report-2026-archive.pdf",
    ]


def test_two_builds_give_the_same_bytes(site, pdf):
    """Same content, same date, same bytes."""
    assert site["de/downloads/bericht-2026.pdf"]() == pdf.read_bytes()


def test_no_layout_is_made_again(content, pdf, tmp_path, monkeypatch):
    """A book is written from the layout that confirmed its page numbers, or from one that has those of a cache."""
    (folder, library, theme), layouts = content, []

    def counted(html, **rest):
        layouts.append(html)
        return lay_out(html, **rest)

    monkeypatch.setattr("netzsite.render.reports.lay_out", counted)
    view = next(report.artifacts(library, theme)).compose(library.fresh(), theme, "de", "report/2026")
    with Cache(tmp_path) as cache:
        workshop = Workshop(theme, folder, cache)
        assert render_report(view, workshop) == pdf.read_bytes()
        assert len(set(layouts)) == len(layouts) == 2
        assert render_report(view, workshop) == pdf.read_bytes()
        assert layouts[2:] == layouts[1:2]


def test_the_file_is_sound_tagged_and_in_its_language(pdf):
    """Readers, printers and screen readers can work with it."""
    assert "No syntax or stream encoding errors" in ask("qpdf", "--check", pdf)
    told = ask("pdfinfo", pdf)
    assert re.search(r"Title:\s+Bericht 2026", told)
    assert re.search(r"Tagged:\s+yes", told)
    fonts = ask("pdffonts", pdf).splitlines()[2:]
    assert all("+Source-" in line and "yes yes yes" in line for line in fonts)


def test_headings_descend_by_single_steps(pdf):
    """PDF/UA-1, 7.4: no level is skipped, whatever level the editor began with."""
    levels = [int(level) for level in re.findall(r"^\s*H(\d)\b", ask("pdfinfo", "-struct", pdf), re.MULTILINE)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert 3 in levels


def test_contents_lead_to_the_pages(pdf):
    """The table of contents gives the page on which each part begins."""
    found = pages(pdf)
    for title in ("Unternehmen", "Vereinbarungen", "Ausblick", "Verzeichnis"):
        line = re.search(rf"{title} (\d+)", found[2])
        assert line, title
        assert title in found[int(line[1]) - 1]


def test_bookmarks_name_parts_and_sections(pdf):
    """The outline of the PDF is that of the report."""
    outline = subprocess.run(["qpdf", "--json", "--json-key=outlines", pdf], capture_output=True, text=True, check=True)
    titles = re.findall(r'"title": "([^"]*)"', outline.stdout)
    assert {"Unternehmen", "Umsatz", "Ausblick", "Später", "Verzeichnis"} <= set(titles)


def test_footnotes_stand_at_the_foot_of_their_page(pdf):
    """A note stands on the page that refers to it, below the text, with its address; it is there once."""
    page = next(page for page in pages(pdf) if "Der Umsatz wächst" in page)
    assert page.count("Aus dem Register, im Netz ‹example.org/register›") == 1
    assert page.index("Die Quelle") < page.index("Aus dem Register") < page.index("Zweite Anmerkung")
    assert "↩" not in page


def test_figures_are_numbered_with_title_source_and_table(pdf):
    """A figure has a number, an alternative text and, at the end, its numbers; a gap is a dash."""
    told = words(pdf)
    assert "Abbildung 1 Der Umsatz steigt" in told
    assert "Quelle: Amt" in told
    assert re.search(r"zu Abbildung 1 .*2023 • 2024 12 2025 – 2026 ¹ 34", told)
    assert "Säulen, die wachsen".encode("utf-16-be").hex() in _plain(pdf) or "Säulen" in _plain(pdf)


def test_paper_says_what_is_kept_secret(pdf):
    """With the chart and with its numbers: whose answers they are, a break, and what a dot means."""
    told = words(pdf).replace("\xa0", " ")
    for remark in (
        "Basis: 40 von 50 befragten Unternehmen (80 %)",
        "¹ Ab 2026 nicht mit früheren Werten vergleichbar: Neu gezählt.",
        "• = Zahl bekannt, aber geheim gehalten",
    ):
        assert told.count(remark) == 2, remark


def _plain(pdf):
    return subprocess.run(["qpdf", "--json", pdf], capture_output=True, text=True, check=True).stdout


def test_deals_of_the_year_are_listed_and_summed_honestly(pdf):
    """Sums leave out examples and say how many volumes are not known; other years are not there."""
    page = next(page for page in pages(pdf) if "Erster Handel" in page)
    assert page.index("Stiller Handel") < page.index("Erster Handel") < page.index("Beispielhandel")
    assert "Alter Handel" not in page
    assert re.search(r"\(1 Vereinbarung\) 2,4 Mio", page)
    assert re.search(r"\(1 Vereinbarung\) Beispiel 5 Mio", page)
    assert "1 der 3 Vereinbarungen" in page


def test_the_directory_lists_who_takes_part(pdf):
    """Members stand below their sector, examples are marked, who has left is not there."""
    page = pages(pdf)[-2]
    assert "Biotechnologie Zelle GmbH Beispiel Celle, gegründet 1999" in page
    assert "Medizintechnik Ärzte AG Celle, gegründet 1999 aerzte.example" in page
    assert "Weg GmbH" not in words(pdf)


def test_links_within_give_the_page_and_others_the_full_address(pdf):
    """Paper cannot be clicked: a chapter's page is printed; links into the site carry its address."""
    ending = next(number for number, page in enumerate(pages(pdf), 1) if "Das Ende." in page)
    assert re.search(rf"das Ende \(Seite {ending}\)", words(pdf))
    assert "https://bioregion.example/de/mitglieder/m1.html" in _plain(pdf)


def test_no_page_is_empty(pdf):
    """Each page but the cover's back says something."""
    assert all(len(page.strip()) > 20 for page in pages(pdf))

"""netzsite.books: an edition becomes a book with everything that refers to its pages."""

import re
import subprocess

import pytest

from netzsite.engine.cache import Cache
from netzsite.inspection import inspect_content
from netzsite.media import report
from netzsite.production import Studio
from netzsite.render.theme import load_theme
from netzsite.render.workshop import Workshop
from tests.conftest import PROFILES, THEME, parse_day, write_files

EDITION = """\
title: {de: Bericht 2026, en: Report 2026}
date: 2026-11-16
year: 2026
issn: 1234-5679
key_figures:
  - {label: Umsatz der Muster, figure: sales, where: {year: 2026}}
parts:
  - {chapter: foreword}
  - {listing: contents}
  - {listing: key-figures}
  - {chapter: companies, division: Zahlen}
  - {listing: method}
  - {listing: deals, title: Vereinbarungen, division: Akteure}
  - {listing: portraits, items: ["portrait:m1", "portrait:m2"]}
  - listing: advertisements
    advertisements: [{partner: Musterbiotech GmbH, title: Guten Tag, text: Wir grüßen., example: true}]
  - {listing: members, title: Verzeichnis}
  - {listing: tables}
  - listing: glossary
    terms: [{term: Rücklauf, meaning: Anteil derer mit Antwort}]
  - {listing: index}
"""
CHAPTER = "---\ntitle: {title}\nsummary: {summary}\n{more}---\n{text}\n"
COMPANIES = """\
Siehe [[figure:sales]] und [[m1]]. Der Rücklauf ist gut, sagt Erika Mustermann.

## Später

{figure: sales}
"""
SURVEY = """\
title: Umfrage 2026
year: 2026
business_year: 2025
population: Musterunternehmen
opened: 2026-02-02
closed: 2026-04-17
asked: 60
answered: 45
rules: {least: 3}
questions:
  revenue: {type: money, label: Umsatz im Jahr 2025, definition: Ohne Steuer, answered: 40, changed: Mit Töchtern}
  event: {type: text, label: Ereignis, answered: 7, consent: Dürfen wir Sie nennen?}
  awards: {type: text, label: Preise, answered: 2, consent: Dürfen wir Sie nennen?}
named:
  - {company: m8, name: Muster AG, sector: biotech, agreed: 2026-02-14, answers: {event: Neues Labor}}
  - {company: m9, name: Beispiel AG, sector: biotech, agreed: 2026-02-14, answers: {event: Neue Halle}}
"""
FIGURE = """\
title: Der Umsatz steigt
description: Säulen, die wachsen
sources: [{title: Amt}]
columns: {year: {label: Jahr}, sales: {label: Umsatz, unit: Mio. Euro}}
chart: {mark: bar, x: year, y: [sales]}
"""
MEMBER = "name: {name}\nacronym: {acronym}\ntype: company\nsector: biotech\naddress: {{town: Celle}}\n"
PORTRAIT = "---\ntitle: {title}\nsummary: Ein Porträt\nform: profile\nmember: {member}\n---\nText über {title}.\n"
DEAL = """\
---
title: {title}
form: company-news
date: 2026-03-01
deal: {{type: {type}, parties: [{{member: m1}}, {{name: Extern AG}}], volume: {volume}}}
---
"""
PERSON = "given_name: Erika\nfamily_name: Mustermann\nconsent: 2026-01-01\npositions: [{member: m1, role: Chefin}]\n"
SITE = {
    "editions/report/2026/edition.yaml": EDITION,
    "editions/report/2026/foreword.de.md": CHAPTER.format(
        title="Vorwort", summary="Zum Anfang", more="author: erika\n", text="Guten Tag."
    ),
    "editions/report/2026/companies.de.md": CHAPTER.format(
        title="Unternehmen", summary="Es werden mehr.", more="", text=COMPANIES
    ),
    "people/erika.yaml": PERSON,
    "figures/sales.yaml": FIGURE,
    "figures/sales.csv": "year,sales\n2025,12\n2026,34\n",
    "surveys/2026.yaml": SURVEY,
    "surveys/2026.csv": "question,category,statistic,sector,size,district,n,value\nrevenue,,sum,,,,40,1200\n",
    "members/m1.yaml": MEMBER.format(name="Ärzte AG", acronym="ÄAG"),
    "members/m2.yaml": MEMBER.format(name="Zelle GmbH", acronym="ZGH"),
    "portraits/m1.de.md": PORTRAIT.format(title="Die Ärzte", member="m1"),
    "portraits/m2.de.md": PORTRAIT.format(title="Die Zelle der ÄAG", member="m2"),
    "news/2026/a.de.md": DEAL.format(title="Erster Handel", type="licence", volume="2400000"),
    "news/2026/b.de.md": DEAL.format(title="Stiller Handel", type="licence", volume="undisclosed"),
    "news/2026/c.de.md": DEAL.format(title="Dritter Handel", type="merger", volume="600000"),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Make the German book of a small network once: the words of each page, and the file."""
    folder = write_files(tmp_path_factory.mktemp("book") / "content", {**PROFILES, **SITE})
    inspection = inspect_content(folder, parse_day())
    assert [problem for problem in inspection.problems if problem.severity.value == "error"] == []
    library = inspection.library(with_drafts=False)
    theme = load_theme(THEME, library.network.languages, library.network.identity)
    studio = Studio(library, Workshop(theme, folder, Cache(None)), "")
    artifact = next(each for each in report.artifacts(library, theme) if each.path == "de/downloads/bericht-2026.pdf")
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    path.write_bytes(studio.make(artifact).file)
    told = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    return [re.sub(r"\s+", " ", page) for page in told.split("\f")[:-1]], path


@pytest.fixture(scope="module")
def pages(book):
    return book[0]


def page_of(pages, words):
    return next(number for number, page in enumerate(pages, 1) if words in page)


pytestmark = pytest.mark.pdf


def test_contents_name_divisions_parts_and_sections(pages):
    """Three sorts of lines, each with the page on which it begins; what stands before the contents has no number."""
    contents = pages[page_of(pages, "Inhalt Vorwort") - 1]
    for words in ("Zahlen", "1 Unternehmen", "Später", "2 Methode", "Akteure", "3 Vereinbarungen", "4 Porträts"):
        assert re.search(rf"{words} \d+", contents), words
    found = re.search(r"Später (\d+)", contents)
    assert found
    assert "Später" in pages[int(found[1]) - 1]
    assert "Guten Tag 1" not in contents


def test_a_division_begins_on_the_right(pages):
    """Its page has an odd number, and lists its parts."""
    division = page_of(pages, "I Zahlen")
    assert division % 2 == 1
    assert "Unternehmen" in pages[division - 1]
    assert "Vereinbarungen" not in pages[division - 1]


def test_a_figure_is_referred_to_by_number_and_page(pages):
    """`[[figure:sales]]` is what a reader of paper can follow."""
    told = " ".join(pages)
    found = re.search(r"Siehe Abbildung 1 \(Seite (\d+)\)", told)
    assert found
    assert "Abbildung 1 Der Umsatz steigt" in pages[int(found[1]) - 1]


def test_key_figures_come_from_figures(pages):
    """The number, its unit, what it counts, and where it stands."""
    page = pages[page_of(pages, "Auf einen Blick 34") - 1]
    assert page_of(pages, "Auf einen Blick 34") % 2 == 0
    assert "34 Mio. Euro Umsatz der Muster, 2026" in page
    assert re.search(r"Abbildung 1, Seite \d+", page)


def test_the_method_is_that_of_the_survey(pages):
    """Who was asked, who answered, by which rules values are kept back, what questions mean, what has changed."""
    told = " ".join(pages[page_of(pages, "Umfrage 2026") - 1 :])
    assert "angeschriebene Unternehmen 60" in told
    assert "Rücklauf 75,0 Prozent" in told
    assert "mindestens 3 Unternehmen" in told
    assert "wenn wenige Unternehmen den größten Teil" in told
    assert not re.search(r"\b(75|85|10) (%|Prozent)", told)
    assert re.search(r"Umsatz im Jahr 2025 Ohne Steuer Geändert: Mit Töchtern 40 von 45", told)


def test_companies_that_have_agreed_are_named(pages):
    """With their answers, in a numbered table of their own; where nobody has agreed, the question says so."""
    told = " ".join(pages[page_of(pages, "Umfrage 2026") - 1 :])
    caption = "Tabelle 2 Ereignis: Unternehmen, die der Nennung zugestimmt haben"
    assert f"{caption} Unternehmen Antwort Muster AG Neues Labor Beispiel AG Neue Halle" in told
    assert "Die Unternehmen wurden gefragt: „Dürfen wir Sie nennen?“ Keines hat zugestimmt. 2 von 45" in told


def test_deals_are_summed_by_type(pages):
    """Count, disclosed volume and undisclosed ones of each type, then of all."""
    page = pages[page_of(pages, "Vereinbarungen 2026 nach Art") - 1]
    assert re.search(r"Fusion 1 600\.000\W+€ – Lizenz 2 2,4 Mio\.\W+€ 1 alle zusammen 3 3 Mio\.\W+€ 1", page)


def test_each_portrait_has_a_page(pages):
    """With its subject, title and text, and the way to the same on the web."""
    first, second = page_of(pages, "Text über Die Ärzte"), page_of(pages, "Text über Die Zelle")
    assert second == first + 1
    assert "Dieses Porträt im Netz" in pages[first - 1]


def test_an_advertisement_says_that_it_is_one(pages):
    """It stands on a page of its own, and no list names it."""
    page = pages[page_of(pages, "Wir grüßen.") - 1]
    assert "Anzeige · Beispiel" in page
    assert "Musterbiotech GmbH Guten Tag Wir grüßen." in page


def test_the_index_merges_the_pages_on_which_somebody_is_named(pages):
    """Links, names and acronyms count, in chapters, deals and portraits; the directory does not."""
    index = pages[-1]
    expected = {
        "Ärzte AG": {page_of(pages, "Siehe Abbildung"), page_of(pages, "Erster Handel")}
        | {page_of(pages, "Text über Die Ärzte"), page_of(pages, "Text über Die Zelle")},
        "Extern AG": {page_of(pages, "Erster Handel")},
        "Mustermann, Erika": {page_of(pages, "Siehe Abbildung")},
        "Zelle GmbH": {page_of(pages, "Text über Die Zelle")},
    }
    for name, numbers in expected.items():
        found = re.search(rf"{name} ([\d–, ]+)", index)
        assert found, name
        told, listed = found[1].strip(), set()
        for words in told.split(", "):
            start, _, end = words.partition("–")
            listed |= set(range(int(start), int(end or start) + 1))
        assert listed == numbers, name


def test_a_term_leads_to_the_glossary(book):
    """The first use is a link within the document."""
    pages, path = book
    assert "Rücklauf" in pages[page_of(pages, "Anteil derer") - 1]
    told = subprocess.run(["qpdf", "--json", path], capture_output=True, text=True, check=True).stdout
    assert "term-1" in told


def test_front_matter_names_who_signs_and_the_series(pages):
    """The imprint has the ISSN, the foreword the face of its author."""
    assert "ISSN 1234-5679" in pages[1]
    assert "EM Erika Mustermann Chefin" in pages[page_of(pages, "Guten Tag.") - 1]


def test_running_heads_name_the_chapter_and_the_section(pages):
    """Left pages have the part, right ones the section; pages are numbered, those of divisions are not."""
    first, second = page_of(pages, "Text über Die Ärzte"), page_of(pages, "Text über Die Zelle")
    left, right = sorted((first, second), key=lambda number: number % 2)
    subjects = {first: "Ärzte AG", second: "Zelle GmbH"}
    assert "Porträts" in pages[left - 1]
    assert "Porträts" not in pages[right - 1]
    assert pages[right - 1].count(subjects[right]) == 2
    assert "Bericht 2026" not in pages[page_of(pages, "I Zahlen") - 1]

"""A report on the web: a page for each chapter, the way to them, and reports of several years side by side."""

import re

import pytest

REPORT = """\
title: {{de: Bericht {year}, en: Report {year}}}
date: {year}-11-01
year: {year}
key_figures:
  - {{label: {{de: Umsatz der Branche, en: Revenue}}, figure: sales, where: {{year: {known}}}}}
parts:
  - chapter: foreword
  - chapter: companies
  - listing: deals
    title: {{de: Vereinbarungen, en: Deals}}
    intro: {{de: Was vereinbart wurde., en: What was agreed.}}
"""
TEXT = "---\ntitle: {title}\nsummary: {lead}\n---\n{body}\n"
FIGURE = """\
title: Der Umsatz steigt
description: Säulen, die wachsen
sources: [{title: Amt}]
columns: {year: {label: Jahr}, sales: {label: Umsatz, unit: Mio. Euro}}
chart: {mark: bar, x: year, y: [sales]}
"""
WELCOME = "Willkommen. Zu den [[chapter:companies|Unternehmen]]."


def report(year, known):
    found = {f"editions/report/{year}/edition.yaml": REPORT.format(year=year, known=known)}
    texts = {
        "foreword": TEXT.format(title="Vorwort", lead=f"Worum es {year} geht.", body=WELCOME),
        "companies": TEXT.format(title="Unternehmen", lead="Es werden mehr.", body="{figure: sales}"),
    }
    return found | {f"editions/report/{year}/{name}.de.md": text for name, text in texts.items()}


FILES = {
    **report(2026, 2025),
    "figures/sales.yaml": FIGURE,
    "figures/sales.csv": "year,sales\n2024,1234\n2025,5678\n",
}
PATH = "de/ausgaben/report/2026/{}.html"


def text(tree, path="//main"):
    return re.sub(r"\s+", " ", "".join(element.text_content() for element in tree.xpath(path))).strip()


@pytest.fixture(scope="module")
def run(build_once):
    return build_once(FILES)


@pytest.fixture(scope="module")
def both(build_once):
    return build_once({**FILES, **report(2025, 2024)})


def test_the_edition_leads_to_its_chapters(run):
    """It has the leads of all parts and no text of them; every address is there."""
    page = run.page("de/ausgaben/report/2026.html")
    assert text(page, "//nav[@class='nz-toc']//li") == (
        "1 Vorwort Worum es 2026 geht. 2 Unternehmen Es werden mehr. 3 Vereinbarungen Was vereinbart wurde."
    )
    links = page.xpath("//nav[@class='nz-toc']//li//a/@href")
    assert links == ["2026/foreword.html", "2026/companies.html", "2026/deals.html"]
    assert all((run.output / "de/ausgaben/report" / link).is_file() for link in links)
    assert "Willkommen" not in text(page)


def test_the_edition_begins_with_its_key_figures(run):
    """A number with its unit, what it is and of when, and the way to the figure that has it."""
    page = run.page("de/ausgaben/report/2026.html")
    assert text(page, "//*[@class='nz-numbers__item']") == "5.678 Mio. Euro Umsatz der Branche, 2025"
    assert page.xpath("//*[@class='nz-numbers__item']//a/@href") == ["../../abbildungen/sales.html"]


def test_a_chapter_has_a_page_with_its_figures(run):
    """Title, lead, text and drawing; the figure leads to its own page."""
    page = run.page(PATH.format("companies"))
    assert page.xpath("string(//h1)") == "Unternehmen"
    assert "Es werden mehr." in text(page, "//header[@class='nz-title']")
    assert "Kapitel 2 von 3" in text(page, "//header[@class='nz-title']")
    assert page.xpath("//figure//a[@class='nz-figure__title']/@href") == ["../../../abbildungen/sales.html"]
    assert page.xpath("//figure//*[name()='svg']")


def test_a_listing_has_a_page_too(run):
    """Between its neighbours, under the name of what it lists."""
    page = run.page(PATH.format("deals"))
    assert page.xpath("string(//h1)") == "Vereinbarungen"
    assert page.xpath("//a[@rel='prev']/@href") == ["companies.html"]
    assert not page.xpath("//a[@rel='next']")


def test_chapters_lead_on_and_back(run):
    """To the chapter before, the one after, all of them and the report; the current one is marked."""
    page = run.page(PATH.format("foreword"))
    assert not page.xpath("//a[@rel='prev']")
    assert page.xpath("//a[@rel='next']/@href") == ["companies.html"]
    assert page.xpath("//nav[@class='nz-toc']//a[@aria-current]/@href") == ["foreword.html"]
    assert page.xpath("//ol[@class='nz-breadcrumbs']//a/@href")[-1] == "../2026.html"


def test_texts_link_chapters(run):
    """A chapter that another names is linked by its page."""
    assert run.page(PATH.format("foreword")).xpath("//*[@class='nz-prose']//a/@href") == ["companies.html"]


def test_a_chapter_says_how_to_cite_it(run):
    """Publisher, report, chapter, day and address; and where the whole report is."""
    told = text(run.page(PATH.format("companies")), "//section[@aria-labelledby='nz-cite']")
    assert "Geschäftsstelle (Hrsg.): Bericht 2026. Kapitel 2: Unternehmen. 1. November 2026." in told
    assert "https://bioregion.example/de/ausgaben/report/2026/companies.html" in told
    assert "PDF (Deutsch)" in told


def test_another_language_stands_in_for_a_missing_translation(run):
    """The page says so, names the original for search engines, and the listing is in the reader's language."""
    page = run.page("en/editions/report/2026/companies.html")
    assert page.xpath("//h1/@lang") == ["de"]
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "https://bioregion.example/de/ausgaben/report/2026/companies.html"
    ]
    assert run.page("en/editions/report/2026/deals.html").xpath("string(//h1)") == "Deals"


def test_one_report_is_compared_with_nothing(run):
    """There is no such page, and nobody is led to it."""
    assert not (run.output / "de/ausgaben/report/vergleich.html").exists()
    assert "vergleich" not in run.text("de/ausgaben/report/2026.html")


def test_two_reports_stand_side_by_side(both):
    """Key figures by what they are, each with its own year; chapters by their names."""
    page = both.page("de/ausgaben/report/vergleich.html")
    numbers, chapters = page.xpath("//table")
    assert [text(row, ".") for row in numbers.xpath(".//tbody/tr")] == [
        "Umsatz der Branche 5.678 Mio. Euro2025 1.234 Mio. Euro2024"
    ]
    assert [cell.xpath("string(a)") for cell in chapters.xpath(".//tr[1]/td")] == ["Vorwort", "Vorwort"]
    assert "Worum es 2026 geht." in text(chapters, ".//tr[1]/td[1]")
    assert "Worum es 2025 geht." in text(chapters, ".//tr[1]/td[2]")
    for link in page.xpath("//main//a/@href"):
        assert (both.output / "de/ausgaben/report" / link).resolve().is_file()
    assert 'href="vergleich.html"' in both.text("de/ausgaben/report/2025.html")


@pytest.mark.slow
def test_what_only_one_report_has_is_a_dash(build_once):
    """Also for those who listen; earlier reports than fit are linked."""
    many = {name: content for year in range(2021, 2026) for name, content in report(year, 2024).items()}
    del many["editions/report/2025/companies.de.md"]
    name = "editions/report/2025/edition.yaml"
    many[name] = many[name].replace("  - chapter: companies\n", "")
    many["editions/report/2025/foreword.de.md"] = TEXT.format(title="Vorwort", lead="Kurz.", body="Kurz.")
    page = build_once({**FILES, **many}).page("de/ausgaben/report/vergleich.html")
    numbers, chapters = page.xpath("//table")
    assert text(chapters, ".//tbody/tr[2]/td[2]") == "–nicht in diesem Report"
    assert [re.sub(r" –.*", "", text(each, ".")) for each in numbers.xpath(".//th[@scope='col']")] == [
        "2026",
        "2025",
        "2024",
        "2023",
    ]
    assert text(page, "//section[@aria-labelledby='nz-earlier']//li") == "Bericht 2022Bericht 2021"


MEDIA = """\
media:
  website: {name: Website, about: Alles, scope: [national], cadence: continuous}
  heft: {name: Heft, about: Mehr, scope: [national], cadence: quarterly, languages: [de]}
"""
ISSUE = """\
title: Heft 1
date: 2026-02-01
parts: [{chapter: editorial}, {listing: members, title: Mitglieder}]
"""
MEMBER = "name: Ärzte AG\ntype: company\nsector: medtech\naddress: {town: Celle}\n"


def test_editions_of_other_media_are_read_on_one_page(build_once):
    """A short text of an issue, and what the issue lists, stand on its own page; there is nothing to compare."""
    files = {
        "media.yaml": MEDIA,
        "editions/heft/a/edition.yaml": ISSUE,
        "editions/heft/a/editorial.de.md": "---\ntitle: Editorial\n---\nGuten Tag.\n",
        "editions/heft/b/edition.yaml": "title: Heft 2\ndate: 2026-05-01\n",
        "members/m1.yaml": MEMBER,
    }
    run = build_once(files)
    page = run.page("de/ausgaben/heft/a.html")
    assert "Guten Tag." in text(page, "//main")
    assert page.xpath("//li[@class='nz-directory__item']/a/text()") == ["Ärzte AG"]
    assert not (run.output / "de/ausgaben/heft/a").exists()
    assert not list(run.output.rglob("vergleich.html"))

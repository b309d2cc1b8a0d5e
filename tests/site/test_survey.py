"""The page of a survey: who was asked, by which rules answers stay secret, and every published table."""

import json

import pytest

from tests.conftest import THEME

SURVEY = """\
title: {de: Umfrage 2026, en: Survey 2026}
example: true
year: 2026
business_year: 2025
population: {de: Erfundene Unternehmen, en: Made-up companies}
opened: 2026-02-01
closed: 2026-03-01
asked: 20
answered: 15
rules: {least: 3}
size: staff
sizes: {1-9: {de: 1 bis 9, en: 1 to 9}, 10-up: {de: 10 und mehr, en: 10 and more}}
questions:
  staff: {type: integer, label: {de: Beschäftigte, en: Employees}, unit: {de: Personen, en: persons}, answered: 15,
    changed: {de: Jetzt Köpfe., en: Heads now.}}
  plans: {type: choice, label: {de: Pläne, en: Plans}, options: {up: mehr, down: weniger}, answered: 12}
  turnover: {type: money, label: {de: Umsatz, en: Revenue}, unit: "€", answered: 9, consent: Dürfen wir Sie nennen?}
  event: {type: text, label: {de: Ereignis, en: Event}, answered: 5, consent: Dürfen wir Sie nennen?}
  awards: {type: choices, label: {de: Preise, en: Awards}, options: {a: Erster, b: Zweiter},
    answered: 5, consent: Dürfen wir Sie nennen?}
  moved: {type: date, label: {de: Umzug, en: Move}, answered: 1, consent: Dürfen wir Sie nennen?}
named:
  - {company: m1, name: Muster AG, member: m1, sector: biotech, agreed: 2026-02-14,
    answers: {turnover: "1234.5", awards: a b}}
  - {company: m2, name: Beispiel & Co. KG, sector: medtech, agreed: 2026-02-15,
    answers: {turnover: "99", moved: 2025-03-31}}
"""
MEMBER = """\
name: Musterfirma AG
type: company
sector: biotech
address: {town: Göttingen}
example: true
"""
TABLE = """\
question,category,statistic,sector,size,district,n,value
,,asked,,,,20,20
,,answered,,,,20,15
staff,,sum,,,,15,12345
staff,,sum,biotech,,,8,.
staff,,sum,medtech,,,7,.
staff,,growth,,,,12,-1.5
staff,,growth,biotech,,,6,.
staff,,sum,,1-9,,8,40
staff,,sum,,10-up,,7,12305
plans,up,count,,,,12,7
plans,down,count,,,,12,5
"""


@pytest.fixture(scope="module")
def built(build_once):
    """Build the website with a survey."""
    return build_once({"surveys/2026.yaml": SURVEY, "surveys/2026.csv": TABLE, "members/m1.yaml": MEMBER})


def tables(page):
    """Give the tables of a page: caption -> rows of cells."""
    return {
        table.findtext("caption"): [[cell.text_content() for cell in row] for row in table.iter("tr")]
        for table in page.iter("table")
    }


def test_all_tables_are_shown_with_their_base(built):
    """Each number in the reader's way of writing, n beside it; screen readers say what a point means."""
    page = built.page("de/umfragen/2026.html")
    found = tables(page)
    assert found["Beschäftigte nach Branchen (Personen)"] == [
        ["Branche", "Antworten", "Summe", "Veränderung zum Vorjahr (%)"],
        ["Alle Unternehmen", "15", "12.345", "-1,5"],
        ["Biotechnologie", "8", "•geheim gehalten", "•geheim gehalten"],
        ["Medizintechnik", "7", "•geheim gehalten", ""],
    ]
    assert found["Pläne: Zahl der Unternehmen"][1] == ["Alle Unternehmen", "12", "7", "5"]
    assert found["Wer gefragt wurde und wer geantwortet hat"][1] == ["Alle Unternehmen", "20", "15", "75\u00a0%"]


def test_companies_that_have_agreed_are_named(built):
    """With their answers in the reader's way of writing, members with their page; if nobody has, that is said."""
    page = built.page("de/umfragen/2026.html")
    found, agreed = tables(page), "Unternehmen, die der Nennung zugestimmt haben"
    assert found[f"Umsatz: {agreed}"] == [
        ["Unternehmen", "Antwort (€)"],
        ["Musterfirma AG", "1.234,5"],
        ["Beispiel & Co. KG", "99"],
    ]
    assert found[f"Preise: {agreed}"][1:] == [["Musterfirma AG", "Erster, Zweiter"]]
    assert found[f"Umzug: {agreed}"][1:] == [["Beispiel & Co. KG", "31. März 2025"]]
    assert [link.text for link in page.xpath("//main//table//a")] == ["Musterfirma AG"] * 2
    assert f"Ereignis: {agreed}" not in found
    assert page.text_content().count("Keines hat zugestimmt.") == 1
    assert "Antworten, mit denen Unternehmen genannt werden wollten" in page.text_content()


def test_named_answers_are_a_table_of_their_own(built):
    """CSV, linked from the page."""
    assert built.text("data/surveys/2026-named.csv").splitlines() == [
        "question,company,name,sector,district,agreed,answer",
        "turnover,m1,Muster AG,biotech,,2026-02-14,1234.5",
        "turnover,m2,Beispiel & Co. KG,medtech,,2026-02-15,99",
        "awards,m1,Muster AG,biotech,,2026-02-14,a b",
        "moved,m2,Beispiel & Co. KG,medtech,,2026-02-15,2025-03-31",
    ]
    assert built.page("en/surveys/2026.html").xpath("//a[contains(@href, '2026-named.csv')]")


def test_who_was_asked_and_by_which_rules_is_said(built):
    """In each language, but for the percentages of the rules; also what has changed in a question."""
    text = built.page("en/surveys/2026.html").text_content()
    for words in (
        "15 of 20 companies asked (75%)",
        "Made-up companies",
        "At least 3 companies stand behind each value",
        "A value is left out if a few companies account for most of it.",
        "Employees: Heads now.",
    ):
        assert words in text
    rules = built.page("en/surveys/2026.html").xpath("string(//li[contains(., 'left out if')]/..)")
    assert "almost exactly" in rules
    assert "%" not in rules


def test_the_table_is_published_as_it_is_and_described(built, build_once, build_site, make_site):
    """CSV with points; the Data Package says what a point means."""
    assert built.text("data/surveys/2026.csv").replace("\r\n", "\n") == TABLE
    site = make_site({"surveys/2026.yaml": SURVEY, "surveys/2026.csv": TABLE, "members/m1.yaml": MEMBER})
    run = build_site(site, "--only", "opendata", "--theme", str(THEME))
    package = json.loads(run.text("data/datapackage.json"))
    (resource,) = (each for each in package["resources"] if each["name"] == "survey-2026")
    assert resource["path"] == "surveys/2026.csv"
    assert [field["name"] for field in resource["schema"]["fields"]][-2:] == ["n", "value"]
    assert "." in str(resource["schema"]["missingValues"])
    (named,) = (each for each in package["resources"] if each["name"] == "survey-2026-named")
    assert named["path"] == "surveys/2026-named.csv"
    assert [field["name"] for field in named["schema"]["fields"]][-2:] == ["agreed", "answer"]


def test_a_table_of_one_row_is_left_out(built):
    """Employees by size: how many companies of each size there are stands in the row of all companies already."""
    assert not [caption for caption in tables(built.page("en/surveys/2026.html")) if "number of companies" in caption][
        1:
    ]

"""netzsite survey collect: forms that came back become answers, each once, and questions that are asked back."""

import datetime as dt
import re

import pytest
from openpyxl import Workbook

from netzsite.survey.answers import read_answers
from tests.survey.forms.filling import fill_sheet

pytestmark = pytest.mark.slow

GOOD = {
    "employees": 80,
    "women": 40,
    "revenue": "1.300.000",
    "products": 0.6,
    "services": "40 %",
    "outlook": "besser",
    "partners:uni": "ja",
    "partners:firm": None,
    "remarks": "Schönes Jahr",
    "form-by": "Erika Mustermann",
}


def filled(issued, values=None, company="musterbiotech"):
    """Give a company's spreadsheet as it comes back."""
    return fill_sheet(issued[f"{company}.xlsx"], {**GOOD, **(values or {})}, {"products": "0%"})


def kept(office, company="musterbiotech"):
    """Read the answers that are kept of a company."""
    return read_answers(office.survey, office.campaign().questionnaire)[company]


def test_answers_are_kept_with_where_they_come_from(office, issued):
    """Numbers as they are meant, options by their ids, who and when."""
    code, printed = office.run("collect", office.put("musterbiotech-2026.xlsx", filled(issued)))
    assert (code, printed) == (0, "survey: musterbiotech-2026.xlsx: musterbiotech: kept\nsurvey: 1 kept\n")
    answers = kept(office)
    assert answers.values == {
        "employees": 80,
        "women": 40,
        "revenue": 1300000,
        "products": 60,
        "services": 40,
        "outlook": "up",
        "partners": ("uni",),
        "remarks": "Schönes Jahr",
    }
    (receipt,) = answers.receipts
    assert (receipt.file, receipt.by, receipt.received) == (
        "musterbiotech-2026.xlsx",
        "Erika Mustermann",
        dt.datetime.fromisoformat("2026-03-02T09:30"),
    )
    assert (office.survey / "answers" / "musterbiotech.yaml").stat().st_mode & 0o777 == 0o600


def test_collecting_again_changes_nothing(office, issued):
    """The digest of the file tells it from any other, whatever it is called."""
    form = filled(issued)
    office.run("collect", office.put("a.xlsx", form))
    before = office.answers("musterbiotech")
    code, printed = office.run("collect", office.put("b.xlsx", form), today="2026-03-09")
    assert (code, office.answers("musterbiotech")) == (0, before)
    assert "known already" in printed


def test_a_check_keeps_nothing(office, issued):
    """It says the same, and writes no file."""
    code, printed = office.run("collect", "--check", office.put("a.xlsx", filled(issued)))
    assert (code, office.answers("musterbiotech")) == (0, "")
    assert "nothing was written" in printed


def test_a_second_form_adds_and_does_not_replace(office, issued):
    """What contradicts is refused unless it is asked for; an empty field takes nothing away."""
    office.run("collect", office.put("a.xlsx", filled(issued, {"women": None, "remarks": None})))
    second = office.put("b.xlsx", filled(issued, {"women": 41, "employees": None}))
    code, _ = office.run("collect", second)
    assert (code, kept(office).values["women"], kept(office).values["employees"]) == (0, 41, 80)
    other = office.put("c.xlsx", filled(issued, {"women": 42}))
    code, printed = office.run("collect", other)
    assert (code, kept(office).values["women"]) == (1, 41)
    assert "error[form-not-newer]" in printed
    assert office.run("collect", "--replace", other)[0] == 0
    assert (kept(office).values["women"], len(kept(office).receipts)) == (42, 3)
    office.run("collect", "--replace", second)
    assert kept(office).values["women"] == 42


@pytest.mark.parametrize(
    ("values", "code", "question"),
    [
        ({"employees": "viele"}, "answer-unreadable", "employees"),
        ({"employees": dt.date(2026, 5, 1)}, "answer-unreadable", "employees"),
        ({"employees": 70.5}, "answer-unreadable", "employees"),
        ({"revenue": "1.234"}, "answer-ambiguous", "revenue"),
        ({"employees": "70-80"}, "answer-range", "employees"),
        ({"revenue": "5000 $"}, "answer-unit", "revenue"),
        ({"employees": "=40+40"}, "answer-formula", "employees"),
        ({"outlook": "vielleicht"}, "answer-option", "outlook"),
        ({"remarks": "x" * 301}, "answer-length", "remarks"),
        ({"employees": 90001}, "answer-limit", "employees"),
    ],
)
def test_an_answer_that_is_none_is_not_kept(office, issued, values, code, question):
    """It is said by its question; everything else of the form is kept."""
    exit_code, printed = office.run("collect", office.put("a.xlsx", filled(issued, values)))
    assert exit_code == 1
    assert f"a.xlsx: error[{code}]: {question}: " in printed
    assert question not in kept(office).values
    assert len(kept(office).values) >= 6


@pytest.mark.parametrize(
    ("values", "code", "question"),
    [
        ({"employees": 211}, "answer-change", "employees"),
        ({"employees": 23, "women": 3}, "answer-change", "employees"),
        ({"women": 81}, "answer-sum", "employees, women"),
        ({"services": 42}, "answer-sum", "products, services"),
        ({"employees": None}, "answer-missing", "employees"),
    ],
)
def test_what_is_unlikely_is_kept_and_asked_about(office, issued, values, code, question):
    """A warning names the question; the answers are kept as they are."""
    exit_code, printed = office.run("collect", office.put("a.xlsx", filled(issued, values)))
    assert exit_code == 0
    assert f"a.xlsx: warning[{code}]: {question}: " in printed
    assert kept(office).values["revenue"] == 1300000


@pytest.mark.parametrize("values", [{"employees": 210}, {"women": 80}, {"services": 41}, {"services": 39}])
def test_what_is_likely_is_not_asked_about(office, issued, values):
    """Three times as many is allowed, all women too, and shares are rounded."""
    assert "warning" not in office.run("collect", office.put("a.xlsx", filled(issued, values)))[1]


def test_estimates_and_refusals_are_answers(office, issued):
    """They are kept as what they are, and nothing is missing."""
    values = {"employees": "ca. 80", "revenue": "k. A.", "outlook": "keine Angabe"}
    code, printed = office.run("collect", office.put("a.xlsx", filled(issued, values)))
    assert (code, "warning" in printed) == (0, False)
    assert (kept(office).estimated, kept(office).declined) == ({"employees"}, {"revenue", "outlook"})
    assert kept(office).values["employees"] == 80


def test_corrected_facts_are_kept_for_the_office(office, issued):
    """The directory itself is not changed, and what is printed names the fact only."""
    _, printed = office.run("collect", office.put("a.xlsx", filled(issued, {"fact-town": "Neustadt"})))
    assert "corrected in the directory's facts: town\n" in printed
    assert "Neustadt" not in printed
    assert dict(kept(office).corrections) == {"town": "Neustadt"}


def test_an_english_form_is_read_as_english(office, issued):
    """The language of the form decides where a number could be either."""
    values = {"employees": "1,234", "women": None, "outlook": "better", "partners:uni": "yes"}
    office.run("collect", office.put("a.xlsx", filled(issued, values, "sample-med")))
    assert (kept(office, "sample-med").values["employees"], kept(office, "sample-med").values["outlook"]) == (
        1234,
        "up",
    )


def test_a_day_is_read_where_it_is_beyond_doubt(office, issued):
    """A cell with a date, and days as people write them."""
    days = {"a": "31.3.2014", "b": dt.datetime.fromisoformat("2014-03-31"), "c": "2014-03-31", "d": "31/3/2014"}
    for name, day in days.items():
        form = office.put(f"{name}.xlsx", filled(issued, {"registered": day}, "sample-med"))
        office.run("collect", "--replace", form)
        assert kept(office, "sample-med").values["registered"] == dt.date(2014, 3, 31), name
    form = office.put("e.xlsx", filled(issued, {"registered": "3/4/2014"}, "sample-med"))
    assert "error[answer-ambiguous]: registered" in office.run("collect", "--replace", form)[1]


def test_rows_that_were_moved_keep_their_meaning(office, issued):
    """Somebody took the protection off and put a line in between."""
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(filled(issued)))
    book.worksheets[0].insert_rows(20, 3)
    buffer = io.BytesIO()
    book.save(buffer)
    office.run("collect", office.put("a.xlsx", buffer.getvalue()))
    assert kept(office).values["employees"] == 80


def test_a_company_is_told_in_its_language_and_without_its_answers(office, issued):
    """The mail names the questions and what to do; no number, no word of the form."""
    values = {"employees": "4711-4713", "remarks": "Geheimnis", "services": 99}
    code, printed = office.run(
        "collect", "--replies", office.folder / "replies", office.put("a.xlsx", filled(issued, values))
    )
    assert (code, "survey: 1 mail with questions in" in printed) == (1, True)
    mail = (office.folder / "replies" / "musterbiotech-2026.eml").read_bytes()
    assert b"To: office@musterbiotech.example" in mail
    text = re.sub(rb"=\r\n", b"", mail).decode()
    assert "Besch=C3=A4ftigte: Bitte nennen Sie eine einzelne Zahl" in text
    assert "Produkte / Dienste: Zusammen sind es hundert." in text
    assert not re.search(r"471|Geheimnis|\b99\b", text + printed)


def test_a_folder_is_collected_file_by_file(office, issued):
    """Hidden files are left alone."""
    office.put("musterbiotech.xlsx", filled(issued))
    office.put("sample-med.xlsx", filled(issued, {"outlook": "worse", "women": None}, "sample-med"))
    office.put(".DS_Store", b"x")
    code, printed = office.run("collect", office.folder / "inbox")
    assert (code, "survey: 2 kept" in printed) == (0, True)


def test_a_folder_that_is_not_there_is_named(office):
    """It is no form that cannot be opened."""
    code, printed = office.run("collect", office.folder / "inbx")
    assert (code, "inbx: error[missing-file]: there is no such file or folder" in printed) == (1, True)


def test_without_answers_nothing_is_published(office):
    """Figures of an earlier run are not overwritten by empty ones."""
    code, printed = office.run("aggregate")
    assert (code, "surveys/2026: error[missing-file]: nobody has answered yet" in printed) == (1, True)
    assert not (office.content / "surveys").exists()


def test_no_form_of_ours_is_refused_for_its_workbook(office):
    """A workbook of somebody's own is no form."""
    import io

    buffer = io.BytesIO()
    Workbook().save(buffer)
    assert "error[form-foreign]" in office.run("collect", office.put("a.xlsx", buffer.getvalue()))[1]


NASTY = "a\x00b\x07c\ud800d\ufffee\u2028f\"g\\h\ni: [j] #k\t'l' {m} \U0001f600 \x85n"


def test_whatever_is_typed_can_be_kept_and_read_again(office, issued, monkeypatch):
    """Signs that nobody sees are left out; quotation marks, braces and lines stay."""
    from dataclasses import replace

    from netzsite.survey.spreadsheets import reading

    def read(data):
        submission = read_workbook(data)
        return replace(submission, typed={**submission.typed, "remarks": NASTY}, by=NASTY, facts={"town": NASTY})

    read_workbook = reading.read_workbook
    monkeypatch.setattr(reading, "read_workbook", read)
    assert office.run("collect", office.put("a.xlsx", filled(issued)))[0] == 0
    answers = kept(office)
    assert answers.values["remarks"] == "abcde\u2028f\"g\\h\ni: [j] #k\t'l' {m} \U0001f600  n"
    assert answers.receipts[0].by == "abcde f\"g\\h i: [j] #k 'l' {m} \U0001f600 n"

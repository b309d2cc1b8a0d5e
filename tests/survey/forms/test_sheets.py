"""The survey's form as a spreadsheet, as Excel and LibreOffice show it, keep it and print it."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from netzsite.survey.spreadsheets.reading import read_workbook
from tests.survey.forms.filling import fill_sheet

pytestmark = pytest.mark.slow

TYPED = {
    "employees": 80,
    "women": "ca. 40",
    "revenue": 1234567.5,
    "products": 0.2,
    "services": "k. A.",
    "outlook": "besser",
    "partners:uni": "ja",
    "remarks": "Grüße „aus“\nŁódź",
    "fact-name": "Muster Şirketi",
}


def sheets(data: bytes) -> list[Any]:
    """Give the sheets of a workbook."""
    return load_workbook(io.BytesIO(data)).worksheets


def cells(sheet: Any) -> dict[str, Any]:
    """Give the answer cells by their names."""
    return {row[4].value: row[1] for row in sheet.iter_rows(max_col=5) if row[4].value}


def test_a_number_that_is_typed_shows_what_it_is_taken_for(issued):
    """A cell of no format becomes one of percents, days or an amount; in any other, 20 % is shown and kept as 0.2."""
    sheet = sheets(issued["musterbiotech.xlsx"])[0]
    formats = {name: cell.number_format for name, cell in cells(sheet).items()}
    assert {formats[name] for name in ("employees", "women", "revenue", "products")} == {"General"}
    assert {formats[name] for name in ("fact-name", "outlook", "remarks", "partners:uni")} == {"@"}


@pytest.mark.parametrize(
    ("number", "shown_as", "line"),
    [
        (500, '#,##0.00\\ "€"', "revenue: 500\n"),
        (1234.567, "#,##0.00\\ [$€-407];[RED]\\-#,##0.00\\ [$€-407]", "revenue: 1234.567\n"),
        (500, "[$-407]#,##0", "revenue: 500\n"),
        (500, "[$$-409]#,##0.00", "answer-unit"),
        (500, '"$"#,##0.00', "answer-unit"),
        (500, '0" T€"', "revenue: 500000\n"),
        (500_000, '#,##0," T€"', "revenue: 500000\n"),
        (500, '0" Stück"', "answer-unit"),
    ],
    ids=str,
)
def test_an_amount_is_taken_as_it_is_shown(office, issued, number, shown_as, line):
    """Five hundred dollars are not five hundred euros; thousands of euros are."""
    form = fill_sheet(issued["stumm.xlsx"], {"revenue": number}, {"revenue": shown_as})
    printed = office.run("collect", office.put("form.xlsx", form))[1]
    assert line in printed + office.answers("stumm")


def test_it_is_laid_out_for_paper(issued):
    """As wide as the page, without the column of names, and with its number at the foot."""
    sheet = sheets(issued["musterbiotech.xlsx"])[0]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_area.replace("$", "").partition("!")[2].startswith("A1:D")
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("Formular 2026-musterbiotech", "&P / &N")
    assert cells(sheet)["fact-website"].alignment.wrap_text


@pytest.fixture(scope="module")
def kept_by_libreoffice(issued, tmp_path_factory):
    """Fill a form in, open it in LibreOffice and save it: ending -> bytes."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice is missing: apt-get install libreoffice-calc-nogui")
    folder: Path = tmp_path_factory.mktemp("libreoffice")
    form = fill_sheet(issued["musterbiotech.xlsx"], TYPED, {"products": "0.00%"})
    (folder / "form.xlsx").write_bytes(form)
    saved = {}
    for ending, kind in (("xlsx", "xlsx:Calc MS Excel 2007 XML"), ("ods", "ods:calc8")):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        target = str(folder / ending)
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", target, str(folder / "form.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        saved[ending] = (folder / ending / f"form.{ending}").read_bytes()
    return saved


@pytest.mark.slow
def test_libreoffice_keeps_what_was_typed(kept_by_libreoffice):
    """Numbers, words, ticks and facts, and whose form it is."""
    submission = read_workbook(kept_by_libreoffice["xlsx"])
    typed: Any = submission.typed
    assert submission.identification.company == "musterbiotech"
    assert {name: str(typed[name]) for name in ("employees", "women", "revenue", "products", "services")} == {
        "employees": "80",
        "women": "ca. 40",
        "revenue": "1234567.5",
        "products": "20",
        "services": "k. A.",
    }
    assert (typed["outlook"], typed["partners"], typed["remarks"]) == ("besser", ("uni", "firm"), TYPED["remarks"])
    assert submission.facts["name"] == "Muster Şirketi"


@pytest.mark.slow
def test_libreoffice_keeps_the_form(issued, kept_by_libreoffice):
    """Lists to choose from, limits, locks, widths and the layout for paper; the hidden sheet stays hidden."""
    before, after = sheets(issued["musterbiotech.xlsx"]), sheets(kept_by_libreoffice["xlsx"])
    rules = [
        {
            (str(rule.sqref), rule.type, rule.formula1, rule.errorStyle or "stop")
            for rule in sheet.data_validations.dataValidation
        }
        for sheet, _ in (before, after)
    ]
    assert rules[0] == rules[1]
    for sheet, hidden in (before, after):
        assert sheet.protection.sheet
        assert hidden.sheet_state != "visible"
        assert {cell.protection.locked for cell in cells(sheet).values()} == {False}
        assert sheet["A2"].protection.locked
        assert [round(sheet.column_dimensions[letter].width) for letter in "ABCD"] == [46, 26, 15, 60]
        assert sheet.column_dimensions["E"].hidden
        assert sheet.page_setup.orientation == "landscape"


@pytest.mark.slow
def test_another_format_of_libreoffice_is_refused(office, kept_by_libreoffice):
    """With a word on which one to ask for."""
    code, printed = office.run("collect", office.put("musterbiotech-2026.ods", kept_by_libreoffice["ods"]))
    assert code == 1
    assert "error[form-format]" in printed
    assert "ask for it as .pdf or .xlsx" in printed

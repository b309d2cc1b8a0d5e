"""netzsite survey collect: files that no answers can be taken from, each with a message of its own."""

import io
import re
import zipfile
from email import message_from_bytes
from email.policy import SMTP

import pytest

from netzsite.errors import Code
from netzsite.survey.collecting.findings import Finding, company_words
from netzsite.survey.key import Identification, question_digest
from netzsite.survey.spreadsheets.reading import MAX_UNPACKED, read_workbook
from netzsite.survey.submission import MAX_BYTES, UnusableError
from tests.survey.forms.conftest import ASKED, KEY, QUESTIONNAIRE, Office, theme
from tests.survey.forms.filling import fill_sheet

pytestmark = pytest.mark.slow

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """Give a workbook with parts that are others, or new."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return buffer.getvalue()


def identified(data: bytes, said: object) -> bytes:
    """Give a workbook that says something else of itself."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    book["netzsite"]["A1"] = str(said)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_macros(form):
    return repacked(form, {"xl/vbaProject.bin": b"x"})


def with_macro_type(form):
    types = zipfile.ZipFile(io.BytesIO(form)).read("[Content_Types].xml")
    changed = types.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main").replace(
        b"application/vnd.openxmlformats-officedocument.sheet.macro", b"application/vnd.ms-excel.sheet.macro"
    )
    return repacked(form, {"[Content_Types].xml": changed})


def with_bomb(form):
    return repacked(form, {"xl/worksheets/sheet1.xml": b" " * (MAX_UNPACKED + 1)})


def with_entities(form):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    return repacked(form, {"xl/worksheets/sheet1.xml": bomb})


def with_wide_entities(form):
    return repacked(form, {"xl/worksheets/sheet1.xml": '<?xml version="1.0"?><!DOCTYPE x>'.encode("utf-16")})


def with_many_parts(form):
    return repacked(form, {f"xl/{number}.xml": b"" for number in range(400)})


def with_many_rows(form):
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(form))
    book.worksheets[0].cell(3000, 1, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def without_workbook(form):
    return repacked(form, {}).replace(b"xl/workbook.xml", b"xl/workboek.xml")


USELESS = {
    "empty": (lambda form: b"", Code.FORM_BROKEN),
    "cut off": (lambda form: form[: len(form) // 2], Code.FORM_BROKEN),
    "no archive": (lambda form: b"PK\x03\x04" + b"x" * 90, Code.FORM_BROKEN),
    "no PDF": (lambda form: b"%PDF-1.7\nnothing", Code.FORM_BROKEN),
    "entities": (with_entities, Code.FORM_BROKEN),
    "entities in UTF-16": (with_wide_entities, Code.FORM_BROKEN),
    "locked": (lambda form: OLE + "EncryptedPackage".encode("utf-16-le"), Code.FORM_ENCRYPTED),
    "xls": (lambda form: OLE + b"Workbook", Code.FORM_FORMAT),
    "rtf": (lambda form: b"{\\rtf1 Umsatz}", Code.FORM_FORMAT),
    "another archive": (without_workbook, Code.FORM_FORMAT),
    "png": (lambda form: b"\x89PNG\r\n\x1a\n", Code.FORM_SCANNED),
    "jpeg": (lambda form: b"\xff\xd8\xff\xe0", Code.FORM_SCANNED),
    "macros": (with_macros, Code.FORM_MACROS),
    "xlsm": (with_macro_type, Code.FORM_MACROS),
    "huge": (lambda form: b" " * (MAX_BYTES + 1), Code.FORM_TOO_LARGE),
    "bomb": (with_bomb, Code.FORM_TOO_LARGE),
    "many parts": (with_many_parts, Code.FORM_TOO_LARGE),
    "many rows": (with_many_rows, Code.FORM_TOO_LARGE),
    "somebody else's": (lambda form: identified(form, "nothing of ours"), Code.FORM_FOREIGN),
}


@pytest.mark.parametrize("name", USELESS)
def test_a_file_that_cannot_be_used_is_refused(office, issued, name):
    """Whatever it is called; nothing is kept, and no traceback is shown."""
    make, code = USELESS[name]
    form = office.put("musterbiotech-2026.xlsx", make(issued["musterbiotech.xlsx"]))
    exit_code, printed = office.run("collect", form)
    assert (exit_code, office.answers("musterbiotech")) == (1, "")
    assert f"musterbiotech-2026.xlsx: error[{code.value}]: " in printed
    assert "\n  hint: " in printed


def test_the_company_is_told_what_was_wrong_with_its_file(office):
    """A file that cannot be opened is known by its name; the mail asks for another one."""
    folder = office.folder / "replies"
    office.run("collect", "--replies", folder, office.put("Musterbiotech-2026.xlsx", OLE), office.put("x.xlsx", OLE))
    (path,) = folder.iterdir()
    body = message_from_bytes(path.read_bytes(), policy=SMTP).get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Vielen Dank für Ihre Datei Musterbiotech-2026.xlsx." in text
    assert "* Die Datei wurde in einem anderen Format gespeichert." in text
    assert "Bitte antworten Sie auf diese Mail." in text
    assert "Ist alles richtig" not in text


def test_libraries_repeat_nothing_of_a_file(office, issued, caplog, capfd):
    """What they warn of goes nowhere: it would name what stands in a cell, or at the beginning of a file."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(issued["musterbiotech.xlsx"]))
    for row in book.worksheets[0].iter_rows(max_col=5):
        if row[4].value in ("employees", "services"):
            row[1].value, row[1].number_format = 98765432, "yyyy-mm-dd"
        if row[4].value == "revenue":
            row[1].value = 1e300
    buffer = io.BytesIO()
    book.save(buffer)
    exit_code, printed = office.run("collect", office.put("a.xlsx", buffer.getvalue()))
    assert (exit_code, "error[answer-unit]: revenue" in printed) == (1, True)
    exit_code, _ = office.run("collect", office.put("b.pdf", b"98765\n%PDF-1.7\n98765"))
    assert exit_code == 1
    assert "98765" not in printed + caplog.text + "".join(capfd.readouterr())


def test_a_lying_archive_unpacks_to_no_more_than_it_says(issued):
    """The declared size bounds what is read."""
    form = with_bomb(issued["musterbiotech.xlsx"])
    size = (MAX_UNPACKED + 1).to_bytes(4, "little")
    with pytest.raises(UnusableError) as refused:
        read_workbook(form.replace(size, (100).to_bytes(4, "little")))
    assert refused.value.code is Code.FORM_BROKEN


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"year": 2025}, Code.FORM_WRONG_YEAR),
        ({"questions": "0" * 12}, Code.FORM_OUTDATED),
        ({"company": "unbekannt"}, Code.FORM_STRANGER),
        ({"company": "sample-med"}, Code.FORM_STRANGER),
        ({"code": "0" * 16}, Code.FORM_STRANGER),
    ],
)
def test_a_form_that_is_not_that_of_the_company_is_refused(office, issued, said, code):
    """Another year, other questions, nobody who is asked, or somebody else's id with one's own code."""
    issue = office.issue()
    own = issue.form(issue.campaign.companies[0]).identification
    values = {name: getattr(own, name) for name in ("year", "company", "lang", "questions", "code")}
    form = office.put("a.xlsx", identified(issued["musterbiotech.xlsx"], Identification(**{**values, **said})))
    exit_code, printed = office.run("collect", form)
    assert (exit_code, f"error[{code.value}]" in printed) == (1, True)
    assert not (office.survey / "answers").exists()


def test_a_form_of_another_key_is_refused(office, issued):
    """Without the survey's own key nobody makes a form that counts."""
    (office.survey / "key").write_text("00" * 32 + "\n", encoding="ascii")
    assert "error[form-stranger]" in office.run("collect", office.put("a.xlsx", issued["musterbiotech.xlsx"]))[1]
    (office.survey / "key").write_text("no key", encoding="ascii")
    assert "surveys/2026/key: error[bad-value]" in office.run("collect", office.put("a.xlsx", b""))[1]
    (office.survey / "key").unlink()
    assert "surveys/2026/key: error[missing-file]" in office.run("collect", office.put("a.xlsx", b""))[1]
    assert KEY not in office.run("collect", office.put("a.xlsx", b""))[1]


def test_other_words_of_a_question_are_no_other_question(office):
    """A mistake in the text may be mended while forms are out; an option, a unit or a type may not be changed."""

    def digest(old: str, new: str) -> str:
        text = QUESTIONNAIRE.format(year=2026, before=2025)
        assert old in text
        (office.survey / "questionnaire.yaml").write_text(text.replace(old, new), encoding="utf-8")
        return question_digest(office.campaign().questionnaire)

    before = digest("Umsatz", "Umsatz")
    assert digest("de: Umsatz", "de: Umsätze") == before
    for old, new in (
        ("de: Personen", "de: Stellen"),
        ("up: {de", "top: {de"),
        ("id: women, type: integer", "id: women, type: money"),
    ):
        assert digest(old, new) != before


def test_two_files_that_contradict_each_other_are_both_refused(office, issued):
    """The office says which one counts; two that say the same are one."""
    one = fill_sheet(issued["musterbiotech.xlsx"], {"employees": 80})
    other = fill_sheet(issued["musterbiotech.xlsx"], {"employees": 81})
    more = fill_sheet(issued["musterbiotech.xlsx"], {"employees": 80, "women": 3})
    exit_code, printed = office.run("collect", office.put("a.xlsx", one), office.put("b.xlsx", other))
    assert (exit_code, printed.count("error[form-twice]"), office.answers("musterbiotech")) == (1, 2, "")
    assert office.run("collect", office.put("a.xlsx", one), office.put("b.xlsx", more))[0] == 0
    assert "women: 3" in office.answers("musterbiotech")


def test_a_file_named_after_another_company_is_read_with_a_warning(office, issued):
    """What is inside counts."""
    form = fill_sheet(issued["musterbiotech.xlsx"], {"employees": 80})
    exit_code, printed = office.run("collect", office.put("sample-med-2026.xlsx", form))
    assert (exit_code, "sample-med-2026.xlsx: warning[form-renamed]" in printed) == (0, True)
    assert office.answers("musterbiotech")
    assert not office.answers("sample-med")


def test_a_form_that_was_filled_in_for_another_company_is_refused(office, issued):
    """Somebody took the form of a sister company and wrote the own name over it."""
    form = fill_sheet(issued["musterbiotech.xlsx"], {"employees": 80, "fact-name": "Stumm AG"})
    exit_code, printed = office.run("collect", office.put("a.xlsx", form))
    assert (exit_code, "error[form-renamed]" in printed, office.answers("musterbiotech")) == (1, True, "")


def test_half_a_form_is_kept_and_asked_about(office, issued):
    """Fewer than half of the questions that are no boxes and no texts."""
    form = fill_sheet(issued["stumm.xlsx"], {"employees": 80})
    exit_code, printed = office.run("collect", office.put("a.xlsx", form))
    assert (exit_code, "warning[form-incomplete]" in printed) == (0, True)
    assert "employees: 80" in office.answers("stumm")


@pytest.fixture(scope="module")
def questionnaire(_office):
    """Read the small questionnaire once."""
    return Office(_office).campaign().questionnaire


FOUND = [code for code in Code if code.value.startswith(("form-", "answer-"))]


@pytest.mark.parametrize("code", FOUND, ids=lambda code: code.value)
def test_each_finding_is_said_to_the_office_and_to_the_company(questionnaire, code):
    """The office reads English with a way out, the company its own language; neither reads an answer."""
    problem = Finding(code, "employees").problem("a.pdf")
    assert problem.message.startswith("employees: ")
    assert problem.hint
    for lang, label in (("de", "Beschäftigte"), ("en", "Employees")):
        (said,) = company_words([Finding(code, "employees")], questionnaire, lang, theme().strings[lang])
        assert re.fullmatch(rf"{label}: [A-ZÄÖÜ].+[.?]", said)


def test_who_is_asked_has_no_doubles(office):
    """asked.yaml itself is checked, with place and hint."""
    (office.survey / "asked.yaml").write_text(
        ASKED + "  - {id: stumm, name: X, sector: medtech, town: Y}\n", encoding="utf-8"
    )
    assert "surveys/2026/asked.yaml:5:5: error[contradiction]: 'stumm' is asked twice" in office.run("status")[1]

"""The survey as a web form of LimeSurvey: what it imports, and what comes back."""

import csv
import io
import re

import pytest

from netzsite.survey.key import company_code
from netzsite.survey.limesurvey.codes import question_codes
from tests.survey.forms.conftest import KEY, QUESTIONNAIRE


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter="\t"))


@pytest.fixture
def structure(office):
    """Give the rows that LimeSurvey imports."""
    files = dict(office.issue().web_files())
    return rows(files["limesurvey-2026.txt"])


def test_each_language_has_the_same_rows(structure):
    """The base language comes first; ids tie the translations to it."""
    body = [row for row in structure if row["class"] in ("G", "Q", "SQ", "A")]
    shapes = [
        [
            (row["class"], row["id"], row["type/scale"], "" if row["class"] == "G" else row["name"])
            for row in body
            if row["language"] == lang
        ]
        for lang in ("de", "en")
    ]
    assert shapes[0] == shapes[1]
    assert [row["language"] for row in body] == sorted(row["language"] for row in body)
    counted = [number for letter, number, *_ in shapes[0] if letter in ("Q", "SQ")]
    assert len(set(counted)) == len(counted)
    settings = {row["name"]: row["text"] for row in structure if row["class"] == "S"}
    assert (settings["language"], settings["additional_languages"]) == ("de", "en")


def test_questions_keep_type_help_limits_and_options(structure):
    """What the PDF asks, the web form asks."""
    german = {row["name"]: row for row in structure if row["class"] == "Q" and row["language"] == "de"}
    employees = german["qemployees"]
    assert (employees["type/scale"], employees["text"], employees["help"]) == ("N", "Beschäftigte", "Köpfe")
    assert (employees["mandatory"], employees["num_value_int_only"], employees["suffix"]) == ("Y", "1", "Personen")
    assert (employees["min_num_value_n"], employees["max_num_value_n"]) == ("0", "90000")
    assert (german["qremarks"]["type/scale"], german["qremarks"]["maximum_chars"]) == ("T", "300")
    assert [german[name]["type/scale"] for name in ("qoutlook", "qpartners", "qregistered")] == ["L", "M", "D"]
    options = [
        (row["class"], row["name"], row["text"])
        for row in structure
        if row["language"] == "en" and row["class"] in ("A", "SQ")
    ]
    assert options == [
        ("A", "A1", "better"),
        ("A", "A2", "worse"),
        ("A", "A0", "no answer"),
        ("SQ", "SQ001", "universities"),
        ("SQ", "SQ002", "companies"),
    ]
    assert german["netzsiteform"]["hidden"] == "1"


def test_the_importer_finds_what_it_needs(structure):
    """A number of the survey, how languages write days and numbers, attributes without language only once."""
    settings = {row["name"]: row["text"] for row in structure if row["class"] == "S"}
    assert re.fullmatch(r"[1-9]\d{5}", settings["sid"])
    said = {(row["name"], row["language"]): row["text"] for row in structure if row["class"] == "SL"}
    assert [said["surveyls_numberformat", lang] for lang in ("de", "en")] == ["1", "0"]
    assert [said["surveyls_dateformat", lang] for lang in ("de", "en")] == ["1", "5"]
    questions = {(row["name"], row["language"]): row for row in structure if row["class"] == "Q"}
    english = questions["qemployees", "en"]
    assert (english["suffix"], english["max_num_value_n"], english["num_value_int_only"]) == ("persons", "", "")
    assert [questions[name, "de"]["suffix"] for name in ("qrevenue", "qproducts", "qremarks")] == ["EUR", "%", ""]
    assert questions["netzsiteform", "en"]["hidden"] == ""
    names = {letter: [row["name"] for row in structure if row["class"] == letter] for letter in ("Q", "SQ", "A")}
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9]{,19}", name) for name in names["Q"] + names["SQ"])
    assert all(re.fullmatch(r"[A-Za-z0-9]{1,5}", name) for name in names["A"])


def test_texts_are_html_and_no_formulas(office):
    """Signs of HTML, braces, and a backslash that PHP's reader of tables would take for an escape."""
    path = office.survey / "questionnaire.yaml"
    words = r"""'F&E \"neu\" {in} <5 Jahren'"""
    text = path.read_text(encoding="utf-8").replace("label: {de: Umsatz,", f"label: {{de: {words},")
    path.write_text(text, encoding="utf-8")
    found = rows(dict(office.issue().web_files())["limesurvey-2026.txt"])
    label = next(row["text"] for row in found if row["name"] == "qrevenue" and row["language"] == "de")
    assert label == 'F&amp;E &#92;"neu&#92;" &#123;in&#125; &lt;5 Jahren'


def test_codes_are_short_and_each_is_there_once(office):
    """LimeSurvey takes letters and digits, twenty of them; ids that differ in their hyphens stay apart."""
    text = QUESTIONNAIRE.format(year=2026, before=2025).replace("id: women", "id: a-very-long-name-of-a-question")
    text = text.replace("id: products", "id: one-two").replace("id: services", "id: onetwo")
    text = text.replace("[women]", "[a-very-long-name-of-a-question]").replace(
        "[products, services]", "[one-two, onetwo]"
    )
    (office.survey / "questionnaire.yaml").write_text(text, encoding="utf-8")
    codes = list(question_codes(office.campaign().questionnaire).values())
    assert len(set(codes)) == len(codes) == 9
    assert all(re.fullmatch(r"q[a-z0-9]{1,19}", code) for code in codes)


def export(office, **cells: str) -> bytes:
    """Give LimeSurvey's export with one row."""
    digest = next(
        row["text"]
        for row in rows(dict(office.issue().web_files())["limesurvey-2026.txt"])
        if row["name"] == "netzsiteform"
    )
    row = {"id": "1", "submitdate": "2026-03-01 10:00:00", "lastpage": "3", "startlanguage": "de", "token": ""}
    row |= {
        "qemployees": "80",
        "qrevenue": "1234.5000000000",
        "qproducts": "",
        "qoutlook": "A1",
        "qpartners[SQ001]": "Y",
    }
    row |= {"qpartners[SQ002]": "", "qregistered": "2009-03-31 00:00:00", "qremarks": "=1+1; ja", "filledinby": "E. M."}
    row |= {"netzsiteform": digest, **cells}
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(row), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerow(row)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def code_of(company: str) -> str:
    return company_code(bytes.fromhex(KEY), 2026, company)


def test_answers_of_the_web_form_are_collected(office):
    """Numbers with a point, options by their codes, days with a time; the access code says whose they are."""
    code, printed = office.run("collect", office.put("results.csv", export(office, token=code_of("stumm"))))
    assert (code, "results.csv: stumm: kept" in printed) == (0, True)
    kept = office.answers("stumm")
    for line in ("employees: 80", "revenue: 1234.5", 'outlook: "up"', "partners: [uni]", "registered: 2009-03-31"):
        assert line in kept
    assert 'remarks: "=1+1; ja"' in kept
    assert 'by: "E. M."' in kept


def test_other_ways_to_export_are_read_as_well(office):
    """Full answers instead of codes, tabs between cells, and a mark before what looks like a formula."""
    cells = {"qpartners[SQ001]": "Ja", "qpartners[SQ002]": "Nein", "qoutlook": "besser", "qremarks": "'=1+1"}
    table = export(office, token=code_of("stumm"), **cells).decode("utf-8-sig").replace('","', '"\t"')
    code, printed = office.run("collect", office.put("results.csv", table.encode()))
    assert (code, "results.csv: stumm: kept" in printed) == (0, True)
    kept = office.answers("stumm")
    for line in ('outlook: "up"', "partners: [uni]", 'remarks: "=1+1"'):
        assert line in kept


def test_the_next_export_adds_nothing_twice(office):
    """Each row is known by what it says, not by the file that it came in."""
    office.run("collect", office.put("results.csv", export(office, token=code_of("stumm"))))
    before = office.answers("stumm")
    later = export(office, token=code_of("stumm")) + b"\n"
    assert "known already" in office.run("collect", office.put("later.csv", later))[1]
    assert office.answers("stumm") == before


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        ({"token": "0" * 16}, "error[form-stranger]"),
        ({"token": ""}, "error[form-stranger]"),
        ({"netzsiteform": "0" * 12, "token": "stumm"}, "error[form-outdated]"),
        ({"submitdate": "", "token": "stumm"}, "survey: no forms"),
        ({"qoutlook": "A9", "token": "stumm"}, "error[answer-option]: outlook"),
        ({"qoutlook": "A0", "token": "stumm"}, "survey: 1 kept"),
        ({"qpartners[SQ002]": "2", "token": "stumm"}, "error[answer-option]: partners"),
    ],
    ids=str,
)
def test_a_row_that_does_not_count_is_said_so(office, cells, printed):
    """An unknown code, a form of other questions, answers that were not sent off."""
    cells = {name: code_of(cell) if cell == "stumm" else cell for name, cell in cells.items()}
    assert printed in office.run("collect", office.put("results.csv", export(office, **cells)))[1]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b\n1,2\n", "form-foreign"),
        (b"token\n\xff\n", "form-format"),
        (b'token,a\nx,"never closed\n', "form-broken"),
        (b"token,a\n" + b"x,y\n" * 5001, "form-too-large"),
        (b"token,a\nx," + b"y" * 10_001 + b"\n", "form-broken"),
    ],
    ids=["other table", "other letters", "broken", "many rows", "long cell"],
)
def test_a_table_that_is_no_export_is_refused(office, data, code):
    """Each for its reason."""
    assert f"error[{code}]" in office.run("collect", office.put("results.csv", data))[1]


def test_participants_are_imported_with_their_codes(office):
    """One line for each company; no cell is run as a formula by a spreadsheet."""
    path = office.survey / "asked.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Stumm AG", "name: '=Stumm'"), encoding="utf-8")
    table = dict(office.issue().web_files())["limesurvey-participants-2026.csv"].decode()
    found = {row["lastname"]: row for row in csv.DictReader(io.StringIO(table))}
    assert found["Sample Med Ltd"]["token"] == code_of("sample-med")
    assert (found["Musterbiotech GmbH"]["firstname"], found["Sample Med Ltd"]["language"]) == ("Erika Mustermann", "en")
    assert "'=Stumm" in found

"""What an editor reads: each file of tests/problems/ shows content with a mistake, and the message that it gives.

A case is a Markdown file: a sentence, then code blocks. A block whose first line names a file is content, the block
`problems` holds what `netzsite check` prints. `pytest tests/test_problems.py --refresh` writes the messages anew; look
at the difference before you commit it.
"""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from netzsite.errors import Code
from netzsite.pipeline import inspect
from netzsite.settings import Settings
from tests.conftest import PROFILES, THEME, parse_day, write_files

FOLDER = Path(__file__).parent / "problems"
CASES = sorted(FOLDER.glob("*.md"))
BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^(?P=fence)$", re.M | re.S)

JARGON = re.compile(
    r"\b(str|int|dict|tuple|bool|NoneType|None|Decimal|datetime|pydantic|validat\w+|mapping|scalar|block end|flow|token"
    r"|instance|Errno)\b"
)

IN_PYTHON = {
    Code.ANSWER_AMBIGUOUS: "survey/forms/test_collecting",
    Code.ANSWER_CHANGE: "survey/forms/test_collecting",
    Code.ANSWER_FORMULA: "survey/forms/test_collecting",
    Code.ANSWER_LENGTH: "survey/forms/test_collecting",
    Code.ANSWER_LIMIT: "survey/forms/test_collecting",
    Code.ANSWER_MISSING: "survey/forms/test_collecting",
    Code.ANSWER_OPTION: "survey/forms/test_collecting",
    Code.ANSWER_RANGE: "survey/forms/test_collecting",
    Code.ANSWER_SUM: "survey/forms/test_collecting",
    Code.ANSWER_UNIT: "survey/forms/test_collecting",
    Code.ANSWER_UNREADABLE: "survey/forms/test_collecting",
    Code.BAD_ADDRESS: "serving/test_host",
    Code.BAD_ENCODING: "test_source",
    Code.BAD_JOURNAL: "sending/test_journal",
    Code.BAD_RECIPIENT: "sending/test_addresses",
    Code.BAD_THEME: "test_pipeline",
    Code.BYTE_ORDER_MARK: "test_source",
    Code.FOREIGN_OUTPUT: "engine/test_publishing",
    Code.FOREIGN_WORKER: "test_workers",
    Code.FORM_BROKEN: "survey/forms/test_faults",
    Code.FORM_ENCRYPTED: "survey/forms/test_faults",
    Code.FORM_FLATTENED: "survey/forms/test_pdfs",
    Code.FORM_FOREIGN: "survey/forms/test_faults",
    Code.FORM_FORMAT: "survey/forms/test_faults",
    Code.FORM_INCOMPLETE: "survey/forms/test_faults",
    Code.FORM_MACROS: "survey/forms/test_faults",
    Code.FORM_NOT_NEWER: "survey/forms/test_collecting",
    Code.FORM_OUTDATED: "survey/forms/test_faults",
    Code.FORM_RENAMED: "survey/forms/test_faults",
    Code.FORM_SCANNED: "survey/forms/test_faults",
    Code.FORM_STRANGER: "survey/forms/test_faults",
    Code.FORM_TOO_LARGE: "survey/forms/test_faults",
    Code.FORM_TWICE: "survey/forms/test_faults",
    Code.FORM_WRONG_YEAR: "survey/forms/test_faults",
    Code.MISSING_STRING: "test_strings",
    Code.NOT_SENDABLE: "sending/test_send",
    Code.NO_CLUSTER: "test_workers",
    Code.NO_INDEX: "finishing/test_search_index",
    Code.NO_MAIL_SERVER: "sending/test_account",
    Code.OPEN_PAGE: "media/test_print_newsletter",
    Code.PDF_LAYOUT: "render/test_pdf",
    Code.PREFLIGHT: "media/test_print_report",
    Code.SYMBOLIC_LINK: "test_reading",
    Code.UNREADABLE_FILE: "test_source",
    Code.UNWRITABLE_OUTPUT: "engine/test_publishing",
}
"""Codes whose case is not a text; and the tests that show them."""


def read_case(case):
    """Split a case into its files and the expected messages."""
    blocks = list(BLOCK.finditer(case.read_text(encoding="utf-8")))
    files = {unquote(block["file"]): block["text"] for block in blocks if block["file"]}
    expected = [block["text"] for block in blocks if block["language"] == "problems"]
    assert len(expected) == 1, f"{case.name}: one block of problems"
    return files, expected[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_mistake_gives_this_message(case, tmp_path, request):
    """A mistake is answered with its place, its code, a reason and a way out, exactly as the case says."""
    files, expected = read_case(case)
    site = write_files(tmp_path / "content", {**PROFILES, **files})
    problems = inspect(Settings(site, THEME, tmp_path / "public", parse_day()))
    printed = "".join(f"{problem}\n" for problem in problems)
    if request.config.getoption("--refresh"):
        text = case.read_text(encoding="utf-8")
        block = next(block for block in BLOCK.finditer(text) if block["language"] == "problems")
        case.write_text(text[: block.start("text")] + printed + text[block.end("text") :], encoding="utf-8")
        return
    assert printed == expected


def test_every_code_has_a_case():
    """A code that content can cause is shown by a case, the others by a test that names them."""
    shown = set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", "".join(read_case(case)[1] for case in CASES)))
    assert shown | {code.value for code in IN_PYTHON} == {code.value for code in Code}
    for code, module in IN_PYTHON.items():
        text = (FOLDER.parent / f"{module}.py").read_text(encoding="utf-8")
        assert f"Code.{code.name}" in text or code.value in text, f"{module}.py does not show {code.value}"


def test_messages_are_meant_for_people():
    """A message names no type of Python and no word of a library; every message says how to mend what is wrong."""
    for case in CASES:
        _, expected = read_case(case)
        assert not JARGON.search(re.sub(r"'[^']*'", "''", expected)), expected
        for problem in re.split(r"^(?=\S)", expected, flags=re.M):
            assert not problem or "\n  hint: " in problem, problem


def test_a_case_begins_with_a_sentence():
    """Every case says in its first line, in words, what is wrong with its content."""
    for case in CASES:
        first = case.read_text(encoding="utf-8").splitlines()[0]
        assert re.fullmatch(r"[A-Z].*\.", first), case.name

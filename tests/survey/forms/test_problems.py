"""Every case in tests/survey/problems: mistakes in a survey's own files, and the messages that editors get.

A case shows a line of the small survey of this folder's conftest, what is written in its place, and the messages of
`netzsite survey status`. `pytest --refresh` writes the messages anew.
"""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "problems"
CASES = sorted(FOLDER.glob("*.md"))
BLOCK = re.compile(r'^```(?P<language>\w+)(?: title="(?P<file>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_mistake_gives_this_message(case, office, request):
    """A mistake is answered with its place, its code, a reason and a way out, exactly as the case says."""
    text = case.read_text(encoding="utf-8")
    change, expected = BLOCK.finditer(text)
    path = office.survey / change["file"]
    old, new = (re.sub(r"(?m)^[-+]", "", "".join(lines)) for lines in _sides(change["text"]))
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8")
    printed = office.run("status")[1]
    if request.config.getoption("--refresh"):
        case.write_text(text[: expected.start("text")] + printed + text[expected.end("text") :], encoding="utf-8")
        return
    assert printed == expected["text"]


def _sides(change: str) -> tuple[list[str], list[str]]:
    """Give the lines that are taken away, and those that take their place."""
    lines = change.splitlines(keepends=True)
    return [line for line in lines if line[0] in "- "], [line for line in lines if line[0] in "+ "]


def test_a_case_begins_with_a_sentence_and_has_a_hint():
    """Every case says in its first line what is wrong; every message says how to mend it."""
    assert CASES
    for case in CASES:
        text = case.read_text(encoding="utf-8")
        assert re.fullmatch(r"[A-Z].*\.", text.splitlines()[0]), case.name
        assert "\n  hint: " in text, case.name

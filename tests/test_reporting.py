"""netzsite.reporting: problems for people, for programs and for GitHub."""

import json

import pytest

from netzsite.errors import Code, NetzsiteError, Problem, Severity, Spot, did_you_mean, has_errors
from netzsite.reporting import Format, format_count, format_problems

ERROR = Problem(Spot("content/a.yaml", 3, 7), Code.BAD_DATE, "date: '1.3.' is not a date", "write YYYY-MM-DD")
WARNING = Problem(Spot("content/b.yaml"), Code.UNKNOWN_FILE, "nothing reads this file", "", Severity.WARNING)


def test_people_read_two_lines():
    """A problem is a line that editors and terminals make clickable, and a line that says how to mend it."""
    assert format_problems([ERROR, WARNING], Format.TEXT) == (
        "content/a.yaml:3:7: error[bad-date]: date: '1.3.' is not a date\n"
        "  hint: write YYYY-MM-DD\n"
        "content/b.yaml: warning[unknown-file]: nothing reads this file"
    )


def test_programs_read_json():
    """A program gets every part of a problem by itself; umlauts stay readable."""
    assert json.loads(format_problems([ERROR], Format.JSON)) == [
        {
            "file": "content/a.yaml",
            "line": 3,
            "column": 7,
            "severity": "error",
            "code": "bad-date",
            "message": "date: '1.3.' is not a date",
            "hint": "write YYYY-MM-DD",
        }
    ]
    assert format_problems([], Format.JSON) == "[]"
    assert "Größe" in format_problems([Problem(Spot("Größe"), Code.BAD_FILE_NAME, "x")], Format.JSON)


def test_github_reads_workflow_commands():
    """GitHub shows a problem beside the line of the file; what would end a command early is escaped."""
    tricky = Problem(Spot("a,b:c%.md", 1, 2), Code.BAD_VALUE, "100 %\nsecond line", "x")
    assert format_problems([ERROR, WARNING, tricky], Format.GITHUB).splitlines() == [
        "::error file=content/a.yaml,line=3,col=7,title=bad-date::date: '1.3.' is not a date%0Ahint: write YYYY-MM-DD",
        "::warning file=content/b.yaml,title=unknown-file::nothing reads this file",
        "::error file=a%2Cb%3Ac%25.md,line=1,col=2,title=bad-value::100 %25%0Asecond line%0Ahint: x",
    ]


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([], "no problems"),
        ([ERROR], "1 error"),
        ([ERROR, ERROR, WARNING], "2 errors, 1 warning"),
        ([WARNING, WARNING], "2 warnings"),
    ],
)
def test_problems_are_counted(problems, expected):
    """The last line says how many errors and warnings there are."""
    assert format_count(problems) == expected


def test_problems_are_sorted_by_place():
    """Problems stand in the order of files, lines and columns."""
    spots = [Spot("b", 1), Spot("a", 10, 1), Spot("a", 9, 5), Spot("a", 9, 4), Spot("a")]
    ordered = sorted(Problem(spot, Code.BAD_DATE, "x") for spot in spots)
    assert [str(problem.spot) for problem in ordered] == ["a", "a:9:4", "a:9:5", "a:10:1", "b:1"]


def test_only_errors_stop_publishing():
    """A warning is no error."""
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])
    assert str(NetzsiteError(ERROR, WARNING)) == f"{ERROR}\n{WARNING}"


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("titel", ["title", "summary"], "did you mean 'title'?"),
        ("2020", ["2024", "2025"], "did you mean '2025' or '2024'?"),
        ("x", ["b", "a"], "known: a, b"),
        ("x", [], ""),
        ("x", [str(number) for number in range(100, 113)], ""),
    ],
)
def test_a_mistyped_word_is_answered_with_its_neighbours(word, known, hint):
    """Near words are suggested; a few are listed; many would help nobody."""
    assert did_you_mean(word, known) == hint

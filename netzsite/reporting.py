"""Turns problems into the text that terminals, programs and GitHub show."""

import json
from collections.abc import Sequence
from enum import Enum

from netzsite.errors import Problem, Severity


class Format(Enum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def format_problems(problems: Sequence[Problem], output: Format) -> str:
    """Write problems: lines for people, a JSON array, or GitHub's workflow commands.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions says how the last are escaped.
    """
    if output is Format.JSON:
        return json.dumps([_as_dict(problem) for problem in problems], indent=1, ensure_ascii=False)
    return "\n".join(_github_line(problem) if output is Format.GITHUB else str(problem) for problem in problems)


def format_count(problems: Sequence[Problem]) -> str:
    """Say how many errors and warnings there are."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    parts = [(errors, "error"), (len(problems) - errors, "warning")]
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count) or "no problems"


def _as_dict(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.spot.path,
        "line": problem.spot.line,
        "column": problem.spot.column,
        "severity": problem.severity.value,
        "code": problem.code.value,
        "message": problem.message,
        "hint": problem.hint,
    }


def _github_line(problem: Problem) -> str:
    spot = problem.spot
    properties = {"file": spot.path, "line": spot.line, "col": spot.column, "title": problem.code.value}
    written = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items() if value)
    message = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
    return f"::{problem.severity.value} {written}::{_escaped(message)}"


def _escaped(text: str, further: str = "") -> str:
    for character in "%\r\n" + further:
        text = text.replace(character, f"%{ord(character):02X}")
    return text

"""Turns `surveys/<year>/answers/<company>.yaml` into typed answers, and back.

What a company has answered is confidential: no message of this module says any of it.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from netzsite.engine.files import replace_file
from netzsite.errors import Code, NetzsiteError, Problem
from netzsite.fields import Id, Moment, Record, Text
from netzsite.kinds.survey import QuestionType
from netzsite.parsing import parse_record
from netzsite.source import Source, read_source
from netzsite.survey.folder import shown
from netzsite.survey.questionnaire import Question, Questionnaire

FOLDER = "answers"

Answer = Decimal | str | dt.date | tuple[str, ...]
"""A number, the id of an option or a text, a day, or the ids of several options."""


class Receipt(Record):
    """A file that answers were taken from."""

    file: Text = Field(description="its name")
    digest: Text = Field(description="SHA-256 of its bytes, in hex")
    received: Moment = Field(description="when it was collected")
    by: Text | None = Field(None, description="who has filled it in, as the form says")


class AnswerFile(Record):
    """What a company has answered, as it is kept."""

    kind: ClassVar[str] = "answers"

    company: Id = Field(description="its id")
    receipts: tuple[Receipt, ...] = Field(description="the files they came from, the latest last", min_length=1)
    answers: dict[Id, Text | tuple[Text, ...]] = Field({}, description="id of a question -> the answer")
    estimated: tuple[Id, ...] = Field((), description="questions whose answer was given as an estimate")
    declined: tuple[Id, ...] = Field((), description="questions that were not to be answered: k. A.")
    corrections: dict[Id, Text] = Field({}, description="facts of the directory that the company has corrected")


@dataclass(frozen=True)
class Answers:
    """What a company has answered.

    Attributes:
        company: its id.
        values: id of a question -> its answer; what was left out or declined is missing.
        estimated: questions whose answer is an estimate.
        declined: questions that the company does not want to answer.
        receipts: the files they came from, the latest last.
        corrections: facts of the directory that the company has corrected: name, town, website ...
    """

    company: str
    values: Mapping[str, Answer]
    estimated: frozenset[str]
    declined: frozenset[str]
    receipts: tuple[Receipt, ...]
    corrections: Mapping[str, str] = field(default_factory=dict)

    def number(self, question: str) -> Decimal | None:
        """Give the answer to a question whose answers are numbers; None if there is none."""
        value = self.values.get(question)
        return value if isinstance(value, Decimal) else None


def read_answers(folder: Path, questionnaire: Questionnaire) -> dict[str, Answers]:
    """Read all answers of a survey.

    Args:
        folder: `surveys/<year>`.
        questionnaire: says what answers may be.

    Returns:
        Id of a company -> its answers, by id.

    Raises:
        NetzsiteError: a file is not what `write_answers` has written; says where, and no answer.
    """
    problems: list[Problem] = []
    found: dict[str, Answers] = {}
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        source = read_source(path, shown(path))
        record, faults = parse_record(AnswerFile, source, ())
        problems += [_discreet(fault) for fault in faults]
        if record is not None:
            answers, faults = _typed(record, source, questionnaire)
            problems += faults
            found[record.company] = answers
            if record.company != path.stem:
                message, hint = "the file is named after another company", f"name it {record.company}.yaml"
                problems.append(Problem(source.spot(("company",)), Code.CONTRADICTION, message, hint))
    if problems:
        raise NetzsiteError(*problems)
    return found


def _discreet(problem: Problem) -> Problem:
    hint = "collect the company's form again, which writes the file anew"
    return Problem(problem.spot, problem.code, "the file is not as it was written", hint)


def _typed(record: AnswerFile, source: Source, questionnaire: Questionnaire) -> tuple[Answers, list[Problem]]:
    values: dict[str, Answer] = {}
    problems: list[Problem] = []
    for name, text in record.answers.items():
        question = questionnaire.question(name)
        value = None if question is None else parse_stored(question, text)
        if value is None:
            message = "there is no such question" if question is None else "this is no answer to the question"
            hint = "collect the company's form again, which writes the file anew"
            problems.append(Problem(source.spot(("answers", name)), Code.BAD_VALUE, f"{name}: {message}", hint))
        else:
            values[name] = value
    flags = frozenset(record.estimated), frozenset(record.declined)
    return Answers(record.company, values, *flags, record.receipts, record.corrections), problems


def parse_stored(question: Question, text: str | tuple[str, ...]) -> Answer | None:
    """Read an answer as it is kept: numbers with a point, days as YYYY-MM-DD; None if it is none."""
    if question.type is QuestionType.CHOICES:
        chosen = text if isinstance(text, tuple) else (text,)
        return chosen if all(option in question.options for option in chosen) else None
    if not isinstance(text, str):
        return None
    if question.is_numeric:
        return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None
    if question.type is QuestionType.DATE:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return None
    if question.type is QuestionType.CHOICE:
        return text if text in question.options else None
    return text


def stored_text(answer: Answer) -> str | tuple[str, ...]:
    """Give an answer as it is kept, which `parse_stored` reads."""
    if isinstance(answer, Decimal):
        return f"{answer:f}"
    return answer.isoformat() if isinstance(answer, dt.date) else answer


def write_answers(folder: Path, answers: Answers) -> Path:
    """Write what a company has answered, in one step, readable for its owner only; give the file."""
    path = folder / FOLDER / f"{answers.company}.yaml"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    replace_file(path, "\n".join(_lines(answers)).encode() + b"\n")
    path.chmod(0o600)
    return path


def _lines(answers: Answers) -> Iterator[str]:
    yield f"company: {answers.company}"
    yield "receipts:"
    for receipt in answers.receipts:
        yield f"  - file: {_quoted(receipt.file)}"
        yield f"    digest: {receipt.digest}"
        yield f"    received: {receipt.received:%Y-%m-%d %H:%M}"
        if receipt.by:
            yield f"    by: {_quoted(receipt.by)}"
    if answers.values:
        yield "answers:"
        yield from (f"  {name}: {_written(value)}" for name, value in sorted(answers.values.items()))
    for name, questions in (("estimated", answers.estimated), ("declined", answers.declined)):
        if questions:
            yield f"{name}: [{', '.join(sorted(questions))}]"
    if answers.corrections:
        yield "corrections:"
        yield from (f"  {name}: {_quoted(text)}" for name, text in sorted(answers.corrections.items()))


def _written(value: Answer) -> str:
    text = stored_text(value)
    if isinstance(text, tuple):
        return f"[{', '.join(text)}]"
    return _quoted(text) if isinstance(value, str) else text


def _quoted(text: str) -> str:
    """Write a text as a YAML scalar in quotation marks."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(letter, letter) for letter in text) + '"'

"""Turns what was typed into a form into answers, and into what must be asked back."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from netzsite.errors import Code
from netzsite.kinds.survey import QuestionType
from netzsite.survey.answers import Answer
from netzsite.survey.collecting.findings import Finding
from netzsite.survey.form import DECLINED, TEXT_LENGTH
from netzsite.survey.numbers import Reading, is_declined, read_number
from netzsite.survey.questionnaire import Question, Questionnaire
from netzsite.survey.submission import Refused, Submission, Typed
from netzsite.yaml_text import CONTROL_CHARACTER

_DAY = re.compile(r"(\d{1,2})\s*([./])\s*(\d{1,2})\s*[./]\s*(\d{4})")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a form says.

    Attributes:
        values: question -> answer.
        estimated, declined: questions.
        findings: what is wrong with single answers.
    """

    values: Mapping[str, Answer]
    estimated: frozenset[str]
    declined: frozenset[str]
    findings: tuple[Finding, ...]


@dataclass
class _Gathered:
    values: dict[str, Answer] = field(default_factory=dict)
    estimated: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def understand(submission: Submission, questionnaire: Questionnaire) -> Understood:
    """Read all answers of a form; what cannot be read is none."""
    gathered = _Gathered()
    for question in questionnaire.questions():
        typed = submission.typed.get(question.id, "")
        found = _read(typed, question, submission, questionnaire.currency)
        if isinstance(found, Code):
            gathered.findings.append(Finding(found, question.id))
        elif isinstance(found, Reading):
            _take(found, question, gathered)
        elif found is not None:
            gathered.values[question.id] = found
    estimated, declined = frozenset(gathered.estimated), frozenset(gathered.declined)
    return Understood(gathered.values, estimated, declined, tuple(gathered.findings))


def _take(reading: Reading, question: Question, gathered: _Gathered) -> None:
    if reading.is_declined:
        gathered.declined.add(question.id)
    elif reading.fault is not None:
        gathered.findings.append(Finding(reading.fault, question.id))
    elif reading.value is not None:
        if _is_possible(question, reading.value):
            gathered.values[question.id] = reading.value
            gathered.estimated |= {question.id} if reading.is_estimate else set()
        else:
            gathered.findings.append(Finding(Code.ANSWER_LIMIT, question.id))


def _is_possible(question: Question, value: Decimal) -> bool:
    is_low = question.least is not None and value < question.least
    return not is_low and (question.most is None or value <= question.most)


def _read(typed: Typed, question: Question, submission: Submission, currency: str) -> Answer | Reading | Code | None:
    """Read what was typed: an answer, a number with what is said of it, why it is none, or nothing."""
    if isinstance(typed, Refused):
        return Code.ANSWER_FORMULA
    if isinstance(typed, str):
        typed = printable(typed)
        if not typed:
            return None
        if is_declined(typed):
            return Reading(is_declined=True)
    if question.options:
        return _chosen(typed, question)
    if question.is_numeric:
        return _number(typed, question, submission, currency)
    if isinstance(typed, tuple):
        return Code.ANSWER_UNREADABLE
    if question.type is QuestionType.DATE:
        return typed if isinstance(typed, dt.date) else _day(str(typed))
    text = f"{typed:f}" if isinstance(typed, Decimal) else str(typed)
    return text if len(text) <= (question.most or TEXT_LENGTH) else Code.ANSWER_LENGTH


def _number(typed: Typed, question: Question, submission: Submission, currency: str) -> Reading:
    if isinstance(typed, Decimal):
        is_whole = typed == typed.to_integral_value() or question.type is not QuestionType.INTEGER
        return Reading(typed) if is_whole else Reading(fault=Code.ANSWER_UNREADABLE)
    if not isinstance(typed, str):  # 1.5 that a spreadsheet took for the first of May
        return Reading(fault=Code.ANSWER_UNREADABLE)
    if submission.is_exact and re.fullmatch(r"-?\d{1,15}(\.\d{1,12})?", typed):
        exact = Decimal(typed)
        return _number(
            exact.quantize(Decimal(1)) if exact % 1 == 0 else exact.normalize(), question, submission, currency
        )
    return read_number(typed, question, submission.identification.lang, currency)


def _chosen(typed: Typed, question: Question) -> Answer | Reading | Code | None:
    """Find options by their ids, or by their words in any language."""
    parts = typed if isinstance(typed, tuple) else (str(typed),)
    if DECLINED in parts:
        return Reading(is_declined=True)
    known = {words.casefold(): name for name, said in question.options.items() for words in said.values()}
    found = [name if name in question.options else known.get(name.strip().casefold(), "") for name in parts]
    if not all(found) or (question.type is QuestionType.CHOICE and len(found) > 1):
        return Code.ANSWER_OPTION
    if not found:
        return None
    return found[0] if question.type is QuestionType.CHOICE else tuple(sorted(found, key=list(question.options).index))


def _day(text: str) -> dt.date | Code:
    """Read a day: 2014-03-31, 31.3.2014, 31/3/2014; which of two is the month must be beyond doubt."""
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else Code.ANSWER_UNREADABLE
        first, mark, second, year = found.groups()
        day, month = int(first), int(second)
        if mark == "/" and day <= 12 and month <= 12 and day != month:
            return Code.ANSWER_AMBIGUOUS
        day, month = (month, day) if mark == "/" and month > 12 else (day, month)
        return dt.date(int(year), month, day)
    except ValueError:
        return Code.ANSWER_UNREADABLE


def printable(text: str) -> str:
    """Leave out what nobody sees and no file of ours may hold; lines stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", " ")
    return CONTROL_CHARACTER.sub("", lines).strip()

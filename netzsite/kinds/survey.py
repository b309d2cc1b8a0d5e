"""The kind `survey`: a YAML file and a CSV file say what a survey of the network's companies has published.

`netzsite survey aggregate` writes both. Each row of the table is a cell, with its value or with the sign of a
suppressed one. Of what a single company has answered they hold what it has agreed to be named with, and nothing else.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.confidentiality import SUPPRESSED, DisclosureRules
from netzsite.entry import Entry, Kind
from netzsite.errors import Code, Problem, Spot
from netzsite.fields import (
    Choice,
    Count,
    Date,
    Flag,
    Hidden,
    Id,
    Localised,
    Number,
    Record,
    Reference,
    Text,
    Year,
    contradiction,
)

COLUMNS = ("question", "category", "statistic", "sector", "size", "district", "n", "value")
"""The columns of the table, in this order."""


class QuestionType(Choice):
    """What answers a question."""

    INTEGER = "integer"
    MONEY = "money"
    PERCENTAGE = "percentage"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    DATE = "date"


NUMERIC = frozenset({QuestionType.INTEGER, QuestionType.MONEY, QuestionType.PERCENTAGE})
"""The types whose answers are numbers."""


class Agreement(Record):
    """A sum that everybody knows to hold: parts add up to the whole, or to no more than it."""

    whole: Id | None = Field(None, description="id of the question of the whole")
    total: Number | None = Field(None, description="or the whole as a number: 100 for percentages")
    parts: tuple[Id, ...] = Field(description="ids of the questions of its parts", min_length=1)
    is_exact: Flag = Field(description="the parts are equal to the whole; else they may be less")


class Asked(Record):
    """A question as it was asked."""

    type: QuestionType = Field(description="integer, money, percentage, choice, choices, text or date")
    label: Localised = Field(description="the question")
    definition: Localised | None = Field(None, description="what is counted, and how")
    unit: Localised | None = Field(None, description="unit of the published numbers")
    decimals: Count = Field(0, description="decimals of the published numbers", le=6)
    least: Number | None = Field(None, description="the smallest answer that was possible, in the published unit")
    most: Number | None = Field(None, description="the largest answer that was possible, in the published unit")
    classes: tuple[Number, ...] = Field((), description="lower bounds of size classes, ascending")
    options: dict[Id, Localised] = Field({}, description="answers that could be chosen: id -> words")
    answered: Count = Field(description="how many companies have answered it")
    consent: Localised | None = Field(
        None, description="the question by which a company agrees to be named with its answer; else nobody is named"
    )
    changed: Localised | None = Field(
        None, description="what has changed in the question since the survey before: the series is broken here"
    )


class NamedCompany(Record):
    """A company that has agreed to be named with answers, and these answers."""

    company: Id = Field(description="its id")
    name: Text = Field(description="its name")
    member: Annotated[Id | None, Reference("member")] = Field(None, description="the member that it is")
    sector: Annotated[str, Reference("sector")] = Field(description="its sector")
    district: Id | None = Field(None, description="id of its district")
    agreed: Date = Field(description="the day on which its consent came in")
    answers: dict[Id, Text] = Field(
        description="id of a question -> the answer: a number in the published unit, ids of options, a day, a text"
    )


class Survey(Kind):
    """What a survey has published."""

    kind: ClassVar[str] = "survey"
    folder: ClassVar[str] = "surveys"
    is_counted: ClassVar[bool] = False
    has_table: ClassVar[bool] = True

    title: Annotated[Localised, Hidden()] = Field(description="name of the survey")
    year: Annotated[Year, Hidden()] = Field(description="the year in which companies were asked")
    business_year: Annotated[Year, Hidden()] = Field(description="the year that their answers are about")
    population: Annotated[Localised, Hidden()] = Field(description="who was asked, in words")
    opened: Annotated[Date, Hidden()] = Field(description="first day on which it could be answered")
    closed: Annotated[Date, Hidden()] = Field(description="last day")
    asked: Annotated[Count, Hidden()] = Field(description="how many companies were asked")
    answered: Annotated[Count, Hidden()] = Field(description="how many have answered at least one question")
    rules: Annotated[DisclosureRules, Hidden()] = Field(description="the rules by which values are suppressed")
    size: Annotated[Id | None, Hidden()] = Field(
        None, description="the question whose classes are the size of a company"
    )
    sizes: Annotated[dict[Id, Localised], Hidden()] = Field({}, description="size classes: id -> words")
    districts: Annotated[dict[Id, Localised], Hidden()] = Field({}, description="districts: id -> name")
    questions: Annotated[dict[Id, Asked], Hidden()] = Field(
        description="id -> the question, in the order in which they were asked"
    )
    agreements: Annotated[tuple[Agreement, ...], Hidden()] = Field(
        (), description="sums between questions that hold for every company"
    )
    secret_counts: Annotated[tuple[Id, ...], Hidden()] = Field(
        (), description="questions of which it says something that a company has answered: small n are suppressed"
    )
    follows: Annotated[Year | None, Hidden()] = Field(
        None, description="the survey before, with which growth is measured"
    )
    named: Annotated[tuple[NamedCompany, ...], Hidden()] = Field(
        (), description="companies that have agreed to be named with answers"
    )

    @model_validator(mode="after")
    def _names_who_has_agreed(self) -> "Survey":
        seen: set[str] = set()
        for each in self.named:
            if each.company in seen:
                raise contradiction(f"'{each.company}' is named twice", "keep one of both", at="named")
            seen.add(each.company)
            if each.district is not None and each.district not in self.districts:
                raise contradiction(f"{each.company}: there is no district '{each.district}'", at="named")
            for name, answer in each.answers.items():
                asked = self.questions.get(name)
                if asked is None or asked.consent is None:
                    message = f"{each.company}: companies are not named with their answer to '{name}'"
                    raise contradiction(message, "take it out: nobody has agreed to that", at="named")
                if not is_answer(asked, answer):
                    hint = "write the file anew with `netzsite survey aggregate`"
                    raise contradiction(f"{each.company}: this is no answer to '{name}'", hint, at="named")
        return self

    def title_in(self, lang: str) -> str:
        """Give the name."""
        return self.title.pick(lang)

    def order(self) -> int:
        """Sort the latest first."""
        return -self.year


def is_answer(asked: Asked, answer: str) -> bool:
    """Tell whether an answer is one to a question: a number, an option or several between blanks, a day, a text."""
    if asked.type in NUMERIC:
        return re.fullmatch(r"-?\d+(\.\d+)?", answer) is not None
    if asked.type is QuestionType.DATE:
        try:
            return bool(dt.date.fromisoformat(answer))
        except ValueError:
            return False
    if asked.type is QuestionType.CHOICES:
        return all(option in asked.options for option in answer.split())
    return asked.type is QuestionType.TEXT or answer in asked.options


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """A row of the table; an empty dimension stands for all.

    Attributes:
        category: the option of a question with options; empty for all.
        n: how many companies stand behind it; None if that is suppressed too.
        value: None if it is suppressed.
        line: of the file.
    """

    question: str
    category: str
    statistic: str
    sector: str
    size: str
    district: str
    n: int | None
    value: Decimal | None
    line: int


def cells(entry: Entry[Survey]) -> Iterator[PublishedCell]:
    """Yield the published cells, in the order of the table.

    Raises:
        ValueError: a cell is no number; `check_survey` says where.
    """
    table = entry.table
    if table is None or table.columns != COLUMNS:
        return
    for line, row in zip(table.lines, table.rows, strict=True):
        *names, n, value = row
        question, category, statistic, sector, size, district = names
        count, number = _number(n), _number(value)
        yield PublishedCell(
            question, category, statistic, sector, size, district, None if count is None else int(count), number, line
        )


def _number(cell: str) -> Decimal | None:
    if cell == SUPPRESSED:
        return None
    if not re.fullmatch(r"-?\d+(\.\d+)?", cell):
        raise ValueError(f"'{cell}' is neither a number nor '{SUPPRESSED}'")
    return Decimal(cell)


def check_survey(entry: Entry[Survey], sectors: frozenset[str]) -> Iterator[Problem]:
    """Yield what is wrong with a table that somebody has written in by hand."""
    table, facts = entry.table, entry.facts
    if table is None:
        return
    if table.columns != COLUMNS:
        hint = "write it anew with `netzsite survey aggregate`"
        yield Problem(Spot(table.path, 1), Code.BAD_FIGURE, f"the columns must be {', '.join(COLUMNS)}", hint)
        return
    known = {
        "question": frozenset(facts.questions) | {""},
        "sector": sectors | {""},
        "size": frozenset(facts.sizes) | {""},
        "district": frozenset(facts.districts) | {""},
    }
    seen: dict[tuple[str, ...], int] = {}
    for line, row in zip(table.lines, table.rows, strict=True):
        named = dict(zip(COLUMNS, row, strict=True))
        if (first := seen.setdefault(tuple(row[:6]), line)) != line:
            message = f"this number stands on line {first} already"
            yield Problem(Spot(table.path, line), Code.BAD_FIGURE, message, "keep one row")
        asked = facts.questions.get(named["question"])
        if named["category"] and (asked is None or named["category"] not in asked.options):
            message = f"category: '{named['category']}' is not known"
            yield Problem(Spot(table.path, line), Code.BAD_FIGURE, message, f"name it in {entry.source.path}")
        for column, words in known.items():
            if named[column] not in words:
                message = f"{column}: '{named[column]}' is not known"
                yield Problem(Spot(table.path, line), Code.BAD_FIGURE, message, f"name it in {entry.source.path}")
        for column in ("n", "value"):
            try:
                _number(named[column])
            except ValueError as error:
                hint = "write it anew with `netzsite survey aggregate`"
                yield Problem(Spot(table.path, line), Code.BAD_FIGURE, f"{column}: {error}", hint)

"""The kind `survey`: a YAML file and a CSV file say what a survey of the network's companies has published.

`netzsite survey aggregate` writes both. They hold nothing that a single company has answered: each row of the table is
a cell, with its value or with the sign of a suppressed one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from netzsite.entry import Entry, Grouping, Kind
from netzsite.errors import Code, Problem, Spot
from netzsite.fields import Choice, Count, Date, Id, Localised, Number, Record, Year

COLUMNS = ("question", "category", "statistic", "sector", "size", "district", "n", "value")
"""The columns of the table, in this order."""

SUPPRESSED = "."
"""Stands for a value that is known and kept secret (the sign of German official statistics)."""


class QuestionType(Choice):
    """What answers a question."""

    INTEGER = "integer"
    MONEY = "money"
    PERCENTAGE = "percentage"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    DATE = "date"


class Dominance(Record):
    """A rule of dominance: a value is suppressed if so few companies have so much of it."""

    companies: Count = Field(description="how many companies, the largest ones", ge=1)
    percent: Number = Field(description="percent of the value that they must not exceed", gt=0, le=100)


class DisclosureRules(Record):
    """The rules by which values are suppressed."""

    least: Count = Field(3, description="fewer companies than this are not enough for a value to be published", ge=2)
    dominance: tuple[Dominance, ...] = Field(
        (Dominance(companies=1, percent=Decimal(75)), Dominance(companies=2, percent=Decimal(85))),
        description="the rules of dominance, each {companies: n, percent: k}",
    )
    p_percent: Number = Field(
        Decimal(10), description="nobody may be able to estimate a company's answer more closely, in percent", ge=0
    )


class Asked(Record):
    """A question as it was asked."""

    type: QuestionType = Field(description="integer, money, percentage, choice, choices, text or date")
    label: Localised = Field(description="the question")
    definition: Localised | None = Field(None, description="what is counted, and how")
    unit: Localised | None = Field(None, description="unit of the answers")
    options: dict[Id, Localised] = Field({}, description="answers that could be chosen: id -> words")
    answered: Count = Field(description="how many companies have answered it")
    changed: Localised | None = Field(
        None, description="what has changed in the question since the survey before: the series is broken here"
    )


class Survey(Kind):
    """What a survey has published."""

    kind: ClassVar[str] = "survey"
    folder: ClassVar[str] = "surveys"
    grouping: ClassVar[Grouping] = Grouping.YEAR
    is_counted: ClassVar[bool] = False
    has_table: ClassVar[bool] = True
    has_page: ClassVar[bool] = False

    title: Localised = Field(description="name of the survey")
    year: Year = Field(description="the year in which companies were asked")
    business_year: Year = Field(description="the year that their answers are about")
    population: Localised = Field(description="who was asked, in words")
    opened: Date = Field(description="first day on which it could be answered")
    closed: Date = Field(description="last day")
    asked: Count = Field(description="how many companies were asked")
    answered: Count = Field(description="how many have answered at least one question")
    rules: DisclosureRules = Field(description="the rules by which values are suppressed")
    sizes: dict[Id, Localised] = Field({}, description="size classes: id -> words")
    districts: dict[Id, Localised] = Field({}, description="districts: id -> name")
    questions: dict[Id, Asked] = Field(description="id -> the question, in the order in which they were asked")

    def title_in(self, lang: str) -> str:
        """Give the name."""
        return self.title.pick(lang)

    def order(self) -> int:
        """Sort the latest first."""
        return -self.year


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
        "question": frozenset(facts.questions),
        "sector": sectors | {""},
        "size": frozenset(facts.sizes) | {""},
        "district": frozenset(facts.districts) | {""},
    }
    for line, row in zip(table.lines, table.rows, strict=True):
        named = dict(zip(COLUMNS, row, strict=True))
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

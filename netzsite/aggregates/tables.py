"""Turns the cells that a survey has published into tables that can be looked up."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from netzsite.entry import Entry
from netzsite.kinds.survey import PublishedCell, Survey, cells

DIMENSIONS = ("sector", "size", "district")
"""By what tables are broken down; a cell stands in one of them, or in none: it is about all companies."""

UNKNOWN = "unknown"
"""The size or district of companies that have not told theirs."""

ASKED, ANSWERED = "asked", "answered"
"""Statistics without a question: how many companies were asked, and how many have answered."""


class Group(NamedTuple):
    """Companies of a sector, size or district; both parts are empty for all companies."""

    dimension: str = ""
    name: str = ""


ALL = Group()


class Place(NamedTuple):
    """Where a number stands in the tables of a year."""

    question: str
    category: str
    statistic: str
    group: Group


class Shown(NamedTuple):
    """What stands there: how many companies are behind the number, and the number; None where it is suppressed."""

    n: int | None
    value: Decimal | None


@dataclass(frozen=True)
class Tables:
    """What a survey has published.

    Attributes:
        facts: who was asked what.
        numbers: place -> number, in the order of the table.
        lines: place -> line of the file; empty before it is written.
    """

    facts: Survey
    numbers: Mapping[Place, Shown]
    lines: Mapping[Place, int] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The year in which companies were asked."""
        return self.facts.year

    def groups(self, question: str) -> tuple[Group, ...]:
        """List the groups of which something is said about a question, in the order of the table."""
        return tuple(dict.fromkeys(place.group for place in self.numbers if place.question == question))

    def statistics(self, question: str) -> frozenset[str]:
        """List the statistics of a question."""
        return frozenset(place.statistic for place in self.numbers if place.question == question)


def tables_of(entry: Entry[Survey]) -> Tables:
    """Give the tables of a survey.

    Raises:
        ValueError: a cell is no number; the rule of surveys says where.
    """
    found = {_place(cell): cell for cell in cells(entry)}
    numbers = {place: Shown(cell.n, cell.value) for place, cell in found.items()}
    return Tables(entry.facts, numbers, {place: cell.line for place, cell in found.items()})


def _place(cell: PublishedCell) -> Place:
    names = ((dimension, getattr(cell, dimension)) for dimension in DIMENSIONS)
    group = next((Group(dimension, name) for dimension, name in names if name), ALL)
    return Place(cell.question, cell.category, cell.statistic, group)


def connected(facts: Survey) -> list[frozenset[str]]:
    """Divide the questions into those that are told of together, because sums hold between them."""
    groups = [frozenset([name]) for name in facts.questions]
    for agreement in facts.agreements:
        named = {*agreement.parts, *filter(None, [agreement.whole])}
        linked = [group for group in groups if group & named]
        groups = [group for group in groups if not group & named] + [frozenset[str]().union(*linked)]
    return groups


def of_questions(tables: Tables, names: Collection[str]) -> Tables:
    """Give the tables of some questions."""
    return replace(tables, numbers={place: shown for place, shown in tables.numbers.items() if place.question in names})


def rows_of(tables: Tables) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table as they are written, in its order."""
    for place, shown in tables.numbers.items():
        names = (place.group.name if place.group.dimension == dimension else "" for dimension in DIMENSIONS)
        yield (place.question, place.category, place.statistic, *names, written(shown.n), written(shown.value))


def written(number: Decimal | int | None) -> str:
    """Write a number as it stands in a CSV file, or the sign of one that is suppressed."""
    return "." if number is None else f"{number:f}" if isinstance(number, Decimal) else str(number)

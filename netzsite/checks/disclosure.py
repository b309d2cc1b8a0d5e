"""The rule that what surveys have published betrays no answer, and that figures say what was published.

Whoever runs it needs no answers: it attacks what is published with what is published.
"""

from collections.abc import Iterator, Sequence
from typing import cast

from netzsite.aggregates.rows import DISTRICT, VALUE, YEAR, N, Shape, find
from netzsite.aggregates.tables import Tables, tables_of, written
from netzsite.entry import Entry, Kind
from netzsite.errors import Code, Problem, Spot
from netzsite.kinds.figure import Figure
from netzsite.kinds.survey import Survey, check_survey
from netzsite.library import Library
from netzsite.rule import Rule
from netzsite.source import Table


class Disclosure(Rule):
    """Looks at the tables of surveys, all years together, and at the figures made of them."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield what a table betrays, and where a figure says something else than the tables."""
        if isinstance(entry.facts, Survey):
            problems = tuple(check_survey(cast(Entry[Survey], entry), frozenset(library.network.sectors)))
            yield from problems or _leaks(entry.facts.year, library)
        elif isinstance(entry.facts, Figure) and entry.facts.survey is not None and entry.table is not None:
            yield from _differences(cast(Entry[Figure], entry), entry.table, _years(library))


def _years(library: Library) -> tuple[Tables, ...]:
    """Give the tables of all surveys that can be read, the earliest first."""
    return library.once("surveys", lambda inner: tuple(_readable(inner)))


def _readable(library: Library) -> Iterator[Tables]:
    sectors = frozenset(library.network.sectors)
    for entry in reversed(library.of(Survey)):
        if not any(check_survey(entry, sectors)):
            yield tables_of(entry)


# -- What is betrayed --------------------------------------------------------------------------------------------------


def _leaks(year: int, library: Library) -> Iterator[Problem]:
    """Yield what can be worked out of the numbers of a year, whichever year tells it."""
    found = library.once("leaks", lambda inner: tuple(_all_leaks(_years(inner), inner)))
    yield from (problem for of_year, problem in found if of_year == year)


def _all_leaks(years: Sequence[Tables], library: Library) -> Iterator[tuple[int, Problem]]:
    from netzsite.aggregates.attack import attack_published, says  # with SciPy, half a second

    paths = {entry.facts.year: entry.table.path for entry in library.of(Survey) if entry.table is not None}
    tables = {each.year: each for each in years}
    for finding in attack_published(years) if years else ():
        year, message, hint = says(finding)
        yield year, Problem(Spot(paths[year], _line(tables[year], finding.cell)), Code.DISCLOSURE, message, hint)


def _line(tables: Tables, key: object) -> int:
    """Find the line of the table that a quantity stands in; 0 if it stands in none."""
    question, category, group = (getattr(key, name) for name in ("question", "category", "group"))
    places = (place for place in tables.lines if place.question == question and place.category == category)
    return next((tables.lines[place] for place in places if place.group == group), 0)


# -- Figures -----------------------------------------------------------------------------------------------------------


def _differences(entry: Entry[Figure], table: Table, years: Sequence[Tables]) -> Iterator[Problem]:
    """Yield the rows of a figure that say something else than the tables of its survey."""
    origin = entry.facts.survey
    if origin is None:
        return
    shape = Shape(origin.question, origin.statistic, origin.by or YEAR, entry.facts.chart.mark)
    lacking = [column for column in shape.columns if column not in table.columns]
    if lacking or not any(each.year == origin.year for each in years):
        message = f"there is no column '{lacking[0]}'" if lacking else f"there is no survey of {origin.year}"
        hint = f"run `netzsite survey aggregate {origin.year}`"
        yield Problem(Spot(table.path), Code.DISCLOSURE, message, hint)
        return
    for line, row in zip(table.lines, table.rows, strict=True):
        cells = dict(zip(table.columns, row, strict=True))
        if (cells[N], cells[VALUE]) != _published(shape, cells, years, origin.year):
            message = "says something else than the survey has published"
            hint = f"run `netzsite survey aggregate {origin.year}`, or take out 'survey' if the figure is your own"
            yield Problem(Spot(table.path, line), Code.DISCLOSURE, message, hint)


def _published(shape: Shape, cells: dict[str, str], years: Sequence[Tables], latest: int) -> tuple[str, str] | None:
    """Give what the tables say about a row: number of answers and value; None if they say nothing."""
    year = cells.get(YEAR, str(latest))
    tables = next((each for each in years if str(each.year) == year), None)
    if tables is None or shape.question not in tables.facts.questions:
        return None
    part = cells.get(shape.by, "") if shape.by != YEAR else ""
    if shape.by == DISTRICT:
        names = {name: district for district, words in tables.facts.districts.items() for name in words.values()}
        part = names.get(part, part)
    shown = find(shape, tables, part)
    return None if shown is None else (written(shown.n), written(shown.value))

"""Turns published tables into the rows of a figure: what a figure's CSV holds, and what it must agree with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from netzsite.aggregates.tables import ALL, UNKNOWN, Group, Place, Shown, Tables, written
from netzsite.kinds.figure import Mark

YEAR, CATEGORY, DISTRICT = "year", "category", "district"
N, VALUE = "n", "value"

OVER_TIME = frozenset({Mark.LINE, Mark.AREA, Mark.POINT, Mark.STACKED_BAR, Mark.SLOPE, Mark.SHARE})
"""Marks that show years side by side; other parts are series."""

LATEST = frozenset({Mark.BAR, Mark.HORIZONTAL_BAR, Mark.MAP})
"""Marks that show one year, the latest."""

YEARS = {Mark.SLOPE: 2, Mark.DOT_PLOT: 2, Mark.GROUPED_BAR: 6}
"""How many years a mark can show at most, the latest ones."""

_ZERO = frozenset({"sum", "count", "share"})
"""Statistics that are zero where nobody has answered."""


@dataclass(frozen=True)
class Shape:
    """What a figure of a survey shows: a statistic of a question, by year or by parts."""

    question: str
    statistic: str
    by: str
    mark: Mark

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its table; the first is the one along which it is drawn."""
        if self.by == YEAR:
            return (YEAR, N, VALUE)
        if self.mark in OVER_TIME:
            return (YEAR, self.by, N, VALUE)
        return (self.by, N, VALUE) if self.mark in LATEST else (self.by, YEAR, N, VALUE)

    def years(self, years: Sequence[Tables]) -> list[Tables]:
        """Choose the surveys that it shows, the earliest first."""
        asked = [tables for tables in years if self.statistic in tables.statistics(self.question)]
        most = 1 if self.mark in LATEST and self.by != YEAR else YEARS.get(self.mark, len(asked))
        return asked[-most:]


def rows_of(shape: Shape, years: Sequence[Tables], sectors: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a figure, in the order of its columns.

    Args:
        shape: what it shows.
        years: the surveys that it shows, the earliest first.
        sectors: in the order of the network's profile.
    """
    parts = _parts(shape, years, sectors)
    pairs = [(tables, part) for part in parts for tables in years]
    if shape.columns[0] == YEAR:
        pairs = [(tables, part) for tables in years for part in parts]
    for tables, part in pairs:
        shown = find(shape, tables, part)
        if shown is None:
            continue
        cells = {
            YEAR: str(tables.year),
            shape.by: cell_of(shape, tables, part),
            N: written(shown.n),
            VALUE: written(shown.value),
        }
        yield tuple(cells[column] if column != YEAR else str(tables.year) for column in shape.columns)


def _parts(shape: Shape, years: Sequence[Tables], sectors: Sequence[str]) -> list[str]:
    """List the sectors, sizes, districts or options of any of the years, in their order."""
    if shape.by == YEAR:
        return [""]
    latest = years[-1].facts
    if shape.by == CATEGORY:
        order = [name for tables in reversed(years) for name in tables.facts.questions[shape.question].options]
    else:
        order = {"sector": list(sectors), "size": list(latest.sizes), DISTRICT: list(latest.districts)}[shape.by]
    there = {_part_of(place, shape) for tables in years for place in tables.numbers if place.question == shape.question}
    parts = [name for name in dict.fromkeys(order) if name in there]
    return [name for name in parts if name != UNKNOWN] if shape.mark is Mark.MAP else parts


def _part_of(place: Place, shape: Shape) -> str:
    if shape.by == CATEGORY:
        return place.category
    return place.group.name if place.group.dimension == shape.by else ""


def find(shape: Shape, tables: Tables, part: str) -> Shown | None:
    """Find a number of a figure; where nobody of a part has answered, a sum is zero and a mean is none."""
    category = part if shape.by == CATEGORY else ""
    group = ALL if shape.by in (YEAR, CATEGORY) else Group(shape.by, part)
    found = tables.numbers.get(Place(shape.question, category, shape.statistic, group))
    if found is None and shape.statistic in _ZERO and shape.mark in OVER_TIME:
        total = tables.numbers.get(Place(shape.question, category, shape.statistic, ALL))
        return Shown(0, total.value * 0) if total is not None and total.value is not None else None
    return found


def cell_of(shape: Shape, tables: Tables, part: str) -> str:
    """Give the cell that names a part: districts are written as the map knows them."""
    if shape.by == DISTRICT and part != UNKNOWN and part in tables.facts.districts:
        return next(iter(tables.facts.districts[part].values()))
    return part

"""The kind `figure`: a YAML file and a CSV file become a chart with its table and its sources."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from netzsite.entry import Entry, Kind
from netzsite.errors import Code, Problem, Spot, did_you_mean
from netzsite.fields import Choice, Count, Localised, Record, Text, Url
from netzsite.source import Table
from netzsite.yaml_text import Location

MAX_SERIES = 6
"""More cannot be told apart by colour and shape."""


class Mark(Choice):
    """How the data are drawn."""

    LINE = "line"
    BAR = "bar"
    GROUPED_BAR = "grouped-bar"
    STACKED_BAR = "stacked-bar"
    HORIZONTAL_BAR = "horizontal-bar"
    AREA = "area"
    POINT = "point"


class Column(Record):
    """A column of the table: what it is called for readers."""

    label: Localised = Field(description="heading of the column, and of the axis or series")
    unit: Localised | None = Field(None, description="unit of the numbers")


class Chart(Record):
    """How to draw the figure; columns by their names in the CSV file."""

    mark: Mark = Field(description="line, bar, grouped-bar, stacked-bar, horizontal-bar, area or point")
    x: Text = Field(description="column of the categories or years")
    y: tuple[Text, ...] = Field(description="columns of the numbers, one or several series", min_length=1)
    series: Text | None = Field(None, description="column that names the series, if the numbers stand in one column")
    decimals: Count = Field(0, description="decimals of the numbers", le=6)


class FigureSource(Record):
    """Where the data come from."""

    title: Localised = Field(description="who published the data, and where")
    url: Url | None = Field(None, description="the published data")


class Figure(Kind):
    """A chart with the table behind it."""

    kind: ClassVar[str] = "figure"
    folder: ClassVar[str] = "figures"
    has_table: ClassVar[bool] = True

    title: Localised = Field(description="what the figure says")
    description: Localised = Field(description="alternative text: what one sees, for those who do not")
    unit: Localised | None = Field(None, description="unit of the numbers, if it is one for all columns")
    note: Localised | None = Field(None, description="what a reader must know: breaks in the series, gaps")
    sources: tuple[FigureSource, ...] = Field(description="where the data come from", min_length=1)
    columns: dict[str, Column] = Field(description="column of the CSV file -> its label for readers")
    cells: dict[str, Localised] = Field({}, description="cell of the CSV file -> what readers see: names of categories")
    chart: Chart = Field(description="how to draw it")

    def words(self, cell: str, lang: str) -> str:
        """Give what readers see for a cell that is not a number."""
        return self.cells[cell].pick(lang) if cell in self.cells else cell

    def title_in(self, lang: str) -> str:
        """Give the figure's title."""
        return self.title.pick(lang)


@dataclass(frozen=True, slots=True)
class Datum:
    """One number of a figure: the cell of the x column, the series, the number (None where the cell is empty).

    The series is the cell of the series column, or else the name of the number's column.
    """

    x: str
    series: str
    value: Decimal | None


def number(cell: str) -> Decimal | None:
    """Read a cell as a number; None where it is empty, because the number is not known.

    Raises:
        ValueError: there is something else in it.
    """
    if not cell:
        return None
    if not re.fullmatch(r"-?\d+(\.\d+)?", cell):
        raise ValueError(f"'{cell}' is not a number")
    return Decimal(cell)


def data(figure: Figure, table: Table) -> tuple[Datum, ...]:
    """List the numbers that a figure draws, row by row.

    Raises:
        ValueError: a column is missing, or a cell is not a number.
    """
    chart = figure.chart
    x = _position(table, chart.x)
    series = _position(table, chart.series) if chart.series else None
    numbers = [(name, _position(table, name)) for name in chart.y]
    return tuple(
        Datum(row[x], name if series is None else row[series], number(row[y]))
        for row in table.rows
        for name, y in numbers
    )


def lookup(figure: Figure, table: Table, conditions: Mapping[str, str]) -> tuple[str, Decimal]:
    """Find one number: `{year: 2015}`, and `{column: sales}` where the figure draws several columns.

    Args:
        figure: says which columns hold numbers.
        table: its data.
        conditions: name of a column -> what its cell says; `column` names the column of the number.

    Returns:
        The number's column, and the number.

    Raises:
        ValueError: says in words why there is no such number, or no single one.
    """
    wanted = {name: cell for name, cell in conditions.items() if name != "column" or "column" in table.columns}
    column = conditions.get("column") if "column" not in wanted else None
    if column is None and len(figure.chart.y) > 1:
        raise ValueError(f"the figure has several columns of numbers: add column={' or column='.join(figure.chart.y)}")
    column = column or figure.chart.y[0]
    position = _position(table, column)
    places = [(_position(table, name), cell) for name, cell in wanted.items()]
    found = [row for row in table.rows if all(row[place] == cell for place, cell in places)]
    if len(found) != 1:
        raise ValueError(_not_one(table, wanted, len(found)))
    value = number(found[0][position])
    if value is None:
        raise ValueError(f"the cell in column '{column}' is empty")
    return column, value


def _not_one(table: Table, wanted: Mapping[str, str], found: int) -> str:
    if found:
        return f"{found} rows fit: name more columns ({', '.join(table.columns)})"
    for name, cell in wanted.items():
        cells = {row[_position(table, name)] for row in table.rows}
        if cell not in cells:
            return f"no row has {name} '{cell}'{_suggestion(cell, cells)}"
    return f"no row has {' and '.join(f'{name} {cell!r}' for name, cell in wanted.items())}"


def _position(table: Table, column: str) -> int:
    if column not in table.columns:
        raise ValueError(f"{table.path} has no column '{column}'{_suggestion(column, table.columns)}")
    return table.columns.index(column)


def _suggestion(word: str, known: Collection[str]) -> str:
    suggestion = did_you_mean(word, known)
    return f" ({suggestion})" if suggestion else ""


def check_figure(entry: Entry[Figure]) -> Iterator[Problem]:
    """Yield what keeps a figure from being drawn, or would make the drawing say something wrong."""
    chart, table = entry.facts.chart, entry.table
    if table is None:
        return
    named: list[tuple[Location, str]] = [(("chart", "x"), chart.x)]
    named += [(("chart", "y", place), name) for place, name in enumerate(chart.y)]
    named += [(("chart", "series"), chart.series)] if chart.series else []
    problems = list(filter(None, (_column_problem(entry, table, location, name) for location, name in named)))
    problems = problems or [*_series_problems(entry), *_cell_problems(entry.facts, table)]
    yield from problems or _value_problems(entry, table)


def _column_problem(entry: Entry[Figure], table: Table, location: Location, name: str) -> Problem | None:
    if name not in table.columns:
        message, hint = f"{table.path} has no column '{name}'", f"its columns: {', '.join(table.columns)}"
    elif name not in entry.facts.columns:
        message, hint = f"the column '{name}' has no label", f"add it below 'columns': {name}: {{label: ...}}"
    else:
        return None
    return Problem(entry.source.spot(location), Code.BAD_FIGURE, message, hint)


def _series_problems(entry: Entry[Figure]) -> Iterator[Problem]:
    chart, spot = entry.facts.chart, entry.source.spot(("chart", "y"))
    if chart.series and len(chart.y) > 1:
        message = "chart.y: several columns of numbers, and a column that names the series"
        yield Problem(spot, Code.BAD_FIGURE, message, "remove 'series', or name one column of numbers")
    if len({entry.facts.columns[name].unit for name in chart.y}) > 1:
        message = f"chart.y: {', '.join(chart.y)} have different units, but there is one axis"
        yield Problem(spot, Code.BAD_FIGURE, message, "make a figure of each")


def _cell_problems(figure: Figure, table: Table) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    keys = [_position(table, name) for name in (figure.chart.x, figure.chart.series) if name]
    for line, row in zip(table.lines, table.rows, strict=True):
        first = seen.setdefault(tuple(row[key] for key in keys), line)
        if first != line:
            message = f"{' and '.join(f'{row[key]!r}' for key in keys)} stands on line {first} already"
            yield Problem(
                Spot(table.path, line), Code.BAD_FIGURE, message, "keep one row, or name the column of series"
            )
        for name in figure.chart.y:
            try:
                number(row[_position(table, name)])
            except ValueError as error:
                hint = "digits only, with a point before decimals; leave the cell empty if the number is not known"
                yield Problem(Spot(table.path, line), Code.BAD_FIGURE, f"{name}: {error}", hint)


def _value_problems(entry: Entry[Figure], table: Table) -> Iterator[Problem]:
    """Look at all the numbers together."""
    chart, points = entry.facts.chart, data(entry.facts, table)
    series = {point.series for point in points}
    known = {(point.x, point.series) for point in points if point.value is not None}
    if not known:
        yield Problem(
            Spot(table.path), Code.BAD_FIGURE, "there is not a single number to draw", f"fill in {chart.y[0]}"
        )
    if len(series) > MAX_SERIES:
        message = f"{len(series)} series cannot be told apart; the most is {MAX_SERIES}"
        yield Problem(entry.source.spot(("chart",)), Code.BAD_FIGURE, message, "join the small ones to one")
    if chart.mark not in (Mark.STACKED_BAR, Mark.AREA) or len(series) < 2:
        return
    for x in dict.fromkeys(point.x for point in points):
        missing = sorted(series - {name for at, name in known if at == x})
        if missing and len(missing) < len(series):
            message = f"{chart.x} '{x}': {', '.join(missing)} is not known, so that the sum would be drawn too small"
            line = next(
                line for line, row in zip(table.lines, table.rows, strict=True) if row[_position(table, chart.x)] == x
            )
            hint = "draw it as line or grouped-bar, or leave out what is known of it too"
            yield Problem(Spot(table.path, line), Code.BAD_FIGURE, message, hint)

"""The kind `figure`: a YAML file and a CSV file become a chart with its table and its sources."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from netzsite.entry import Kind
from netzsite.errors import did_you_mean
from netzsite.fields import Choice, Count, Hidden, Localised, Record, Text, Url, Year, contradiction
from netzsite.source import Table

MAX_SERIES = 6
"""More cannot be told apart by colour and shape."""

SUPPRESSED = "."
"""A cell whose number is known and kept secret, so that nobody can work out what a single company has answered."""


class Mark(Choice):
    """How the data are drawn."""

    LINE = "line"
    BAR = "bar"
    GROUPED_BAR = "grouped-bar"
    STACKED_BAR = "stacked-bar"
    HORIZONTAL_BAR = "horizontal-bar"
    AREA = "area"
    POINT = "point"
    SLOPE = "slope"
    DOT_PLOT = "dot-plot"
    SHARE = "share"
    MAP = "map"
    TIMELINE = "timeline"
    NETWORK = "network"


class Counted(Choice):
    """What of the network's own entries is counted."""

    MEMBERS = "members"


class Column(Record):
    """A column of the table: what it is called for readers."""

    label: Localised = Field(description="heading of the column, and of the axis or series")
    unit: Localised | None = Field(None, description="unit of the numbers")


class Chart(Record):
    """How to draw the figure; columns by their names in the CSV file."""

    mark: Mark = Field(
        description="how the numbers are drawn: docs/content.md shows what each is for; timeline and network draw what"
        " the network's own entries say, and have no CSV file"
    )
    x: Text = Field("", description="column of the categories, years or districts; needed with a CSV file")
    y: tuple[Text, ...] = Field((), description="columns of the numbers, one or several series; needed with a CSV file")
    series: Text | None = Field(None, description="column that names the series, if the numbers stand in one column")
    base: Text | None = Field(
        None, description="column of the number of answers behind each row: in the table, not drawn"
    )
    decimals: Count = Field(0, description="decimals of the numbers", le=6)
    count: Counted | None = Field(
        None, description="counts members instead of reading a CSV file; x is then sector, type or district"
    )
    year: Year | None = Field(None, description="of a timeline: the year whose deals it shows")

    @property
    def is_of_library(self) -> bool:
        """Whether the data come from the network's own entries, and no CSV file lies beside the figure."""
        return self.mark.value in _OF_ENTRIES or self.count is not None

    @model_validator(mode="after")
    def _has_what_it_draws(self) -> "Chart":
        if self.mark is Mark.TIMELINE and self.year is None:
            raise contradiction("a timeline without a year", "add the year of the deals: 'year: 2026'")
        if self.count is not None and self.x not in COUNTED_BY:
            raise contradiction(f"members are not counted by '{self.x}'", f"x: {', '.join(COUNTED_BY)}", at="x")
        if not self.is_of_library and not (self.x and self.y):
            missing = " and ".join(f"'{name}'" for name in ("x", "y") if not getattr(self, name))
            raise contradiction(f"{missing} is missing" if " " not in missing else f"{missing} are missing", _COLUMNS)
        return self


_OF_ENTRIES = (Mark.TIMELINE.value, Mark.NETWORK.value)

COUNTED_BY = ("sector", "type", "district")
"""By what members can be counted."""

_COLUMNS = "name the columns of the CSV file: 'x: year, y: [companies]'"


class Break(Record):
    """A place in a series from which numbers no longer compare with earlier ones."""

    before: Text = Field(description="the first cell of the x column after the break, a year for instance")
    note: Localised = Field(description="what has changed: a definition, who was asked")


class Base(Record):
    """Whose answers the numbers are made of."""

    asked: Count = Field(description="companies that were asked", ge=1)
    answered: Count = Field(description="companies that answered")
    year: Year | None = Field(None, description="the year of the survey, if the figure shows several")

    @model_validator(mode="after")
    def _answers_are_asked_for(self) -> "Base":
        if self.answered > self.asked:
            raise contradiction("more companies answered than were asked", "check both numbers", at="answered")
        return self


class SurveyOrigin(Record):
    """Which question of which survey a figure shows; it is written together with the survey's results."""

    year: Year = Field(description="the year of the survey")
    question: Text = Field(description="the question's id in the questionnaire")
    statistic: Text = Field(description="what was made of the answers: sum, median, share, ...")
    by: Text | None = Field(None, description="by what the answers are divided: year, sector, size or district")


def _as_list(value: Any) -> Any:
    """Let one group stand for a list of one."""
    return [value] if isinstance(value, dict) else value


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
    columns: dict[str, Column] = Field({}, description="column of the CSV file -> its label for readers")
    cells: dict[str, Localised] = Field({}, description="cell of the CSV file -> what readers see: names of categories")
    breaks: Annotated[tuple[Break, ...], Hidden()] = Field(
        (), description="where numbers no longer compare with earlier ones", max_length=9
    )
    base: Annotated[tuple[Base, ...], BeforeValidator(_as_list), Hidden()] = Field(
        (), description="whose answers the numbers are made of: one group, or a list with one for each year"
    )
    survey: Annotated[SurveyOrigin | None, Hidden()] = Field(
        None, description="the question whose answers it shows; written together with the survey's results"
    )
    chart: Annotated[Chart, Hidden()] = Field(description="how to draw it")

    @classmethod
    def reads_table(cls, values: Mapping[str, Any]) -> bool:
        """Tell whether a CSV file lies beside it: not where the network's entries have the data."""
        chart = values.get("chart")
        return not isinstance(chart, dict) or not (chart.get("mark") in _OF_ENTRIES or "count" in chart)

    def words(self, cell: str, lang: str) -> str:
        """Give what readers see for a cell that is not a number."""
        return self.cells[cell].pick(lang) if cell in self.cells else cell

    def title_in(self, lang: str) -> str:
        """Give the figure's title."""
        return self.title.pick(lang)


@dataclass(frozen=True, slots=True)
class Datum:
    """One number of a figure: the cell of the x column, the series, the number.

    The series is the cell of the series column, or else the name of the number's column. The number is None where
    readers are not told it: it is not known, or it is kept secret (`is_suppressed`).
    """

    x: str
    series: str
    value: Decimal | None
    is_suppressed: bool = False


def is_suppressed(cell: str) -> bool:
    """Tell whether a cell's number is known and kept secret."""
    return cell == SUPPRESSED


def number(cell: str) -> Decimal | None:
    """Read a cell as a number; None where it is empty, because it is not known, and where it is suppressed.

    Raises:
        ValueError: there is something else in it.
    """
    if not cell or is_suppressed(cell):
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
    x = position_of(table, chart.x)
    series = position_of(table, chart.series) if chart.series else None
    numbers = [(name, position_of(table, name)) for name in chart.y]
    return tuple(
        Datum(row[x], name if series is None else row[series], number(row[y]), is_suppressed(row[y]))
        for row in table.rows
        for name, y in numbers
    )


def lookup(figure: Figure, table: Table, conditions: Mapping[str, str]) -> tuple[str, Decimal | None]:
    """Find one number: `{year: 2015}`, and `{column: sales}` where the figure draws several columns.

    Args:
        figure: says which columns hold numbers.
        table: its data.
        conditions: name of a column -> what its cell says; `column` names the column of the number.

    Returns:
        The number's column, and the number; None if it is kept secret.

    Raises:
        ValueError: says in words why there is no such number, or no single one.
    """
    wanted = {name: cell for name, cell in conditions.items() if name != "column" or "column" in table.columns}
    column = conditions.get("column") if "column" not in wanted else None
    if column is None and len(figure.chart.y) > 1:
        raise ValueError(f"the figure has several columns of numbers: add column={' or column='.join(figure.chart.y)}")
    column = column or figure.chart.y[0]
    position = position_of(table, column)
    places = [(position_of(table, name), cell) for name, cell in wanted.items()]
    found = [row for row in table.rows if all(row[place] == cell for place, cell in places)]
    if len(found) != 1:
        raise ValueError(_not_one(table, wanted, len(found)))
    value = number(found[0][position])
    if value is None and not is_suppressed(found[0][position]):
        raise ValueError(f"the cell in column '{column}' is empty")
    return column, value


def _not_one(table: Table, wanted: Mapping[str, str], found: int) -> str:
    if found:
        return f"{found} rows fit: name more columns ({', '.join(table.columns)})"
    for name, cell in wanted.items():
        cells = {row[position_of(table, name)] for row in table.rows}
        if cell not in cells:
            return f"no row has {name} '{cell}'{_suggestion(cell, cells)}"
    return f"no row has {' and '.join(f'{name} {cell!r}' for name, cell in wanted.items())}"


def position_of(table: Table, column: str) -> int:
    """Give the place of a column.

    Raises:
        ValueError: there is none of this name.
    """
    if column not in table.columns:
        raise ValueError(f"{table.path} has no column '{column}'{_suggestion(column, table.columns)}")
    return table.columns.index(column)


def _suggestion(word: str, known: Collection[str]) -> str:
    suggestion = did_you_mean(word, known)
    return f" ({suggestion})" if suggestion else ""

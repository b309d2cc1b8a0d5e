"""The rule that every figure can be drawn from its data, and that its drawing says nothing wrong."""

from collections.abc import Iterator
from typing import cast

from netzsite.entry import Entry, Kind
from netzsite.errors import Code, NetzsiteError, Problem, Spot, did_you_mean
from netzsite.kinds.figure import MAX_SERIES, Datum, Figure, Mark, data, number, position_of
from netzsite.library import Library
from netzsite.region import Region
from netzsite.rule import Rule
from netzsite.source import Table
from netzsite.yaml_text import Location

_STACKED = (Mark.STACKED_BAR, Mark.AREA)


class Figures(Rule):
    """Looks at the data of a figure."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield what keeps a figure from being drawn."""
        if isinstance(entry.facts, Figure):
            figure = cast(Entry[Figure], entry)
            yield from check_figure(figure)
            if entry.facts.chart.mark is Mark.MAP:
                yield from _map_problems(figure, library)


def check_figure(entry: Entry[Figure]) -> Iterator[Problem]:
    """Yield what keeps a figure from being drawn, or would make the drawing say something wrong."""
    chart, table = entry.facts.chart, entry.table
    if table is None:
        return
    named: list[tuple[Location, str]] = [(("chart", "x"), chart.x)]
    named += [(("chart", "y", place), name) for place, name in enumerate(chart.y)]
    named += [(("chart", "series"), chart.series)] if chart.series else []
    problems = list(filter(None, (_column_problem(entry, table, location, name) for location, name in named)))
    if chart.base and chart.base not in table.columns:
        problems.append(_no_column(entry, table, ("chart", "base"), chart.base))
    problems = problems or [*_series_problems(entry), *_cell_problems(entry.facts, table)]
    yield from problems or (*_value_problems(entry, table), *_break_problems(entry, table))


# -- Columns -----------------------------------------------------------------------------------------------------------


def _column_problem(entry: Entry[Figure], table: Table, location: Location, name: str) -> Problem | None:
    if name not in table.columns:
        return _no_column(entry, table, location, name)
    if name in entry.facts.columns:
        return None
    message, hint = f"the column '{name}' has no label", f"add it below 'columns': {name}: {{label: ...}}"
    return Problem(entry.source.spot(location), Code.BAD_FIGURE, message, hint)


def _no_column(entry: Entry[Figure], table: Table, location: Location, name: str) -> Problem:
    message, hint = f"{table.path} has no column '{name}'", f"its columns: {', '.join(table.columns)}"
    return Problem(entry.source.spot(location), Code.BAD_FIGURE, message, hint)


def _series_problems(entry: Entry[Figure]) -> Iterator[Problem]:
    chart, spot = entry.facts.chart, entry.source.spot(("chart", "y"))
    if chart.series and len(chart.y) > 1:
        message = "chart.y: several columns of numbers, and a column that names the series"
        yield Problem(spot, Code.BAD_FIGURE, message, "remove 'series', or name one column of numbers")
    if chart.mark is Mark.MAP and (len(chart.y) > 1 or chart.series):
        message = "chart.y: a map shows one number of each district"
        yield Problem(spot, Code.BAD_FIGURE, message, "name one column of numbers, and no series")
    if len({entry.facts.columns[name].unit for name in chart.y}) > 1:
        message = f"chart.y: {', '.join(chart.y)} have different units, but there is one axis"
        yield Problem(spot, Code.BAD_FIGURE, message, "make a figure of each")


# -- Cells -------------------------------------------------------------------------------------------------------------


def _cell_problems(figure: Figure, table: Table) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    keys = [position_of(table, name) for name in (figure.chart.x, figure.chart.series) if name]
    for line, row in zip(table.lines, table.rows, strict=True):
        first = seen.setdefault(tuple(row[key] for key in keys), line)
        if first != line:
            message = f"{' and '.join(f'{row[key]!r}' for key in keys)} stands on line {first} already"
            yield Problem(
                Spot(table.path, line), Code.BAD_FIGURE, message, "keep one row, or name the column of series"
            )
        for name in (*figure.chart.y, figure.chart.base):
            try:
                number(row[position_of(table, name)] if name else "")
            except ValueError as error:
                hint = (
                    "digits only, with a point before decimals; leave the cell empty if the number is not known, write"
                    " a point alone if it is kept secret"
                )
                yield Problem(Spot(table.path, line), Code.BAD_FIGURE, f"{name}: {error}", hint)


def _line_of(table: Table, column: str, cell: str) -> int:
    """Give the line of the file with the first row that has a cell in a column."""
    place = position_of(table, column)
    return next(line for line, row in zip(table.lines, table.rows, strict=True) if row[place] == cell)


# -- All numbers together ----------------------------------------------------------------------------------------------


def _value_problems(entry: Entry[Figure], table: Table) -> Iterator[Problem]:
    chart, points = entry.facts.chart, data(entry.facts, table)
    series, cells = {point.series for point in points}, {point.x for point in points}
    if not any(point.value is not None or point.is_suppressed for point in points):
        yield Problem(
            Spot(table.path), Code.BAD_FIGURE, "there is not a single number to draw", f"fill in {chart.y[0]}"
        )
    told_apart = cells if chart.mark is Mark.SHARE and len(series) == 1 else series
    if len(told_apart) > MAX_SERIES:
        what = "series" if told_apart is series else "parts"
        message = f"{len(told_apart)} {what} cannot be told apart; the most is {MAX_SERIES}"
        yield Problem(entry.source.spot(("chart",)), Code.BAD_FIGURE, message, "join the small ones to one")
    if chart.mark is Mark.SLOPE and len(cells) != 2:
        message = f"chart.x: a slope has two points in time, '{chart.x}' has {len(cells)}"
        yield Problem(entry.source.spot(("chart", "x")), Code.BAD_FIGURE, message, "keep two, or draw it as line")
    if chart.mark in (*_STACKED, Mark.SHARE) and len(told_apart) > 1:
        yield from _sum_problems(chart.mark, chart.x, table, points)


def _sum_problems(mark: Mark, x: str, table: Table, points: tuple[Datum, ...]) -> Iterator[Problem]:
    """Find sums that would be drawn too small; one with a part that is kept secret is not drawn at all."""
    told = [point for point in points if point.value is not None or point.is_suppressed]
    all_series = {point.series for point in points}
    for cell in dict.fromkeys(point.x for point in points):
        known = {point.series for point in told if point.x == cell}
        missing = sorted(all_series - known)
        if missing and (known or mark is Mark.SHARE):
            message = f"{x} '{cell}': {', '.join(missing)} is not known, so that the sum would be drawn too small"
            hint = "draw it as line or grouped-bar, or leave out what is known of it too"
            yield Problem(Spot(table.path, _line_of(table, x, cell)), Code.BAD_FIGURE, message, hint)
    for point in told:
        if mark is Mark.SHARE and point.value is not None and point.value < 0:
            message = f"{x} '{point.x}': {point.value} cannot be a part of a whole"
            spot = Spot(table.path, _line_of(table, x, point.x))
            yield Problem(spot, Code.BAD_FIGURE, message, "draw it as grouped-bar or dot-plot")


def _break_problems(entry: Entry[Figure], table: Table) -> Iterator[Problem]:
    place = position_of(table, entry.facts.chart.x)
    cells = list(dict.fromkeys(row[place] for row in table.rows))
    for number_of, each in enumerate(entry.facts.breaks):
        if each.before not in cells:
            message = f"breaks: no row has {entry.facts.chart.x} '{each.before}'"
            hint = did_you_mean(each.before, cells) or "write a cell of that column, as it stands in the CSV file"
            spot = entry.source.spot(("breaks", number_of, "before"))
            yield Problem(spot, Code.BAD_FIGURE, message, hint)


# -- Maps --------------------------------------------------------------------------------------------------------------


def _map_problems(entry: Entry[Figure], library: Library) -> Iterator[Problem]:
    if library.network.map is None:
        hint = "name the file with the districts in network.yaml: 'map: {file: map/..., attribution: ...}'"
        yield Problem(entry.source.spot(("chart", "mark")), Code.BAD_FIGURE, "the network has no map", hint)
    elif entry.facts.chart.count is not None and entry.facts.chart.x != "district":
        message = "a map shows districts"
        yield Problem(entry.source.spot(("chart", "x")), Code.BAD_FIGURE, message, "write 'x: district'")
    elif entry.table is not None and entry.facts.chart.x in entry.table.columns:
        try:
            region = library.region
        except NetzsiteError:
            return  # the rule of maps says why it cannot be read
        if region is not None:
            yield from _district_problems(entry.facts.chart.x, entry.table, region)


def _district_problems(x: str, table: Table, region: Region) -> Iterator[Problem]:
    place, seen = position_of(table, x), dict[str, int]()
    for line, row in zip(table.lines, table.rows, strict=True):
        found = region.find(row[place])
        if len(found) != 1:
            keys = ", ".join(district.key for district in found) or "the file of the map needs one"
            message = f"several districts are called '{row[place]}'" if found else f"no district is '{row[place]}'"
            names = [district.name for district in region.districts]
            hint = f"write its key: {keys}" if found else did_you_mean(row[place], names) or "write its name or key"
            yield Problem(Spot(table.path, line), Code.BAD_FIGURE, message, hint)
        elif (first := seen.setdefault(found[0].key or found[0].name, line)) != line:
            message = f"'{row[place]}' is the district of line {first}"
            yield Problem(Spot(table.path, line), Code.BAD_FIGURE, message, "keep one row")

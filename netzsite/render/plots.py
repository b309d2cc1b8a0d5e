"""Turns a figure's numbers into the marks, scales and axes of a Vega-Lite specification: curves or bars."""

import math
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from netzsite.kinds.figure import Datum, Figure, Mark, number
from netzsite.render.fonts import printable
from netzsite.strings import Strings

FONT_SIZE, LETTER = 13, 6.4  # px; a letter's width on average
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
BARS = frozenset({Mark.BAR, Mark.GROUPED_BAR, Mark.STACKED_BAR, Mark.HORIZONTAL_BAR})

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plot:
    """What the parts of a drawing have in common.

    Attributes:
        ink: colour of text.
        muted: colour of quieter text.
        colours: of the series.
        points: in the order of the table.
        series: their keys, in the order of the table.
        domain: the cells of the x axis in order, missing years among them.
    """

    figure: Figure
    lang: str
    width: int
    ink: str
    muted: str
    colours: tuple[str, ...]
    points: tuple[Datum, ...]
    series: tuple[str, ...]
    domain: tuple[str, ...]

    @property
    def mark(self) -> Mark:
        """How the data are drawn."""
        return self.figure.chart.mark

    @property
    def labels(self) -> list[str]:
        """The series in the reader's language."""
        return series_labels(self.figure, self.series, self.lang)

    @property
    def is_time(self) -> bool:
        """Whether the x axis is time."""
        return is_time(self.domain)

    def known(self, series: str) -> dict[str, float]:
        """Give the numbers of a series that are known: cell of the x axis -> number."""
        return {
            point.x: float(point.value) for point in self.points if point.series == series and point.value is not None
        }


def series_labels(figure: Figure, series: Sequence[str], lang: str) -> list[str]:
    """Give the labels of series: those of their columns, or the cells that name them."""
    columns = figure.columns if figure.chart.series is None else {}
    return [printable(columns[name].label.pick(lang) if name in columns else name) for name in series]


def axis_title(plot: Plot) -> str:
    """Say above the plot what the numbers are: label and unit of their column, of several columns the unit."""
    columns = plot.figure.chart.y
    return _with_unit(plot, columns[0]) if len(columns) == 1 else _unit(plot, columns[0])


def _with_unit(plot: Plot, column: str) -> str:
    unit, label = _unit(plot, column), printable(plot.figure.columns[column].label.pick(plot.lang))
    return f"{label} ({unit})" if unit.casefold() not in ("", label.casefold()) else label


def _unit(plot: Plot, column: str) -> str:
    unit = plot.figure.columns[column].unit or plot.figure.unit
    return printable(unit.pick(plot.lang)) if unit else ""


def _series_scale(plot: Plot, *, has_legend: bool) -> Json:
    scale = {"domain": plot.labels, "range": list(plot.colours[: len(plot.series)])}
    return {"field": "s", "legend": {} if has_legend else None, "scale": scale, "type": "nominal"}


def _number_axis() -> Json:
    return {"domain": False, "format": ",~f", "grid": True, "tickCount": 5, "title": None}


# -- The x axis --------------------------------------------------------------------------------------------------------


def is_time(cells: Sequence[str]) -> bool:
    """Tell whether the cells are years, months or days."""
    return all(re.fullmatch(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?", cell) for cell in cells)


def with_missing_years(cells: Sequence[str]) -> list[str]:
    """Sort years and add those that are missing at the pace of the others (every second year); sort months, days."""
    if not all(len(cell) == 4 for cell in cells):
        return sorted(cells)
    years = sorted(map(int, cells))
    pace = math.gcd(*(later - earlier for earlier, later in pairwise(years))) or 1
    return [str(year) for year in range(years[0], years[-1] + 1, pace)]


def _moment(cell: str) -> float:
    """Turn a year, month or day into years with decimals."""
    year, month, day = (int(part) for part in (f"{cell}-01-01" if len(cell) == 4 else f"{cell}-01")[:10].split("-"))
    return round(year + (month - 1) / 12 + (day - 1) / 365, 4)


def _year_ticks(plot: Plot) -> list[int]:
    """Choose at most about a dozen years for the axis, the last one among them."""
    first, last = int(_moment(plot.domain[0])), int(_moment(plot.domain[-1]))
    most = plot.width / 50
    step = next((step for step in (1, 2, 5, 10, 20, 50) if (last - first) / step <= most), 100)
    return [year for year in range(first, last + 1) if (last - year) % step == 0]


def _wrap(cell: str, letters: float) -> str:
    return "\n".join(textwrap.wrap(printable(cell), max(8, int(letters)), break_long_words=False)) or cell


# -- Lines, areas and points -------------------------------------------------------------------------------------------


def curves(plot: Plot) -> Json:
    """Say how lines, areas and points are drawn; a run of known numbers (`g`) is a line of its own."""
    is_direct = _has_room_at_the_ends(plot)
    rows, ends = [], []
    x_of = _x_values(plot)
    for name, label in zip(plot.series, plot.labels, strict=True):
        known, run, last = plot.known(name), 0, None
        for cell in plot.domain:
            if cell in known:
                last = {"g": f"{label} {run}", "s": label, "v": known[cell], "x": x_of[cell]}
                rows.append(last)
            else:
                run += 1
        if last is not None:
            ends.append(last)
    stack = "zero" if plot.mark is Mark.AREA and len(plot.series) > 1 else None
    scale = {"zero": _starts_at_zero(plot)}
    encoding = {
        "color": _series_scale(plot, has_legend=len(plot.series) > 1 and not is_direct),
        "x": _x_of_curves(plot),
        "y": {"axis": _number_axis(), "field": "v", "scale": scale, "stack": stack, "type": "quantitative"},
    }
    layers = list(_layers_of_curves(plot, encoding["color"], is_stacked=stack is not None))
    if is_direct:
        text = {"align": "left", "dx": 10, "fontWeight": 600, "type": "text"}
        layers.append({"data": {"values": ends}, "encoding": {"text": {"field": "s"}}, "mark": text})
    return {"data": {"values": rows}, "encoding": encoding, "height": round(plot.width * 0.43), "layer": layers}


def _layers_of_curves(plot: Plot, series: Json, *, is_stacked: bool) -> Iterator[Json]:
    detail = {"detail": {"field": "g"}}
    if plot.mark is Mark.AREA:
        yield {"encoding": detail, "mark": {"opacity": 1 if is_stacked else 0.16, "type": "area"}}
    if is_stacked:
        return
    if plot.mark is not Mark.POINT:
        yield {"encoding": detail, "mark": {"strokeWidth": 2.25, "type": "line"}}
    shape = series | {"scale": {"domain": plot.labels, "range": list(SHAPES[: len(plot.series)])}}
    yield {"encoding": {"shape": shape}, "mark": {"filled": True, "opacity": 1, "size": 46, "type": "point"}}


def _x_values(plot: Plot) -> dict[str, float | str]:
    if plot.is_time:
        return {cell: _moment(cell) for cell in plot.domain}
    if plot.mark is Mark.POINT and _are_numbers(plot.domain):
        return {cell: float(cell) for cell in plot.domain}
    letters = plot.width * 0.9 / len(plot.domain) / LETTER
    return {cell: _wrap(cell, letters) for cell in plot.domain}


def _x_of_curves(plot: Plot) -> Json:
    values = list(_x_values(plot).values())
    if plot.is_time:
        axis = {"format": "d", "labelFlush": False, "title": None, "values": _year_ticks(plot)}
        scale = {"domain": [values[0], values[-1]], "nice": False, "padding": 14, "zero": False}
        return {"axis": axis, "field": "x", "scale": scale, "type": "quantitative"}
    if isinstance(values[0], float):
        axis = _number_axis() | {"grid": False, "ticks": True, "title": _with_unit(plot, plot.figure.chart.x)}
        return {"axis": axis, "field": "x", "scale": {"padding": 14, "zero": False}, "type": "quantitative"}
    axis = {"labelExpr": "split(datum.label, '\\n')", "title": None}
    return {"axis": axis, "field": "x", "scale": {"domain": values}, "sort": None, "type": "ordinal"}


def _are_numbers(cells: Sequence[str]) -> bool:
    try:
        return all(number(cell) is not None for cell in cells)
    except ValueError:
        return False


def _starts_at_zero(plot: Plot) -> bool:
    """Tell whether the axis begins at zero: areas do, and lines unless that would waste the lower half."""
    values = [value for name in plot.series for value in plot.known(name).values()]
    return plot.mark is Mark.AREA or not values or min(values) < max(values) / 2


def _has_room_at_the_ends(plot: Plot) -> bool:
    """Tell whether each line can be labelled at its end: short labels that do not overlap."""
    if len(plot.series) < 2 or plot.mark is not Mark.LINE or max(map(len, plot.labels)) > 24:
        return False
    known = [plot.known(name) for name in plot.series]
    values = [value for numbers in known for value in numbers.values()]
    span = max(values) - (min(0, *values) if _starts_at_zero(plot) else min(values)) or 1
    ends = sorted(list(numbers.values())[-1] for numbers in known if numbers)
    return all((upper - lower) / span * plot.width * 0.32 > FONT_SIZE + 3 for lower, upper in pairwise(ends))


# -- Bars --------------------------------------------------------------------------------------------------------------


def bars(plot: Plot) -> Json:
    """Say how bars are drawn: standing or lying, side by side or stacked."""
    lies = plot.mark is Mark.HORIZONTAL_BAR
    is_grouped = len(plot.series) > 1 and plot.mark is not Mark.STACKED_BAR
    is_labelled = _has_room_on_bars(plot)
    margin = 0.1 if lies else _margin(plot, is_grouped=is_grouped)
    letters = 34.0 if lies else plot.width * 0.95 / (len(plot.domain) + 2 * margin) / LETTER
    known = {name: plot.known(name) for name in plot.series}
    rows = [
        {"o": order, "s": label, "v": known[name].get(cell), "x": _wrap(cell, letters)}
        for cell in plot.domain
        for order, (name, label) in enumerate(zip(plot.series, plot.labels, strict=True))
    ]
    stack = "zero" if plot.mark is Mark.STACKED_BAR else None
    length = {"axis": None if is_labelled else _number_axis(), "field": "v", "stack": stack, "type": "quantitative"}
    band = _band(plot, [_wrap(cell, letters) for cell in plot.domain], margin)
    series = _series_scale(plot, has_legend=len(plot.series) > 1)
    encoding: Json = {"color": series, "order": {"field": "o"}}
    encoding |= {"x": length, "y": band} if lies else {"x": band, "y": length}
    if is_grouped:
        offset = {"field": "s", "scale": {"paddingInner": 0.08}, "sort": plot.labels}
        encoding["yOffset" if lies else "xOffset"] = offset
    layers: list[Json] = [{"mark": {"type": "bar"}}, *_dashes(plot, rows, lies=lies, is_grouped=is_grouped)]
    if is_labelled:
        text = {"color": {"value": plot.ink}, "text": {"field": "v", "format": f",.{plot.figure.chart.decimals}f"}}
        layers.append({"encoding": text, "mark": _beyond(lies=lies)})
    height = round(plot.width * 0.43)
    if lies:
        height = 50 + len(plot.domain) * (12 + 22 * (len(plot.series) if is_grouped else 1))
    return {"data": {"values": rows}, "encoding": encoding, "height": height, "layer": layers}


def _margin(plot: Plot, *, is_grouped: bool) -> float:
    """Give the space at both ends of the axis, in bars: few bars do not grow fat, but stand apart from the edges."""
    widest = max(70 * len(plot.series) + 30 if is_grouped else 100, 0 if plot.is_time else 150)
    return round(max(0.1, (plot.width * 0.95 / widest - len(plot.domain)) / 2), 2)


def _band(plot: Plot, domain: list[str], margin: float) -> Json:
    axis = {"labelAngle": 0, "labelExpr": "split(datum.label, '\\n')", "labelOverlap": plot.is_time, "title": None}
    scale = {"domain": domain, "paddingInner": 0.28, "paddingOuter": margin}
    return {"axis": axis, "field": "x", "scale": scale, "sort": None, "type": "ordinal"}


def _beyond(*, lies: bool) -> Json:
    """Place a number just beyond the end of its bar, whichever way that points."""
    is_negative = "datum.v < 0 ?"
    if lies:
        place = {"align": {"expr": f"{is_negative} 'right' : 'left'"}, "dx": {"expr": f"{is_negative} -5 : 5"}}
        return {"baseline": "middle", "type": "text"} | place
    place = {"baseline": {"expr": f"{is_negative} 'top' : 'bottom'"}, "dy": {"expr": f"{is_negative} 4 : -4"}}
    return {"type": "text"} | place


def _dashes(plot: Plot, rows: list[Json], *, lies: bool, is_grouped: bool) -> Iterator[Json]:
    """Put a dash where a bar is missing because its number is not known; in stacks, where nothing is known."""
    some = {row["x"] for row in rows if row["v"] is not None}
    missing = [row for row in rows if row["v"] is None and (is_grouped or (row["x"] not in some and row["o"] == 0))]
    if missing:
        place = {"align": "left", "baseline": "middle", "dx": 5} if lies else {"baseline": "bottom", "dy": -4}
        mark = place | {"text": "–", "type": "text"}
        colour = {"color": {"value": plot.muted}}
        yield {"data": {"values": [row | {"v": 0} for row in missing]}, "encoding": colour, "mark": mark}


def _has_room_on_bars(plot: Plot) -> bool:
    """Tell whether each bar can bear its number, which then stands for the axis."""
    if plot.mark is Mark.STACKED_BAR and len(plot.series) > 1:
        return False
    bars, words, decimals = len(plot.domain) * len(plot.series), Strings(plot.lang, {}), plot.figure.chart.decimals
    if plot.mark is Mark.HORIZONTAL_BAR:
        return bars <= 40
    longest = max(len(words.number(point.value or 0, decimals)) for point in plot.points)
    return plot.width * 0.75 / bars > longest * LETTER + 2

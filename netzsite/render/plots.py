"""Turns a figure's numbers into what all drawings share: series, labels, axes, breaks."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from netzsite.kinds.figure import Datum, Figure, Mark
from netzsite.render.fonts import printable
from netzsite.render.scenes import LINE, wrap

FONT_SIZE, LETTER = 13, 6.4  # px; a letter's width on average
BARS = frozenset({Mark.BAR, Mark.GROUPED_BAR, Mark.STACKED_BAR, Mark.HORIZONTAL_BAR})

SIGN_SIZE = 20
"""Of letters, in px: a dot and a raised number are small."""

BREAK_SIGNS = "¹²³⁴⁵⁶⁷⁸⁹"
"""Stand where numbers no longer compare with earlier ones, and before the note on each."""

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
        """The series in the reader's language; a label that is wider than the drawing has several lines."""
        names = series_labels(self.figure, self.series, self.lang)
        return ["\n".join(wrap(name, self.width - 40)) for name in names]

    @property
    def is_time(self) -> bool:
        """Whether the x axis is time."""
        return is_time(self.domain)

    def known(self, series: str) -> dict[str, float]:
        """Give the numbers of a series that are known: cell of the x axis -> number."""
        return {
            point.x: float(point.value) for point in self.points if point.series == series and point.value is not None
        }

    @property
    def suppressed(self) -> frozenset[tuple[str, str]]:
        """What is kept secret: cell of the x axis and series."""
        return frozenset((point.x, point.series) for point in self.points if point.is_suppressed)

    @property
    def breaks(self) -> dict[str, str]:
        """The first cells after breaks, with the sign of each."""
        signs = zip(self.figure.breaks, BREAK_SIGNS, strict=False)
        return {self.figure.words(each.before, self.lang): sign for each, sign in signs}


def without_partial_sums(points: Sequence[Datum]) -> tuple[Datum, ...]:
    """Keep secret all parts of a sum of which one is: a stack of the others would be too small, or give it away."""
    secret = {point.x for point in points if point.is_suppressed}
    return tuple(replace(each, value=None, is_suppressed=True) if each.x in secret else each for each in points)


def series_labels(figure: Figure, series: Sequence[str], lang: str) -> list[str]:
    """Give the labels of series: those of their columns, or the cells that name them."""
    columns = figure.columns if figure.chart.series is None else {}
    return [printable(columns[name].label.pick(lang) if name in columns else name) for name in series]


def axis_title(plot: Plot) -> str:
    """Say above the plot what the numbers are: label and unit of their column, of several columns the unit."""
    columns = plot.figure.chart.y
    if len(columns) == 1:
        return column_title(plot.figure, columns[0], plot.lang)
    return _unit(plot.figure, columns[0], plot.lang)


def column_title(figure: Figure, column: str, lang: str) -> str:
    """Give the label of a column with its unit, if they are not the same."""
    unit, label = _unit(figure, column, lang), printable(figure.columns[column].label.pick(lang))
    return f"{label} ({unit})" if unit.casefold() not in ("", label.casefold()) else label


def _unit(figure: Figure, column: str, lang: str) -> str:
    unit = figure.columns[column].unit or figure.unit
    return printable(unit.pick(lang)) if unit else ""


def height_of(plot: Plot) -> int:
    """Give the height of a drawing in px: where labels have several lines, the legend takes more of it."""
    labels = plot.labels
    lines = sum(label.count("\n") + 1 for label in labels) if any("\n" in label for label in labels) else 0
    return round(plot.width * 0.43) + lines * LINE


LINES = "split(datum.label, '\\n')"
"""Vega's expression for the lines of a label."""

PADDING = {"bottom": 2, "left": 2, "right": 8, "top": 2}
"""px around a drawing."""

LABEL_LINE = 15
"""Height of a line of a label or a title in px."""


def series_scale(plot: Plot, *, has_legend: bool) -> Json:
    """Give each series its colour."""
    scale = {"domain": plot.labels, "range": list(plot.colours[: len(plot.series)])}
    return {"field": "s", "legend": {"labelExpr": LINES} if has_legend else None, "scale": scale, "type": "nominal"}


def number_axis() -> Json:
    """Say how the axis of numbers looks."""
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


def wrapped(cell: str, letters: float) -> str:
    """Break a label into lines of about so many letters."""
    return "\n".join(wrap(printable(cell), max(8.0, letters) * LETTER)) or cell


# -- Breaks ----------------------------------------------------------------------------------------------------------


def with_breaks(plot: Plot, made: Json, places: Mapping[str, float | str], axis: str, shift: float) -> Json:
    """Put a dashed line with its sign into a drawing before each cell from which numbers do not compare.

    Args:
        plot: the plot.
        made: its curves or bars, with data, encoding, height and layers.
        places: cell after a break -> its value on the axis.
        axis: `x`, or `y` where bars lie.
        shift: px from there to the break, against the axis.
    """
    if not places:
        return made
    rows = [{"b": plot.breaks[cell], "x": at} for cell, at in places.items()]
    across = {"field": "x", "type": made["encoding"][axis]["type"]}
    if across["type"] == "ordinal":
        across |= {"bandPosition": 0, "sort": None}
    other, end = ("y", "height") if axis == "x" else ("x", "width")
    inner = {name: made[name] for name in ("data", "encoding", "layer")}
    rule = {f"{axis}Offset": -shift, "strokeDash": [4, 3], "type": "rule"}
    sign: Json = {"align": "left", "baseline": "top", "dx": 4 - shift, "fontSize": SIGN_SIZE, "type": "text"}
    if axis == "y":
        sign |= {"align": "right", "baseline": "bottom", "dx": 0, "dy": -shift}
    colour = {"color": {"value": plot.muted}}
    where = {axis: across, other: {"value": 0}}
    at_end = where if axis == "x" else {axis: across, other: {"value": end}}
    layers: list[Json] = [
        {"encoding": colour | where | {f"{other}2": {"value": end}}, "mark": rule},
        {"encoding": colour | at_end | {"text": {"field": "b"}}, "mark": sign},
    ]
    return {"height": made["height"], "layer": [inner, {"data": {"values": rows}, "layer": layers}]}

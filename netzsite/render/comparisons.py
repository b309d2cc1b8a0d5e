"""Turns a figure's numbers into scenes that compare: slopes, dot plots, and shares of a whole."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from netzsite.kinds.figure import Mark
from netzsite.render.fonts import text_width
from netzsite.render.palettes import Palette
from netzsite.render.plots import Plot, axis_title
from netzsite.render.scenes import LINE, SIGN, SIZE, Scene, dodge, ticks, wrap
from netzsite.strings import Strings

_GAP = 12
_MOST_LABEL = 0.42
"""The part of the width that labels take at most."""


def _head(scene: Scene, plot: Plot, *, has_legend: bool, are_squares: bool = False) -> float:
    """Write what the numbers are, and the legend; give where they end."""
    lines, top = wrap(axis_title(plot), plot.width) if axis_title(plot) else [], 4.0
    if lines:
        scene.lines(2, top + LINE / 2, lines, plot.muted)
        top += len(lines) * LINE + 8
    if has_legend:
        entries = zip(range(len(plot.series)), plot.colours, plot.labels, strict=True)
        top = scene.legend(entries, top, are_squares=are_squares, ink=plot.ink) + 10
    return top


def _written(plot: Plot, value: float) -> str:
    return Strings(plot.lang, {}).number(Decimal(str(value)), plot.figure.chart.decimals)


def _label_width(labels: Sequence[Sequence[str]]) -> float:
    return max(text_width(line, SIZE) for lines in labels for line in lines)


# -- Dot plots ---------------------------------------------------------------------------------------------------------


def dot_plot(plot: Plot, palette: Palette) -> str:
    """Draw a row for each category with a dot for each number, and a line between the first and the last."""
    scene, few = Scene(plot.width), len(plot.series) <= 2
    top = _head(scene, plot, has_legend=len(plot.series) > 1)
    labels = [wrap(cell, plot.width * _MOST_LABEL) for cell in plot.domain]
    known = [plot.known(name) for name in plot.series]
    values = [value for numbers in known for value in numbers.values()] or [0.0]
    room = max(text_width(_written(plot, value), SIZE) for value in values) + _GAP if few else _GAP
    marks = ticks(min(0.0, *values) if min(values) < max(values) / 2 else min(values), max(values))
    left, right = _label_width(labels) + _GAP + room, plot.width - room - 4

    def across(value: float) -> float:
        return left + (value - marks[0]) / (marks[-1] - marks[0]) * (right - left)

    heights = [max(28, len(lines) * LINE + 10) for lines in labels]
    bottom = top + sum(heights)
    for mark in marks[:1] if few else marks:
        scene.rule((across(mark), top), (across(mark), bottom), palette.rule)
        if not few:
            number = Strings(plot.lang, {}).number(mark, None if mark % 1 else 0)
            scene.text(across(mark), bottom + 12, number, plot.ink, anchor="middle")
    y = top
    for cell, lines, height in zip(plot.domain, labels, heights, strict=True):
        middle = y + height / 2
        scene.lines(2, middle - (len(lines) - 1) * LINE / 2, lines, plot.ink)
        ends = [across(numbers[cell]) for numbers in known if cell in numbers]
        if few and ends:
            scene.rule((left, middle), (min(ends), middle), palette.rule)
        _dots(scene, plot, cell, middle, left - room + 6, across, is_labelled=few)
        y += height
    return scene.spec(bottom + (4 if few else LINE + 8))


def _dots(
    scene: Scene, plot: Plot, cell: str, y: float, left: float, across: Callable[[float], float], *, is_labelled: bool
) -> None:
    found = [(place, plot.known(name).get(cell)) for place, name in enumerate(plot.series)]
    dots = [(across(value), value, place) for place, value in found if value is not None]
    if len(dots) > 1:
        ends = min(dots)[0], max(dots)[0]
        scene.add("line", x1=ends[0], y1=y, x2=ends[1], y2=y, stroke=plot.muted, stroke_width=2)
    for x, _, place in dots:
        scene.marker(place, x, y, 5.5, plot.colours[place])
    missing = [
        SIGN if (cell, plot.series[place]) in plot.suppressed else "–" for place, value in found if value is None
    ]
    for number, sign in enumerate(missing):
        scene.sign(left + number * 12, y, sign, plot.muted)
    if is_labelled and dots:
        (low, least, _), (high, most, _) = min(dots), max(dots)
        scene.text(high + 10, y, _written(plot, most), plot.ink)
        if len(dots) > 1:
            scene.text(low - 10, y, _written(plot, least), plot.ink, anchor="end")


# -- Slopes ------------------------------------------------------------------------------------------------------------


def slope(plot: Plot, palette: Palette) -> str:
    """Draw a line for each series from one point in time to another, named at its end."""
    scene, first, last = Scene(plot.width), plot.domain[0], plot.domain[-1]
    top = _head(scene, plot, has_legend=False) + LINE + 8
    pairs = [(plot.known(name).get(first), plot.known(name).get(last)) for name in plot.series]
    before = [_told(plot, first, name, one) for name, (one, _) in zip(plot.series, pairs, strict=True)]
    labels = [
        _end_label(_told(plot, last, name, other), label, plot.width * _MOST_LABEL)
        for name, label, (_, other) in zip(plot.series, plot.labels, pairs, strict=True)
    ]
    sizes = [len(lines) * LINE + 4.0 for lines in labels]
    bottom = top + max(plot.width * 0.36, sum(sizes) + 20)
    widest = max(_label_width([before]) + _GAP, text_width(first, SIZE) / 2 + 2)
    ends = widest, plot.width - _label_width(labels) - _GAP - 4
    _time_axes(scene, plot, palette, ends, (top, bottom))
    values = [value for pair in pairs for value in pair if value is not None] or [0.0]

    def down(value: float | None, other: float | None) -> float:
        shown = min(values) if value is None and other is None else value if value is not None else other
        return bottom - 12 - ((shown or 0) - min(values)) / (max(values) - min(values) or 1) * (bottom - top - 24)

    at_start = dodge([down(one, other) for one, other in pairs], [LINE] * len(pairs), (top, bottom))
    at_end = dodge([down(other, one) for one, other in pairs], sizes, (top, bottom))
    for place, (one, other) in enumerate(pairs):
        colour, heights = plot.colours[place], (down(one, other), down(other, one))
        if one is not None and other is not None and last not in plot.breaks:
            line = {"x1": ends[0], "y1": heights[0], "x2": ends[1], "y2": heights[1]}
            scene.add("line", **line, stroke=colour, stroke_width=2.25)
        for x, y, value in zip(ends, heights, (one, other), strict=True):
            if value is not None:
                scene.marker(place, x, y, 4.5, colour)
        if one is None:
            scene.sign(ends[0] - 16, at_start[place], before[place], plot.muted)
        else:
            scene.text(ends[0] - 10, at_start[place], before[place], plot.ink, anchor="end")
        scene.lines(ends[1] + 10, at_end[place] - (len(labels[place]) - 1) * LINE / 2, labels[place], plot.ink)
    return scene.spec(bottom + 6)


def _time_axes(scene: Scene, plot: Plot, palette: Palette, ends: tuple[float, float], box: tuple[float, float]) -> None:
    """Draw the two points in time, and between them the break if there is one."""
    top, bottom = box
    for x, cell in zip(ends, (plot.domain[0], plot.domain[-1]), strict=True):
        scene.text(x, top - 12, cell, plot.ink, anchor="middle", weight=600)
        scene.rule((x, top), (x, bottom), palette.rule)
    if (last := plot.domain[-1]) in plot.breaks:
        middle = sum(ends) / 2
        scene.rule((middle, top), (middle, bottom), plot.muted, "4 3")
        scene.text(middle + 4, top + 6, plot.breaks[last], plot.muted)


def _end_label(value: str, label: str, width: float) -> list[str]:
    """Put a number before the first line of a label."""
    first, *others = wrap(label, width - text_width(f"{value} ", SIZE))
    return [f"{value} {first}", *others]


def _told(plot: Plot, cell: str, series: str, value: float | None) -> str:
    if value is not None:
        return _written(plot, value)
    return SIGN if (cell, series) in plot.suppressed else "–"


# -- Shares ------------------------------------------------------------------------------------------------------------


def share(plot: Plot, palette: Palette) -> str:
    """Draw parts of a whole: one bar of the categories, or a bar of 100 % for each category of the series."""
    return _one_bar(plot, palette) if len(plot.series) == 1 else _bars(plot, palette)


def _one_bar(plot: Plot, palette: Palette) -> str:
    scene, numbers = Scene(plot.width), plot.known(plot.series[0])
    top, is_secret = _head(scene, plot, has_legend=False), bool(plot.suppressed)
    parts = [0.0 if is_secret else numbers.get(cell, 0.0) for cell in plot.domain]
    _stack(scene, plot, palette, parts, (0, plot.width, top, 44))
    y = top + 44 + 14
    written = [_percent(plot, part, sum(parts)) if not is_secret else SIGN for part in parts]
    room = max(text_width(each, SIZE) for each in written) + 22
    for place, (cell, words) in enumerate(zip(plot.domain, written, strict=True)):
        lines = wrap(cell, plot.width - room - _GAP)
        scene.marker(1, 6, y + LINE / 2, 5, palette.series[place])
        scene.text(room - 2, y + LINE / 2, words, plot.ink, anchor="end", weight=600)
        scene.lines(room + 8, y + LINE / 2, lines, plot.ink)
        y += len(lines) * LINE + 5
    return scene.spec(y + 2)


def _bars(plot: Plot, palette: Palette) -> str:
    scene = Scene(plot.width)
    y = _head(scene, plot, has_legend=True, are_squares=True)
    labels = [wrap(cell, plot.width * _MOST_LABEL) for cell in plot.domain]
    left = _label_width(labels) + _GAP
    for cell, lines in zip(plot.domain, labels, strict=True):
        height = max(30, len(lines) * LINE + 2)
        scene.lines(2, y + height / 2 - (len(lines) - 1) * LINE / 2, lines, plot.ink)
        is_secret = any(at == cell for at, _ in plot.suppressed)
        parts = [0.0 if is_secret else plot.known(name).get(cell, 0.0) for name in plot.series]
        _stack(scene, plot, palette, parts, (left, plot.width - left, y, height))
        y += height + 10
    return scene.spec(y)


def _stack(
    scene: Scene, plot: Plot, palette: Palette, parts: Sequence[float], box: tuple[float, float, float, float]
) -> None:
    """Draw a bar of parts with their percent where there is room; an empty one with a sign if they are not told."""
    left, width, top, height = box
    whole = sum(parts)
    if not whole:
        scene.add("rect", x=left + 0.5, y=top, width=width - 1, height=height, fill="none", stroke=palette.rule)
        scene.sign(left + width / 2 - 3, top + height / 2, SIGN if plot.suppressed else "–", plot.muted)
        return
    x = left
    for place, part in enumerate(parts):
        wide, words = width * part / whole, _percent(plot, part, whole)
        if part:
            scene.add("rect", x=x, y=top, width=max(0.5, wide - 1.5), height=height, fill=palette.series[place])
        if text_width(words, SIZE) + 8 < wide:
            middle = x + (wide - 1.5) / 2, top + height / 2
            scene.text(*middle, words, palette.on_series[place], anchor="middle", weight=600)
        x += wide


def _percent(plot: Plot, part: float, whole: float) -> str:
    """Give a part as percent; what is there is never said to be nothing."""
    decimals, words = plot.figure.chart.decimals, Strings(plot.lang, {})
    found, least = Decimal(str(part)) / Decimal(str(whole)), Decimal(1).scaleb(-2 - decimals)
    return f"< {words.percent(least, decimals)}" if 0 < found < least / 2 else words.percent(found, decimals)


COMPARISONS: Mapping[Mark, Callable[[Plot, Palette], str]] = {
    Mark.SLOPE: slope,
    Mark.DOT_PLOT: dot_plot,
    Mark.SHARE: share,
}
"""The marks that compare, and what draws them."""

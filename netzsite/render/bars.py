"""Turns a figure's numbers into the bars of a Vega-Lite specification."""

from collections.abc import Iterator

from netzsite.kinds.figure import Mark
from netzsite.render.fonts import text_width
from netzsite.render.plots import (
    FONT_SIZE,
    LABEL_LINE,
    LETTER,
    LINES,
    PADDING,
    SIGN_SIZE,
    Json,
    Plot,
    height_of,
    number_axis,
    series_scale,
    with_breaks,
    wrapped,
)
from netzsite.render.scenes import SIGN
from netzsite.strings import Strings

_NUMBER_ROOM = 20
"""px on the right of lying bars: Vega fits a drawing into its width by guessing how wide the number beyond a bar is."""


def bars(plot: Plot) -> Json:
    """Say how bars are drawn: standing or lying, side by side or stacked."""
    is_grouped = len(plot.series) > 1 and plot.mark is not Mark.STACKED_BAR
    margin = _margin(plot, is_grouped=is_grouped)
    letters = plot.width * 0.95 / (len(plot.domain) + 2 * margin) / LETTER
    lies = plot.mark is Mark.HORIZONTAL_BAR or not _has_room_below(plot, letters)
    if lies:
        margin, letters = 0.1, min(34.0, plot.width * 0.42 / LETTER)
    is_labelled = _has_room_on_bars(plot, lies=lies)
    known, secret = {name: plot.known(name) for name in plot.series}, plot.suppressed
    rows = [
        {"o": order, "s": label, "v": known[name].get(cell), "x": wrapped(cell, letters)}
        | ({"n": SIGN} if (cell, name) in secret else {})
        for cell in plot.domain
        for order, (name, label) in enumerate(zip(plot.series, plot.labels, strict=True))
    ]
    stack = "zero" if plot.mark is Mark.STACKED_BAR else None
    length = {"axis": None if is_labelled else number_axis(), "field": "v", "stack": stack, "type": "quantitative"}
    band = _band(plot, [wrapped(cell, letters) for cell in plot.domain], margin, lies=lies)
    series = series_scale(plot, has_legend=len(plot.series) > 1)
    encoding: Json = {"color": series, "order": {"field": "o"}}
    encoding |= {"x": length, "y": band} if lies else {"x": band, "y": length}
    if is_grouped:
        offset = {"field": "s", "scale": {"paddingInner": 0.08}, "sort": plot.labels}
        encoding["yOffset" if lies else "xOffset"] = offset
    layers: list[Json] = [{"mark": {"type": "bar"}}, *_signs(plot, rows, lies=lies, is_grouped=is_grouped)]
    if is_labelled:
        text = {"color": {"value": plot.ink}, "text": {"field": "v", "format": f",.{plot.figure.chart.decimals}f"}}
        layers.append({"encoding": text, "mark": _beyond(lies=lies)})
    height = height_of(plot)
    if lies:
        lines = max(wrapped(cell, letters).count("\n") + 1 for cell in plot.domain)
        height = 50 + len(plot.domain) * max(12 + 22 * (len(plot.series) if is_grouped else 1), 8 + 16 * lines)
    made = {"data": {"values": rows}, "encoding": encoding, "height": height, "layer": layers}
    if lies and is_labelled:
        made["padding"] = PADDING | {"right": _NUMBER_ROOM}
    step = (height - 50 if lies else plot.width * 0.95) / (len(plot.domain) + 2 * margin)
    places = {cell: wrapped(cell, letters) for cell in plot.breaks if cell in plot.domain}
    return with_breaks(plot, made, places, "y" if lies else "x", step * 0.14)


def _margin(plot: Plot, *, is_grouped: bool) -> float:
    """Give the space at both ends of the axis, in bars: few bars do not grow fat, but stand apart from the edges."""
    widest = max(70 * len(plot.series) + 30 if is_grouped else 100, 0 if plot.is_time else 150)
    return round(max(0.1, (plot.width * 0.95 / widest - len(plot.domain)) / 2), 2)


def _band(plot: Plot, domain: list[str], margin: float, *, lies: bool) -> Json:
    axis: Json = {"labelAngle": 0, "labelExpr": LINES, "labelOverlap": plot.is_time, "title": None}
    most = max(label.count("\n") for label in domain)
    if lies and most:
        axis |= {"labelLineHeight": LABEL_LINE, "labelOffset": _raised(most)}
    scale = {"domain": domain, "paddingInner": 0.28, "paddingOuter": margin}
    return {"axis": axis, "field": "x", "scale": scale, "sort": None, "type": "ordinal"}


def _raised(most: int) -> Json:
    """Raise labels of several lines so that their middle is beside that of their bars; Vega begins them there."""
    lines = [
        {"test": f"length({LINES}) == {further + 1}", "value": -further * LABEL_LINE / 2}
        for further in range(1, most + 1)
    ]
    return {"condition": lines, "value": 0}


def _beyond(*, lies: bool) -> Json:
    """Place a number just beyond the end of its bar, whichever way that points."""
    is_negative = "datum.v < 0 ?"
    if lies:
        place = {"align": {"expr": f"{is_negative} 'right' : 'left'"}, "dx": {"expr": f"{is_negative} -5 : 5"}}
        return {"baseline": "middle", "type": "text"} | place
    place = {"baseline": {"expr": f"{is_negative} 'top' : 'bottom'"}, "dy": {"expr": f"{is_negative} 4 : -4"}}
    return {"type": "text"} | place


def _signs(plot: Plot, rows: list[Json], *, lies: bool, is_grouped: bool) -> Iterator[Json]:
    """Put a sign where a bar is missing: a dash if its number is not known, a dot if it is kept secret.

    In stacks they stand where nothing is known.
    """
    some = {row["x"] for row in rows if row["v"] is not None}
    missing = [row for row in rows if row["v"] is None and (is_grouped or (row["x"] not in some and row["o"] == 0))]
    if missing:
        place = {"align": "left", "baseline": "middle", "dx": 5} if lies else {"baseline": "bottom", "dy": -4}
        encoding = {"color": {"value": plot.muted}, "text": {"field": "n"}}
        yield {
            "data": {"values": [{"n": "–"} | row | {"v": 0} for row in missing]},
            "encoding": encoding,
            "mark": place | {"fontSize": SIGN_SIZE, "type": "text"},
        }


def _has_room_below(plot: Plot, letters: float) -> bool:
    """Tell whether no word of a label is wider than its bar; else all bars lie, beside their labels."""
    words = (word for cell in plot.domain for word in cell.replace("-", "- ").split())
    return plot.is_time or max(text_width(word, FONT_SIZE) for word in words) <= letters * LETTER


def _has_room_on_bars(plot: Plot, *, lies: bool) -> bool:
    """Tell whether each bar can bear its number, which then stands for the axis."""
    if plot.mark is Mark.STACKED_BAR and len(plot.series) > 1:
        return False
    bars, words, decimals = len(plot.domain) * len(plot.series), Strings(plot.lang, {}), plot.figure.chart.decimals
    if lies:
        return bars <= 40
    longest = max(len(words.number(point.value or 0, decimals)) for point in plot.points)
    return plot.width * 0.75 / bars > longest * LETTER + 2

"""Turns a figure's numbers into the lines, areas and points of a Vega-Lite specification."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from netzsite.kinds.figure import Mark, number
from netzsite.render.plots import (
    FONT_SIZE,
    LETTER,
    SIGN_SIZE,
    Json,
    Plot,
    column_title,
    height_of,
    number_axis,
    series_scale,
    with_breaks,
    wrapped,
)
from netzsite.render.scenes import SHAPES, SIGN


def curves(plot: Plot) -> Json:
    """Say how lines, areas and points are drawn; a run of known numbers (`g`) is a line of its own."""
    is_direct = _has_room_at_the_ends(plot)
    is_stacked = plot.mark is Mark.AREA and len(plot.series) > 1
    rows, ends, floor = list[Json](), list[Json](), dict[str, float]()
    x_of = _x_values(plot)
    for name, label in zip(plot.series, plot.labels, strict=True):
        known, run, last = plot.known(name), 0, None
        for cell in plot.domain:
            run += cell in plot.breaks
            if cell in known:
                value = known[cell]
                last = {"g": f"{label} {run}", "s": label, "v": value, "x": x_of[cell]}
                if is_stacked:
                    bottom = floor.get(cell, 0.0)
                    floor[cell] = bottom + value
                    last |= {"v": bottom + value, "w": bottom}
                rows.append(last)
            else:
                run += 1
        if last is not None:
            ends.append(last)
    scale = {"zero": _starts_at_zero(plot)}
    encoding = {
        "color": series_scale(plot, has_legend=len(plot.series) > 1 and not is_direct),
        "x": _x_of_curves(plot),
        "y": {"axis": number_axis(), "field": "v", "scale": scale, "stack": None, "type": "quantitative"},
    }
    layers = list(_layers_of_curves(plot, encoding["color"], is_stacked=is_stacked))
    if is_direct:
        text = {"align": "left", "dx": 10, "fontWeight": 600, "type": "text"}
        layers.append({"data": {"values": ends}, "encoding": {"text": {"field": "s"}}, "mark": text})
    layers += _secrets(plot, x_of)
    height = height_of(plot)
    made = {"data": {"values": rows}, "encoding": encoding, "height": height, "layer": layers}
    step = 0.0 if plot.is_time else plot.width * 0.9 / len(plot.domain)
    places = {cell: _before(plot, cell) if plot.is_time else x_of[cell] for cell in plot.breaks if cell in x_of}
    return with_breaks(plot, made, places, "x", step / 2)


def _secrets(plot: Plot, x_of: Mapping[str, float | str]) -> Iterator[Json]:
    """Put a dot where a number is kept secret, on a strip, so that nobody takes it for a number at the axis."""
    rows = [{"x": x_of[cell]} for cell in plot.domain if any(cell == at for at, _ in plot.suppressed)]
    if rows:
        colour, ends = {"color": {"value": plot.muted}}, {"y": {"value": 0}, "y2": {"value": "height"}}
        strip = {"opacity": 0.14, "strokeWidth": 16, "type": "rule"}
        yield {"data": {"values": rows}, "encoding": colour | ends, "mark": strip}
        sign = {"baseline": "middle", "fontSize": SIGN_SIZE, "text": SIGN, "type": "text"}
        middle = {"y": {"value": {"expr": "height / 2"}}}
        yield {"data": {"values": rows}, "encoding": colour | middle, "mark": sign}


def _before(plot: Plot, cell: str) -> float:
    """Give the middle between a moment and the one before."""
    place = plot.domain.index(cell)
    return round((_moment(plot.domain[max(0, place - 1)]) + _moment(cell)) / 2, 4)


def _layers_of_curves(plot: Plot, series: Json, *, is_stacked: bool) -> Iterator[Json]:
    detail = {"detail": {"field": "g"}}
    if plot.mark is Mark.AREA:
        floor = {"y2": {"field": "w"}} if is_stacked else {}
        yield {"encoding": detail | floor, "mark": {"opacity": 1 if is_stacked else 0.16, "type": "area"}}
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
    return {cell: wrapped(cell, letters) for cell in plot.domain}


def _x_of_curves(plot: Plot) -> Json:
    values = list(_x_values(plot).values())
    if plot.is_time:
        axis = {"format": "d", "labelFlush": False, "title": None, "values": _year_ticks(plot)}
        scale = {"domain": [values[0], values[-1]], "nice": False, "padding": 14, "zero": False}
        return {"axis": axis, "field": "x", "scale": scale, "type": "quantitative"}
    if isinstance(values[0], float):
        axis = number_axis() | {
            "grid": False,
            "ticks": True,
            "title": column_title(plot.figure, plot.figure.chart.x, plot.lang),
        }
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

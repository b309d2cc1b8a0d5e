"""Turns a figure and its table into an SVG drawing, by way of a specification: Vega-Lite's, or a scene of our own.

The specification is canonical JSON and says all there is to draw, so that it can stand in a view and in a fingerprint;
drawing is a pure function of it. Gaps stay gaps: where a number is not known, a line breaks and a bar is a dash; where
it is kept secret, a dot stands in its place.
"""

import json
import re
from dataclasses import replace
from functools import cache, lru_cache

from netzsite.kinds.figure import Datum, Figure, Mark, data
from netzsite.region import Region
from netzsite.render.bars import bars
from netzsite.render.choropleths import choropleth
from netzsite.render.comparisons import COMPARISONS
from netzsite.render.curves import curves
from netzsite.render.fonts import SANS, font_directories
from netzsite.render.palettes import Palette
from netzsite.render.plots import (
    BARS,
    FONT_SIZE,
    LABEL_LINE,
    LETTER,
    PADDING,
    Json,
    Plot,
    axis_title,
    is_time,
    series_labels,
    with_missing_years,
    without_partial_sums,
)
from netzsite.render.scenes import nothing, wrap, write_scene
from netzsite.render.timelines import timeline
from netzsite.render.webs import network, web
from netzsite.source import Table
from netzsite.strings import Strings

VEGA_LITE = "5.21"

PLATE_PADDING, PLATE_HEADROOM = 12, 44
"""px around a drawing on a ground of its own, and px that it is higher: it is narrow, and its legend has more lines."""

_TITLE_ROOM = 10
"""px of a drawing's width that the title above it leaves."""

DENSITY = 2.6
"""Pixels of a painted drawing for each px of its specification: it is shown somewhat larger, on dense screens."""


def chart_spec(
    figure: Figure, table: Table, strings: Strings, palette: Palette, width: int = 640, region: Region | None = None
) -> str:
    """Describe the drawing of a figure as canonical JSON.

    Args:
        figure: says what is drawn, and how.
        table: its data.
        strings: the words of the reader's language.
        palette: colours.
        width: in CSS px.
        region: the districts that a map shows.

    Raises:
        ValueError: the figure cannot be drawn; the rule of figures says why, and where.
    """
    mark = figure.chart.mark
    if not table.rows:
        return nothing(strings.text("figure.not-known"), palette.muted, width)
    if mark is Mark.MAP:
        if region is None:
            raise ValueError("there is no region to draw a map of")
        return choropleth(figure, table, strings, palette, width, region)
    if mark is Mark.TIMELINE:
        return timeline(figure, table, strings, palette, width)
    if mark is Mark.NETWORK:
        return network(figure, table, strings, palette, width)
    plot = _plot(figure, table, strings.lang, palette, width)
    if mark in COMPARISONS:
        return COMPARISONS[mark](plot, palette)
    title = wrap(axis_title(plot), plot.width - _TITLE_ROOM)
    spec = _frame(plot, palette.rule, title) | (bars(plot) if plot.mark in BARS else curves(plot))
    spec["height"] += (len(title) - 1) * LABEL_LINE
    return json.dumps(spec, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plot(figure: Figure, table: Table, lang: str, palette: Palette, width: int) -> Plot:
    points = tuple(
        replace(point, x=figure.words(point.x, lang), series=figure.words(point.series, lang))
        for point in _spread(data(figure, table), figure, lang)
    )
    series = tuple(dict.fromkeys(point.series for point in points))
    if len(series) > len(palette.series):
        raise ValueError(f"{len(series)} series, but {len(palette.series)} colours")
    if figure.chart.mark is Mark.STACKED_BAR or (figure.chart.mark is Mark.AREA and len(series) > 1):
        whole = without_partial_sums(points)
        if figure.chart.mark is Mark.STACKED_BAR and all(point.value is None for point in whole):
            figure = _side_by_side(figure)
        else:
            points = whole
    cells = list(dict.fromkeys(point.x for point in points))
    has_gaps = is_time(cells) and figure.chart.mark not in COMPARISONS
    domain = tuple(with_missing_years(cells) if has_gaps else cells)
    return Plot(figure, lang, width, palette.ink, palette.muted, palette.series[: len(series)], points, series, domain)


def _side_by_side(figure: Figure) -> Figure:
    """Draw the parts of sums beside each other: each sum has a secret part, so that no stack could be drawn."""
    chart = figure.chart.model_copy(update={"mark": Mark.GROUPED_BAR})
    return figure.model_copy(update={"chart": chart})


def on_plate(spec: str, colour: str) -> str:
    """Put a drawing on a ground of its own (`#rrggbb`), with some room around it, so that it can be seen anywhere."""
    plate: Json = whole(spec)
    if "items" in plate:
        room = {name: plate[name] + 2 * PLATE_PADDING for name in ("height", "width")}
    else:
        room = {"height": plate["height"] + PLATE_HEADROOM}
    plate |= {"background": colour, "padding": PLATE_PADDING} | room
    return json.dumps(plate, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def measures(spec: str) -> tuple[int, int]:
    """Give the width and the height in px of what a specification draws."""
    plot = whole(spec)
    return plot["width"], plot["height"]


def whole(spec: str) -> Json:
    """Read a specification; the places of a network's nodes, which take a while, are found here."""
    read: Json = json.loads(spec)
    return web(read) if "graph" in read else read


def paint(spec: str) -> bytes:
    """Paint a specification as PNG, for programs that show no SVG; `DENSITY` pixels for each px."""
    import vl_convert  # as in draw

    _register_fonts()
    scene = whole(spec)
    if "items" in scene:
        return paint_svg(write_scene(scene))
    painted: bytes = vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=DENSITY, allowed_base_urls=[])
    return painted


def paint_svg(drawing: str, density: float = DENSITY) -> bytes:
    """Paint an SVG drawing as PNG; `density` pixels for each px."""
    import vl_convert

    _register_fonts()
    painted: bytes = vl_convert.svg_to_png(drawing, scale=density)
    return painted


@lru_cache(maxsize=256)
def draw(spec: str) -> str:
    """Draw a specification as an SVG element for pages, PDFs and files.

    It holds no styles, scripts, ids or roles: it meets any Content-Security-Policy and may stand twice on a page.
    Colours are attributes (`fill="#0b5d4e"`), which `recolour_css` turns for dark mode. Whoever embeds it gives it a
    name: `role="img"` with a label, or `<img alt>`.
    """
    scene = whole(spec)
    if "items" in scene:
        return write_scene(scene)
    import vl_convert  # 0.4 s, needed only where a chart has changed

    _register_fonts()
    drawing: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    drawing = re.sub(r'<path class="(?:back|fore)ground"[^>]*>', "", drawing)
    drawing = re.sub(r"<[a-z][^>]*>", _without_noise, drawing)
    drawing = re.sub(r"<text([^>]*)>((?:<tspan[^>]*>[^<]*</tspan>)+)</text>", _one_text_a_line, drawing)
    while (emptied := re.sub(r"<g[^>]*></g>", "", drawing)) != drawing:
        drawing = emptied
    return drawing


@cache
def _register_fonts() -> None:
    """Let letters be measured as they will be printed."""
    import vl_convert

    for folder in font_directories():
        vl_convert.register_font_directory(str(folder))


def _spread(points: tuple[Datum, ...], figure: Figure, lang: str) -> tuple[Datum, ...]:
    """Give each series a place of its own on the x axis where there is but one group of bars."""
    if figure.chart.mark not in (Mark.BAR, Mark.GROUPED_BAR) or len({point.x for point in points}) > 1:
        return points
    if len(points) == 1:
        return points  # one bar is called by its category
    labels = series_labels(figure, tuple(point.series for point in points), lang)
    name = figure.chart.y[0]
    return tuple(replace(point, x=label, series=name) for label, point in zip(labels, points, strict=True))


def _frame(plot: Plot, rule: str, title: list[str]) -> Json:
    """Say what all drawings share; the lines of `title` stand above."""
    text = {"labelColor": plot.ink, "labelFontSize": FONT_SIZE, "titleFontSize": FONT_SIZE}
    longest = max(map(len, plot.labels))
    columns = max(1, min(len(plot.series), int(plot.width * 0.95 / (longest * LETTER + 34))))
    sample = Strings(plot.lang, {}).number(1234567.5, 1)
    locale = {"currency": ["", ""], "decimal": sample[-2], "grouping": [3], "thousands": sample[1]}
    axis = text | {"domainColor": plot.muted, "gridColor": rule, "tickColor": plot.muted}
    axis |= {"labelLimit": 0, "labelPadding": 6, "titleColor": plot.muted, "titleFontWeight": "normal"}
    legend = text | {"columns": columns, "labelLimit": 0, "layout": {"anchor": "start"}, "orient": "top", "title": None}
    legend |= {"columnPadding": 18, "offset": 14, "symbolSize": 90, "symbolStrokeWidth": 0}
    heading = {"anchor": "start", "color": plot.muted, "fontSize": FONT_SIZE, "fontWeight": "normal"}
    if plot.mark in BARS or plot.mark is Mark.AREA:
        legend |= {"offset": 24, "symbolType": "square"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "autosize": {"contains": "padding", "type": "fit"},
        "background": None,
        "config": {
            "aria": False,
            "axis": axis | {"grid": False, "ticks": False},
            "font": f"{SANS}, sans-serif",
            "legend": legend,
            "locale": {"number": locale},
            "text": {"color": plot.ink, "fontSize": FONT_SIZE},
            "title": heading | {"frame": "bounds", "offset": 14},
            "view": {"stroke": None},
        },
        "padding": PADDING,
        "title": title if len(title) > 1 else axis_title(plot),
        "width": plot.width,
    }


def _one_text_a_line(text: re.Match[str]) -> str:
    """Write each line of a label as a text of its own; WeasyPrint does not centre the lines of one text."""
    lines, y, written = re.findall(r'<tspan(?:[^>]* dy="([^"]*)")?[^>]*>([^<]*)</tspan>', text[2]), 0.0, ""
    for dy, words in lines:
        y += float(dy or 0)
        written += f'<text{text[1]} y="{y:g}">{words}</text>'
    return written


_NOISE = re.compile(r' (?:role|aria-[a-z]+|class|pointer-events|xmlns:xlink|version)="[^"]*"| opacity="1"')


def _without_noise(tag: re.Match[str]) -> str:
    """Drop what a screen reader would read out mark by mark, and decimals that nobody sees."""
    return re.sub(r"-?\d+\.\d{3,}", lambda digits: f"{round(float(digits[0]), 2):g}", _NOISE.sub("", tag[0]))

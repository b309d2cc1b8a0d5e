"""Turns the numbers of districts into a map with few classes, and a legend that names what is not known."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from netzsite.kinds.figure import Figure, is_suppressed, number, position_of
from netzsite.region import District, Region, Ring
from netzsite.render.maps import Projection, fit
from netzsite.render.palettes import Palette
from netzsite.render.plots import column_title
from netzsite.render.scenes import LINE, SIGN, Scene, wrap
from netzsite.source import Table
from netzsite.strings import Strings

_WIDE = 560
"""From this width on in px, the legend stands beside the map."""

_MOST_NAMES = 6
_GRID = 1.25
"""px between the points that borders run through: neighbours keep their common points, and paths are short."""

_HATCH = 5.0


@dataclass(frozen=True, slots=True)
class Class:
    """A class of a map: its least and its largest number."""

    least: float
    most: float


def classes(values: Iterable[float], most: int) -> tuple[Class, ...]:
    """Divide numbers into classes that differ as little as may be within (Fisher 1958, Jenks 1977); none is apart."""
    counts = Counter(values)
    if len(counts) <= most:
        return tuple(Class(value, value) for value in sorted(counts))
    if 0 in counts:
        return Class(0, 0), *classes((value for value in counts.elements() if value), most - 1)
    distinct = sorted(counts)
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for number_of in range(1, most + 1):
        for end in range(number_of, len(distinct) + 1):
            best[number_of, end] = min(
                (
                    best[number_of - 1, start][0] + _spread([*counts.elements()], distinct[start], distinct[end - 1]),
                    start,
                )
                for start in range(number_of - 1, end)
                if (number_of - 1, start) in best
            )
    found, end = list[Class](), len(distinct)
    for number_of in range(most, 0, -1):
        start = best[number_of, end][1]
        found.append(Class(distinct[start], distinct[end - 1]))
        end = start
    return tuple(reversed(found))


def _spread(values: Sequence[float], least: float, most: float) -> float:
    """Give the sum of squares of what lies between two numbers, from its mean."""
    inner = [value for value in values if least <= value <= most]
    mean = sum(inner) / len(inner)
    return sum((value - mean) ** 2 for value in inner)


def choropleth(figure: Figure, table: Table, strings: Strings, palette: Palette, width: int, region: Region) -> str:
    """Draw each district in the colour of its class, hatched if its number is kept secret, else as an outline."""
    cells = _cells(figure, table, region)
    values = {name: float(found) for name, cell in cells.items() if (found := number(cell)) is not None}
    steps = classes(values.values(), len(palette.classes))
    scene = Scene(width)
    title = wrap(column_title(figure, figure.chart.y[0], strings.lang), width)
    scene.lines(2, 4 + LINE / 2, title, palette.muted)
    top = 8.0 + len(title) * LINE
    is_wide = width >= _WIDE
    projection = fit(region, round(width * 0.66) if is_wide else width)
    for district in region.districts:
        attributes: dict[str, str] = {"fill": "none"}
        if (value := values.get(_name(district))) is not None:
            attributes = {"fill": _colour(steps, value, palette)}
        move = f"translate(0,{round(top - 8)})"
        line = {"stroke": palette.muted, "stroke_width": f"{0.6 / _GRID:g}"}
        grid = f"{move} scale({_GRID})"
        scene.add("path", d=_borders(district, projection), transform=grid, **line, **attributes)
        if is_suppressed(cells.get(_name(district), "")):
            rings = [[projection.place(point) for point in ring] for ring in district.rings]
            scene.add("path", d=hatch(rings), transform=move, stroke=palette.muted, fill="none")
    left, y = (projection.width + 8, top + 16) if is_wide else (4.0, top + projection.height - 4)
    legend = [*_class_entries(figure, strings, steps, palette), *_missing_entries(strings, region, cells, values)]
    for fill, label in legend:
        y = _entry(scene, palette, (left, y), fill, label)
    return scene.spec(max(y + 4, top + projection.height - 8))


def _borders(district: District, projection: Projection) -> str:
    """Write the rings of a district in whole steps of the grid; rings that are smaller than that are left out."""
    return "".join(filter(None, (_steps(ring, projection) for ring in district.rings)))


def _steps(ring: Ring, projection: Projection) -> str:
    points = [tuple(round(each / _GRID) for each in projection.place(point)) for point in ring]
    points = [point for point, _ in groupby(points)]
    if len(set(points)) < 3:
        return ""
    steps = (f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(points[:-1]))
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _name(district: District) -> str:
    return district.key or district.name


def _cells(figure: Figure, table: Table, region: Region) -> Mapping[str, str]:
    """Give the cell of each district that the table names."""
    x, y = position_of(table, figure.chart.x), position_of(table, figure.chart.y[0])
    return {_name(found[0]): row[y] for row in table.rows if (found := region.find(row[x]))}


def _colour(steps: Sequence[Class], value: float, palette: Palette) -> str:
    """Take the colours of a few classes from the whole range."""
    place = next(place for place, step in enumerate(steps) if value <= step.most)
    last = len(palette.classes) - 1
    return palette.classes[round(place * last / (len(steps) - 1)) if len(steps) > 1 else last // 2 + 1]


def _class_entries(
    figure: Figure, strings: Strings, steps: Sequence[Class], palette: Palette
) -> Iterable[tuple[str, str]]:
    decimals = figure.chart.decimals
    for step in reversed(steps):
        ends = dict.fromkeys(strings.number(each, decimals) for each in (step.least, step.most))
        yield _colour(steps, step.most, palette), "–".join(ends)


def _missing_entries(
    strings: Strings, region: Region, cells: Mapping[str, str], values: Mapping[str, float]
) -> Iterable[tuple[str, str]]:
    secret = [each.name for each in region.districts if is_suppressed(cells.get(_name(each), ""))]
    silent = [
        each.name
        for each in region.districts
        if _name(each) not in values and not is_suppressed(cells.get(_name(each), ""))
    ]
    for names, fill, key in ((secret, "hatch", "suppressed"), (silent, "none", "not-known")):
        if names:
            label = (
                f"{SIGN} {strings.text('figure.suppressed')}"
                if key == "suppressed"
                else strings.text("figure.not-known")
            )
            which = ", ".join(names) if len(names) <= _MOST_NAMES else strings.text("figure.districts", n=len(names))
            yield fill, f"{label}: {which}"


def _entry(scene: Scene, palette: Palette, place: tuple[float, float], fill: str, label: str) -> float:
    """Draw a box with its meaning; give where the next begins."""
    x, y = place
    is_plain = fill in ("hatch", "none")
    scene.add("rect", x=x, y=y, width=20, height=13, fill="none" if is_plain else fill, stroke=palette.muted)
    if fill == "hatch":
        box = [(x, y), (x + 20, y), (x + 20, y + 13), (x, y + 13), (x, y)]
        scene.add("path", d=hatch([box]), stroke=palette.muted, fill="none")
    lines = wrap(label, scene.width - x - 30)
    scene.lines(x + 28, y + 6.5, lines, palette.ink)
    return y + max(1, len(lines)) * LINE + 4


def hatch(rings: Sequence[Sequence[tuple[float, float]]]) -> str:
    """Give the path of slanting lines within rings, holes left out (even-odd rule); no pattern needs an id then."""
    sums = [x + y for ring in rings for x, y in ring]
    steps = range(math.ceil(min(sums) / _HATCH), math.floor(max(sums) / _HATCH) + 1)
    return "".join(_strokes(rings, step * _HATCH + 0.01) for step in steps)


def _strokes(rings: Sequence[Sequence[tuple[float, float]]], total: float) -> str:
    """Give the parts of the line x + y = total that lie within rings."""
    crossings = sorted(
        x1 + (x2 - x1) * (total - x1 - y1) / (x2 + y2 - x1 - y1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (x1 + y1 > total) != (x2 + y2 > total)
    )
    return "".join(
        f"M{start:.1f} {total - start:.1f}L{end:.1f} {total - end:.1f}"
        for start, end in zip(crossings[::2], crossings[1::2], strict=False)
    )

"""Turns a picture of who works with whom into places on paper: nodes, lines and labels that do not overlap.

The only module that imports networkx, whose layouts need NumPy. Each part of the network that hangs together is laid
out by itself, from a circle in the order of the nodes, so that chance has no part in it; what comes of it is rounded
and pushed apart until every label has a place, and the parts are set in rows. The same picture has the same places.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple

from netzsite.render.labels import LINE, Box, Places, around, beside, labelled, reach

WIDTH = 960
"""The widest drawing, in CSS px; it is wider only where one part needs it."""

_GAP = 7
_REACH = 92
"""About how far neighbours stand from each other, in CSS px."""

_ELBOW = 70
"""How far apart nodes are pushed at first, in CSS px."""

_ROUNDS, _PUSHES = 260, 60
_FLAT = 1.3
"""Labels are wide: nodes keep so much farther apart beside each other than above each other."""
_WIDER, _MOST_TRIES = 1.07, 40


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands: centre, radius, how far around it is clicked; lines of its label with middle and base."""

    x: float
    y: float
    radius: float
    reach: float
    label: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from a node to another, beside its like: one for each sort of connection."""

    through: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with places, in CSS px."""

    width: int
    height: int
    spots: tuple[Spot, ...]
    strokes: tuple[Stroke, ...]


def graph_spec(
    labels: Sequence[Sequence[tuple[str, float]]],
    counts: Sequence[int],
    edges: Sequence[tuple[int, int, tuple[str, ...]]],
    *,
    has_centre: bool,
    width: int = WIDTH,
) -> str:
    """Describe a picture as canonical JSON: all that its places depend on.

    Args:
        labels: the lines of each node's label, with their widths in CSS px.
        counts: how many partners each has; the node is the larger.
        edges: places of two nodes, and through what they are connected.
        has_centre: the others stand around the first node.
        width: at which rows of parts end, in CSS px.
    """
    spec = {"centre": has_centre, "counts": list(counts), "edges": list(edges), "labels": list(labels), "width": width}
    return json.dumps(spec, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=64)
def arrange(spec: str) -> str:
    """Find the places of a picture; a pure function from JSON to JSON, so that a cache can keep them."""
    given = json.loads(spec)
    edges = [(first, second) for first, second, _ in given["edges"]]
    radii = [_radius(count) for count in given["counts"]]
    sizes = [(max(width for _, width in lines), LINE * len(lines)) for lines in given["labels"]]
    if given["centre"]:
        parts = [_fitted(dict(enumerate(_star(len(radii)))), edges, radii, sizes)]
    else:
        parts = [_fitted(places, edges, radii, sizes) for places in _laid_out(len(radii), edges)]
    return json.dumps(_packed(parts, given["width"]), separators=(",", ":"))


def drawing(spec: str, arranged: str) -> Drawing:
    """Put a picture together from what it shows and where that stands."""
    given, found = json.loads(spec), json.loads(arranged)
    places = {int(node): place for node, place in found["places"].items()}
    spots = tuple(
        Spot(
            places[node][0],
            places[node][1],
            _radius(count),
            reach(_radius(count)),
            tuple(
                (words, places[node][2], round(places[node][3] + LINE * (line + 0.75), 1))
                for line, (words, _) in enumerate(given["labels"][node])
            ),
        )
        for node, count in enumerate(given["counts"])
    )
    strokes = (stroke for edge in given["edges"] for stroke in _strokes(spots, *edge))
    return Drawing(found["width"], found["height"], spots, tuple(strokes))


def _radius(count: int) -> float:
    """Give the radius of a node: its area grows with the number of partners."""
    return round(5 + 2.6 * math.sqrt(min(max(count, 1), 40)), 1)


def _strokes(spots: Sequence[Spot], first: int, second: int, through: Sequence[str]) -> Iterator[Stroke]:
    """Yield the lines between two nodes, side by side."""
    one, other = spots[first], spots[second]
    length = math.hypot(other.x - one.x, other.y - one.y) or 1
    across = (one.y - other.y) / length, (other.x - one.x) / length
    for number, sort in enumerate(through):
        aside = (number - (len(through) - 1) / 2) * 5
        x, y = across[0] * aside, across[1] * aside
        ends = (round(end, 1) for end in (one.x + x, one.y + y, other.x + x, other.y + y))
        yield Stroke(sort, *ends)


# -- Layout ------------------------------------------------------------------------------------------------------------


def _laid_out(count: int, edges: Sequence[tuple[int, int]]) -> Iterator[Places]:
    """Yield the places of each part that hangs together, the largest part first."""
    import networkx as nx  # with NumPy half a second, needed only where a picture has changed

    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(edges)
    for part in sorted(map(sorted, nx.connected_components(graph)), key=lambda part: (-len(part), part[0])):
        if len(part) <= 2:
            yield {node: (number * _REACH * 1.4, 0.0) for number, node in enumerate(part)}
            continue
        inner = nx.Graph()  # in the order of the nodes, which the places depend on
        inner.add_nodes_from(part)
        inner.add_edges_from(edge for edge in sorted(edges) if edge[0] in part)
        start = dict(zip(part, _circle(len(part)), strict=True))
        found = nx.spring_layout(inner, pos=start, seed=1, iterations=_ROUNDS, method="force", threshold=1e-5)
        yield _scaled({node: (round(float(x), 3), round(float(y), 3)) for node, (x, y) in found.items()}, inner.edges)


def _scaled(places: Places, edges: Any) -> Places:
    """Set neighbours as far apart, on average, as they should be; wide rather than high."""
    lengths = [math.dist(places[first], places[second]) for first, second in edges]
    scale = _REACH / (sum(lengths) / len(lengths) or 1)
    return {node: (x * scale * 1.2, y * scale * 0.9) for node, (x, y) in places.items()}


def _apart(places: Places, least: float) -> Places:
    """Push nodes apart that stand too close for their labels, so that a dense corner does not stretch all the rest."""
    found = {node: list(place) for node, place in places.items()}
    for _ in range(_PUSHES):
        for one, other in combinations(sorted(found), 2):
            x, y = found[other][0] - found[one][0], found[other][1] - found[one][1]
            distance = math.hypot(x / _FLAT, y) or 0.01
            if distance < least:
                push = (least / distance - 1) / 4
                for node, sign in ((one, -1), (other, 1)):
                    found[node][0] += sign * push * (x or 0.01)
                    found[node][1] += sign * push * y
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in found.items()}


def _circle(count: int) -> Iterator[tuple[float, float]]:
    for number in range(count):
        angle = 2 * math.pi * number / count
        yield math.cos(angle), math.sin(angle)


def _star(count: int) -> Iterator[tuple[float, float]]:
    """Yield the middle, and places on an ellipse around it."""
    yield 0.0, 0.0
    for x, y in _circle(count - 1):
        yield x * _REACH * 1.9, y * _REACH * 1.1


# -- Parts -------------------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """A part of a picture: node -> x, y, middle and top of its label; and what it takes up."""

    places: dict[int, tuple[float, float, float, float]]
    box: Box


def _fitted(
    places: Places, edges: Sequence[tuple[int, int]], radii: Sequence[float], sizes: Sequence[tuple[float, float]]
) -> Part:
    """Push the nodes of a part apart until every label has a place."""
    own = [edge for edge in edges if edge[0] in places]
    labels: dict[int, Box] = {}
    least = float(_ELBOW)
    for _ in range(_MOST_TRIES):
        places = _apart(places, least)
        labels = labelled(places, own, radii, sizes)
        if len(labels) == len(places):
            break
        least *= _WIDER
    for node in places.keys() - labels.keys():
        labels[node] = next(beside(places[node], radii[node], *sizes[node]))
    boxes = [*labels.values(), *(around(places[node], radii[node]) for node in places)]
    box = Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    found = {node: (*at, (labels[node].left + labels[node].right) / 2, labels[node].top) for node, at in places.items()}
    return Part(found, box)


# -- Rows --------------------------------------------------------------------------------------------------------------


def _packed(parts: Sequence[Part], widest: int) -> dict[str, Any]:
    """Set parts beside each other in rows, in their order, and begin a new row where one is full."""
    left = top = row = right = float(_GAP)
    places: dict[int, tuple[float, ...]] = {}
    for part in parts:
        width, height = part.box.right - part.box.left, part.box.bottom - part.box.top
        if left > _GAP and left + width > widest:
            left, top, row = float(_GAP), top + row + 4 * _GAP, 0.0
        x, y = left - part.box.left, top - part.box.top
        for node, (at_x, at_y, middle, base) in part.places.items():
            places[node] = tuple(round(number, 1) for number in (at_x + x, at_y + y, middle + x, base + y))
        left, row = left + width + 5 * _GAP, max(row, height)
        right = max(right, left - 5 * _GAP)
    return {"height": math.ceil(top + row + _GAP), "places": places, "width": math.ceil(right + _GAP)}

"""Turns a region and the places on it into a map, and a map into SVG: a pure function of the frozen `MapView`.

Colours and lines are a style sheet's affair; the drawing holds classes only, so it meets any Content-Security-Policy.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from netzsite.region import Point, Region, Ring
from netzsite.render.parts import FactValue
from netzsite.render.spreading import Circle, spread

TARGET = 13.0
"""The least radius of a marker, in units of a drawing that is shown at its width or wider: 24 CSS px and a bit
(WCAG 2.5.8)."""

MARGIN = 16.0
"""Around the region, for markers at its edge."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Puts degrees on paper: equirectangular, true to scale at the region's middle latitude."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: float
    height: float

    def place(self, point: Point) -> tuple[float, float]:
        """Give the place of a point, in units of the drawing from its upper left corner."""
        return MARGIN + (point[0] - self.west) * self.scale_x, MARGIN + (self.north - point[1]) * self.scale_y

    def shows(self, point: Point) -> bool:
        """Tell whether a point lies on the map."""
        x, y = self.place(point)
        return 0 <= x <= self.width and 0 <= y <= self.height


def fit(region: Region, width: float) -> Projection:
    """Choose the projection that makes a region as wide as asked."""
    west, south, east, north = region.bounds
    shrink = math.cos(math.radians((south + north) / 2))
    scale_x = (width - 2 * MARGIN) / max(east - west, 1e-6)
    scale_y = scale_x / max(shrink, 1e-6)
    return Projection(west, north, scale_x, scale_y, width, round((north - south) * scale_y + 2 * MARGIN, 1))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with members, before it is on the map: what it is called, where its marker leads."""

    point: Point
    count: int
    name: str
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A place on the map: where it is shown, where it lies, how large it is drawn, what it says and where it leads."""

    x: float
    y: float
    radius: float
    true_x: float
    true_y: float
    count: int
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a place beside its marker."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class MapView:
    """A map.

    Attributes:
        label: what it shows, for those who do not see it; empty if it is an ornament.
        css: a class more.
        shapes: (class, path data) each.
        again: (name, scale) of shapes that another map on the page defined; nothing else is said twice.
        defines: the name under which other maps use the shapes.
        dots: (x, y, radius) of markers that lead nowhere.
        credit: whose borders they are.
    """

    width: float
    height: float
    label: str
    css: str
    credit: FactValue
    shapes: tuple[tuple[str, str], ...] = ()
    again: tuple[str, float] | None = None
    defines: str = ""
    markers: tuple[Marker, ...] = ()
    names: tuple[Name, ...] = ()
    dots: tuple[tuple[float, float, float], ...] = ()


# -- Shapes ------------------------------------------------------------------------------------------------------------


def path_data(rings: Iterable[Ring], projection: Projection, *, finest: float) -> str:
    """Write rings as path data, in steps from point to point; what is finer than `finest` units is left out."""
    return "".join(_ring_data(ring, projection, finest) for ring in rings)


def _ring_data(ring: Ring, projection: Projection, finest: float) -> str:
    points = list(_thinned(map(projection.place, ring), finest))
    if len(points) < 3:
        return ""
    at_x, at_y = (round(value, 1) for value in points[0])
    steps = [f"M{at_x:g} {at_y:g}l"]
    for x, y in points[1:]:
        step_x, step_y = round(x - at_x, 1), round(y - at_y, 1)
        at_x, at_y = at_x + step_x, at_y + step_y
        steps.append(f"{step_x:g} {step_y:g} ".replace(" -", "-"))
    return "".join(steps).rstrip().replace(" -", "-") + "z"


def _thinned(points: Iterator[tuple[float, float]], finest: float) -> Iterator[tuple[float, float]]:
    last: tuple[float, float] | None = None
    for point in points:
        if last is None or math.dist(point, last) >= finest:
            yield point
            last = point


# -- Markers -----------------------------------------------------------------------------------------------------------


def markers(spots: Iterable[Spot], projection: Projection, *, largest: float) -> tuple[tuple[Marker, Spot], ...]:
    """Put markers on a map, none over another; where there is no room for all, neighbours share one.

    Args:
        spots: on the map.
        projection: of the map.
        largest: the radius of the largest marker.
    """
    known = sorted(spots, key=lambda spot: (-spot.count, spot.name, spot.path))
    circles = [Circle(*projection.place(spot.point), _radius(spot.count, largest)) for spot in known]
    placed = []
    for circle, members in spread(circles, projection.width, projection.height):
        spot, count = known[members[0]], sum(known[member].count for member in members)
        label = "; ".join(known[member].label for member in members)
        x, y = (round(value, 1) for value in projection.place(spot.point))
        marker = Marker(round(circle.x, 1), round(circle.y, 1), round(circle.radius, 1), x, y, count, label, spot.path)
        placed.append((marker, spot))
    return tuple(placed)


def _radius(count: int, largest: float) -> float:
    """Let the area grow with the number."""
    return min(largest, max(TARGET, 5.5 * math.sqrt(count)))


LETTER = 6.4
"""The width of a letter of a name, about, and half its line's height, in units of the drawing."""


def names(placed: Iterable[tuple[Marker, Spot]], projection: Projection, *, most: int) -> tuple[Name, ...]:
    """Name the largest places where there is room beside their markers; a marker that several share has no name."""
    known = list(placed)
    boxes = [(m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius) for m, _ in known]
    found: list[Name] = []
    for marker, spot in [(marker, spot) for marker, spot in known if marker.count == spot.count][:most]:
        for name, box in _candidates(marker, spot.name):
            is_inside = box[0] >= 0 and box[1] >= 0 and box[2] <= projection.width and box[3] <= projection.height
            if is_inside and not any(_overlap(box, other) for other in boxes):
                found.append(name)
                boxes.append(box)
                break
    return tuple(found)


Box = tuple[float, float, float, float]


def _candidates(marker: Marker, text: str) -> Iterator[tuple[Name, Box]]:
    """Try the right, the left, below and above."""
    width, gap = len(text) * LETTER, marker.radius + 3
    for x, y in (
        (marker.x + gap, marker.y),
        (marker.x - gap - width, marker.y),
        (marker.x - width / 2, marker.y + gap + LETTER),
        (marker.x - width / 2, marker.y - gap - LETTER),
    ):
        box = (x, y - LETTER - 1, x + width, y + LETTER + 1)
        yield Name(round(x, 1), round(y + 4.5, 1), text), box


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


# -- Drawing -----------------------------------------------------------------------------------------------------------


def draw_map(view: MapView, link: Callable[[str], str]) -> Markup:
    """Draw a map; `link` turns a path of the output, with a fragment or only one, into an href."""
    role = Markup('aria-hidden="true"')
    if view.label:
        role = Markup('role="{}" aria-label="{}"').format("group" if view.markers else "img", view.label)
    head = Markup('<svg class="nz-map {}" viewBox="0 0 {:g} {:g}" width="{:g}" height="{:g}" {}>')
    parts = [head.format(view.css, view.width, view.height, view.width, view.height, role), *_shapes(view)]
    parts += [
        Markup('<path class="nz-map__leader" vector-effect="non-scaling-stroke" d="M{:g} {:g}L{:g} {:g}"/>').format(
            m.true_x, m.true_y, m.x, m.y
        )
        for m in view.markers
        if math.dist((m.x, m.y), (m.true_x, m.true_y)) > m.radius / 2
    ]
    parts += [Markup('<circle class="nz-map__dot" cx="{:g}" cy="{:g}" r="{:g}"/>').format(*dot) for dot in view.dots]
    parts += [
        Markup('<text class="nz-map__name" paint-order="stroke" x="{:g}" y="{:g}" aria-hidden="true">{}</text>').format(
            n.x, n.y, n.text
        )
        for n in view.names
    ]
    return Markup("").join([*parts, *(_marker(marker, link) for marker in view.markers), Markup("</svg>")])


def _shapes(view: MapView) -> Iterator[Markup]:
    if view.again is not None:
        name, scale = view.again
        yield Markup('<use href="#{}" transform="scale({:.5f})"/>').format(name, scale)
    if view.defines:
        yield Markup('<g id="{}">').format(view.defines)
    yield from (
        Markup('<path class="{}" vector-effect="non-scaling-stroke" d="{}"/>').format(*shape) for shape in view.shapes
    )
    if view.defines:
        yield Markup("</g>")


def _marker(marker: Marker, link: Callable[[str], str]) -> Markup:
    number = Markup('<text class="nz-map__count" x="{:g}" y="{:g}" aria-hidden="true">{}</text>').format(
        marker.x, round(marker.y + 4.5, 1), marker.count if marker.count > 1 else ""
    )
    return Markup(
        '<a class="nz-map__marker" href="{}" aria-label="{}"><title>{}</title>'
        '<circle cx="{:g}" cy="{:g}" r="{:g}"/>{}</a>'
    ).format(
        marker.path if marker.path.startswith("#") else link(marker.path),
        marker.label,
        marker.label,
        marker.x,
        marker.y,
        marker.radius,
        number if marker.count > 1 else "",
    )

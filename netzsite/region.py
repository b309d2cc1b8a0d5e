"""Turns a GeoJSON file (RFC 7946) into the districts of the network's region, or says what is wrong with it."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.source import read_text

Point = tuple[float, float]
"""Degrees east and degrees north, WGS 84."""

Ring = tuple[Point, ...]
"""A closed line: the last point is the first."""


@dataclass(frozen=True, slots=True)
class District:
    """A district: its name, its rings (holes among them), its official key if the file has it (the AGS of Germany)."""

    name: str
    rings: tuple[Ring, ...]
    key: str = ""

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies in the district (even-odd rule)."""
        return sum(_crossings(ring, point) for ring in self.rings) % 2 == 1


def _crossings(ring: Ring, point: Point) -> int:
    """Count how often a ray to the east leaves or enters a ring."""
    x, y = point
    return sum(
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in pairwise(ring)
    )


@dataclass(frozen=True)
class Region:
    """The districts of a region."""

    districts: tuple[District, ...]

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """The smallest degrees east and north, and the largest."""
        points = [point for district in self.districts for ring in district.rings for point in ring]
        east, north = [x for x, _ in points], [y for _, y in points]
        return min(east), min(north), max(east), max(north)

    def district_of(self, point: Point) -> District | None:
        """Give the district in which a point lies."""
        return next((district for district in self.districts if district.holds(point)), None)

    def find(self, name: str) -> tuple[District, ...]:
        """Give the district of a key, or those of a name: a town and the land around it may have the same."""
        of_key = tuple(district for district in self.districts if name and district.key == name)
        return of_key or tuple(district for district in self.districts if district.name == name)

    @cached_property
    def outline(self) -> tuple[Ring, ...]:
        """The rings around all districts together: of edges that one district only has."""
        edges = [
            edge
            for district in self.districts
            for ring in district.rings
            for edge in pairwise(ring)
            if edge[0] != edge[1]
        ]
        shared = Counter(min(edge, edge[::-1]) for edge in edges)
        following: dict[Point, list[Point]] = {}
        for start, end in edges:
            if shared[min((start, end), (end, start))] == 1:
                following.setdefault(start, []).append(end)
        rings: list[Ring] = []
        while following:
            line = [next(iter(following))]
            while line[-1] in following:
                ends = following[line[-1]]
                line.append(ends.pop())
                if not ends:
                    del following[line[-2]]
            rings.append(tuple(line))
        return tuple(rings)


def read_region(path: Path, shown: str) -> Region:
    """Read the districts of a region.

    Args:
        path: the file.
        shown: its name in messages.

    Raises:
        NetzsiteError: the file cannot be read, or is not what a map can be drawn from.
    """
    if path.is_symlink() or not path.is_file():
        hint = "put the borders there, or remove 'map' from network.yaml"
        raise NetzsiteError(Problem(Spot(shown), Code.MISSING_FILE, "the file of the map is not there", hint))
    text, _ = read_text(path, shown)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _wrong(Spot(shown, error.lineno, error.colno), f"not JSON: {error.msg}") from None
    except RecursionError:
        raise _wrong(Spot(shown), "nested deeper than any map is") from None
    features = data.get("features") if isinstance(data, dict) and data.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features:
        raise _wrong(Spot(shown), "holds no FeatureCollection with features")
    return Region(tuple(_district(feature, Spot(shown), number) for number, feature in enumerate(features, 1)))


def _wrong(spot: Spot, message: str) -> NetzsiteError:
    hint = "export the districts as GeoJSON: a FeatureCollection of polygons, in degrees (WGS 84), each with a 'name'"
    return NetzsiteError(Problem(spot, Code.BAD_MAP, message, hint))


def _district(feature: Any, spot: Spot, number: int) -> District:
    which, group = f"feature {number}", feature if isinstance(feature, dict) else {}
    properties, geometry = group.get("properties"), group.get("geometry")
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise _wrong(spot, f"{which} has no name")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise _wrong(spot, f"{which} ('{name}') is no Polygon or MultiPolygon")
    coordinates: Any = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    try:
        rings = tuple(_ring(ring) for polygon in polygons for ring in polygon)
    except (TypeError, ValueError, LookupError) as error:
        message = str(error) if isinstance(error, ValueError) else "its coordinates are not lists of positions"
        raise _wrong(spot, f"{which} ('{name}'): {message}") from None
    if not rings:
        raise _wrong(spot, f"{which} ('{name}') has no rings")
    key = properties.get("ags") if isinstance(properties, dict) else None
    return District(name.strip(), rings, key.strip() if isinstance(key, str) else "")


def _ring(positions: Any) -> Ring:
    ring = tuple((_degrees(position[0], 180), _degrees(position[1], 90)) for position in positions)
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise ValueError("a ring has fewer than four positions, or is not closed")
    return ring


def _degrees(value: Any, limit: int) -> float:
    if type(value) not in (int, float) or not -limit <= value <= limit:
        raise ValueError(f"{value!r} is not a number of degrees")
    return float(value)

"""Turns circles that cover each other into circles that do not: moved apart as little as it takes, or put together."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GAP = 2.0
"""Between two circles, in units of the drawing."""

ROUNDS = 300
"""How often circles are moved before there is too little room for all."""

DENSITY = 0.5
"""The share of the area that circles may take, squares around them counted; more would be moved for nothing."""

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle, in units of the drawing."""

    x: float
    y: float
    radius: float


def spread(circles: Sequence[Circle], width: float, height: float) -> tuple[tuple[Circle, tuple[int, ...]], ...]:
    """Move circles apart until none covers another; where there is no room, neighbours become one.

    The same circles always come to lie at the same places.

    Args:
        circles: the most important first: those keep their names where several become one.
        width: of the area.
        height: of the area.

    Returns:
        Each circle, and the places of those in `circles` that it stands for, the most important first.
    """
    cell = 0.0
    while True:
        groups = _grouped(circles, cell)
        kept = [Circle(circles[group[0]].x, circles[group[0]].y, circles[group[0]].radius) for group in groups]
        moved = _moved(kept, width, height)
        if moved is not None or len(kept) <= 1:
            return tuple(zip(moved or kept, groups, strict=True))
        cell = cell * 1.5 or kept[-1].radius


def _grouped(circles: Sequence[Circle], cell: float) -> list[tuple[int, ...]]:
    """Put together what lies in the same square of a grid; nothing if the squares are 0 wide."""
    if not cell:
        return [(place,) for place in range(len(circles))]
    squares: dict[tuple[int, int], list[int]] = {}
    for place, circle in enumerate(circles):
        squares.setdefault((int(circle.x // cell), int(circle.y // cell)), []).append(place)
    return [tuple(places) for places in squares.values()]


def _moved(circles: Sequence[Circle], width: float, height: float) -> list[Circle] | None:
    """Push circles apart, round by round; None if they do not come to rest."""
    if sum((2 * circle.radius + GAP) ** 2 for circle in circles) > DENSITY * width * height and len(circles) > 1:
        return None
    x, y, radii = ([getattr(circle, name) for circle in circles] for name in ("x", "y", "radius"))
    _keep_inside(x, y, radii, width, height)
    for _ in range(ROUNDS):
        is_at_rest = True
        for one, other, needed in _pairs(x, y, radii):
            distance = math.hypot(x[other] - x[one], y[other] - y[one])
            if distance < needed:
                is_at_rest = False
                angle = math.atan2(y[other] - y[one], x[other] - x[one]) if distance > 0.01 else other * GOLDEN_ANGLE
                push = (needed - distance) / 2 + 0.05
                x[one], y[one] = x[one] - push * math.cos(angle), y[one] - push * math.sin(angle)
                x[other], y[other] = x[other] + push * math.cos(angle), y[other] + push * math.sin(angle)
        _keep_inside(x, y, radii, width, height)
        if is_at_rest:
            return [Circle(*values) for values in zip(x, y, radii, strict=True)]
    return None


def _keep_inside(x: list[float], y: list[float], radii: list[float], width: float, height: float) -> None:
    for place, radius in enumerate(radii):
        x[place] = min(max(x[place], radius), width - radius)
        y[place] = min(max(y[place], radius), height - radius)


def _pairs(x: list[float], y: list[float], radii: list[float]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs that may cover each other, and how far apart they need to be."""
    for one in range(len(x)):
        for other in range(one + 1, len(x)):
            needed = radii[one] + radii[other] + GAP
            if abs(x[one] - x[other]) < needed and abs(y[one] - y[other]) < needed:
                yield one, other, needed

"""Boxes and transformations of PDF, in points (ISO 32000-1, 8.3)."""

from collections.abc import Iterable, Sequence

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)
NOWHERE: Box = (1, 1, 0, 0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Chain two transformations."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Give where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def around(points: Sequence[tuple[float, float]]) -> Box:
    """Give the box around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def moved_box(matrix: Matrix, box: Box) -> Box:
    """Give the box around a box that was transformed."""
    left, bottom, right, top = box
    return around([moved(matrix, x, y) for x in (left, right) for y in (bottom, top)])


def common(one: Box, other: Box) -> Box:
    """Give what two boxes have in common; its sides are the wrong way round if that is nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def is_something(box: Box) -> bool:
    """Tell whether a box holds anything; a line does."""
    return box[2] >= box[0] and box[3] >= box[1]


def is_inside(box: Box, outer: Box, tolerance: float) -> bool:
    """Tell whether a box lies in another, but for a little."""
    low = all(inner >= side - tolerance for inner, side in zip(box[:2], outer[:2], strict=True))
    return low and all(inner <= side + tolerance for inner, side in zip(box[2:], outer[2:], strict=True))


def matrix_of(operands: Iterable[object]) -> Matrix:
    """Read a transformation."""
    a, b, c, d, e, f = map(_number, operands)
    return a, b, c, d, e, f


def box_of(sides: Iterable[object]) -> Box:
    """Read a box; its corners may come in any order (7.9.5)."""
    x, y, other_x, other_y = map(_number, sides)
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def _number(value: object) -> float:
    return float(value)  # type: ignore[arg-type]  # int, Decimal or float, as pikepdf gives them

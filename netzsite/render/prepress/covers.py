"""Turns a number of pages and their paper into the measures of the cover around them: back, spine and front, one sheet.

The spine is as wide as all leaves lie thick, and twice the cover: pages / 2 * leaf + 2 * cover.
"""

from decimal import ROUND_HALF_UP, Decimal

from netzsite.render.prepress.profiles import PrintOrder

TRIM_MM = (210, 297)
"""Width and height of a trimmed page: A4."""

LEAST_TITLED_MM = Decimal(5)
"""Width of a spine that carries a title: covers are folded to a millimetre on either side, and letters that can be read
on a shelf (8 pt) need three."""

LIBRARY_MM = 30
"""At the foot of a spine, left free for the marks of libraries (ISO 6357)."""


def spine_mm(order: PrintOrder, pages: int) -> Decimal:
    """Give the width of a spine, to a tenth of a millimetre."""
    width = Decimal(pages) / 2 * order.leaf_mm + 2 * order.cover_mm
    return width.quantize(Decimal("0.1"), ROUND_HALF_UP)


def has_spine_title(order: PrintOrder, pages: int) -> bool:
    """Tell whether a spine is wide enough for a title."""
    return spine_mm(order, pages) >= LEAST_TITLED_MM


def cover_size_mm(order: PrintOrder, pages: int) -> tuple[float, float]:
    """Give width and height of a trimmed cover, laid flat."""
    width, height = TRIM_MM
    return float(2 * width + spine_mm(order, pages)), float(height)

"""Turns the lower bounds of size classes into their ids, and numbers into classes."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from netzsite.kinds.survey import Asked, QuestionType

Bounds = tuple[Decimal | None, Decimal | None]
"""The least and the greatest number of a class; None where it is open."""


def class_bounds(classes: Sequence[Decimal], least: Decimal | None, *, is_whole: bool) -> dict[str, Bounds]:
    """Name the classes and give their bounds, the smallest first; numbers below the first class have one of their own.

    Args:
        classes: lower bounds, ascending.
        least: the smallest number that is possible.
        is_whole: numbers are whole: a class ends one before the next begins.
    """
    bounds: dict[str, Bounds] = {}
    if classes and (least is None or least < classes[0]):
        bounds[f"under-{_name(classes[0])}"] = least, classes[0] - is_whole
    for place, low in enumerate(classes):
        if place + 1 == len(classes):
            bounds[f"{_name(low)}-up"] = low, None
        else:
            high = classes[place + 1] - is_whole
            bounds[f"{_name(low)}-{_name(high)}"] = low, high
    return bounds


def bounds_of(asked: Asked) -> dict[str, Bounds]:
    """Give the classes of a question as it was asked."""
    return class_bounds(asked.classes, asked.least, is_whole=asked.type is QuestionType.INTEGER)


def class_of(number: Decimal, asked: Asked) -> str:
    """Give the id of the class of a number, which is not below what is possible."""
    names = list(bounds_of(asked))
    return names[max(0, bisect_right(asked.classes, number) - (len(names) == len(asked.classes)))]


def _name(bound: Decimal) -> str:
    return f"{bound:f}".replace("-", "minus").replace(".", "p")

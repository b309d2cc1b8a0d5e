"""Turns published statistics into what they tell of the cells that they are made of.

A statistic is no safer than its parts. With the number of contributors, a mean is the total. A share or a growth rate
is one of its two cells as soon as the other is known, up to rounding. Two totals with and without one contributor are
that contributor: name him as a cell of his own that is never published, and say that the totals differ by it. Minimum,
maximum and range are answers of single contributors and are never published; for medians see `medians`.

So each published statistic becomes a constraint that an attacker knows. With an identity it can be suppressed like a
cell, and `protect` decides which of the two goes.
"""

import math
from collections.abc import Hashable, Iterable

from netzsite.disclosure.cells import Constraint


def total(whole: Hashable, parts: Iterable[Hashable]) -> Constraint:
    """Say that a cell is the sum of others."""
    return Constraint({whole: -1.0, **dict.fromkeys(parts, 1.0)})


def ratio(
    numerator: Hashable,
    denominator: Hashable,
    value: float,
    step: float,
    *,
    scale: float = 1.0,
    identity: Hashable | None = None,
    weight: float = 1.0,
) -> tuple[Constraint, Constraint]:
    """Say what a published quotient tells of two cells of which the denominator is not negative.

    Args:
        numerator: identity of the cell above the line.
        denominator: identity of the cell below.
        value: the quotient times `scale`, as published or before rounding.
        step: it is published as a multiple of this, so that it may be off by half of it; 0: it is exact.
        scale: 100 for percent.
        identity: of the figure, if it can be suppressed.
        weight: what suppressing it costs.
    """
    low, high = (bound / scale for bound in rounding_interval(value, step))
    return (
        Constraint({numerator: 1.0, denominator: -low}, 0.0, math.inf, identity, weight),
        Constraint({numerator: 1.0, denominator: -high}, -math.inf, 0.0, identity, weight),
    )


def growth(
    now: Hashable,
    before: Hashable,
    percent: float,
    step: float,
    *,
    identity: Hashable | None = None,
    weight: float = 1.0,
) -> tuple[Constraint, Constraint]:
    """Say what a published growth rate in percent, a multiple of `step`, tells of the cells of two years."""
    low, high = (1 + bound / 100 for bound in rounding_interval(percent, step))
    return (
        Constraint({now: 1.0, before: -low}, 0.0, math.inf, identity, weight),
        Constraint({now: 1.0, before: -high}, -math.inf, 0.0, identity, weight),
    )


def mean(
    whole: Hashable,
    contributors: int,
    value: float,
    step: float,
    *,
    identity: Hashable | None = None,
    weight: float = 1.0,
) -> Constraint:
    """Say what a mean, published as a multiple of `step`, tells of the total of a known number of contributors."""
    low, high = rounding_interval(value, step)
    return Constraint({whole: 1.0}, contributors * low, contributors * high, identity, weight)


def rounding_interval(value: float, step: float) -> tuple[float, float]:
    """Give the least and the greatest number that are published as the same multiple of a step as a value."""
    if not step:
        return value, value
    shown = round(value / step) * step
    return shown - step / 2, shown + step / 2

"""Tells whether the median of some answers may be published, and how coarsely.

A median of an odd number of answers is one company's answer; of an even number it is the mean of two, and each of the
two can work out the other. No table adds up to it, so it cannot be protected by suppressing other cells. It is
published if both hold:

- `least` contributors or more lie on each side of the middle. Then nobody can tell whose answer it is, and one answer
  more or less, as between two questions of two years, moves it to a neighbour and not to an answer that stands out.
- It is rounded to a step of which half is at least p percent of it, so that it does not show the answer in the middle
  more exactly than the p % rule lets anybody know an answer. Where as many as `least` answers are the same
  number as the median, as with counts of few, it is nobody's in particular and is published as it is.
"""

import math
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from statistics import median

from netzsite.disclosure.derived import rounding_interval
from netzsite.disclosure.rules import Rules

_STEPS = (1, 2, 5)
"""Readers take 10, 20, 50, 100 for rounded; not 37."""


@dataclass(frozen=True, slots=True)
class Median:
    """What may be published of a median.

    Attributes:
        is_safe: whether it may be published.
        value: as it may be published; None if it may not.
        step: what it is rounded to; 0: as it is.
    """

    is_safe: bool
    value: float | None = None
    step: float = 0.0


def assess_median(
    contributions: Mapping[Hashable, float], rules: Rules, waivers: Collection[Hashable] = frozenset()
) -> Median:
    """Decide whether a median may be published, and round it.

    Answers with a waiver count in the median, but not among those on either side: they may be known.
    """
    if not contributions:
        return Median(False)
    middle = median(contributions.values())
    ordered = sorted(contributions, key=lambda each: (contributions[each], repr(each)))
    low, high = ordered[: len(ordered) // 2], ordered[(len(ordered) + 1) // 2 :]
    if len(ordered) % 2 == 0:
        low, high = low[:-1], high[1:]
    if any(sum(each not in waivers for each in side) < rules.least for side in (low, high)):
        return Median(False)
    if sum(amount == middle and each not in waivers for each, amount in contributions.items()) >= rules.least:
        return Median(True, middle)
    if middle == 0:
        return Median(False)
    step = _coarse(2 * rules.percent / 100 * abs(middle))
    return Median(True, sum(rounding_interval(middle, step)) / 2, step)


def _coarse(least: float) -> float:
    """Give the next step of 1, 2, 5, 10, 20 ... (or 0.5, 0.2 ...)."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (*_STEPS, 10) if step * power >= least * (1 - 1e-9))

"""Looks for the cheapest pattern of all that protects a part, by an integer program to which cuts are added.

After M. Fischetti and J. J. Salazar, Models and algorithms for optimizing cell suppression in tabular data with linear
constraints, Journal of the American Statistical Association 95 (2000): a pattern is chosen and attacked; each attack
that succeeds becomes, by the duality of linear programming, an inequality that every pattern must fulfil to withstand
it; then the cheapest pattern that fulfils all of them is chosen.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from netzsite.disclosure.attack import ENOUGH, Attacker, Siege, Target
from netzsite.disclosure.programs import Vector, cover, maximise_with_multipliers
from netzsite.disclosure.suppression import concerned
from netzsite.disclosure.system import Mask, Part, Places

MOST_CHOICES = 60
"""Things among which the cheapest are sought; where there are more, what has been found quickly will do."""

_MOST_PATTERNS = 40
_TINY = 1e-9


def improve(siege: Siege, attackers: Sequence[Attacker], least: Mask, found: Mask, may_open: Mask) -> tuple[Mask, bool]:
    """Find the cheapest pattern.

    Args:
        siege: attacks patterns.
        attackers: all of them.
        least: what is open anyway.
        found: a pattern that protects all targets.
        may_open: what may be opened.

    Returns:
        the cheapest pattern, `found` if that is as cheap; and whether it is certain that none is cheaper.
    """
    part = siege.part
    choices = np.flatnonzero(may_open & ~least)
    cost = part.costs[found & ~least].sum()
    ranks = np.arange(len(choices)) / (1e6 * max(1, len(choices)))
    prices = part.costs[choices] * (1 + ranks)
    cuts: list[Vector] = []
    is_open = least.copy()
    for _ in range(_MOST_PATTERNS):
        new = _cuts(siege, attackers, is_open, least, may_open, choices)
        if not new:
            return is_open, True
        if not all(cut.sum() >= ENOUGH for cut in new):
            return found, False  # what arithmetic has left of a cut asks for more than there is
        cuts += new
        answer = cover(prices, csr_array(np.array(cuts)), np.ones(len(cuts)), True)
        if answer is None or not answer[1]:
            return found, False
        pattern = least.copy()
        pattern[choices[answer[0] > 0.5]] = True
        if (pattern == is_open).all():
            return found, False
        is_open = pattern
        if part.costs[is_open & ~least].sum() >= cost * (1 - 1e-5):
            return found, True
    return found, False


def _cuts(
    siege: Siege, attackers: Sequence[Attacker], is_open: Mask, least: Mask, may_open: Mask, choices: Places
) -> list[Vector]:
    """List what the successful attacks on a pattern ask of all patterns; those of the first who succeeds."""
    for attacker in attackers:
        if concerned(siege.part, attacker, is_open) and (unmet := siege.unmet(attacker, is_open)):
            return [_cut(siege.part, attacker, target, is_open, least, may_open)[choices] for target in unmet]
    return []


def _cut(part: Part, attacker: Attacker, target: Target, is_open: Mask, least: Mask, may_open: Mask) -> Vector:
    """Say by how much each thing, if open, helps a target to move as far as it must; 1 is all that is needed."""
    unit = target.amount
    lower, upper = (bound / unit for bound in attacker.bounds(part, is_open))
    objective = np.zeros(len(lower))
    objective[target.unknown] = target.sign
    optimum = maximise_with_multipliers(part.matrix, objective, lower, upper)
    if optimum is None:
        return np.zeros(len(part.costs))
    prices = objective - part.matrix.T @ optimum.multipliers
    narrow = [bound / unit for bound in attacker.bounds(part, least)]
    wide = [bound / unit for bound in attacker.bounds(part, least | may_open)]
    helps = np.zeros(len(part.costs))
    lacking = 1.0
    for unknown in np.flatnonzero(np.abs(prices) > _TINY):
        side = int(prices[unknown] > 0)
        if np.isfinite(narrow[side][unknown]):  # else its price is nought, but for an error of arithmetic
            lacking -= abs(prices[unknown] * narrow[side][unknown])
            if wide[side][unknown] != narrow[side][unknown]:
                helps[part.owners[unknown]] += abs(prices[unknown] * (wide[side][unknown] - narrow[side][unknown]))
    if lacking <= _TINY:
        return np.zeros(len(helps))
    return np.minimum(helps / lacking, 1.0)

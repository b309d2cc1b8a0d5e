"""Turns the contributions to a cell into whether it is sensitive, why, and how uncertain it must stay (primary rules).

The rules, and the protection that dominance and p % ask for, are those of official statistics: A. Hundepool and others,
Handbook on Statistical Disclosure Control, second edition (2024), section 4.2. What is protected besides (cells of too
few and of zeros, waivers, insiders), is protected more than there.
"""

import math
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from netzsite.disclosure.cells import Cell
from netzsite.disclosure.rules import Rules


class Reason(StrEnum):
    """Why a cell is not published."""

    TOO_FEW = "too-few"
    ZERO = "zero"
    DOMINANCE = "dominance"
    P_PERCENT = "p-percent"
    SECONDARY = "secondary"
    """Not sensitive itself; it protects others."""
    EARLIER = "earlier"
    """It has been suppressed in an earlier publication and stays so."""


_ORDER = tuple(Reason)
_TINY = 1e-9
"""Relative to a value: what is taken for an error of arithmetic."""


@dataclass(frozen=True, slots=True)
class Need:
    """How far below and above its true value a cell must seem possible to an attacker (protection levels)."""

    lower: float = field(repr=False)
    upper: float = field(repr=False)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Why a cell is sensitive, and the protection that it needs against whoever contributes nothing to it."""

    reason: Reason
    need: Need


def assess(cell: Cell, rules: Rules) -> Assessment | None:
    """Tell whether a cell is sensitive; None if it may be published as far as it goes, or contributions are not known.

    Amounts of contributors with a waiver may become known. So they are taken off, and the rules look at the rest as if
    it were the cell: a waiver frees its contributor, and never makes the others less safe than they would be alone.

    With x1 >= x2 >= ... the sizes of the amounts of that rest and X their sum, a cell is sensitive, and must stay
    uncertain by as much as the largest of these that apply:

    - fewer than `least` contributors: p x1, as if each but the largest were known;
    - X = 0: one step;
    - (n, k) dominance, x1 + ... + xn > k X: (x1 + ... + xn) / k - X, by which X would have to be larger;
    - p % rule, X - x1 - x2 < p x1: p x1 - (X - x1 - x2), by which the second largest would be wrong about the largest.

    The need is rounded up to a step, and no larger than what everybody knows of the cell allows.
    """
    sizes = _sizes(cell, cell.waivers)
    if not sizes:
        return None
    levels = _zero_levels(cell, rules) if not any(sizes) else dict(_levels(sizes, rules))
    if not levels:
        return None
    return Assessment(min(levels, key=_ORDER.index), _need(cell, max(levels.values()), ()))


def need_against(cell: Cell, rules: Rules, insiders: Collection[Hashable]) -> Need | None:
    """Tell how uncertain a sensitive cell must stay to contributors who put together what they know of it.

    They know their own amounts and so try for the largest of the others, as the p % rule has it. If they contribute
    nothing, or if the largest contributor is not among them, the cell needs what it needs against everybody.

    Returns:
        the need; None if the cell is not sensitive, or nobody is left in it whom they could find out about.
    """
    assessment = assess(cell, rules)
    amounts = cell.contributions or {}
    inside = amounts.keys() & set(insiders)
    others = _sizes(cell, cell.waivers | inside)
    if assessment is None or not others:
        return None
    if not inside or others[0] >= _sizes(cell, cell.waivers)[0]:
        return _need(cell, max(assessment.need.lower, assessment.need.upper), inside)
    level = rules.percent / 100 * others[0]
    if assessment.reason is Reason.ZERO:
        level = cell.step
    elif assessment.reason is not Reason.TOO_FEW:
        level -= sum(others[1:])
    return _need(cell, level, inside) if level > 0 else None


def _levels(sizes: Sequence[float], rules: Rules) -> Iterator[tuple[Reason, float]]:
    """Yield the rules that amounts break, the largest first, and what each asks for."""
    total, share = sum(sizes), rules.percent / 100
    if sum(size > 0 or rules.count_zeros for size in sizes) < rules.least:
        yield Reason.TOO_FEW, share * sizes[0]
    excesses = [sum(sizes[: rule.contributors]) * 100 / rule.percent - total for rule in rules.dominance]
    if excesses and max(excesses) > _TINY * total:
        yield Reason.DOMINANCE, max(excesses)
    lacking = share * sizes[0] - sum(sizes[2:])
    if lacking > _TINY * total:
        yield Reason.P_PERCENT, lacking


def _zero_levels(cell: Cell, rules: Rules) -> dict[Reason, float]:
    return {Reason.ZERO: cell.step} if rules.protect_zeros else {}


def _sizes(cell: Cell, without: Collection[Hashable]) -> list[float]:
    """List the sizes of the amounts of a cell, the largest first."""
    amounts = (cell.contributions or {}).items()
    return sorted((abs(amount) for contributor, amount in amounts if contributor not in without), reverse=True)


def _need(cell: Cell, level: float, insiders: Collection[Hashable]) -> Need:
    """Round a level up to a step, within what is known of the cell."""
    if cell.step:
        level = max(1, math.ceil(level / cell.step - _TINY)) * cell.step
    value = sum((cell.contributions or {}).values()) if cell.value is None else cell.value
    return Need(
        min(level, max(0.0, value - least_value(cell, insiders))),
        min(level, max(0.0, greatest_value(cell, insiders) - value)),
    )


def least_value(cell: Cell, insiders: Collection[Hashable] = ()) -> float:
    """Give what some contributors know to be the least value of a cell: they, and whoever has waived, are in it."""
    amounts = cell.contributions or {}
    known = sum(amounts[each] for each in amounts.keys() & {*cell.waivers, *insiders})
    return max(cell.lower, known) if cell.lower >= 0 else cell.lower


def greatest_value(cell: Cell, insiders: Collection[Hashable] = ()) -> float:
    """Give what some contributors know to be the greatest value of a cell: they know what they could have added."""
    amounts = cell.contributions or {}
    inside = amounts.keys() & set(insiders)
    if not inside or math.isinf(cell.upper):
        return cell.upper
    return cell.upper - sum(cell.upper / len(amounts) - amounts[each] for each in inside)

"""Cells of tables, and what everybody knows that connects them."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table: a sum over contributors, or a count of them (each contributes 1).

    Identities of cells and contributors are told apart and ordered by their `repr`, so that results do not depend on
    the order in which cells are given. Amounts are confidential and not in the cell's own `repr`.

    Attributes:
        identity: what names the cell; equal in all tables, languages and years in which the same number stands.
        value: the number as it is, before rounding; None: suppressed, and not known to whoever audits.
        contributions: contributor -> amount; None: not known to whoever audits. An amount may be negative only where
            `lower` is; the rules then look at its size.
        waivers: contributors who have agreed that their amount may become known. They need no protection, and their
            amounts hide nobody else's.
        weight: what suppressing the cell costs; None: as much as it has contributors.
        lower: what everybody knows to be its least value.
        upper: what everybody knows to be its greatest value.
        step: what values are told apart by (1 for whole numbers): protection is a multiple of it.
        rounding: it is published as a multiple of this; 0: as it is.
        contributors: how many contribute, where that is published and `contributions` are not known; None: not known.
        is_published: False for what is never published but could be worked out, such as the inner cells of a table of
            which only margins appear, or the one company in which two totals differ.
    """

    identity: Hashable
    value: float | None = field(repr=False)
    contributions: Mapping[Hashable, float] | None = field(default=None, repr=False)
    waivers: frozenset[Hashable] = field(default=frozenset(), repr=False)
    weight: float | None = None
    lower: float = 0.0
    upper: float = math.inf
    step: float = 1.0
    rounding: float = 0.0
    contributors: int | None = None
    is_published: bool = True

    def __post_init__(self) -> None:
        if self.lower >= 0 and any(amount < 0 for amount in (self.contributions or {}).values()):
            raise ValueError(f"{self.identity!r} has a negative amount, but is said to be at least {self.lower:g}")

    @property
    def cost(self) -> float:
        """What suppressing it costs; nothing if it is never published."""
        if not self.is_published:
            return 0.0
        return max(1.0, len(self.contributions or ())) if self.weight is None else self.weight


@dataclass(frozen=True, slots=True)
class Constraint:
    """What is known of several cells together: the sum of their values, each times its coefficient, has bounds.

    Attributes:
        coefficients: identity of a cell -> its coefficient.
        lower: what the sum is at least.
        upper: what the sum is at most; equal to `lower` for tables, where it is 0 (the parts less the whole).
        identity: None for what is always known; else the identity of a published figure, such as a growth rate, that
            can be suppressed like a cell. Constraints of the same identity stand and fall together.
        weight: what suppressing the figure costs.
    """

    coefficients: Mapping[Hashable, float]
    lower: float = 0.0
    upper: float = 0.0
    identity: Hashable | None = None
    weight: float = 1.0

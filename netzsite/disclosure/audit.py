"""Attacks what is published as somebody would who wants to know a single answer, and reports what he finds out."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.rules import Rules
from netzsite.disclosure.sensitivity import Need


class Leak(StrEnum):
    """What is wrong with a cell."""

    PUBLISHED = "published"
    """It is sensitive, and published."""
    EXACT = "exact"
    """It is suppressed, but can be worked out."""
    NARROW = "narrow"
    """It is suppressed, but can be worked out more exactly than the rules allow."""
    INCONSISTENT = "inconsistent"
    """It stands in a sum or ratio that does not hold for what is published."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an attacker finds out.

    Where contributions are known to the audit, all but cell and leak is confidential, and not in the `repr`.

    Attributes:
        cell: the identity of the cell.
        leak: what is wrong.
        lower: the least value that seems possible to the attacker; infinite or NaN if not worked out.
        upper: the greatest.
        need: how far from the true value they have to be; None if that is not known.
        insiders: contributors who find it out with what they know of themselves; none: everybody can.
    """

    cell: Hashable
    leak: Leak
    lower: float = field(default=float("nan"), repr=False)
    upper: float = field(default=float("nan"), repr=False)
    need: Need | None = field(default=None, repr=False)
    insiders: tuple[Hashable, ...] = field(default=(), repr=False)


def audit(
    cells: Iterable[Cell], constraints: Iterable[Constraint], rules: Rules, suppressed: Iterable[Hashable]
) -> tuple[Finding, ...]:
    """Attack what is published by linear programming.

    Cells with contributions are checked in full: whether they may be published, else whether their feasible interval
    keeps the distance that the rules ask for, to the public and to each contributor (or coalition), who knows his own
    amounts: a cell in which he is alone, and of others the least value.

    Suppressed cells without contributions are checked as anybody can who has only what is published: whether they
    can be worked out exactly, and where `contributors` says that they are too few, whether for any value in the
    feasible interval the rules could hold, to the public and to somebody who is alone in another cell.

    Args:
        cells: all cells, those of earlier years that constraints connect included. Suppressed ones need no value.
        constraints: what everybody knows.
        rules: that were to be kept.
        suppressed: identities of all cells and figures that are not published.

    Returns:
        what was found, in the order of identities: for each cell the worst leak, to the public if it is one.

    Raises:
        ValueError: two cells have the same identity, or a constraint is about a cell that is not there.
    """
    from netzsite.disclosure.inspection import inspect  # with SciPy, half a second

    return tuple(inspect(tuple(cells), tuple(constraints), rules, frozenset(suppressed)))


def intervals(
    cells: Iterable[Cell], constraints: Iterable[Constraint], suppressed: Iterable[Hashable]
) -> Mapping[Hashable, tuple[float, float]]:
    """Work out between which values anybody knows each suppressed cell to be, from what is published.

    Args:
        cells: all cells; the values of suppressed ones are not used, but their known bounds are.
        constraints: what everybody knows.
        suppressed: identities of all cells and figures that are not published.

    Returns:
        identity of each suppressed cell, and of each that is never published -> its feasible interval.
    """
    from netzsite.disclosure.inspection import feasible  # with SciPy, half a second

    return feasible(tuple(cells), tuple(constraints), frozenset(suppressed))

"""Chooses what is not published, so that nobody can work out a sensitive cell (primary and secondary suppression)."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from netzsite.disclosure.audit import Finding
from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.rules import Rules
from netzsite.disclosure.sensitivity import Reason, assess


@dataclass(frozen=True, slots=True)
class Protection:
    """What is not to be published.

    Attributes:
        reasons: identity of each cell or figure that is suppressed -> why, in the order of identities.
        unprotected: what cannot be protected, because of what has been published already or is known anyway.
        cost: the weights of what is suppressed only to protect others, added up.
        is_optimal: whether it is certain that no other choice costs less.
    """

    reasons: Mapping[Hashable, Reason]
    unprotected: tuple[Finding, ...]
    cost: float
    is_optimal: bool

    @property
    def suppressed(self) -> frozenset[Hashable]:
        """Identities of all that is suppressed."""
        return frozenset(self.reasons)


def protect(
    cells: Iterable[Cell],
    constraints: Iterable[Constraint],
    rules: Rules,
    *,
    published: Collection[Hashable] = (),
    suppressed: Collection[Hashable] = (),
) -> Protection:
    """Choose what is not published, at low cost, so that `audit` finds nothing.

    Args:
        cells: all cells with what is known of them; those of earlier years that constraints connect included.
        constraints: what everybody knows, and the figures that are to be published.
        rules: that say what is sensitive, and how far it is protected.
        published: identities of cells and figures that have been published before and cannot be taken back.
        suppressed: identities of cells and figures that have been suppressed before and stay so.

    Returns:
        the same for the same input, whatever its order.

    Raises:
        ValueError: two cells have the same identity, or a constraint is about a cell that is not there.
    """
    from netzsite.disclosure.choice import choose  # with SciPy, half a second

    cells = tuple(cells)
    assessments = {cell.identity: found for cell in cells if (found := assess(cell, rules))}
    choice = choose(cells, tuple(constraints), rules, assessments, frozenset(published), frozenset(suppressed))
    never = {cell.identity for cell in cells if not cell.is_published}
    reasons = {}
    for identity in sorted(choice.suppressed - never, key=repr):
        earlier = Reason.EARLIER if identity in suppressed else Reason.SECONDARY
        reasons[identity] = assessments[identity].reason if identity in assessments else earlier
    return Protection(reasons, choice.unprotected, choice.cost, choice.is_optimal)

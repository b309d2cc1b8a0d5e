"""Chooses what one part suppresses besides its sensitive cells: opens the cheapest ways out, closes what is not needed.

The ways out are found by linear programs, one for each cell that must be able to move: its cheapest move that takes it
far enough shows which further cells must be able to. In a table of two dimensions that is a shortest path, as in the
heuristics of official statistics (Handbook on Statistical Disclosure Control, second edition, 2024, section 4.4.3).
Where a part is small, `optimum` then looks for the cheapest.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import hstack

from netzsite.disclosure.attack import Attacker, Siege, Target
from netzsite.disclosure.programs import Vector, solve
from netzsite.disclosure.system import Mask, Part

_ROUNDS = 3
"""How often a way out is sought again, at prices that favour the few things that the last one has opened."""

_HARDLY = 1e-7
"""Of what a move needs: so little movement is none."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is open, that is, suppressed or never published; and who can find out what, all the same."""

    is_open: Mask
    missed: tuple[tuple[Attacker, Target], ...]


def open_ways(siege: Siege, attackers: Iterable[Attacker], is_open: Mask, may_open: Mask) -> Pattern:
    """Open what is needed so that every target can move far enough.

    What has been opened for one attacker is of use to all, so that each is looked at once.
    """
    part, is_open = siege.part, is_open.copy()
    missed = []
    for attacker in attackers:
        hopeless: set[Target] = set()
        if not concerned(part, attacker, is_open):
            continue
        while unmet := [target for target in siege.unmet(attacker, is_open) if target not in hopeless]:
            target = max(unmet, key=lambda each: (each.amount, -each.unknown, each.sign))
            move = _cheapest(part, attacker, target, is_open, may_open)
            opened = None if move is None else _moved(part, attacker, move, is_open, target.amount)
            if move is None or opened is None or not (opened & ~is_open).any():
                hopeless.add(target)
                missed.append((attacker, target))
            else:
                is_open |= opened
                siege.keep(move)
    return Pattern(is_open, tuple(missed))


def close_needless(siege: Siege, attackers: Sequence[Attacker], pattern: Pattern, may_close: Mask) -> Pattern:
    """Close what has been opened and is not needed, what costs most first."""
    part, is_open = siege.part, pattern.is_open.copy()
    given_up: dict[tuple[Hashable, ...], set[Target]] = {}
    for attacker, target in pattern.missed:
        given_up.setdefault(attacker.insiders, set()).add(target)
    queue = list(attackers)
    for item in sorted(np.flatnonzero(may_close & is_open), key=lambda item: (-part.costs[item], item)):
        is_open[item] = False
        if (winner := _winner(siege, queue, is_open, given_up)) is not None:
            is_open[item] = True
            queue.insert(0, queue.pop(winner))  # who has needed one thing is the likeliest to need the next
    return Pattern(is_open, pattern.missed)


def _winner(
    siege: Siege, queue: Sequence[Attacker], is_open: Mask, given_up: Mapping[tuple[Hashable, ...], Collection[Target]]
) -> int | None:
    """Give the place of somebody who finds out what could be kept from him: what is seen at once is looked at first."""
    doubtful: list[int] = []
    for place, attacker in enumerate(queue):
        if concerned(siege.part, attacker, is_open):
            goals = siege.goals(attacker, is_open)
            if any(target not in given_up.get(attacker.insiders, ()) for target in siege.stuck(goals)):
                return place
            doubtful += [place] * bool(goals.is_open.any())
    for place in doubtful:
        lost = given_up.get(queue[place].insiders, ())
        if any(target not in lost for target in siege.unmet(queue[place], is_open, first=not lost)):
            return place
    return None


def concerned(part: Part, attacker: Attacker, is_open: Mask) -> bool:
    """Tell whether somebody knows more than the public of what is open."""
    return not attacker.insiders or any(is_open[part.owners[unknown]] for unknown in attacker.floors)


def _cheapest(part: Part, attacker: Attacker, target: Target, is_open: Mask, may_open: Mask) -> Vector | None:
    """Find a move that takes a target as far as it must be able to go, and opens little; None if there is none."""
    inner = attacker.bounds(part, is_open)
    outer = attacker.bounds(part, is_open | may_open)
    with np.errstate(invalid="ignore"):
        room = [
            np.nan_to_num(abs(wide - narrow), nan=0.0, posinf=np.inf) for wide, narrow in zip(outer, inner, strict=True)
        ]
    lower, upper = inner[0] / target.amount, inner[1] / target.amount
    lower[target.unknown] = upper[target.unknown] = target.sign
    owned = part.owners >= 0
    ranks = np.arange(len(part.costs)) / (1e4 * len(part.costs))
    weights = np.where(owned, (part.costs * (1 + ranks))[part.owners], 0.0)
    matrix = hstack([part.matrix, part.matrix, -part.matrix], format="csr")
    zero = np.zeros(len(lower))
    prices, best, least = weights, None, np.inf
    for _ in range(_ROUNDS):
        found = solve(
            np.concatenate([zero, prices, prices]),
            matrix,
            np.zeros(matrix.shape[0]),
            np.zeros(matrix.shape[0]),
            np.concatenate([lower, zero, zero]),
            np.concatenate([upper, room[1] / target.amount, room[0] / target.amount]),
        )
        if found is None:
            return None
        own, above, below = np.split(found, 3)
        beyond = above + below
        cost = weights[beyond > _HARDLY].sum()
        if cost < least * (1 - 1e-9):
            best, least = (own + above - below) * target.amount, cost
        prices = weights / (np.minimum(beyond, 1) + 0.05)
    return best


def _moved(part: Part, attacker: Attacker, move: Vector, is_open: Mask, amount: float) -> Mask:
    """Mark what a move opens."""
    lower, upper = attacker.bounds(part, is_open)
    beyond = (move > upper + _HARDLY * amount) | (move < lower - _HARDLY * amount)
    found = np.zeros(len(is_open), dtype=bool)
    found[part.owners[beyond & (part.owners >= 0)]] = True
    return found

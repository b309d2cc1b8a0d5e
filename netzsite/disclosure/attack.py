"""Attacks a part of which something is suppressed: what is possible, and is that uncertain enough?

What is possible is a polytope. A cell is uncertain by as much as one can move in it from the base, up and down. Moves
that have been found, for whomever, show that most cells are safe, and single equations that some are not, so that few
linear programs remain to be solved.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from netzsite.disclosure.cells import Cell
from netzsite.disclosure.moves import Moves
from netzsite.disclosure.programs import Vector, maximise
from netzsite.disclosure.rules import Rules
from netzsite.disclosure.sensitivity import Assessment, Need, least_value, need_against
from netzsite.disclosure.system import Mask, Part, Places
from netzsite.disclosure.tightening import Equations

ENOUGH = 1 - 1e-6
"""As much of what is needed as is taken for all of it."""

_THRIFT = 1e-3
"""What it costs to move anything by as much as a target needs: moves that move little are of use to more attackers."""

_LEAN = 1e-7
"""How far off the equations a move of length one may be; and a hundredth of what it must move a target by to count."""


class Target(NamedTuple):
    """How far an unknown must be able to move, up (1) or down (-1)."""

    unknown: int
    sign: int
    amount: float


@dataclass(frozen=True, slots=True)
class Attacker:
    """Somebody who knows more than what is published, or not, and what must stay uncertain to him.

    Attributes:
        insiders: contributors who put together what they know; none: the public.
        floors: unknown -> how far down it can go, less its base, as they know.
        fixed: unknowns that they know.
        targets: what must stay uncertain.
    """

    insiders: tuple[Hashable, ...]
    floors: Mapping[int, float]
    fixed: tuple[int, ...]
    targets: tuple[Target, ...]

    def bounds(self, part: Part, is_open: Mask) -> tuple[Vector, Vector]:
        """Give the bounds of all unknowns as they know them."""
        lower, upper = part.bounds(is_open)
        for unknown, floor in self.floors.items():
            lower[unknown] = max(lower[unknown], floor)
        fixed = list(self.fixed)
        lower[fixed] = upper[fixed] = 0.0
        return lower, upper


def attackers(part: Part, rules: Rules, sensitive: Mapping[int, Assessment]) -> Iterator[Attacker]:
    """Yield the public, and each contributor or coalition, with what must stay uncertain to them.

    Args:
        part: what they attack.
        rules: say how many put together what they know.
        sensitive: unknown -> why it must stay uncertain.
    """
    public = tuple(_targets((unknown, each.need) for unknown, each in sensitive.items()))
    yield Attacker((), {}, (), public)
    inside: dict[Hashable, list[int]] = {}
    for place, cell in enumerate(part.cells):
        for contributor in cell.contributions or ():
            inside.setdefault(contributor, []).append(place)
    for insiders in _coalitions(part.cells, sorted(inside, key=repr), rules.coalition):
        own = sorted({place for each in insiders for place in inside[each]})
        needs = {place: each.need for place, each in sensitive.items()}
        for place in own:
            if place in needs:
                need = need_against(part.cells[place], rules, insiders)
                needs[place] = need or Need(0, 0)
        fixed = [place for place in own if _is_known(part.cells[place], insiders)]
        floors = {place: min(0.0, least_value(part.cells[place], insiders) - part.base[place]) for place in own}
        targets = tuple(_targets((place, need) for place, need in needs.items() if place not in fixed))
        if targets:
            yield Attacker(insiders, floors, tuple(fixed), targets)


def _coalitions(cells: Sequence[Cell], contributors: Sequence[Hashable], most: int) -> Iterator[tuple[Hashable, ...]]:
    """Yield each contributor, and those who together know a cell that none of them knows alone."""
    yield from ((each,) for each in contributors)
    few = {each for cell in cells for each in cell.contributions or () if len(cell.contributions or ()) <= most}
    for size in range(2, most + 1):
        yield from combinations(sorted(few, key=repr), size)


def _is_known(cell: Cell, insiders: Collection[Hashable]) -> bool:
    """Tell whether contributors know a cell: nobody else is in it who has not waived."""
    return bool(cell.contributions) and (cell.contributions or {}).keys() <= {*insiders, *cell.waivers}


def _targets(needs: Iterator[tuple[int, Need]]) -> Iterator[Target]:
    for unknown, need in needs:
        if need.upper > 0:
            yield Target(unknown, 1, need.upper)
        if need.lower > 0:
            yield Target(unknown, -1, need.lower)


class Siege:
    """Looks for moves in a part, for one attacker and pattern of suppression after the other."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._equations = Equations(part.matrix)
        self._moves = Moves(len(part.base))

    def keep(self, move: Vector) -> Vector:
        """Keep a move that an attacker cannot exclude, as a direction of length one."""
        length = np.abs(move).max(initial=0) or 1.0
        direction: Vector = np.where(np.abs(move) > 1e-9 * length, move / length, 0.0)
        if np.abs(self.part.matrix @ direction).max(initial=0) > _LEAN:
            direction = np.zeros_like(direction)  # nothing but errors of arithmetic, made large
        self._moves.add(direction)
        return direction

    def middle(self, bounds: tuple[Vector, Vector]) -> Vector:
        """Give a move to a place that lies between the ends of all moves."""
        return self._moves.middle(bounds, np.abs(self.part.base).max() + 1)

    def goals(self, attacker: Attacker, is_open: Mask) -> "Goals":
        """Give the targets of an attacker, if what is marked is suppressed; those that moves reach are struck off."""
        goals = Goals(attacker, attacker.bounds(self.part, is_open))
        goals.strike(self._moves)
        return goals

    def stuck(self, goals: "Goals") -> list[Target]:
        """List what is seen at once not to be uncertain enough; there may be more."""
        return [goals.attacker.targets[place] for place in self._stuck(goals)]

    def unmet(self, attacker: Attacker, is_open: Mask, *, first: bool = False) -> list[Target]:
        """List what is not uncertain enough to an attacker, if what is marked is suppressed.

        Args:
            attacker: what he knows, and what must stay uncertain.
            is_open: what is suppressed.
            first: one is enough.
        """
        goals = self.goals(attacker, is_open)
        missed = self._stuck(goals)
        goals.is_open[missed] = False
        if not (first and missed):
            missed += self._missed(goals, first=first)
        return [attacker.targets[place] for place in sorted(missed)]

    def _stuck(self, goals: "Goals") -> list[int]:
        """List the places of open targets that equations, one by one, keep from moving far enough."""
        rest = goals.rest(1, -1)
        if not len(rest):
            return []
        lower, upper = self._equations.tighten(goals.bounds)
        room = np.where(goals.signs > 0, upper[goals.targets], -lower[goals.targets])
        return [int(place) for place in rest if room[place] < goals.amounts[place] * ENOUGH]

    def _missed(self, goals: "Goals", *, first: bool) -> Iterator[int]:
        """Yield the places of open targets that no move reaches, by linear programs for many and then for each."""
        for sign in (1, -1):
            while len(chosen := goals.rest(sign)) > 1:
                if not goals.strike(self._found(goals, chosen)):
                    break
        for place in goals.rest(1, -1):
            for thrift in (_THRIFT, 0.0):
                if goals.is_open[place]:
                    goals.strike(self._found(goals, np.array([place]), thrift))
            if goals.is_open[place]:
                yield int(place)
                if first:
                    return

    def _found(self, goals: "Goals", chosen: Places, thrift: float = _THRIFT) -> Moves:
        """Look for a move for some targets, and keep it."""
        found = Moves(len(self.part.base))
        found.add(self.keep(self._move(goals, chosen, thrift)))
        return found

    def _move(self, goals: "Goals", chosen: Places, thrift: float) -> Vector:
        """Move some targets as far as each must be able to, as far as that is possible at once, and worth its cost.

        What costs nothing is moved as far as it can be: where other unknowns run to their ends, a small movement would
        not be told from an error of arithmetic.
        """
        targets, signs, amounts = goals.targets[chosen], goals.signs[chosen], goals.amounts[chosen]
        if not thrift:
            amounts = np.maximum(amounts, np.abs(self.part.base).max() + 1)
        unit = amounts.min()
        lower, upper = goals.bounds[0] / unit, goals.bounds[1] / unit
        up, down = targets[signs > 0], targets[signs < 0]
        upper[up] = np.minimum(upper[up], amounts[signs > 0] / unit)
        lower[down] = np.maximum(lower[down], -amounts[signs < 0] / unit)
        objective = np.zeros(len(lower))
        objective[targets] = signs * unit / amounts
        move = maximise(self.part.matrix, objective, lower, upper, thrift * unit / amounts.max())
        return np.zeros(len(lower)) if move is None else move


class Goals:
    """The targets of an attacker, which of them are still open, and the bounds that he knows."""

    def __init__(self, attacker: Attacker, bounds: tuple[Vector, Vector]) -> None:
        self.attacker = attacker
        self.bounds = bounds
        self.targets: Places = np.array([each.unknown for each in attacker.targets], dtype=np.intp)
        self.signs: Vector = np.array([each.sign for each in attacker.targets], dtype=np.float64)
        self.amounts: Vector = np.array([each.amount for each in attacker.targets], dtype=np.float64)
        self.is_open: Mask = np.ones(len(self.targets), dtype=bool)

    def rest(self, *signs: int) -> Places:
        """List the places of the targets of some signs that are open."""
        return np.flatnonzero(self.is_open & np.isin(self.signs, signs))

    def strike(self, moves: Moves) -> bool:
        """Strike off the targets that some moves reach; tell whether there are any."""
        up, down = moves.reach(self.bounds, 100 * _LEAN)
        reach = np.where(self.signs > 0, up[self.targets], down[self.targets])
        found = self.is_open & (reach >= self.amounts * ENOUGH)
        self.is_open &= ~found
        return bool(found.any())

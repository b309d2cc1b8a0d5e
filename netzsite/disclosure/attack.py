"""Attacks a part of which something is suppressed: what is possible, and is that uncertain enough?

What is possible is a polytope. A cell is uncertain by as much as one can move in it from the base, up and down. Each
move that has been found is kept, as a direction that leaves all equations fulfilled: stretched or turned round, it
shows of many cells, and to many attackers, that they are safe, so that few linear programs remain to be solved.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from netzsite.disclosure.cells import Cell
from netzsite.disclosure.programs import Vector, maximise
from netzsite.disclosure.rules import Rules
from netzsite.disclosure.sensitivity import Assessment, Need, least_value, need_against
from netzsite.disclosure.system import Mask, Part, Places

ENOUGH = 1 - 1e-6
"""As much of what is needed as is taken for all of it."""

_THRIFT = 1e-3
"""What it costs to move anything by as much as a target needs: moves that move little are of use to more attackers."""

_LEAN = 1e-7
"""How far off the equations a move of length one may be; and a hundredth of what it must move a target by to count."""

_MOST_MOVES = 200
_FAR = 1e30


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
        self._moves: dict[tuple[Hashable, ...], Vector] = {}

    def keep(self, attacker: Attacker, move: Vector) -> Vector:
        """Keep a move that an attacker cannot exclude, as a direction of length one."""
        length = np.abs(move).max(initial=0) or 1.0
        direction = np.where(np.abs(move) > 1e-9 * length, move / length, 0.0)[None, :]
        if np.abs(self.part.matrix @ direction[0]).max(initial=0) > _LEAN:
            direction = np.zeros_like(direction)  # nothing but errors of arithmetic, made large
        self._add(attacker.insiders, direction)
        return direction

    def _add(self, insiders: tuple[Hashable, ...], moves: Vector) -> None:
        self._moves[insiders] = np.vstack([moves, self._known(insiders)[:_MOST_MOVES]])

    def _known(self, insiders: tuple[Hashable, ...]) -> Vector:
        return self._moves.get(insiders, np.empty((0, len(self.part.base))))

    def middle(self, bounds: tuple[Vector, Vector]) -> Vector:
        """Give a move to a place that lies between the ends of all moves."""
        both = np.vstack([self._known(()), -self._known(())])
        if not len(both):
            return np.zeros(len(self.part.base))
        lengths = np.minimum(_lengths(both, bounds), np.abs(self.part.base).max() + 1)
        middle: Vector = (lengths[:, None] * both).mean(axis=0)
        return middle

    def unmet(self, attacker: Attacker, is_open: Mask, *, first: bool = False) -> list[Target]:
        """List what is not uncertain enough to an attacker, if what is marked is suppressed.

        Args:
            attacker: what he knows, and what must stay uncertain.
            is_open: what is suppressed.
            first: one is enough.
        """
        goals = Goals(attacker, attacker.bounds(self.part, is_open))
        goals.strike(self._known(attacker.insiders))
        if attacker.insiders and len(useful := goals.strike(self._known(()))):
            self._add(attacker.insiders, self._known(())[useful])
        for sign in (1, -1):
            while len(chosen := goals.rest(sign)) > 1:
                if not len(goals.strike(self.keep(attacker, self._move(goals, chosen)))):
                    break
        missed: list[Target] = []
        for place in goals.rest(1, -1):
            for thrift in (_THRIFT, 0.0):
                if goals.is_open[place] and not (first and missed):
                    goals.strike(self.keep(attacker, self._move(goals, np.array([place]), thrift)))
            if goals.is_open[place] and not (first and missed):
                missed.append(attacker.targets[place])
        return missed

    def _move(self, goals: "Goals", chosen: Places, thrift: float = _THRIFT) -> Vector:
        """Move some targets as far as each must be able to, as far as that is possible at once, and worth its cost."""
        targets, signs, amounts = goals.targets[chosen], goals.signs[chosen], goals.amounts[chosen]
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
        self.bounds = bounds
        self.targets: Places = np.array([each.unknown for each in attacker.targets], dtype=np.intp)
        self.signs: Vector = np.array([each.sign for each in attacker.targets], dtype=np.float64)
        self.amounts: Vector = np.array([each.amount for each in attacker.targets], dtype=np.float64)
        self.is_open: Mask = np.ones(len(self.targets), dtype=bool)

    def rest(self, *signs: int) -> Places:
        """List the places of the targets of some signs that are open."""
        return np.flatnonzero(self.is_open & np.isin(self.signs, signs))

    def strike(self, moves: Vector) -> Places:
        """Strike off the targets that some moves reach; list the places of these moves."""
        rest = np.flatnonzero(self.is_open)
        if not len(rest) or not len(moves):
            return rest[:0]
        reach = _reach(moves, self.bounds, self.targets[rest], self.signs[rest])
        found = reach.max(axis=0) >= self.amounts[rest] * ENOUGH
        self.is_open[rest[found]] = False
        return np.unique(reach.argmax(axis=0)[found])


def _reach(moves: Vector, bounds: tuple[Vector, Vector], targets: Places, signs: Vector) -> Vector:
    """Tell how far each move, or its reverse, takes each target, stretched as far as bounds allow."""
    steps = np.where(np.abs(moves[:, targets]) > 100 * _LEAN, moves[:, targets] * signs, 0.0)
    return np.maximum(_lengths(moves, bounds)[:, None] * steps, _lengths(-moves, bounds)[:, None] * -steps)


def _lengths(moves: Vector, bounds: tuple[Vector, Vector]) -> Vector:
    """Tell how far each move can be stretched."""
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.where(moves > 0, bounds[1] / moves, np.where(moves < 0, bounds[0] / moves, np.inf))
    lengths: Vector = np.minimum(steps.min(axis=1), _FAR)
    return lengths

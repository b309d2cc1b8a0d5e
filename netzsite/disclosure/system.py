"""Turns cells and constraints into systems of equations, one for each part that hangs together.

The unknowns of a part are its cells, and the sum of each constraint that is not an equation. An attacker knows the
equations, and of each unknown an interval: a narrow one if it is published, a wide one if it is suppressed. Everything
is counted from a base, which is the true values as far as they are known: then the equations are A x = 0.
"""

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, csr_array, eye_array

from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.derived import rounding_interval
from netzsite.disclosure.programs import Matrix, Vector, solve
from netzsite.disclosure.sensitivity import least_value

Mask = NDArray[np.bool_]
Places = NDArray[np.intp]

_EPSILON = 1e-7
"""Relative to the numbers of an equation: what is taken for an error of arithmetic."""


@dataclass(frozen=True, slots=True)
class Part:
    """A system of cells and constraints that hang together.

    Attributes:
        cells: the first unknowns, in the order of their identities.
        identities: what can be suppressed: the cells, then the figures.
        costs: what suppressing each costs.
        owners: of each unknown: the place in `identities` of what it belongs to; -1: always known.
        matrix: the equations.
        base: the values of the unknowns.
        open_bounds, closed_bounds: least and greatest value of each unknown, if it is suppressed and if not, less its
            base.
        contradictions: identities of cells of constraints that what is published does not fulfil.
    """

    cells: tuple[Cell, ...]
    identities: tuple[Hashable, ...]
    costs: Vector
    owners: Places
    matrix: Matrix
    base: Vector
    open_bounds: tuple[Vector, Vector]
    closed_bounds: tuple[Vector, Vector]
    contradictions: tuple[Hashable, ...]

    def mask(self, identities: Iterable[Hashable]) -> Mask:
        """Mark those of some identities that are in this part, and what is never published."""
        chosen = set(identities)
        found = np.array([identity in chosen for identity in self.identities], dtype=bool)
        found[: len(self.cells)] |= [not cell.is_published for cell in self.cells]
        return found

    def unknowns(self, is_open: Mask) -> Mask:
        """Mark the unknowns that belong to what is marked."""
        return np.append(is_open, False)[self.owners]

    def moved_to(self, move: Vector) -> "Part":
        """Give the same part, counted from another base."""
        opened, closed = ((low - move, high - move) for low, high in (self.open_bounds, self.closed_bounds))
        return replace(self, base=self.base + move, open_bounds=opened, closed_bounds=closed)

    def bounds(self, is_open: Mask) -> tuple[Vector, Vector]:
        """Give the bounds of all unknowns, less their base, if what is marked is suppressed."""
        chosen = self.unknowns(is_open)
        lower, upper = (np.where(chosen, a, b) for a, b in zip(self.open_bounds, self.closed_bounds, strict=True))
        return lower, upper


def parts(cells: Iterable[Cell], constraints: Iterable[Constraint], suppressed: Iterable[Hashable]) -> Iterator[Part]:
    """Yield the parts of a system, in the order of the identities of their first cells.

    Args:
        cells: all of them.
        constraints: all of them.
        suppressed: identities of what is not published, which a base may have to be found for.

    Raises:
        ValueError: two cells have the same identity, or a constraint is about a cell that is not there.
    """
    chosen = set(suppressed)
    ordered = sorted(cells, key=lambda cell: repr(cell.identity))
    places = {cell.identity: place for place, cell in enumerate(ordered)}
    if len(places) < len(ordered):
        raise ValueError("two cells have the same identity")
    rules = sorted(constraints, key=_order)
    missing = {repr(identity) for rule in rules for identity in rule.coefficients if identity not in places}
    if missing:
        raise ValueError(f"no cell {min(missing)}")
    for inner, outer in _components(ordered, rules, places):
        yield _part(inner, outer, chosen)


def _order(constraint: Constraint) -> str:
    coefficients = sorted((repr(identity), factor) for identity, factor in constraint.coefficients.items())
    return repr((constraint.identity, coefficients, constraint.lower, constraint.upper))


def _components(
    cells: Sequence[Cell], constraints: Sequence[Constraint], places: Mapping[Hashable, int]
) -> Iterator[tuple[list[Cell], list[Constraint]]]:
    """Yield cells and constraints that hang together through constraints or figures."""
    roots = list(range(len(cells)))

    def root(place: int) -> int:
        while roots[place] != place:
            roots[place] = place = roots[roots[place]]
        return place

    figures: dict[Hashable, int] = {}
    for constraint in constraints:
        linked = [places[identity] for identity in constraint.coefficients]
        if constraint.identity is not None:
            linked.append(figures.setdefault(constraint.identity, linked[0]))
        for place in linked:
            first, second = sorted((root(linked[0]), root(place)))
            roots[second] = first
    found: dict[int, tuple[list[Cell], list[Constraint]]] = {}
    for place, cell in enumerate(cells):
        found.setdefault(root(place), ([], []))[0].append(cell)
    for constraint in constraints:
        found[root(places[next(iter(constraint.coefficients))])][1].append(constraint)
    yield from found.values()


def _part(cells: Sequence[Cell], constraints: Sequence[Constraint], suppressed: set[Hashable]) -> Part:
    """Build the equations of a part and find its base."""
    figures = {each.identity: each.weight for each in constraints if each.identity is not None}
    identities = (*(cell.identity for cell in cells), *figures)
    places = {identity: place for place, identity in enumerate(identities)}
    sums = [each for each in constraints if each.identity is not None or each.lower < each.upper]
    secret = _interval(map(_known, cells), [_known_sum(each) for each in sums])
    shown = _interval(map(_shown, cells), [(each.lower, each.upper) for each in sums])
    hidden = [each.identity in suppressed or not each.is_published for each in cells]
    is_hidden = np.array(hidden + [each.identity in suppressed for each in sums], dtype=bool)
    equations = _equations(constraints, sums, places, len(cells))
    low, high = (np.where(is_hidden, a, b) for a, b in zip(secret, shown, strict=True))
    base, wrong = _base(cells, equations, low, high)
    contradictions = {min(constraints[row].coefficients, key=repr) for row in wrong}
    owners = [*range(len(cells)), *(-1 if each.identity is None else places[each.identity] for each in sums)]
    return Part(
        tuple(cells),
        identities,
        np.array([*(cell.cost for cell in cells), *figures.values()]),
        np.array(owners, dtype=np.intp),
        equations[0],
        base,
        (np.minimum(secret[0] - base, 0), np.maximum(secret[1] - base, 0)),
        (np.minimum(shown[0] - base, 0), np.maximum(shown[1] - base, 0)),
        tuple(sorted(contradictions, key=repr)),
    )


def _interval(cells: Iterable[tuple[float, float]], sums: Iterable[tuple[float, float]]) -> tuple[Vector, Vector]:
    bounds = np.array([*cells, *sums], dtype=np.float64).reshape(-1, 2)
    return bounds[:, 0], bounds[:, 1]


def _known(cell: Cell) -> tuple[float, float]:
    """Give what everybody knows of a cell that is suppressed: a cell of nothing but waivers is known."""
    if cell.value is not None and cell.contributions and cell.contributions.keys() <= cell.waivers:
        return cell.value, cell.value
    return least_value(cell), cell.upper


def _shown(cell: Cell) -> tuple[float, float]:
    """Give what everybody knows of a cell that is published."""
    if cell.value is None:
        return _known(cell)
    low, high = rounding_interval(cell.value, cell.rounding)
    return max(low, min(cell.lower, cell.value)), min(high, max(cell.upper, cell.value))


def _known_sum(constraint: Constraint) -> tuple[float, float]:
    if constraint.identity is None:
        return constraint.lower, constraint.upper
    return -math.inf, math.inf


def _equations(
    constraints: Sequence[Constraint], sums: Sequence[Constraint], places: Mapping[Hashable, int], cells: int
) -> tuple[Matrix, Vector]:
    """Write constraints as equations: matrix and right-hand side."""
    unknowns = {id(each): cells + place for place, each in enumerate(sums)}
    entries: list[tuple[int, int, float]] = []
    for row, each in enumerate(constraints):
        entries += [(row, places[identity], factor) for identity, factor in each.coefficients.items()]
        if id(each) in unknowns:
            entries.append((row, unknowns[id(each)], -1.0))
    rows, columns, factors = zip(*entries, strict=True) if entries else ((), (), ())
    matrix = csr_array((factors, (rows, columns)), shape=(len(constraints), cells + len(sums)), dtype=np.float64)
    constants = [0.0 if id(each) in unknowns else each.lower for each in constraints]
    return matrix, np.array(constants, dtype=np.float64)


def _base(
    cells: Sequence[Cell], equations: tuple[Matrix, Vector], low: Vector, high: Vector
) -> tuple[Vector, list[int]]:
    """Find values of all unknowns, and the rows that cannot be fulfilled."""
    matrix, constants = equations
    if all(cell.value is not None and (cell.contributions is not None or not cell.rounding) for cell in cells):
        values = np.array([cell.value for cell in cells], dtype=np.float64)
        sums = matrix[:, : len(cells)] @ values
        base = np.concatenate([values, np.zeros(len(low) - len(cells))])
        of_sum = matrix[:, len(cells) :].tocoo()
        base[len(cells) + of_sum.col] = sums[of_sum.row]
        gaps = np.abs(matrix @ base - constants)
        excess = np.maximum(low - base, base - high)[len(cells) + of_sum.col]
        np.maximum.at(gaps, of_sum.row, excess)
        return base, _too_large(gaps, abs(matrix) @ np.abs(base))
    return _inner_point(matrix, constants, low, high)


def _inner_point(matrix: Matrix, constants: Vector, low: Vector, high: Vector) -> tuple[Vector, list[int]]:
    """Find values within bounds, not at their ends if possible, that miss the equations by as little as can be.

    What is missed is sought again, in its own unit: where numbers are very unequal, an error of arithmetic in the large
    would otherwise look like a contradiction between the small.
    """
    base: Vector = np.clip(0.0, low, high)
    unit = max(1.0, float(np.abs(constants).max(initial=0)), float(np.abs(low[np.isfinite(low)]).max(initial=0)))
    for _ in range(3):
        gaps = constants - matrix @ base
        found = _inner_step(matrix, gaps / unit, (low - base) / unit, (high - base) / unit)
        if found is None:
            break
        base = np.clip(base + found * unit, low, high)
        unit = float(np.abs(constants - matrix @ base).max(initial=0))
        if not unit:
            break
    return base, _too_large(np.abs(matrix @ base - constants), abs(matrix) @ np.abs(base))


def _inner_step(matrix: Matrix, constants: Vector, low: Vector, high: Vector) -> Vector | None:
    """Find the same for numbers of about one."""
    rows, count = matrix.shape
    one = eye_array(count)
    system = block_array(
        [
            [matrix, csr_array((rows, count)), eye_array(rows), -eye_array(rows)],
            [one, -one, None, None],
            [one, one, None, None],
        ],
        format="csr",
    )
    objective = np.concatenate([np.zeros(count), np.full(count, -1e-6), np.ones(2 * rows)])
    least = np.concatenate([constants, low, np.full(count, -np.inf)])
    most = np.concatenate([constants, np.full(count, np.inf), high])
    lower = np.concatenate([np.full(count, -np.inf), np.zeros(count + 2 * rows)])
    upper = np.concatenate([np.full(count, np.inf), np.ones(count), np.full(2 * rows, np.inf)])
    found = solve(objective, system, least, most, lower, upper)
    return None if found is None else found[:count]


def _too_large(gaps: Vector, sizes: Vector) -> list[int]:
    return [int(row) for row in np.flatnonzero(gaps > _EPSILON * np.maximum(sizes, 1.0))]

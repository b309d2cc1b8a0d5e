"""Turns questions about what is possible into linear and integer programs, for SciPy and its solver, HiGHS.

Nothing here depends on the clock: limits are numbers of nodes, so that the same question has the same answer anywhere.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import hstack

Vector = NDArray[np.float64]
Matrix = Any  # a sparse array of SciPy, which has no types

_NODES = 20_000
"""Nodes of the search tree after which the best cover found so far will do."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """Where a linear program has its optimum, and what each of its rows weighs there."""

    point: Vector
    value: float
    multipliers: Vector


def maximise(matrix: Matrix, objective: Vector, lower: Vector, upper: Vector, thrift: float = 0.0) -> Vector | None:
    """Find a point of A x = 0 at which an objective is greatest; None if there is none.

    Args:
        matrix: A.
        objective: what each unknown counts.
        lower: bounds of the unknowns, at most 0.
        upper: bounds of the unknowns, at least 0.
        thrift: what each unknown costs that is not 0, for each unit, so that few are.
    """
    point: Vector = np.zeros(len(lower))
    free = np.flatnonzero(upper > lower)
    if not objective[free].any():
        return point
    columns = matrix[:, free]
    columns = columns[np.diff(columns.indptr) > 0]
    prices, low, high = -objective[free], lower[free], upper[free]
    if thrift:
        zero = np.zeros(len(free))
        columns, prices = hstack([columns, -columns], format="csr"), np.concatenate([prices + thrift, thrift - prices])
        low, high = np.concatenate([zero, zero]), np.concatenate([high, -low])
    rows = LinearConstraint(columns, 0, 0) if columns.shape[0] else None
    found = milp(prices, constraints=rows, bounds=Bounds(low, high))
    if found.x is None:
        return None
    point[free] = found.x[: len(free)] - found.x[len(free) :] if thrift else found.x
    return point


def maximise_with_multipliers(matrix: Matrix, objective: Vector, lower: Vector, upper: Vector) -> Optimum | None:
    """Do the same, and say how much the greatest value depends on each row."""
    found = linprog(
        -objective,
        A_eq=matrix,
        b_eq=np.zeros(matrix.shape[0]),
        bounds=np.column_stack([lower, upper]),
        method="highs",
    )
    if found.x is None:
        return None
    return Optimum(found.x, -found.fun, -found.eqlin.marginals)


def solve(objective: Vector, matrix: Matrix, low: Vector, high: Vector, lower: Vector, upper: Vector) -> Vector | None:
    """Find a point at which an objective is least, with rows between `low` and `high`; None if there is none."""
    rows = [LinearConstraint(matrix, low, high)] if matrix.shape[0] else None
    found = milp(objective, constraints=rows, bounds=Bounds(lower, upper))
    return None if found.x is None else np.asarray(found.x)


def cover(costs: Vector, cuts: Matrix, least: Vector, is_whole: bool) -> tuple[Vector, bool] | None:
    """Choose among things with costs so that every cut reaches its least sum.

    Args:
        costs: of each thing.
        cuts: one row for each cut: what each thing adds to it.
        least: the least sum of each cut.
        is_whole: False: things may be taken in part, which bounds what whole ones cost.

    Returns:
        how much of each thing is taken, and whether it is certain that nothing costs less; None if nothing will do.
    """
    found = milp(
        costs,
        integrality=np.full(len(costs), int(is_whole)),
        constraints=LinearConstraint(cuts, least, np.inf),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0, "node_limit": _NODES},
    )
    if found.x is None:
        return None
    return np.asarray(found.x), found.status == 0

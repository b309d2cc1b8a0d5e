"""Tells from one equation at a time how far an unknown can move at most: a quick proof that somebody finds it out.

Known as the tightening of bounds before linear and integer programs are solved: in A x = 0, each unknown of an equation
lies between what is left of it when all others are at their ends.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from netzsite.disclosure.programs import Matrix, Vector

_ROUNDS = 4
_SLACK = 1e-9
"""Relative to the numbers of an equation: so much is left to errors of arithmetic."""


class Equations:
    """Equations A x = 0, entry by entry."""

    def __init__(self, matrix: Matrix) -> None:
        """Take a sparse array of rows, A."""
        self._rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
        self._unknowns: NDArray[Any] = matrix.indices
        self._factors: Vector = matrix.data
        self._count = matrix.shape[0]

    def tighten(self, bounds: tuple[Vector, Vector]) -> tuple[Vector, Vector]:
        """Give bounds of the unknowns that follow from theirs, and are not wider."""
        lower, upper = bounds
        for _ in range(_ROUNDS):
            narrower = self._tighten(lower, upper)
            if (narrower[0] == lower).all() and (narrower[1] == upper).all():
                break
            lower, upper = narrower
        return lower, upper

    def _tighten(self, lower: Vector, upper: Vector) -> tuple[Vector, Vector]:
        """Look at each equation once."""
        rising = self._factors > 0
        first, second = lower[self._unknowns] * self._factors, upper[self._unknowns] * self._factors
        least = -self._others(np.where(rising, second, first), np.inf) / self._factors
        most = -self._others(np.where(rising, first, second), -np.inf) / self._factors
        found = lower.copy(), upper.copy()
        np.maximum.at(found[0], self._unknowns, np.where(rising, least, most))
        np.minimum.at(found[1], self._unknowns, np.where(rising, most, least))
        return found

    def _others(self, ends: Vector, infinity: float) -> Vector:
        """Add up, for each entry, the ends of the others in its equation, which are all on one side of zero."""
        is_infinite = np.isinf(ends)
        known = np.where(is_infinite, 0.0, ends)
        sums = np.bincount(self._rows, known, self._count)[self._rows] * (1 + _SLACK) - known
        open_ends = np.bincount(self._rows, is_infinite, self._count)[self._rows] - is_infinite
        others: Vector = np.where(open_ends > 0, infinity, sums)
        return others

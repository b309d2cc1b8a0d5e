"""Collects moves that leave all equations fulfilled, and tells how far they take each unknown within bounds.

A move is a direction: stretched or turned round, a move that has been found for one attacker shows that many targets
of many attackers are uncertain enough, without a linear program. Only what is moved is stored.
"""

import numpy as np

from netzsite.disclosure.programs import Vector

_MOST = 600
_FAR = 1e30


class Moves:
    """Directions of length one, the oldest first."""

    def __init__(self, count: int) -> None:
        """Begin with no moves of `count` unknowns."""
        self.count = count
        self._starts = np.zeros(0, dtype=np.intp)
        self._unknowns = np.zeros(0, dtype=np.intp)
        self._steps: Vector = np.zeros(0)

    def add(self, direction: Vector) -> None:
        """Add a direction; of too many, the oldest is forgotten."""
        unknowns = np.flatnonzero(direction)
        if not len(unknowns):
            return
        if len(self._starts) == _MOST:
            size = self._starts[1]
            self._starts = self._starts[1:] - size
            self._unknowns, self._steps = self._unknowns[size:], self._steps[size:]
        self._starts = np.append(self._starts, len(self._unknowns))
        self._unknowns = np.append(self._unknowns, unknowns)
        self._steps = np.append(self._steps, direction[unknowns])

    def reach(self, bounds: tuple[Vector, Vector], least: float) -> tuple[Vector, Vector]:
        """Tell how far up and down each unknown is taken by one of the moves, or its reverse.

        Args:
            bounds: of the unknowns; each move is stretched as far as they allow.
            least: steps that are no larger do not count.
        """
        up, down = np.zeros(self.count), np.zeros(self.count)
        sizes = np.diff(self._starts, append=len(self._steps))
        for sign, length in zip((1, -1), self._lengths(bounds), strict=True):
            counts = np.repeat(length > 0, sizes) & (np.abs(self._steps) > least)
            unknowns = self._unknowns[counts]
            far = np.repeat(length, sizes)[counts] * self._steps[counts] * sign
            np.maximum.at(up, unknowns, far)
            np.minimum.at(down, unknowns, far)
        return up, -down

    def middle(self, bounds: tuple[Vector, Vector], longest: float) -> Vector:
        """Give the middle between the ends of all moves, and their reverses, that are no longer than so much."""
        ahead, back = (np.minimum(length, longest) for length in self._lengths(bounds))
        sizes = np.diff(self._starts, append=len(self._steps))
        found = np.bincount(self._unknowns, np.repeat(ahead - back, sizes) * self._steps, self.count)
        middle: Vector = found / max(1, 2 * len(self._starts))
        return middle

    def _lengths(self, bounds: tuple[Vector, Vector]) -> tuple[Vector, Vector]:
        """Tell how far each move, and its reverse, can be stretched."""
        if not len(self._starts):
            return np.zeros(0), np.zeros(0)
        ends, rising = np.concatenate(bounds), self._steps > 0
        above, below = self._unknowns + self.count * rising, self._unknowns + self.count * ~rising
        ahead = np.minimum.reduceat(ends[above] / self._steps, self._starts)
        back = np.minimum.reduceat(ends[below] / -self._steps, self._starts)
        return np.minimum(ahead, _FAR), np.minimum(back, _FAR)

"""netzsite.disclosure.moves and tightening: what is concluded without a linear program is what one would say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from netzsite.disclosure import moves as module
from netzsite.disclosure.moves import Moves
from netzsite.disclosure.programs import maximise
from netzsite.disclosure.tightening import Equations

STEPS = st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.0, 0.25, 1.0]), min_size=4, max_size=4)
ROOM = st.lists(st.sampled_from([0.0, 1.0, 3.0, 10.0, np.inf]), min_size=4, max_size=4)


def collected(directions):
    """Collect moves of four unknowns."""
    moves = Moves(4)
    for direction in directions:
        moves.add(np.array(direction))
    return moves


@given(st.lists(STEPS, max_size=4), ROOM, ROOM)
def test_moves_take_unknowns_as_far_as_the_first_bound_that_stops_them(directions, below, above):
    """Each move and its reverse is stretched by hand."""
    up, down = collected(directions).reach((-np.array(below), np.array(above)), 0)
    far = np.zeros((2, 4))
    for direction in [np.array(each) * sign for each in directions if any(each) for sign in (1, -1)]:
        room = [
            above[place] / step if step > 0 else -below[place] / step for place, step in enumerate(direction) if step
        ]
        ends = min(*room, 1e30) * direction
        far = np.maximum(far, [ends, -ends])
    assert [*up, *down] == pytest.approx([*far[0], *far[1]])


def test_the_oldest_move_is_forgotten(monkeypatch):
    """What is kept does not grow without end; what is left is still told apart."""
    monkeypatch.setattr(module, "_MOST", 2)
    up, down = collected([[1, 1, 0, 0], [0, 1, -1, 0], [0, 0, 0, 1]]).reach((-np.full(4, 2.0), np.full(4, 2.0)), 0)
    assert list(up) == list(down) == [0, 2, 2, 2]


@given(st.lists(STEPS, min_size=1, max_size=3), ROOM, ROOM)
def test_bounds_are_never_tighter_than_what_is_possible(rows, below, above):
    """A linear program finds nothing beyond them; and they are no wider than before."""
    matrix, bounds = csr_array(np.array(rows)), (-np.array(below), np.array(above))
    lower, upper = Equations(matrix).tighten(bounds)
    assert (lower >= bounds[0]).all()
    assert (upper <= bounds[1]).all()
    finite = [np.clip(bound, -1e3, 1e3) for bound in bounds]
    for unknown in range(4):
        for sign, room in ((1, upper[unknown]), (-1, -lower[unknown])):
            objective = np.zeros(4)
            objective[unknown] = sign
            point = maximise(matrix, objective, *finite)
            assert point is not None
            assert sign * point[unknown] <= room + 1e-6


def test_what_is_alone_in_an_equation_cannot_move():
    """One suppressed number of a row: it is a subtraction; and the same a step further, in the column."""
    sums = csr_array(np.array([[1.0, 1.0, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 1.0, -1.0]]))
    lower, upper = Equations(sums).tighten((np.array([0.0, -5, -5, -5]), np.array([0.0, np.inf, np.inf, np.inf])))
    assert list(lower) + list(upper) == pytest.approx([0.0] * 8, abs=1e-6)

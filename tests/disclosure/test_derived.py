"""netzsite.disclosure.derived and medians: what statistics tell, and which medians may be published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzsite.disclosure.derived import growth, mean, ratio, rounding_interval
from netzsite.disclosure.medians import Median, assess_median
from netzsite.disclosure.rules import Rules
from tests.test_startup import packages, run_child

AMOUNTS = st.floats(1, 1e6)


def holds(constraint, **values):
    """Tell whether values fulfil a constraint."""
    found = sum(factor * values[name] for name, factor in constraint.coefficients.items())
    return constraint.lower - 1e-6 * abs(found) - 1e-6 <= found <= constraint.upper + 1e-6 * abs(found) + 1e-6


@given(AMOUNTS, AMOUNTS, st.sampled_from([0.0, 0.1, 1.0, 5.0]))
def test_what_statistics_say_is_true(a, b, step):
    """The true values fulfil what is concluded from the published quotient, rate or mean."""
    said = [*ratio("a", "b", 100 * a / b, step, scale=100), *growth("a", "b", 100 * (a / b - 1), step)]
    assert all(holds(each, a=a, b=b) for each in [*said, mean("a", 7, a / 7, step)])


def test_statistics_say_no_less_than_they_do():
    """7 percent, rounded to whole ones, is between 6.5 and 7.5."""
    share = ratio("a", "b", 7.2, 1, scale=100)
    assert [all(holds(each, a=a, b=1000) for each in share) for a in (64, 66, 74, 76)] == [False, True, True, False]
    rate = growth("a", "b", -7.2, 1)
    assert [all(holds(each, a=a, b=1000) for each in rate) for a in (924, 926, 934, 936)] == [False, True, True, False]
    assert rounding_interval(7.2, 0) == (7.2, 7.2)
    assert mean("a", 10, 7.2, 1).lower == 65


def answers(*amounts):
    """Name answers a, b, c ..."""
    return dict(zip("abcdefghijkl", map(float, amounts), strict=False))


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((), Median(False)),
        ((1, 2, 3, 4, 5), Median(False)),  # two on each side
        ((1, 2, 30, 48, 50, 60, 70), Median(True, 50, 10)),  # 48 to 10 percent: half of the step at least 4.8
        ((1, 2, 3, 30, 50, 60, 70), Median(True, 30, 10)),
        ((1, 2, 30, 40, 50, 60, 70), Median(True, 40, 10)),
        ((1, 2, 30, 40, 50, 60), Median(False)),  # of six, two lie beside the two in the middle
        ((1, 2, 30, 40, 50, 60, 70, 80), Median(True, 40, 10)),
        ((1, 2, 2, 2, 2, 5, 9), Median(True, 2)),  # nobody's in particular
        ((-3, -2, -1, 0, 5, 6, 9), Median(False)),  # zero cannot be rounded
        ((0.1, 0.2, 0.3, 0.42, 0.5, 0.6, 0.7), Median(True, 0.4, 0.1)),
    ],
)
def test_a_median_is_nobodys_answer(amounts, expected):
    """Enough lie on either side, and it is rounded coarsely enough."""
    found = assess_median(answers(*amounts), Rules())
    assert found.is_safe is expected.is_safe
    assert found.step == pytest.approx(expected.step)
    assert found.value == (None if expected.value is None else pytest.approx(expected.value))


def test_answers_with_a_waiver_do_not_hide_a_median():
    """They count in it, and not among those on either side."""
    seven = answers(1, 2, 30, 48, 50, 60, 70)
    assert assess_median(seven, Rules(), "d").is_safe
    assert not assess_median(seven, Rules(), "a").is_safe
    assert assess_median(answers(1, 2, 2, 2, 5, 6, 9), Rules(), "b") == Median(False)


@pytest.mark.slow
def test_rules_cells_and_statistics_need_no_solver():
    """What a check of content may need loads neither NumPy nor SciPy."""
    names = ["audit", "cells", "derived", "medians", "protection", "rules", "sensitivity"]
    loaded, _ = run_child("\n".join(f"import netzsite.disclosure.{name}" for name in names))
    assert packages(loaded) == {"netzsite"}

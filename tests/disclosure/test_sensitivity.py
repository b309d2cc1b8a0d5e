"""netzsite.disclosure.sensitivity: which cells are too revealing, and how uncertain they must stay."""

import pytest

from netzsite.disclosure.cells import Cell
from netzsite.disclosure.rules import Dominance, Rules
from netzsite.disclosure.sensitivity import Need, Reason, assess, need_against
from tests.disclosure.tables import cell

RULES = Rules()


def assessed(amounts, rules=RULES, **more):
    """Assess a cell of companies a, b, c ...: reason, and need below and above."""
    found = assess(cell("x", dict(zip("abcdefgh", amounts, strict=False)), **more), rules)
    return found and (found.reason, found.need.lower, found.need.upper)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([100], (Reason.TOO_FEW, 10, 10)),
        ([100, 100], (Reason.TOO_FEW, 10, 10)),
        ([100, 0, 0], (Reason.TOO_FEW, 34, 34)),  # zeros do not count; and (1, 75) asks for 100 / 0.75 - 100
        ([40, 30, 30], None),
        ([80, 10, 10], (Reason.DOMINANCE, 7, 7)),  # (1, 75): 80 / 0.75 - 100; (2, 85) asks for 5.9
        ([50, 40, 10], (Reason.DOMINANCE, 6, 6)),  # (2, 85): 90 / 0.85 - 100
        ([75, 10, 15], (Reason.DOMINANCE, 6, 6)),  # exactly 75 % is allowed, 90 % of two not
        ([0, 0, 0, 0], (Reason.ZERO, 0, 1)),
        ([], None),
    ],
)
def test_each_rule_has_its_reason_and_its_need(amounts, expected):
    """Needs are rounded up to whole numbers; below zero nothing can be."""
    rules = Rules(dominance=()) if 0 < len(amounts) < 3 else RULES
    assert assessed(amounts, rules) == expected


def test_the_p_percent_rule_asks_for_what_the_second_largest_would_be_wrong_by():
    """100 and 50 and 5: who contributes 50 knows 100 to within 5, where 10 are asked for."""
    rules = Rules(dominance=(), percent=10)
    assert assessed([100, 50, 5], rules) == (Reason.P_PERCENT, 5, 5)
    assert assessed([100, 50, 6, 4], rules) is None


def test_a_rule_that_asks_for_more_has_the_say():
    """The reason is the first rule that is broken, the need the largest of all."""
    assert assessed([90, 10], Rules(dominance=(Dominance(1, 75),))) == (Reason.TOO_FEW, 20, 20)


def test_a_waiver_frees_its_contributor_and_hides_nobody():
    """What has been waived is taken off; the rules look at the rest."""
    assert assessed([1000], waivers=frozenset("a")) is None
    assert assessed([1000, 30, 30, 30], waivers=frozenset("a")) is None
    assert assessed([1000, 30, 30, 30]) is not None
    assert assessed([1000, 50], Rules(dominance=()), waivers=frozenset("a")) == (Reason.TOO_FEW, 5, 5)
    assert assessed([40, 30, 30], waivers=frozenset("a")) is not None


def test_zeros_count_and_are_protected_as_the_rules_say():
    """A total of zero says that each answered zero; whether an answer of zero is one of `least` is another question."""
    assert assessed([0, 0, 0], Rules(protect_zeros=False)) is None
    assert assessed([30, 30, 0], Rules(dominance=(), percent=1)) == (Reason.TOO_FEW, 1, 1)
    reason, *_ = assessed([30, 30, 0], Rules(dominance=(), percent=1, count_zeros=True))
    assert reason is Reason.P_PERCENT


def test_negative_amounts_count_by_their_size():
    """A loss is as telling as a gain; it must be said that there can be losses."""
    found = assessed([-80, 10, 10], lower=-1000.0)
    assert found == (Reason.DOMINANCE, 7, 7)
    with pytest.raises(ValueError, match="negative"):
        Cell("x", -5, {"a": -5})


def test_need_keeps_to_steps_and_to_what_is_known():
    """Levels are multiples of a step; what everybody knows cannot be uncertain."""
    rules = Rules(dominance=())
    assert assessed([1234], rules, step=100) == (Reason.TOO_FEW, 200, 200)
    assert assessed([100], rules, lower=95, upper=103) == (Reason.TOO_FEW, 5, 3)
    assert assessed([0.3], rules, step=0.1) == (Reason.TOO_FEW, 0.1, 0.1)


def test_a_contributor_tries_for_the_largest_of_the_others():
    """Who is the largest tries for the second; everybody else for the largest, as the public does."""
    few = cell("x", {"a": 100, "b": 60})
    rules = Rules(dominance=())
    assert need_against(few, rules, "a") == Need(6, 6)
    assert need_against(few, rules, "b") == Need(10, 10)
    assert need_against(few, rules, "z") == Need(10, 10)
    assert need_against(few, rules, "ab") is None
    dominated = cell("x", {"a": 90, "b": 5, "c": 5})
    assert need_against(dominated, RULES, "a") is None
    assert need_against(dominated, RULES, "b") == need_against(dominated, RULES, "z") == Need(20, 20)
    assert need_against(cell("x", {"a": 0, "b": 0}), RULES, "a") == Need(0, 1)
    assert need_against(cell("x", {"a": 40, "b": 30, "c": 30}), RULES, "z") is None


def test_rules_make_sense():
    """Impossible rules are refused."""
    for wrong in ({"least": 0}, {"coalition": 0}, {"percent": 0}, {"dominance": (Dominance(1, 120),)}):
        with pytest.raises(ValueError, match="at least"):
            Rules(**wrong)


def test_amounts_are_not_shown():
    """A cell in a message or a log gives nothing away."""
    secret = cell("revenue", {"Musterbiotech GmbH": 4711.0})
    assert "4711" not in repr(secret)
    assert "Musterbiotech" not in repr(secret)
    assert "471" not in repr(assess(secret, RULES))

"""What a contributor knows of a cell that cannot be larger than so much: he knows what he has not added."""

from netzsite.disclosure.audit import audit
from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.protection import protect
from netzsite.disclosure.rules import Rules


def test_two_who_chose_different_options_need_not_be_told_apart_from_more():
    """Each knows that the other is in one of three options, and not in which; that two are not in it is no news."""
    cells = [
        Cell(option, float(option in "ab"), {"x": float(option == "a"), "y": float(option == "b")}, upper=2.0)
        for option in "abcd"
    ]
    known = [Constraint(dict.fromkeys("abcd", 1.0), 2.0, 2.0)]
    protection = protect(cells, known, Rules())
    assert protection.suppressed == set("abcd")
    assert protection.unprotected == ()
    assert audit(cells, known, Rules(), protection.suppressed) == ()

"""netzsite.disclosure.audit: what an attacker finds out, against enumeration and a table as in the literature."""

from itertools import product
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzsite.disclosure.audit import Leak, audit, intervals
from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.derived import growth, mean, ratio, total
from netzsite.disclosure.rules import Rules
from tests.disclosure.tables import cell, leaks, shown, spread, tables, unequal

RULES = Rules()


def table(rows, **special):
    """Give a table with margins; `special` names the contributions of some cells, as r1c2."""
    height, width = len(rows), len(rows[0])
    cells = [
        cell(f"r{r}c{c}", special[f"r{r}c{c}"]) if f"r{r}c{c}" in special else spread(f"r{r}c{c}", rows[r][c])
        for r in range(height)
        for c in range(width)
    ]
    cells += [spread(f"r{r}", sum(rows[r])) for r in range(height)]
    cells += [spread(f"c{c}", sum(row[c] for row in rows)) for c in range(width)]
    sums = [total(f"r{r}", [f"r{r}c{c}" for c in range(width)]) for r in range(height)]
    sums += [total(f"c{c}", [f"r{r}c{c}" for r in range(height)]) for c in range(width)]
    return cells, sums


# -- From the literature -----------------------------------------------------------------------------------------------

# In the manner of M. Fischetti and J. J. Salazar, Solving the cell suppression problem on tabular data with linear
# constraints, Management Science 47 (7), 2001: activities by regions, of which the cell in row 1, column 2 (22) is
# sensitive. Who contributes to it is ours. Tables whose numbers are those of their sources: `test_textbooks`.
ACTIVITIES = [[20, 50, 10], [8, 19, 22], [17, 32, 12]]
SENSITIVE = {"r1c2": {"a": 20.0, "b": 1.0, "c": 1.0}}


def test_a_cell_alone_is_worked_out_from_its_row():
    """Suppressing the sensitive cell only does not help."""
    cells, sums = table(ACTIVITIES, **SENSITIVE)
    (finding,) = audit(cells, sums, RULES, {"r1c2"})
    assert (finding.cell, finding.leak, finding.lower, finding.upper) == ("r1c2", Leak.EXACT, 22, 22)
    (finding,) = audit(cells, sums, RULES, set())
    assert (finding.cell, finding.leak) == ("r1c2", Leak.PUBLISHED)


def test_four_cells_in_a_rectangle_leave_an_interval():
    """With three more, it lies between 5 and 30: rows and columns add up, and nothing is below zero."""
    cells, sums = table(ACTIVITIES, **SENSITIVE)
    pattern = {"r1c2", "r1c0", "r2c0", "r2c2"}
    assert intervals(cells, sums, pattern) == {
        "r1c0": pytest.approx((0, 25)),
        "r1c2": pytest.approx((5, 30)),
        "r2c0": pytest.approx((0, 25)),
        "r2c2": pytest.approx((4, 29)),
    }
    assert audit(cells, sums, RULES, pattern) == ()


# -- Against enumeration -----------------------------------------------------------------------------------------------


@given(
    st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=2),
    st.sets(st.sampled_from([f"r{r}c{c}" for r in range(2) for c in range(3)])),
)
def test_intervals_are_those_of_all_tables_that_could_be(rows, hidden):
    """Every table of whole numbers with the same published cells is tried; two-way tables need no fractions."""
    cells, sums = table(rows)
    names = sorted(hidden)
    possible = []
    for guess in product(range(13), repeat=len(names)) if len(names) <= 4 else ():
        values = {each.identity: each.value for each in cells} | dict(zip(names, guess, strict=True))
        if all(sum(f * values[name] for name, f in each.coefficients.items()) == 0 for each in sums):
            possible.append(guess)
    found = intervals(cells, sums, hidden)
    assert list(found) == names
    for place, name in enumerate(names if possible else ()):
        ends = [guess[place] for guess in possible]
        assert found[name] == pytest.approx((min(ends), max(ends)), abs=1e-6)


@pytest.mark.parametrize("seed", [3, 5, 7, 40])
def test_very_unequal_numbers_are_neither_contradictions_nor_exact(seed):
    """Where one company has a millionth of another, what is exact is found, and nothing else is."""
    cells, sums, hidden = unequal(seed)
    given = shown(cells, hidden)
    found = audit(given, sums, RULES, hidden)
    assert Leak.INCONSISTENT not in {each.leak for each in found}
    exact = {each.cell for each in found if each.leak is Leak.EXACT and not isnan(each.lower)}
    ends = intervals(given, sums, hidden)
    for each in cells:
        if each.identity in hidden and each.contributions:
            low, high = ends[each.identity]
            assert low - 1e-2 <= sum(each.contributions.values()) <= high + 1e-2
            if not 1e-6 < high - low < 1e-2:
                assert (each.identity in exact) == (high - low < 1)


# -- What an attacker knows --------------------------------------------------------------------------------------------


def pair(first, second, **more):
    """Give two cells of which the sum is published, with their contributions."""
    cells = [cell("one", first, **more), cell("two", second), cell("sum", {**first, **second})]
    return cells, [total("sum", ["one", "two"])]


def test_who_is_alone_in_a_cell_works_out_the_other():
    """Both suppressed cells are hidden from the public, and not from each other."""
    cells, sums = pair({"a": 100.0}, {"b": 90.0})
    rules = Rules(dominance=())
    found = audit([*cells[:2], spread("sum", 190)], sums, rules, {"one", "two"})
    assert [(each.cell, each.leak, each.insiders) for each in found] == [
        ("one", Leak.EXACT, ("b",)),
        ("two", Leak.EXACT, ("a",)),
    ]
    assert found[0].lower == pytest.approx(100)
    assert "100" not in repr(found[0])
    assert "'b'" not in repr(found[0])


def test_who_has_waived_attacks_like_others():
    """His own cell is no secret any more, so it protects nobody."""
    cells, sums = pair({"a": 100.0}, {"b": 90.0}, waivers=frozenset("a"))
    (finding,) = audit([*cells[:2], spread("sum", 190)], sums, RULES, {"one", "two"})
    assert (finding.cell, finding.leak, finding.insiders) == ("two", Leak.EXACT, ())


def test_two_together_know_more_than_each():
    """Three cells of one company each: two of them know the third; whether that counts, the rules say."""
    cells = [cell(name, {name: 50.0}) for name in "abc"] + [spread("sum", 150)]
    sums = [total("sum", "abc")]
    assert leaks(cells, sums, Rules(dominance=()), set("abc")) == set()
    assert leaks(cells, sums, Rules(dominance=(), coalition=2), set("abc")) == set("abc")


def test_a_ratio_gives_away_what_it_is_made_of():
    """A growth rate, a share or a mean that is published bounds the suppressed cell behind it."""
    lone = cell("now", {"a": 110.0})
    before = spread("before", 100)
    for known in (
        growth("now", "before", 10, 1),
        ratio("now", "before", 1.1, 0.01),
        ratio("now", "before", 110, 1, scale=100),
        [mean("now", 1, 110, 2)],
    ):
        (finding,) = audit([lone, before], known, Rules(dominance=()), {"now"})
        assert finding.leak is Leak.NARROW
        assert (finding.lower, finding.upper) == pytest.approx((109.5, 110.5), abs=0.6)
    vague = growth("now", "before", 10, 100)
    assert leaks([lone, before], vague, Rules(dominance=()), {"now"}) == set()


def test_rounding_hides_as_much_as_it_rounds():
    """A total in hundreds leaves its only unknown part uncertain by a hundred."""
    parts = [cell("one", {"a": 130.0}), spread("two", 700, rounding=100.0)]
    cells = [*parts, spread("sum", 830, rounding=100.0)]
    sums = [total("sum", ["one", "two"])]
    assert intervals(cells, sums, {"one"}) == {"one": pytest.approx((0, 200))}
    assert leaks(cells, sums, Rules(dominance=()), {"one"}) == set()


def test_what_is_never_published_is_protected_too():
    """Totals with and without the largest company are the largest company."""
    cells = [
        spread("with", 300),
        spread("without", 100),
        cell("largest", {"a": 200.0}, is_published=False),
    ]
    sums = [total("with", ["without", "largest"])]
    assert leaks(cells, sums, RULES, set()) == {"largest"}
    assert leaks(cells, sums, RULES, {"without"}) == set()


# -- From what is published alone --------------------------------------------------------------------------------------


def test_without_answers_it_is_seen_what_can_be_worked_out():
    """CI has no answers: exact values, too narrow ones, and what one company of two can see are found all the same."""
    cells, sums = table(ACTIVITIES, **SENSITIVE)
    (finding,) = audit(shown(cells, {"r1c2"}), sums, RULES, {"r1c2"})
    assert (finding.cell, finding.leak) == ("r1c2", Leak.EXACT)
    assert finding.lower == pytest.approx(22)
    pattern = {"r1c2", "r1c0", "r2c0", "r2c2"}
    assert audit(shown(cells, pattern), sums, RULES, pattern) == ()


def test_without_answers_a_narrow_interval_is_found_where_there_are_few():
    """No value from 99 to 101 leaves 10 percent open; of two contributors, 5 percent must be open for one of them."""
    for contributors, width, is_found in [(1, 1, True), (1, 12, False), (2, 1, True), (2, 6, False), (5, 1, False)]:
        given = [Cell("x", None, contributors=contributors)]
        known = [Constraint({"x": 1.0}, 100 - width, 100 + width)]
        assert bool(audit(given, known, RULES, {"x"})) is is_found


def test_without_answers_two_alone_in_a_row_are_found():
    """Whoever is the one sees the other."""
    given = [Cell("a", None, contributors=1), Cell("b", None, contributors=2), Cell("sum", 190)]
    found = audit(given, [total("sum", "ab")], RULES, {"a", "b"})
    assert [(each.cell, each.leak) for each in found] == [("b", Leak.EXACT)]


def test_sums_that_do_not_hold_are_found():
    """A number that was changed by hand after the table was protected."""
    given = [Cell("a", 10), Cell("b", None), Cell("c", 30), Cell("sum", 35)]
    (finding,) = audit(given, [total("sum", ["a", "b", "c"])], RULES, {"b"})
    assert finding.leak is Leak.INCONSISTENT
    cells, sums = table(ACTIVITIES)
    cells[0] = spread("r0c0", 21)
    assert {each.leak for each in audit(cells, sums, RULES, set())} == {Leak.INCONSISTENT}


def test_cells_are_told_apart():
    """One identity is one cell, and a sum is of cells that there are."""
    with pytest.raises(ValueError, match="same identity"):
        audit([Cell("a", 1), Cell("a", 2)], [], RULES, set())
    with pytest.raises(ValueError, match="no cell 'b'"):
        audit([Cell("a", 1)], [total("a", ["b"])], RULES, set())


def test_margins_of_three_dimensions_are_one_system():
    """A cell that one table hides another one shows."""
    companies = [
        ((s, z, d), 10.0 * (1 + s + z + d)) for s, z, d in product(range(2), range(2), range(2)) for _ in "xyz"
    ]
    cells, sums = tables(companies, (2, 2, 2), 2)
    hidden = {(0, 0, 0, None), (0, 0, 1, None), (0, 1, 0, None), (0, 1, 1, None)}
    found = intervals(cells, sums, hidden)
    assert all(low < high for low, high in found.values())
    assert all(low == pytest.approx(high) for low, high in intervals(cells, sums, {(0, 0, 0, None)}).values())

"""netzsite.disclosure against tables and numbers that others have published; each source is named where it is used.

Handbook: A. Hundepool and others, Handbook on Statistical Disclosure Control, second edition (2024),
https://sdctools.github.io/HandbookSDC, chapter 4 on magnitude tables.
"""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzsite.disclosure.audit import Leak, audit, intervals
from netzsite.disclosure.cells import Cell
from netzsite.disclosure.derived import total
from netzsite.disclosure.protection import protect
from netzsite.disclosure.rules import Dominance, Rules
from netzsite.disclosure.sensitivity import Reason, assess
from tests.disclosure.tables import cell, spread

NO_RULE = Rules(least=1, dominance=(), percent=0.001)
"""Rules of which only what is changed says anything."""


def assessed(*sizes, **rules):
    """Assess a cell of companies a, b, c ... by some rules only: the reason, if any, and how far it must stay open."""
    found = assess(cell("x", dict(zip("abc", sizes, strict=True)), step=0), replace(NO_RULE, **rules))
    return (found.reason, found.need.upper) if found else (None, 0.0)


# -- Handbook, section 4.1: a sector and its parts ---------------------------------------------------------------------

SUBSECTORS = [
    cell("I", {"a": 900.0, "b": 98.0}),
    spread("II", 47_600, weight=47_600),
    spread("III", 8_002, weight=8_002),
    spread("sector", 56_600, weight=56_600),
]
SECTOR = [total("sector", ["I", "II", "III"])]


def test_a_part_is_what_remains_of_the_whole():
    """Example 1a: 56,600 less 47,600 and 8,002 is 998; who contributes to it is ours."""
    (finding,) = audit(SUBSECTORS, SECTOR, Rules(), {"I"})
    assert (finding.leak, finding.lower, finding.upper) == (Leak.EXACT, 998, 998)
    assert protect(SUBSECTORS, SECTOR, Rules()).reasons == {"I": Reason.TOO_FEW, "III": Reason.SECONDARY}


# -- Handbook, section 4.2.1: which cells are sensitive ----------------------------------------------------------------


def test_a_second_largest_may_know_what_one_dominance_rule_does_not_see():
    """Example 1: of 100,000 two have 50,000 and 49,000; (1, 90) holds, and the largest is known to within 2 percent."""
    found = (50_000, 49_000, 1_000)
    assert assessed(*found, dominance=(Dominance(1, 90),)) == (None, 0)
    assert assessed(*found, percent=2) == (None, 0)
    assert assessed(*found, percent=2.01)[0] is Reason.P_PERCENT


def test_dominance_of_two_asks_for_more_than_the_p_percent_rule_that_it_stands_for():
    """Example 2: of 110,000 two have 52,000 and 50,000; 15.4 percent off is enough for p = 10, not for k = 90.9."""
    found = (52_000, 50_000, 8_000)
    assert assessed(*found, percent=10) == assessed(*found, percent=15.3) == (None, 0)
    assert assessed(*found, percent=15.5)[0] is Reason.P_PERCENT
    assert assessed(*found, dominance=(Dominance(2, 100 / 1.1),))[0] is Reason.DOMINANCE


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=6), st.sampled_from([5, 10, 30]))
def test_waivers_free_no_more_than_they_do_elsewhere(contributions, percent):
    """Its rule for waivers looks at the largest without one (s) and the largest of all others (r): X - s - r < p s."""
    answers = {f"c{number}": float(size) for number, (size, _) in enumerate(contributions)}
    waivers = frozenset(f"c{number}" for number, (_, is_waived) in enumerate(contributions) if is_waived)
    largest = max(answers.keys() - waivers, key=answers.__getitem__, default=None)
    if largest is not None:
        others = sorted((size for name, size in answers.items() if name != largest), reverse=True)
        if sum(others[1:]) < percent / 100 * answers[largest]:
            assert assess(cell("x", answers, waivers=waivers), replace(NO_RULE, percent=percent))


# -- Handbook, section 4.2.2: what can be worked out, and how far it must not ------------------------------------------


def test_a_feasibility_interval():
    """Example 3 (after J. Geurts, Heuristics for Cell Suppression in Tables, 1992, table 10): from 3 to 6."""
    cells = [Cell(f"{row}{column}", None) for row in "12" for column in "12"]
    cells += [Cell(name, value) for name, value in {"31": 3, "32": 3, "1": 7, "2": 3, "3": 6}.items()]
    cells += [Cell("all1", 9), Cell("all2", 7), Cell("all", 16)]
    sums = [total(row, [f"{row}1", f"{row}2"]) for row in "123"] + [total("all", "123")]
    sums += [total(f"all{column}", [f"{row}{column}" for row in "123"]) for column in "12"]
    assert intervals(cells, sums, {"11", "12", "21", "22"}) == {
        "11": pytest.approx((3, 6)),
        "12": pytest.approx((1, 4)),
        "21": pytest.approx((0, 3)),
        "22": pytest.approx((0, 3)),
    }


def test_protection_levels():
    """Example 4: 300, 20 and 10 under (1, 85): below 352.94 the cell says too much; and its formula for p %."""
    reason, level = assessed(300, 20, 10, dominance=(Dominance(1, 85),))
    assert (reason, 330 + level) == (Reason.DOMINANCE, pytest.approx(352.94, abs=0.005))
    assert assessed(300, 20, 10, percent=10) == (Reason.P_PERCENT, pytest.approx(0.1 * 300 - (330 - 300 - 20)))


# -- Statistics Norway's package for R ---------------------------------------------------------------------------------

# Ø. Langsrud and D. Lupp, GaussSuppression, vignette "Magnitude table suppression",
# https://cran.r-project.org/package=GaussSuppression: 20 contributions by sector and country (table 1).
SALES = {
    ("Agriculture", "Portugal"): {"A": 75.9, "B": 24.5},
    ("Agriculture", "Spain"): {"A": 96.6, "B": 43.2},
    ("Entertainment", "Iceland"): {"B": 16.8},
    ("Entertainment", "Portugal"): {"B": 7.1, "D": 2.3},
    ("Entertainment", "Spain"): {"A": 77.4, "B": 11.5, "C": 16.4},
    ("Governmental", "Portugal"): {"B": 21.6, "D": 2.0},
    ("Governmental", "Spain"): {"C": 6.5, "D": 2.7},
    ("Industry", "Iceland"): {"B": 9.6, "C": 8.8, "D": 1.9},
    ("Industry", "Portugal"): {"B": 25.7, "D": 3.4},
    ("Industry", "Spain"): {"C": 8.4},
}
SECTORS = ("Agriculture", "Entertainment", "Governmental", "Industry")
COUNTRIES = ("Iceland", "Portugal", "Spain")


def sales():
    """Give its table with margins, the contributions of a company added up."""
    sums = [total(("all", country), [(sector, country) for sector in SECTORS]) for country in COUNTRIES]
    sums += [total((sector, "all"), [(sector, country) for country in COUNTRIES]) for sector in SECTORS]
    sums += [total(("all", "all"), [("all", country) for country in COUNTRIES])]
    cells = []
    for sector, country in product((*SECTORS, "all"), (*COUNTRIES, "all")):
        found: dict[str, float] = {}
        for place, answers in SALES.items():
            if sector in ("all", place[0]) and country in ("all", place[1]):
                for company, amount in answers.items():
                    found[company] = found.get(company, 0.0) + amount
        cells.append(cell((sector, country), found, step=0.1))
    return cells, sums


TWO_RULES = replace(NO_RULE, dominance=(Dominance(1, 80), Dominance(2, 99)))
PRIMARY = {*SALES, ("Agriculture", "all")} - {("Entertainment", "Spain"), ("Industry", "Iceland")}
"""What its table 9 suppresses as sensitive under (1, 80) and (2, 99)."""

TABLE_9 = PRIMARY | {("Entertainment", "Spain"), ("Industry", "Iceland"), ("Industry", "all")}


def test_the_same_cells_are_sensitive():
    """Nine of the twenty cells of table 9; its totals are the same, too."""
    cells, _ = sales()
    values = {each.identity: each.value for each in cells}
    assert [values["all", country] for country in (*COUNTRIES, "all")] == pytest.approx([37.1, 162.5, 262.7, 462.3])
    assert {each.identity for each in cells if assess(each, TWO_RULES)} == PRIMARY


def test_who_is_alone_in_a_cell_reveals_what_is_suppressed_beside_it():
    """The singleton problem, both as it is solved there (by Entertainment:Spain) and as it is said not to be."""
    cells, sums = sales()
    exact = {finding.cell for finding in audit(cells, sums, TWO_RULES, TABLE_9) if finding.leak is Leak.EXACT}
    assert exact == set()
    found = audit(cells, sums, TWO_RULES, TABLE_9 - {("Entertainment", "Spain")})
    (finding,) = (finding for finding in found if finding.leak is Leak.EXACT)
    assert (finding.cell, finding.insiders) == (("Entertainment", "Portugal"), ("B",))
    seen = intervals(cells, sums, TABLE_9 - {("Entertainment", "Iceland")})
    assert seen["Industry", "Iceland"] == pytest.approx((20.3, 20.3))


def test_a_pattern_of_ours_withstands_all_of_them():
    """It suppresses as many cells, others among them."""
    cells, sums = sales()
    protection = protect(cells, sums, TWO_RULES)
    assert audit(cells, sums, TWO_RULES, protection.suppressed) == protection.unprotected == ()
    assert {place for place, reason in protection.reasons.items() if reason is Reason.DOMINANCE} == PRIMARY
    assert len(protection.suppressed) == len(TABLE_9)


# -- Statistics Austria's package for R --------------------------------------------------------------------------------


def test_counts_of_one_and_two_are_sensitive():
    """B. Meindl, sdcTable 0.28, help of `primarySuppression`: people by gender and region; "freq" with maxN = 2."""
    counts = {"female": (2, 19, 10, 14), "male": (18, 14, 12, 11)}
    cells = [
        cell((gender, region), {f"{gender}{region}{person}": 1.0 for person in range(number)}, upper=number)
        for gender, numbers in counts.items()
        for region, number in zip("ABCD", numbers, strict=True)
    ]
    assert [each.identity for each in cells if assess(each, replace(NO_RULE, least=3))] == [("female", "A")]
    assert [each.identity for each in cells if assess(each, Rules())] == [("female", "A")]

"""netzsite.disclosure.protection: after it nothing can be found out, and no more than needed is suppressed."""

import random
import textwrap
from collections.abc import Hashable, Mapping
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netzsite.disclosure import choice
from netzsite.disclosure.audit import Leak, audit, intervals
from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.derived import growth, total
from netzsite.disclosure.protection import protect
from netzsite.disclosure.rules import Rules
from netzsite.disclosure.sensitivity import Reason, assess
from tests.conftest import ROOT
from tests.disclosure.tables import cell, leaks, shown, spread, systems, tables

RULES = Rules()


# -- Random tables -----------------------------------------------------------------------------------------------------


@given(systems())
@settings(max_examples=12)
def test_after_protect_audit_finds_nothing(system):
    """Neither with the answers nor without; and cells are suppressed for the reason that they have."""
    protection = protect(system[0], system[1], RULES)
    assert protection.unprotected == ()
    assert audit(system[0], system[1], RULES, protection.suppressed) == ()
    assert audit(shown(system[0], protection.suppressed), system[1], RULES, protection.suppressed) == ()
    sensitive = {each.identity: found.reason for each in system[0] if (found := assess(each, RULES))}
    assert sensitive.items() <= protection.reasons.items()
    assert {protection.reasons[each] for each in protection.suppressed - sensitive.keys()} <= {Reason.SECONDARY}


@given(systems(), st.sampled_from([Rules(coalition=2), Rules(dominance=(), percent=25), Rules(protect_zeros=False)]))
@settings(max_examples=8)
def test_other_rules_are_kept_likewise(system, rules):
    """Coalitions of two, wider intervals, zeros that are no secret."""
    protection = protect(system[0], system[1], rules)
    assert protection.unprotected == ()
    assert audit(system[0], system[1], rules, protection.suppressed) == ()


@given(systems())
@settings(max_examples=6)
def test_no_secondary_suppression_is_needless(system):
    """Whichever is published after all, somebody finds something out; and so if nothing is suppressed."""
    protection = protect(system[0], system[1], RULES)
    for identity, reason in protection.reasons.items():
        if reason is Reason.SECONDARY:
            assert leaks(system[0], system[1], RULES, protection.suppressed - {identity})
    if protection.reasons:
        assert leaks(system[0], system[1], RULES, set())


@given(systems(), st.randoms(use_true_random=False))
@settings(max_examples=5)
def test_the_order_makes_no_difference(system, chance):
    """Cells, constraints and contributors may come in any order."""
    cells, constraints = (chance.sample(each, len(each)) for each in system)
    turned = [turn(each, chance) for each in cells]
    assert protect(turned, constraints, RULES).reasons == protect(system[0], system[1], RULES).reasons


def turn(given: Cell, chance: random.Random) -> Cell:
    """Give a cell with its contributors in another order."""
    amounts = list((given.contributions or {}).items())
    return Cell(given.identity, given.value, dict(chance.sample(amounts, len(amounts))))


@given(systems())
@settings(max_examples=8)
def test_whoever_is_alone_finds_nothing_out(system):
    """What a company is alone in is published to it; of no other sensitive cell it then knows the value."""
    cells, constraints = system
    hidden = protect(cells, constraints, RULES).suppressed
    found: dict[frozenset[Hashable], Mapping[Hashable, tuple[float, float]]] = {}
    for company in sorted({each for one in cells for each in one.contributions}):
        own = frozenset(one.identity for one in cells if set(one.contributions) == {company})
        seen = found[own] = found.get(own) or intervals(cells, constraints, hidden - own)
        for one in cells:
            if one.identity in seen and one.contributions and company not in one.contributions and assess(one, RULES):
                assert seen[one.identity][0] + 1e-6 < seen[one.identity][1]


# -- The cheapest pattern ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [3, 5])
def test_nothing_is_cheaper(seed):
    """All patterns of a small table that cost less are tried: of each, something can be found out.

    To suppress more gives less away, so it is enough to try those to which nothing can be added at less than that cost.
    """
    chance = random.Random(seed)
    companies = [((chance.randrange(2), chance.randrange(3)), float(chance.randint(1, 40))) for _ in range(16)]
    cells, constraints = tables(companies, (2, 3), 2)
    protection = protect(cells, constraints, RULES)
    assert protection.is_optimal
    assert protection.cost > 0
    costs = {each.identity: each.cost for each in cells if not assess(each, RULES)}
    sensitive = {each.identity for each in cells} - costs.keys()
    tried = 0
    for more in chain.from_iterable(combinations(costs, number) for number in range(len(costs))):
        spare = protection.cost - sum(costs[each] for each in more)
        if 0 < spare <= min(costs[each] for each in costs.keys() - set(more)):
            assert leaks(cells, constraints, RULES, sensitive.union(more))
            tried += 1
    assert tried


def activities() -> tuple[list[Cell], list[Constraint]]:
    """Give the table of test_audit; what is suppressed costs its value."""
    rows = [[20, 50, 10], [8, 19, 22], [17, 32, 12]]
    cells = [spread((r, c), rows[r][c], weight=rows[r][c]) for r, c in product(range(3), range(3)) if (r, c) != (1, 2)]
    cells.append(cell((1, 2), {"a": 20.0, "b": 1.0, "c": 1.0}, weight=22))
    cells += [spread((r, "all"), sum(rows[r]), weight=sum(rows[r])) for r in range(3)]
    cells += [spread(("all", c), sum(row[c] for row in rows), weight=100) for c in range(3)]
    sums = [total((r, "all"), [(r, c) for c in range(3)]) for r in range(3)]
    return cells, [*sums, *(total(("all", c), [(r, c) for r in range(3)]) for c in range(3))]


def test_the_cheapest_rectangle_is_chosen():
    """Of all rectangles around the sensitive cell the one with the smallest values: 8, 17 and 12."""
    protection = protect(*activities(), rules=RULES)
    assert protection.reasons == {
        (1, 0): Reason.SECONDARY,
        (1, 2): Reason.DOMINANCE,
        (2, 0): Reason.SECONDARY,
        (2, 2): Reason.SECONDARY,
    }
    assert (protection.cost, protection.is_optimal) == (37, True)


def test_large_tables_are_protected_without_a_search_for_the_cheapest(monkeypatch):
    """The quick way alone protects too, and says that something may be cheaper."""
    monkeypatch.setattr(choice, "MOST_CHOICES", 0)
    protection = protect(*activities(), rules=RULES)
    assert not protection.is_optimal
    assert audit(*activities(), rules=RULES, suppressed=protection.suppressed) == ()


# -- What has been decided before --------------------------------------------------------------------------------------


def test_what_has_been_published_stays_so():
    """The cheapest rectangle cannot be used if one of its cells is known; then it is the next."""
    protection = protect(*activities(), rules=RULES, published={(2, 0)})
    assert protection.unprotected == ()
    assert (2, 0) not in protection.suppressed
    assert protection.cost == 38


def test_what_has_been_suppressed_stays_so_and_serves():
    """It costs nothing more; and it is kept from being worked out."""
    protection = protect(*activities(), rules=RULES, suppressed={(0, 0), (1, 0)})
    assert protection.reasons[0, 0] is protection.reasons[1, 0] is Reason.EARLIER
    assert protection.cost == 10
    assert protection.suppressed >= {(0, 2)}
    alone = protect(
        [spread("a", 10), spread("b", 20), spread("sum", 30)], [total("sum", "ab")], RULES, suppressed={"a"}
    )
    assert alone.reasons == {"a": Reason.EARLIER, "b": Reason.SECONDARY}


def test_an_earlier_value_need_not_be_known():
    """Of earlier years there is what was published: dots among it."""
    cells = [Cell("a", None), Cell("b", None), Cell("sum", 30.0), cell("now", {"x": 11.0})]
    sums = [total("sum", "ab"), *growth("now", "a", 0, 1, identity="rate", weight=0.5)]
    protection = protect(cells, sums, RULES, published={"sum"}, suppressed={"a", "b"})
    assert protection.reasons["now"] is Reason.TOO_FEW
    assert protection.unprotected == ()


def test_what_cannot_be_protected_is_named():
    """If all around it is known, or it has been published itself, a sensitive cell cannot be kept."""
    cells = [cell("a", {"x": 100.0}), spread("b", 50), spread("sum", 150)]
    sums = [total("sum", "ab")]
    protection = protect(cells, sums, RULES, published={"b", "sum"})
    assert [(each.cell, each.leak) for each in protection.unprotected] == [("a", Leak.EXACT)]
    protection = protect(cells, sums, RULES, published={"a"})
    assert [(each.cell, each.leak) for each in protection.unprotected] == [("a", Leak.PUBLISHED)]
    assert "a" not in protection.suppressed


# -- Figures -----------------------------------------------------------------------------------------------------------


def test_a_figure_is_given_up_where_that_costs_less():
    """A growth rate would give a suppressed cell away; so it, or the cell of the year before, goes."""
    cells = [cell("now", {"a": 110.0}), spread("before", 100)]
    for weight, expected in [(1, {"now", "rate"}), (50, {"now", "before"})]:
        known = growth("now", "before", 10, 1, identity="rate", weight=weight)
        assert protect(cells, known, RULES).suppressed == expected


def test_what_is_never_published_is_not_in_the_result():
    """The largest company as a cell of its own is protected, and is no cell of the table."""
    cells = [spread("with", 300), spread("without", 100), cell("largest", {"a": 200.0}, is_published=False)]
    protection = protect(cells, [total("with", ["without", "largest"])], RULES)
    assert protection.reasons == {"with": Reason.SECONDARY} or protection.reasons == {"without": Reason.SECONDARY}


def test_cells_that_nothing_connects_need_no_others():
    """A number that stands alone is suppressed alone."""
    cells = [cell("a", {"x": 5.0}), spread("b", 50)]
    protection = protect(cells, [Constraint({"b": 1.0}, 0, 100)], RULES)
    assert protection.reasons == {"a": Reason.TOO_FEW}
    assert protection.is_optimal


def test_the_example_of_the_documentation_does_what_it_says():
    """docs/disclosure.md shows cells, a sum and what is suppressed of them."""
    text = (ROOT / "docs" / "disclosure.md").read_text(encoding="utf-8")
    lines = text[text.index("    biotech = ") : text.index("    # {")].splitlines()
    names = {"Cell": Cell, "Rules": Rules, "protect": protect, "total": total}
    *given, asked = textwrap.dedent("\n".join(lines)).strip().splitlines()
    exec("\n".join(given), names)
    assert eval(asked, names) == {
        ("revenue", 2026, "biotech"): Reason.TOO_FEW,
        ("revenue", 2026, "medtech"): Reason.SECONDARY,
    }

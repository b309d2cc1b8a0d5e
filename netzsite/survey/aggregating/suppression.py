"""Turns tables with every number into tables that may be published, whatever earlier years have published."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from netzsite.aggregates.attack import rules_of
from netzsite.aggregates.keys import GROWTH, GROWTH_REST, NUMBER, SHARE, SUM, Key, key_of
from netzsite.aggregates.knowledge import Contributions, knowledge_of, whole_of
from netzsite.aggregates.named import named_in
from netzsite.aggregates.tables import ALL, Place, Shown, Tables, connected, of_questions
from netzsite.disclosure.audit import Finding, audit
from netzsite.disclosure.cells import Cell
from netzsite.disclosure.medians import assess_median
from netzsite.disclosure.protection import protect
from netzsite.disclosure.rules import Rules
from netzsite.disclosure.sensitivity import Reason, assess
from netzsite.kinds.survey import NUMERIC

Companies = Mapping[Key, frozenset[Hashable]]
"""Quotient -> whose answers are in it."""


@dataclass(frozen=True)
class Evidence:
    """What the office knows and nobody else: all that numbers are made of, of all years; confidential."""

    contributions: Contributions
    companies: Companies

    def __repr__(self) -> str:
        return "Evidence()"


@dataclass(frozen=True)
class Outcome:
    """What may be published.

    Attributes:
        tables: with suppressed numbers left out.
        secondary: how many numbers are suppressed only to protect others.
        unprotected: places that cannot be protected, because of what has been published already.
    """

    tables: Tables
    secondary: int
    unprotected: tuple[Key, ...]


def suppress(tables: Tables, earlier: Sequence[Tables], evidence: Evidence) -> Outcome:
    """Decide what of a survey is published: what would betray an answer is not, whatever else is known.

    Questions that nothing connects are decided one after the other.

    Args:
        tables: of the survey, with every number.
        earlier: what surveys before it have published, which stays as it is.
        evidence: what companies have answered, in those years too.
    """
    rules = rules_of(tables.facts.rules)
    tables = _without_weak_quotients(_with_medians(tables, evidence, rules), evidence, rules)
    numbers, secondary, unprotected = dict[Place, Shown](), 0, list[Key]()
    for names in connected(tables.facts):
        outcome = _suppress_some(
            of_questions(tables, names), [of_questions(each, names) for each in earlier], evidence, rules
        )
        numbers |= outcome.tables.numbers
        secondary += outcome.secondary
        unprotected += outcome.unprotected
    in_order = {place: numbers.get(place, shown) for place, shown in tables.numbers.items()}
    return Outcome(replace(tables, numbers=in_order), secondary, tuple(unprotected))


def _suppress_some(tables: Tables, earlier: Sequence[Tables], evidence: Evidence, rules: Rules) -> Outcome:
    """Decide about questions that are connected; quotients that connect too much are given up."""
    growing = any(place.statistic in (GROWTH, GROWTH_REST) for each in (*earlier, tables) for place in each.numbers)
    linked = list(earlier) if growing else []
    fixed = knowledge_of(linked)
    told = {key for year in linked for key, shown in _keys(year) if shown.value is not None}
    secret = fixed.hidden & {key for year in linked for key, _ in _keys(year)}
    while True:
        known = knowledge_of([*linked, tables], evidence.contributions, evidence.companies)
        found = protect(known.cells, known.constraints, rules, published=told, suppressed=secret)
        unprotected = tuple(finding.cell for finding in found.unprotected if isinstance(finding.cell, Key))
        weaker = _without(tables, unprotected)
        if weaker is tables:
            break
        tables = weaker
    hidden = {key for key in found.reasons if isinstance(key, Key)}
    secondary = sum(reason is Reason.SECONDARY for reason in found.reasons.values())
    return Outcome(_shown(tables, hidden), secondary, unprotected)


def _without(tables: Tables, unprotected: Collection[Key]) -> Tables:
    """Give up the quotients of quantities that are told of by nothing else, and cannot be protected."""
    given_up = {
        place
        for place, shown in tables.numbers.items()
        if shown.value is not None and place.statistic in (GROWTH, GROWTH_REST, SHARE) and not place.category
        for key in unprotected
        if key.about and key.group == place.group and {key.question, key.about} & {place.question}
    }
    numbers = {place: Shown(shown.n, None) if place in given_up else shown for place, shown in tables.numbers.items()}
    return replace(tables, numbers=numbers) if given_up else tables


def attack(years: Sequence[Tables], evidence: Evidence) -> tuple[Finding, ...]:
    """Attack what has been published with all that the office knows, by the rules of the latest survey.

    Protection levels are tested against outsiders and against every company.
    """
    known = knowledge_of(years, evidence.contributions, evidence.companies)
    return audit(known.cells, known.constraints, rules_of(years[-1].facts.rules), known.hidden)


def _keys(tables: Tables) -> Iterator[tuple[Key, Shown]]:
    """Yield the quantities and quotients that numbers tell of."""
    for place, shown in tables.numbers.items():
        asked = tables.facts.questions.get(place.question)
        if asked is not None:
            key = key_of(tables.year, place, is_numeric=asked.type in NUMERIC)
            if key is not None:
                yield key, shown


# -- Before ------------------------------------------------------------------------------------------------------------


def _with_medians(tables: Tables, evidence: Evidence, rules: Rules) -> Tables:
    """Round medians as far as they may be told."""
    numbers = dict(tables.numbers)
    for place, shown in tables.numbers.items():
        if place.statistic == "median":
            key = Key(tables.year, place.question, "", SUM, place.group)
            found = assess_median(evidence.contributions[key], rules, named_in(tables.facts, place.question))
            step = Decimal(1).scaleb(-tables.facts.questions[place.question].decimals)
            value = Decimal(repr(found.value)).quantize(step, ROUND_HALF_UP) if found.value is not None else None
            numbers[place] = Shown(shown.n, value)
    return replace(tables, numbers=numbers)


def _without_weak_quotients(tables: Tables, evidence: Evidence, rules: Rules) -> Tables:
    """Suppress growth rates and shares of sums of which one is itself too revealing: of a company, they are its own."""
    numbers = dict(tables.numbers)
    for place, shown in tables.numbers.items():
        asked = tables.facts.questions.get(place.question)
        if asked is None or asked.type not in NUMERIC or place.category:
            continue
        key = key_of(tables.year, place, is_numeric=True)
        if key is not None and key.quantity in (GROWTH, GROWTH_REST, SHARE) and _is_weak(key, tables, evidence, rules):
            numbers[place] = Shown(shown.n, None)
    return replace(tables, numbers=numbers)


def _is_weak(quotient: Key, tables: Tables, evidence: Evidence, rules: Rules) -> bool:
    inside = evidence.companies[quotient]
    now = quotient._replace(quantity=SUM)
    if quotient.quantity == SHARE:
        whole = whole_of(tables.facts, quotient.question)
        pair = (now, now._replace(group=ALL) if whole is None else now._replace(question=whole))
    else:
        pair = (now, now._replace(year=tables.facts.follows or tables.year - 1))
    for key in pair:
        amounts = dict(evidence.contributions.get(key, {}))
        if key.group == quotient.group:
            amounts = {company: amount for company, amount in amounts.items() if company in inside}
        lower = min(0.0, *amounts.values()) if amounts else 0.0
        cell = Cell(key, sum(amounts.values()), amounts, lower=lower)
        named = named_in(tables.facts, key.question) if key.year == tables.year else frozenset()
        if any(assess(replace(cell, waivers=waivers), rules) is not None for waivers in (frozenset(), named)):
            return True
    return False


# -- After -------------------------------------------------------------------------------------------------------------


def _shown(tables: Tables, hidden: set[Key]) -> Tables:
    """Leave out what is suppressed."""
    numbers: dict[Place, Shown] = {}
    for place, shown in tables.numbers.items():
        asked = tables.facts.questions.get(place.question)
        number = Key(tables.year, place.question, "", NUMBER, place.group)
        key = None if asked is None else key_of(tables.year, place, is_numeric=asked.type in NUMERIC)
        n = None if number in hidden else shown.n
        is_hidden = key in hidden or (n is None and place.statistic not in (SUM, "median"))
        numbers[place] = Shown(n, None if is_hidden else shown.value)
    return replace(tables, numbers=numbers)

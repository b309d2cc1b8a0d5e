"""Attacks what surveys have published with nothing but what they have published, as anybody could."""

from collections.abc import Iterator, Sequence

from netzsite.aggregates.keys import COUNT, NUMBER, SHARE, Key, key_of, words_of
from netzsite.aggregates.knowledge import knowledge_of
from netzsite.aggregates.named import known_members, named_in, told_amounts
from netzsite.aggregates.tables import Tables
from netzsite.confidentiality import DisclosureRules
from netzsite.disclosure.audit import Finding, Leak, audit
from netzsite.disclosure.rules import Dominance, Rules
from netzsite.kinds.survey import NUMERIC


def rules_of(record: DisclosureRules) -> Rules:
    """Give the rules as the mathematics takes them."""
    pairs = tuple(Dominance(rule.companies, float(rule.percent)) for rule in record.dominance)
    return Rules(least=record.least, dominance=pairs, percent=float(record.p_percent))


def attack_published(years: Sequence[Tables]) -> tuple[Finding, ...]:
    """Attack what has been published, all years together, by the rules of the latest survey.

    Args:
        years: the tables of each survey, the earliest first.
    """
    known, rules = knowledge_of(years), rules_of(years[-1].facts.rules)
    found = audit(known.cells, known.constraints, rules, known.hidden)
    return (*(Finding(key, Leak.PUBLISHED) for tables in years for key in _too_few(tables)), *found)


def _too_few(tables: Tables) -> Iterator[Key]:
    """Yield what is published although too few companies are behind it, by the rules of its own survey.

    Companies that are named with their answers hide nobody.
    """
    least = tables.facts.rules.least
    for place, shown in tables.numbers.items():
        asked = tables.facts.questions.get(place.question)
        if asked is None or shown.value is None or shown.n is None:
            continue
        key = key_of(tables.year, place, is_numeric=asked.type in NUMERIC)
        if key is None or (key.quantity == NUMBER and place.question not in tables.facts.secret_counts):
            continue
        share = shown.value * shown.n / 100 if place.statistic == SHARE else shown.value
        behind = (round(share) if key.quantity == COUNT else shown.n) - _named(tables, key)
        if 0 < behind < least:
            yield key


def _named(tables: Tables, key: Key) -> int:
    """Count the companies behind a quantity whose answers everybody knows."""
    told = told_amounts(tables.facts, key)
    inside = known_members(tables.facts, key.group) & named_in(tables.facts, key.question)
    return sum(company in inside and (key.quantity != COUNT or told[company] > 0) for company in told)


_MESSAGES = {
    Leak.EXACT: (
        "can be worked out although it is suppressed",
        "suppress another number that adds up to the same total",
    ),
    Leak.NARROW: ("can be worked out too closely", "suppress another number that adds up to the same total"),
    Leak.PUBLISHED: ("is published although it betrays an answer", "suppress it: write a point in its place"),
    Leak.INCONSISTENT: ("does not agree with other numbers", "write the tables anew with `netzsite survey aggregate`"),
}


def says(finding: Finding) -> tuple[int, str, str]:
    """Say a finding: the year whose table it is about, a message and a hint; no number is said."""
    message, hint = _MESSAGES[finding.leak]
    key = finding.cell
    if not isinstance(key, Key):
        raise TypeError(f"{key!r} is no quantity of a survey")
    return key.year, f"{words_of(key)}: {message}", hint

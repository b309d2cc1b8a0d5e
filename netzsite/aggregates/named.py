"""Turns companies that are named with their answers into what everybody knows of them: amounts of quantities."""

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from netzsite.aggregates.classes import class_of
from netzsite.aggregates.keys import COUNT, NUMBER, SUM, Key
from netzsite.aggregates.tables import ALL, Group
from netzsite.disclosure.cells import Cell, Constraint
from netzsite.kinds.survey import NUMERIC, NamedCompany, Survey


def told_amounts(facts: Survey, key: Key) -> dict[str, float]:
    """Give what everybody knows that named companies contribute to a quantity, if they are in its group.

    What follows from the sums that hold between questions is known as well: of three shares in a hundred the third.

    Args:
        facts: of the survey of the quantity's year.
        key: the quantity, also of some companies of a group only.
    """
    found = ((each.company, _amount(facts, each, key)) for each in facts.named)
    return {company: amount for company, amount in found if amount is not None}


def known_members(facts: Survey, group: Group) -> frozenset[str]:
    """Name the named companies of which everybody knows that they are in a group."""
    return frozenset(each.company for each in facts.named if group in _groups(facts, each))


def named_in(facts: Survey, question: str) -> frozenset[str]:
    """Name the companies whose answer to a question everybody knows."""
    return frozenset(each.company for each in facts.named if question in each.answers)


def taken_off(
    facts: Survey, cells: Mapping[Key, Cell], counts: Mapping[Key, int | None]
) -> tuple[dict[Key, Cell], list[Constraint]]:
    """Take off what everybody knows of named companies: the quantities that are left must be safe by themselves.

    Where named companies are alone in a group that nobody knows them to be in, that is a secret too.

    Args:
        facts: of a survey.
        cells: the quantities of all surveys.
        counts: quantity -> how many companies have answered, where that is known.

    Returns:
        the quantities with named companies, changed, and those without them; what connects them.
    """
    found: dict[Key, Cell] = {}
    constraints: list[Constraint] = []
    named: dict[Hashable, float]
    for key, cell in cells.items():
        told = told_amounts(facts, key) if facts.named and key.year == facts.year else {}
        if not told:
            continue
        known = known_members(facts, key.group)
        if cell.contributions is not None:
            named = {company: cell.contributions[company] for company in told if company in cell.contributions}
        else:
            sure = known & named_in(facts, key.question) if not key.about else frozenset()
            named = {company: told[company] for company in told if company in sure}
        n = counts[key] if cell.contributions is None else len(cell.contributions)
        if named and n == len(named):
            found[key] = replace(cell, waivers=known & named.keys())
        elif named:
            others = key._replace(quantity=f"{key.quantity} of others")
            rest = _rest(replace(cell, identity=others), n, named)
            found |= {key: _whole(cell, named, rest), others: rest}
            amount = math.fsum(named.values())
            constraints.append(Constraint({key: 1.0, others: -1.0}, amount, amount))
    return found, constraints


def _whole(cell: Cell, named: Mapping[Hashable, float], rest: Cell) -> Cell:
    """Give a quantity of which everybody knows a part: what is to be protected of it is the rest."""
    amount = math.fsum(named.values())
    return replace(
        cell,
        contributions=None if cell.contributions is None else {},
        weight=cell.cost,
        lower=cell.lower if cell.lower < 0 else amount + rest.lower,
        upper=amount + rest.upper,
    )


def _rest(cell: Cell, n: int | None, named: Mapping[Hashable, float]) -> Cell:
    """Give a quantity without the companies that are named."""
    part = 1.0 if n is None else (n - len(named)) / n
    others = None
    if cell.contributions is not None:
        others = {company: amount for company, amount in cell.contributions.items() if company not in named}
    return replace(
        cell,
        value=None if others is None else math.fsum(others.values()),
        contributions=others,
        lower=cell.lower * part if n is not None or cell.lower == 0 else -math.inf,
        upper=cell.upper * part,
        rounding=0.0,
        contributors=None if cell.contributors is None or n is None else n - len(named),
        is_published=False,
    )


def _groups(facts: Survey, company: NamedCompany) -> Iterator[Group]:
    yield ALL
    yield Group("sector", company.sector)
    if company.district is not None:
        yield Group("district", company.district)
    size = facts.size or ""
    if size in company.answers:
        yield Group("size", class_of(Decimal(company.answers[size]), facts.questions[size]))


def _amount(facts: Survey, company: NamedCompany, key: Key) -> float | None:
    quantity = key.quantity.partition(" ")[0]
    if quantity == SUM:
        number = _numbers(facts, company).get(key.question)
        return None if number is None else float(number)
    answer = company.answers.get(key.question)
    if answer is None or quantity not in (COUNT, NUMBER):
        return None
    if quantity == NUMBER:
        return 1.0
    asked = facts.questions[key.question]
    chosen = class_of(Decimal(answer), asked) if asked.type in NUMERIC else answer
    return float(key.category in chosen.split())


def _numbers(facts: Survey, company: NamedCompany) -> Mapping[str, Decimal]:
    """Give the numbers of a company, and those that follow from them because parts add up exactly to a whole."""
    known = {name: Decimal(answer) for name, answer in company.answers.items() if facts.questions[name].type in NUMERIC}
    for agreement in facts.agreements:
        signs = dict.fromkeys(agreement.parts, Decimal(1)) | ({agreement.whole: Decimal(-1)} if agreement.whole else {})
        unknown = [name for name in signs if name not in known]
        if agreement.is_exact and len(unknown) == 1 and len(signs) > 1:
            told = sum((sign * known[name] for name, sign in signs.items() if name in known), Decimal())
            rest = (agreement.total or Decimal(0)) - told
            known[unknown[0]] = rest * signs[unknown[0]]
    return known

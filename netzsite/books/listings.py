"""Turns news and members into what a book lists: the deals of its year, the directory."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from netzsite.books.sources import Sources
from netzsite.entry import Entry
from netzsite.kinds.member import Member
from netzsite.render.book import DealsByType, Letter, MemberRow, Register, Sector, Sum, TypeRow
from netzsite.render.paper import typed_address
from netzsite.render.parts import DealView


def register(sources: Sources) -> Register:
    """Give the deals of the year that the edition reports on."""
    rows = sources.deals(sources.edition.facts.reported_year)
    undisclosed = sum(row.amount is None for row in rows)
    return Register(rows, tuple(_sums(sources, rows)), undisclosed, tuple(_by_type(sources, rows)))


def _sums(sources: Sources, rows: tuple[DealView, ...]) -> Iterator[Sum]:
    for is_example in (False, True):
        own = [row for row in rows if row.is_example == is_example]
        for currency, amounts in _by_currency(own).items():
            yield Sum(sources.strings.money(sum(amounts, Decimal()), currency), len(amounts), is_example)


def _by_currency(rows: list[DealView]) -> dict[str, list[Decimal]]:
    """Give the disclosed amounts; amounts of different currencies are never added."""
    amounts: dict[str, list[Decimal]] = {}
    for row in sorted(rows, key=lambda row: row.currency):
        if row.amount is not None:
            amounts.setdefault(row.currency, []).append(row.amount)
    return amounts


def _by_type(sources: Sources, rows: tuple[DealView, ...]) -> Iterator[DealsByType]:
    for is_example in (False, True):
        own = [row for row in rows if row.is_example == is_example]
        types = sorted({row.type for row in own}, key=sources.strings.sort_key)
        listed = tuple(_type_row(sources, name, [row for row in own if row.type == name]) for name in types)
        if own:
            yield DealsByType(is_example, listed, _type_row(sources, sources.strings.text("report.all-deals"), own))


def _type_row(sources: Sources, name: str, rows: list[DealView]) -> TypeRow:
    money = sources.strings.money
    volumes = tuple(money(sum(each, Decimal()), currency) for currency, each in _by_currency(rows).items())
    return TypeRow(name, len(rows), volumes, sum(row.amount is None for row in rows))


def sectors(sources: Sources) -> Iterator[Sector]:
    """Yield the sectors that have members."""
    for sector, name in sources.library.network.sectors.items():
        rows = tuple(_member(sources, member) for member in sources.members if member.facts.sector == sector)
        if rows:
            yield Sector(name.pick(sources.lang), rows)


def _member(sources: Sources, member: Entry[Member]) -> MemberRow:
    facts = member.facts
    website, name = typed_address(facts.website or ""), member.title(sources.lang)
    acronym = facts.acronym or ""
    return MemberRow(name, acronym, facts.address.town, facts.founded, website, facts.website, facts.example)


def letters(sources: Sources) -> Iterator[Letter]:
    """Yield the members by their first letters."""
    names = sources.library.network.sectors
    rows = [
        (member.title(sources.lang), member.facts.address.town, names[member.facts.sector].pick(sources.lang))
        for member in sources.members
    ]
    for letter, found in groupby(rows, key=lambda row: first_letter(sources.strings.sort_key(row[0]))):
        yield Letter(letter, tuple(found))


def first_letter(sort_key: str) -> str:
    """Give the letter below which a name stands; digits and signs stand below one of their own."""
    return sort_key[:1].upper() if sort_key[:1].isalpha() else "0–9"

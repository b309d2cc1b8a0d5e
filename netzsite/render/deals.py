"""Turns the deals that news report into rows of a register, and rows into what they add up to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from netzsite.entry import Entry
from netzsite.kinds.news import Deal, News
from netzsite.render.parts import DealView, Link
from netzsite.strings import Strings

if TYPE_CHECKING:
    from netzsite.render.views import Views


@dataclass(frozen=True, slots=True)
class Balance:
    """What deals add up to, in words; facts and examples have one each."""

    is_example: bool
    count: int
    words: str


def deal(views: "Views", entry: Entry[News]) -> DealView | None:
    """Give the deal that a piece of news reports."""
    found, strings = entry.facts.deal, views.strings
    if found is None:
        return None
    volume = strings.text("units.undisclosed") if found.volume is None else strings.money(found.volume, found.currency)
    return DealView(
        found.date or entry.facts.date,
        strings.value(found.type),
        tuple(_parties(views, found)),
        volume,
        found.volume,
        found.currency,
        found.stage.pick(views.lang) if found.stage else "",
        views.link(entry),
        entry.facts.example,
    )


def deals(views: "Views", label: str) -> tuple[DealView, ...]:
    """List the deals of news with a label, the first first."""
    rows = filter(None, (deal(views, entry) for entry in views.library.choose(News, label=label)))
    return tuple(sorted(rows, key=lambda view: (view.date, view.news.title)))


def _parties(views: "Views", found: Deal) -> Iterator[tuple[Link, str]]:
    for party in found.parties:
        link = views.reference("member", party.member) if party.member else Link(party.name or "", None)
        if link is not None:
            yield link, views.strings.value(party.role)


def balances(strings: Strings, rows: Iterable[DealView]) -> tuple[Balance, ...]:
    """Add up deals: facts first, then examples; amounts of different currencies are never added."""
    parted: dict[bool, list[DealView]] = {}
    for row in rows:
        parted.setdefault(row.is_example, []).append(row)
    return tuple(_balance(strings, is_example, found) for is_example, found in sorted(parted.items()))


def _balance(strings: Strings, is_example: bool, rows: list[DealView]) -> Balance:
    amounts: dict[str, Decimal] = {}
    for row in rows:
        if row.amount is not None:
            amounts[row.currency] = amounts.get(row.currency, Decimal()) + row.amount
    sums = strings.text("register.and").join(strings.money(amount, code) for code, amount in sorted(amounts.items()))
    silent = sum(row.amount is None for row in rows)
    if silent == len(rows):
        return Balance(is_example, len(rows), strings.text("register.none-disclosed", n=silent))
    words = strings.text("register.disclosed", n=len(rows), shown=len(rows) - silent, sums=sums)
    return Balance(is_example, len(rows), words + (strings.text("register.rest", n=silent) if silent else ""))

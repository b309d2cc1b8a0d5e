"""Names the quantities behind published numbers: several statistics can tell of one and the same quantity."""

from typing import NamedTuple

from netzsite.aggregates.tables import Group, Place

SUM, COUNT, NUMBER = "sum", "count", "n"
"""Quantities: the sum of the answers of a group, how many chose an option, how many answered."""

GROWTH, GROWTH_REST, SHARE = "growth", "growth-without-largest", "share"
"""Quotients that can be suppressed while both of their quantities are published, or the other way round."""

NAMED = "named"
"""The answer of one company, told with its name; its group is that company."""


class Key(NamedTuple):
    """A quantity: equal in all tables, languages and years in which it stands.

    Attributes:
        about: of the sum over some companies of a group, which is never published: the year or question that they have
            answered too.
    """

    year: int
    question: str
    category: str
    quantity: str
    group: Group
    about: str = ""


def key_of(year: int, place: Place, *, is_numeric: bool) -> Key | None:
    """Name the quantity, or the quotient, that a published number tells of; None if it tells of no other cell."""
    question, category, statistic, group = place
    if category:
        return Key(year, question, category, COUNT, group)
    if statistic in (GROWTH, GROWTH_REST) or (statistic == SHARE and is_numeric):
        return Key(year, question, "", statistic, group)
    if statistic in ("sum", "mean"):
        return Key(year, question, "", SUM, group)
    return Key(year, question, "", NUMBER, group) if statistic == "count" else None


def words_of(key: Key) -> str:
    """Name a quantity in messages: which it is, and not how much."""
    group = f"{key.group.dimension} {key.group.name}" if key.group.dimension else "all companies"
    return ", ".join(filter(None, [f"{key.year}", key.question, key.category, key.quantity, group]))

"""By which rules what companies have answered is kept secret: a record of the profile, and of what was published."""

from decimal import Decimal

from pydantic import Field

from netzsite.fields import Count, Number, Record

SUPPRESSED = "."
"""Stands for a value that is known and kept secret (the sign of German official statistics)."""


class Dominance(Record):
    """A rule of dominance: a value is suppressed if so few companies have so much of it."""

    companies: Count = Field(description="how many companies, the largest ones", ge=1)
    percent: Number = Field(description="percent of the value that they must not exceed", gt=0, le=100)


class DisclosureRules(Record):
    """The rules by which values are suppressed."""

    least: Count = Field(3, description="fewer companies than this are not enough for a value to be published", ge=2)
    dominance: tuple[Dominance, ...] = Field(
        (Dominance(companies=1, percent=Decimal(75)), Dominance(companies=2, percent=Decimal(85))),
        description="the rules of dominance, each {companies: n, percent: k}",
    )
    p_percent: Number = Field(
        Decimal(10),
        description="nobody may be able to estimate a company's answer more closely, in percent",
        gt=0,
        lt=100,
    )

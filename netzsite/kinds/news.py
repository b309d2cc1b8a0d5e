"""The kind `news`: Markdown files become a piece of news, with the deal that it reports."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.entry import Grouping, TextKind, Untranslated, midnight
from netzsite.fields import (
    Choice,
    Count,
    Date,
    Hidden,
    Localised,
    Record,
    Reference,
    Text,
    Url,
    Volume,
    contradiction,
)


class NewsForm(Choice):
    """Where a piece of news comes from and how it is written."""

    PRESS_RELEASE = "press-release"
    COMPANY_NEWS = "company-news"
    NETWORK_NEWS = "network-news"
    INTERVIEW = "interview"
    BACKGROUND = "background"
    FIELD_REPORT = "field-report"


class DealType(Choice):
    """What was agreed."""

    PARTNERSHIP = "partnership"
    LICENCE = "licence"
    ACQUISITION = "acquisition"
    MERGER = "merger"
    FINANCING = "financing"
    GRANT = "grant"
    SUPPLY = "supply"
    SPIN_OFF = "spin-off"


class PartyRole(Choice):
    """What a party does in a deal."""

    PARTNER = "partner"
    LICENSOR = "licensor"
    LICENSEE = "licensee"
    BUYER = "buyer"
    SELLER = "seller"
    TARGET = "target"
    INVESTOR = "investor"
    RECIPIENT = "recipient"
    FUNDER = "funder"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    FOUNDER = "founder"


class Party(Record):
    """A party to a deal: a member, or somebody from outside by name."""

    member: Annotated[str | None, Reference("member")] = Field(None, description="the member's id")
    name: Text | None = Field(None, description="the name of a party that is no member")
    role: PartyRole = Field(PartyRole.PARTNER, description="what the party does in the deal")

    @model_validator(mode="after")
    def _is_named_once(self) -> "Party":
        if (self.member is None) == (self.name is None):
            raise contradiction("a party is a member or a name", "give either 'member' or 'name'")
        return self


class Deal(Record):
    """An agreement that a piece of news reports; `volume` in units of `currency`, None where it is undisclosed."""

    type: DealType = Field(description="what was agreed")
    parties: tuple[Party, ...] = Field(description="who agreed", min_length=1)
    volume: Volume = Field(description="amount in units of the currency, digits only; or the word undisclosed")
    currency: Annotated[Text, Field(pattern=r"^[A-Z]{3}$")] = Field(
        "EUR", description="currency, its three letters in ISO 4217: EUR"
    )
    stage: Localised | None = Field(None, description="stage of the product, round of the financing")
    date: Date | None = Field(None, description="day of the deal, if it is not that of the news")


class News(TextKind):
    """A piece of news."""

    kind: ClassVar[str] = "news"
    folder: ClassVar[str] = "news"
    grouping: ClassVar[Grouping] = Grouping.YEAR
    untranslated: ClassVar[Untranslated] = Untranslated.ORIGINAL
    in_header: ClassVar[bool] = True

    form: NewsForm = Field(description="where the news comes from and how it is written")
    date: Annotated[Date, Hidden()] = Field(description="day of the news")
    members: tuple[Annotated[str, Reference("member")], ...] = Field((), description="ids of the members it is about")
    people: tuple[Annotated[str, Reference("person")], ...] = Field((), description="ids of the people it is about")
    groups: tuple[Annotated[str, Reference("group")], ...] = Field((), description="ids of working groups it is about")
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field((), description="topics of the network's vocabulary")
    source: Text | None = Field(None, description="who says so: press office, paper, agency")
    source_url: Url | None = Field(None, description="where the source is")
    priority: Annotated[Count, Hidden()] = Field(0, description="0 to 9: what newsletters take first", le=9)
    deal: Annotated[Deal | None, Hidden()] = Field(None, description="the deal that the news reports")

    def order(self) -> tuple[int, int]:
        """Sort the newest first, and by priority within a day."""
        return -self.date.toordinal(), -self.priority

    def dated(self) -> dt.date:
        """Give the day of the news."""
        return self.date

    def public_from(self) -> dt.datetime:
        """Give the latest of the day of the news, its publishing time and its embargo."""
        return max(midnight(self.date), super().public_from())

    def labels(self) -> Iterator[str]:
        """Name the topics and the form, and of a deal that the news reports the year and the type."""
        yield from super().labels()
        yield f"form-{self.form.value}"
        if self.deal is not None:
            yield DEAL
            yield deal_label((self.deal.date or self.date).year)
            yield f"dealtype-{self.deal.type.value}"


DEAL = "deal"
"""The label of news that report a deal."""


def deal_label(year: int) -> str:
    """Give the label of news that report a deal of a year."""
    return f"deal-{year}"

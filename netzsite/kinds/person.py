"""The kind `person`: a YAML file becomes a key person, published only with consent."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from netzsite.entry import NEVER, Grouping, Kind, Occasion, midnight
from netzsite.fields import Date, Email, Hidden, Localised, Record, Reference, Text, Url


class Position(Record):
    """What a person is at a member."""

    member: Annotated[str, Reference("member")] = Field(description="the member's id")
    role: Localised = Field(description="the role there")


class Person(Kind):
    """A key person of the network."""

    kind: ClassVar[str] = "person"
    folder: ClassVar[str] = "people"
    grouping: ClassVar[Grouping] = Grouping.LETTER
    has_section: ClassVar[bool] = True

    given_name: Annotated[Text, Hidden()] = Field(description="given name")
    family_name: Annotated[Text, Hidden()] = Field(description="family name")
    titles: Annotated[Text | None, Hidden()] = Field(None, description="academic titles before the name: Prof. Dr.")
    positions: Annotated[tuple[Position, ...], Hidden()] = Field((), description="roles at members, the main one first")
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field((), description="topics of the network's vocabulary")
    statement: Annotated[Localised | None, Hidden()] = Field(
        None, description="a few sentences in the person's own words, as the person approved them"
    )
    picture: Annotated[str | None, Reference("picture"), Hidden()] = Field(
        None, description="the id of a passport photo"
    )
    email: Email | None = Field(None, description="e-mail address for everybody")
    phone: Text | None = Field(None, description="telephone with country code: +49 ...")
    website: Url | None = Field(None, description="web address")
    orcid: Annotated[Text | None, Field(pattern=r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$")] = Field(
        None, description="ORCID iD: 0000-0002-1825-0097"
    )
    consent: Annotated[Date | None, Hidden()] = Field(
        None, description="day of the consent to publication; without it there is no page, no photo and no mention"
    )
    left: Annotated[Date | None, Hidden()] = Field(None, description="day from which the person is not shown any more")

    @property
    def initials(self) -> str:
        """The first letters of given and family name; a prefix in small letters does not count."""
        words = self.family_name.split()
        main = next((word for word in words if word[:1].isupper()), words[0])
        return f"{self.given_name[:1]}{main[:1]}".upper()

    @property
    def full_name(self) -> str:
        """Titles, given name and family name."""
        return " ".join(filter(None, [self.titles, self.given_name, self.family_name]))

    def title_in(self, lang: str) -> str:
        """Give the full name."""
        return self.full_name

    def order(self) -> tuple[str, str]:
        """Sort by family name."""
        return self.family_name.casefold(), self.given_name.casefold()

    def public_from(self) -> dt.datetime:
        """Give the day of the consent; without one the person is never public."""
        return midnight(self.consent) if self.consent else NEVER

    def public_until(self) -> dt.datetime:
        """Give the day on which the person leaves."""
        return midnight(self.left) if self.left else NEVER

    def occasions(self, zone: str) -> Iterator[tuple[Occasion, dt.datetime]]:
        """Yield the day of the consent and the day on which the person leaves."""
        yield Occasion.CONSENT, self.public_from()
        yield Occasion.LEFT, self.public_until()

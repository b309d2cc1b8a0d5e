"""The kind `member`: a YAML file becomes an organisation of the network, or one that it works with."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from netzsite.entry import NEVER, Grouping, Kind, Occasion, midnight
from netzsite.fields import Choice, Date, Email, Hidden, Localised, Number, Record, Reference, Text, Url, Year
from netzsite.urls import slug


class MemberType(Choice):
    """What an organisation is."""

    COMPANY = "company"
    INSTITUTE = "institute"
    UNIVERSITY = "university"
    HOSPITAL = "hospital"
    AUTHORITY = "authority"
    ASSOCIATION = "association"
    SERVICE_PROVIDER = "service-provider"


class EmployeeClass(Choice):
    """Number of employees, in the size classes of the European Commission's recommendation 2003/361/EC and above."""

    MICRO = "1-9"
    SMALL = "10-49"
    MEDIUM = "50-249"
    LARGE = "250-999"
    MAJOR = "1000+"


class MemberStatus(Choice):
    """Whether an organisation still takes part."""

    ACTIVE = "active"
    MERGED = "merged"
    LEFT = "left"


class RelationKind(Choice):
    """How two organisations are related, seen from the entry: `parent` means that the other one is the parent."""

    PARENT = "parent"
    CHILD = "child"
    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"
    RELATED = "related"


class Address(Record):
    """A postal address; coordinates are WGS 84 in decimal degrees."""

    street: Text | None = Field(None, description="street and number")
    postcode: Text | None = Field(None, description="postal code")
    town: Text = Field(description="town, in German")
    district: Text | None = Field(None, description="district (Landkreis) or independent city")
    country: Text = Field("DE", description="country, its two letters in ISO 3166-1: DE", min_length=2, max_length=2)
    latitude: Number | None = Field(None, description="degrees north", ge=-90, le=90)
    longitude: Number | None = Field(None, description="degrees east", ge=-180, le=180)


class Relation(Record):
    """A relation to another member."""

    kind: RelationKind = Field(description="parent, child, successor, predecessor or related")
    member: Annotated[str, Reference("member")] = Field(description="the other member's id")


class Member(Kind):
    """An organisation of the network."""

    kind: ClassVar[str] = "member"
    folder: ClassVar[str] = "members"
    grouping: ClassVar[Grouping] = Grouping.LETTER
    has_section: ClassVar[bool] = True
    in_header: ClassVar[bool] = True

    name: Annotated[Localised, Hidden()] = Field(
        description="the organisation's name, one for all languages or one each"
    )
    acronym: Text | None = Field(None, description="short name, as the organisation writes it")
    former_names: tuple[Text, ...] = Field((), description="earlier names, newest first")
    type: MemberType = Field(description="what the organisation is")
    sector: Annotated[str, Reference("sector")] = Field(description="the ONE main sector, so that sums add up")
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field(
        (), description="further topics of the network's vocabulary"
    )
    about: Annotated[Localised | None, Hidden()] = Field(None, description="one sentence: what the organisation does")
    founded: Year | None = Field(None, description="founding year")
    employees: EmployeeClass | None = Field(None, description="size class by number of employees")
    address: Annotated[Address, Hidden()] = Field(description="postal address and coordinates")
    website: Url | None = Field(None, description="web address")
    email: Email | None = Field(None, description="e-mail address for everybody")
    phone: Text | None = Field(None, description="telephone with country code: +49 ...")
    ror: Url | None = Field(None, description="Research Organization Registry: full URL")
    wikidata: Annotated[Text | None, Field(pattern=r"^Q\d+$")] = Field(None, description="Wikidata item: Q...")
    relations: Annotated[tuple[Relation, ...], Hidden()] = Field((), description="parents, children, successors, ...")
    picture: Annotated[str | None, Reference("picture"), Hidden()] = Field(None, description="the id of a picture")
    status: Annotated[MemberStatus, Hidden()] = Field(MemberStatus.ACTIVE, description="active, merged or left")
    joined: Annotated[Date | None, Hidden()] = Field(None, description="day on which it joined the network")
    verified: Annotated[Date | None, Hidden()] = Field(
        None, description="day on which the office last checked the entry"
    )

    @property
    def stale_from(self) -> dt.datetime:
        """The moment from which the last check is too long ago: two years."""
        if self.verified is None or self.verified.year > dt.MAXYEAR - 3:
            return NEVER
        is_leap_day = (self.verified.month, self.verified.day) == (2, 29)
        day = self.verified + dt.timedelta(days=1) if is_leap_day else self.verified
        return midnight(day.replace(year=self.verified.year + 2))

    def occasions(self, zone: str) -> Iterator[tuple[Occasion, dt.datetime]]:
        """Yield the moment from which the page says that the last check is long ago."""
        yield Occasion.STALE, self.stale_from

    @property
    def is_active(self) -> bool:
        """Whether the organisation still takes part: directories list those."""
        return self.status is MemberStatus.ACTIVE

    def labels(self) -> Iterator[str]:
        """Of those who still take part, name topics, main sector, type, district, and whether others are related."""
        if self.is_active:
            yield from super().labels()
            yield "active"
            yield f"sector-{self.sector}"
            yield f"type-{self.type.value}"
            if self.relations:
                yield "related"
            district = slug(self.address.district or "")
            if district:
                yield f"district-{district}"

    def title_in(self, lang: str) -> str:
        """Give the organisation's name."""
        return self.name.pick(lang)

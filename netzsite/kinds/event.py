"""The kind `event`: Markdown files become a date of the network, with its programme."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from netzsite.entry import Grouping, Occasion, TextKind, Untranslated, day_after
from netzsite.fields import (
    Choice,
    Count,
    Date,
    Hidden,
    Localised,
    Moment,
    Record,
    Reference,
    Text,
    Time,
    TimeZone,
    Url,
    contradiction,
)
from netzsite.somebody import Somebody


class EventForm(Choice):
    """What takes place."""

    LIFE_SCIENCE_DAY = "life-science-day"
    CONFERENCE = "conference"
    WORKSHOP = "workshop"
    COURSE = "course"
    FAIR = "fair"
    DELEGATION = "delegation"
    ROUND_TABLE = "round-table"
    COMPETITION = "competition"


class EventStatus(Choice):
    """Whether it takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class PartnerRole(Choice):
    """What somebody does for an event."""

    PARTNER = "partner"
    SPONSOR = "sponsor"
    EXHIBITOR = "exhibitor"


class Speaker(Somebody):
    """Who speaks: a person of the network, or somebody by name."""

    called: ClassVar[str] = "a speaker"


class Talk(Record):
    """An item of the programme."""

    start: Time = Field(description="HH:MM, on the day of the session")
    title: Localised = Field(description="what it is about")
    about: Localised | None = Field(None, description="a few sentences on it")
    speakers: tuple[Speaker, ...] = Field((), description="who speaks")


class Session(Record):
    """A part of the programme."""

    title: Localised | None = Field(None, description="the session's name")
    day: Count = Field(1, description="day of the event, from 1", ge=1)
    room: Localised | None = Field(None, description="where in the building")
    talks: tuple[Talk, ...] = Field(description="the items in order", min_length=1)


class Partner(Record):
    """Who supports an event or shows something there: a member, or somebody from outside by name."""

    member: Annotated[str | None, Reference("member")] = Field(None, description="the member's id")
    name: Text | None = Field(None, description="the name of a partner that is no member")
    role: PartnerRole = Field(PartnerRole.EXHIBITOR, description="partner, sponsor or exhibitor")
    stand: Text | None = Field(None, description="where an exhibitor is to be found: A 12")

    @model_validator(mode="after")
    def _is_named_once(self) -> "Partner":
        if (self.member is None) == (self.name is None):
            raise contradiction("a partner is a member or a name", "give either 'member' or 'name'")
        return self


class Event(TextKind):
    """A date of the network, or of interest to it."""

    kind: ClassVar[str] = "event"
    folder: ClassVar[str] = "events"
    grouping: ClassVar[Grouping] = Grouping.CURRENT
    untranslated: ClassVar[Untranslated] = Untranslated.ORIGINAL
    in_header: ClassVar[bool] = True
    has_section: ClassVar[bool] = True

    form: EventForm = Field(description="what takes place")
    start: Annotated[Moment, Hidden()] = Field(description="YYYY-MM-DD, or YYYY-MM-DD HH:MM in the event's time zone")
    end: Annotated[Moment | None, Hidden()] = Field(None, description="the same for the end")
    time_zone: Annotated[TimeZone, Hidden()] = Field("Europe/Berlin", description="name of the tz database")
    place: Localised | None = Field(None, description="where: building, street, town")
    online: Url | None = Field(None, description="address of the online event")
    organisers: tuple[Annotated[str, Reference("member")], ...] = Field((), description="ids of organising members")
    groups: tuple[Annotated[str, Reference("group")], ...] = Field(
        (), description="ids of working groups that meet there"
    )
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field((), description="topics of the network's vocabulary")
    registration: Url | None = Field(None, description="where to register")
    registration_deadline: Moment | None = Field(None, description="last moment to register")
    fee: Localised | None = Field(None, description="what it costs")
    capacity: Count | None = Field(None, description="number of places", ge=1)
    status: Annotated[EventStatus, Hidden()] = Field(EventStatus.PLANNED, description="planned, cancelled or postponed")
    replaced_by: Annotated[str | None, Reference("event")] = Field(
        None, description="id of the event that takes its place"
    )
    programme: Annotated[tuple[Session, ...], Hidden()] = Field((), description="sessions with talks and speakers")
    partners: Annotated[tuple[Partner, ...], Hidden()] = Field((), description="partners, sponsors, exhibitors")
    directions: Annotated[Localised | None, Hidden()] = Field(
        None, description="how to get there: plain sentences, an empty line between paragraphs"
    )
    participants: Annotated[Count | None, Hidden()] = Field(None, description="how many came, once it is over", ge=1)

    announced: Annotated[Date | None, Hidden()] = Field(None, description="day of the announcement: feeds take it then")

    @model_validator(mode="after")
    def _goes_together(self) -> "Event":
        if self.end is not None and self.end < self.start:
            raise contradiction("the end lies before the start", "check both dates", at="end")
        if self.registration_deadline is not None and self.registration_deadline.date() > self.last_day:
            raise contradiction("the deadline lies after the event", "check both dates", at="registration_deadline")
        if self.place is None and self.online is None:
            raise contradiction("an event is at a place, online, or both", "give 'place' or 'online'")
        for name, moment in (("start", self.start), ("end", self.end)):
            if moment is not None and self._is_left_out(moment):
                raise contradiction("the clocks leave this time out", "they are put forward then", at=name)
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the place."""
        return ZoneInfo(self.time_zone)

    def at(self, moment: dt.datetime) -> dt.datetime:
        """Give a moment of the event, as the editor wrote it, with its time zone."""
        return moment.replace(tzinfo=self.zone)

    def _is_left_out(self, moment: dt.datetime) -> bool:
        """Tell whether the clocks are put forward over a moment (PEP 495: in such a gap the later offset is larger)."""
        before, after = (self.at(moment.replace(fold=fold)).utcoffset() for fold in (0, 1))
        return before is not None and after is not None and before < after

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days that it touches, the first first."""
        first = self.start.date()
        return tuple(first + dt.timedelta(days=number) for number in range((self.last_day - first).days + 1))

    @property
    def last_day(self) -> dt.date:
        """The day on which the event ends."""
        return (self.end or self.start).date()

    @property
    def has_time(self) -> bool:
        """Whether the start is given with a time of day."""
        return self.start.time() != dt.time()

    def dated(self) -> dt.date | None:
        """Give the day of the announcement."""
        return self.announced

    def labels(self) -> Iterator[str]:
        """Name the topics, the form, and the years and months in which it takes place."""
        yield from super().labels()
        yield f"form-{self.form.value}"
        yield from dict.fromkeys(f"year-{day.year}" for day in self.days)
        yield from dict.fromkeys(month_label(day) for day in self.days)

    def order(self) -> tuple[int, dt.time]:
        """Sort by start, the latest first."""
        return -self.start.toordinal(), self.start.time()

    def over_from(self) -> dt.datetime:
        """Give the end of the last day, or the expiry time if that comes first; an event of today is not over."""
        return min(day_after(self.last_day), super().over_from())

    def registration_until(self, zone: str) -> dt.datetime:
        """Give when registration ends, in the network's time zone; without a deadline when the event is over."""
        deadline = self.registration_deadline
        if deadline is None:
            return self.over_from()
        moment = day_after(deadline.date()) if deadline.time() == dt.time() else deadline
        return self.at(moment).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    def occasions(self, zone: str) -> Iterator[tuple[Occasion, dt.datetime]]:
        """Yield the end of the registration too, if the event is not over before, and takes place."""
        yield from super().occasions(zone)
        if self.status is EventStatus.PLANNED and self.registration_until(zone) < self.over_from():
            yield Occasion.REGISTRATION, self.registration_until(zone)


def month_label(day: dt.date) -> str:
    """Give the label of events that take place in the month of a day."""
    return f"month-{day:%Y-%m}"

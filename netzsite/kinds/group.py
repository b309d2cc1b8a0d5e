"""The kind `group`: Markdown files become a working group, led by one chair from research and one from industry."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.entry import Occasion, TextKind, day_after
from netzsite.fields import (
    Choice,
    Date,
    Hidden,
    Localised,
    Moment,
    Record,
    Reference,
    Url,
    Year,
    contradiction,
)
from netzsite.somebody import Somebody


class ChairSide(Choice):
    """Where a chair comes from."""

    RESEARCH = "research"
    INDUSTRY = "industry"


class Chair(Somebody):
    """Who leads a working group: a person of the network, or somebody by name."""

    called: ClassVar[str] = "a chair"

    side: ChairSide = Field(description="research or industry: where the chair comes from")


class Meeting(Record):
    """A meeting that has no entry of its own among the events."""

    start: Moment = Field(description="YYYY-MM-DD, or YYYY-MM-DD HH:MM")
    place: Localised | None = Field(None, description="where: building, town, or online")
    subject: Localised | None = Field(None, description="what it is about")


class Result(Record):
    """What a working group has achieved."""

    text: Localised = Field(description="what was achieved, in a sentence")
    date: Date | None = Field(None, description="since when")
    link: Url | None = Field(None, description="where it is to be found")


class Group(TextKind):
    """A working group of the network."""

    kind: ClassVar[str] = "group"
    folder: ClassVar[str] = "groups"
    is_counted: ClassVar[bool] = False

    chairs: Annotated[tuple[Chair, ...], Hidden()] = Field((), description="one from research and one from industry")
    members: Annotated[tuple[Annotated[str, Reference("member")], ...], Hidden()] = Field(
        (), description="ids of the organisations that take part"
    )
    people: tuple[Annotated[str, Reference("person")], ...] = Field((), description="ids of people who take part")
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field((), description="topics of the network's vocabulary")
    founded: Year | None = Field(None, description="year in which the group began")
    aims: Annotated[tuple[Localised, ...], Hidden()] = Field((), description="what the group wants, one line each")
    results: Annotated[tuple[Result, ...], Hidden()] = Field((), description="what it has achieved")
    meetings: Annotated[tuple[Meeting, ...], Hidden()] = Field(
        (), description="dates without an entry in events/; an event names its groups itself"
    )
    link: Url | None = Field(None, description="where more is to be read")

    def occasions(self, zone: str) -> Iterator[tuple[Occasion, dt.datetime]]:
        """Yield the ends of the meetings' days too: the page parts those to come from those that were."""
        yield from super().occasions(zone)
        yield from ((Occasion.MEETING, day_after(meeting.start.date())) for meeting in self.meetings)

    @model_validator(mode="after")
    def _has_a_chair_of_each_side(self) -> "Group":
        sides = [chair.side for chair in self.chairs]
        for side in ChairSide:
            if sides.count(side) > 1:
                message = f"{sides.count(side)} chairs are from {side.value}"
                raise contradiction(message, "one chair comes from research and one from industry", at="chairs")
        return self

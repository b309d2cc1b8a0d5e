"""The kind `funding`: Markdown files become a call for funding."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.entry import NEVER, Grouping, Occasion, TextKind, Untranslated, day_after, midnight
from netzsite.fields import Date, Hidden, Localised, Record, Reference, Url, contradiction

SOON = dt.timedelta(days=30)
"""A deadline within these days is near."""


class Deadline(Record):
    """A day until which something has to be handed in."""

    date: Date = Field(description="last day")
    label: Localised | None = Field(None, description="what for, if there are several: outline, full application")


class Funding(TextKind):
    """A call for funding."""

    kind: ClassVar[str] = "funding"
    folder: ClassVar[str] = "funding"
    grouping: ClassVar[Grouping] = Grouping.CURRENT
    untranslated: ClassVar[Untranslated] = Untranslated.ORIGINAL
    in_header: ClassVar[bool] = True
    has_section: ClassVar[bool] = True

    funder: Localised = Field(description="who gives the money")
    programme: Localised | None = Field(None, description="the programme that the call belongs to")
    volume: Localised | None = Field(None, description="how much, in words: up to 200,000 euros a project")
    opens: Date | None = Field(None, description="first day to apply, if it is not yet open when it is announced")
    deadlines: tuple[Deadline, ...] = Field((), description="last days, the first first; none: open all the time")
    applicants: Localised | None = Field(None, description="who may apply")
    link: Url = Field(description="the call itself")
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field((), description="topics of the network's vocabulary")
    announced: Annotated[Date | None, Hidden()] = Field(None, description="day of the announcement")

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> "Funding":
        if self.opens is not None and any(deadline.date < self.opens for deadline in self.deadlines):
            raise contradiction("a deadline lies before the day on which the call opens", "check both", at="opens")
        return self

    def dated(self) -> dt.date | None:
        """Give the day of the announcement."""
        return self.announced

    def order(self) -> tuple[bool, dt.date]:
        """Sort by the last deadline, the nearest first, open-ended calls last."""
        days = [deadline.date for deadline in self.deadlines]
        return (False, max(days)) if days else (True, dt.date.max)

    def over_from(self) -> dt.datetime:
        """Give the end of the last deadline's day, or the expiry time if that comes first."""
        closed = max((day_after(deadline.date) for deadline in self.deadlines), default=NEVER)
        return min(closed, super().over_from())

    def occasions(self, zone: str) -> Iterator[tuple[Occasion, dt.datetime]]:
        """Yield the ends of the deadlines' days too, the opening, and when a deadline comes near."""
        yield from super().occasions(zone)
        yield from ((Occasion.DEADLINE, day_after(deadline.date)) for deadline in self.deadlines)
        if self.opens is not None:
            yield Occasion.OPENS, midnight(self.opens)
        yield from ((Occasion.NEAR, moment) for moment in self._near_from())

    def _near_from(self) -> Iterator[dt.datetime]:
        """Yield the moments at which a deadline comes near; none while the call is not open, or another is ahead."""
        days = [deadline.date for deadline in self.deadlines]
        for day in days:
            moment = midnight(day - SOON)
            others = (day_after(other) for other in days if other < day)
            is_open = self.opens is None or midnight(self.opens) <= moment
            if is_open and moment < self.over_from() and all(other <= moment for other in others):
                yield moment

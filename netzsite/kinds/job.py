"""The kind `job`: Markdown files become a job advertisement of a member."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from netzsite.entry import NEVER, Grouping, Occasion, TextKind, Untranslated, day_after, midnight
from netzsite.fields import Choice, Date, Hidden, Localised, Reference, Url
from netzsite.urls import slug


class Employment(Choice):
    """The kind of employment."""

    FULL_TIME = "full-time"
    PART_TIME = "part-time"
    FULL_OR_PART_TIME = "full-or-part-time"
    TEMPORARY = "temporary"
    APPRENTICESHIP = "apprenticeship"
    INTERNSHIP = "internship"
    THESIS = "thesis"


class Job(TextKind):
    """A job advertisement."""

    kind: ClassVar[str] = "job"
    folder: ClassVar[str] = "jobs"
    grouping: ClassVar[Grouping] = Grouping.CURRENT
    untranslated: ClassVar[Untranslated] = Untranslated.ORIGINAL
    in_header: ClassVar[bool] = True
    has_section: ClassVar[bool] = True

    member: Annotated[str, Reference("member")] = Field(description="the employing member's id")
    place: Localised = Field(description="where the work is")
    employment: Employment = Field(description="the kind of employment")
    deadline: Date | None = Field(None, description="last day to apply")
    link: Url | None = Field(None, description="the advertisement, or where to apply")
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field((), description="topics of the network's vocabulary")
    posted: Annotated[Date, Hidden()] = Field(description="day of the advertisement")

    def dated(self) -> dt.date:
        """Give the day of the advertisement."""
        return self.posted

    def order(self) -> int:
        """Sort the newest first."""
        return -self.posted.toordinal()

    def labels(self) -> Iterator[str]:
        """Name the topics, the employer, the kind of employment and the place."""
        yield from super().labels()
        yield f"member-{self.member}"
        yield f"employment-{self.employment.value}"
        yield f"place-{slug(self.place.pick(''))}"

    def public_from(self) -> dt.datetime:
        """Give the later of the day of the advertisement and its publishing time."""
        return max(midnight(self.posted), super().public_from())

    def over_from(self) -> dt.datetime:
        """Give the end of the deadline's day, or the expiry time if that comes first."""
        return min(day_after(self.deadline) if self.deadline else NEVER, super().over_from())

    def occasions(self, zone: str) -> Iterator[tuple[Occasion, dt.datetime]]:
        """Yield the end of the deadline's day too."""
        yield from super().occasions(zone)
        if self.deadline is not None:
            yield Occasion.DEADLINE, day_after(self.deadline)

"""The kind `job`: Markdown files become a job advertisement of a member."""

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import Field

from netzsite.entry import Grouping, TextKind
from netzsite.fields import Choice, Date, Hidden, Localised, Reference, Url


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
    in_header: ClassVar[bool] = True

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

    def is_withheld(self, moment: dt.datetime) -> bool:
        """Tell whether the day of the advertisement or its publishing time lie ahead."""
        return self.posted > moment.date() or super().is_withheld(moment)

    def is_over(self, moment: dt.datetime) -> bool:
        """Tell whether the deadline has passed; the last day itself counts."""
        return (self.deadline is not None and self.deadline < moment.date()) or super().is_over(moment)

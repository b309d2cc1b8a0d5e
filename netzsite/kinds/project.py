"""The kind `project`: Markdown files become a project that members carry out together."""

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.entry import NEVER, Grouping, TextKind, day_after
from netzsite.fields import Date, Hidden, Localised, Reference, Text, Url, Volume, contradiction


class Project(TextKind):
    """A joint project."""

    kind: ClassVar[str] = "project"
    folder: ClassVar[str] = "projects"
    grouping: ClassVar[Grouping] = Grouping.CURRENT
    is_counted: ClassVar[bool] = False

    acronym: Text | None = Field(None, description="short name")
    coordinator: Annotated[str | None, Reference("member")] = Field(None, description="the member that coordinates")
    partners: tuple[Annotated[str, Reference("member")], ...] = Field(
        description="ids of the members that take part", min_length=1
    )
    others: tuple[Text, ...] = Field((), description="names of partners from outside the network")
    people: tuple[Annotated[str, Reference("person")], ...] = Field((), description="ids of people to ask")
    groups: tuple[Annotated[str, Reference("group")], ...] = Field((), description="working groups it came out of")
    start: Annotated[Date, Hidden()] = Field(description="first day")
    end: Annotated[Date | None, Hidden()] = Field(None, description="last day")
    funder: Localised | None = Field(None, description="who gives the money")
    programme: Localised | None = Field(None, description="the programme that it is funded by")
    volume: Annotated[Volume, Hidden()] = Field(
        None, description="all money together in units of the currency, digits only; or the word undisclosed"
    )
    currency: Annotated[Text, Field(pattern=r"^[A-Z]{3}$"), Hidden()] = Field(
        "EUR", description="currency, its three letters in ISO 4217: EUR"
    )
    link: Url | None = Field(None, description="the project's website")
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field((), description="topics of the network's vocabulary")
    announced: Annotated[Date | None, Hidden()] = Field(None, description="day of the announcement: feeds take it then")

    @model_validator(mode="after")
    def _goes_together(self) -> "Project":
        if self.end is not None and self.end < self.start:
            raise contradiction("the end lies before the start", "check both dates", at="end")
        return self

    @property
    def members(self) -> tuple[str, ...]:
        """The coordinator and the partners, each once."""
        return tuple(dict.fromkeys(filter(None, (self.coordinator, *self.partners))))

    def dated(self) -> dt.date | None:
        """Give the day of the announcement."""
        return self.announced

    def order(self) -> int:
        """Sort by start, the latest first."""
        return -self.start.toordinal()

    def over_from(self) -> dt.datetime:
        """Give the end of the last day, or the expiry time if that comes first."""
        return min(day_after(self.end) if self.end else NEVER, super().over_from())

"""The kind `portrait`: Markdown files become the portrait of a member or of a person."""

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.entry import Key, TextKind
from netzsite.fields import Choice, Date, Hidden, Localised, Record, Reference, contradiction


class PortraitForm(Choice):
    """How a portrait is written."""

    PROFILE = "profile"
    INTERVIEW = "interview"
    BACKGROUND = "background"


class BoxLine(Record):
    """A line of the facts box."""

    label: Localised = Field(description="what the line is about")
    value: Localised = Field(description="the fact")


class Portrait(TextKind):
    """A portrait of a member or of a person."""

    kind: ClassVar[str] = "portrait"
    folder: ClassVar[str] = "portraits"
    in_header: ClassVar[bool] = True

    form: PortraitForm = Field(PortraitForm.PROFILE, description="profile, interview or background")
    member: Annotated[str | None, Reference("member")] = Field(None, description="the member portrayed")
    person: Annotated[str | None, Reference("person")] = Field(None, description="the person portrayed")
    date: Date | None = Field(None, description="day of the portrait")
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field((), description="topics of the network's vocabulary")
    box: Annotated[tuple[BoxLine, ...], Hidden()] = Field((), description="the facts box: label and value a line")

    @model_validator(mode="after")
    def _has_one_subject(self) -> "Portrait":
        if (self.member is None) == (self.person is None):
            raise contradiction("a portrait is about one member or one person", "give either 'member' or 'person'")
        return self

    def dated(self) -> dt.date | None:
        """Give the day of the portrait."""
        return self.date

    def owner(self, entry_id: str) -> Key | None:
        """Name the person portrayed: without consent there is no portrait either."""
        return ("person", self.person) if self.person else None

"""The kind `edition`: `editions/<medium>/<name>/edition.yaml` becomes an issue of a medium, part by part."""

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.entry import Grouping, Kind, midnight
from netzsite.fields import ANY_KIND, Choice, Date, Hidden, Id, Localised, Record, Reference, Text, Year, contradiction


class Listing(Choice):
    """What an edition can list by itself."""

    DEALS = "deals"
    MEMBERS = "members"


class Part(Record):
    """A part of an edition: a chapter written for it, a listing drawn from the library, or a section of entries."""

    chapter: Annotated[str | None, Reference("chapter")] = Field(
        None, description="id of a text in the edition's folder"
    )
    listing: Listing | None = Field(None, description="deals or members")
    title: Localised | None = Field(None, description="heading of a listing")
    section: Id | None = Field(None, description="a section of the medium, as media.yaml names it")
    items: tuple[Annotated[str, Reference(ANY_KIND)], ...] = Field((), description="entries of a section, in order")
    intro: Localised | None = Field(None, description="a few sentences before a listing or a section")

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Part":
        if sum(thing is not None for thing in (self.chapter, self.listing, self.section)) != 1:
            hint = "give one of 'chapter', 'listing' and 'section'"
            raise contradiction("a part is a chapter, a listing or a section", hint)
        if self.items and self.section is None:
            raise contradiction("only a section has items", "add 'section: ...', or remove the items", at="items")
        if self.listing is not None and self.title is None:
            raise contradiction("a listing needs a title", "add 'title: {de: ..., en: ...}'", at="title")
        return self


class KeyFigure(Record):
    """A number that a report is remembered by, read from the table of a figure."""

    label: Localised = Field(description="what the number is: companies in Germany")
    figure: Annotated[str, Reference("figure")] = Field(description="id of the figure whose table has it")
    where: dict[str, Text] = Field(description="which number: column -> cell, as in {value: ...}: {year: 2017}")


class Edition(Kind):
    """An issue of a medium, for example the report of a year."""

    kind: ClassVar[str] = "edition"
    folder: ClassVar[str] = "editions"
    grouping: ClassVar[Grouping] = Grouping.YEAR
    in_header: ClassVar[bool] = True
    file_name: ClassVar[str | None] = "edition.yaml"

    title: Annotated[Localised, Hidden()] = Field(description="the edition's title")
    subtitle: Annotated[Localised | None, Hidden()] = Field(None, description="a line below the title")
    summary: Annotated[Localised | None, Hidden()] = Field(
        None, description="two or three sentences for website and mail"
    )
    subject: Annotated[Localised | None, Hidden()] = Field(None, description="subject of the mail; else the title")
    preheader: Annotated[Localised | None, Hidden()] = Field(
        None, description="what mail programs show beside the subject; else the first headlines"
    )
    date: Date = Field(description="day of publication")
    year: Year | None = Field(None, description="the year that the edition reports on; listings take its deals")
    isbn: Text | None = Field(None, description="ISBN or ISSN, if there is one")
    key_figures: Annotated[tuple[KeyFigure, ...], Hidden()] = Field(
        (), description="the numbers that its page begins with, and that are compared with those of other reports"
    )
    parts: Annotated[tuple[Part, ...], Hidden()] = Field((), description="what the edition holds, in order")
    considered: Annotated[tuple[Text, ...], Hidden()] = Field(
        (), description="entries that `compose` has left out; it does not propose them again"
    )

    @property
    def reported_year(self) -> int:
        """The year whose deals the edition lists."""
        return self.year or self.date.year

    @property
    def named_parts(self) -> tuple[tuple[str, Part], ...]:
        """Its chapters and listings with the names by which they are addressed; the same name again gets a number."""
        named: dict[str, Part] = {}
        for part in self.parts:
            name = part.chapter or (part.listing.value if part.listing else "")
            if name in named:
                name = f"{name}-{len(named) + 1}"
            if name:
                named[name] = part
        return tuple(named.items())

    @property
    def carried(self) -> tuple[str, ...]:
        """What its sections carry, as `kind:id`."""
        return tuple(item for part in self.parts for item in part.items)

    def title_in(self, lang: str) -> str:
        """Give the edition's title."""
        return self.title.pick(lang)

    def dated(self) -> dt.date:
        """Give the day of publication."""
        return self.date

    def public_from(self) -> dt.datetime:
        """Give the day of publication."""
        return midnight(self.date)

    def order(self) -> int:
        """Sort the newest first."""
        return -self.date.toordinal()

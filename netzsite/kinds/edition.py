"""The kind `edition`: `editions/<medium>/<name>/edition.yaml` becomes an issue of a medium, part by part."""

import datetime as dt
import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, model_validator

from netzsite.entry import Grouping, Kind, midnight
from netzsite.fields import (
    ANY_KIND,
    Choice,
    Date,
    Flag,
    Hidden,
    Id,
    Localised,
    Record,
    Reference,
    Text,
    Url,
    Year,
    contradiction,
    value_error,
)


def _issn(value: str) -> str:
    """Check the last digit (ISO 3297): digits weighted by 8 to 1 add up to a multiple of 11, and X is 10."""
    found = re.fullmatch(r"(\d{4})-?(\d{3}[\dX])", value)
    if found is None:
        raise value_error("value", f"'{value}' is not an ISSN", "write two groups of four: 1234-5679")
    digits = [10 if digit == "X" else int(digit) for digit in found[1] + found[2]]
    if sum(weight * digit for weight, digit in zip(range(8, 0, -1), digits, strict=True)) % 11:
        raise value_error(
            "value", f"'{value}' is not an ISSN: its check digit is wrong", "compare it with its register"
        )
    return f"{found[1]}-{found[2]}"


Issn = Annotated[str, AfterValidator(_issn)]
"""An ISSN with its check digit (ISO 3297)."""


class Listing(Choice):
    """What an edition can list by itself; all but deals and members are for a report."""

    CONTENTS = "contents"
    FIGURES = "figures"
    KEY_FIGURES = "key-figures"
    METHOD = "method"
    DEALS = "deals"
    PORTRAITS = "portraits"
    MEMBERS = "members"
    TABLES = "tables"
    GLOSSARY = "glossary"
    INDEX = "index"
    ADVERTISEMENTS = "advertisements"


ON_THE_WEB = frozenset({Listing.DEALS, Listing.MEMBERS, Listing.PORTRAITS})
"""Listings that the website shows; the others are for the pages of a book."""


class Term(Record):
    """A word that the glossary explains."""

    term: Localised = Field(description="the word")
    meaning: Localised = Field(description="what it means, in one or two sentences")


class Advertisement(Record):
    """A page that a partner has paid for, or was given; every medium says that it is one."""

    partner: Text = Field(description="whose page it is")
    title: Localised | None = Field(None, description="heading of a page of text")
    text: Localised | None = Field(None, description="what the page says, paragraphs apart by an empty line")
    picture: Annotated[str | None, Reference("picture")] = Field(
        None, description="id of a picture of the whole page, 210 by 297 mm"
    )
    website: Url | None = Field(None, description="the partner's web address")
    example: Flag = Field(False, description="the partner is made up")

    @model_validator(mode="after")
    def _is_picture_or_text(self) -> "Advertisement":
        if (self.picture is None) == (self.text is None):
            raise contradiction("an advertisement is a picture or a text", "give either 'picture' or 'text'")
        return self


_NEEDS = {
    Listing.PORTRAITS: "items",
    Listing.GLOSSARY: "terms",
    Listing.ADVERTISEMENTS: "advertisements",
}
"""Listing -> the field that says what it lists."""


class Part(Record):
    """A part of an edition: a chapter written for it, a listing drawn from the library, or a section of entries."""

    chapter: Annotated[str | None, Reference("chapter")] = Field(
        None, description="id of a text in the edition's folder"
    )
    listing: Listing | None = Field(
        None,
        description="deals or members; in a report also contents, figures, key-figures, method, portraits, tables, "
        "glossary, index or advertisements",
    )
    title: Localised | None = Field(None, description="heading of a listing; deals and members need one")
    section: Id | None = Field(None, description="a section of the medium, as media.yaml names it")
    items: tuple[Annotated[str, Reference(ANY_KIND)], ...] = Field(
        (), description="entries of a section, or portraits of the listing `portraits`, in order"
    )
    intro: Localised | None = Field(None, description="a few sentences before a listing or a section")
    division: Localised | None = Field(
        None, description="title of a division of a report that begins here, on a right-hand page of its own"
    )
    survey: Annotated[str | None, Reference("survey")] = Field(
        None, description="the survey that the listing `method` explains, else that of the year"
    )
    terms: tuple[Term, ...] = Field((), description="what the listing `glossary` explains")
    advertisements: tuple[Advertisement, ...] = Field((), description="the pages of the listing `advertisements`")

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Part":
        if sum(thing is not None for thing in (self.chapter, self.listing, self.section)) != 1:
            hint = "give one of 'chapter', 'listing' and 'section'"
            raise contradiction("a part is a chapter, a listing or a section", hint)
        if self.items and self.section is None and self.listing is not Listing.PORTRAITS:
            hint = "add 'section: ...', or remove the items"
            raise contradiction("only a section and the listing 'portraits' have items", hint, at="items")
        if self.listing in (Listing.DEALS, Listing.MEMBERS) and self.title is None:
            raise contradiction("a listing needs a title", "add 'title: {de: ..., en: ...}'", at="title")
        return self

    @model_validator(mode="after")
    def _has_what_its_listing_lists(self) -> "Part":
        for listing, name in _NEEDS.items():
            has_any = bool(getattr(self, name))
            if self.listing is listing and not has_any:
                raise contradiction(f"the listing '{listing.value}' lists nothing", f"add '{name}: ...'")
            if has_any and self.listing is not listing and name != "items":
                raise contradiction(f"only the listing '{listing.value}' has {name}", f"remove '{name}'", at=name)
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
    isbn: Text | None = Field(None, description="ISBN, if there is one")
    issn: Issn | None = Field(None, description="ISSN of the series that the edition belongs to: 1234-5679")
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
        """What the web shows of its chapters and listings, by name; the same name again gets a number."""
        named: dict[str, Part] = {}
        for part in self.parts:
            name = part.chapter or (part.listing.value if part.listing in ON_THE_WEB else "")
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

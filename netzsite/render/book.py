"""The frozen views that a report is laid out from: the book, its parts, and what listings show."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.render.frames import Site
from netzsite.render.parts import DealView, FigureView, Link
from netzsite.render.pictures import PictureFile
from netzsite.render.prepress.profiles import PrintOrder
from netzsite.render.questions import QuestionWords

if TYPE_CHECKING:
    from netzsite.render.markup import Body, Heading


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture of the report: its path on the website, its file, and what the imprint says of it."""

    path: str
    file: PictureFile
    alt: str
    credit: str
    licence: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs a chapter; `initials` stand where there is no photo."""

    name: str
    role: str
    initials: str
    picture: PictureUse | None
    is_example: bool


# -- Listings ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sum:
    """What deals add up to in one currency; sums of examples stand apart from those of facts."""

    volume: str
    count: int
    is_example: bool


@dataclass(frozen=True, slots=True)
class TypeRow:
    """Deals of one type: how many, what the disclosed ones add up to by currency, how many are undisclosed."""

    name: str
    count: int
    volumes: tuple[str, ...]
    undisclosed: int


@dataclass(frozen=True, slots=True)
class DealsByType:
    """The deals of a year by type; facts and examples have one each."""

    is_example: bool
    rows: tuple[TypeRow, ...]
    total: TypeRow


@dataclass(frozen=True, slots=True)
class Register:
    """The deals of a year, the first first; `undisclosed` of them say no volume."""

    rows: tuple[DealView, ...]
    sums: tuple[Sum, ...]
    undisclosed: int
    by_type: tuple[DealsByType, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member in the directory."""

    name: str
    acronym: str
    town: str
    founded: int | None
    website: str
    url: str | None
    is_example: bool


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of the directory with its members from A to Z."""

    name: str
    members: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the directory: name, town, sector."""

    letter: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class KeyFigureView:
    """A number at a glance: what it counts, the number, its unit, and the figure that it stands in."""

    label: str
    value: str
    unit: str
    when: str
    figure: FigureView


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the survey: how it was asked, what is counted, what has changed, who is named; who answered."""

    words: QuestionWords
    answered: str


@dataclass(frozen=True, slots=True)
class Method:
    """How a survey was made: its facts, the rules by which values are suppressed, its questions."""

    title: str
    facts: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    questions: tuple[Question, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class PortraitPage:
    """A portrait, on a page of its own; `url` is its page on the web."""

    anchor: str
    label: str
    subject: Link
    title: str
    summary: str
    lang: str
    body: "Body"
    box: tuple[tuple[str, str], ...]
    picture: PictureUse | None
    signature: Signature | None
    url: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class TermView:
    """A word of the glossary, with its anchor."""

    anchor: str
    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class AdvertisementView:
    """A page of a partner: a picture, or a heading and paragraphs."""

    partner: str
    title: str
    paragraphs: tuple[str, ...]
    picture: PictureUse | None
    website: str
    url: str
    is_example: bool


# -- The book ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Division:
    """A division of the book that begins with a part: its number in Roman digits, its title, its anchor."""

    number: str
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the report.

    Attributes:
        form: what lays it out: `chapter`, or the name of a listing.
        number: None for what only leads to other parts.
        place: its number among the numbered parts, for the thumb index; 0 for what stands before the first.
        division: the division that begins with it.
        headings: of a chapter, in the order of the text.
    """

    form: str
    number: int | None
    place: int
    anchor: str
    title: str
    lead: str
    is_example: bool
    lang: str
    division: Division | None = None
    body: "Body | None" = None
    headings: "tuple[Heading, ...]" = ()
    signature: Signature | None = None
    deals: Register | None = None
    sectors: tuple[Sector, ...] | None = None
    letters: tuple[Letter, ...] = ()
    key_figures: tuple[KeyFigureView, ...] = ()
    method: Method | None = None
    portraits: tuple[PortraitPage, ...] = ()
    terms: tuple[TermView, ...] = ()
    advertisements: tuple[AdvertisementView, ...] = ()

    @property
    def is_listed(self) -> bool:
        """Tell whether the contents name it."""
        return self.form not in ("contents", "advertisements")


@dataclass(frozen=True, slots=True)
class TableRef:
    """A numbered table: its number, anchor and caption."""

    number: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Indexed:
    """Somebody whom the index names where a text does: the address that texts link, and words that name nobody else."""

    name: str
    sort_key: str
    letter: str
    url: str
    words: tuple[str, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the report shows.

    Attributes:
        source: the edition's file, for messages.
        numbers: id of a figure -> its number; figures in order of appearance.
        cover: for each member, the oldest first, whether it is a company.
        online: address of the report's page on the website.
        tables: the numbered tables, in order.
        indexed: whom the index may name.
        printing: what a printer's PDF is made for; None for the screen.
    """

    lang: str
    source: str
    base_url: str
    title: str
    subtitle: str
    summary: str
    date: dt.date
    year: int
    isbn: str
    site: Site
    responsible: str
    notes: str
    keywords: tuple[str, ...]
    parts: tuple[PartView, ...]
    figures: tuple[FigureView, ...]
    numbers: dict[str, int]
    pictures: tuple[PictureUse, ...]
    cover: tuple[bool, ...]
    online: str
    printing: PrintOrder | None = None
    issn: str = ""
    tables: tuple[TableRef, ...] = ()
    indexed: tuple[Indexed, ...] = ()

    @property
    def table_numbers(self) -> dict[str, int]:
        """Anchor of a numbered table -> its number."""
        return {table.anchor: table.number for table in self.tables}

    @property
    def places(self) -> int:
        """How many marks the thumb index has."""
        return max((part.place for part in self.parts), default=0)

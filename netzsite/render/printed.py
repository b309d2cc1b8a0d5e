"""The frozen views that a printed newsletter is laid out from: pictures at their size, stories, short items, pieces."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.render.frames import Site
from netzsite.render.parts import DealView, FigureView
from netzsite.render.pictures import PictureFile
from netzsite.render.prepress.profiles import PrintOrder

if TYPE_CHECKING:
    from netzsite.render.markup import Body


COLUMN, TWO_COLUMNS = 55.3, 116.7
"""Widths of pictures in mm."""


@dataclass(frozen=True, slots=True)
class PrintPicture:
    """A picture in print: its file, the width in mm at which it is shown, and what must stand with it."""

    name: str
    file: PictureFile
    width_mm: float
    alt: str
    credit: str
    licence: str

    @property
    def pixels(self) -> int:
        """The width that 300 dpi need, never more than there is."""
        return min(self.file.width, round(self.width_mm / 25.4 * 300))

    @property
    def height_mm(self) -> float:
        """How high it is if nothing of it is cut off."""
        return self.width_mm * self.file.height / self.file.width

    @property
    def is_wide(self) -> bool:
        """Whether it is shown across more than a column."""
        return self.width_mm > COLUMN

    def can_be_wide(self, least_ppi: int) -> bool:
        """Tell whether it has so many pixels per inch across two columns; a drawing always has."""
        return self.file.format == "svg" or self.file.width >= TWO_COLUMNS / 25.4 * least_ppi

    @property
    def src(self) -> str:
        """Where the document finds it."""
        return f"pictures/{self.name}-{self.pixels}"


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody who is interviewed or portrayed; `initials` stand where there is no picture."""

    name: str
    role: str
    initials: str
    picture: PrintPicture | None
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """A short item: a piece of news, a date, a call, a job; `url` is its page, shown as a QR code."""

    title: str
    label: str
    when: str
    meta: str
    summary: str
    url: str
    is_example: bool
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A text in full."""

    standfirst: str
    body: "Body"
    lang: str
    picture: PrintPicture | None
    face: Face | None
    box: tuple[tuple[str, str], ...]
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal of the edition, and the anchor of what reports it, if anything does."""

    deal: DealView
    anchor: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page: a story, or short items, dates, deals, a figure.

    Attributes:
        id: its anchor.
        form: which macro of the theme lays it out: story, briefs, dates, deals, figure.
        section: name of its section.
        label: what sort of text it is.
        title: its headline.
        intro: a few sentences before what it holds.
    """

    id: str
    form: str
    section: str
    label: str
    title: str
    intro: str
    is_example: bool = False
    story: Story | None = None
    lines: tuple[Line, ...] = ()
    deals: tuple[DealRow, ...] = ()
    figure: FigureView | None = None


@dataclass(frozen=True, slots=True)
class NewsletterView:
    """All that a printed newsletter can show; which of the spare pieces it shows is decided by the room on its pages.

    Attributes:
        source: the edition's file, for messages.
        blocks: what must be in, in order.
        back: what stands on the last page.
        spares: what may fill pages, the worthiest first.
        editorial: an editorial, on the front page.
        about: lines of the imprint on the medium: cadence, circulation.
        printing: what a printer's PDF is made for; None for the screen.
    """

    lang: str
    source: str
    base_url: str
    title: str
    subtitle: str
    summary: str
    date: dt.date
    isbn: str
    medium: str
    site: Site
    responsible: str
    notes: str
    keywords: tuple[str, ...]
    about: tuple[str, ...]
    is_example: bool
    is_draft: bool
    lead: Block | None
    editorial: Block | None
    blocks: tuple[Block, ...]
    back: tuple[Block, ...]
    spares: tuple[Block, ...]
    printing: PrintOrder | None = None

"""Turns the view of a report into its PDFs: one for the screen (PDF/UA-1), one for the printer (PDF/X-4)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from netzsite.errors import Spot
from netzsite.render.frames import Site
from netzsite.render.paper import draw_cover, notes_to_foot, paper_colours, paper_link, short_address, with_addresses
from netzsite.render.parts import DealView, FigureView
from netzsite.render.pdf import PdfDetails, Resource, write_pdf
from netzsite.render.pictures import PictureFile, publish
from netzsite.render.prepress.printing import write_print_pdf
from netzsite.render.prepress.profiles import PrintOrder
from netzsite.render.workshop import Workshop

if TYPE_CHECKING:
    from netzsite.render.markup import Body, Heading

PRINTED_WIDTH = 3600
"""Pixels of a printed picture at most: the width of a page at more than 400 per inch."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What deals add up to in one currency; sums of examples stand apart from those of facts."""

    volume: str
    count: int
    is_example: bool


@dataclass(frozen=True, slots=True)
class Register:
    """The deals of a year, the first first; `undisclosed` of them say no volume."""

    rows: tuple[DealView, ...]
    sums: tuple[Sum, ...]
    undisclosed: int


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
class PartView:
    """A part of the report: a chapter (`body`), the deals of the year (`deals`) or the directory (`sectors`)."""

    number: int
    anchor: str
    title: str
    lead: str
    is_example: bool
    lang: str
    body: "Body | None" = None
    headings: "tuple[Heading, ...]" = ()
    deals: Register | None = None
    sectors: tuple[Sector, ...] | None = None


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture of the report: its path on the website, its file, and what the imprint says of it."""

    path: str
    file: PictureFile
    alt: str
    credit: str
    licence: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the report shows.

    Attributes:
        source: the edition's file, for messages.
        numbers: id of a figure -> its number; figures in order of appearance.
        cover: for each member, the oldest first, whether it is a company.
        online: address of the report's page on the website.
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


def render_report(view: ReportView, workshop: Workshop) -> bytes:
    """Make the PDF for the screen."""
    css, resources = print_sheets(workshop), _resources(view, workshop, printed=False)
    return write_pdf(_html(view, workshop), css, resources, report_details(view), spot=Spot(view.source)).data


def render_print_report(view: ReportView, workshop: Workshop) -> bytes:
    """Make the printer's PDF: with addresses in place of links, and a back cover with the way to the website."""
    if view.printing is None:
        raise ValueError("a report that is not printed has no printer's PDF")
    return write_print_pdf(
        with_addresses(_html(view, workshop), view.base_url),
        print_sheets(workshop),
        _resources(view, workshop, printed=True),
        report_details(view),
        view.printing,
        content=workshop.content,
        tokens=workshop.theme.tokens,
        spot=Spot(view.source),
    )


def _html(view: ReportView, workshop: Workshop) -> str:
    link, values = partial(paper_link, base_url=view.base_url), {"view": view, "address": short_address(view.online)}
    return notes_to_foot(workshop.render("print", "report.html", view.lang, values, link=link))


def print_sheets(workshop: Workshop) -> list[str]:
    """Give the style sheets of paper."""
    return [paper_colours(workshop.theme.tokens), *workshop.theme.sheets("print").values()]


def report_details(view: ReportView) -> PdfDetails:
    """Give what a report's PDFs say of themselves."""
    return PdfDetails(view.title, view.lang, view.site.contact_name, view.date, view.summary, view.keywords)


def _resources(view: ReportView, workshop: Workshop, *, printed: bool) -> Mapping[str, Resource]:
    cover = draw_cover(view.cover, workshop.theme.tokens["colours"]["light"]["accent-ink"])
    resources = {"netzsite:cover.svg": Resource(cover.encode(), "image/svg+xml")}
    for figure in view.figures:
        resources[f"netzsite:charts/{figure.id}.svg"] = Resource(workshop.draw(figure.spec).encode(), "image/svg+xml")
    for picture in view.pictures:
        resources[f"netzsite:{picture.path}"] = _picture(picture.file, workshop, printed=printed)
    return resources


def _picture(file: PictureFile, workshop: Workshop, *, printed: bool) -> Resource:
    mime = {"svg": "image/svg+xml", "jpeg": "image/jpeg", "png": "image/png"}[file.format]
    width = min(file.width, PRINTED_WIDTH) if printed else file.variants()[-1]
    return Resource(publish(workshop.content, file, width), mime)

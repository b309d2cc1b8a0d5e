"""The medium `report`: each edition in `editions/report/` as a PDF for the screen, in every language of the report."""

import datetime as dt
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from netzsite.engine.artifact import Artifact, Effort
from netzsite.entry import Entry, Kind
from netzsite.errors import Spot
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition, Listing, Part
from netzsite.kinds.figure import Figure
from netzsite.kinds.member import Member, MemberType
from netzsite.library import Library
from netzsite.prose import Mentioned, mentions
from netzsite.render.charts import chart_spec
from netzsite.render.frames import Frames, Site
from netzsite.render.paper import draw_cover, notes_to_foot, paper_colours, paper_link, short_address
from netzsite.render.parts import DealView, FigureView, Link
from netzsite.render.pdf import PdfDetails, Resource, write_pdf
from netzsite.render.pictures import PictureFile, inspect, picture_bytes
from netzsite.render.places import pdf_path, picture_path
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop

if TYPE_CHECKING:
    from netzsite.render.markup import Body, Heading

NAME = "report"
IS_SLOW = True

CHART_WIDTH = 540
"""In CSS px; the page shows it at 120 mm, so that its letters are those of captions."""

CHAPTER_LEVEL = 2
"""Level of the headings of parts, below the title on the cover."""


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


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the PDFs."""
    for edition in library.of(Edition):
        if edition.id.partition("/")[0] == NAME:
            for lang in library.mix.media[NAME].languages or library.network.languages:
                path = pdf_path(edition, lang)
                subject, effort = (lang, edition.id), Effort.DOCUMENT
                yield Artifact(path, NAME, _report, subject, _render_report, edition.key, lang, effort)


def _report(library: Library, theme: Theme, lang: str, edition_id: str) -> ReportView:
    edition = library.get(Edition, edition_id)
    if edition is None:
        raise KeyError(edition_id)
    return _Composer(library, theme, lang, edition).report()


class _Composer(Views):
    """Makes the view of one report: figures in the measure of paper, links to chapters within the document."""

    def __init__(self, library: Library, theme: Theme, lang: str, edition: Entry[Edition]) -> None:
        super().__init__(library, theme, lang)
        self.edition = edition
        self.chapters = [f"{edition.id}/{part.chapter}" for part in edition.facts.parts if part.chapter]

    @property
    def name(self) -> Hashable:
        """What tells these views from those of the website, whose links and figures differ."""
        return self.lang, self.edition.id

    def link(self, entry: Entry[Kind]) -> Link:
        """Link a chapter of this report within it, all else as ever."""
        if entry.kind == Chapter.kind and entry.id in self.chapters:
            return Link(entry.title(self.lang), f"#{entry.id.rpartition('/')[2]}")
        return super().link(entry)

    def figure(self, entry: Entry[Figure]) -> FigureView:
        """Give a figure whose chart has the width of the text."""
        view = super().figure(entry)
        if entry.table is None:
            return view
        return replace(view, spec=chart_spec(entry.facts, entry.table, self.lang, self.palette, CHART_WIDTH))

    def report(self) -> ReportView:
        """Compose the report."""
        facts, network, lang = self.edition.facts, self.library.network, self.lang
        parts = tuple(self._part(number, part) for number, part in enumerate(facts.parts, 1))
        figures = {view.id: view for part in parts if part.body for view in self._figures_in_order(part.body)}
        return ReportView(
            lang,
            self.edition.source.path,
            network.base_url,
            facts.title.pick(lang),
            facts.subtitle.pick(lang) if facts.subtitle else "",
            facts.summary.pick(lang) if facts.summary else "",
            facts.date,
            self.edition.facts.reported_year,
            facts.isbn or "",
            Frames(self).site,
            network.legal.responsible or "",
            network.legal.notes.pick(lang) if network.legal.notes else "",
            (
                network.field.pick(lang),
                network.region.pick(lang),
                *(name.pick(lang) for name in network.sectors.values()),
            ),
            parts,
            tuple(figures.values()),
            {figure: number for number, figure in enumerate(figures, 1)},
            tuple(self._pictures()),
            tuple(member.facts.type is MemberType.COMPANY for member in sorted(self._members, key=_age)),
        )

    # -- Parts ---------------------------------------------------------------------------------------------------------

    def _part(self, number: int, part: Part) -> PartView:
        if part.chapter is not None:
            return self._chapter(number, part.chapter)
        anchor = str(part.listing.value if part.listing else number)
        title, lead = (words.pick(self.lang) if words else "" for words in (part.title, part.intro))
        view = PartView(number, anchor, title, lead, is_example=False, lang=self.lang)
        if part.listing is Listing.DEALS:
            return replace(view, deals=self._register())
        return replace(view, sectors=tuple(self._sectors()))

    def _chapter(self, number: int, name: str) -> PartView:
        entry = self.library.get(Chapter, f"{self.edition.id}/{name}")
        if entry is None:
            return PartView(number, name, name, "", is_example=False, lang=self.lang)
        body, headings = _headed(self.body(entry, level=CHAPTER_LEVEL + 1, prefix=f"{name}-"))
        wording = entry.wording(self.lang)
        lang, title, lead = wording.lang if wording else self.lang, entry.title(self.lang), self.summary(entry)
        return PartView(number, name, title, lead, entry.facts.example, lang, body, headings)

    def _figures_in_order(self, body: "Body") -> Iterator[FigureView]:
        for mention in mentions(body.markdown):
            if mention.what is Mentioned.FIGURE and mention.target in body.figures:
                yield body.figures[mention.target]

    def _pictures(self) -> Iterator[PictureUse]:
        wordings = [entry.wording(self.lang) for name in self.chapters if (entry := self.library.get(Chapter, name))]
        shown = [mention for words in wordings if words for mention in mentions(words.body)]
        targets = dict.fromkeys(mention.target for mention in shown if mention.what is Mentioned.PICTURE)
        for picture in filter(None, map(self.library.picture, targets)):
            facts, file = picture.facts, inspect(self.library.folder / "pictures" / picture.facts.file)
            path = picture_path(picture.id, file, file.variants()[-1])
            yield PictureUse(path, file, facts.title_in(self.lang), facts.credit.pick(self.lang), facts.licence or "")

    # -- Listings ------------------------------------------------------------------------------------------------------

    def _register(self) -> Register:
        rows = self.deals(self.edition.facts.reported_year)
        return Register(rows, tuple(self._sums(rows)), sum(row.amount is None for row in rows))

    def _sums(self, rows: tuple[DealView, ...]) -> Iterator[Sum]:
        amounts: dict[tuple[bool, str], list[Decimal]] = {}
        for row in rows:
            if row.amount is not None:
                amounts.setdefault((row.is_example, row.currency), []).append(row.amount)
        for (is_example, currency), summands in sorted(amounts.items()):
            yield Sum(self.strings.money(sum(summands, Decimal()), currency), len(summands), is_example)

    @property
    def _members(self) -> list[Entry[Member]]:
        return [member for member in self.library.choose(Member) if member.facts.is_active]

    def _sectors(self) -> Iterator[Sector]:
        members = sorted(self._members, key=lambda member: self.strings.sort_key(member.title(self.lang)))
        for sector, name in self.library.network.sectors.items():
            rows = tuple(self._member(member) for member in members if member.facts.sector == sector)
            if rows:
                yield Sector(name.pick(self.lang), rows)

    def _member(self, member: Entry[Member]) -> MemberRow:
        facts = member.facts
        website = short_address(facts.website or "")
        name, acronym = member.title(self.lang), facts.acronym or ""
        return MemberRow(name, acronym, facts.address.town, facts.founded, website, facts.website, facts.example)


def _headed(body: "Body") -> "tuple[Body, tuple[Heading, ...]]":
    """Let the text's first headings stand right below the chapter's, whatever level the editor wrote; list them."""
    from netzsite.render.markup import headings_of  # and Markdown, needed only where a report is due

    first = min((heading.level for heading in headings_of(body)), default=CHAPTER_LEVEL + 1)
    placed = replace(body, level=body.level - first + CHAPTER_LEVEL + 1)
    return placed, headings_of(placed)


def _age(member: Entry[Member]) -> tuple[int, str]:
    return member.facts.founded or 9999, member.id


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render_report(view: ReportView, workshop: Workshop) -> bytes:
    link = partial(paper_link, base_url=view.base_url)
    html = notes_to_foot(workshop.render("print", "report.html", view.lang, {"view": view}, link=link))
    tokens = workshop.theme.tokens
    sheets = list(workshop.theme.sheets("print").values())
    cover = draw_cover(view.cover, tokens["colours"]["light"]["accent-ink"])
    resources = {"netzsite:cover.svg": Resource(cover.encode(), "image/svg+xml")}
    for figure in view.figures:
        resources[f"netzsite:charts/{figure.id}.svg"] = Resource(workshop.draw(figure.spec).encode(), "image/svg+xml")
    for picture in view.pictures:
        resources[f"netzsite:{picture.path}"] = Resource(
            *picture_bytes(workshop.content, picture.file, picture.file.variants()[-1])
        )
    details = PdfDetails(view.title, view.lang, view.site.contact_name, view.date, view.summary, view.keywords)
    return write_pdf(html, [paper_colours(tokens), *sheets], resources, details, spot=Spot(view.source)).data

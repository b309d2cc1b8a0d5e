"""The medium `report`: each edition in `editions/report/` as a PDF, in every language of the report.

There is one for the screen and one for archives. If `media.yaml` says how the report is printed, there is one for the
printer with the pages, and one with the cover where that is glued around them.
"""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from netzsite.engine.artifact import Artifact, Document, Effort
from netzsite.entry import Entry, Kind
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition, Listing, Part
from netzsite.kinds.figure import Figure
from netzsite.kinds.member import Member, MemberType
from netzsite.library import Library
from netzsite.prose import Mentioned, mentions
from netzsite.render.archives import ArchiveView, attached_table, render_archive
from netzsite.render.covers import CoverView, render_cover
from netzsite.render.frames import Frames
from netzsite.render.paper import typed_address
from netzsite.render.parts import DealView, FigureView, Link
from netzsite.render.pictures import inspect
from netzsite.render.places import archive_path, cover_path, pdf_path, picture_path, print_path
from netzsite.render.prepress.expected import Expected
from netzsite.render.prepress.profiles import PrintOrder, print_order
from netzsite.render.reports import (
    MemberRow,
    PartView,
    PictureUse,
    Register,
    ReportView,
    Sector,
    Sum,
    render_print_report,
    render_report,
)
from netzsite.render.tallies import filled
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.urls import absolute_link

if TYPE_CHECKING:
    from netzsite.render.markup import Body, Heading

NAME = "report"
IS_SLOW = True

CHART_WIDTH = 540
"""In CSS px; the page shows it at 120 mm, so that its letters are those of captions."""

CHAPTER_LEVEL = 2
"""Level of the headings of parts, below the title on the cover."""


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the PDFs."""
    for edition in library.of(Edition):
        if edition.id.partition("/")[0] == NAME:
            profile = library.mix.media[NAME]
            for lang in profile.languages or library.network.languages:
                subject, rest = (lang, edition.id), (edition.key, lang, Effort.DOCUMENT)
                path = pdf_path(edition, lang)
                yield Artifact(path, NAME, _report, subject, render_report, *rest, expected=Expected())
                yield _archived(edition, lang, theme, path)
                if profile.printing is not None:
                    yield from _printed(edition, lang, print_order(profile.printing, library.folder))


def _printed(edition: Entry[Edition], lang: str, order: PrintOrder) -> Iterator[Artifact]:
    """Plan the printer's PDFs: the pages, and when they are finished the cover around them, if that is apart."""
    path, subject, rest = print_path(edition.id, lang), (lang, edition.id), (edition.key, lang, Effort.DOCUMENT)
    yield Artifact(path, NAME, _print_report, subject, render_print_report, *rest, expected=Expected(order=order))
    if order.has_cover_apart:
        expected = Expected(order=replace(order, multiple=1), around=path)
        cover = cover_path(edition.id, lang)
        yield Artifact(cover, NAME, _cover, subject, render_cover, *rest, (path,), expected)


def _archived(edition: Entry[Edition], lang: str, theme: Theme, screen: str) -> Artifact:
    """Plan the PDF for archives, which is made of the screen's when that is finished."""
    path = archive_path(edition, lang, theme.strings[lang].text("report.archive-ending"))
    made = NAME, _archive, (lang, edition.id), render_archive, edition.key, lang, Effort.DOCUMENT, (screen,)
    return Artifact(path, *made, expected=Expected(is_archive=True), variant="archive")


def _archive(
    library: Library, theme: Theme, lang: str, edition_id: str, documents: tuple[Document, ...] = ()
) -> ArchiveView:
    report, terms = _report(library, theme, lang, edition_id), library.network.open_data
    figures = [(number, library.get(Figure, figure.id)) for number, figure in enumerate(report.figures, 1)]
    views = Views(library, theme, lang)
    tables = tuple(
        attached_table(number, filled(views, figure), lang) for number, figure in figures if figure is not None
    )
    return ArchiveView(report, tables, terms.licence if terms else "")


def _cover(
    library: Library, theme: Theme, lang: str, edition_id: str, documents: tuple[Document, ...] = ()
) -> CoverView:
    report = _print_report(library, theme, lang, edition_id)
    if report.printing is None:
        raise ValueError("a report that is not printed has no cover apart")
    return CoverView(report, report.printing, sum(document.pages for document in documents))


def _print_report(library: Library, theme: Theme, lang: str, edition_id: str) -> ReportView:
    printing = library.mix.media[NAME].printing
    order = print_order(printing, library.folder) if printing is not None else None
    return replace(_report(library, theme, lang, edition_id), printing=order)


def _report(library: Library, theme: Theme, lang: str, edition_id: str) -> ReportView:
    edition = library.get(Edition, edition_id)
    if edition is None:
        raise KeyError(edition_id)
    return _Composer(library, theme, lang, edition).report()


class _Composer(Views):
    """Makes the view of one report: figures in the measure of paper, links to chapters within the document."""

    chart_width: ClassVar[int] = CHART_WIDTH

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
            absolute_link(super().link(self.edition).path or "", network.base_url),
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
        website = typed_address(facts.website or "")
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

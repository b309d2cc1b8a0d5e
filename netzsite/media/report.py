"""The medium `report`: each edition in `editions/report/` as a PDF, in every language of the report.

There is one for the screen and one for archives. If `media.yaml` says how the report is printed, there is one for the
printer with the pages, and one with the cover where that is glued around them.
"""

from collections.abc import Iterator
from dataclasses import replace

from netzsite.books.composer import compose_report
from netzsite.books.method import surveys_of
from netzsite.engine.artifact import Artifact, Document, Effort
from netzsite.entry import Entry
from netzsite.kinds.edition import Edition
from netzsite.kinds.figure import Figure
from netzsite.library import Library
from netzsite.render.archives import ArchiveView, AttachedTable, attached_table, render_archive
from netzsite.render.book import ReportView
from netzsite.render.covers import CoverView, render_cover
from netzsite.render.places import archive_path, cover_path, pdf_path, print_path
from netzsite.render.prepress.expected import Expected
from netzsite.render.prepress.profiles import PrintOrder, print_order
from netzsite.render.reports import render_print_report, render_report
from netzsite.render.surveyfiles import survey_tables
from netzsite.render.tallies import filled
from netzsite.render.theme import Theme
from netzsite.render.views import Views

NAME = "report"
IS_SLOW = True


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
    edition = library.get(Edition, edition_id)
    surveys = surveys_of(library, edition) if edition is not None else ()
    told = tuple(AttachedTable(None, *each) for survey in surveys for each in survey_tables(views, survey))
    return ArchiveView(report, tables + told, terms.licence if terms else "")


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
    return compose_report(library, theme, lang, edition)

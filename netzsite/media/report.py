"""The medium `report`: each edition in `editions/report/` as a PDF, in every language of the report.

There is one for the screen, and if `media.yaml` says how the report is printed, one for the printer.
"""

from collections.abc import Iterator
from dataclasses import replace

from netzsite.books.composer import compose_report
from netzsite.engine.artifact import Artifact, Effort
from netzsite.kinds.edition import Edition
from netzsite.library import Library
from netzsite.render.book import ReportView
from netzsite.render.places import pdf_path, print_path
from netzsite.render.prepress.expected import Expected
from netzsite.render.prepress.profiles import print_order
from netzsite.render.reports import render_print_report, render_report
from netzsite.render.theme import Theme

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
                if profile.printing is not None:
                    path, order = print_path(edition.id, lang), print_order(profile.printing, library.folder)
                    made = NAME, _print_report, subject, render_print_report
                    yield Artifact(path, *made, *rest, expected=Expected(order=order))


def _print_report(library: Library, theme: Theme, lang: str, edition_id: str) -> ReportView:
    printing = library.mix.media[NAME].printing
    order = print_order(printing, library.folder) if printing is not None else None
    return replace(_report(library, theme, lang, edition_id), printing=order)


def _report(library: Library, theme: Theme, lang: str, edition_id: str) -> ReportView:
    edition = library.get(Edition, edition_id)
    if edition is None:
        raise KeyError(edition_id)
    return compose_report(library, theme, lang, edition)

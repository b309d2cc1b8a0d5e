"""Turns a report and the tables of its figures and its survey into its PDF for archives, with the tables attached."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.entry import Entry
from netzsite.kinds.figure import Figure
from netzsite.render.book import ReportView
from netzsite.render.datafiles import FigureTable, figure_table, report_package
from netzsite.render.reports import render_report, report_details
from netzsite.render.tables import write_csv
from netzsite.render.workshop import Workshop
from netzsite.source import Table
from netzsite.strings import Strings

if TYPE_CHECKING:
    from netzsite.render.archiving import AttachedFile

PACKAGE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class AttachedTable:
    """The table of a figure or a survey: the figure's number in the report, what is said of it, its cells."""

    number: int | None
    about: FigureTable
    table: Table

    @property
    def name(self) -> str:
        """The name of its file."""
        name = self.about.id.replace("/", "-")
        return f"survey-{name}.csv" if self.number is None else f"{name}.csv"


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """A report as archives keep it: what the screen shows, and the tables of its figures, then those of its survey.

    `licence` is of the data.
    """

    report: ReportView
    tables: tuple[AttachedTable, ...]
    licence: str


def attached_table(number: int, figure: Entry[Figure], lang: str) -> AttachedTable:
    """Give the table of a figure, with the words of a language.

    Raises:
        ValueError: it has none.
    """
    if figure.table is None:
        raise ValueError(f"figure '{figure.id}' has no table")
    return AttachedTable(number, figure_table(figure, lang), figure.table)


def render_archive(view: ArchiveView, workshop: Workshop) -> bytes:
    """Make the PDF for archives of the screen's, which is not laid out again if a cache has it."""
    from netzsite.render.archiving import to_archive  # and pikepdf, needed only where one is due

    screen, strings = workshop.file(render_report, view.report), workshop.theme.strings[view.report.lang]
    return to_archive(screen, tuple(_files(view, strings)), report_details(view.report))


def _files(view: ArchiveView, strings: Strings) -> "Iterator[AttachedFile]":
    """Yield the files: first what explains the others, in words and for programs."""
    from netzsite.render.archiving import AttachedFile

    report, about = view.report, strings.text("report.attached.package")
    figures = {each.name: each.about for each in view.tables if each.number is not None}
    surveys = {each.name: each.about for each in view.tables if each.number is None}
    page = {"title": report.title, "description": report.summary, "homepage": report.online}
    package = report_package(page | {"publisher": report.site.publisher}, figures, surveys, strings)
    readme = "\n".join(_readme(view, strings)).encode()
    yield AttachedFile("README.txt", "text/plain", strings.text("report.attached.readme"), "Supplement", readme)
    yield AttachedFile(PACKAGE, "application/json", about, "Supplement", package)
    for each in view.tables:
        data = write_csv(each.table.columns, each.table.rows)
        yield AttachedFile(each.name, "text/csv", _title(each, strings), "Data", data)


def _readme(view: ArchiveView, strings: Strings) -> Iterator[str]:
    report = view.report
    yield report.title
    yield f"{report.site.publisher}, {strings.date(report.date)}"
    yield from (report.online, "", strings.text("report.attached.lead"), "")
    for each in view.tables:
        yield f"{each.name}: {_title(each, strings)}"
        yield from (f"  {label}: {name}" for name, label, _ in each.about.columns)
        label = strings.text("figure.source" if len(each.about.sources) == 1 else "figure.sources")
        sources = (title if url is None else f"{title}, {url}" for title, url in each.about.sources)
        if each.about.sources:
            yield f"  {label}: {'; '.join(sources)}"
    yield from ("", strings.text("report.attached.signs"))
    if view.licence:
        yield from ("", strings.text("report.attached.licence", licence=view.licence))
    yield ""


def _title(table: AttachedTable, strings: Strings) -> str:
    if table.number is None:
        return table.about.title
    return f"{strings.text('figure.number', n=table.number)}: {table.about.title}"

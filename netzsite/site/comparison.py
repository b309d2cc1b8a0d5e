"""The section `comparison`: the key figures and chapters of reports side by side, as soon as there are two."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.engine.artifact import Artifact
from netzsite.kinds.edition import Edition
from netzsite.library import Library
from netzsite.render.frames import MenuItem
from netzsite.render.parts import Link
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, PageView, render_page
from netzsite.site.reports import KeyNumber, PartItem, comparison, key_numbers, parts, reports

COLUMNS = 4
"""Reports side by side; earlier ones are linked below."""


@dataclass(frozen=True, slots=True)
class Row:
    """A chapter or a key figure: what it is, and what each report has of it; None where it has nothing."""

    label: str
    cells: tuple[PartItem | KeyNumber | None, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """What the page shows: the newest reports as columns, key figures and chapters as rows, links to the others."""

    title: str
    intro: str
    columns: tuple[tuple[Link, int], ...]
    numbers: tuple[Row, ...]
    chapters: tuple[Row, ...]
    earlier: tuple[Link, ...]


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the page, if there are two reports."""
    composer = Composer(library, theme, lang)
    if len(reports(composer)) > 1:
        yield Artifact(comparison(composer).path or "", NAME, _page, (lang,), render_page, lang=lang)


def _page(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    page, link = _content(composer), comparison(composer)
    others = composer.others(lambda other: comparison(composer, other).path or "")
    trail: tuple[MenuItem, ...] = (composer.frames.list_item(Edition),)
    return PageView(
        "comparison.html",
        composer.frames.frame(link.path or "", link.title, page.intro, "comparison", others, trail),
        page,
    )


def _content(composer: Composer) -> ComparisonPage:
    strings, everything = composer.strings, reports(composer)
    shown = everything[:COLUMNS]
    return ComparisonPage(
        strings.text("reports.title"),
        strings.text("reports.intro"),
        tuple((composer.views.link(report), report.facts.reported_year) for report in shown),
        _rows([{number.key: (number.label, number) for number in key_numbers(composer, each)} for each in shown]),
        _rows([{(part.name,): (part.title, part) for part in parts(composer, each)} for each in shown]),
        tuple(composer.views.link(report) for report in everything[COLUMNS:]),
    )


Named = dict[tuple[str, ...], tuple[str, PartItem | KeyNumber]]


def _rows(columns: list[Named]) -> tuple[Row, ...]:
    """Lay columns side by side, in the order and with the labels of the newest; what only others have comes last."""
    labels: dict[tuple[str, ...], str] = {}
    for column in columns:
        for key, (label, _) in column.items():
            labels.setdefault(key, label)
    return tuple(
        Row(label, tuple(column[key][1] if key in column else None for column in columns))
        for key, label in labels.items()
    )

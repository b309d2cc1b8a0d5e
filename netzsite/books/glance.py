"""Turns what an edition says of itself into views: key figures, glossary, advertisements."""

import re
from collections.abc import Iterator

from netzsite.books.sources import Sources
from netzsite.kinds.edition import KeyFigure, Part
from netzsite.kinds.figure import Figure
from netzsite.kinds.picture import Picture
from netzsite.render.book import AdvertisementView, KeyFigureView, TermView
from netzsite.render.figures import figure_value
from netzsite.render.paper import typed_address

MOST_KEY_FIGURES = 8
"""As many as go on two pages."""

SMALL_CHART = 400
"""Width of the chart beside a key figure in CSS px; the page shows it at 78 mm."""


def key_figures(sources: Sources) -> Iterator[KeyFigureView]:
    """Yield the edition's key figures, as many as go on two pages, each with the figure that it stands in."""
    for wanted in sources.edition.facts.key_figures[:MOST_KEY_FIGURES]:
        entry = sources.library.get(Figure, wanted.figure)
        if entry is not None:
            facts = entry.facts
            column = facts.columns.get(wanted.where.get("column", facts.chart.y[0]))
            unit = (column.unit if column is not None else None) or facts.unit
            words = unit.pick(sources.lang) if unit else ""
            label = wanted.label.pick(sources.lang)
            counted = column.label.pick(sources.lang) if column is not None else ""
            is_said = words == counted or words.casefold() in label.casefold()
            yield KeyFigureView(
                label,
                figure_value(sources, entry, _directive(wanted)),
                "" if is_said else words,
                ", ".join(cell for name, cell in wanted.where.items() if name != "column" and cell not in facts.cells),
                sources.figure_of_width(entry, SMALL_CHART),
            )


def _directive(wanted: KeyFigure) -> str:
    """Write a key figure as `{value: ...}` would name it."""
    return ", ".join([wanted.figure, *(f"{name}={cell}" for name, cell in wanted.where.items())])


def terms(sources: Sources, part: Part) -> Iterator[TermView]:
    """Yield the words that a part explains, from A to Z."""
    pairs = [(term.term.pick(sources.lang), term.meaning.pick(sources.lang)) for term in part.terms]
    ordered = sorted(pairs, key=lambda pair: sources.strings.sort_key(pair[0]))
    yield from (TermView(f"term-{number}", *pair) for number, pair in enumerate(ordered, 1))


def advertisements(sources: Sources, part: Part) -> Iterator[AdvertisementView]:
    """Yield the pages of partners."""
    for page in part.advertisements:
        picture = sources.library.get(Picture, page.picture)
        yield AdvertisementView(
            page.partner,
            page.title.pick(sources.lang) if page.title else "",
            tuple(re.split(r"\n\s*\n|\n(?=\S)", page.text.pick(sources.lang))) if page.text else (),
            sources.picture_use(picture) if picture is not None else None,
            typed_address(page.website or ""),
            page.website or "",
            page.example,
        )

"""Turns a figure into its frozen view: the chart, the table, and all that must stand beside both in every medium."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from netzsite.entry import Entry
from netzsite.kinds.figure import Base, Figure, Mark, is_suppressed, lookup, number
from netzsite.prose import directive_arguments
from netzsite.render.parts import FactValue, FigureView
from netzsite.render.places import figure_data_path
from netzsite.render.plots import BREAK_SIGNS
from netzsite.render.scenes import SIGN
from netzsite.render.tallies import filled
from netzsite.source import Table
from netzsite.strings import Strings

if TYPE_CHECKING:
    from netzsite.render.views import Views


def figure_view(views: "Views", entry: Entry[Figure]) -> FigureView:
    """Give a figure with its chart and its table."""
    whole, lang = filled(views, entry), views.lang
    facts, table = whole.facts, whole.table
    if table is None:
        raise ValueError(f"figure '{entry.id}' has no table")
    columns = [name for name in table.columns if name in facts.columns]
    positions = [table.columns.index(name) for name in columns]
    rows = tuple(
        tuple(_cell(views.strings, facts, name, row[at]) for name, at in zip(columns, positions, strict=True))
        for row in table.rows
    )
    description, secret = facts.description.pick(lang), tuple(_suppression(views.strings, facts, table))
    return FigureView(
        entry.id,
        facts.title.pick(lang),
        description,
        views.chart(facts, table),
        tuple(facts.columns[name].label.pick(lang) for name in columns),
        rows,
        facts.unit.pick(lang) if facts.unit else "",
        facts.note.pick(lang) if facts.note else "",
        tuple(FactValue(source.title.pick(lang), url=source.url) for source in facts.sources),
        views.link(entry),
        figure_data_path(entry.id),
        facts.example,
        tuple(
            name not in (facts.chart.x, facts.chart.series) and _are_numbers(table, at)
            for name, at in zip(columns, positions, strict=True)
        ),
        (*remarks(views.strings, facts), *secret, *_credit(views, facts)),
        " ".join((description, *secret)),
    )


def remarks(strings: Strings, facts: Figure) -> Iterator[str]:
    """Say whose answers a figure is made of, and where its numbers do not compare."""
    if facts.base:
        told = "; ".join(_base(strings, base, is_dated=len(facts.base) > 1) for base in facts.base)
        yield strings.text("figure.base", base=told)
    for sign, each in zip(BREAK_SIGNS, facts.breaks, strict=False):
        cell = facts.words(each.before, strings.lang)
        yield f"{sign} {strings.text('figure.break', cell=cell, note=each.note.pick(strings.lang))}"


def _base(strings: Strings, base: Base, *, is_dated: bool) -> str:
    part = strings.percent(Decimal(base.answered) / base.asked)
    said = strings.text("figure.answered", answered=base.answered, n=base.asked, part=part)
    return f"{base.year}: {said}" if is_dated and base.year else said


def _credit(views: "Views", facts: Figure) -> Iterator[str]:
    """Name whose borders a map is drawn with."""
    source = views.library.network.map
    if facts.chart.mark is Mark.MAP and source is not None:
        credit = filter(None, (source.attribution.pick(views.lang), source.attribution_url))
        yield views.strings.text("figure.borders", credit=", ".join(credit))


def _suppression(strings: Strings, facts: Figure, table: Table) -> Iterator[str]:
    """Say what the dot means, if there is one."""
    names = [name for name in table.columns if name in facts.columns]
    if not any(is_suppressed(row[table.columns.index(name)]) for row in table.rows for name in names):
        return
    said = [f"{SIGN} {strings.text('figure.suppressed-note')}"]
    if facts.chart.mark in (Mark.STACKED_BAR, Mark.AREA, Mark.SHARE):
        said.append(strings.text("figure.suppressed-sum"))
    yield " ".join(said)


def figure_value(views: "Views", entry: Entry[Figure], words: str) -> str:
    """Format the number that `{value: id, year=2025}` names; a dot and a word where it is kept secret."""
    if entry.table is None:
        return ""
    _, found = lookup(entry.facts, entry.table, directive_arguments(words)[1])
    if found is None:
        return f"{SIGN} ({views.strings.text('figure.suppressed')})"
    return views.strings.number(found)


def _are_numbers(table: Table, place: int) -> bool:
    """Tell whether a column holds numbers, or nothing that is no number."""
    try:
        told = [number(row[place]) is not None or is_suppressed(row[place]) for row in table.rows]
    except ValueError:
        return False
    return any(told)


def _cell(strings: Strings, facts: Figure, column: str, cell: str) -> str:
    if is_suppressed(cell):
        return SIGN
    signs = {each.before: sign for each, sign in zip(facts.breaks, BREAK_SIGNS, strict=False)}
    if column in (facts.chart.x, facts.chart.series):
        words = facts.words(cell, strings.lang)
        return f"{words} {signs[cell]}" if cell in signs else words
    try:
        found = number(cell)
    except ValueError:
        return facts.words(cell, strings.lang)
    is_drawn = column in facts.chart.y
    if found is None:
        return (facts.words(cell, strings.lang) if is_drawn else "") or "–"
    return strings.number(found, (facts.chart.decimals if is_drawn else 0) or None)

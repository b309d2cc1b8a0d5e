"""What pages of a report share: its parts with their addresses, and the numbers that it is remembered by."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition, KeyFigure, Part
from netzsite.kinds.figure import Figure, lookup
from netzsite.render.parts import Link
from netzsite.render.places import READ_BY_CHAPTERS
from netzsite.site.composer import Composer
from netzsite.urls import entry_path


@dataclass(frozen=True, slots=True)
class PartItem:
    """A part of a report in its contents; `lang` is set where it is in another language than the reader's."""

    name: str
    number: int
    title: str
    lead: str
    path: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A number with what it is: `key` tells it from others in every report, `of` is the year that it is of."""

    key: tuple[str, ...]
    label: str
    number: str
    unit: str
    of: str
    figure: Link


def reports(composer: Composer) -> tuple[Entry[Edition], ...]:
    """List the editions that are read by chapters, the newest first."""
    editions = composer.library.choose(Edition)
    return tuple(edition for edition in editions if edition.id.partition("/")[0] in READ_BY_CHAPTERS)


def parts(composer: Composer, edition: Entry[Edition]) -> tuple[PartItem, ...]:
    """List the parts of a report in order, each with its page."""
    return tuple(
        _item(composer, edition, number, name, part) for number, (name, part) in enumerate(edition.facts.named_parts, 1)
    )


def _item(composer: Composer, edition: Entry[Edition], number: int, name: str, part: Part) -> PartItem:
    path, lang = composer.views.part_path(edition.id, name), None
    chapter = composer.library.face((Chapter.kind, f"{edition.id}/{name}")) if part.chapter else None
    if chapter is None:
        lead = part.intro.pick(composer.lang) if part.intro else ""
        return PartItem(name, number, listing_title(composer, part), lead, path, None)
    if chapter.original is not None and not chapter.has_language(composer.lang):
        lang = chapter.original.lang
    return PartItem(name, number, chapter.title(composer.lang), composer.views.summary(chapter), path, lang)


def listing_title(composer: Composer, part: Part) -> str:
    """Give the heading of a part that is not a chapter: its own, or the usual one."""
    if part.title is not None or part.listing is None:
        return part.title.pick(composer.lang) if part.title else str(part.chapter)
    return composer.strings.text(f"report.titles.{part.listing.value}")


def key_numbers(composer: Composer, edition: Entry[Edition]) -> Iterator[KeyNumber]:
    """Yield the numbers that a report is remembered by, in its order."""
    for each in edition.facts.key_figures:
        figure = composer.library.get(Figure, each.figure)
        if figure is not None and figure.table is not None:
            yield _number(composer, each, figure)


def _number(composer: Composer, wanted: KeyFigure, figure: Entry[Figure]) -> KeyNumber:
    facts, lang = figure.facts, composer.lang
    if figure.table is None:
        raise ValueError(f"figure '{figure.id}' has no table")
    column, value = lookup(facts, figure.table, wanted.where)
    unit = facts.columns[column].unit if column in facts.columns else None
    unit = unit or facts.unit
    year = wanted.where.get(facts.chart.x, "")
    year = year if year.isdigit() else ""
    rest = sorted(f"{name}={cell}" for name, cell in wanted.where.items() if not year or name != facts.chart.x)
    return KeyNumber(
        (figure.id, *rest),
        wanted.label.pick(lang),
        composer.strings.number(value),
        unit.pick(lang) if unit else "",
        facts.words(year, lang),
        composer.views.link(figure),
    )


def comparison(composer: Composer, lang: str | None = None) -> Link:
    """Link the page that shows reports side by side, in a language."""
    strings = composer.theme.strings[lang or composer.lang]
    segment = f"{strings.text(f'kinds.{Edition.kind}.segment')}/{READ_BY_CHAPTERS[0]}"
    return Link(strings.text("reports.title"), entry_path(strings.lang, segment, strings.text("reports.segment")))

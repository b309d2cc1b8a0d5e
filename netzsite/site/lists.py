"""The section `lists`: the list of each kind, and of each year of those that are listed by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry, Grouping, Kind
from netzsite.kinds.event import Event
from netzsite.library import Library
from netzsite.render.frames import MenuItem
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, Group, PageView, render_page

NEWEST = 20
"""Entries on the list of a kind that is listed by year; older ones stand on the pages of their years."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the list of a kind shows; `groups` are empty where there is nothing."""

    kind: str
    title: str
    intro: str
    count: int
    groups: tuple[Group, ...]
    years: tuple[MenuItem, ...]


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the lists of the kinds of which there is something."""
    composer = Composer(library, theme, lang)
    for kind in (kind for kind in composer.kinds if kind.grouping is not Grouping.OWN):
        for year in (None, *_years(composer, kind, lang)):
            yield Artifact(composer.list_path(kind, year), NAME, _list, (lang, kind, year), render_page, lang=lang)


def _list(library: Library, theme: Theme, lang: str, kind: type[Kind], year: int | None) -> PageView:
    composer = Composer(library, theme, lang)
    item = composer.frames.list_item(kind)
    title = item.label if year is None else f"{item.label} {year}"
    page = _content(composer, kind, year, title)
    trail = () if year is None else (item,)
    others = {other: composer.list_path(kind, year, other) for other in _others_with(composer, kind, year)}
    frame = composer.frame(composer.list_path(kind, year), title, page.intro, "list", others, trail)
    return PageView("list.html", frame, page)


def _content(composer: Composer, kind: type[Kind], year: int | None, title: str) -> ListPage:
    """Fill a list; one by year shows the newest and links the years."""
    years = tuple(
        MenuItem(str(each), composer.list_path(kind, each), each == year)
        for each in _years(composer, kind, composer.lang)
    )
    limit = NEWEST if years and year is None else None
    entries = composer.library.choose(kind, composer.lang, year=year or 0, limit=limit)
    return ListPage(
        kind.kind,
        title,
        composer.strings.text(f"kinds.{kind.kind}.intro") if year is None else "",
        composer.library.count(kind, composer.lang) if year is None else len(entries),
        tuple(_groups(composer, kind.grouping, entries)),
        years,
    )


def _years(composer: Composer, kind: type[Kind], lang: str) -> tuple[int, ...]:
    """List the years that have a page of their own, the newest first; only kinds listed by year have some."""
    return composer.library.years(kind, lang) if kind.grouping is Grouping.YEAR else ()


def _others_with(composer: Composer, kind: type[Kind], year: int | None) -> Iterator[str]:
    """Yield the other languages that have the list too."""
    for lang in composer.network.languages:
        if lang != composer.lang and (year is None or year in composer.library.years(kind, lang)):
            yield lang


def _groups(composer: Composer, grouping: Grouping, entries: tuple[Entry[Kind], ...]) -> Iterator[Group]:
    if grouping is Grouping.CURRENT:
        yield from _current(composer, entries)
    elif grouping is Grouping.YEAR:
        for year, dated in groupby(entries, key=_year):
            yield Group(str(year), composer.cards(dated))
    elif grouping is Grouping.LETTER:
        for letter, named in groupby(composer.by_name(entries), key=composer.initial):
            yield Group(letter, composer.cards(named))
    elif entries:
        yield Group("", composer.cards(entries))


def _current(composer: Composer, entries: tuple[Entry[Kind], ...]) -> Iterator[Group]:
    """Part what is current from what is over; of events the next comes first, and the last that is over."""
    current = [entry for entry in entries if not composer.views.is_over(entry)]
    over = [entry for entry in entries if composer.views.is_over(entry)]
    if entries and isinstance(entries[0].facts, Event):
        current.reverse()
    for name, part in (("current", current), ("over", over)):
        if part:
            yield Group(composer.strings.text(f"list.{name}"), composer.cards(part))


def _year(entry: Entry[Kind]) -> int:
    day = entry.facts.dated()
    return day.year if day else 0

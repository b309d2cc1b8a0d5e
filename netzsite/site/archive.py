"""The section `archive`: the list of each kind that is listed by year, of each of its years, and of each narrower part.

A list shows the newest entries and leads to the pages of its years; one that is short enough shows them all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry, Grouping, Kind
from netzsite.kinds import kind_named
from netzsite.kinds.edition import Edition
from netzsite.library import Library
from netzsite.render.frames import MenuItem
from netzsite.render.subscriptions import kind_feeds
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.narrowing import FACETS, Facet, worthwhile, years
from netzsite.site.page import NAME, Group, ListPage, Narrowing, PageView, render_page

NEWEST = 20
"""Entries on a list that has pages for its years."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The whole list of a kind, or what has a value of a facet (`family`); of all years, or of one."""

    kind: type[Kind]
    family: str = ""
    value: str = ""
    year: int | None = None

    @property
    def label(self) -> str:
        return f"{self.family}-{self.value}" if self.family else ""

    @property
    def facet(self) -> Facet:
        return next(facet for facet in FACETS[self.kind] if facet.family == self.family)

    def path(self, composer: Composer, year: int | None) -> str:
        """Give the path of the part, or of one of its years."""
        return self.facet.path(composer, self.value, year) if self.family else composer.list_path(self.kind, year)

    def counts(self, composer: Composer, lang: str = "") -> dict[int, int]:
        return composer.library.tally(self.kind, lang or composer.lang, self.label)

    def years(self, composer: Composer, lang: str = "") -> tuple[int, ...]:
        """List the years that have a page of their own: a part that is short enough has none."""
        counts = self.counts(composer, lang)
        return tuple(counts) if not self.family or sum(counts.values()) > NEWEST else ()

    def is_in(self, composer: Composer, lang: str) -> bool:
        """Tell whether the part has this page in another language."""
        if self.year is not None:
            return self.year in self.years(composer, lang)
        return not self.family or bool(self.counts(composer, lang))


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the lists of the kinds that are listed by year."""
    composer = Composer(library, theme, lang)
    for kind in composer.kinds:
        if kind.grouping is Grouping.YEAR:
            for part in _parts(composer, kind):
                for year in (None, *part.years(composer)):
                    subject = lang, kind.kind, part.family, part.value, year
                    yield Artifact(part.path(composer, year), NAME, _archive, subject, render_page, lang=lang)


def _parts(composer: Composer, kind: type[Kind]) -> Iterator[_Part]:
    yield _Part(kind)
    for facet in FACETS.get(kind, ()):
        for value in facet.counts(composer):
            yield _Part(kind, facet.family, value)


def _archive(
    library: Library, theme: Theme, lang: str, name: str, family: str, value: str, year: int | None
) -> PageView:
    composer, part = Composer(library, theme, lang), _Part(kind_named(name), family, value, year)
    others = {
        other: part.path(Composer(library, theme, other), year)
        for other in composer.network.languages
        if other != lang and part.is_in(composer, other)
    }
    page = _content(composer, part)
    frame = composer.frames.frame(
        part.path(composer, year),
        page.title,
        composer.description(page),
        "list",
        others,
        _trail(composer, part),
        own_feeds=kind_feeds(composer.views, part.kind),
    )
    return PageView("list.html", frame, page)


def _trail(composer: Composer, part: _Part) -> tuple[MenuItem, ...]:
    """Lead back: from a year to all years, from a narrower part to the list."""
    trail = []
    if part.family or part.year is not None:
        trail.append(composer.frames.list_item(part.kind))
    if part.family and part.year is not None:
        trail.append(MenuItem(part.facet.words(composer, part.value), part.path(composer, None)))
    return tuple(trail)


def _content(composer: Composer, part: _Part) -> ListPage:
    kind, counts = part.kind, part.counts(composer)
    has_years = bool(part.years(composer))
    limit = NEWEST if has_years and part.year is None else None
    entries = composer.library.choose(kind, composer.lang, year=part.year or 0, label=part.label, limit=limit)
    return ListPage(
        kind.kind,
        _title(composer, part),
        composer.strings.text(f"kinds.{kind.kind}.intro") if not part.family and part.year is None else "",
        sum(counts.values()) if part.year is None else len(entries),
        tuple(_groups(composer, entries)),
        worthwhile(_narrowings(composer, part)),
        all_editions=composer.all_editions().path if kind is Edition else None,
    )


def _title(composer: Composer, part: _Part) -> str:
    """Name the kind, what it is narrowed to, and the year."""
    name = composer.frames.list_item(part.kind).label
    if part.family:
        name = composer.strings.text("facets.of", list=name, part=part.facet.words(composer, part.value))
    return f"{name} {part.year}" if part.year is not None else name


def _narrowings(composer: Composer, part: _Part) -> Iterator[Narrowing]:
    """Link the years, and what the list can be narrowed to; a year of a narrower part links the part's years alone."""
    if part.years(composer):
        yield years(composer, part.counts(composer), lambda year: part.path(composer, year), part.year)
    if part.family and part.year is not None:
        return
    for facet in FACETS.get(part.kind, ()):
        yield facet.narrowing(composer, part.value if facet.family == part.family else "")


def _groups(composer: Composer, entries: tuple[Entry[Kind], ...]) -> Iterator[Group]:
    for year, dated in groupby(entries, key=_year):
        yield Group(str(year), composer.cards(dated))


def _year(entry: Entry[Kind]) -> int:
    day = entry.facts.dated()
    return day.year if day else 0

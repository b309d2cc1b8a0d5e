"""The section `lists`: the list of each kind that has no section of its own."""

from collections.abc import Iterator
from itertools import groupby

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry, Grouping, Kind
from netzsite.kinds import kind_named
from netzsite.library import Library
from netzsite.render.subscriptions import kind_feeds
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, Group, ListPage, PageView, render_page


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the lists of the kinds of which there is something."""
    composer = Composer(library, theme, lang)
    for kind in composer.kinds:
        if kind.grouping is not Grouping.YEAR and not kind.has_section:
            yield Artifact(composer.list_path(kind), NAME, _list, (lang, kind.kind), render_page, lang=lang)


def _list(library: Library, theme: Theme, lang: str, name: str) -> PageView:
    composer, kind = Composer(library, theme, lang), kind_named(name)
    title = composer.frames.list_item(kind).label
    entries = library.choose(kind, lang)
    intro = composer.strings.text(f"kinds.{kind.kind}.intro")
    page = ListPage(kind.kind, title, intro, len(entries), tuple(_groups(composer, kind.grouping, entries)))
    others = composer.others(lambda other: composer.list_path(kind, lang=other))
    feeds = kind_feeds(composer.views, kind)
    frame = composer.frames.frame(composer.list_path(kind), title, intro, "list", others, own_feeds=feeds)
    return PageView("list.html", frame, page)


def _groups(composer: Composer, grouping: Grouping, entries: tuple[Entry[Kind], ...]) -> Iterator[Group]:
    if grouping is Grouping.CURRENT:
        yield from _current(composer, entries)
    elif grouping is Grouping.LETTER:
        for letter, named in groupby(composer.by_name(entries), key=composer.initial):
            yield Group(letter, composer.cards(named))
    elif entries:
        yield Group("", composer.cards(entries))


def _current(composer: Composer, entries: tuple[Entry[Kind], ...]) -> Iterator[Group]:
    """Part what is current from what is over."""
    current = [entry for entry in entries if not composer.views.is_over(entry)]
    over = [entry for entry in entries if composer.views.is_over(entry)]
    for name, part in (("current", current), ("over", over)):
        if part:
            yield Group(composer.strings.text(f"list.{name}"), composer.cards(part))

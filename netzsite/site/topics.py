"""The section `topics`: a page for each topic of the network's vocabulary with all that is on it, and an overview."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.engine.artifact import Artifact
from netzsite.entry import Grouping, Kind
from netzsite.kinds.event import Event
from netzsite.kinds.news import News
from netzsite.library import Library
from netzsite.render.subscriptions import topic_feeds
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.narrowing import FACETS
from netzsite.site.page import NAME, Group, PageView, render_page

ORDER = ("news", "event", "funding", "job", "offer", "group", "project", "member", "portrait", "person")
"""Kinds as a topic's page lists them: what is new and what can be missed first; other kinds come last."""

MOST = 24
"""Entries of a kind on the page of a topic."""

PAST = 6
"""Of the kinds that expire, the entries that are over."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in the overview: how many entries of which kinds it has."""

    title: str
    path: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """What the overview shows."""

    title: str
    intro: str
    topics: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """What the page of a topic shows."""

    title: str
    kinds: tuple[str, ...]
    groups: tuple[Group, ...]


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the overview and the pages of all topics, so that their addresses stay, whatever is on them."""
    composer = Composer(library, theme, lang)
    if library.network.topics:
        path = composer.frames.overview("topics").path
        yield Artifact(path, NAME, _topics, (lang,), render_page, lang=lang)
        for topic in library.network.topics:
            yield Artifact(composer.views.topic_path(topic), NAME, _topic, (lang, topic), render_page, lang=lang)


def _topics(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    item = composer.frames.overview("topics")
    rows = sorted(_rows(composer), key=lambda row: composer.strings.sort_key(row.title))
    page = TopicsPage(item.label, composer.strings.text("topics.intro"), tuple(rows))
    others = composer.others(lambda other: composer.frames.overview("topics", other).path)
    frame = composer.frames.frame(item.path, page.title, page.intro, "topics", others)
    return PageView("topics.html", frame, page)


def _rows(composer: Composer) -> Iterator[TopicRow]:
    for topic, name in composer.network.topics.items():
        counts = _counts(composer, topic)
        yield TopicRow(name.pick(composer.lang), composer.views.topic_path(topic), _words(composer, counts))


def _kinds(composer: Composer) -> list[type[Kind]]:
    return sorted(composer.kinds, key=lambda kind: ORDER.index(kind.kind) if kind.kind in ORDER else len(ORDER))


def _counts(composer: Composer, topic: str) -> dict[type[Kind], int]:
    """Count the entries on a topic by kinds; kinds without any are left out."""
    label = f"topic-{topic}"
    counts = {kind: sum(composer.library.tally(kind, composer.lang, label).values()) for kind in _kinds(composer)}
    return {kind: count for kind, count in counts.items() if count}


def _words(composer: Composer, counts: dict[type[Kind], int]) -> tuple[str, ...]:
    return tuple(composer.strings.text(f"{kind.kind}-count", n=count) for kind, count in counts.items())


def _topic(library: Library, theme: Theme, lang: str, topic: str) -> PageView:
    composer = Composer(library, theme, lang)
    title, counts = library.network.topics[topic].pick(lang), _counts(composer, topic)
    groups = tuple(group for kind in counts for group in _groups(composer, kind, topic))
    page = TopicPage(title, _words(composer, counts), groups)
    others = composer.others(lambda other: Composer(library, theme, other).views.topic_path(topic))
    description = composer.strings.text("topics.about", topic=title)
    trail = (composer.frames.overview("topics"),)
    feeds = topic_feeds(composer.views, topic)
    frame = composer.frames.frame(
        composer.views.topic_path(topic), title, description, "topic", others, trail, own_feeds=feeds
    )
    return PageView("topic.html", frame, page)


def _groups(composer: Composer, kind: type[Kind], topic: str) -> Iterator[Group]:
    """Give the entries of a kind on a topic; of kinds that expire what is current, and then the last that are over."""
    library, lang, label = composer.library, composer.lang, f"topic-{topic}"
    title = composer.strings.text(f"kinds.{kind.kind}.many")
    if kind.grouping is not Grouping.CURRENT:
        entries = library.choose(kind, lang, label=label, limit=MOST + 1)
        named = composer.by_name(entries) if kind.grouping is Grouping.LETTER else entries
        more = _more(composer, kind, topic) if len(entries) > MOST else None
        yield Group(title, composer.cards(named[:MOST]), more)
        return
    current = library.choose(kind, lang, label=label, is_over=False)
    current = current[::-1] if kind is Event else current  # the next comes first
    over = library.choose(kind, lang, label=label, is_over=True, limit=PAST)
    for words, entries in ((title, current), (composer.strings.text("topics.over", kind=title), over)):
        if entries:
            yield Group(words, composer.cards(entries))


def _more(composer: Composer, kind: type[Kind], topic: str) -> str:
    """Lead to the rest: to the news on the topic, else to the list of the kind."""
    facets = (facet for facet in FACETS.get(kind, ()) if kind is News and facet.family == "topic")
    return next((facet.path(composer, topic) for facet in facets), composer.list_path(kind))

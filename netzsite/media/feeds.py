"""The medium `feeds`: RSS and Atom per language, full text, newest first, with nothing in it that changes by itself."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry, Kind
from netzsite.kinds.event import Event
from netzsite.kinds.news import News
from netzsite.library import Library
from netzsite.render.feed import FeedDocument, FeedItem, write_feed
from netzsite.render.parts import DealView, FactRow, PictureView
from netzsite.render.places import feed_path
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop
from netzsite.urls import absolute_link, home_path

if TYPE_CHECKING:
    from netzsite.render.markup import Body

NAME = "feeds"
IS_SLOW = False

MAX_ITEMS = 50
"""The newest items that a feed holds: a year of a weekly newsletter."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """What an item of the feed shows."""

    id: str
    path: str
    title: str
    summary: str
    body: "Body"
    picture: PictureView | None
    when: str
    facts: tuple[FactRow, ...]
    deal: DealView | None
    note: str
    published: dt.datetime
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """What a feed shows; `suffix` is `rss` or `atom`."""

    suffix: str
    lang: str
    base_url: str
    title: str
    subtitle: str
    author: str
    email: str
    rights: str
    id: str
    updated: dt.datetime
    items: tuple[ItemView, ...]


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the feeds of each language."""
    for lang in library.network.languages:
        for suffix in ("rss", "atom"):
            yield Artifact(feed_path(lang, suffix), NAME, _feed, (lang, suffix), _render_feed, lang=lang)


def _feed(library: Library, theme: Theme, lang: str, suffix: str) -> FeedView:
    network, views = library.network, Views(library, theme, lang)
    items = library.once(("feed", lang), lambda library: tuple(_items(views.on(library))))
    founded = dt.datetime(network.founded, 1, 1, tzinfo=ZoneInfo(network.time_zone))
    return FeedView(
        suffix,
        lang,
        network.base_url,
        views.strings.text("feeds.title", network=network.short_name),
        network.claim.pick(lang),
        network.contact.name.pick(lang),
        network.contact.email or "",
        network.legal.licence.pick(lang) if network.legal.licence else network.legal.publisher.pick(lang),
        _tag(network.base_url, network.founded, f"feed/{lang}"),
        max((item.published for item in items), default=founded),
        items,
    )


def _items(views: Views) -> Iterator[ItemView]:
    for entry in views.library.newest(views.lang, MAX_ITEMS):
        if (day := entry.facts.dated()) is not None:
            yield _item(views, entry, day)


def _item(views: Views, entry: Entry[Kind], day: dt.date) -> ItemView:
    network = views.library.network
    topics = getattr(entry.facts, "topics", ())
    path, facts, title = views.path(entry), entry.facts, entry.title(views.lang)
    if path is None:
        raise ValueError(f"{entry.key} has no page")
    return ItemView(
        _tag(network.base_url, day.year, f"{entry.kind}/{entry.id}/{views.lang}"),
        path,
        f"{title} ({views.strings.text('entry.example')})" if facts.example else title,
        views.summary(entry),
        views.body(entry, level=2),
        views.picture_of(entry),
        views.when(facts) if isinstance(facts, Event) else "",
        views.facts(entry),
        views.deal(entry) if isinstance(facts, News) else None,  # type: ignore[arg-type]  # its facts say so
        views.strings.text("entry.example-note") if facts.example else "",
        dt.datetime.combine(day, dt.time(8), ZoneInfo(network.time_zone)),
        (views.strings.text(f"kinds.{entry.kind}.one"), *(network.topics[topic].pick(views.lang) for topic in topics)),
    )


def _tag(base_url: str, year: int, specific: str) -> str:
    """Make a tag URI (RFC 4151): an id that stays when the address of the page changes."""
    return f"tag:{urlsplit(base_url).hostname},{year}:{specific}"


def _complete(text: str, url: str) -> str:
    """Let links to a place of the text, as of footnotes, lead to the page: a feed reader shows many texts at once."""
    return text.replace(' href="#', f' href="{url}#').strip()


def _render_feed(view: FeedView, workshop: Workshop) -> bytes:
    link = partial(absolute_link, base_url=view.base_url)
    items = [
        FeedItem(
            item.id,
            link(item.path),
            item.title,
            item.summary,
            _complete(workshop.render("feed", "item.html", view.lang, {"item": item}, link=link), link(item.path)),
            item.published,
            item.categories,
        )
        for item in view.items
    ]
    document = FeedDocument(
        view.id,
        link(feed_path(view.lang, view.suffix)),
        link(home_path(view.lang)),
        view.title,
        view.subtitle,
        view.author,
        view.email,
        view.lang,
        view.rights,
        view.updated,
        items,
    )
    return write_feed(document, view.suffix)

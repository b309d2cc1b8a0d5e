"""Turns items into RSS 2.0 and Atom; the only module that imports feedgen.

feedgen sorts nothing, puts each new entry first and takes the clock for what is missing, so it is given everything, in
reverse order.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from feedgen.feed import FeedGenerator


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item: `id` never changes; `html` is the full text with absolute addresses; `published` has a time zone."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: dt.datetime
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed: its items newest first, and where it and the website are."""

    id: str
    url: str
    home_url: str
    title: str
    subtitle: str
    author: str
    email: str
    lang: str
    rights: str
    updated: dt.datetime
    items: Sequence[FeedItem]


def write_feed(feed: FeedDocument, suffix: str) -> bytes:
    """Write a feed as `rss` or `atom`."""
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.subtitle(feed.subtitle)
    generator.author({"name": feed.author, **({"email": feed.email} if feed.email else {})})
    generator.link(href=feed.url, rel="self")
    generator.link(href=feed.home_url, rel="alternate")
    generator.language(feed.lang)
    generator.rights(feed.rights)
    generator.generator("netzsite")
    generator.updated(feed.updated)
    generator.lastBuildDate(feed.updated)
    for item in reversed(feed.items):
        _add_item(generator, item)
    written: bytes = generator.rss_str(pretty=True) if suffix == "rss" else generator.atom_str(pretty=True)
    return written


def _add_item(generator: FeedGenerator, item: FeedItem) -> None:
    entry = generator.add_entry()
    entry.id(item.id)
    entry.guid(item.id, permalink=False)
    entry.title(item.title)
    entry.link(href=item.url)
    entry.description(item.summary, isSummary=True)
    entry.content(item.html, type="html")
    entry.published(item.published)
    entry.updated(item.published)
    for category in item.categories:
        entry.category(term=category)

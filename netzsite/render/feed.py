"""Turns items into RSS 2.0 and Atom; the only module that imports feedgen.

feedgen sorts nothing, puts each new entry first and takes the clock for what is missing, so it is given everything, in
reverse order.
"""

import datetime as dt
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


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


_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def write_feed(feed: FeedDocument, suffix: str) -> bytes:
    """Write a feed as `rss` or `atom`."""
    from feedgen.feed import FeedGenerator  # and lxml, needed only where a feed has changed

    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(_plain(feed.title))
    generator.subtitle(_plain(feed.subtitle))
    generator.author({"name": _plain(feed.author), **({"email": feed.email} if feed.email else {})})
    generator.link(href=feed.url, rel="self")
    generator.link(href=feed.home_url, rel="alternate")
    generator.language(feed.lang)
    generator.rights(_plain(feed.rights))
    generator.generator("netzsite")
    generator.updated(feed.updated)
    generator.lastBuildDate(feed.updated)
    for item in reversed(feed.items):
        _add_item(generator, item, suffix)
    written: bytes = generator.rss_str(pretty=True) if suffix == "rss" else generator.atom_str(pretty=True)
    return written


def _add_item(generator: Any, item: FeedItem, suffix: str) -> None:
    """Add an item; RSS readers take a description for HTML, Atom says that it is text."""
    summary = _plain(item.summary)
    entry = generator.add_entry()
    entry.id(item.id)
    entry.guid(item.id, permalink=False)
    entry.title(_plain(item.title))
    entry.link(href=item.url)
    entry.description(html.escape(summary, quote=False) if suffix == "rss" else summary, isSummary=True)
    entry.content(_NOT_XML.sub("", item.html), type="html")
    entry.published(item.published)
    entry.updated(item.published)
    for category in item.categories:
        entry.category(term=_plain(category))


def _plain(text: str) -> str:
    """Write a text in one line of characters that XML knows."""
    return " ".join(_NOT_XML.sub("", text).split())

"""Turns an entry into an item of a feed: its full text with facts and picture, as every feed reader shows it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from netzsite.config import Network
from netzsite.entry import Entry, Kind
from netzsite.kinds.event import Event
from netzsite.kinds.news import News
from netzsite.render.feed import FeedItem
from netzsite.render.parts import DealView, FactRow, PictureView
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop
from netzsite.urls import links_below

if TYPE_CHECKING:
    from netzsite.render.markup import Body


@dataclass(frozen=True, slots=True)
class ItemView:
    """What an item of a feed shows; `id` never changes."""

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


def item_view(views: Views, entry: Entry[Kind], item_id: str, published: dt.datetime) -> ItemView | None:
    """Give the item of an entry; None if it has no page that the item could lead to.

    Args:
        views: of the reader's language.
        entry: opened with its texts.
        item_id: of the item, see `tag_uri`.
        published: what the item says of itself.
    """
    path = views.path(entry)
    if path is None:
        return None
    facts, title = entry.facts, entry.title(views.lang)
    topics = [views.library.network.topics[topic].pick(views.lang) for topic in getattr(facts, "topics", ())]
    return ItemView(
        item_id,
        path,
        f"{title} ({views.strings.text('entry.example')})" if facts.example else title,
        views.summary(entry),
        views.body(entry, level=2),
        views.picture_of(entry),
        views.when(facts) if isinstance(facts, Event) else "",
        views.facts(entry),
        views.deal(entry) if isinstance(facts, News) else None,  # type: ignore[arg-type]  # its facts say so
        views.strings.text("entry.example-note") if facts.example else "",
        published,
        (views.strings.text(f"kinds.{entry.kind}.one"), *topics),
    )


def render_items(items: Sequence[ItemView], lang: str, base_url: str, workshop: Workshop) -> list[FeedItem]:
    """Render items, or find their texts rendered for another feed."""
    link = links_below(base_url)

    def text_of(part: tuple[ItemView, str, str]) -> str:
        return workshop.render_alike("feed", "item.html", lang, {"item": part[0]}, link=link)

    texts = workshop.parts([(item, lang, base_url) for item in items], text_of)
    return [_item(item, link(item.path), text) for item, text in zip(items, texts, strict=True)]


def _item(item: ItemView, url: str, text: str) -> FeedItem:
    return FeedItem(item.id, url, item.title, item.summary, complete(text, url), item.published, item.categories)


def complete(text: str, url: str) -> str:
    """Let links to a place of the text, as of footnotes, lead to the page: a feed reader shows many texts at once."""
    return text.replace(' href="#', f' href="{url}#').strip()


def tag_uri(network: Network, year: int, specific: str) -> str:
    """Make a tag URI (RFC 4151): an id that stays when the address of the page changes."""
    return f"tag:{urlsplit(network.base_url).hostname},{year}:{specific}"


def founding(network: Network) -> dt.datetime:
    """Give the beginning of the year in which the network was founded: when an empty feed was last changed."""
    return dt.datetime(network.founded, 1, 1, tzinfo=ZoneInfo(network.time_zone))


def morning(network: Network, day: dt.date) -> dt.datetime:
    """Give the time at which what is of a day is said to come out: eight o'clock in the network's time zone."""
    return dt.datetime.combine(day, dt.time(8), ZoneInfo(network.time_zone))

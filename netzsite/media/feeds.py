"""The medium `feeds`: RSS and Atom, full text, newest first, with nothing in it that changes by itself.

Everything in a language is there as RSS and as Atom; each kind that becomes news, each topic and each member has a
smaller feed, as Atom. A page for people lists them all.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from netzsite.engine.artifact import Artifact
from netzsite.entry import Key, topic_label
from netzsite.kinds.member import Member
from netzsite.library import Library
from netzsite.render.feed import FeedDocument, write_feed
from netzsite.render.frames import Frame, Frames
from netzsite.render.items import ItemView, founding, item_view, morning, render_items, tag_uri
from netzsite.render.places import companion_path
from netzsite.render.subscriptions import (
    NEWS_KINDS,
    Feed,
    deadline_calendar,
    edition_feeds,
    entry_feeds,
    event_calendar,
    kind_feeds,
    network_feeds,
    topic_feeds,
)
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop
from netzsite.urls import home_path, links_below

NAME = "feeds"
IS_SLOW = False

MAX_ITEMS = {"": 50, "kind": 20, "topic": 20, "member": 10}
"""The newest items that a feed holds: of everything, a year of a weekly newsletter; of a part, some months of it."""

PAGE = "subscriptions"


class Scope(NamedTuple):
    """What a feed is about: nothing for everything, or `kind`, `topic` or `member` with a name."""

    what: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class FeedView:
    """What a feed shows: at `path`, `rss` or `atom`; `home` is the page that it goes with."""

    suffix: str
    path: str
    home: str
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


@dataclass(frozen=True, slots=True)
class SubscriptionsPage:
    """What the page of feeds and calendars shows."""

    title: str
    everything: tuple[Feed, ...]
    kinds: tuple[Feed, ...]
    calendars: tuple[Feed, ...]
    topics: tuple[Feed, ...]
    letters: tuple[Feed, ...]


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the feeds of each language, and the page that lists them."""
    for lang in library.network.languages:
        views = Views(library, theme, lang)
        for scope, path in _feeds(views):
            yield Artifact(path, NAME, _feed, (lang, path, *scope), _render_feed, lang=lang)
        page = Frames(views).further_page(PAGE).path
        yield Artifact(page, NAME, _page, (lang,), _render_page, lang=lang)


def _feeds(views: Views) -> Iterator[tuple[Scope, str]]:
    """List what there are feeds of, and their paths."""
    library = views.library
    for feed in network_feeds(views):
        yield Scope(), feed.path
    for kind in filter(library.has_any, NEWS_KINDS):
        yield Scope("kind", kind.kind), kind_feeds(views, kind)[0].path
    for topic in library.network.topics:
        yield Scope("topic", topic), topic_feeds(views, topic)[0].path
    for member in library.catalogue.heads[Member.kind]:
        page = views.page_path(Member, member, "", views.lang)
        yield Scope("member", member), companion_path(page, "atom")


# -- Composing ---------------------------------------------------------------------------------------------------------


def _feed(library: Library, theme: Theme, lang: str, path: str, what: str, name: str) -> FeedView:
    network, views, scope = library.network, Views(library, theme, lang), Scope(what, name)
    items = tuple(_item_of(views, key) for key in _newest(library, lang, scope))
    title, home = _title_and_home(views, scope)
    return FeedView(
        path.rpartition(".")[2],
        path,
        home,
        lang,
        network.base_url,
        title,
        network.claim.pick(lang),
        network.contact.name.pick(lang),
        network.contact.email or "",
        network.legal.licence.pick(lang) if network.legal.licence else network.legal.publisher.pick(lang),
        tag_uri(network, network.founded, "/".join(filter(None, ["feed", lang, *scope]))),
        max((item.published for item in items), default=founding(network)),
        items,
    )


def _newest(library: Library, lang: str, scope: Scope) -> tuple[Key, ...]:
    limit = MAX_ITEMS[scope.what]
    if scope.what == "kind":
        return library.newest(lang, limit, kind=scope.name)
    if scope.what == "topic":
        return library.newest(lang, limit, label=topic_label(scope.name))
    if scope.what == "member":
        return library.newest(lang, limit, about=(Member.kind, scope.name))
    return library.newest(lang, limit)


def _title_and_home(views: Views, scope: Scope) -> tuple[str, str]:
    """Name a feed, and give the path of the page that it goes with."""
    if scope.what == "kind":
        kind = next(kind for kind in NEWS_KINDS if kind.kind == scope.name)
        return kind_feeds(views, kind)[0].label, Frames(views).list_item(kind).path
    if scope.what == "topic":
        return topic_feeds(views, scope.name)[0].label, Frames(views).further_page(PAGE).path
    member = views.library.face((Member.kind, scope.name)) if scope.what == "member" else None
    if member is not None:
        return entry_feeds(views, member)[0].label, views.path(member) or home_path(views.lang)
    return network_feeds(views)[0].label, home_path(views.lang)


def _item_of(views: Views, key: Key) -> ItemView:
    """Give the item of an entry, made once for all feeds."""
    return views.library.once(("feed item", views.name, key), lambda library: _item(views.on(library), key))


def _item(views: Views, key: Key) -> ItemView:
    entry, network = views.library.named(key), views.library.network
    day = entry.facts.dated() if entry is not None else None
    if entry is None or day is None:
        raise ValueError(f"{key} is no news")
    item_id = tag_uri(network, day.year, f"{entry.kind}/{entry.id}/{views.lang}")
    item = item_view(views, entry, item_id, morning(network, day))
    if item is None:
        raise ValueError(f"{key} has no page")
    return item


def _page(library: Library, theme: Theme, lang: str) -> tuple[Frame, SubscriptionsPage]:
    views = Views(library, theme, lang)
    kinds = [kind_feeds(views, kind)[0] for kind in NEWS_KINDS if library.has_any(kind)]
    topics = [topic_feeds(views, topic)[0] for topic in library.network.topics]
    letters = [
        feed
        for medium, profile in library.mix.media.items()
        if lang in profile.mail_languages(library.network.languages)
        for feed in edition_feeds(views, medium)
    ]
    page = SubscriptionsPage(
        views.strings.text(f"{PAGE}.title"),
        network_feeds(views),
        tuple(kinds),
        (event_calendar(views), deadline_calendar(views)),
        tuple(sorted(topics, key=lambda feed: views.strings.sort_key(feed.name))),
        tuple(letters),
    )
    return Frames(views).further_frame(PAGE), page


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render_feed(view: FeedView, workshop: Workshop) -> bytes:
    link = links_below(view.base_url)
    document = FeedDocument(
        view.id,
        link(view.path),
        link(view.home),
        view.title,
        view.subtitle,
        view.author,
        view.email,
        view.lang,
        view.rights,
        view.updated,
        render_items(view.items, view.lang, view.base_url, workshop),
    )
    return write_feed(document, view.suffix)


def _render_page(view: tuple[Frame, SubscriptionsPage], workshop: Workshop) -> bytes:
    frame, page = view
    return workshop.render_page("website", "feeds.html", frame.lang, frame.path, {"frame": frame, "view": page})

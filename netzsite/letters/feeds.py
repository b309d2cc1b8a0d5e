"""Turns the editions of a medium into two feeds for services that send mail: of whole letters, and of single items."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from netzsite.entry import Entry
from netzsite.kinds.edition import Edition
from netzsite.letters.letter import MailView, compose_mail
from netzsite.letters.writing import write_part
from netzsite.library import Library
from netzsite.render.editions import key_of
from netzsite.render.feed import FeedDocument, FeedItem, write_feed
from netzsite.render.items import ItemView, complete, founding, item_view, morning, render_items, tag_uri
from netzsite.render.subscriptions import Feed, edition_feeds
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop
from netzsite.urls import absolute_link, list_path

MAX_EDITIONS, MAX_ITEMS = 10, 50
"""The newest that a feed holds; a service reads what is new since it last looked."""


@dataclass(frozen=True, slots=True)
class LetterFeedView:
    """What a feed shows; `document` says what it is of, and has no items yet."""

    document: FeedDocument
    lang: str
    base_url: str
    letters: tuple[tuple[str, MailView], ...] = ()
    items: tuple[ItemView, ...] = ()


def compose_letters(library: Library, theme: Theme, lang: str, medium: str) -> LetterFeedView:
    """Compose the feed whose items are the editions, ready to be sent."""
    views = Views(library, theme, lang)
    editions = _editions(views, medium, MAX_EDITIONS)
    letters = tuple(
        (tag_uri(library.network, library.network.founded, f"mail/{edition.id}/{lang}"), letter)
        for edition in editions
        for letter in (compose_mail(library, theme, lang, edition.id),)
    )
    return LetterFeedView(_document(views, medium, 0, editions), lang, library.network.base_url, letters=letters)


def compose_items(library: Library, theme: Theme, lang: str, medium: str) -> LetterFeedView:
    """Compose the feed of what the editions carried: the newest edition first, each in its own order."""
    views = Views(library, theme, lang)
    editions = _editions(views, medium, MAX_EDITIONS)
    items = tuple(item for edition in editions for item in _items(views, edition))[:MAX_ITEMS]
    return LetterFeedView(_document(views, medium, 1, editions), lang, library.network.base_url, items=items)


def _editions(views: Views, medium: str, limit: int) -> list[Entry[Edition]]:
    editions = views.library.choose(Edition, views.lang)
    return [edition for edition in editions if edition.id.startswith(f"{medium}/")][:limit]


def _items(views: Views, edition: Entry[Edition]) -> Iterator[ItemView]:
    """Yield the items of an edition, each a second older than the one before: readers sort by time."""
    network = views.library.network
    sent = morning(network, edition.facts.date)
    for place, name in enumerate(dict.fromkeys(edition.facts.carried)):
        entry = views.library.named(key_of(name))
        item_id = tag_uri(network, network.founded, f"mail/{edition.id}/{name.replace(':', '/')}/{views.lang}")
        if entry is not None and (item := item_view(views, entry, item_id, sent - timedelta(seconds=place))):
            yield item


def _document(views: Views, medium: str, number: int, editions: list[Entry[Edition]]) -> FeedDocument:
    network, lang = views.library.network, views.lang
    feed: Feed = edition_feeds(views, medium)[number]
    home = list_path(lang, views.strings.text(f"kinds.{Edition.kind}.segment"))
    days = [edition.facts.date for edition in editions]
    return FeedDocument(
        tag_uri(network, network.founded, f"feed/mail/{medium}/{lang}/{('editions', 'items')[number]}"),
        absolute_link(feed.path, network.base_url),
        absolute_link(home, network.base_url),
        feed.label,
        views.library.mix.media[medium].about.pick(lang),
        network.contact.name.pick(lang),
        network.contact.email or "",
        lang,
        network.legal.licence.pick(lang) if network.legal.licence else network.legal.publisher.pick(lang),
        morning(network, max(days)) if days else founding(network),
        (),
    )


def write_letter_feed(view: LetterFeedView, workshop: Workshop) -> bytes:
    """Write a feed as RSS."""
    letters = [_letter_item(item_id, letter, workshop) for item_id, letter in view.letters]
    items = render_items(view.items, view.lang, view.base_url, workshop)
    return write_feed(replace(view.document, items=[*letters, *items]), "rss")


def _letter_item(item_id: str, letter: MailView, workshop: Workshop) -> FeedItem:
    url = absolute_link(letter.page, letter.base_url)
    text = workshop.part((item_id, letter), lambda: write_part(letter, workshop))
    return FeedItem(item_id, url, letter.subject, letter.preheader, complete(text, url), letter.sent, ())

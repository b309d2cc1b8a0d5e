"""Turns a page of the website into what its readers can subscribe to: feeds and calendars.

Every list of news, every topic and every member has a feed from the beginning, so that an address that was given out
always answers; a feed without items is empty, and valid.
"""

from dataclasses import dataclass

from netzsite.entry import Entry, Kind
from netzsite.kinds import KINDS
from netzsite.kinds.edition import Edition
from netzsite.kinds.event import Event, EventStatus
from netzsite.kinds.funding import Funding
from netzsite.kinds.job import Job
from netzsite.kinds.member import Member
from netzsite.render.places import calendar_path, companion_path, deadlines_path, edition_feed_path, feed_path
from netzsite.render.views import Views
from netzsite.urls import entry_path

_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "ics": "text/calendar"}

NEWS_KINDS = tuple(kind for kind in KINDS if kind.has_page and kind.dated is not Kind.dated)
"""The kinds that have a feed: those that become news on a day."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed or calendar.

    Attributes:
        name: what it is called in a list of this network's.
        label: what it is called among those of others.
        path: the file.
        type: its media type.
        words: of a link to it from the page that it goes with.
    """

    name: str
    label: str
    path: str
    type: str
    words: str

    @property
    def is_calendar(self) -> bool:
        """Whether it is for calendars, not for feed readers."""
        return self.type == _TYPES["ics"]


def network_feeds(views: Views) -> tuple[Feed, ...]:
    """List the feeds of everything in a language."""
    label = views.strings.text("feeds.title", network=views.library.network.short_name)
    return tuple(
        Feed(name, label, feed_path(views.lang, suffix), _TYPES[suffix], name)
        for suffix in ("rss", "atom")
        for name in (views.strings.text(f"feeds.{suffix}"),)
    )


def kind_feeds(views: Views, kind: type[Kind]) -> tuple[Feed, ...]:
    """List what the list of a kind offers: its feed, and the calendar of what it announces."""
    found = []
    if kind in NEWS_KINDS:
        segment = views.strings.text(f"kinds.{kind.kind}.segment")
        name = views.strings.text(f"kinds.{kind.kind}.many")
        found.append(_feed(views, name, feed_path(views.lang, "atom", segment)))
    if kind is Event:
        found.append(event_calendar(views))
    if kind in (Funding, Job):
        found.append(deadline_calendar(views))
    return tuple(found)


def topic_feeds(views: Views, topic: str) -> tuple[Feed, ...]:
    """List what a topic offers."""
    page = entry_path(views.lang, views.strings.text("subscriptions.topic-segment"), topic)
    return (_feed(views, views.library.network.topics[topic].pick(views.lang), companion_path(page, "atom")),)


def entry_feeds(views: Views, entry: Entry[Kind]) -> tuple[Feed, ...]:
    """List what the page of an entry offers: the feed of a member, the date of an event that lies ahead."""
    path, title = views.path(entry), entry.title(views.lang)
    if path is None:
        return ()
    if entry.facts.example:
        title = f"{title} ({views.strings.text('entry.example')})"
    if isinstance(entry.facts, Member):
        return (_feed(views, title, companion_path(path, "atom")),)
    if isinstance(entry.facts, Event) and entry.facts.status is EventStatus.PLANNED and not views.is_over(entry):
        words = views.strings.text("subscriptions.add-event")
        return (Feed(title, title, companion_path(path, "ics"), _TYPES["ics"], words),)
    return ()


def edition_feeds(views: Views, medium: str) -> tuple[Feed, Feed]:
    """Give the feeds of a medium for services that send mail: of its editions, and of the items that they carry."""
    segment, name = views.strings.text(f"kinds.{Edition.kind}.segment"), views.library.mix.media[medium].name
    feeds = []
    for what in ("editions", "items"):
        words = views.strings.text(f"subscriptions.mail-{what}", name=name.pick(views.lang))
        path = edition_feed_path(views.lang, segment, medium, what)
        feeds.append(Feed(words, _label(views, words), path, _TYPES["rss"], words))
    return feeds[0], feeds[1]


def event_calendar(views: Views) -> Feed:
    """Give the calendar of all events."""
    return _calendar(views, "events", calendar_path(views.lang))


def deadline_calendar(views: Views) -> Feed:
    """Give the calendar of all deadlines."""
    return _calendar(views, "deadlines", deadlines_path(views.lang))


def _feed(views: Views, name: str, path: str) -> Feed:
    return Feed(name, _label(views, name), path, _TYPES["atom"], views.strings.text("subscriptions.feed"))


def _calendar(views: Views, which: str, path: str) -> Feed:
    name, words = (views.strings.text(f"subscriptions.{key}") for key in (which, f"all-{which}"))
    return Feed(name, _label(views, name), path, _TYPES["ics"], words)


def _label(views: Views, name: str) -> str:
    return views.strings.text("subscriptions.label", network=views.library.network.short_name, name=name)

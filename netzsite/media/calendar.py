"""The medium `calendar`: events as iCalendar, all of a language, each by itself, and all deadlines that lie ahead."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry, Key, Kind, day_after
from netzsite.fields import Localised
from netzsite.kinds.event import Event, EventStatus
from netzsite.kinds.funding import Funding
from netzsite.kinds.job import Job
from netzsite.kinds.member import Member
from netzsite.library import Library
from netzsite.render.calendar import CalendarDate, CalendarDocument, write_calendar
from netzsite.render.places import companion_path
from netzsite.render.subscriptions import Feed, deadline_calendar, event_calendar
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop
from netzsite.urls import absolute_link, home_path

NAME = "calendar"
IS_SLOW = False

MAX_EVENTS = 500
"""The latest events that the calendar of all holds: some ten years of an active network."""


@dataclass(frozen=True, slots=True)
class CalendarView:
    """What a calendar shows; no document: dates for themselves."""

    lang: str
    dates: tuple[CalendarDate, ...]
    document: CalendarDocument | None = None


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the calendars of each language, and the date of each event."""
    for lang in library.network.languages:
        views = Views(library, theme, lang)
        yield Artifact(event_calendar(views).path, NAME, _events, (lang,), _render, lang=lang)
        yield Artifact(deadline_calendar(views).path, NAME, _deadlines, (lang,), _render, lang=lang)
        for head in library.catalogue.heads[Event.kind].values():
            if head.has_language(lang):
                page = views.page_path(Event, head.id, head.languages.get(lang, ""), lang)
                path = companion_path(page, "ics")
                yield Artifact(path, NAME, _event, (lang, head.key), _render, head.key, lang)


# -- Composing ---------------------------------------------------------------------------------------------------------


def _events(library: Library, theme: Theme, lang: str) -> CalendarView:
    views = Views(library, theme, lang)
    events = library.choose(Event, lang, limit=MAX_EVENTS)
    dates = tuple(_date_of(views, event.key) for event in events)
    return CalendarView(lang, dates, _document(views, event_calendar(views)))


def _event(library: Library, theme: Theme, lang: str, key: Key) -> CalendarView:
    return CalendarView(lang, (_date_of(Views(library, theme, lang), key),))


def _deadlines(library: Library, theme: Theme, lang: str) -> CalendarView:
    views = Views(library, theme, lang)
    entries = [entry for kind in (Funding, Job, Event) for entry in library.choose(kind, lang, is_over=False)]
    dates = sorted((date for entry in entries for date in _deadlines_of(views, entry)), key=_order)
    return CalendarView(lang, tuple(dates), _document(views, deadline_calendar(views)))


def _order(date: CalendarDate) -> tuple[str, str]:
    return date.start.isoformat(), date.uid


def _document(views: Views, feed: Feed) -> CalendarDocument:
    network = views.library.network
    return CalendarDocument(
        _uid(views, feed.path),
        feed.label,
        network.claim.pick(views.lang),
        absolute_link(feed.path, network.base_url),
        absolute_link(home_path(views.lang), network.base_url),
        network.time_zone,
    )


def _uid(views: Views, name: str) -> str:
    """Make an id that stays, and is the same in all languages (RFC 7986, section 5.3, asks for a UUID)."""
    return str(uuid5(NAMESPACE_URL, f"{urlsplit(views.library.network.base_url).hostname}/{name}"))


def _date_of(views: Views, key: Key) -> CalendarDate:
    """Give the date of an event, made once for all calendars."""
    return views.library.once(("calendar", views.name, key), lambda library: _Dates(views.on(library)).event(key))


def _deadlines_of(views: Views, entry: Entry[Kind]) -> tuple[CalendarDate, ...]:
    return tuple(_Dates(views).deadlines(entry))


class _Dates:
    """Makes dates of entries, in one language."""

    def __init__(self, views: Views) -> None:
        self.views, self.strings, self.lang = views, views.strings, views.lang
        self.network = views.library.network

    def event(self, key: Key) -> CalendarDate:
        """Give the date of an event; one that is cancelled or postponed stays, and says so."""
        entry = self.views.library.face(key)
        if entry is None or not isinstance(entry.facts, Event):
            raise KeyError(key)
        facts = entry.facts
        start, end = _span(facts)
        return CalendarDate(
            _uid(self.views, f"{entry.kind}/{entry.id}"),
            self._stamp(entry),
            start,
            end,
            facts.time_zone,
            self._title(entry),
            self._description(entry, self._event_lines(facts)),
            self._words(facts.place) or self.strings.text("event.online"),
            self._url(entry),
            (self.strings.value(facts.form), *self._topics(entry)),
            is_cancelled=facts.status is not EventStatus.PLANNED,
            is_busy=isinstance(start, dt.datetime),
            online=facts.online,
            organiser=next(self._organisers(facts), None),
        )

    def deadlines(self, entry: Entry[Kind]) -> Iterator[CalendarDate]:
        """List the deadlines of a call, an advertisement or an event that takes place."""
        facts = entry.facts
        if isinstance(facts, Funding):
            for number, deadline in enumerate(facts.deadlines, 1):
                label = self._words(deadline.label) or self.strings.text("calendar.deadline")
                yield self._deadline(entry, f"deadline/{number}", deadline.date, label)
        elif isinstance(facts, Job) and facts.deadline is not None:
            yield self._deadline(entry, "deadline", facts.deadline, self.strings.text("calendar.application"))
        elif isinstance(facts, Event) and facts.status is EventStatus.PLANNED and facts.registration_deadline:
            moment, label = facts.registration_deadline, self.strings.field("event", "registration_deadline")
            has_time = moment.time() != dt.time()
            yield self._deadline(entry, "registration", moment if has_time else moment.date(), label)

    def _deadline(self, entry: Entry[Kind], name: str, moment: dt.date, label: str) -> CalendarDate:
        is_day = not isinstance(moment, dt.datetime)
        return CalendarDate(
            _uid(self.views, f"{entry.kind}/{entry.id}/{name}"),
            self._stamp(entry),
            moment,
            day_after(moment).date() if is_day else None,
            self.network.time_zone,
            self.strings.text("calendar.line", label=label, value=self._title(entry)),
            self._description(entry, ()),
            "",
            self._url(entry),
            (self.strings.text(f"kinds.{entry.kind}.one"), *self._topics(entry)),
            is_busy=False,
        )

    def _title(self, entry: Entry[Kind]) -> str:
        title, status = entry.title(self.lang), getattr(entry.facts, "status", EventStatus.PLANNED)
        if entry.facts.example:
            title = f"{title} ({self.strings.text('entry.example')})"
        if status is EventStatus.PLANNED:
            return title
        return self.strings.text(f"calendar.{status.value}", title=title)

    def _description(self, entry: Entry[Kind], lines: Iterator[str] | tuple[()]) -> str:
        note = self.strings.text("entry.example-note") if entry.facts.example else ""
        return "\n\n".join(filter(None, (self.views.summary(entry), *lines, note, self._url(entry))))

    def _event_lines(self, facts: Event) -> Iterator[str]:
        """Say how to take part, and what takes the event's place."""
        deadline = facts.registration_deadline
        values = {
            "registration": facts.registration,
            "registration_deadline": self.strings.moment(deadline) if deadline else None,
            "fee": self._words(facts.fee),
            "online": facts.online,
        }
        for name, value in values.items():
            if value:
                yield self.strings.text("calendar.line", label=self.strings.field("event", name), value=value)
        new = self.views.reference("event", facts.replaced_by) if facts.replaced_by else None
        if new is not None and new.path is not None:
            value = f"{new.title}, {absolute_link(new.path, self.network.base_url)}"
            yield self.strings.text("calendar.line", label=self.strings.field("event", "replaced_by"), value=value)

    def _words(self, words: Localised | None) -> str:
        return words.pick(self.lang) if words else ""

    def _topics(self, entry: Entry[Kind]) -> Iterator[str]:
        return (self.network.topics[topic].pick(self.lang) for topic in getattr(entry.facts, "topics", ()))

    def _organisers(self, facts: Event) -> Iterator[tuple[str, str]]:
        """Yield the names and addresses of those organisers who have an address."""
        for name in facts.organisers:
            member = self.views.library.face((Member.kind, name))
            if member is not None and isinstance(member.facts, Member) and member.facts.email:
                yield member.title(self.lang), member.facts.email

    def _url(self, entry: Entry[Kind]) -> str:
        path = self.views.path(entry)
        return absolute_link(path or home_path(self.lang), self.network.base_url)

    def _stamp(self, entry: Entry[Kind]) -> dt.datetime:
        """Give the day of the announcement; when it was last changed nobody has written down."""
        day = entry.facts.dated() or dt.date(self.network.founded, 1, 1)
        zone = ZoneInfo(self.network.time_zone)
        return dt.datetime.combine(day, dt.time(8), zone).astimezone(dt.UTC)


def _span(event: Event) -> tuple[dt.date, dt.date | None]:
    """Give start and end as a calendar has them: days, or moments if the event begins at a time of day.

    An end without a time of day is the end of that day.
    """
    if not event.has_time:
        return event.start.date(), day_after(event.last_day).date()
    if event.end is None or event.end == event.start:
        return event.start, None
    return event.start, event.end if event.end.time() != dt.time() else day_after(event.last_day)


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render(view: CalendarView, workshop: Workshop) -> bytes:
    return write_calendar(view.dates, view.lang, view.document)

"""Turns dates into iCalendar (RFC 5545, RFC 7986); the only module that imports icalendar.

The library folds lines, escapes texts and writes values. Time zones are ours (`zones`): the library's begin summer an
hour late, and list each change by itself, which not every program for calendars understands.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from netzsite.render.zones import Observance, Rule, observances

if TYPE_CHECKING:
    from icalendar import Component

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What a text of iCalendar cannot hold (RFC 5545, section 3.1)."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date in a calendar.

    Attributes:
        uid: never changes.
        stamp: when it became known, in UTC.
        start: a day; or a moment as the clocks of its place show it.
        end: of the same sort; a day is the one after the last. None: the day alone, or not known.
        time_zone: of its place, a name of the tz database.
        is_cancelled: it does not take place.
        is_busy: whoever attends has no time for anything else.
        online: where to take part from afar.
        organiser: name and e-mail address.
    """

    uid: str
    stamp: dt.datetime
    start: dt.date
    end: dt.date | None
    time_zone: str
    title: str
    description: str
    location: str
    url: str
    categories: tuple[str, ...]
    is_cancelled: bool = False
    is_busy: bool = True
    online: str | None = None
    organiser: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CalendarDocument:
    """A calendar to subscribe to: what it is called, where it is, and where its website is."""

    uid: str
    name: str
    description: str
    url: str
    home_url: str
    time_zone: str


def write_calendar(dates: Sequence[CalendarDate], lang: str, document: CalendarDocument | None = None) -> bytes:
    """Write dates as a calendar to subscribe to, or for themselves.

    A calendar without dates holds the network's time zone, because it must hold something (RFC 5545, section 3.6).
    """
    from icalendar import Calendar  # needed only where a date has changed

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//netzsite//netzsite//EN")
    if document is not None:
        _describe(calendar, document, lang)
    zones = _zones(dates)
    if not dates and document is not None:
        zones = {document.time_zone: (1970, 1970)}
    for name, (first_year, last_year) in sorted(zones.items()):
        calendar.add_component(_time_zone(name, observances(name, first_year, last_year)))
    for date in dates:
        calendar.add_component(_event(date, lang))
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _describe(calendar: "Component", document: CalendarDocument, lang: str) -> None:
    """Say what a calendar is: as RFC 7986 does, and as programs did before."""
    from icalendar import vDuration, vUri

    day = vDuration(dt.timedelta(days=1))
    calendar.add("uid", document.uid)
    calendar.add("name", _plain(document.name), parameters={"language": lang})
    calendar.add("x-wr-calname", _plain(document.name))
    calendar.add("description", _plain(document.description), parameters={"language": lang})
    calendar.add("x-wr-timezone", document.time_zone)
    calendar.add("url", vUri(document.home_url))
    calendar.add("source", vUri(document.url), parameters={"value": "URI"})
    calendar.add("refresh-interval", day, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", day)


def _zones(dates: Sequence[CalendarDate]) -> dict[str, tuple[int, int]]:
    """Find the time zones of dates, and the first and last year in which each is needed."""
    zones: dict[str, tuple[int, int]] = {}
    for date in dates:
        if isinstance(date.start, dt.datetime) and not _is_utc(date.time_zone):
            years = [date.start.year, (date.end or date.start).year, *zones.get(date.time_zone, ())]
            zones[date.time_zone] = min(years), max(years)
    return zones


def _is_utc(name: str) -> bool:
    return name in ("UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu")


def _time_zone(name: str, parts: Sequence[Observance]) -> "Component":
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", name)
    for part in parts:
        observance = TimezoneDaylight() if part.is_daylight else TimezoneStandard()
        observance.add("dtstart", part.start)
        observance.add("tzoffsetfrom", part.before)
        observance.add("tzoffsetto", part.after)
        observance.add("tzname", part.name)
        if part.rule is not None:
            observance.add("rrule", _recurrence(part.rule, part.until))
        zone.add_component(observance)
    return zone


def _recurrence(rule: Rule, until: dt.datetime | None) -> dict[str, object]:
    day = f"{rule.place}{_WEEKDAYS[rule.weekday]}"
    return {"freq": "yearly", "bymonth": rule.month, "byday": day} | ({"until": until} if until else {})


def _event(date: CalendarDate, lang: str) -> "Component":
    from icalendar import Event, vCalAddress, vUri

    event = Event()
    event.add("uid", date.uid)
    event.add("dtstamp", date.stamp)
    event.add("dtstart", _moment(date.start, date.time_zone))
    if date.end is not None:
        event.add("dtend", _moment(date.end, date.time_zone))
    for name, text in _texts(date):
        event.add(name, text, parameters={"language": lang})
    event.add("url", vUri(date.url))
    if date.categories:
        event.add("categories", [_plain(category) for category in date.categories], parameters={"language": lang})
    event.add("status", "CANCELLED" if date.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if date.is_busy and not date.is_cancelled else "TRANSPARENT")
    if date.online is not None:
        event.add("conference", vUri(date.online), parameters={"value": "URI"})
    if date.organiser is not None:
        name, address = date.organiser
        event.add("organizer", vCalAddress(f"mailto:{address}"), parameters={"cn": _quotable(name)})
    return event


def _texts(date: CalendarDate) -> Iterator[tuple[str, str]]:
    texts = (("summary", date.title), ("description", date.description), ("location", date.location))
    return ((name, _plain(text)) for name, text in texts if text)


def _moment(moment: dt.date, time_zone: str) -> dt.date:
    """Give a day as it is, a moment with its zone."""
    if not isinstance(moment, dt.datetime):
        return moment
    return moment.replace(tzinfo=dt.UTC if _is_utc(time_zone) else ZoneInfo(time_zone))


def _plain(text: str) -> str:
    return _NO_TEXT.sub("", text).strip()


def _quotable(text: str) -> str:
    """Write a text as a parameter can hold it: in one line, without quotation marks."""
    return " ".join(_plain(text).replace('"', "'").split())

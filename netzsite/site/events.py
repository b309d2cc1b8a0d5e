"""The section `events`: what is coming, what was in each year, and a calendar with a page for each month."""

import datetime as dt
from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry
from netzsite.kinds.event import Event, EventStatus, month_label
from netzsite.library import Library
from netzsite.render.frames import MenuItem
from netzsite.render.parts import Link
from netzsite.render.subscriptions import kind_feeds
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.narrowing import years
from netzsite.site.page import NAME, Group, ListPage, Narrowing, PageView, render_page
from netzsite.urls import entry_path

PAST = 10
"""Past events on the list; all of a year stand on its page."""


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """An event on a day: its time on the first day, until when on the last; `note` says that it does not take place."""

    link: Link
    time: str
    note: str


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a month's sheet; `is_within` is false for days of the months beside it, which show nothing."""

    day: dt.date
    is_within: bool
    items: tuple[CalendarItem, ...]


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The sheet of a month: weeks from Monday; `before` and `after` are the nearest months that have events."""

    title: str
    count: int
    weeks: tuple[tuple[CalendarDay, ...], ...]
    before: MenuItem | None
    after: MenuItem | None


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the list, the years and the months that have events."""
    composer = Composer(library, theme, lang)
    if library.has_any(Event):
        for year in (None, *_years(composer, lang)):
            yield Artifact(composer.list_path(Event, year), NAME, _events, (lang, year), render_page, lang=lang)
        for month in _months(composer, lang):
            yield Artifact(_month_path(composer, month), NAME, _month, (lang, month), render_page, lang=lang)


# -- Lists -------------------------------------------------------------------------------------------------------------


def _years(composer: Composer, lang: str) -> dict[int, int]:
    """Count the events of each year, the newest first."""
    counts = composer.library.labels(Event, lang, "year-")
    return {int(label.removeprefix("year-")): count for label, count in sorted(counts.items(), reverse=True)}


def _events(library: Library, theme: Theme, lang: str, year: int | None) -> PageView:
    composer = Composer(library, theme, lang)
    item, by_year = composer.frames.list_item(Event), _years(composer, lang)
    title = item.label if year is None else f"{item.label} {year}"
    page = ListPage(
        Event.kind,
        title,
        composer.strings.text("kinds.event.intro") if year is None else "",
        library.count(Event, lang) if year is None else by_year[year],
        tuple(_coming_and_past(composer) if year is None else _of_year(composer, year)),
        (_by_years(composer, by_year, year),),
        _current_month(composer),
    )
    others = {
        other: composer.list_path(Event, year, other)
        for other in composer.others(lambda other: other)
        if year is None or year in _years(composer, other)
    }
    trail = () if year is None else (item,)
    feeds = kind_feeds(composer.views, Event)
    path, description = composer.list_path(Event, year), composer.description(page)
    frame = composer.frames.frame(path, title, description, "list", others, trail, own_feeds=feeds)
    return PageView("list.html", frame, page)


def _by_years(composer: Composer, counts: dict[int, int], current: int | None) -> Narrowing:
    return years(composer, counts, lambda year: composer.list_path(Event, year), current)


def _coming_and_past(composer: Composer) -> Iterator[Group]:
    """Give what is coming, the next first, and then the last that are over."""
    coming = composer.library.choose(Event, composer.lang, is_over=False)
    past = composer.library.choose(Event, composer.lang, is_over=True, limit=PAST)
    for name, events in (("coming", coming[::-1]), ("past", past)):
        if events:
            yield Group(composer.strings.text(f"agenda.{name}"), composer.cards(events))


def _of_year(composer: Composer, year: int) -> Iterator[Group]:
    """Give the events of a year, the first first."""
    events = composer.library.choose(Event, composer.lang, label=f"year-{year}")
    yield Group("", composer.cards(events[::-1]))


# -- Calendar ----------------------------------------------------------------------------------------------------------


def _months(composer: Composer, lang: str) -> tuple[str, ...]:
    """List the months that have events, as `2026-12`, the first first."""
    return tuple(label.removeprefix("month-") for label in composer.library.known_labels(Event, lang, "month-"))


def _month_path(composer: Composer, month: str) -> str:
    strings = composer.strings
    return entry_path(composer.lang, f"{strings.text('kinds.event.segment')}/{strings.text('agenda.segment')}", month)


def _month_item(composer: Composer, month: str) -> MenuItem:
    return MenuItem(composer.strings.month(_first(month)), _month_path(composer, month))


def _first(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{month}-01")


def _current_month(composer: Composer) -> str | None:
    """Give the path of the month of the next event that is not over, else of the last month that has one."""
    coming = composer.library.choose(Event, composer.lang, is_over=False)
    month = f"{coming[-1].facts.start:%Y-%m}" if coming else next(iter(_months(composer, composer.lang)[::-1]), None)
    return _month_path(composer, month) if month else None


def _month(library: Library, theme: Theme, lang: str, month: str) -> PageView:
    composer = Composer(library, theme, lang)
    months = _months(composer, lang)
    events = library.choose(Event, lang, label=month_label(_first(month)))[::-1]
    title = composer.strings.text("agenda.month", month=composer.strings.month(_first(month)))
    place = months.index(month)
    before, after = months[max(0, place - 1) : place], months[place + 1 : place + 2]
    page = MonthPage(
        title,
        len(events),
        tuple(_weeks(composer, _first(month), events)),
        _month_item(composer, before[0]) if before else None,
        _month_item(composer, after[0]) if after else None,
    )
    others = {
        other: _month_path(Composer(library, theme, other), month)
        for other in composer.others(lambda other: other)
        if month in _months(composer, other)
    }
    trail = (composer.frames.list_item(Event),)
    description = f"{title}: {composer.strings.text('kinds.event.intro')}"
    frame = composer.frames.frame(_month_path(composer, month), title, description, "month", others, trail)
    return PageView("month.html", frame, page)


def _weeks(composer: Composer, first: dt.date, events: tuple[Entry[Event], ...]) -> Iterator[tuple[CalendarDay, ...]]:
    for week in Calendar().monthdatescalendar(first.year, first.month):
        yield tuple(_day(composer, day, first.month, events) for day in week)


def _day(composer: Composer, day: dt.date, month: int, events: tuple[Entry[Event], ...]) -> CalendarDay:
    if day.month != month:
        return CalendarDay(day, False, ())
    items = (_item(composer, event, day) for event in events if event.facts.start.date() <= day <= event.facts.last_day)
    return CalendarDay(day, True, tuple(items))


def _item(composer: Composer, event: Entry[Event], day: dt.date) -> CalendarItem:
    """Show an event on one of its days."""
    facts, strings, time = event.facts, composer.strings, ""
    if facts.has_time and day == facts.start.date():
        time = strings.time(facts.start)
    elif facts.end is not None and facts.end.time() != dt.time() and day == facts.last_day:
        time = strings.text("units.until", date=strings.time(facts.end))
    note = "" if facts.status is EventStatus.PLANNED else strings.value(facts.status)
    return CalendarItem(composer.views.link(event), time, note)

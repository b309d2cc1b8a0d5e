"""Turns a time zone into its observances: what iCalendar says of when clocks change (RFC 5545, section 3.6.5).

What repeats every year is one observance with a rule: programs for calendars understand that best.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

_DAY = 24 * 60 * 60
_YEARS = 1971, 2099


@dataclass(frozen=True, slots=True)
class Rule:
    """A day of the year: the weekday (0 is Monday) that is the `place`-th of its month, the last one if -1."""

    month: int
    weekday: int
    place: int


@dataclass(frozen=True, slots=True)
class Observance:
    """A time during which clocks show the same offset from UTC.

    Attributes:
        name: abbreviation, CET.
        is_daylight: clocks are put forward.
        start: what clocks showed when it began, before they were changed.
        before, after: offset from UTC before and after the change.
        rule: on which day it begins again each year; None if it began once.
        until: a day after its last beginning, in UTC, so that readers who overlook the zone find it too; None if there
            is no end in sight.
    """

    name: str
    is_daylight: bool
    start: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    rule: Rule | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of the clocks: the moment in UTC, and what they say before and after."""

    moment: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    is_daylight: bool

    @property
    def start(self) -> dt.datetime:
        return (self.moment + self.before).replace(tzinfo=None)

    @property
    def rule(self) -> Rule:
        start = self.start
        is_last = (start + dt.timedelta(days=7)).month != start.month
        return Rule(start.month, start.weekday(), -1 if is_last else (start.day - 1) // 7 + 1)


@cache
def observances(name: str, first_year: int, last_year: int) -> tuple[Observance, ...]:
    """List the observances of a zone of the tz database that hold in some years, the first first.

    Years before and after those for which there are rules count like the nearest.
    """
    first_year, last_year = (min(max(year, _YEARS[0]), _YEARS[1]) for year in (first_year, last_year))
    zone, begin = ZoneInfo(name), dt.datetime(first_year - 1, 1, 1, tzinfo=dt.UTC)
    changes = list(_changes(zone, begin, dt.datetime(last_year + 2, 1, 1, tzinfo=dt.UTC)))
    runs: dict[tuple[object, ...], list[list[_Change]]] = {}
    for change in changes:
        same = (change.rule, change.start.time(), change.before, change.after, change.name, change.is_daylight)
        known = runs.setdefault(same, [])
        if known and known[-1][-1].start.year == change.start.year - 1:
            known[-1].append(change)
        else:
            known.append([change])
    found = [_observance(run, last_year + 1) for known in runs.values() for run in known]
    if not changes or changes[0].moment.year >= first_year:
        found.append(_initial(zone, begin))
    return tuple(sorted(found, key=lambda observance: observance.start))


def _observance(run: list[_Change], last_year: int) -> Observance:
    first, last = run[0], run[-1]
    is_ended = last.start.year < last_year
    return Observance(
        first.name,
        first.is_daylight,
        first.start,
        first.before,
        first.after,
        first.rule if len(run) > 1 else None,
        last.moment + dt.timedelta(days=1) if len(run) > 1 and is_ended else None,
    )


def _initial(zone: ZoneInfo, begin: dt.datetime) -> Observance:
    local = begin.astimezone(zone)
    offset = _offset(zone, begin)
    return Observance(local.tzname() or "", bool(local.dst()), begin.replace(tzinfo=None), offset, offset)


def _changes(zone: ZoneInfo, begin: dt.datetime, end: dt.datetime) -> Iterator[_Change]:
    moment, before = begin, _offset(zone, begin)
    while moment < end:
        following = moment + dt.timedelta(seconds=_DAY)
        after = _offset(zone, following)
        if after != before:
            changed = _first_with(zone, after, moment)
            local = changed.astimezone(zone)
            yield _Change(changed, before, after, local.tzname() or "", bool(local.dst()))
        moment, before = following, after


def _first_with(zone: ZoneInfo, offset: dt.timedelta, begin: dt.datetime) -> dt.datetime:
    """Find the first second of a day that has an offset."""
    before, after = 0, _DAY
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, begin + dt.timedelta(seconds=middle)) == offset:
            after = middle
        else:
            before = middle
    return begin + dt.timedelta(seconds=after)


def _offset(zone: ZoneInfo, moment: dt.datetime) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()

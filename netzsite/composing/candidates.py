"""Turns the library into the entries that a section of an edition could carry, the best first, each with a reason."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from netzsite.config import SectionProfile, Take, TextLength
from netzsite.entry import Entry, Key, Kind, midnight
from netzsite.kinds.event import Event, EventStatus
from netzsite.kinds.funding import Funding
from netzsite.kinds.job import Job
from netzsite.kinds.member import Member
from netzsite.kinds.news import News
from netzsite.kinds.offer import Offer
from netzsite.kinds.portrait import Portrait
from netzsite.library import Library


@dataclass(frozen=True, slots=True)
class Window:
    """The days that an edition looks back on: after `since`, up to and with `until`."""

    since: dt.date
    until: dt.date

    def holds(self, day: dt.date) -> bool:
        """Tell whether a day lies within."""
        return self.since < day <= self.until

    def days_to(self, day: dt.date) -> int:
        """Count the days from the edition to a day."""
        return (day - self.until).days


@dataclass(frozen=True, slots=True)
class Pick:
    """An entry that a section could carry.

    Attributes:
        key: kind and id.
        reason: why, for the editor.
        characters: length of the text that the section would show.
        rank: the least comes first.
    """

    key: Key
    reason: str
    characters: int
    rank: tuple[Any, ...]

    @property
    def name(self) -> str:
        """How an edition names it."""
        return ":".join(self.key)


def candidates(library: Library, section: SectionProfile, window: Window) -> list[Pick]:
    """List what a section could carry, the best first.

    Args:
        library: what is public at the end of the window.
        section: what it takes.
        window: the edition's days.
    """
    found = (
        Pick(entry.key, reason, _characters(library, entry, section.text), (*rank, entry.id))
        for entry, reason, rank in _FINDERS[section.takes](library, section, window)
        if not section.forms or _form(entry) in section.forms
    )
    return sorted(found, key=lambda pick: pick.rank)


def _form(entry: Entry[Kind]) -> str:
    form = getattr(entry.facts, "form", None)
    return str(form.value) if form is not None else ""


def _characters(library: Library, entry: Entry[Kind], length: TextLength) -> int:
    """Count the characters of the original that would be shown."""
    original = entry.original
    if original is None or length is TextLength.LINE:
        return len(entry.title(library.network.default_language))
    if length is TextLength.SUMMARY:
        return len(original.title) + len(original.summary)
    whole = library.named(entry.key)
    body = whole.original.body if whole is not None and whole.original is not None else ""
    return len(original.title) + len(original.summary) + len(body)


Found = Iterator[tuple[Entry[Kind], str, tuple[Any, ...]]]
"""Entry, reason, rank."""


def _news(library: Library, section: SectionProfile, window: Window) -> Found:
    for entry in library.choose(News):
        facts = entry.facts
        day = max(midnight(facts.date), facts.public_from()).date()
        if not window.holds(day) or facts.priority < section.priority or library.has_come(facts.over_from()):
            continue
        reason = f"{facts.form.value} of {facts.date}, priority {facts.priority}"
        if day > facts.date:
            reason += f", public since {day}"
        yield entry, reason, (-facts.priority, -facts.date.toordinal())


def _deals(library: Library, section: SectionProfile, window: Window) -> Found:
    for entry, reason, rank in _news(library, section, window):
        if isinstance(entry.facts, News) and entry.facts.deal is not None:
            yield entry, f"{entry.facts.deal.type.value}: {reason}", rank


def _events(library: Library, section: SectionProfile, window: Window) -> Found:
    for entry in library.choose(Event):
        days = window.days_to(entry.facts.start.date())
        is_planned = entry.facts.status is EventStatus.PLANNED and _is_announced(entry.facts.announced, window)
        if is_planned and 0 < days <= _horizon(section):
            yield entry, f"{entry.facts.form.value} in {_days(days)}, on {entry.facts.start.date()}", (days,)


def _deadlines(library: Library, section: SectionProfile, window: Window) -> Found:
    for entry in library.choose(Funding):
        ahead = [window.days_to(each.date) for each in entry.facts.deadlines if each.date > window.until]
        if ahead and min(ahead) <= _horizon(section) and _is_announced(entry.facts.announced, window):
            yield entry, f"closes in {_days(min(ahead))}", (min(ahead),)


def _jobs(library: Library, section: SectionProfile, window: Window) -> Found:
    for entry in library.choose(Job):
        deadline = entry.facts.deadline
        if library.has_come(entry.facts.over_from()) or not (section.again or window.holds(entry.facts.posted)):
            continue
        reason = f"posted on {entry.facts.posted}" + (f", closes on {deadline}" if deadline else "")
        yield entry, reason, (deadline or dt.date.max,)


def _offers(library: Library, section: SectionProfile, window: Window) -> Found:
    for entry in library.choose(Offer):
        facts = entry.facts
        if library.has_come(facts.over_from()) or not (section.again or window.holds(facts.posted)):
            continue
        reason = f"{facts.form.value} {facts.subject.value}, posted on {facts.posted}"
        reason += f", valid until {facts.deadline}" if facts.deadline else ""
        yield entry, reason, (-facts.posted.toordinal(),)


def _portraits(library: Library, section: SectionProfile, window: Window) -> Found:
    for entry in library.choose(Portrait):
        if entry.facts.date is not None and window.holds(entry.facts.date):
            yield entry, f"{entry.facts.form.value} of {entry.facts.date}", (-entry.facts.date.toordinal(),)


def _members(library: Library, section: SectionProfile, window: Window) -> Found:
    for entry in library.choose(Member):
        if entry.facts.joined is not None and window.holds(entry.facts.joined):
            yield entry, f"joined on {entry.facts.joined}", (entry.facts.joined,)


def _is_announced(day: dt.date | None, window: Window) -> bool:
    return day is None or day <= window.until


def _horizon(section: SectionProfile) -> int:
    return section.ahead_days if section.ahead_days is not None else 10_000


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


_FINDERS: Mapping[Take, Callable[[Library, SectionProfile, Window], Found]] = {
    Take.NEWS: _news,
    Take.DEALS: _deals,
    Take.EVENTS: _events,
    Take.DEADLINES: _deadlines,
    Take.JOBS: _jobs,
    Take.OFFERS: _offers,
    Take.PORTRAITS: _portraits,
    Take.MEMBERS: _members,
}

LASTING = frozenset({Take.EVENTS, Take.DEADLINES, Take.JOBS, Take.OFFERS})
"""What a section may take again, because it still lies ahead."""

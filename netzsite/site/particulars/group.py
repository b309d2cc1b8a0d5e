"""What only the page of a working group shows: its chairs, aims, results, meetings and members."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.entry import Entry, day_after
from netzsite.kinds.event import Event
from netzsite.kinds.group import Chair, Group
from netzsite.kinds.person import Person
from netzsite.render.parts import Card, Link, PictureView
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class ChairView:
    """A chair: the name, its initials where there is no picture, where the chair comes from."""

    link: Link
    initials: str
    picture: PictureView | None
    side: str
    member: Link | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting: when, what (a link where it has a page) and where; a note says that it does not take place."""

    start: dt.datetime
    when: str
    link: Link
    place: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResultView:
    """What was achieved, since when, and where it is to be found."""

    text: str
    date: dt.date | None
    url: str | None


@dataclass(frozen=True, slots=True)
class GroupPart:
    """Who leads, who takes part, what for, and when they meet: the next first, and the last first."""

    chairs: tuple[ChairView, ...]
    members: tuple[Card, ...]
    aims: tuple[str, ...]
    results: tuple[ResultView, ...]
    coming: tuple[MeetingView, ...]
    past: tuple[MeetingView, ...]


def compose(composer: Composer, entry: Entry[Group]) -> GroupPart:
    """Give what a working group's page shows."""
    group, lang = entry.facts, composer.lang
    meetings = sorted((*_events(composer, entry), *_dates(composer, group)), key=lambda found: found[0].start)
    members = [composer.library.face(("member", name)) for name in group.members]
    results = (ResultView(result.text.pick(lang), result.date, result.link) for result in group.results)
    return GroupPart(
        tuple(view for chair in group.chairs if (view := _chair(composer, chair)) is not None),
        composer.cards(composer.by_name(member for member in members if member is not None)),
        tuple(aim.pick(lang) for aim in group.aims),
        tuple(results),
        tuple(meeting for meeting, is_over in meetings if not is_over),
        tuple(meeting for meeting, is_over in reversed(meetings) if is_over),
    )


def _chair(composer: Composer, chair: Chair) -> ChairView | None:
    """Give a chair; None if the person is not public."""
    views, person = composer.views, composer.library.get(Person, chair.person)
    if chair.person is not None and person is None:
        return None
    link = views.link(person) if person is not None else Link(chair.name or "", None)
    first = person.facts.positions[:1] if person is not None else ()
    member = chair.member or next((position.member for position in first), None)
    return ChairView(
        link,
        _initials(person.facts.given_name, person.facts.family_name) if person is not None else _initials(link.title),
        views.picture_of(person) if person is not None else None,
        composer.strings.value(chair.side),
        views.reference("member", member) if member else None,
    )


def _initials(*names: str) -> str:
    """Give the first letters of the first and the last name; of what is one text, titles are left out."""
    words = [word for word in " ".join(names).split() if not word.endswith(".")]
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))) if words else ""


def _events(composer: Composer, entry: Entry[Group]) -> Iterator[tuple[MeetingView, bool]]:
    """Yield the events that name the group, and whether they are over."""
    for key in composer.library.referring(entry, Event):
        event = composer.library.face(key)
        if event is not None and isinstance(event.facts, Event):
            place = event.facts.place.pick(composer.lang) if event.facts.place else ""
            when, note = composer.views.when(event.facts), composer.views.card(event).note
            view = MeetingView(event.facts.start, when, composer.views.link(event), place, note)
            yield view, composer.views.is_over(event)


def _dates(composer: Composer, group: Group) -> Iterator[tuple[MeetingView, bool]]:
    """Yield the meetings that have no entry, and whether they are over."""
    for meeting in group.meetings:
        title = meeting.subject.pick(composer.lang) if meeting.subject else composer.strings.text("groups.meeting")
        place = meeting.place.pick(composer.lang) if meeting.place else ""
        view = MeetingView(meeting.start, composer.strings.moment(meeting.start), Link(title, None), place)
        yield view, composer.library.has_come(day_after(meeting.start.date()))

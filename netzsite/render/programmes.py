"""Turns an event into the words that say when it takes place, and into its programme."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from netzsite.kinds.event import Event, Session, Speaker
from netzsite.kinds.person import Person
from netzsite.render.parts import Link, SessionView, SpeakerView, TalkView

if TYPE_CHECKING:
    from netzsite.render.views import Views


def when(views: "Views", event: Event) -> str:
    """Say on which days an event takes place, and at what time; in another time zone, where that time holds."""
    strings, start, end = views.strings, event.start, event.end
    if not event.has_time:
        return strings.span(start, end)
    if end is None or (end.date() > start.date() and end.time() == dt.time()):  # the end is a day
        words = strings.text("units.date-and-time", date=strings.span(start, end), time=_clock(views, event, start))
    elif end.date() == start.date():
        times = strings.text("event.time", start=_clock(views, event, start), end=_clock(views, event, end))
        words = strings.text("units.date-and-time", date=strings.date(start), time=times)
    else:
        moments = (
            strings.text("units.date-and-time", date=strings.date(each), time=_clock(views, event, each))
            for each in (start, end)
        )
        words = strings.text("event.time", **dict(zip(("start", "end"), moments, strict=True)))
    if event.time_zone == views.library.network.time_zone:
        return words
    return strings.text("agenda.local-time", when=words, city=strings.city(event.zone))


def _clock(views: "Views", event: Event, moment: dt.datetime) -> str:
    """Say a time of day; which clock it is, if the clocks change while the event lasts."""
    offsets = {event.at(each).utcoffset() for each in (event.start, event.end or event.start)}
    time, is_short = views.strings.time(moment), (event.end or event.start) - event.start < dt.timedelta(days=1)
    return f"{time} {views.strings.zone(event.at(moment))}" if len(offsets) > 1 and is_short else time


def programme(views: "Views", event: Event) -> tuple[SessionView, ...]:
    """Give an event's sessions."""
    return tuple(_session(views, event, session) for session in event.programme)


def _session(views: "Views", event: Event, session: Session) -> SessionView:
    lang = views.lang
    talks = tuple(
        TalkView(
            views.strings.time(talk.start),
            talk.title.pick(lang),
            talk.about.pick(lang) if talk.about else "",
            tuple(filter(None, (_speaker(views, speaker) for speaker in talk.speakers))),
        )
        for talk in session.talks
    )
    title = session.title.pick(lang) if session.title else ""
    day = event.start.date() + dt.timedelta(days=session.day - 1)
    return SessionView(title, day, session.room.pick(lang) if session.room else "", talks)


def _speaker(views: "Views", speaker: Speaker) -> SpeakerView | None:
    """Show who speaks; a person who is not public is left out."""
    member = views.reference("member", speaker.member) if speaker.member else None
    if speaker.person is None:
        name = speaker.name or ""
        return SpeakerView(Link(name, None), member, None, _initials(name.split()))
    found = views.library.face((Person.kind, speaker.person))
    if found is None or not isinstance(found.facts, Person):
        return None
    names = [found.facts.given_name, found.facts.family_name]
    picture = views.picture_of(found)
    photo = replace(picture, alt="") if picture is not None else None  # the name stands beside it
    return SpeakerView(views.link(found), member, photo, _initials(names))


def _initials(names: list[str]) -> str:
    """Give the first letters of the first and the last name."""
    letters = [name[0] for name in names if name[0].isalpha() and not name.endswith(".")]
    return "".join([*letters[:1], *letters[1:][-1:]]).upper()

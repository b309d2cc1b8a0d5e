"""What only the page of an event shows: when it takes place, how to register, its programme, who takes part."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from netzsite.entry import Entry
from netzsite.kinds.event import Event, EventForm, EventStatus
from netzsite.render.parts import Card, Link, SessionView
from netzsite.site.composer import Composer

SHOWN = frozenset({"registration", "registration_deadline", "fee", "capacity", "replaced_by"})
"""Fields that the page shows outside its table of facts."""


class RegistrationState(Enum):
    """Whether one can register."""

    OPEN = "open"
    CLOSED = "closed"
    OFF = "off"
    """The event is over, or does not take place."""


@dataclass(frozen=True, slots=True)
class Registration:
    """How to register: where, whether one still can, until when, what it costs, how many places there are."""

    url: str | None
    state: RegistrationState
    deadline: str
    fee: str
    capacity: int | None


@dataclass(frozen=True, slots=True)
class PartnerGroup:
    """Partners, sponsors or exhibitors, each with the stand."""

    role: str
    partners: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class EventPart:
    """What an event's page shows beside its text.

    Attributes:
        when: days and times in words.
        instead: the event that takes its place, and when that is.
        numbers: numbers with their words: talks, speakers, exhibitors, participants.
        years: the life-science days of other years.
    """

    when: str
    status: str
    instead: tuple[Link, str] | None
    registration: Registration | None
    programme: tuple[SessionView, ...]
    partners: tuple[PartnerGroup, ...]
    directions: str
    numbers: tuple[tuple[int, str], ...]
    years: tuple[Card, ...]


def compose(composer: Composer, entry: Entry[Event]) -> EventPart:
    """Give what only an event has."""
    facts = entry.facts
    programme, partners = composer.views.programme(facts), tuple(_partners(composer, facts))
    return EventPart(
        composer.views.when(facts),
        facts.status.value,
        _instead(composer, facts),
        _registration(composer, entry),
        programme,
        partners,
        facts.directions.pick(composer.lang) if facts.directions else "",
        tuple(_numbers(composer, facts, programme, partners)),
        _years(composer, entry) if facts.form is EventForm.LIFE_SCIENCE_DAY else (),
    )


def _instead(composer: Composer, facts: Event) -> tuple[Link, str] | None:
    found = composer.library.face((Event.kind, facts.replaced_by)) if facts.replaced_by else None
    if found is None or not isinstance(found.facts, Event):
        return None
    return composer.views.link(found), composer.views.when(found.facts)


# -- Registration ------------------------------------------------------------------------------------------------------


def _registration(composer: Composer, entry: Entry[Event]) -> Registration | None:
    """Say how to register; nothing where there is neither an address, a deadline, a fee nor a number of places."""
    facts = entry.facts
    if not (facts.registration or facts.registration_deadline or facts.fee or facts.capacity):
        return None
    return Registration(
        facts.registration,
        _state(composer, entry),
        _deadline(composer, facts),
        facts.fee.pick(composer.lang) if facts.fee else "",
        facts.capacity,
    )


def _deadline(composer: Composer, facts: Event) -> str:
    """Say until when one can register; in another time zone, where that time holds."""
    strings, deadline = composer.strings, facts.registration_deadline
    if deadline is None:
        return ""
    if deadline.time() == dt.time() or facts.time_zone == composer.network.time_zone:
        return strings.moment(deadline)
    return strings.text("agenda.local-time", when=strings.moment(deadline), city=strings.city(facts.zone))


def _state(composer: Composer, entry: Entry[Event]) -> RegistrationState:
    facts = entry.facts
    if facts.status is not EventStatus.PLANNED or composer.views.is_over(entry):
        return RegistrationState.OFF
    is_closed = composer.library.has_come(facts.registration_until(composer.network.time_zone))
    return RegistrationState.CLOSED if is_closed else RegistrationState.OPEN


# -- Who takes part ----------------------------------------------------------------------------------------------------


def _partners(composer: Composer, facts: Event) -> Iterator[PartnerGroup]:
    """Part those who take part by their roles, in the order in which the editor wrote them."""
    for role in dict.fromkeys(partner.role for partner in facts.partners):
        named = (
            (composer.views.reference("member", partner.member), partner.stand or "")
            if partner.member
            else (Link(partner.name or "", None), partner.stand or "")
            for partner in facts.partners
            if partner.role is role
        )
        found = tuple((link, stand) for link, stand in named if link is not None)
        if found:
            yield PartnerGroup(composer.strings.text(f"agenda.{role.value}s", n=len(found)), found)


def _numbers(
    composer: Composer, facts: Event, programme: tuple[SessionView, ...], partners: tuple[PartnerGroup, ...]
) -> Iterator[tuple[int, str]]:
    """Count what the page shows."""
    talks = [talk for session in programme for talk in session.talks if talk.speakers]
    speakers = {speaker.person for talk in talks for speaker in talk.speakers}
    counts = {
        "talks": len(talks),
        "speakers": len(speakers),
        "partners": sum(len(group.partners) for group in partners),
    }
    for name, count in (*counts.items(), ("participants", facts.participants or 0)):
        if count:
            yield count, composer.strings.text(f"life-science-day.{name}", n=count)


def _years(composer: Composer, entry: Entry[Event]) -> tuple[Card, ...]:
    label = f"form-{EventForm.LIFE_SCIENCE_DAY.value}"
    return composer.cards(
        event for event in composer.library.choose(Event, composer.lang, label=label) if event.id != entry.id
    )

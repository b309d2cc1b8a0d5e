"""An event in schema.org's words: when, where, whether it takes place, who organises it, who speaks."""

import re
from collections.abc import Iterator

from netzsite.entry import Entry
from netzsite.kinds.event import Event, EventStatus
from netzsite.render.structured import Thing
from netzsite.site.composer import Composer
from netzsite.site.structured.words import image, moment, organisations, page_of, people

STATUS = {
    EventStatus.PLANNED: "https://schema.org/EventScheduled",
    EventStatus.CANCELLED: "https://schema.org/EventCancelled",
    EventStatus.POSTPONED: "https://schema.org/EventPostponed",
}

_PRICE = re.compile(r"(\d{1,6})(?:[.,](\d{2}))? ?(?:€|EUR|Euro|euros?)")


def compose(composer: Composer, entry: Entry[Event]) -> Thing:
    """Describe an event."""
    facts = entry.facts
    return {
        "@type": "Event",
        "name": entry.title(composer.lang),
        "description": composer.views.summary(entry),
        "startDate": moment(facts.start, facts.time_zone),
        "endDate": moment(facts.end, facts.time_zone),
        "eventStatus": STATUS[facts.status],
        "eventAttendanceMode": f"https://schema.org/{_attendance(facts)}EventAttendanceMode",
        "location": tuple(_locations(composer, facts)),
        "image": image(composer, entry),
        "url": page_of(composer, entry),
        "inLanguage": composer.lang,
        "maximumAttendeeCapacity": facts.capacity,
        "organizer": organisations(composer, facts.organisers),
        "performer": people(composer, _speakers(facts)),
        "offers": _offer(composer, facts),
    }


def _attendance(facts: Event) -> str:
    if facts.online is None:
        return "Offline"
    return "Online" if facts.place is None else "Mixed"


def _locations(composer: Composer, facts: Event) -> Iterator[Thing]:
    if facts.place is not None:
        place = facts.place.pick(composer.lang)
        yield {"@type": "Place", "name": place, "address": place}
    if facts.online is not None:
        yield {"@type": "VirtualLocation", "url": facts.online}


def _speakers(facts: Event) -> Iterator[str | None]:
    """Yield the speakers who have an entry, and so have agreed to be named by machines too."""
    return (speaker.person for session in facts.programme for talk in session.talks for speaker in talk.speakers)


def _offer(composer: Composer, facts: Event) -> Thing | None:
    """Say what it costs, if that is one amount in euros and nothing else; words are not guessed at."""
    price = _PRICE.fullmatch(facts.fee.pick(composer.lang)) if facts.fee else None
    if price is None:
        return None
    return {
        "@type": "Offer",
        "price": f"{price[1]}.{price[2] or '00'}",
        "priceCurrency": "EUR",
        "url": facts.registration,
        "validThrough": moment(facts.registration_deadline, facts.time_zone),
    }

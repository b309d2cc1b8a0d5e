"""What only the page of an event shows: when it takes place, and its programme."""

from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.event import Event
from netzsite.render.parts import SessionView
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class EventPart:
    """Days and times in words, and the sessions."""

    when: str
    programme: tuple[SessionView, ...]


def compose(composer: Composer, entry: Entry[Event]) -> EventPart:
    """Give an event's days, times and sessions."""
    return EventPart(composer.views.when(entry.facts), composer.views.programme(entry.facts))

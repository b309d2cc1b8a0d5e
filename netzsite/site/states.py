"""Turns deadlines into states, seen from the day on which the library is looked at: open, soon, closed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from netzsite.entry import day_after, midnight
from netzsite.kinds.funding import SOON, Funding
from netzsite.library import Library


class CallState(Enum):
    """How a funding call stands, in the order of lists."""

    CLOSING = "closing"
    OPEN = "open"
    COMING = "coming"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CallStanding:
    """How a funding call stands, and the day that counts: of its opening, of the next deadline, or of the last one.

    `label` says what the deadline is for.
    """

    state: CallState
    day: dt.date | None
    label: str = ""


def call_standing(library: Library, call: Funding, lang: str) -> CallStanding:
    """Say how a funding call stands."""
    labels = {deadline.date: deadline.label.pick(lang) if deadline.label else "" for deadline in call.deadlines}
    if library.has_come(call.over_from()):
        last = max(labels, default=None)
        return CallStanding(CallState.CLOSED, last, labels[last] if last else "")
    if call.opens is not None and not library.has_come(midnight(call.opens)):
        return CallStanding(CallState.COMING, call.opens)
    ahead = min(_ahead(library, labels), default=None)
    if ahead is None:
        return CallStanding(CallState.OPEN, None)
    state = CallState.CLOSING if library.has_come(midnight(ahead - SOON)) else CallState.OPEN
    return CallStanding(state, ahead, labels[ahead])


def _ahead(library: Library, days: dict[dt.date, str]) -> Iterator[dt.date]:
    return (day for day in days if not library.has_come(day_after(day)))

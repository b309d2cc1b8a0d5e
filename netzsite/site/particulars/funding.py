"""What only the page of a funding call shows: how it stands, and each of its deadlines."""

import datetime as dt
from dataclasses import dataclass

from netzsite.entry import Entry, day_after
from netzsite.kinds.funding import Funding
from netzsite.site.composer import Composer
from netzsite.site.states import CallState, call_standing

SHOWN = frozenset({"opens", "deadlines"})
"""Fields that the page shows outside its table of facts."""


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A deadline: its day, what it is for, whether it has passed, whether it is the next."""

    day: dt.date
    label: str
    is_over: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class FundingPart:
    """The state (`closing`, `open`, `coming`, `closed`), in words what it means, and the deadlines."""

    state: str
    words: str
    deadlines: tuple[DeadlineView, ...]


def compose(composer: Composer, entry: Entry[Funding]) -> FundingPart:
    """Give a call's state and its deadlines."""
    library, strings, lang = composer.library, composer.strings, composer.lang
    standing = call_standing(library, entry.facts, lang)
    key = standing.state.value if standing.day or standing.state is CallState.CLOSED else "always"
    deadlines = tuple(
        DeadlineView(
            deadline.date,
            deadline.label.pick(lang) if deadline.label else strings.text("fields.deadline"),
            library.has_come(day_after(deadline.date)),
            deadline.date == standing.day and standing.state is not CallState.CLOSED,
        )
        for deadline in entry.facts.deadlines
    )
    words = strings.text(f"calls.{key}-words", date=strings.date(standing.day) if standing.day else "")
    return FundingPart(standing.state.value, words, deadlines)

"""Turns the library and the earlier editions of a medium into a draft: which entries the next edition should carry."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from netzsite.composing.candidates import LASTING, Pick, Window, candidates
from netzsite.config import Cadence, MediumProfile, SectionProfile, Take
from netzsite.entry import Entry
from netzsite.kinds.edition import Edition
from netzsite.library import Library

_DAYS = {
    Cadence.CONTINUOUS: 7,
    Cadence.WEEKLY: 7,
    Cadence.FORTNIGHTLY: 14,
    Cadence.QUARTERLY: 92,
    Cadence.YEARLY: 366,
    Cadence.BIENNIAL: 731,
    Cadence.PLANNED: 92,
}
"""Days that the first edition of a medium looks back on."""

_AHEAD = frozenset({Take.EVENTS, Take.DEADLINES})
"""What alone is no reason for an edition."""


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """What a section should carry, and what found no place in it."""

    section: SectionProfile
    picks: tuple[Pick, ...]
    left_out: tuple[Pick, ...]

    def misfits(self) -> Iterator[str]:
        """Say which texts are too short or too long for their place."""
        if self.section.characters is None:
            return
        least, most = self.section.characters
        for pick in self.picks:
            if not least <= pick.characters <= most:
                wrong = "short" if pick.characters < least else "long"
                length = f"{pick.characters} characters where {least} to {most} fit"
                yield f"{pick.name} is too {wrong} for '{self.section.id}': {length}"


@dataclass(frozen=True, slots=True)
class Draft:
    """The sections of an edition, filled."""

    window: Window
    sections: tuple[SectionDraft, ...]

    @property
    def new(self) -> int:
        """How many entries it carries that are new, rather than lie ahead."""
        return sum(len(each.picks) for each in self.sections if each.section.takes not in _AHEAD)

    @property
    def left_out(self) -> tuple[Pick, ...]:
        """What found no place, each once, unless another section carries it."""
        carried = {pick.name for section in self.sections for pick in section.picks}
        found = {pick.name: pick for section in self.sections for pick in section.left_out}
        return tuple(pick for name, pick in found.items() if name not in carried)

    @property
    def characters(self) -> int:
        """Characters of all that it carries."""
        return sum(pick.characters for section in self.sections for pick in section.picks)


def edition_name(profile: MediumProfile, day: dt.date) -> str:
    """Give the name of the folder of an edition: its day; quarter or year for what appears that seldom."""
    if profile.cadence is Cadence.QUARTERLY:
        return f"{day.year}-q{(day.month + 2) // 3}"
    return str(day.year) if profile.cadence in (Cadence.YEARLY, Cadence.BIENNIAL) else day.isoformat()


def editions_of(library: Library, medium: str) -> list[Entry[Edition]]:
    """List the editions of a medium, drafts too, the newest first."""
    return [edition for edition in library.of(Edition) if edition.id.startswith(f"{medium}/")]


def window_of(profile: MediumProfile, earlier: Collection[Entry[Edition]], until: dt.date) -> Window:
    """Give the days of an edition: since the last one, or as many as the cadence has."""
    days = [edition.facts.date for edition in earlier if edition.facts.date < until]
    return Window(max(days, default=until - dt.timedelta(days=_DAYS[profile.cadence])), until)


def compose(
    library: Library, everything: Library, medium: str, until: dt.date, standing: Entry[Edition] | None = None
) -> Draft:
    """Draft an edition.

    Args:
        library: what is public at the end of its last day.
        everything: the same content with what is not public, to know all editions.
        medium: id in the media mix.
        until: its last day.
        standing: the edition, if there is one already: only what it does not know is drafted.
    """
    profile = library.mix.media[medium]
    earlier = [edition for edition in editions_of(everything, medium) if standing is None or edition.id != standing.id]
    window = window_of(profile, earlier, until)
    carried = {name for edition in earlier if edition.facts.date < until for name in edition.facts.carried}
    known = {*standing.facts.carried, *standing.facts.considered} if standing is not None else set[str]()
    taken, drafts = {*known}, []
    for section in profile.sections:
        found = _fitting(library, everything, section, window)
        draft = _fill(section, found, carried, taken, _count(standing, section))
        taken |= {pick.name for pick in draft.picks}
        drafts.append(draft)
    return Draft(window, tuple(drafts))


def _count(standing: Entry[Edition] | None, section: SectionProfile) -> int:
    """Count what a section of an edition carries already."""
    parts = standing.facts.parts if standing is not None else ()
    return sum(len(part.items) for part in parts if part.section == section.id)


def _fitting(library: Library, everything: Library, section: SectionProfile, window: Window) -> list[Pick]:
    found = candidates(library, section, window)
    if section.carried_by is None:
        return found
    sources = [edition for edition in editions_of(everything, section.carried_by) if window.holds(edition.facts.date)]
    carried = {name for edition in sources for name in edition.facts.carried}
    return [pick for pick in found if pick.name in carried]


def _fill(
    section: SectionProfile, found: list[Pick], carried: Collection[str], taken: Collection[str], count: int
) -> SectionDraft:
    may_repeat = section.again and section.takes in LASTING
    fresh = [pick for pick in found if pick.name not in taken and (may_repeat or pick.name not in carried)]
    room = len(fresh) if section.limit is None else max(section.limit - count, 0)
    return SectionDraft(section, tuple(fresh[:room]), tuple(fresh[room:]))

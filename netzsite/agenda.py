"""Turns a catalogue into an agenda: the moments at which the output changes by the calendar alone, and why."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from netzsite.catalogue import Catalogue
from netzsite.entry import ALWAYS, Key, Occasion
from netzsite.head import Head
from netzsite.kinds import KINDS

_PAGED = frozenset(kind.kind for kind in KINDS if kind.has_page)
_COMING = frozenset({Occasion.APPEARS, Occasion.EMBARGO, Occasion.CONSENT})
_GOING = frozenset({Occasion.VANISHES, Occasion.LEFT})


class Change(NamedTuple):
    """What happens to an entry at a moment (ISO 8601, in the network's time zone), and why."""

    moment: str
    entry: Key
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True)
class Agenda:
    """What happens when.

    Attributes:
        catalogue: of all entries.
        with_drafts: drafts are shown.
    """

    catalogue: Catalogue
    with_drafts: bool = False

    def changes(self, after: str, until: str = "9") -> Iterator[Change]:
        """Yield what happens after a moment, and until another one (inclusive), the first first.

        What happens at the same moment comes in the order of kinds and of each kind.
        """
        for place in range(bisect_right(self._moments, after), bisect_right(self._moments, until)):
            yield from self._changes(place)

    def last(self) -> str:
        """Give the moment of the last change until now; empty if nothing has changed yet."""
        for place in reversed(range(bisect_right(self._moments, self.catalogue.moment))):
            if next(self._changes(place), None) is not None:
                return self._moments[place]
        return ""

    @cached_property
    def _turns(self) -> Mapping[str, list[Head]]:
        turns: dict[str, dict[Key, Head]] = {}
        for ids in self.catalogue.heads.values():
            for head in ids.values():
                for moment, _ in head.turns():
                    turns.setdefault(moment, {})[head.key] = head
        return {moment: list(turns[moment].values()) for moment in sorted(turns)}

    @cached_property
    def _moments(self) -> list[str]:
        return list(self._turns)

    def _changes(self, place: int) -> Iterator[Change]:
        """Yield what readers see happen at a moment: nothing of what is withheld before and after it."""
        moment = self._moments[place]
        before = self._moments[place - 1] if place else ALWAYS.isoformat()
        for head in self._turns[moment]:
            was, will_be = (
                self.catalogue.is_public(head.key, with_drafts=self.with_drafts, moment=at) for at in (before, moment)
            )
            if was and will_be:
                shown = frozenset(Occasion) - _COMING - _GOING if head.kind in _PAGED else frozenset[Occasion]()
            else:
                shown = _COMING if will_be else _GOING if was else frozenset[Occasion]()
            found = {occasion for at, occasion in head.turns() if at == moment} & shown
            if found:
                yield Change(moment, head.key, tuple(occasion for occasion in Occasion if occasion in found))

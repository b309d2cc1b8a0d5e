"""Turns heads and links into what is related to an entry: what shares members, people and topics, and is near in time.

Only what stands near an entry in time is looked at, a few entries on each side for each thing that they could share.
So the answer for one entry takes some microseconds, however much there is.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence

from netzsite.entry import Key
from netzsite.head import Head

REACH = 6
"""Entries on each side in time that are looked at, for each member, person and topic."""

_WEIGHTS = {"member": 4, "person": 4, "topic": 2}
"""What a shared member, person or topic counts."""

_SEASON = 90
"""Days within which an entry counts one more: what is near in time, of two that share as much."""


class Nearness:
    """Finds related entries: of those that have a day, and are not over at a moment (ISO 8601)."""

    def __init__(self, heads: Iterable[Head], links: Mapping[Key, Sequence[Key]], moment: str) -> None:
        self._links = links
        self._shelves: dict[Key, list[tuple[int, Key]]] = {}
        self._shared: dict[Key, frozenset[Key]] = {}
        for head in heads:
            day = _day(head)
            if day and not head.is_over(moment):
                self._shared[head.key] = subjects = self._subjects(head)
                for subject in subjects:
                    self._shelves.setdefault(subject, []).append((day, head.key))
        for shelf in self._shelves.values():
            shelf.sort()

    def related(self, head: Head, limit: int, apart: Collection[Key]) -> tuple[Key, ...]:
        """List what is related to an entry, the nearest first.

        Args:
            head: of the entry.
            limit: the first ones only.
            apart: entries that are left out.
        """
        day, subjects = _day(head), self._subjects(head)
        days: dict[Key, int] = {}
        for subject in subjects:
            shelf = self._shelves.get(subject, [])
            place = bisect_left(shelf, (day, head.key))
            days.update((key, other) for other, key in shelf[max(0, place - REACH) : place + REACH + 1])
        ranked = sorted(
            (-self._weight(key, subjects) - (abs(other - day) <= _SEASON), abs(other - day), key)
            for key, other in days.items()
            if key not in apart
        )
        return tuple(key for _, _, key in ranked[:limit])

    def _weight(self, key: Key, subjects: frozenset[Key]) -> int:
        return sum(_WEIGHTS[kind] for kind, _ in self._shared[key] & subjects)

    def _subjects(self, head: Head) -> frozenset[Key]:
        """Give what an entry could share with others."""
        named = (key for key in self._links.get(head.key, ()) if key[0] in _WEIGHTS)
        topics = (("topic", label[6:]) for label in head.labels if label.startswith("topic-"))
        return frozenset((*named, *topics))


def _day(head: Head) -> int:
    """Give the day on which an entry becomes news, or else ends, as a number; 0 if it has none."""
    day = head.day or (head.over_from[:10] if head.over_from < "9" else "")
    return dt.date.fromisoformat(day).toordinal() if day else 0

"""Turns heads and links into what is related to an entry: what shares members, people and topics, and is near in time.

Only what stands near an entry in time is looked at: a few entries on each side, for each thing that they could share.
What that is for an entry is told in some microseconds, however much there is, so that every page can be asked whether
it still holds; what follows from it is worked out only where a page is made.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from netzsite.entry import Key
from netzsite.head import Head

REACH = 6
"""Entries on each side in time that are looked at, for each member, person and topic."""

_WEIGHTS = {"member": 4, "person": 4, "topic": 2}
"""What a shared member, person or topic counts."""

_SEASON = 90
"""Days within which an entry counts one more: what is near in time, of two that share as much."""

_SIZE = 8
"""Bytes of the digest of an entry."""


class Nearness:
    """Finds related entries: of those that have a day, and are not over at a moment.

    Each thing that entries could share has a shelf, where they stand by their days; it is filled when it is looked at.

    Args:
        sharing: gives the entries that name a member or a person, or have a topic.
        links: what entries name.
        moment: ISO 8601.
    """

    def __init__(
        self, sharing: Callable[[Key], Iterable[Head]], links: Mapping[Key, Sequence[Key]], moment: str
    ) -> None:
        self._sharing, self._links, self._moment = sharing, links, moment
        self._heads: dict[Key, Head] = {}
        self._shared: dict[Key, tuple[Key, ...]] = {}
        self._shelves: dict[Key, list[tuple[int, Key]]] = {}
        self._digests: dict[Key, bytes] = {}

    def _shelf(self, subject: Key) -> list[tuple[int, Key]]:
        if subject not in self._shelves:
            standing = [
                (day, head) for head in self._sharing(subject) if (day := _day(head)) and not head.is_over(self._moment)
            ]
            self._heads.update((head.key, head) for _, head in standing)
            self._shelves[subject] = sorted((day, head.key) for day, head in standing)
        return self._shelves[subject]

    def _digests_of(self, subject: Key) -> bytes:
        """Give the digests of the entries on a shelf, one after the other."""
        if subject not in self._digests:
            self._digests[subject] = b"".join([self._digest(day, key) for day, key in self._shelf(subject)])
        return self._digests[subject]

    def _digest(self, day: int, key: Key) -> bytes:
        return blake2b(repr((day, key, self._subjects_of(key))).encode(), digest_size=_SIZE).digest()

    def around(self, head: Head) -> bytes:
        """Give bytes that differ as soon as anything is otherwise that `related` looks at."""
        places = self._places(head)
        return b"".join(self._digests_of(name)[first * _SIZE : last * _SIZE] for name, first, last in places)

    def related(self, head: Head, limit: int, apart: Collection[Key]) -> tuple[Key, ...]:
        """List what is related to an entry, the nearest first.

        Args:
            head: of the entry.
            limit: the first ones only.
            apart: entries that are left out.
        """
        day, subjects = _day(head), frozenset(self._subjects(head.key, head))
        days: dict[Key, int] = {}
        for name, first, last in self._places(head):
            days.update((key, other) for other, key in self._shelf(name)[first:last])
        ranked = sorted(
            (-self._weight(key, subjects) - (abs(other - day) <= _SEASON), abs(other - day), key)
            for key, other in days.items()
            if key not in apart
        )
        return tuple(key for _, _, key in ranked[:limit])

    def _weight(self, key: Key, subjects: frozenset[Key]) -> int:
        return sum(_WEIGHTS[kind] for kind, _ in subjects.intersection(self._subjects_of(key)))

    def _places(self, head: Head) -> Iterator[tuple[Key, int, int]]:
        """Yield what an entry could share with others, and from where to where they stand on its shelf."""
        here = _day(head), head.key
        for subject in self._subjects(head.key, head):
            shelf = self._shelf(subject)
            if shelf:
                place = bisect_left(shelf, here)
                yield subject, max(0, place - REACH), place + REACH + 1

    def _subjects_of(self, key: Key) -> tuple[Key, ...]:
        """Give what an entry on a shelf shares with others."""
        if key not in self._shared:
            self._shared[key] = self._subjects(key, self._heads[key])
        return self._shared[key]

    def _subjects(self, key: Key, head: Head) -> tuple[Key, ...]:
        """Give what an entry could share with others."""
        named = [target for target in self._links.get(key, ()) if target[0] in _WEIGHTS]
        return tuple(dict.fromkeys([*named, *(("topic", name[6:]) for name in head.labels if name[:6] == "topic-")]))


def _day(head: Head) -> int:
    """Give the day on which an entry becomes news, or else ends, as a number; 0 if it has none."""
    day = head.day or (head.over_from[:10] if head.over_from < "9" else "")
    return dt.date.fromisoformat(day).toordinal() if day else 0

"""The rule that an old address leads to one page: a former id is nobody's id now, and nobody else's former id."""

from collections.abc import Iterator

from netzsite.entry import Entry, Key, Kind
from netzsite.errors import Code, Problem
from netzsite.head import Head
from netzsite.kinds import KINDS
from netzsite.library import Library
from netzsite.rule import Rule


class Moves(Rule):
    """Looks at the former ids of all entries together."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield former ids of an entry that has no page, so that nothing can lead there."""
        if entry.facts.former_ids and not entry.facts.has_page:
            message = f"a {entry.kind} has no page, so there is no old address that could lead anywhere"
            yield Problem(entry.source.spot(("former_ids",)), Code.CONTRADICTION, message, "remove 'former_ids'")

    def of_network(self, library: Library) -> Iterator[Problem]:
        """Yield former ids that are ids of other entries, or former ids of several."""
        for kind in KINDS:
            heads, claimed = library.catalogue.heads[kind.kind], dict[str, Head]()
            for head in heads.values():
                for place, former in enumerate(head.former):
                    other = heads.get(former) or claimed.get(former)
                    if other is not None:
                        yield _collision(library, head.key, place, former, other)
                    claimed.setdefault(former, head)


def _collision(library: Library, key: Key, place: int, former: str, other: Head) -> Problem:
    if other.key == key:
        message, hint = f"'{former}' is the id that the entry has now, or is given twice", "remove it"
    elif other.id == former:
        message, hint = (
            f"'{former}' is the id of another entry now: {other.files[0]}",
            "remove it, or rename that entry",
        )
    else:
        message, hint = f"'{former}' is a former id of another entry too: {other.files[0]}", "keep it in one of the two"
    entry = library.named(key)
    if entry is None:
        raise KeyError(key)
    return Problem(entry.source.spot(("former_ids", place)), Code.OUTPUT_COLLISION, message, hint)

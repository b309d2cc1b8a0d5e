"""Turns heads in their order into what a catalogue picks out of them: by label, by year, by what stands beside it."""

from collections.abc import Mapping
from functools import cached_property

from netzsite.entry import Key
from netzsite.head import Head
from netzsite.kinds import KINDS
from netzsite.nearness import Nearness


class Selection:
    """What can be picked out of the heads of a catalogue; see there for the attributes."""

    heads: Mapping[str, Mapping[str, Head]]
    links: Mapping[Key, tuple[Key, ...]]
    moment: str

    @cached_property
    def backlinks(self) -> Mapping[Key, tuple[Key, ...]]:
        """Entry -> the entries that name it, in order of kinds and of each kind."""
        turned: dict[Key, list[Key]] = {}
        for ids in self.heads.values():
            for head in ids.values():
                key = head.key
                for target in self.links.get(key, ()):
                    if target != key:
                        turned.setdefault(target, []).append(key)
        return {key: tuple(sources) for key, sources in turned.items()}

    def has_any(self, kind: str, label: str = "") -> bool:
        """Tell whether there are entries of a kind, with a label if one is given."""
        return bool(self._labelled.get((kind, label)) if label else self.heads[kind])

    def tally(self, kind: str, lang: str, label: str = "") -> dict[int, int]:
        """Count the entries of a kind in a language, or those of them with a label, by years; the newest first."""
        years = self._by_year(kind, label).items()
        counts = {year: sum(head.is_shown_in(lang) for head in heads) for year, heads in years}
        return {year: count for year, count in sorted(counts.items(), reverse=True) if count}

    def beside(self, key: Key, lang: str) -> tuple[str, str]:
        """Give the ids of the entries before and after an entry in the order of its kind; empty where there is none."""
        kind, head_id = key
        if (kind, lang) not in self._places:
            ids = [head.id for head in self.heads[kind].values() if head.is_shown_in(lang)]
            self._places[kind, lang] = ids, {name: place for place, name in enumerate(ids)}
        ids, places = self._places[kind, lang]
        place = places.get(head_id)
        if place is None:
            return "", ""
        return ids[place - 1] if place else "", ids[place + 1] if place + 1 < len(ids) else ""

    @cached_property
    def _places(self) -> dict[tuple[str, str], tuple[list[str], dict[str, int]]]:
        return {}

    def related(self, key: Key, lang: str, limit: int) -> tuple[Key, ...]:
        """List what is related to an entry and can be read in a language: see `nearness`."""
        head = self.heads[key[0]].get(key[1])
        return self._near(lang).related(head, limit, {key, *self._tied(key)}) if head is not None else ()

    def around(self, key: Key, lang: str) -> bytes:
        """Give bytes that differ as soon as other entries may be related to an entry."""
        head = self.heads[key[0]].get(key[1])
        return self._near(lang).around(head) + repr(self._tied(key)).encode() if head is not None else b""

    def _tied(self, key: Key) -> tuple[Key, ...]:
        """List what an entry names and what names it."""
        return *self.links.get(key, ()), *self.backlinks.get(key, ())

    def _near(self, lang: str) -> Nearness:
        if lang not in self._nearness:
            kinds = [kind.kind for kind in KINDS if kind.has_page]
            shown = (head for kind in kinds for head in self.heads[kind].values() if head.is_shown_in(lang))
            self._nearness[lang] = Nearness(shown, self.links, self.moment)
        return self._nearness[lang]

    @cached_property
    def _nearness(self) -> dict[str, Nearness]:
        return {}

    def _by_year(self, kind: str, label: str) -> Mapping[int, list[Head]]:
        """Part the entries of a kind, or those with a label, by years."""
        if (kind, label) not in self._years:
            years = self._years.setdefault((kind, label), {})
            for head in self._labelled.get((kind, label), ()) if label else self.heads[kind].values():
                years.setdefault(head.year, []).append(head)
        return self._years[kind, label]

    @cached_property
    def _years(self) -> dict[tuple[str, str], dict[int, list[Head]]]:
        return {}

    @cached_property
    def _labelled(self) -> Mapping[tuple[str, str], list[Head]]:
        labelled: dict[tuple[str, str], list[Head]] = {}
        for kind, ids in self.heads.items():
            for head in ids.values():
                for label in dict.fromkeys(head.labels):
                    labelled.setdefault((kind, label), []).append(head)
        return labelled

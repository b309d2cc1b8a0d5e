"""Turns heads in their order into what a catalogue picks out of them: by label, by year, by what stands beside it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain, islice
from operator import attrgetter
from typing import NamedTuple

from netzsite.entry import Key
from netzsite.head import Head
from netzsite.kinds import KINDS
from netzsite.nearness import Nearness


class Listed(NamedTuple):
    """What plans and lists of pages know of an entry: its id, its part of the address, and the days of its life.

    `day` is the one on which it became news, `since` that from which it is public, `over` that on which it expired (ISO
    8601); each is empty if there is none, or if it has not come. `is_own` says that it is not the original in
    the place of a translation that is missing.
    """

    id: str
    slug: str
    day: str
    since: str
    over: str
    is_own: bool


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
        name = kind, lang, label
        if name not in self._known_tallies:
            years = self._by_year(kind, label).items()
            counts = {year: sum(head.is_shown_in(lang) for head in heads) for year, heads in years}
            self._known_tallies[name] = {year: count for year, count in sorted(counts.items(), reverse=True) if count}
        return self._known_tallies[name].copy()

    @cached_property
    def _known_tallies(self) -> dict[tuple[str, str, str], dict[int, int]]:
        return {}

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
            self._nearness[lang] = Nearness(partial(self._sharing, lang), self.links, self.moment)
        return self._nearness[lang]

    def _sharing(self, lang: str, subject: Key) -> Iterator[Head]:
        """Yield the entries with pages in a language that name an entry, itself too if it does, or have a topic."""
        if subject[0] == "topic":
            found = [self._labelled.get((kind, f"topic-{subject[1]}"), ()) for kind in self._paged]
            heads: Iterable[Head] = chain.from_iterable(found)
        else:
            itself = [subject] if subject in self.links.get(subject, ()) else []
            keys = (*self.backlinks.get(subject, ()), *itself)
            heads = (self.heads[kind][name] for kind, name in keys if kind in self._paged)
        return (head for head in heads if head.is_shown_in(lang))

    @cached_property
    def _paged(self) -> tuple[str, ...]:
        return tuple(kind.kind for kind in KINDS if kind.has_page)

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

    # -- Lists ---------------------------------------------------------------------------------------------------------

    def years(self, kind: str, lang: str) -> tuple[int, ...]:
        """List the years of the entries of a kind that can be read in a language, in the order of the kind."""
        if (kind, lang) not in self._known_years:
            years = dict.fromkeys(head.year for head in self.heads[kind].values() if head.is_shown_in(lang))
            self._known_years[kind, lang] = tuple(years)
        return self._known_years[kind, lang]

    @cached_property
    def _known_years(self) -> dict[tuple[str, str], tuple[int, ...]]:
        return {}

    def labels(self, kind: str, lang: str, family: str = "") -> dict[str, int]:
        """Count the entries of a kind by those labels that begin with a family's name: in a language, or all."""
        name = kind, lang, family
        if name not in self._known_labels:
            counts = {
                label: sum(not lang or head.is_shown_in(lang) for head in heads)
                for (labelled, label), heads in self._labelled.items()
                if labelled == kind and label.startswith(family)
            }
            self._known_labels[name] = {label: count for label, count in sorted(counts.items()) if count}
        return self._known_labels[name].copy()

    @cached_property
    def _known_labels(self) -> dict[tuple[str, str, str], dict[str, int]]:
        return {}

    def listed(self, kind: str, lang: str) -> tuple[Listed, ...]:
        """List the entries of a kind that are shown in a language, in its order."""
        if (kind, lang) not in self._known_listed:
            shown = [head for head in self.heads[kind].values() if head.is_shown_in(lang)]
            self._known_listed[kind, lang] = tuple(self._listed(head, lang) for head in shown)
        return self._known_listed[kind, lang]

    @cached_property
    def _known_listed(self) -> dict[tuple[str, str], tuple[Listed, ...]]:
        return {}

    def _listed(self, head: Head, lang: str) -> Listed:
        moments = (head.day, head.public_from, head.over_from)
        # The days of those that have come, and nothing for the beginning of time.
        day, since, over = (each[:10] if "0001-01-02" < each <= self.moment else "" for each in moments)
        return Listed(head.id, head.languages.get(lang, ""), day, since, over, head.has_language(lang))

    def newest(self, lang: str, limit: int, kind: str = "", label: str = "", about: Key = ("", "")) -> tuple[Key, ...]:
        """List what has become news in a language, the newest first: of all kinds with pages, or of a part of them.

        Args:
            lang: only what can be read in this language.
            limit: the first ones only.
            kind: only entries of this kind.
            label: only those with this label.
            about: only those that name this entry.
        """
        found: Iterable[Key] = self._dated(kind, label)
        if about[1]:
            ranks = self._ranks(kind, label)
            found = sorted((key for key in self.backlinks.get(about, ()) if key in ranks), key=ranks.__getitem__)
        return tuple(islice((key for key in found if self.heads[key[0]][key[1]].has_language(lang)), limit))

    def _ranks(self, kind: str, label: str) -> Mapping[Key, int]:
        """Give the places of what `_dated` lists."""
        if (kind, label) not in self._known_ranks:
            self._known_ranks[kind, label] = {key: place for place, key in enumerate(self._dated(kind, label))}
        return self._known_ranks[kind, label]

    @cached_property
    def _known_ranks(self) -> dict[tuple[str, str], Mapping[Key, int]]:
        return {}

    def _dated(self, kind: str, label: str) -> list[Key]:
        """List what has become news, the newest first: of a kind or of all, with a label or all."""
        if (kind, label) not in self._known_dated:
            kinds = [each for each in self._paged if kind in ("", each)]
            found = [self._labelled.get((each, label), ()) if label else self.heads[each].values() for each in kinds]
            heads = sorted((head for head in chain.from_iterable(found) if head.day), key=attrgetter("key"))
            heads.sort(key=attrgetter("day"), reverse=True)
            self._known_dated[kind, label] = [head.key for head in heads if head.day <= self.moment]
        return self._known_dated[kind, label]

    @cached_property
    def _known_dated(self) -> dict[tuple[str, str], list[Key]]:
        return {}

    def moved(self, lang: str) -> tuple[tuple[Key, tuple[str, ...], str], ...]:
        """List the entries that had other ids and can be read in a language: key, former ids, slug."""
        return tuple(
            (head.key, head.former, head.languages.get(lang, ""))
            for ids in self.heads.values()
            for head in ids.values()
            if head.former and head.has_language(lang)
        )

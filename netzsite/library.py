"""Turns what is asked of a network's content into entries, and keeps account of the questions.

A page is composed from a library of its own, so that what it asked can be written down: as long as every question has
the same answer, the page would be the same (`Catalogue.answer`). Nothing of the content can be had without a question.
"""

import datetime as dt
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from netzsite.catalogue import Catalogue
from netzsite.config import MediaMix, Network
from netzsite.entry import Entry, K, Key, Kind
from netzsite.kinds.picture import Picture
from netzsite.listing import shown_path
from netzsite.region import Region, read_region
from netzsite.selection import Listed

T = TypeVar("T")


@dataclass(frozen=True)
class Library:
    """The entries that may be seen, and what was asked of them.

    Attributes:
        folder: the content folder; pictures are read from it.
        catalogue: heads of the entries; those of all for rules, those of public ones for media.
        opened: opens an entry of the catalogue.
        with_drafts: the words of drafts are shown.
        asked: the questions so far.
    """

    folder: Path
    network: Network
    mix: MediaMix
    catalogue: Catalogue
    opened: Callable[[Key], Entry[Kind]]
    with_drafts: bool
    asked: set[str] = field(default_factory=set)
    _made: dict[Hashable, tuple[Any, set[str]]] = field(default_factory=dict)

    def fresh(self) -> "Library":
        """Give the same library with an account of its own."""
        return replace(self, asked=set())

    def once(self, name: Hashable, make: Callable[["Library"], T]) -> T:
        """Make something that many pages show once; whoever shows it has asked what making it asked.

        Args:
            name: what it is, with all that it depends on beside the library.
            make: makes it, from the library that it is given and no other.
        """
        if name not in self._made:
            inner = self.fresh()
            self._made[name] = make(inner), inner.asked
        value, asked = self._made[name]
        self.asked.update(asked)
        return cast(T, value)

    @property
    def region(self) -> Region | None:
        """The districts that the map is drawn with; no question, because every answer depends on them."""
        source = self.network.map
        if source is None:
            return None
        path = self.folder / source.file
        return self.once("region", lambda library: read_region(path, shown_path(library.folder, source.file)))

    # -- Single entries ------------------------------------------------------------------------------------------------

    def get(self, kind: type[K], entry_id: str | None) -> Entry[K] | None:
        """Give an entry by its id; None if there is no such entry."""
        return cast(Entry[K] | None, self.named((kind.kind, entry_id or "")))

    def named(self, key: Key) -> Entry[Kind] | None:
        """Give an entry by its key; None if there is no such entry."""
        self.asked.add(f"entry {key[0]} {key[1]}")
        return self._open(key) if self.catalogue.head(key) is not None else None

    def face(self, key: Key) -> Entry[Kind] | None:
        """Give an entry without the bodies of its texts, as links and lists show it; None if there is no such entry."""
        return self.once(("face", key), lambda library: library._face(key))

    def _face(self, key: Key) -> Entry[Kind] | None:
        self.asked.add(f"face {key[0]} {key[1]}")
        if self.catalogue.head(key) is None:
            return None
        entry = self._open(key)
        shown = {lang: replace(wording, body="") for lang, wording in entry.wordings.items()}
        return replace(entry, wordings=shown) if shown else entry

    def find(self, target: str, home: Entry[Kind]) -> Entry[Kind] | None:
        """Resolve what `[[...]]` names, seen from the entry that writes it; None if it is not public or not there."""
        found = self.resolve(target, home.id)
        return self.face(found) if isinstance(found, tuple) else None

    def picture(self, target: str) -> Entry[Picture] | None:
        """Give a picture by its id or by the name of its file."""
        return self.get(Picture, re.sub(r"\.(jpe?g|png|svg)$", "", target))

    def _open(self, key: Key) -> Entry[Kind]:
        entry = self.opened(key)
        if self.with_drafts or not any(wording.is_draft for wording in entry.wordings.values()):
            return entry
        finished = {lang: words for lang, words in entry.wordings.items() if not words.is_draft}
        return replace(entry, wordings=finished)

    # -- Names ---------------------------------------------------------------------------------------------------------

    def knows(self, kind: str, entry_id: str) -> bool:
        """Tell whether there is an entry, be it withheld or with mistakes."""
        return kind in self._kinds_of(entry_id)

    def resolve(self, target: str, home_id: str) -> Key | list[str]:
        """Find what a link names, seen from the entry of an id."""
        return resolve(target, home_id, self._kinds_of)

    def _kinds_of(self, name: str) -> tuple[str, ...]:
        self.asked.add(f"name {name}")
        return self.catalogue.names.get(name, ())

    def described_files(self, kind: type[Kind]) -> frozenset[str]:
        """List the files that the entries of a kind are made of, by their paths below the content folder."""
        self.asked.add(f"all {kind.kind}")
        return frozenset(path for head in self.catalogue.heads[kind.kind].values() for path in head.files)

    def is_withheld(self, key: Key) -> bool:
        """Tell, in a library of all entries, whether one is there and may not be published."""
        self.asked.add(f"public {key[0]} {key[1]}")
        return self.catalogue.head(key) is not None and not self.catalogue.is_public(key)

    # -- Many entries --------------------------------------------------------------------------------------------------

    def of(self, kind: type[K]) -> tuple[Entry[K], ...]:
        """List the entries of a kind in its order; whoever asks is asked again when any of them changes."""
        self.asked.add(f"all {kind.kind}")
        names = self.catalogue.heads[kind.kind]
        return cast(tuple[Entry[K], ...], tuple(self._open((kind.kind, name)) for name in names))

    def has_any(self, kind: type[Kind], label: str = "") -> bool:
        """Tell whether there are entries of a kind, with a label if one is given."""
        self.asked.add(f"any {kind.kind} {label}")
        return self.catalogue.has_any(kind.kind, label)

    def count(self, kind: type[Kind], lang: str) -> int:
        """Count the entries of a kind that can be read in a language."""
        self.asked.add(f"count {kind.kind} {lang}")
        return len(self.catalogue.choose(kind.kind, lang))

    def labels(self, kind: type[Kind], lang: str, family: str = "") -> dict[str, int]:
        """Count the entries of a kind that can be read in a language by their labels, the first label first.

        Args:
            kind: the kind.
            lang: the language; empty for the entries of all languages.
            family: what the labels begin with, as in `deal-2026`; all labels if empty.
        """
        self.asked.add(f"labels {kind.kind} {lang} {family}")
        return self.catalogue.labels(kind.kind, lang, family)

    def known_labels(self, kind: type[Kind], lang: str, family: str) -> tuple[str, ...]:
        """List the labels of a family that entries of a kind in a language have; how many do is not asked."""
        self.asked.add(f"known {kind.kind} {lang} {family}")
        return tuple(self.catalogue.labels(kind.kind, lang, family))

    def choose(
        self,
        kind: type[K],
        lang: str = "",
        *,
        year: int = 0,
        label: str = "",
        is_over: bool | None = None,
        limit: int | None = None,
    ) -> tuple[Entry[K], ...]:
        """List the entries of a kind in its order, without the bodies of their texts.

        Args:
            kind: the kind.
            lang: only those that can be read in this language.
            year: only those that became news in this year.
            label: only those with this label.
            is_over: only those that have expired, or only those that have not.
            limit: the first ones only.
        """
        state = {None: "", True: "over", False: "current"}[is_over]
        self.asked.add(f"list {kind.kind} {lang} {year} {label} {state} {'' if limit is None else limit}")
        ids = self.catalogue.choose(kind.kind, lang, year, label, is_over, limit)
        found = (self.face((kind.kind, entry_id)) for entry_id in ids)
        return cast(tuple[Entry[K], ...], tuple(entry for entry in found if entry is not None))

    def years(self, kind: type[Kind], lang: str) -> tuple[int, ...]:
        """List the years of the entries of a kind that can be read in a language, in the order of the kind."""
        self.asked.add(f"years {kind.kind} {lang}")
        return self.catalogue.years(kind.kind, lang)

    def tally(self, kind: type[Kind], lang: str, label: str = "") -> dict[int, int]:
        """Count the entries of a kind that can be read in a language by years, the newest first; those with a label."""
        self.asked.add(f"tally {kind.kind} {lang} {label}")
        return self.catalogue.tally(kind.kind, lang, label)

    def beside(self, entry: Entry[Kind], lang: str) -> tuple[Key | None, Key | None]:
        """Give the entries before and after an entry in its kind's order, of those that can be read in a language."""
        self.asked.add(f"beside {entry.kind} {entry.id} {lang}")
        before, after = self.catalogue.beside(entry.key, lang)
        return (entry.kind, before) if before else None, (entry.kind, after) if after else None

    def related(self, entry: Entry[Kind], lang: str, limit: int) -> tuple[Key, ...]:
        """List what is related to an entry without naming it or being named by it, the nearest first."""
        self.asked.add(f"related {entry.kind} {entry.id} {lang}")
        return self.catalogue.related(entry.key, lang, limit)

    def links(self, entry: Entry[Kind]) -> tuple[Key, ...]:
        """List the entries that an entry names in its fields and its texts, in order of appearance."""
        self.asked.add(f"links {entry.kind} {entry.id}")
        return self.catalogue.links.get(entry.key, ())

    def listed(self, kind: type[Kind], lang: str) -> tuple[Listed, ...]:
        """List the entries of a kind that are shown in a language, in its order, without opening them."""
        self.asked.add(f"listed {kind.kind} {lang}")
        return self.catalogue.listed(kind.kind, lang)

    def newest(
        self, lang: str, limit: int, *, kind: str = "", label: str = "", about: Key = ("", "")
    ) -> tuple[Key, ...]:
        """List what has become news in a language, the newest first: of all kinds with pages, or of a part of them.

        Args:
            lang: only what can be read in this language.
            limit: the first ones only.
            kind: only entries of this kind.
            label: only those with this label.
            about: only those that name this entry.
        """
        self.asked.add(f"newest {lang} {limit} {kind} {label} {about[0]} {about[1]}")
        return self.catalogue.newest(lang, limit, kind, label, about)

    def moved(self, lang: str) -> tuple[tuple[Key, tuple[str, ...], str], ...]:
        """List the entries that had other ids and can be read in a language: key, former ids, slug."""
        self.asked.add(f"moved {lang}")
        return self.catalogue.moved(lang)

    def referring(self, entry: Entry[Kind], kind: type[Kind], lang: str = "") -> tuple[Key, ...]:
        """List the entries of a kind that name an entry and can be read in a language, in the kind's order."""
        self.asked.add(f"referring {entry.kind} {entry.id} {lang}")
        return tuple(key for key in self.catalogue.referring(entry.key, lang) if key[0] == kind.kind)

    # -- Time ----------------------------------------------------------------------------------------------------------

    def has_come(self, moment: dt.datetime) -> bool:
        """Tell whether a moment lies in the past, seen from the time at which the library is looked at."""
        written = moment.isoformat()
        self.asked.add(f"time {written}")
        return written <= self.catalogue.moment


def resolve(target: str, home_id: str, kinds_of: Callable[[str], tuple[str, ...]]) -> Key | list[str]:
    """Find what a link names: `kind:id`, or an id alone that one kind only has; chapters also by their last part.

    Args:
        target: as the editor wrote it.
        home_id: id of the entry that writes it.
        kinds_of: gives the kinds that know an id.

    Returns:
        The key, or the kinds that know the id (none, or several).
    """
    kind, colon, entry_id = target.partition(":")
    if not colon:
        found = list(kinds_of(target))
        if len(found) > 1:  # portraits and pictures are often named like their subject, which the bare id means
            found = [kind for kind in found if kind not in ("portrait", "picture")]
        return (found[0], target) if len(found) == 1 else found
    if kind in kinds_of(entry_id):
        return kind, entry_id
    sibling = f"{home_id.rpartition('/')[0]}/{entry_id}"
    return ("chapter", sibling) if kind == "chapter" and kind in kinds_of(sibling) else []

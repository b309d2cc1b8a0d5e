"""Turns the content folder into the network's profile, its media mix and all entries, and collects what is wrong.

What was read before is not read again: a file is opened only if its time, size or place has changed, and an entry is
parsed only if the bytes of one of its files have.
"""

import hashlib
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from netzsite.config import MediaMix, Network
from netzsite.engine.fingerprint import digest_file
from netzsite.entry import Entry, Key, Kind
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.finding import ContentFile, identify
from netzsite.head import Head, make_head
from netzsite.listing import is_settled, list_files, shown_path
from netzsite.parsing import R, parse_record
from netzsite.reading import Fault, read_entry
from netzsite.source import Source, read_source


@dataclass(frozen=True, slots=True)
class Inventory:
    """The files of the content folder as they were when they were read.

    Attributes:
        taken: when, in ns since 1970, by the clock that file times are made by.
        stamps: path below the folder -> what the file system says of it.
        digests: path -> digest of the file's bytes, for the files that belong to entries.
    """

    taken: int
    stamps: Mapping[str, str]
    digests: Mapping[str, str]

    def digest(self, path: str, stamp: str) -> str | None:
        """Give the digest of a file that is as it was; None if it has to be opened."""
        is_same = self.stamps.get(path) == stamp and is_settled(stamp, self.taken)
        return self.digests.get(path) if is_same else None


@dataclass(frozen=True)
class Content:
    """What was read.

    Attributes:
        folder: the content folder.
        network: the profile; None if it has errors.
        mix: the media mix; None if it has errors.
        inventory: the files.
        files: entry -> its files, by the names of which it is known.
        heads: entry -> its head, of all entries without errors.
        entries: the entries that were parsed in this run; the others are opened by `open_entry`.
        faults: entry -> what is wrong with its files; it is in `heads` too if these are only warnings.
        problems: what is wrong with the profiles and with files that belong to no entry.
    """

    folder: Path
    network: Network | None
    mix: MediaMix | None
    inventory: Inventory
    files: Mapping[Key, tuple[ContentFile, ...]]
    heads: Mapping[Key, Head]
    entries: dict[Key, Entry[Kind]]
    faults: Mapping[Key, Fault]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def broken(self) -> frozenset[Key]:
        """The entries that have errors: references to them are not reported as well."""
        return frozenset(self.files.keys() - self.heads.keys())

    def open_entry(self, key: Key) -> Entry[Kind]:
        """Give an entry; its files are read once.

        Raises:
            NetzsiteError: a file has changed since the content was read.
        """
        entry = self.entries.get(key)
        if entry is None:
            digests: dict[str, str] = {}
            entry, _ = read_entry(self.folder, self.files[key], self._languages, digests)
            self._check_unchanged(self.heads[key], digests)
            if entry is None:
                raise _changed(shown_path(self.folder, self.heads[key].files[0]))
            self.entries[key] = entry
        return entry

    def reread(self, paths: Collection[str]) -> "Content | None":
        """Read the entries of some files again; None if there is more to it than new words in sound files.

        Args:
            paths: below the content folder.
        """
        keys = {file.key for file in map(self._file_of.get, paths) if file is not None}
        if len({file.path for key in keys for file in self.files[key]} & set(paths)) < len(paths):
            return None  # a new file, a folder, or one that belongs to no entry
        digests, heads, entries = {**self.inventory.digests}, {**self.heads}, {**self.entries}
        for key in keys & self.heads.keys():
            head = self.heads[key]
            digests.update((path, digest_file(self.folder / path)) for path in head.files)
            entry, fault = read_entry(self.folder, self.files[key], self._languages, digests)
            if entry is None or fault is not None or key in self.faults:
                return None
            entries[key] = entry
            heads[key] = _make_head(self.network, entry, joint_digest(head.files, digests), head.files)
        inventory = replace(self.inventory, digests=digests)
        is_sound = keys <= self.heads.keys()
        return replace(self, inventory=inventory, heads=heads, entries=entries) if is_sound else None

    @cached_property
    def _file_of(self) -> Mapping[str, ContentFile]:
        return {file.path: file for group in self.files.values() for file in group}

    @property
    def _languages(self) -> tuple[str, ...]:
        return self.network.languages if self.network is not None else ()

    def _check_unchanged(self, head: Head, digests: Mapping[str, str]) -> None:
        """Hold the digests of what was read of an entry, and of the files beside it, against what they were."""
        for path in head.files:
            digest = digests.get(path) or digest_file(self.folder / path)
            if digest != self.inventory.digests[path]:
                raise _changed(shown_path(self.folder, path))


def _changed(shown: str) -> NetzsiteError:
    message = "has changed while it was being read"
    return NetzsiteError(Problem(Spot(shown), Code.UNREADABLE_FILE, message, "run the same command again"))


def _make_head(network: Network | None, entry: Entry[Kind], digest: str, files: tuple[str, ...]) -> Head:
    if network is None:
        return make_head(entry, digest, files, "UTC")  # nothing is published
    is_shown_everywhere = network.shows_original(type(entry.facts))
    return make_head(entry, digest, files, network.time_zone, is_shown_everywhere=is_shown_everywhere)


def joint_digest(paths: Iterable[str], digests: Mapping[str, str]) -> str:
    """Give the digest of several files, their names included."""
    joint = hashlib.sha256()
    for path in paths:
        joint.update(f"{path} {digests[path]}\n".encode())
    return joint.hexdigest()[:32]


def read_content(folder: Path, before: Content | None = None) -> Content:
    """Read a content folder.

    Args:
        folder: the content folder.
        before: what was read of it earlier, under the same profile; it is told from the files what is still the same.

    Raises:
        NetzsiteError: there is no such folder.
    """
    if not folder.is_dir():
        hint = "name the folder with network.yaml in it: --content FOLDER"
        raise NetzsiteError(Problem(Spot(str(folder)), Code.MISSING_FILE, "there is no such folder", hint))
    problems: list[Problem] = []
    network, mix = read_profiles(folder, problems)
    return _Reader(folder, network, mix, before).read(problems)


class _Reader:
    """Reads what has changed and takes over the rest."""

    def __init__(self, folder: Path, network: Network | None, mix: MediaMix | None, before: Content | None) -> None:
        self.folder, self.network, self.mix, self.before = folder, network, mix, before
        self.languages = network.languages if network else ()
        self.taken = time.time_ns()  # held against file times only; content does not see it
        self.stamps: Mapping[str, str] = {}
        self.digests: dict[str, str] = {}

    def read(self, problems: list[Problem]) -> Content:
        """Read the folder; what belongs to no entry adds to the problems."""
        self.stamps = list_files(self.folder, problems)
        files = self._grouped(problems)
        heads: dict[Key, Head] = {}
        entries: dict[Key, Entry[Kind]] = {}
        faults: dict[Key, Fault] = {}
        for key, group in files.items():
            head = self._kept(key, group)
            if head is None:
                for table in self._tables(group):
                    self._digest_of(table)  # before it is parsed: what changes meanwhile is noticed next time
                entry, fault = read_entry(self.folder, group, self.languages, self.digests)
                if entry is not None:
                    entries[key] = entry
                    head = self._head(entry, group)
                if fault is not None:
                    faults[key] = fault
            elif self.before is not None and key in self.before.entries:
                entries[key] = self.before.entries[key]
            if head is not None:
                heads[key] = head
        inventory = Inventory(self.taken, self.stamps, self.digests)
        return Content(self.folder, self.network, self.mix, inventory, files, heads, entries, faults, tuple(problems))

    def _grouped(self, problems: list[Problem]) -> dict[Key, tuple[ContentFile, ...]]:
        before = self.before.files.values() if self.before is not None else ()
        known = {file.path: file for group in before for file in group}
        groups: dict[Key, list[ContentFile]] = {}
        for path in self.stamps:
            file = known.get(path) or identify(self.folder, path, self.languages, problems)
            if file is not None:
                groups.setdefault(file.key, []).append(file)
        return {key: tuple(group) for key, group in groups.items()}

    def _kept(self, key: Key, group: tuple[ContentFile, ...]) -> Head | None:
        """Give the head of an entry if it can be taken over: it had no faults, and its files are the same."""
        if self.before is None or key in self.before.faults or self.before.files.get(key) != group:
            return None
        head = self.before.heads[key]
        return head if self._joint_digest(head.files) == head.digest else None

    def _tables(self, group: tuple[ContentFile, ...]) -> list[str]:
        tables = [str(PurePosixPath(file.path).with_suffix(".csv")) for file in group if file.kind.has_table]
        return [table for table in tables if table in self.stamps]

    def _head(self, entry: Entry[Kind], group: tuple[ContentFile, ...]) -> Head:
        texts = [file.path for file in group]
        if len(texts) > 1:  # the one with the facts first
            texts.sort(key=lambda path: shown_path(self.folder, path) != entry.source.path)
        beside = [str(PurePosixPath(texts[0]).parent / name) for name in entry.facts.companions()]
        paths = (*texts, *self._tables(group), *(path for path in beside if path in self.stamps))
        return _make_head(self.network, entry, self._joint_digest(paths), paths)

    def _joint_digest(self, paths: Sequence[str]) -> str:
        """Give the digest of several files; empty if one is not there."""
        if not all(path in self.stamps for path in paths):
            return ""
        return joint_digest(paths, {path: self._digest_of(path) for path in paths})

    def _digest_of(self, path: str) -> str:
        if path not in self.digests:
            found = self.before.inventory.digest(path, self.stamps[path]) if self.before is not None else None
            self.digests[path] = found or digest_file(self.folder / path)
        return self.digests[path]


# -- Profile and media mix ---------------------------------------------------------------------------------------------


def read_profiles(folder: Path, problems: list[Problem]) -> tuple[Network | None, MediaMix | None]:
    """Read the profile and the media mix; what is wrong with them adds to the problems, and gives None."""
    network_source = _read_named(folder, "network.yaml", problems)
    raw = network_source.values.get("languages") if network_source else None
    languages = tuple(raw) if isinstance(raw, list) and all(isinstance(lang, str) for lang in raw) else ()
    network = _parse(Network, network_source, languages, problems)
    mix_source = _read_named(folder, "media.yaml", problems)
    return network, _parse(MediaMix, mix_source, languages, problems)


def _read_named(folder: Path, name: str, problems: list[Problem]) -> Source | None:
    path, shown = folder / name, shown_path(folder, name)
    if path.is_symlink() or not path.is_file():
        problems.append(
            Problem(
                Spot(shown), Code.MISSING_FILE, f"{name} is missing", "every network needs one: see docs/content.md"
            )
        )
        return None
    try:
        return read_source(path, shown)
    except NetzsiteError as error:
        problems.extend(error.problems)
        return None


def _parse(model: type[R], source: Source | None, languages: tuple[str, ...], problems: list[Problem]) -> R | None:
    if source is None:
        return None
    problems.extend(source.warnings)
    record, found = parse_record(model, source, languages)
    problems.extend(found)
    return record

"""Turns entries into a library: references in both directions, links in texts, and what is public when."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, cast

from netzsite.config import MediaMix, Network
from netzsite.declarations import references
from netzsite.entry import Entry, K, Key, Kind, Wording
from netzsite.errors import Code, Problem, Severity, did_you_mean
from netzsite.kinds import KINDS
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition
from netzsite.kinds.figure import Figure, lookup
from netzsite.kinds.person import Person
from netzsite.kinds.picture import Picture
from netzsite.kinds.portrait import Portrait
from netzsite.prose import Mention, Mentioned, directive_arguments, mentions
from netzsite.reading import Content
from netzsite.yaml_text import Location, dotted

VOCABULARIES = ("topic", "sector")

AnyEntry = TypeVar("AnyEntry", bound=Entry[Kind])


@dataclass(frozen=True)
class Library:
    """All entries, linked.

    Attributes:
        folder: the content folder; pictures are read from it.
        entries: kind -> id -> entry; kinds in the order of KINDS, ids in the order of the kind, then alphabetical.
        links: entry -> the entries it names, in order of appearance.
        backlinks: entry -> the entries that name it, in order of kinds and of each kind.
        ids: kind -> the ids of all entries, of those that are withheld or have mistakes too: what a link means does not
            depend on what is public.
        moment: the time at which the library is looked at, in the network's time zone.
        loose: texts of entries whose fields have errors; only rules look at them.
    """

    folder: Path
    network: Network
    mix: MediaMix
    entries: Mapping[str, Mapping[str, Entry[Kind]]]
    links: Mapping[Key, tuple[Key, ...]]
    backlinks: Mapping[Key, tuple[Key, ...]]
    ids: Mapping[str, Collection[str]]
    moment: dt.datetime
    loose: tuple[Wording, ...] = ()

    def of(self, kind: type[K]) -> tuple[Entry[K], ...]:
        """List the entries of a kind in its order."""
        return cast(tuple[Entry[K], ...], tuple(self.entries[kind.kind].values()))

    def texts(self) -> Iterator[Wording]:
        """Yield every text that could be read, in every language, those of entries with errors last."""
        for ids in self.entries.values():
            for entry in ids.values():
                yield from entry.wordings.values()
        yield from self.loose

    def get(self, kind: type[K], entry_id: str | None) -> Entry[K] | None:
        """Give an entry by its id; None if there is no such public entry."""
        return cast(Entry[K] | None, self.entries[kind.kind].get(entry_id or ""))

    def named(self, key: Key) -> Entry[Kind] | None:
        """Give an entry by its key; None if there is no such public entry."""
        return self.entries.get(key[0], {}).get(key[1])

    def referring(self, entry: Entry[Kind], kind: type[K]) -> tuple[Entry[K], ...]:
        """List the entries of a kind that name an entry, in the kind's order."""
        ids = {key[1] for key in self.backlinks.get(entry.key, ()) if key[0] == kind.kind}
        return tuple(other for other in self.of(kind) if other.id in ids) if ids else ()

    def find(self, target: str, home: Entry[Kind]) -> Entry[Kind] | None:
        """Resolve what `[[...]]` names, seen from the entry that writes it; None if it is not public or not there."""
        key = resolve(target, home.id, self.ids)
        return self.named(key) if isinstance(key, tuple) else None

    def picture(self, target: str) -> Entry[Picture] | None:
        """Give a picture by its id or by the name of its file."""
        return self.get(Picture, re.sub(r"\.(jpe?g|png|svg)$", "", target))


def link_content(content: Content, moment: dt.datetime) -> tuple[Library | None, list[Problem]]:
    """Link all entries of a content folder; None if the network's profile or media mix cannot be used."""
    if content.network is None or content.mix is None:
        return None, []
    entries = _arrange(content.entries)
    known = {kind: set(ids) for kind, ids in entries.items()}
    for kind, entry_id in content.broken:
        known[kind].add(entry_id)
    linker = _Linker(content.network, entries, known)
    for home_id, wording in content.loose:
        linker.link_text(home_id, wording)
    links = {entry.key: tuple(dict.fromkeys(linker.link(entry))) for ids in entries.values() for entry in ids.values()}
    backlinks, loose = _turn_round(links), tuple(wording for _, wording in content.loose)
    library = Library(content.folder, content.network, content.mix, entries, links, backlinks, known, moment, loose)
    return library, linker.problems


def public_library(library: Library, *, with_drafts: bool) -> Library:
    """Keep what is public at the library's moment; links to the rest vanish with it.

    What belongs to something withheld is withheld with it: the portrait of a person, the chapters of an edition, and a
    picture that nothing public shows.
    """
    entries: dict[str, dict[str, Entry[Kind]]] = {}
    for kind, ids in library.entries.items():
        shown = (_public_entry(entry, library.moment, with_drafts=with_drafts) for entry in ids.values())
        entries[kind] = {entry.id: entry for entry in shown if entry is not None}
    for portrait in library.of(Portrait):
        if portrait.facts.person is not None and portrait.facts.person not in entries[Person.kind]:
            entries[Portrait.kind].pop(portrait.id, None)
    for chapter in library.of(Chapter):
        if chapter.id.rpartition("/")[0] not in entries[Edition.kind]:
            entries[Chapter.kind].pop(chapter.id, None)
    links = {
        key: tuple(target for target in targets if target[1] in entries.get(target[0], {}))
        for key, targets in library.links.items()
        if key[1] in entries[key[0]]
    }
    backlinks = _turn_round(links)
    pictures = entries[Picture.kind]
    entries[Picture.kind] = {name: picture for name, picture in pictures.items() if picture.key in backlinks}
    return replace(library, entries=entries, links=links, backlinks=backlinks)


def resolve(target: str, home_id: str, ids: Mapping[str, Iterable[str]]) -> Key | list[str]:
    """Find what a link names: `kind:id`, or an id alone that one kind only has; chapters also by their last part.

    Returns:
        The key, or the kinds that know the id (none, or several).
    """
    kind, colon, entry_id = target.partition(":")
    if not colon:
        found = [kind for kind in ids if target in ids[kind]]
        if len(found) > 1:  # portraits and pictures are often named like their subject, which the bare id means
            found = [kind for kind in found if kind not in ("portrait", "picture")]
        return (found[0], target) if len(found) == 1 else found
    if kind in ids and entry_id in ids[kind]:
        return kind, entry_id
    sibling = f"{home_id.rpartition('/')[0]}/{entry_id}"
    return ("chapter", sibling) if kind == "chapter" and sibling in ids[kind] else []


def _arrange(entries: Iterable[Entry[Kind]]) -> dict[str, dict[str, Entry[Kind]]]:
    arranged: dict[str, dict[str, Entry[Kind]]] = {kind.kind: {} for kind in KINDS}
    for entry in sorted(entries, key=lambda entry: entry.id):
        arranged[entry.kind][entry.id] = entry
    for kind, ids in arranged.items():
        arranged[kind] = dict(sorted(ids.items(), key=lambda item: (item[1].facts.order() or (), item[0])))
    return arranged


def _turn_round(links: Mapping[Key, tuple[Key, ...]]) -> dict[Key, tuple[Key, ...]]:
    turned: dict[Key, list[Key]] = {}
    for key, targets in links.items():
        for target in targets:
            if target != key:
                turned.setdefault(target, []).append(key)
    return {key: tuple(sources) for key, sources in turned.items()}


def _public_entry(entry: Entry[Kind], moment: dt.datetime, *, with_drafts: bool) -> Entry[Kind] | None:
    if entry.facts.is_withheld(moment) or (entry.facts.draft and not with_drafts):
        return None
    if with_drafts or not any(wording.is_draft for wording in entry.wordings.values()):
        return entry
    finished = {lang: words for lang, words in entry.wordings.items() if not words.is_draft}
    return replace(entry, wordings=finished) if finished else None


class _Linker:
    """Resolves what each entry names, collecting problems."""

    def __init__(
        self, network: Network, entries: Mapping[str, Mapping[str, Entry[Kind]]], known: Mapping[str, set[str]]
    ):
        self.entries, self.known = entries, known
        self.vocabularies: Mapping[str, Mapping[str, object]] = {"topic": network.topics, "sector": network.sectors}
        self.problems: list[Problem] = []

    def link(self, entry: Entry[Kind]) -> Iterator[Key]:
        """Yield the keys of what an entry names."""
        for location, kind, entry_id in references(entry.facts):
            if kind in self.vocabularies:
                if entry_id not in self.vocabularies[kind]:
                    self._report_reference(entry, location, kind, entry_id, self.vocabularies[kind])
                continue
            home = f"{entry.id}/" if kind == "chapter" and isinstance(entry.facts, Edition) else ""
            if home + entry_id in self.known[kind]:
                yield kind, home + entry_id
            else:
                known = {name.removeprefix(home) for name in self.known[kind] if name.startswith(home)}
                self._report_reference(entry, location, kind, entry_id, known, home)
        for wording in entry.wordings.values():
            yield from self.link_text(entry.id, wording)

    def link_text(self, home_id: str, wording: Wording) -> tuple[Key, ...]:
        """Give the keys of what a text names; `home_id` is the id of the entry it belongs to."""
        keys = [self._link_mention(home_id, wording, mention) for mention in mentions(wording.body)]
        return tuple(key for key in keys if key is not None)

    def _report_reference(
        self, entry: Entry[Kind], location: Location, kind: str, entry_id: str, known: Iterable[str], home: str = ""
    ) -> None:
        where = "network.yaml" if kind in VOCABULARIES else f"'{_FOLDERS[kind]}/{home}'"
        message = f"{dotted(location)}: there is no {kind} '{entry_id}' in {where}"
        hint = did_you_mean(entry_id, sorted(known)) or f"add it to {where}, or remove it here"
        self.problems.append(Problem(entry.source.spot(location), Code.UNKNOWN_REFERENCE, message, hint))

    def _link_mention(self, home_id: str, wording: Wording, mention: Mention) -> Key | None:
        if mention.what is Mentioned.ENTRY:
            return self._link_entry(home_id, wording, mention)
        if mention.what in (Mentioned.FIGURE, Mentioned.VALUE):
            return self._link_figure(wording, mention)
        if mention.what is Mentioned.PICTURE and not re.match(r"[a-z]+:|//", mention.target):
            return self._link_picture(wording, mention)
        return None

    def _link_entry(self, home_id: str, wording: Wording, mention: Mention) -> Key | None:
        found = resolve(mention.target, home_id, self.known)
        if isinstance(found, tuple):
            return found
        if found:
            hint = f"write [[{found[0]}:{mention.target}]] or [[{found[1]}:{mention.target}]]"
            self._report(
                wording, mention, Code.AMBIGUOUS_REFERENCE, f"'{mention.target}' is the id of several entries", hint
            )
            return None
        kind, colon, entry_id = mention.target.partition(":")
        if not colon:
            names = {name for ids in self.known.values() for name in ids}
            self._report_unknown(wording, mention, f"[[{kind}]]: there is no such entry", kind, names)
        elif kind in self.known:
            message = f"[[{mention.target}]]: there is no such {kind}"
            self._report_unknown(wording, mention, message, entry_id, self.known[kind])
        else:
            hint = did_you_mean(kind, self.known) or f"known: {', '.join(sorted(self.known))}"
            message = f"[[{mention.target}]]: there is no kind '{kind}'"
            self._report(wording, mention, Code.UNKNOWN_REFERENCE, message, hint)
        return None

    def _link_figure(self, wording: Wording, mention: Mention) -> Key | None:
        if mention.target not in self.known["figure"]:
            message = f"there is no figure '{mention.target}' in 'figures/'"
            self._report_unknown(wording, mention, message, mention.target, self.known["figure"])
            return None
        figure = cast(Entry[Figure] | None, self.entries["figure"].get(mention.target))
        if mention.what is Mentioned.VALUE and figure is not None and figure.table is not None:
            try:
                lookup(figure.facts, figure.table, directive_arguments(mention.words)[1])
            except ValueError as error:
                hint = f"write {{value: {mention.target}, {figure.facts.chart.x}=..., column=...}}"
                self._report(wording, mention, Code.BAD_DIRECTIVE, f"{{value: {mention.words}}}: {error}", hint)
        return "figure", mention.target

    def _link_picture(self, wording: Wording, mention: Mention) -> Key | None:
        entry_id = re.sub(r"\.(jpe?g|png|svg)$", "", mention.target)
        if entry_id in self.known["picture"]:
            return "picture", entry_id
        message = f"there is no picture '{mention.target}' in 'pictures/'"
        self._report_unknown(wording, mention, message, entry_id, self.known["picture"])
        return None

    def _report_unknown(
        self, wording: Wording, mention: Mention, message: str, name: str, known: Collection[str]
    ) -> None:
        hint = did_you_mean(name, sorted(known)) or "add it, or write the words without the link"
        self._report(wording, mention, Code.UNKNOWN_REFERENCE, message, hint)

    def _report(self, wording: Wording, mention: Mention, code: Code, message: str, hint: str) -> None:
        spot = wording.source.body_spot(mention.line, mention.column)
        self.problems.append(Problem(spot, code, message, hint, Severity.ERROR))


_FOLDERS = {kind.kind: kind.folder for kind in KINDS}

"""Turns what an entry says into the keys of the entries that it names, and finds the names that lead nowhere."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from netzsite.declarations import references
from netzsite.entry import Entry, Key, Kind, Wording
from netzsite.errors import Code, Problem, Severity, did_you_mean
from netzsite.fields import ANY_KIND
from netzsite.kinds import KINDS
from netzsite.kinds.edition import Edition
from netzsite.kinds.figure import Figure, lookup
from netzsite.library import Library
from netzsite.prose import Mention, Mentioned, directive_arguments, mentions
from netzsite.yaml_text import Location, dotted

VOCABULARIES = ("topic", "sector")


class Linker:
    """Resolves what entries name, in a library of all entries, and collects problems."""

    def __init__(self, library: Library) -> None:
        self.library = library
        network = library.network
        self.vocabularies: Mapping[str, Mapping[str, object]] = {"topic": network.topics, "sector": network.sectors}
        self.problems: list[Problem] = []

    def link(self, entry: Entry[Kind]) -> tuple[Key, ...]:
        """Give the keys of what an entry names, in order of appearance, each once."""
        keys = [*self._link_facts(entry)]
        for wording in entry.wordings.values():
            keys += self.link_text(entry.id, wording)
        return tuple(dict.fromkeys(keys))

    def link_text(self, home_id: str, wording: Wording) -> list[Key]:
        """Give the keys of what a text names; `home_id` is the id of the entry it belongs to."""
        named = [mention for mention in mentions(wording.body) if mention.what is not Mentioned.ADDRESS]
        keys = [self._link_mention(home_id, wording, mention) for mention in named]
        return [key for key in keys if key is not None]

    def _link_facts(self, entry: Entry[Kind]) -> Iterator[Key]:
        for location, kind, entry_id in references(entry.facts):
            if kind in self.vocabularies:
                if entry_id not in self.vocabularies[kind]:
                    self._report_reference(entry, location, kind, entry_id, self.vocabularies[kind])
                continue
            if kind == ANY_KIND:
                kind, _, entry_id = entry_id.partition(":")
                if kind not in _FOLDERS:
                    self._report_kind(entry, location, kind)
                    continue
            home = f"{entry.id}/" if kind == "chapter" and isinstance(entry.facts, Edition) else ""
            if self.library.knows(kind, home + entry_id):
                yield kind, home + entry_id
            else:
                known = {name.removeprefix(home) for name in self._known(kind) if name.startswith(home)}
                self._report_reference(entry, location, kind, entry_id, known, home)

    def _report_kind(self, entry: Entry[Kind], location: Location, kind: str) -> None:
        message = f"{dotted(location)}: there is no kind '{kind}'"
        hint = did_you_mean(kind, _FOLDERS) or "write kind and id: news:2026/2026-11-16-our-news"
        self.problems.append(Problem(entry.source.spot(location), Code.UNKNOWN_REFERENCE, message, hint))

    def _known(self, kind: str = "") -> list[str]:
        """List the ids of a kind, or of all; only asked for a message, when there is a mistake anyway."""
        names = self.library.catalogue.names
        return sorted(name for name, kinds in names.items() if not kind or kind in kinds)

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
        found = self.library.resolve(mention.target, home_id)
        if isinstance(found, tuple):
            return found
        if found:
            hint = f"write [[{found[0]}:{mention.target}]] or [[{found[1]}:{mention.target}]]"
            message = f"'{mention.target}' is the id of several entries"
            self._report(wording, mention, Code.AMBIGUOUS_REFERENCE, message, hint)
            return None
        kind, colon, entry_id = mention.target.partition(":")
        if not colon:
            self._report_unknown(wording, mention, f"[[{kind}]]: there is no such entry", kind, self._known())
        elif kind in _FOLDERS:
            message = f"[[{mention.target}]]: there is no such {kind}"
            self._report_unknown(wording, mention, message, entry_id, self._known(kind))
        else:
            hint = did_you_mean(kind, _FOLDERS) or f"known: {', '.join(sorted(_FOLDERS))}"
            message = f"[[{mention.target}]]: there is no kind '{kind}'"
            self._report(wording, mention, Code.UNKNOWN_REFERENCE, message, hint)
        return None

    def _link_figure(self, wording: Wording, mention: Mention) -> Key | None:
        if not self.library.knows("figure", mention.target):
            message = f"there is no figure '{mention.target}' in 'figures/'"
            self._report_unknown(wording, mention, message, mention.target, self._known("figure"))
            return None
        figure = self.library.get(Figure, mention.target) if mention.what is Mentioned.VALUE else None
        if figure is not None and figure.table is not None:
            try:
                _, value = lookup(figure.facts, figure.table, directive_arguments(mention.words)[1])
            except ValueError as error:
                hint = f"write {{value: {mention.target}, {figure.facts.chart.x}=..., column=...}}"
                self._report(wording, mention, Code.BAD_DIRECTIVE, f"{{value: {mention.words}}}: {error}", hint)
            else:
                self._warn_of_suppressed(wording, mention, value)
        elif figure is not None:
            message = f"{{value: {mention.words}}}: the figure's numbers change with the network's entries"
            self._report(wording, mention, Code.BAD_DIRECTIVE, message, "show the figure, or write the number")
        return "figure", mention.target

    def _warn_of_suppressed(self, wording: Wording, mention: Mention, value: Decimal | None) -> None:
        if value is None:
            message = f"{{value: {mention.words}}}: the number is kept secret, so a dot stands in the sentence"
            hint = "write the sentence without the number"
            self._report(wording, mention, Code.SUPPRESSED_VALUE, message, hint, Severity.WARNING)

    def _link_picture(self, wording: Wording, mention: Mention) -> Key | None:
        entry_id = re.sub(r"\.(jpe?g|png|svg)$", "", mention.target)
        if self.library.knows("picture", entry_id):
            return "picture", entry_id
        message = f"there is no picture '{mention.target}' in 'pictures/'"
        self._report_unknown(wording, mention, message, entry_id, self._known("picture"))
        return None

    def _report_unknown(
        self, wording: Wording, mention: Mention, message: str, name: str, known: Collection[str]
    ) -> None:
        hint = did_you_mean(name, known) or "add it, or write the words without the link"
        self._report(wording, mention, Code.UNKNOWN_REFERENCE, message, hint)

    def _report(
        self,
        wording: Wording,
        mention: Mention,
        code: Code,
        message: str,
        hint: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        spot = wording.source.body_spot(mention.start)
        self.problems.append(Problem(spot, code, message, hint, severity))


_FOLDERS = {kind.kind: kind.folder for kind in KINDS}

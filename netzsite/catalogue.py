"""Turns heads into a catalogue: what there is, in which order, what names what, what is public.

All that a page asks of many entries at once is answered from heads; the entries themselves are opened only where one is
shown.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from netzsite.entry import Key
from netzsite.head import Head
from netzsite.kinds import KINDS
from netzsite.kinds.picture import Picture
from netzsite.selection import Selection

_KEPT = (
    "backlinks",
    "_years",
    "_known_years",
    "_known_listed",
    "_known_tallies",
    "_known_labels",
    "_labelled",
    "_places",
    "_nearness",
    "_known_dated",
    "_known_ranks",
)
"""What is worked out from order, days, labels and links: it holds where only the words of entries change."""


@dataclass(frozen=True)
class Catalogue(Selection):
    """The heads of all entries, or of all public ones.

    Attributes:
        heads: kind -> id -> head; kinds in the order of KINDS, ids in the order of the kind, then alphabetical.
        names: id -> kinds that know it, among them entries that are withheld or have mistakes: what a link means does
            not depend on what is public.
        links: entry -> the entries it names, in order of appearance.
        moment: the time at which it is looked at, in the network's time zone (ISO 8601).
    """

    heads: Mapping[str, Mapping[str, Head]]
    names: Mapping[str, tuple[str, ...]]
    links: Mapping[Key, tuple[Key, ...]]
    moment: str
    _answers: dict[str, str] = field(default_factory=dict)

    def head(self, key: Key) -> Head | None:
        """Give the head of an entry; None if it is not there."""
        return self.heads.get(key[0], {}).get(key[1])

    def is_public(self, key: Key, *, with_drafts: bool = False, moment: str = "") -> bool:
        """Tell whether an entry of the catalogue of all may be shown, at its moment or at another one (ISO 8601)."""
        head = self.head(key)
        if head is None or head.published(moment or self.moment, with_drafts=with_drafts) is None:
            return False
        return head.owner is None or self.is_public(head.owner, with_drafts=with_drafts, moment=moment)

    def exchanged(self, heads: Iterable[Head]) -> "Catalogue":
        """Put heads in the place of others that differ in digest and face only: order, links and all else stay."""
        changed = {kind: dict(ids) for kind, ids in self.heads.items() if any(head.kind == kind for head in heads)}
        for head in heads:
            if head.id in changed[head.kind]:
                changed[head.kind][head.id] = head
        exchanged = replace(self, heads={**self.heads, **changed}, _answers={})
        for name in _KEPT:  # made of what stays the same
            if name in self.__dict__:
                exchanged.__dict__[name] = self.__dict__[name]
        return exchanged

    def public(self, *, with_drafts: bool) -> "Catalogue":
        """Keep what is public at the catalogue's moment; links to the rest vanish with it.

        What belongs to something withheld is withheld with it, and so is a picture that nothing public shows.
        """
        heads: dict[str, dict[str, Head]] = {}
        for kind, ids in self.heads.items():
            shown = (head.published(self.moment, with_drafts=with_drafts) for head in ids.values())
            heads[kind] = {head.id: head for head in shown if head is not None}
        for ids in heads.values():
            for head in [head for head in ids.values() if head.owner is not None]:
                if head.owner is not None and head.owner[1] not in heads[head.owner[0]]:
                    del ids[head.id]
        links = {
            (kind, head_id): tuple(
                target for target in self.links.get((kind, head_id), ()) if target[1] in heads[target[0]]
            )
            for kind, ids in heads.items()
            for head_id in ids
        }
        shown_pictures = {target[1] for targets in links.values() for target in targets if target[0] == Picture.kind}
        heads[Picture.kind] = {name: head for name, head in heads[Picture.kind].items() if name in shown_pictures}
        return Catalogue(heads, self.names, links, self.moment)

    # -- Choosing ------------------------------------------------------------------------------------------------------

    def choose(
        self,
        kind: str,
        lang: str = "",
        year: int = 0,
        label: str = "",
        over: bool | None = None,
        limit: int | None = None,
    ) -> tuple[str, ...]:
        """List the ids of a kind in its order: those in a language, of a year, with a label, expired or not."""
        found: Iterable[Head] = self.heads[kind].values()
        if year:
            found = self._by_year(kind, label).get(year, ())
        elif label:
            found = self._labelled.get((kind, label), ())
        ids = (
            head.id
            for head in found
            if (not lang or head.is_shown_in(lang)) and (over is None or head.is_over(self.moment) is over)
        )
        return tuple(ids) if limit is None else tuple(head_id for head_id, _ in zip(ids, range(limit), strict=False))

    def referring(self, key: Key, lang: str = "") -> tuple[Key, ...]:
        """List the entries that name an entry and can be read in a language, in order of kinds and of each kind."""
        sources = self.backlinks.get(key, ())
        if not lang or not sources:
            return sources
        return tuple([source for source in sources if self.heads[source[0]][source[1]].is_shown_in(lang)])

    # -- Questions -----------------------------------------------------------------------------------------------------

    def answer(self, question: str) -> str:
        """Answer what a page has asked, in a few letters that are equal only if the page would be told the same.

        Questions are written by `Library`: a verb and its arguments, divided by blanks.
        """
        if question not in self._answers:
            verb, *arguments = question.split(" ")
            self._answers[question] = getattr(self, f"_answer_{verb}")(*arguments)
        return self._answers[question]

    def differing(self, answers: Mapping[str, str]) -> dict[int, str]:
        """Find the questions that would be answered otherwise now: place -> question.

        Nearly all are about single entries; those are looked up without ceremony, because there are ten of them a page.
        """
        heads = {f"{kind} {head_id}": head for kind, ids in self.heads.items() for head_id, head in ids.items()}
        differing: dict[int, str] = {}
        for place, (question, before) in enumerate(answers.items()):
            verb, _, about = question.partition(" ")
            if verb in ("entry", "face"):
                head = heads.get(about)
                now = "" if head is None else head.digest if verb == "entry" else head.face
            else:
                now = self.answer(question)
            if now != before:
                differing[place] = question
        return differing

    def _answer_entry(self, kind: str, *words: str) -> str:
        head = self.head((kind, " ".join(words)))  # an editor may write blanks into [[...]]
        return head.digest if head is not None else ""

    def _answer_face(self, kind: str, *words: str) -> str:
        head = self.head((kind, " ".join(words)))
        return head.face if head is not None else ""

    def _answer_name(self, *words: str) -> str:
        return ",".join(self.names.get(" ".join(words), ()))

    def _answer_public(self, kind: str, entry_id: str) -> str:
        key = kind, entry_id
        return "absent" if self.head(key) is None else "yes" if self.is_public(key) else "no"

    def _answer_referring(self, kind: str, entry_id: str, lang: str) -> str:
        return _short(self.referring((kind, entry_id), lang))

    def _answer_all(self, kind: str) -> str:
        return _short(tuple((head.id, head.digest) for head in self.heads[kind].values()))

    def _answer_any(self, kind: str, label: str) -> str:
        return "yes" if self.has_any(kind, label) else "no"

    def _answer_count(self, kind: str, lang: str) -> str:
        return str(len(self.choose(kind, lang)))

    def _answer_labels(self, kind: str, lang: str, family: str) -> str:
        return _short(tuple(self.labels(kind, lang, family).items()))

    def _answer_known(self, kind: str, lang: str, family: str) -> str:
        return _short(tuple(self.labels(kind, lang, family)))

    def _answer_list(self, kind: str, lang: str, year: str, label: str, over: str, limit: str) -> str:
        is_over = {"": None, "over": True, "current": False}[over]
        return _short(self.choose(kind, lang, int(year), label, is_over, int(limit) if limit else None))

    def _answer_listed(self, kind: str, lang: str) -> str:
        return _short(self.listed(kind, lang))

    def _answer_years(self, kind: str, lang: str) -> str:
        return _short(self.years(kind, lang))

    def _answer_moved(self, lang: str) -> str:
        return _short(self.moved(lang))

    def _answer_tally(self, kind: str, lang: str, label: str) -> str:
        return _short(tuple(self.tally(kind, lang, label).items()))

    def _answer_beside(self, kind: str, entry_id: str, lang: str) -> str:
        return " ".join(self.beside((kind, entry_id), lang))

    def _answer_related(self, kind: str, entry_id: str, lang: str) -> str:
        return blake2b(self.around((kind, entry_id), lang), digest_size=8).hexdigest()

    def _answer_links(self, kind: str, entry_id: str) -> str:
        return _short(self.links.get((kind, entry_id), ()))

    def _answer_newest(self, lang: str, limit: str, kind: str, label: str, *about: str) -> str:
        return _short(self.newest(lang, int(limit), kind, label, (about[0], about[1])))

    def _answer_time(self, moment: str) -> str:
        return "come" if moment <= self.moment else "ahead"

    def validity(self, times: Iterable[str] = ()) -> tuple[str, str]:
        """Give the moments between which every head says the same: from (inclusive), until (exclusive).

        Args:
            times: further moments at which something changes (ISO 8601).
        """
        heads = [head for ids in self.heads.values() for head in ids.values()]
        turns = {head.public_from for head in heads} | {head.public_until for head in heads}
        turns |= {head.over_from for head in heads} | {head.day for head in heads} | {*times}
        turns |= {written.partition(" ")[2] for head in heads for written in head.occasions}
        return (
            max((turn for turn in turns if turn <= self.moment), default=""),
            min((turn for turn in turns if turn > self.moment), default="9"),
        )


def _short(answer: tuple[Any, ...]) -> str:
    if not answer:
        return ""
    return blake2b(repr(answer).encode(), digest_size=8).hexdigest()


def arrange(heads: Iterable[Head], broken: Iterable[Key], moment: dt.datetime) -> Catalogue:
    """Put heads in the order of their kinds; links are still to be found.

    Args:
        heads: of all entries that could be read.
        broken: entries that have mistakes: their ids are known.
        moment: in the network's time zone.
    """
    by_kind: dict[str, list[Head]] = {kind.kind: [] for kind in KINDS}
    for head in heads:
        by_kind[head.kind].append(head)
    arranged = {
        kind: {head.id: head for head in sorted(found, key=attrgetter("order", "id"))}
        for kind, found in by_kind.items()
    }
    missing = set(broken)
    names: dict[str, tuple[str, ...]] = {}
    for kind, ids in arranged.items():
        for name in (*ids, *(entry_id for broken_kind, entry_id in missing if broken_kind == kind)):
            names[name] = (*names.get(name, ()), kind)
    return Catalogue(arranged, names, {}, moment.isoformat())

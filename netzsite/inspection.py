"""Turns a content folder into a library and all problems, looking again only at what could have changed."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from netzsite.catalogue import Catalogue, arrange
from netzsite.checks import CHECKS
from netzsite.config import MediaMix, Network
from netzsite.content import Content, read_content
from netzsite.entry import Entry, Key, Kind
from netzsite.errors import Problem, has_errors
from netzsite.library import Library
from netzsite.linking import Linker
from netzsite.reading import Fault


class Examination(NamedTuple):
    """What looking at an entry gave: what it names, what is wrong with it, and what was asked of the library."""

    links: tuple[Key, ...]
    problems: tuple[Problem, ...]
    asked: Collection[str]


@dataclass(frozen=True)
class Inspection:
    """What is there and what is wrong with it.

    Attributes:
        content: what was read.
        catalogue: of all entries, linked; None if the profiles cannot be used.
        examined: entry -> what looking at it gave.
        answers: to all questions that were asked in looking at entries.
        problems: of all stages, in order.
    """

    content: Content
    catalogue: Catalogue | None
    examined: Mapping[Key, Examination]
    answers: Mapping[str, str]
    problems: tuple[Problem, ...]

    @cached_property
    def is_usable(self) -> bool:
        """Whether nothing keeps the content from being published."""
        return self.catalogue is not None and not has_errors(self.problems)

    def library(self, *, with_drafts: bool) -> Library:
        """Give the library of what is public.

        Raises:
            ValueError: the content has errors.
        """
        everything = self.everything()
        public = everything.catalogue.public(with_drafts=with_drafts)
        return replace(everything, catalogue=public, with_drafts=with_drafts)

    def everything(self) -> Library:
        """Give the library of all entries, what is withheld too.

        Raises:
            ValueError: the content has errors.
        """
        content = self.content
        if self.catalogue is None or content.network is None or content.mix is None:
            raise ValueError("there is no library of content with errors")
        return Library(
            content.folder, content.network, content.mix, self.catalogue, content.open_entry, with_drafts=True
        )

    def amended(self, paths: Collection[str]) -> "tuple[Inspection, tuple[Key, ...]] | None":
        """Look again at the entries of some files, if only their words have changed: order, names and links stay.

        Args:
            paths: below the content folder.

        Returns:
            What is there now, and the entries that differ; None if more could have changed, or if there are errors.
        """
        content = self.content.reread(paths)
        if content is None or self.catalogue is None or content.network is None or content.mix is None:
            return None
        changed = [head for key, head in content.heads.items() if head is not self.content.heads[key]]
        catalogue = self.catalogue.exchanged(changed)
        library = Library(content.folder, content.network, content.mix, catalogue, content.open_entry, with_drafts=True)
        examined, problems = {**self.examined}, set(self.problems)
        for head in changed:
            before, found = self.examined[head.key], _examine(content.open_entry(head.key), library.fresh())
            is_asked_for = f"entry {head.kind} {head.id}" in self.answers
            same = self.content.heads[head.key]._replace(digest=head.digest, face=head.face) == head
            if is_asked_for or not same or found.links != before.links or has_errors(found.problems):
                return None
            problems = problems - set(before.problems) | set(found.problems)
            examined[head.key] = found
        asked = set[str]().union(*(examined[head.key].asked for head in changed)) - self.answers.keys()
        answers = {**self.answers, **{question: catalogue.answer(question) for question in asked}}
        inspection = Inspection(content, catalogue, examined, answers, tuple(sorted(problems)))
        return inspection, tuple(head.key for head in changed)

    def resumed(self, network: Network, mix: MediaMix, moment: dt.datetime) -> "Inspection":
        """Go on from sound content as it was found, without looking at its folder, to be amended.

        Args:
            network: the profile.
            mix: the media mix.
            moment: the time at which it is looked at: aware, or naive in the network's time zone.
        """
        content = replace(self.content, network=network, mix=mix)
        catalogue = arrange(content.heads.values(), (), network_time(moment, network))
        links = {key: found.links for key, found in self.examined.items()}
        return replace(self, content=content, catalogue=replace(catalogue, links=links))

    def settled(self) -> Content:
        """Give the content as something to go on from: what had any problem is read again."""
        faults = {key: Fault(found.problems) for key, found in self.examined.items() if found.problems}
        return replace(self.content, faults={**self.content.faults, **faults})


def inspect_content(folder: Path, moment: dt.datetime, before: Inspection | None = None) -> Inspection:
    """Read, link and check a content folder, and collect every problem.

    Args:
        folder: the content folder.
        moment: the time at which it is looked at: aware, or naive in the network's time zone.
        before: what was found earlier, under the same profiles.

    Raises:
        NetzsiteError: there is no such folder.
    """
    content = read_content(folder, before.settled() if before is not None else None)
    problems = [*content.problems, *(problem for fault in content.faults.values() for problem in fault.problems)]
    if content.network is None or content.mix is None:
        return Inspection(content, None, {}, {}, tuple(sorted(set(problems))))
    catalogue = arrange(content.heads.values(), content.broken, network_time(moment, content.network))
    library = Library(folder, content.network, content.mix, catalogue, content.open_entry, with_drafts=True)
    examined = dict(_examinations(content, library, before))
    problems += [problem for found in examined.values() for problem in found.problems]
    problems += _problems_of_broken(content, library)
    for rule in CHECKS:
        problems += rule.of_network(library)
    linked = replace(catalogue, links={key: found.links for key, found in examined.items()}, _answers={})
    asked = set[str]().union(*(found.asked for found in examined.values()))
    answers = {question: catalogue.answer(question) for question in asked}
    return Inspection(content, linked, examined, answers, tuple(sorted(set(problems))))


def network_time(moment: dt.datetime, network: Network) -> dt.datetime:
    """Give a moment in the network's time zone, naive; one that is naive is taken to be."""
    local = moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(network.time_zone))
    return local.replace(tzinfo=None)


def _examinations(content: Content, library: Library, before: Inspection | None) -> Iterator[tuple[Key, Examination]]:
    known = before.examined if before is not None else {}
    changed = {*library.catalogue.differing(before.answers).values()} if before is not None else set()
    for key, head in content.heads.items():
        found = known.get(key)
        is_same = before is not None and found is not None and before.content.heads[key] is head
        if found is None or not is_same or found.problems or not changed.isdisjoint(found.asked):
            found = _examine(content.open_entry(key), library.fresh())
        yield key, found


def _examine(entry: Entry[Kind], library: Library) -> Examination:
    linker = Linker(library)
    links = linker.link(entry)
    problems = linker.problems
    for rule in CHECKS:
        for wording in entry.wordings.values():
            problems += rule.of_text(wording)
        problems += rule.of_entry(entry, library)
    return Examination(links, tuple(problems), frozenset(library.asked))


def _problems_of_broken(content: Content, library: Library) -> list[Problem]:
    """Look at the texts of entries whose fields have errors: all that is wrong is said in one run."""
    linker = Linker(library)
    for key, fault in content.faults.items():
        for wording in fault.loose:
            linker.link_text(key[1], wording)
            for rule in CHECKS:
                linker.problems += rule.of_text(wording)
    return linker.problems

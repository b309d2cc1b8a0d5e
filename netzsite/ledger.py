"""Turns what a build knew when it ended into a text for the next one, and back.

The next build goes on from there: files that have not changed are not opened, entries that nothing touches are not
looked at again, and pages whose questions have the same answers are neither composed nor rendered. A ledger is only
ever a short cut: without one, or with one of other surroundings, everything is done anew and comes out the same.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from netzsite.catalogue import Catalogue
from netzsite.content import Content, Inventory
from netzsite.engine.artifact import Artifact
from netzsite.engine.finishing import Finished
from netzsite.entry import Key
from netzsite.finding import ContentFile
from netzsite.head import Head
from netzsite.inspection import Examination, Inspection
from netzsite.kinds import KINDS
from netzsite.library import Library
from netzsite.reasons import ALL, LOST, NEW


class Page(NamedTuple):
    """A published file.

    Attributes:
        entry: the entry it shows: kind and id.
        size: in bytes.
        modified: its time in ns.
        asked: numbers of the questions that were asked to make it.
    """

    entry: Sequence[str] | None
    size: int
    modified: int
    asked: Sequence[int]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a build published.

    Attributes:
        pages: path -> published file.
        answers: to the questions that the pages asked; the number of a question is its place.
        finished: name -> what was made of published files.
    """

    pages: Mapping[str, Page]
    answers: Mapping[str, str]
    finished: Mapping[str, Finished] = field(default_factory=dict)

    def validity(self, catalogue: Catalogue) -> tuple[str, str]:
        """Give the moments between which nothing changes by itself: from (inclusive), until (exclusive).

        Args:
            catalogue: of all entries; the moments that pages asked for are added to its own.
        """
        asked = (question.partition(" ") for question in self.answers)
        return catalogue.validity(moment for verb, _, moment in asked if verb == "time")


class Account:
    """Numbers questions while a ledger is written: those of the last one keep their numbers."""

    def __init__(self, standing: Ledger) -> None:
        self._numbers = {question: number for number, question in enumerate(standing.answers)}

    def page(self, entry: Key | None, size: int, modified: int, asked: Iterable[str]) -> Page:
        """Enter what was published."""
        numbers = [self._numbers.setdefault(question, len(self._numbers)) for question in asked]
        return Page(entry, size, modified, numbers)

    def ledger(
        self, pages: Mapping[str, Page], finished: Mapping[str, Finished], answer: Callable[[str], str]
    ) -> Ledger:
        """Close the account; questions that no page asks any more are dropped when they are the most."""
        used = set[int]().union(*(page.asked for page in pages.values()))
        questions = list(self._numbers)
        if len(used) * 2 < len(questions):
            order = {number: place for place, number in enumerate(sorted(used))}
            pages = {
                path: page._replace(asked=[order[number] for number in page.asked]) for path, page in pages.items()
            }
            questions = [questions[number] for number in order]
        return Ledger(pages, {question: answer(question) for question in questions}, finished)


_LAYOUT = 6
"""Raised with every change of how a ledger is written."""


def find_due(
    artifacts: Iterable[Artifact], standing: Ledger, library: Library, stamps: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[str, ...]]:
    """Find the artifacts that must be made: path -> the questions whose answers have changed, or another reason.

    Args:
        artifacts: all that are to be.
        standing: what the last build published.
        library: as it is now.
        stamps: what lies in the output: path -> size, time in ns.
    """
    changed = library.catalogue.differing(standing.answers)
    due: dict[str, tuple[str, ...]] = {}
    for artifact in artifacts:
        page = standing.pages.get(artifact.path)
        if page is None or tuple(page.entry or ()) != (artifact.entry or ()):
            due[artifact.path] = (NEW if standing.pages else ALL,)
        elif stamps.get(artifact.path) != (page.size, page.modified):
            due[artifact.path] = (LOST,)
        elif not changed.keys().isdisjoint(page.asked):
            due[artifact.path] = tuple(sorted(changed[number] for number in page.asked if number in changed))
    return due


# -- Pages -------------------------------------------------------------------------------------------------------------


def write_ledger(ledger: Ledger, surroundings: str) -> bytes:
    """Write a ledger as JSON; `surroundings` is the digest of what every page depends on."""
    return _write(surroundings, pages=ledger.pages, answers=ledger.answers, finished=ledger.finished)


def read_ledger(data: bytes | None, surroundings: str) -> Ledger:
    """Read a ledger; it is empty if there is none, or if it was written under other surroundings."""
    read = _read(data, surroundings)
    if read is None:
        return Ledger({}, {})
    finished = {name: Finished(*each) for name, each in read["finished"].items()}
    return Ledger({path: Page(*page) for path, page in read["pages"].items()}, read["answers"], finished)


# -- Content -----------------------------------------------------------------------------------------------------------


def write_inspection(inspection: Inspection, surroundings: str) -> bytes:
    """Write what was found in the content; what had any problem is left out, and so looked at again."""
    content = inspection.content
    sound = {key: found for key, found in inspection.examined.items() if not found.problems}
    return _write(
        surroundings,
        taken=content.inventory.taken,
        stamps=content.inventory.stamps,
        digests=content.inventory.digests,
        heads=list(zip(*(content.heads[key] for key in sound), strict=True)),
        files=[[(file.path, file.lang) for file in content.files[key]] for key in sound],
        links=[found.links for found in sound.values()],
        asked=[list(found.asked) for found in sound.values()],
        answers=inspection.answers,
    )


def read_inspection(data: bytes | None, folder: Path, surroundings: str) -> Inspection | None:
    """Read what was found in a content folder; None if there is nothing, or if the surroundings were others."""
    read = _read(data, surroundings)
    if read is None:
        return None
    columns = [_tuples(column) for column in read["heads"]]
    heads = dict(zip(zip(*columns[:2], strict=True), map(Head._make, zip(*columns, strict=True)), strict=True))
    files = {
        key: tuple([ContentFile(path, _KINDS[key[0]], key[1], lang) for path, lang in group])
        for key, group in zip(heads, read["files"], strict=True)
    }
    content = Content(
        folder, None, None, Inventory(read["taken"], read["stamps"], read["digests"]), files, heads, {}, {}
    )
    examined = {
        key: Examination(tuple(map(tuple, links)), (), asked)
        for key, links, asked in zip(heads, read["links"], read["asked"], strict=True)
    }
    return Inspection(content, None, examined, read["answers"], ())


_KINDS = {kind.kind: kind for kind in KINDS}


def _tuples(column: list[Any]) -> list[Any]:
    """Make tuples of the lists of a column, which JSON has made of tuples."""
    return [tuple(value) if type(value) is list else value for value in column] if list in map(type, column) else column


# -- JSON --------------------------------------------------------------------------------------------------------------


def _write(surroundings: str, **values: Any) -> bytes:
    written = {"layout": _LAYOUT, "surroundings": surroundings, **values}
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()


def _read(data: bytes | None, surroundings: str) -> dict[str, Any] | None:
    if data is None:
        return None
    read: dict[str, Any] = json.loads(data)
    return read if (read["layout"], read["surroundings"]) == (_LAYOUT, surroundings) else None

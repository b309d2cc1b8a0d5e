"""Turns what a build knew when it ended into a text for the next one, and back.

The next build goes on from there: files that have not changed are not opened, entries that nothing touches are not
looked at again, and pages whose questions have the same answers are neither composed nor rendered. A ledger is only
ever a short cut: without one, or with one of other surroundings, everything is done anew and comes out the same.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from netzsite.catalogue import Head
from netzsite.content import Content, Inventory
from netzsite.engine.artifact import Artifact
from netzsite.entry import Key
from netzsite.finding import ContentFile, Stamp
from netzsite.inspection import Examination, Inspection
from netzsite.kinds import KINDS
from netzsite.library import Library


@dataclass(frozen=True, slots=True)
class Page:
    """A published file: the entry it shows, what was asked to make it, its size in bytes, its time in ns."""

    entry: Key | None
    asked: frozenset[str]
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a build published: path -> file, and the answers to all that the files asked."""

    pages: Mapping[str, Page]
    answers: Mapping[str, str]


_LAYOUT = 1
"""Raised with every change of how a ledger is written."""


def find_due(
    artifacts: Iterable[Artifact], standing: Ledger, library: Library, stamps: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[str, ...]]:
    """Find the artifacts that must be made: path -> the questions whose answers have changed, none if it is new.

    Args:
        artifacts: all that are to be.
        standing: what the last build published.
        library: as it is now.
        stamps: what lies in the output: path -> size, time in ns.
    """
    answer = library.catalogue.answer
    changed = {question for question, before in standing.answers.items() if answer(question) != before}
    due: dict[str, tuple[str, ...]] = {}
    for artifact in artifacts:
        page = standing.pages.get(artifact.path)
        if page is None or page.entry != artifact.entry or stamps.get(artifact.path) != (page.size, page.modified):
            due[artifact.path] = ()
        elif not changed.isdisjoint(page.asked):
            due[artifact.path] = tuple(sorted(changed & page.asked))
    return due


# -- Pages -------------------------------------------------------------------------------------------------------------


def write_ledger(ledger: Ledger, surroundings: str) -> bytes:
    """Write a ledger as JSON; `surroundings` is the digest of what every page depends on."""
    numbers: dict[str, int] = {}
    pages = [
        [path, page.entry, page.size, page.modified, _numbered(page.asked, numbers)]
        for path, page in ledger.pages.items()
    ]
    return _write(surroundings, pages=pages, asked=list(numbers), answers=[ledger.answers[asked] for asked in numbers])


def read_ledger(data: bytes | None, surroundings: str) -> Ledger:
    """Read a ledger; it is empty if there is none, or if it was written under other surroundings."""
    read = _read(data, surroundings)
    if read is None:
        return Ledger({}, {})
    questions = read["asked"]
    pages = {
        path: Page(tuple(entry) if entry else None, frozenset(map(questions.__getitem__, asked)), size, modified)
        for path, entry, size, modified, asked in read["pages"]
    }
    return Ledger(pages, dict(zip(questions, read["answers"], strict=True)))


# -- Content -----------------------------------------------------------------------------------------------------------


def write_inspection(inspection: Inspection, surroundings: str) -> bytes:
    """Write what was found in the content; what had any problem is left out, and so looked at again."""
    content = inspection.content
    sound = {key: found for key, found in inspection.examined.items() if not found.problems}
    numbers: dict[str, int] = {}
    digests = content.inventory.digests
    return _write(
        surroundings,
        taken=content.inventory.taken,
        files=[[path, digests.get(path, ""), *stamp] for path, stamp in content.inventory.stamps.items()],
        heads=[[getattr(content.heads[key], name) for name in _HEAD] for key in sound],
        groups=[[[file.path, file.lang] for file in content.files[key]] for key in sound],
        found=[[found.links, _numbered(found.asked, numbers)] for found in sound.values()],
        asked=list(numbers),
        answers=[inspection.answers[question] for question in numbers],
    )


def read_inspection(data: bytes | None, folder: Path, surroundings: str) -> Inspection | None:
    """Read what was found in a content folder; None if there is nothing, or if the surroundings were others."""
    read = _read(data, surroundings)
    if read is None:
        return None
    heads = {head.key: head for head in map(_read_head, read["heads"])}
    files = {
        key: tuple(ContentFile(path, _KINDS[key[0]], key[1], lang) for path, lang in group)
        for key, group in zip(heads, read["groups"], strict=True)
    }
    stamps = {path: Stamp(*stamp) for path, _, *stamp in read["files"]}
    inventory = Inventory(read["taken"], stamps, {path: digest for path, digest, *_ in read["files"] if digest})
    content = Content(folder, None, None, inventory, files, heads, {}, {})
    questions = read["asked"]
    examined = {
        key: Examination(tuple(map(tuple, links)), (), frozenset(map(questions.__getitem__, asked)))
        for key, (links, asked) in zip(heads, read["found"], strict=True)
    }
    return Inspection(content, None, examined, dict(zip(questions, read["answers"], strict=True)), ())


_HEAD = tuple(field.name for field in fields(Head))
_KINDS = {kind.kind: kind for kind in KINDS}


def _read_head(values: list[Any]) -> Head:
    read = dict(zip(_HEAD, values, strict=True))
    lists = {name: tuple(value) for name, value in read.items() if isinstance(value, list)}
    return Head(**{**read, **lists})


# -- JSON --------------------------------------------------------------------------------------------------------------


def _write(surroundings: str, **values: Any) -> bytes:
    written = {"layout": _LAYOUT, "surroundings": surroundings, **values}
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()


def _read(data: bytes | None, surroundings: str) -> dict[str, Any] | None:
    if data is None:
        return None
    read: dict[str, Any] = json.loads(data)
    return read if (read["layout"], read["surroundings"]) == (_LAYOUT, surroundings) else None


def _numbered(asked: Iterable[str], numbers: dict[str, int]) -> list[int]:
    return [numbers.setdefault(question, len(numbers)) for question in asked]

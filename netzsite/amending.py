"""Turns an edit of words into a published output on a short way: without looking at what it leaves as it was.

The long way, a build, reads what the last one knew of every entry and every file, looks for what differs, links each
file into the next output and writes everything down again. With ten thousand documents that is two seconds for a word.
Here, what a build has left says which files show which entry and how they are made; these are made, and replaced.

It always goes on from the last build: everything that has been edited since then is looked at again each time, and
nothing but the seal is written down. So there is nothing that edits could get out of step. Whatever is more than new
words in a few sound files, or has a problem, goes the long way, and so does a network whose search or compressed copies
are made of all finished pages.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

from netzsite.content import Inventory, read_profiles
from netzsite.engine.artifact import Artifact
from netzsite.engine.cache import Cache
from netzsite.engine.manifest import PublishedFile
from netzsite.engine.publishing import published, replace_files
from netzsite.errors import NetzsiteError, Problem
from netzsite.ledger import read_inspection
from netzsite.listing import is_settled
from netzsite.render.theme import load_theme
from netzsite.seal import Sealed, keep_seal
from netzsite.settings import (
    Built,
    Settings,
    content_key,
    content_surroundings,
    page_surroundings,
    showing_key,
)
from netzsite.standing import Amendment, Showing, Standing

AMENDABLE = ("website", "feeds", "calendar", "opendata", "previews")
"""The media whose files nobody looks at again when they are finished, as mails and PDFs are."""

MOST_EDITED = 16
"""Files that were edited since the last build; with more, another one is the shorter way."""

MOST_DUE = 100
"""Files to be made; with more, workers would help."""

_LAYOUT = "2"
"""Raised with every change of how is written which files show what."""

_DIVIDER = "\0"
"""Divides what is written. No question or path holds it, or a line end or tab; JSON has escapes for them."""


def amend_output(settings: Settings, cache: Cache, sealed: Sealed) -> Built | None:
    """Publish an edit of words; None if that is not all there is to do.

    Args:
        settings: of the build.
        cache: holds what the last build left.
        sealed: says that the output is as that build, or an edit since, left it.

    Raises:
        NetzsiteError: the output cannot be written, or another build is writing to it; a template is wrong.
        OSError: a file cannot be written; the output is as it was.
    """
    amendment = _amend(settings, cache, sealed)
    if amendment is None or amendment.standing.inspection.problems or len(amendment.artifacts) > MOST_DUE:
        return None
    files, times, rendered = dict[str, tuple[bytes, PublishedFile]](), set[str](), 0
    for path, artifact in amendment.artifacts.items():
        data, made = amendment.make(path)
        times |= {question.removeprefix(_TIME) for question in made.asked if question.startswith(_TIME)}
        rendered += made.is_new
        if data != (settings.output / path).read_bytes():
            entry = ":".join(artifact.entry) if artifact.entry else None
            files[path] = data, published(data, artifact.medium, entry)
    if page_surroundings(settings) != sealed.around:
        return None  # they have changed since the seal was looked at
    output = replace_files(settings.output, sealed.output, files) if files else sealed.output
    if output is None:
        return None
    valid = _narrowed(sealed.valid, times, amendment.standing.library.catalogue.moment)
    amended = sorted({question for questions in amendment.reasons.values() for question in questions})
    keep_seal(settings, cache, replace(sealed, valid=valid, output=output, amended=amended))
    return replace(sealed.built, rendered=rendered, reasons=amendment.reasons)


def _amend(settings: Settings, cache: Cache, sealed: Sealed) -> Amendment | None:
    """Find out what an edit leads to; None if it leads to more than can be done here, or is wrong."""
    read = _read_showing(cache.find(showing_key(settings)), sealed.around) if not sealed.built.problems else None
    if read is None:
        return None
    showing, taken = read
    around = content_surroundings(settings.content)
    inspection = read_inspection(cache.find(content_key(settings)), settings.content, around)
    if inspection is None or inspection.content.inventory.taken != taken:
        return None
    edited = _edited(inspection.content.inventory, sealed.content)
    problems = list[Problem]()
    network, mix = read_profiles(settings.content, problems)
    if edited is None or network is None or mix is None or problems:
        return None
    try:
        theme = load_theme(settings.theme, network.languages, network.identity)
        resumed = inspection.resumed(network, mix, settings.moment)
        library = resumed.library(with_drafts=settings.drafts)
        standing = Standing(settings, resumed, library, theme, cache, lambda: showing)
        return standing.amend(edited, settings.moment, sealed.amended)
    except NetzsiteError:  # the build says what is wrong, and where
        return None


def _edited(inventory: Inventory, stamps: Mapping[str, str]) -> list[str] | None:
    """List the files that are not surely as they were; None if some have come or gone, or if they are too many."""
    if inventory.stamps.keys() != stamps.keys():
        return None
    edited = [
        path
        for path, stamp in stamps.items()
        if stamp != inventory.stamps[path] or not is_settled(stamp, inventory.taken)
    ]
    return edited if len(edited) <= MOST_EDITED else None


def _narrowed(valid: tuple[str, str], times: Iterable[str], moment: str) -> tuple[str, str]:
    """Give the moments between which nothing changes by itself, when files have asked for further moments."""
    turns = sorted(times)
    return (
        max((valid[0], *(turn for turn in turns if turn <= moment))),
        min((valid[1], *(turn for turn in turns if turn > moment))),
    )


_TIME = "time "


# -- What a build leaves -----------------------------------------------------------------------------------------------


def keep_showing(settings: Settings, cache: Cache, around: str, showing: Showing, taken: int) -> None:
    """Keep which files of a build show what, and how they are made.

    Args:
        settings: of the build.
        cache: takes it.
        around: digest of what every page depends on.
        showing: which files show what.
        taken: when the content was read, in ns since 1970.
    """
    functions: dict[str, int] = {}
    files = [_dumped(_written(showing.artifact(path), functions)) for path in showing.paths]
    asking = [f"{question}\t{','.join(map(str, places))}" for question, places in showing.asking.items()]
    head = {"around": around, "taken": taken, "valid": showing.valid, "functions": list(functions)}
    parts = [_LAYOUT, _dumped(head), "\n".join(showing.paths), "\n".join(files), "\n".join(["", *asking, ""])]
    cache.keep(showing_key(settings), _DIVIDER.join(parts).encode())


def _read_showing(data: bytes | None, around: str) -> tuple[Showing, int] | None:
    """Read which files show what, and when the content was read; None if that is not known under these surroundings.

    Only the few lines that an edit needs are taken apart.
    """
    layout, *parts = data.decode().split(_DIVIDER) if data is not None else [""]
    if layout != _LAYOUT:
        return None
    head, paths, files, asking = json.loads(parts[0]), parts[1].split("\n"), parts[2].split("\n"), parts[3]
    if head["around"] != around:
        return None

    def artifact(path: str) -> Artifact | None:
        written = json.loads(files[bisect_left(paths, path)])
        return _read_artifact(path, written, head["functions"]) if written is not None else None

    return Showing(paths, _Lines(asking), artifact, tuple(head["valid"])), head["taken"]


class _Lines(Mapping[str, Sequence[int]]):
    """Reads the line of a question where it is looked for: `question<TAB>places`, divided by commas."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getitem__(self, question: str) -> Sequence[int]:
        beginning = f"\n{question}\t"
        start = self._text.find(beginning)
        if start < 0:
            raise KeyError(question)
        start += len(beginning)
        return [int(place) for place in self._text[start : self._text.index("\n", start)].split(",")]

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self._text.split("\n") if line)

    def __len__(self) -> int:
        return sum(1 for _ in self)


_dumped = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _written(artifact: Artifact | None, functions: dict[str, int]) -> list[Any] | None:
    """Write an artifact in names and numbers; None if it cannot be made by itself here."""
    if (
        artifact is None
        or artifact.medium not in AMENDABLE
        or artifact.expected is not None
        or not _is_plain(artifact.subject)
    ):
        return None
    compose, render = (
        functions.setdefault(f"{function.__module__}:{function.__qualname__}", len(functions))
        for function in (artifact.compose, artifact.render)
    )
    return [artifact.medium, compose, artifact.subject, render, artifact.entry, artifact.lang, artifact.variant]


def _read_artifact(path: str, written: Sequence[Any], functions: Sequence[str]) -> Artifact:
    medium, compose, subject, render, entry, lang, variant = _tuples(written)
    composing, rendering = (_function(functions[number]) for number in (compose, render))
    return Artifact(path, medium, composing, subject, rendering, entry, lang, variant=variant)


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _is_plain(value: object) -> bool:
    return all(map(_is_plain, value)) if type(value) is tuple else type(value) in (str, int, bool, type(None))


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value

"""Makes further files of files that are finished, and leaves them as they are while their sources are the same.

An artifact is one file, and a function of a view of the content. What is made here may be many files, and is a function
of the bytes of other files of the same output: an index of all pages, a compressed copy of each text.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from netzsite.engine.fingerprint import digest_of
from netzsite.engine.manifest import PublishedFile
from netzsite.engine.placing import Placed
from netzsite.engine.publishing import Staging

Stamp = tuple[int, int]
"""Size in bytes and time in ns of a file."""

_SHARE = 64
"""Finishes for which threads are not called: to start them takes as long."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Files to be made of finished files.

    Attributes:
        name: what tells it from the others of a build.
        medium: what the manifest calls its files.
        sources: paths of the files that it is made of; nothing else reaches `make`.
        make: (folder of the output, sources) -> path -> bytes; it may run beside others, in a thread.
    """

    name: str
    medium: str
    sources: tuple[str, ...]
    make: Callable[[Path, tuple[str, ...]], Mapping[str, bytes]]


class Finished(NamedTuple):
    """What came of a finish.

    Attributes:
        key: digest of its sources.
        files: path -> size in bytes and time in ns.
    """

    key: str
    files: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Finishing:
    """What a step of finishing did.

    Attributes:
        finished: name of a finish -> what came of it.
        new: what was made anew: the sources that have changed, and the files.
    """

    finished: Mapping[str, Finished]
    new: Sequence[tuple[tuple[str, ...], Collection[str]]]


def finish(staging: Staging, finishes: Sequence[Finish], standing: Mapping[str, Finished], workers: int) -> Finishing:
    """Make further files of what lies in the next output, or take them over from the last one.

    Args:
        staging: the next output, with all files that are to be sources.
        finishes: what is to be made; none of them is a source of another.
        standing: what came of finishes in the last output, with the same code, libraries, theme and profiles.
        workers: how many may be made side by side.
    """
    keys = {each.name: _key(each, staging.files) for each in finishes}
    due = [each for each in finishes if not _is_kept(keys[each.name], standing.get(each.name), staging)]
    made = {name: standing[name] for name in keys.keys() - {each.name for each in due}}
    for path in (path for kept in made.values() for path in kept.files):
        staging.keep(path)
    before, new = staging.previous.files, list[tuple[tuple[str, ...], Collection[str]]]()
    for each, placed in _made(staging, due, workers):
        new.append((tuple(path for path in each.sources if before.get(path) != staging.files[path]), placed.keys()))
        for path, file in placed.items():
            if path in staging.files:
                raise ValueError(f"'{path}' is made twice")
            staging.enter(path, file, each.medium)
        files = {path: (file.bytes, file.modified) for path, file in placed.items()}
        made[each.name] = Finished(keys[each.name], files)
    return Finishing({name: made[name] for name in keys}, new)


def files_of(finished: Mapping[str, Finished]) -> dict[str, Stamp]:
    """List the files of finishes: path -> size in bytes and time in ns."""
    return {path: (size, time) for each in finished.values() for path, (size, time) in each.files.items()}


def _key(each: Finish, files: Mapping[str, PublishedFile]) -> str:
    return digest_of(*(f"{path} {files[path].sha256}" for path in each.sources))[:32]


def _is_kept(key: str, before: Finished | None, staging: Staging) -> bool:
    """Tell whether a finish can be taken over."""
    if before is None or before.key != key:
        return False
    return files_of({"": before}).items() <= staging.previous.stamps.items()


def _made(staging: Staging, due: Sequence[Finish], workers: int) -> Iterator[tuple[Finish, Mapping[str, Placed]]]:
    folder = Path(staging.shelf.folder)

    def make(each: Finish) -> Mapping[str, Placed]:
        made = each.make(folder, each.sources)
        return {path: staging.shelf.put(path, data) for path, data in made.items()}

    with _mapping(workers if len(due) > _SHARE else 1) as mapped:
        yield from zip(due, mapped(make, due), strict=True)


@contextmanager
def _mapping(workers: int) -> Iterator[Callable[..., Iterator[Any]]]:
    """Give what `map` does, side by side where there are several workers: compressing leaves Python to the others."""
    if workers == 1:
        yield map
        return
    from concurrent.futures import ThreadPoolExecutor  # slow to load, and not always needed

    with ThreadPoolExecutor(workers) as executor:
        try:
            yield executor.map
        finally:
            executor.shutdown(cancel_futures=True)

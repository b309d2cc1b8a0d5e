"""Turns what happens to files into batches of changes: what is saved together is one batch."""

from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

QUIET_MS = 20
"""A batch ends when nothing has happened for so long."""

LONGEST_MS = 1_000
"""A batch ends after so long even while files still change."""

LOOK_MS = 100
"""How often the folders themselves are looked for: one that is made anew is another folder."""


def batches(folders: Collection[Path], stopped: Event) -> Generator[frozenset[Path]]:
    """Yield the files that changed, batch by batch, until stopped; the first batch is empty: watching has begun.

    What happens while a batch is dealt with is in the next one. Hidden and backup files are passed over, as everywhere.
    Paths are written as the folders were given; a folder in a batch stands for everything below it.
    """
    lost: frozenset[Path] = frozenset()
    while not stopped.is_set():
        with suppress(FileNotFoundError):  # gone between looking and watching
            for number, batch in enumerate(_while_the_same(folders, stopped)):
                if number == 0 or batch:
                    yield batch | lost if number == 0 else batch
        lost = frozenset(folders)


def _while_the_same(folders: Collection[Path], stopped: Event) -> Iterator[frozenset[Path]]:
    """Yield batches, empty ones too, until one of the folders is gone, is there again or is another."""
    known = _identities(folders)
    given = {str(folder.resolve()): folder for folder in known}
    watched = watch(
        *given,
        watch_filter=None,
        debounce=LONGEST_MS,
        step=QUIET_MS,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
        stop_event=stopped,
    )
    for changes in watched:
        yield frozenset(_named((path for _, path in changes), given))
        is_removed = any(change is Change.deleted and path in given for change, path in changes)
        if is_removed or _identities(folders) != known:
            return


def _identities(folders: Collection[Path]) -> dict[Path, tuple[int, int]]:
    """Give the device and the number on it of each folder that is there."""
    found = {}
    for folder in folders:
        with suppress(OSError):
            status = folder.stat()
            found[folder] = (status.st_dev, status.st_ino)
    return found


def _named(paths: Iterator[str], given: Mapping[str, Path]) -> Iterator[Path]:
    """Yield paths as the folders were given, without hidden and backup files."""
    for path in map(Path, paths):
        for root, folder in given.items():
            if path.is_relative_to(root):
                relative = path.relative_to(root)
                if not any(part.startswith(".") or part.endswith("~") for part in relative.parts):
                    yield folder / relative

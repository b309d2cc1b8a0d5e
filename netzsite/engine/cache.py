"""Keeps bytes that were made before, under a key of everything that they depend on.

All lies in one SQLite file, so that ten thousand small things are quickly written, and easily carried from one machine
to another. Several builds can share it; what a crash or a disk has spoilt is not found. Nothing that befalls the file
stops a build: it makes what it does not find, and says in `notes` why.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from weakref import WeakMethod

if TYPE_CHECKING:
    from netzsite.engine.database import Database

DEFAULT_LIMIT = 1024**3
"""Bytes that a cache may hold: a network's site with its PDFs several times over."""

FILE = "cache.sqlite"

_BATCH_BYTES = 2 * 1024**2


class Cache:
    """A folder of made things; without a folder nothing is kept.

    What is kept is found at once and written in batches, the last one by `flush` or `close`. A cache may be used after
    `close`, handed to another process, and lives on in both processes after a fork.

    Attributes:
        folder: made when something is first kept; None switches the cache off.
        limit: bytes; `shrink` drops what was used longest ago. Uses are told apart by the day, those of this process by
            the second.
    """

    def __init__(self, folder: Path | None, limit: int = DEFAULT_LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self._kept: dict[bytes, bytes] = {}
        self._kept_bytes = 0
        self._base: Database | None = None

    def __reduce__(self) -> tuple[type[Self], tuple[Path | None, int]]:
        return type(self), (self.folder, self.limit)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def find(self, key: str) -> bytes | None:
        """Give what is kept under a key (hex digits)."""
        return self.find_many((key,)).get(key)

    def find_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Give what is kept under some keys; those under which there is nothing are left out."""
        found: dict[str, bytes] = {}
        asked: dict[bytes, str] = {}
        for key in keys if self.folder is not None else ():
            name = bytes.fromhex(key)
            if name in self._kept:
                found[key] = self._kept[name]
            else:
                asked[name] = key
        if asked and (base := self._database()) is not None:
            found.update((asked[name], data) for name, data in base.read(list(asked)).items())
        return found

    def keep(self, key: str, data: bytes) -> bytes:
        """Keep something under a key; gives it back."""
        if self.folder is not None and (self._base is None or self._base.is_writable):
            self._kept[bytes.fromhex(key)] = data
            self._kept_bytes += len(data)
            if self._kept_bytes >= _BATCH_BYTES:
                self.flush()
        return data

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Give what is kept under a key, or make and keep it."""
        data = self.find(key)
        return self.keep(key, make()) if data is None else data

    def flush(self) -> None:
        """Write what is not yet written; other processes find it from now on."""
        if self._kept:
            self._clear_former()
        if (base := self._database() if self._kept else self._base) is not None:
            base.write(self._kept)
        self._kept, self._kept_bytes = {}, 0

    def close(self) -> None:
        """Write what is not yet written, and let go of the file."""
        self.flush()
        if self._base is not None:
            self._base.close()

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what went wrong, one line each, for people who run builds."""
        if self._base is None:
            return ()
        count, where = self._base.damaged, self._base.path
        entries = "a damaged entry; it is" if count == 1 else f"{count} damaged entries; they are"
        return (*self._base.notes, *([f"the cache {where} held {entries} made anew"] if count else []))

    @property
    def damaged(self) -> int:
        """Count the entries found to be not what was kept."""
        return self._base.damaged if self._base is not None else 0

    def size(self) -> tuple[int, int]:
        """Count entries and bytes."""
        self.flush()
        base = self._database()
        return base.totals()[:2] if base is not None else (0, 0)

    def oldest(self) -> dt.date | None:
        """Give the day (UTC) on which the entry was used that would be dropped first."""
        self.flush()
        base = self._database()
        used = base.totals()[2] if base is not None else None
        return dt.datetime.fromtimestamp(used, dt.UTC).date() if used is not None else None

    def shrink(self) -> None:
        """Drop what was used longest ago until the cache keeps to its limit."""
        self.flush()
        if (base := self._database()) is not None:
            base.shrink(self.limit)

    def clear(self) -> None:
        """Drop everything that is kept; files of others in the folder stay."""
        self._kept, self._kept_bytes = {}, 0
        if self.folder is not None and (base := self._database()) is not None:
            base.remove()
            self._clear_former()
            with suppress(OSError):
                self.folder.rmdir()

    def _database(self) -> "Database | None":
        """Give the database, of which there need not be a file yet; None without a folder."""
        if self._base is None and self.folder is not None:
            from netzsite.engine.database import Database  # loads SQLite, which not every run needs

            self._base = Database(self.folder / FILE)
            _close_before_fork(self)
        return self._base

    def _clear_former(self) -> None:
        """Remove what earlier versions kept here: a file for each thing, in folders of its first two digits."""
        with suppress(OSError):
            if self.folder is None or (self.folder / FILE).exists():
                return
            for shelf in self.folder.glob("[0-9a-f][0-9a-f]"):
                for path in shelf.glob("[0-9a-f]" * 62):
                    path.unlink(missing_ok=True)
                if not any(shelf.iterdir()):
                    shelf.rmdir()


def _close_before_fork(cache: Cache) -> None:
    """Let no process inherit an open database: SQLite's locks do not outlive a fork. It opens again when needed."""
    close = WeakMethod(cache.close)

    def before() -> None:
        if (found := close()) is not None:
            found()

    os.register_at_fork(before=before)

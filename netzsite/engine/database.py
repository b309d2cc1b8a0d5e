"""Keeps rows in one SQLite file; a fault of the file costs what it held, never the build.

Only `engine.cache` imports this module, and only when it needs it.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from netzsite.engine import rows as table

COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a file while it is in use, or after a crash."""

PATIENCE_SECONDS = 5.0
"""How long to wait for another process that is writing; a batch takes it a few hundredths."""

_DAY = 24 * 60 * 60

_UNSOUND = frozenset(
    (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
    )
)
"""What SQLite answers to correct statements if the file is not what it wrote."""


class Database:
    """A file of rows; it opens itself when needed, and again after `close`.

    Attributes:
        path: made when something is first written.
        notes: what went wrong, one line each: what, where, what to do.
        damaged: how many rows were not what was written.
        is_writable: False after a fault that the next batch would meet again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        self.damaged = 0
        self.is_writable = True
        self._is_off = False
        self._is_foreign = False
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        self._now = 0
        self._used: set[bytes] = set()
        self._due: set[bytes] = set()
        self._spoilt: set[bytes] = set()

    def read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Find what is kept under some keys, and remember that it was used."""
        found: dict[bytes, bytes] = {}
        with self._guarded():
            if (connection := self._opened()) is not None:
                for key, used, data in table.read_rows(connection, keys):
                    if data is not None:
                        found[key] = data
                        self._used.add(key)
                        if used < self._now - _DAY:
                            self._due.add(key)
                    elif key not in self._spoilt:
                        self._spoilt.add(key)
                        self.damaged += 1
        return found

    def write(self, rows: Mapping[bytes, bytes]) -> None:
        """Write rows in one step, with what was noticed since the last time: damage, and uses a day or more apart."""
        if not (rows or self._due or self._spoilt) or not self.is_writable:
            return
        with self._guarded(writing=True):
            connection = self._opened(make=bool(rows))
            if connection is not None and self.is_writable:
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    table.drop_rows(connection, list(self._spoilt))
                    table.write_rows(connection, rows)
                    table.mark_used(connection, self._due)
                self._spoilt.clear()
                self._due.clear()

    def shrink(self, limit: int) -> None:
        """Drop what was used longest ago until the rows hold at most so many bytes; the disk has the space back."""
        if self.totals()[1] <= limit or not self.is_writable:
            return
        with self._guarded(writing=True):
            if (connection := self._opened()) is not None:
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    table.mark_used(connection, self._used)  # to the second, now that it matters
                    table.drop_excess(connection, limit)
                connection.executescript("PRAGMA incremental_vacuum")  # `execute` would give back one page

    def totals(self) -> tuple[int, int, int | None]:
        """Count rows and their bytes, and give when the oldest was used (seconds since 1970)."""
        with self._guarded():
            if (connection := self._opened()) is not None:
                return table.count_rows(connection)
        return 0, 0, None

    def close(self) -> None:
        """Let go of the file; all is written into it, and nothing stays beside it if no other process uses it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with self._guarded():
                connection.close()

    def remove(self) -> None:
        """Remove the file and its companions, unless it is another program's."""
        with self._guarded():
            self._opened()
        self.close()
        if not self._is_foreign:
            with self._guarded():
                self._unlink()
        self._forget()

    def _forget(self) -> None:
        for keys in (self._used, self._due, self._spoilt):
            keys.clear()

    def _unlink(self) -> None:
        for end in ("", *COMPANIONS):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    # -- Opening -------------------------------------------------------------------------------------------------------

    def _opened(self, *, make: bool = False) -> sqlite3.Connection | None:
        """Give the connection; None if there is no file and none is to be made, or it cannot be used."""
        if self._connection is None and not self._is_off and (make or self.path.exists()):
            if make:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            with _alone(self.path.parent):
                self._connect()
        return self._connection

    def _connect(self) -> None:
        """Open the file; one that may not be written is read as it lies there."""
        try:
            self._look(sqlite3.connect(self.path, timeout=PATIENCE_SECONDS, isolation_level=None))
        except sqlite3.OperationalError as error:
            if _code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or not self.path.is_file():
                raise
            address = f"{self.path.absolute().as_uri()}?immutable=1"
            self._look(sqlite3.connect(address, uri=True, isolation_level=None))
            if not self._is_off:
                self._note_unwritable("it is read-only")

    def _look(self, connection: sqlite3.Connection) -> None:
        """Take a connection into use if the file is ours."""
        self._inode = self.path.stat().st_ino
        connection.text_factory = bytes  # we keep no text; damage might
        try:
            application, layout = table.owner(connection)
            if (application, layout) == (0, 0) and table.is_new(connection):
                table.make_tables(connection)
                application, layout = table.APPLICATION, table.LAYOUT
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = OFF")
            self._now = table.now(connection)
        except BaseException:
            connection.close()
            raise
        if (application, layout) == (table.APPLICATION, table.LAYOUT):
            self._connection = connection
            return
        connection.close()
        if application == table.APPLICATION:
            self._renew("has the layout of another version of netzsite")
            self._connect()
        else:
            self._is_foreign = True
            self._stop("belongs to another program: nothing is kept; name another folder with --cache")

    # -- Faults --------------------------------------------------------------------------------------------------------

    @contextmanager
    def _guarded(self, *, writing: bool = False) -> Iterator[None]:
        """Turn a fault of the file or its folder into a note, and go on without; one in writing still lets read."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if not hasattr(error, "sqlite_errorcode"):  # not from SQLite: a bug of ours
                raise
            self._yield_to(error, still_reads=writing and self._connection is not None)
        except UnicodeDecodeError:  # SQLite's message quotes what it could not read
            self._give_up_file()
        except OSError as error:
            self._stop(f"cannot be used ({error.strerror}): nothing is kept; name another folder with --cache")

    def _yield_to(self, error: sqlite3.DatabaseError, *, still_reads: bool) -> None:
        """Note a fault, and stop what would meet it again."""
        code = _code(error)
        if code in _UNSOUND:
            self._give_up_file()
        elif code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self._stop(
                f"was locked for {PATIENCE_SECONDS:g} s: nothing more is kept; let one build end before the next",
                still_reads=still_reads,
            )
        elif code == sqlite3.SQLITE_FULL:
            self._stop(
                "does not fit on the disk: nothing more is kept; free some space, or name another folder with --cache",
                still_reads=still_reads,
            )
        elif still_reads:
            self._note_unwritable(str(error))
        else:
            self._stop(f"cannot be used ({error}): nothing is kept; run netzsite cache --clear, or name another folder")

    def _give_up_file(self) -> None:
        """Remove a file that cannot be read; one that may not be removed is used no more."""
        if not self.is_writable:
            return self._stop("is not a sound database: nothing is kept; run netzsite cache --clear")
        with self._guarded(), _alone(self.path.parent):
            self._renew("is not a sound database")
        return None

    def _renew(self, reason: str) -> None:
        """Remove the file, unless another process was quicker; the next write makes it anew."""
        self.close()
        if self.path.exists() and self.path.stat().st_ino == self._inode:
            self._unlink()
        self._forget()
        self._note(f"{reason}: it was removed, and what it held is made anew")

    def _note_unwritable(self, reason: str) -> None:
        self._stop(
            f"cannot be written ({reason}): nothing is kept; allow it, or name another folder with --cache",
            still_reads=True,
        )

    def _stop(self, reason: str, *, still_reads: bool = False) -> None:
        """Write no more, and read no more either if that would fail too."""
        self.is_writable = False
        if not still_reads:
            self._is_off = True
            self.close()
        self._note(reason)

    def _note(self, reason: str) -> None:
        note = f"the cache {self.path} {reason}"
        if note not in self.notes:
            self.notes.append(note)


def _code(error: sqlite3.DatabaseError) -> int:
    """Give SQLite's primary result code; the higher bits only refine it."""
    return error.sqlite_errorcode & 0xFF


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time make, judge or replace the file in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives have no such lock
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)

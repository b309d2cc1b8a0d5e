"""Turns keys and bytes into rows of a SQLite database, and back.

The table `entry` is small: it is quickly searched, summed, sorted and marked. The bytes lie apart in `body`, in the
order in which they came, texts packed: pages take a third of the room, which is written and carried about sooner. Each
entry carries a digest of its key and of what is kept: what a disk has spoilt is not taken for sound. The clock is
SQLite's, in seconds since 1970, and says only what is dropped first.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

APPLICATION = 0x6E657473
"""Written into the file, so that a database of another program is never taken for ours."""

LAYOUT = 2
"""To be counted up when the tables change; what has another layout is made anew."""

_NOW = "CAST(strftime('%s', 'now') AS INTEGER)"
_ASKED_AT_ONCE = 500
_PAGE_BYTES = 8192
"""Measured with rows of 4 and 10 KB and of several MB: 4096 writes more slowly, 16384 leaves more of the file empty."""

_PACKED = range(512, 256 * 1024)
"""Lengths in bytes of what is packed if that halves it.

What is larger is a picture, or read whenever a build begins.
"""

_RAW, _ZLIB = b"\0", b"\1"
"""Before what is kept as it is, and before what is packed (zlib, RFC 1950)."""

_LEVEL = 2
"""Measured with pages: 6 takes twice the time for a tenth less."""

_TABLES = (
    "CREATE TABLE entry (key BLOB PRIMARY KEY, id INTEGER NOT NULL, size INTEGER NOT NULL, used INTEGER NOT NULL,"
    " digest BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE body (id INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {LAYOUT}",
)
_READ = """
    SELECT key, coalesce(CAST(used AS INTEGER), 0), digest, CAST(data AS BLOB) FROM entry LEFT JOIN body USING (id)
"""  # damage can change types, too
_INSERT = f"INSERT INTO entry VALUES (?, ?, ?, {_NOW}, ?)"  # noqa: S608 - a constant
_MARK = f"UPDATE entry SET used = {_NOW} WHERE key = ?"  # noqa: S608 - a constant
_COUNT = f"""
    SELECT count(*), CAST(coalesce(sum(size), 0) AS INTEGER), max(0, min({_NOW}, CAST(min(used) AS INTEGER))) FROM entry
"""  # noqa: S608 - a constant
_EXCESS = """
    SELECT key FROM (SELECT key, sum(size) OVER (ORDER BY used DESC, id DESC) AS total FROM entry) WHERE total > ?
"""


def owner(connection: sqlite3.Connection) -> tuple[int, int]:
    """Give whose database it is and which layout it has; zeros if neither is said."""
    application, layout = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    return application, layout


def is_new(connection: sqlite3.Connection) -> bool:
    """Tell whether there are no tables yet."""
    return bool(connection.execute("SELECT count(*) = 0 FROM sqlite_master").fetchone()[0])


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of a new database, in one step."""
    connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for statement in _TABLES:
            connection.execute(statement)


def now(connection: sqlite3.Connection) -> int:
    """Give the time."""
    seconds: int = connection.execute(f"SELECT {_NOW}").fetchone()[0]
    return seconds


def read_rows(connection: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[tuple[bytes, int, bytes | None]]:
    """Yield key, time of last use and bytes of what is there; None for bytes that are not what was written."""
    for some, asked in _portions(keys):
        for key, used, digest, data in connection.execute(f"{_READ} WHERE key IN {some}", asked):
            yield key, used, _unpacked(data) if data is not None and digest == _digest(key, data) else None


def write_rows(connection: sqlite3.Connection, rows: Mapping[bytes, bytes]) -> None:
    """Write rows, in place of those that have the same keys."""
    drop_rows(connection, list(rows))
    packed = {key: _pack(data) for key, data in rows.items()}
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM body").fetchone()[0]
    connection.executemany("INSERT INTO body VALUES (?, ?)", zip(count(first), packed.values()))
    entries = ((key, id_, len(data), _digest(key, data)) for id_, (key, data) in zip(count(first), packed.items()))
    connection.executemany(_INSERT, entries)


def drop_rows(connection: sqlite3.Connection, keys: Sequence[bytes]) -> None:
    """Drop the rows of some keys."""
    for some, asked in _portions(keys):
        connection.execute(f"DELETE FROM body WHERE id IN (SELECT id FROM entry WHERE key IN {some})", asked)  # noqa: S608
        connection.execute(f"DELETE FROM entry WHERE key IN {some}", asked)  # noqa: S608


def mark_used(connection: sqlite3.Connection, keys: Iterable[bytes]) -> None:
    """Mark rows as used now."""
    connection.executemany(_MARK, ((key,) for key in keys))


def drop_excess(connection: sqlite3.Connection, limit: int) -> None:
    """Drop what was used longest ago until the rows hold at most so many bytes."""
    drop_rows(connection, [key for (key,) in connection.execute(_EXCESS, (limit,))])


def count_rows(connection: sqlite3.Connection) -> tuple[int, int, int | None]:
    """Count rows and their bytes, and give the earliest time of last use."""
    rows, size, used = connection.execute(_COUNT).fetchone()
    return rows, size, used


def _portions(keys: Sequence[bytes]) -> Iterator[tuple[str, Sequence[bytes]]]:
    """Yield keys in portions that one statement can ask for, each with its question marks in brackets."""
    for start in range(0, len(keys), _ASKED_AT_ONCE):
        asked = keys[start : start + _ASKED_AT_ONCE]
        yield f"({','.join('?' * len(asked))})", asked


def _pack(data: bytes) -> bytes:
    if len(data) in _PACKED:
        packed = zlib.compress(data, _LEVEL)
        if len(packed) < len(data) // 2:
            return _ZLIB + packed
    return _RAW + data


def _unpacked(data: bytes) -> bytes:
    return zlib.decompress(data[1:]) if data[:1] == _ZLIB else data[1:]


def _digest(key: bytes, data: bytes) -> bytes:
    digest = hashlib.sha256(key)  # quicker than BLAKE2 on the processors of today
    digest.update(data)
    return digest.digest()[:16]

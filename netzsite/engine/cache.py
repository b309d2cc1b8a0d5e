"""Keeps bytes that were made before, under a key of everything that they depend on.

A stored file begins with the digest of its content: what a crash left half-written, or a disk has spoilt, is not found.
Files are put in place by renaming, so that several builds can share a cache.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

DEFAULT_LIMIT = 1024**3
"""Bytes that a cache may hold: a network's site with its PDFs several times over."""

_DIGEST_BYTES = 32


@dataclass
class Cache:
    """A folder of made things; without a folder nothing is kept.

    Attributes:
        folder: made when something is first kept; None switches the cache off.
        limit: bytes; `shrink` drops what was used longest ago.
        hits: how many were found.
        misses: how many had to be made.
    """

    folder: Path | None
    limit: int = DEFAULT_LIMIT
    hits: int = field(default=0, init=False)
    misses: int = field(default=0, init=False)

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Give what is kept under a key (hex digits), or make and keep it."""
        if self.folder is None:
            return make()
        path = self.folder / key[:2] / key[2:]
        data = _read(path)
        if data is not None:
            self.hits += 1
            return data
        self.misses += 1
        data = make()
        _write(path, data)
        return data

    def size(self) -> tuple[int, int]:
        """Count files and bytes."""
        sizes = [size for _, size, _ in self._files()]
        return len(sizes), sum(sizes)

    def shrink(self) -> None:
        """Drop what was used longest ago until the cache keeps to its limit."""
        files = sorted(self._files())
        excess = sum(size for _, size, _ in files) - self.limit
        for _, size, path in files:
            if excess <= 0:
                return
            path.unlink(missing_ok=True)
            excess -= size

    def clear(self) -> None:
        """Drop everything."""
        if self.folder is not None and self.folder.is_dir():
            shutil.rmtree(self.folder)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """Yield time of last use, bytes and path of each file; another build may remove some meanwhile."""
        for path in self.folder.glob("??/*") if self.folder is not None else ():
            with contextlib.suppress(FileNotFoundError):
                status = path.stat()
                yield status.st_mtime, status.st_size, path


def _read(path: Path) -> bytes | None:
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    data = stored[_DIGEST_BYTES:]
    if hashlib.sha256(data).digest() != stored[:_DIGEST_BYTES]:
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # used now: the last to be dropped
    return data


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(hashlib.sha256(data).digest() + data)
    Path(file.name).replace(path)

"""Keeps bytes that were made before, under a key of everything that they depend on.

A stored file begins with the digest of its content: what a crash left half-written, or a disk has spoilt, is not found.
Files are put in place by renaming, so that several builds can share a cache.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

DEFAULT_LIMIT = 1024**3
"""Bytes that a cache may hold: a network's site with its PDFs several times over."""

_DIGEST_BYTES = 32


@dataclass(frozen=True)
class Cache:
    """A folder of made things; without a folder nothing is kept.

    Attributes:
        folder: made when something is first kept; None switches the cache off.
        limit: bytes; `shrink` drops what was used longest ago.
    """

    folder: Path | None
    limit: int = DEFAULT_LIMIT

    def find(self, key: str) -> bytes | None:
        """Give what is kept under a key (hex digits)."""
        return _read(self._path(self.folder, key)) if self.folder is not None else None

    def keep(self, key: str, data: bytes) -> bytes:
        """Keep something under a key; gives it back."""
        if self.folder is not None:
            _write(self._path(self.folder, key), data)
        return data

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Give what is kept under a key, or make and keep it."""
        data = self.find(key)
        return self.keep(key, make()) if data is None else data

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[:2] / key[2:]

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
        """Drop everything that is kept; files of others in the folder stay."""
        for _, _, path in self._files():
            path.unlink(missing_ok=True)
        for folder in list(self._shelves()):
            with contextlib.suppress(OSError):
                folder.rmdir()
        if self.folder is not None:
            with contextlib.suppress(OSError):
                self.folder.rmdir()

    def _shelves(self) -> Iterator[Path]:
        """Yield the folders that hold kept files: the first two digits of the keys."""
        for path in self.folder.glob("??") if self.folder is not None else ():
            if re.fullmatch("[0-9a-f]{2}", path.name):
                yield path

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """Yield time of last use, bytes and path of each kept file; another build may remove some meanwhile."""
        for shelf in self._shelves():
            for path in shelf.iterdir():
                if re.fullmatch("[0-9a-f]{62}", path.name):
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

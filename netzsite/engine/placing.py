"""Turns bytes into files of the next output, in any process; a file that has not changed is the last one."""

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Placed:
    """A file as it was put in its place: digest, size in bytes, time in ns since 1970."""

    sha256: str
    bytes: int
    modified: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the files of the next output are put.

    Attributes:
        folder: the folder in which the next output grows.
        output: the last output.
    """

    folder: str
    output: str
    _made: set[str] = field(default_factory=set, compare=False, repr=False)

    def put(self, path: str, data: bytes) -> Placed:
        """Write a file; one that has not changed keeps its time.

        Args:
            path: below the output folder, with forward slashes.
            data: its bytes.

        Raises:
            ValueError: the path leaves the output folder.
        """
        target, last = self._inside(path), f"{self.output}/{path}"
        if _has(last, data):
            give_second_name(last, target)
        else:
            _write(target, data)
        return Placed(hashlib.sha256(data).hexdigest(), len(data), Path(target).stat().st_mtime_ns)

    def take_over(self, path: str) -> None:
        """Put a file of the last output in its place as it lies there."""
        give_second_name(f"{self.output}/{path}", self._inside(path))

    def _inside(self, path: str) -> str:
        """Give the file of a path, its folder made."""
        if not is_inside(path):
            raise ValueError(f"'{path}' leaves the output folder")
        target = f"{self.folder}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return target


def is_inside(path: str) -> bool:
    """Tell whether a path stays below the output folder."""
    return not {"", ".", ".."} & set(path.split("/")) and "\\" not in path and "\0" not in path


def _has(path: str, data: bytes) -> bool:
    with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123 - as in `give_second_name`
        return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    return False


def _write(target: str, data: bytes) -> None:
    try:
        with Path(target).open("xb") as file:
            file.write(data)
    except FileExistsError:  # a worker was lost after it had put it there, perhaps as a link to the last output
        Path(target).unlink()
        Path(target).write_bytes(data)


def give_second_name(source: str, target: str) -> None:
    """Give a file a second name, so that what has not changed keeps its time; or copy it, where that cannot be."""
    try:
        os.link(source, target)  # texts rather than paths: this is done for every file of an output
    except FileExistsError:  # as in `_write`
        Path(target).unlink()
        give_second_name(source, target)
    except OSError:
        shutil.copy2(source, target)

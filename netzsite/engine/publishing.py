"""Puts rendered files in place in one step, or leaves the last output as it was.

Files are written to a folder beside the output; the two folders are exchanged by one system call where the system has
one (Linux `renameat2`, macOS `renamex_np`), else by two renames that the next run can undo. Where a few files get other
bytes and nothing else changes, they are replaced one by one, and the next run can undo that, too.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from netzsite.engine.manifest import MANIFEST, PublishedFile, amend_manifest, read_manifest, write_manifest
from netzsite.engine.placing import Placed, Shelf
from netzsite.engine.workspace import foreign, workspace

Stamps = Mapping[str, tuple[int, int]]
"""Relative path -> size in bytes, time in ns since 1970."""


@dataclass(frozen=True, slots=True)
class Output:
    """An output as it lies there.

    Attributes:
        files: those that its manifest lists.
        stamps: of each that is there size and time in ns.
        as_of: the moment of the last change by the calendar alone that it shows (ISO 8601); empty before the first one,
            None if the manifest does not say.
    """

    files: Mapping[str, PublishedFile]
    stamps: Stamps
    as_of: str | None = None


class Staging:
    """The folder in which the next output grows."""

    def __init__(self, folder: Path, output: Path, previous: Output) -> None:
        self.shelf = Shelf(str(folder), str(output))
        self.previous = previous
        self.is_kept = False
        self.files: dict[str, PublishedFile] = {}
        self.as_of = ""

    def write(self, path: str, data: bytes, medium: str, entry: str | None = None) -> int:
        """Write a file; one that has not changed keeps its time.

        Args:
            path: below the output folder, with forward slashes.
            data: its bytes.
            medium: the medium it belongs to.
            entry: `kind:id` of the entry it shows.

        Returns:
            The time of the file in ns since 1970.

        Raises:
            ValueError: the path leaves the output folder.
        """
        return self.enter(path, self.shelf.put(path, data), medium, entry)

    def enter(self, path: str, placed: Placed, medium: str, entry: str | None = None) -> int:
        """Enter a file that was put on the shelf, by this process or another; gives its time as `write` does."""
        self.files[path] = PublishedFile(placed.sha256, placed.bytes, medium, entry)
        return placed.modified

    def keep(self, path: str) -> None:
        """Take over a file from the last output as it lies there."""
        self.shelf.take_over(path)
        self.files[path] = self.previous.files[path]

    def keep_all(self) -> None:
        """Leave the last output as it is."""
        self.is_kept = True

    def keep_media(self, media: Collection[str]) -> None:
        """Take over the files of some media from the last output, as old as it is; used when only others are built."""
        for path, file in self.previous.files.items():
            if file.medium in media and path not in self.files and path in self.previous.stamps:
                self.keep(path)
                self.as_of = min(self.as_of, self.previous.as_of or "")

    def write_manifest(self) -> None:
        """Write the list of all files; it also says that the folder is netzsite's own."""
        text = write_manifest(self.files, self.as_of)
        Path(self.shelf.folder, MANIFEST).write_text(text, encoding="utf-8")


@contextmanager
def staged(output: Path) -> Iterator[Staging]:
    """Open a folder for the next output; leaving the block without an exception publishes it, else it is dropped.

    An output that would be the same file by file is left as it is.

    Raises:
        NetzsiteError: the output folder is not netzsite's or cannot be written, or another build is writing to it.
    """
    with workspace(output) as place:
        previous = check_output(place.output)
        place.following.mkdir()
        staging = Staging(place.following, place.output, previous)
        yield staging
        if not staging.is_kept:
            staging.write_manifest()
            _refuse_strangers(output, list_output(output), previous.files)
            place.exchange()


def replace_files(output: Path, stamps: Stamps, files: Mapping[str, tuple[bytes, PublishedFile]]) -> Stamps | None:
    """Replace some files of an output, each in one step, the manifest last; all of them, or none.

    Args:
        output: the output folder.
        stamps: of all its files, as far as is known.
        files: path -> bytes, and what the manifest is to say of them.

    Returns:
        The stamps of all its files now; None if somebody else has published meanwhile.

    Raises:
        NetzsiteError: the output folder cannot be written, or another build is writing to it.
        OSError: a file cannot be written; the output is as it was.
    """
    with workspace(output) as place:
        manifest = place.output / MANIFEST
        if not manifest.is_file() or _stamp(manifest) != stamps[MANIFEST]:
            return None
        text = amend_manifest(manifest.read_text(encoding="utf-8"), {path: file for path, (_, file) in files.items()})
        written = {**{path: data for path, (data, _) in files.items()}, MANIFEST: text.encode()}
        for path, data in written.items():
            target = place.following / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        place.replace(list(written))
        return {**stamps, **{path: _stamp(place.output / path) for path in written}}


def published(data: bytes, medium: str, entry: str | None) -> PublishedFile:
    """Say of bytes what the manifest says of a file that holds them."""
    return PublishedFile(sha256(data).hexdigest(), len(data), medium, entry)


def check_output(output: Path) -> Output:
    """Look at the last output.

    Raises:
        NetzsiteError: the folder holds anything that netzsite did not write.
    """
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise foreign(output, "is not a folder of its own", "name a folder that does not exist yet")
    if not output.exists() or not any(output.iterdir()):
        return Output({}, {})
    read = read_manifest(output / MANIFEST)
    if read is None:
        raise foreign(
            output,
            "was not made by netzsite and is not replaced",
            "name another folder with --output, or delete it yourself",
        )
    stamps = list_output(output)
    _refuse_strangers(output, stamps, read.files)
    return Output(read.files, stamps, read.as_of)


def _refuse_strangers(output: Path, stamps: Iterable[str], files: Mapping[str, PublishedFile]) -> None:
    strangers = sorted({*stamps} - files.keys() - {MANIFEST})
    if strangers:
        shown = ", ".join(strangers[:5]) + (", ..." if len(strangers) > 5 else "")
        raise foreign(
            output,
            f"holds files that netzsite did not make: {shown}",
            "move them elsewhere: the folder is replaced as a whole",
        )


def read_as_of(path: Path) -> str | None:
    """Give what an output, or a copy of its manifest alone, shows of the calendar; None if neither says so."""
    read = read_manifest(path if path.is_file() else path / MANIFEST)
    return read.as_of if read is not None else None


def list_output(output: Path) -> dict[str, tuple[int, int]]:
    """List the files of an output, and symbolic links: relative path -> size in bytes, time in ns."""
    listed: dict[str, tuple[int, int]] = {}
    if output.is_dir():
        _list(str(output), "", listed)
    return listed


def _list(folder: str, below: str, listed: dict[str, tuple[int, int]]) -> None:
    """Enter the files below a folder; texts rather than paths, and no generators: this is done for every file."""
    with os.scandir(f"{folder}/{below}") as items:
        for item in items:
            if item.is_dir(follow_symlinks=False):
                _list(folder, f"{below}{item.name}/", listed)
            else:
                status = item.stat(follow_symlinks=False)
                listed[below + item.name] = status.st_size, status.st_mtime_ns


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns

"""Puts rendered files in place in one step, or leaves the last output as it was.

Files are written to a folder beside the output; the two folders are exchanged by one system call where the system has
one (Linux `renameat2`, macOS `renamex_np`), else by two renames that the next run can undo.
"""

import fcntl
import json
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from netzsite.engine.placing import Placed, Shelf, is_inside
from netzsite.errors import Code, NetzsiteError, Problem, Spot

MANIFEST = "manifest.json"
GENERATOR = "netzsite"

_AT_FDCWD = -100 if sys.platform != "darwin" else -2
_RENAME_EXCHANGE = 2
"""Linux RENAME_EXCHANGE (linux/fs.h) and macOS RENAME_SWAP (sys/stdio.h) have the same value."""


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A line of the manifest: digest and size in bytes of a file, the medium and the entry it comes from."""

    sha256: str
    bytes: int
    medium: str
    entry: str | None = None


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
    stamps: Mapping[str, tuple[int, int]]
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
        text = ",\n".join([f"  {_quoted(path)}: {_written(file)}" for path, file in sorted(self.files.items())])
        opening = f' "generator": {json.dumps(GENERATOR)},\n "as_of": {json.dumps(self.as_of)},\n "files": {{'
        Path(self.shelf.folder, MANIFEST).write_text(f"{{\n{opening}\n{text}\n }}\n}}\n", encoding="utf-8")


def _written(file: PublishedFile) -> str:
    """Write a line of the manifest; ten thousand calls of the JSON library would take a quarter of a second."""
    entry = "null" if file.entry is None else _quoted(file.entry)
    return f'{{"sha256": "{file.sha256}", "bytes": {file.bytes}, "medium": {_quoted(file.medium)}, "entry": {entry}}}'


_quoted = json.encoder.encode_basestring


@contextmanager
def staged(output: Path) -> Iterator[Staging]:
    """Open a folder for the next output; leaving the block without an exception publishes it, else it is dropped.

    An output that would be the same file by file is left as it is.

    Raises:
        NetzsiteError: the output folder is not netzsite's or cannot be written, or another build is writing to it.
    """
    output = output.absolute()
    workspace = output.parent / f".{output.name}.netzsite"
    with _locked(workspace, output):
        try:
            _recover(output, workspace)
            previous = check_output(output)
            following = workspace / "next"
            following.mkdir()
            staging = Staging(following, output, previous)
            yield staging
            if not staging.is_kept:
                staging.write_manifest()
                _refuse_strangers(output, (path for path, _ in _files_below(output)), previous.files)
                _exchange(following, output, workspace / "previous")
        finally:
            _recover(output, workspace)


def check_output(output: Path) -> Output:
    """Look at the last output.

    Raises:
        NetzsiteError: the folder holds anything that netzsite did not write.
    """
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise _foreign(output, "is not a folder of its own", "name a folder that does not exist yet")
    if not output.exists() or not any(output.iterdir()):
        return Output({}, {})
    read = _read_manifest(output)
    if read is None:
        raise _foreign(
            output,
            "was not made by netzsite and is not replaced",
            "name another folder with --output, or delete it yourself",
        )
    stamps = list_output(output)
    _refuse_strangers(output, stamps, read.files)
    return replace(read, stamps=stamps)


def _refuse_strangers(output: Path, stamps: Iterable[str], files: Mapping[str, PublishedFile]) -> None:
    strangers = sorted({*stamps} - files.keys() - {MANIFEST})
    if strangers:
        shown = ", ".join(strangers[:5]) + (", ..." if len(strangers) > 5 else "")
        raise _foreign(
            output,
            f"holds files that netzsite did not make: {shown}",
            "move them elsewhere: the folder is replaced as a whole",
        )


def read_as_of(path: Path) -> str | None:
    """Give what an output, or a copy of its manifest alone, shows of the calendar; None if neither says so."""
    read = _read_manifest(path.parent if path.is_file() else path, path.name if path.is_file() else MANIFEST)
    return read.as_of if read is not None else None


def _read_manifest(output: Path, name: str = MANIFEST) -> Output | None:
    try:
        manifest = json.loads((output / name).read_text(encoding="utf-8"))
        if manifest["generator"] != GENERATOR:
            return None
        files = {path: PublishedFile(**file) for path, file in manifest["files"].items()}
        as_of = manifest.get("as_of")
        is_sound = all(map(is_inside, files)) and isinstance(as_of, str | None)
        return Output(files, {}, as_of) if is_sound else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def list_output(output: Path) -> dict[str, tuple[int, int]]:
    """List the files of an output: relative path -> size in bytes, time in ns."""
    return dict(_files_below(output))


def _files_below(folder: Path, below: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the files below a folder, and symbolic links, as relative paths with their size and time in ns."""
    for item in os.scandir(folder / below) if folder.exists() else ():
        path = f"{below}{item.name}"
        if item.is_dir(follow_symlinks=False):
            yield from _files_below(folder, f"{path}/")
        else:
            status = item.stat(follow_symlinks=False)
            yield path, (status.st_size, status.st_mtime_ns)


def _foreign(output: Path, message: str, hint: str) -> NetzsiteError:
    return NetzsiteError(Problem(Spot(str(output)), Code.FOREIGN_OUTPUT, message, hint))


def _unwritable(output: Path, error: OSError) -> NetzsiteError:
    is_below_a_file = isinstance(error, (FileExistsError, NotADirectoryError))
    reason = "a part of its path is a file" if is_below_a_file else error.strerror
    message, hint = f"cannot be written: {reason}", "name another folder with --output"
    return NetzsiteError(Problem(Spot(str(output)), Code.UNWRITABLE_OUTPUT, message, hint))


@contextmanager
def _locked(workspace: Path, output: Path) -> Iterator[None]:
    """Make the workspace, hold it, and remove it.

    The lock goes last: whoever makes a workspace anew in this moment finds it empty, or is refused.
    """
    path = workspace / "lock"
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(output, error) from None
    with ExitStack() as stack:
        try:
            workspace.mkdir(exist_ok=True)
            file = stack.enter_context(path.open("w"))
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = path.stat().st_ino == os.fstat(file.fileno()).st_ino
        except (BlockingIOError, FileExistsError, FileNotFoundError):
            is_ours = False
        except OSError as error:
            raise _unwritable(output, error) from None
        if not is_ours:
            raise _foreign(output, "another build is writing to it", "wait until it has finished")
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink()
                workspace.rmdir()


def _recover(output: Path, workspace: Path) -> None:
    """Clean up after a build that was stopped; undo a publication that got no further than the first of two renames."""
    previous = workspace / "previous"
    if previous.exists() and not output.exists():
        previous.rename(output)
    for leftover in (workspace / "next", previous):
        shutil.rmtree(leftover, ignore_errors=True)


def _exchange(following: Path, output: Path, previous: Path) -> None:
    """Put the new folder in the place of the old one; the old one ends up in the new one's place, or in `previous`."""
    if not output.exists():
        following.rename(output)
    elif not _exchange_at_once(following, output):
        output.rename(previous)
        following.rename(output)


def _exchange_at_once(one: Path, other: Path) -> bool:
    """Exchange two folders in one system call; False where the system or the file system has none."""
    import ctypes  # needed only where something is put in place

    libc = ctypes.CDLL(None, use_errno=True)
    function = getattr(libc, "renamex_np" if sys.platform == "darwin" else "renameat2", None)
    if function is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        return bool(function(*names, _RENAME_EXCHANGE) == 0)
    return bool(function(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)

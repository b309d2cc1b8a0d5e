"""Gives a build the folder beside its output in which it works, and cleans up after one that was stopped.

While a build works, its workspace holds `lock`; `next`, in which its files grow; and, for the moments in which they are
put in place, what was there: `previous`, the whole output, or `former`, the files that are replaced one by one.
"""

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from netzsite.engine.placing import give_second_name
from netzsite.errors import Code, NetzsiteError, Problem, Spot

_AT_FDCWD = -100 if sys.platform != "darwin" else -2
_RENAME_EXCHANGE = 2
"""Linux RENAME_EXCHANGE (linux/fs.h) and macOS RENAME_SWAP (sys/stdio.h) have the same value."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder beside an output in which one build works.

    Attributes:
        output: the output folder, absolute.
        folder: the workspace.
    """

    output: Path
    folder: Path

    @property
    def following(self) -> Path:
        """The folder of what is to be published; whoever needs it makes it."""
        return self.folder / "next"

    @property
    def _previous(self) -> Path:
        return self.folder / "previous"

    @property
    def _former(self) -> Path:
        return self.folder / "former"

    def exchange(self) -> None:
        """Put the new output in the place of the old one, in one step where the system can."""
        if not self.output.exists():
            self.following.rename(self.output)
        elif not _exchange_at_once(self.following, self.output):
            self.output.rename(self._previous)
            self.following.rename(self.output)

    def replace(self, paths: Sequence[str]) -> None:
        """Put new files in the place of old ones, each in one step, in this order; all of them, or none.

        Args:
            paths: below the workspace's `following` folder, and below the output.
        """
        for path in paths:
            former = self._former / path
            former.parent.mkdir(parents=True, exist_ok=True)
            give_second_name(str(self.output / path), str(former))
        for path in paths:
            (self.following / path).replace(self.output / path)
        self._former.rename(self._previous)

    def recover(self) -> None:
        """Clean up; undo what was put in place in part only."""
        if self._previous.exists() and not self.output.exists():
            self._previous.rename(self.output)
        for path in sorted(self._former.rglob("*")) if self.output.exists() else ():
            if not path.is_dir():
                path.replace(self.output / path.relative_to(self._former))
        for leftover in (self.following, self._previous, self._former):
            shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def workspace(output: Path) -> Iterator[Workspace]:
    """Open the workspace of an output, cleaned up, and hold it alone; it is gone afterwards.

    Raises:
        NetzsiteError: it cannot be made, or another build is at work.
    """
    output = output.absolute()
    place = Workspace(output, output.parent / f".{output.name}.netzsite")
    with _locked(place.folder, output):
        try:
            place.recover()
            yield place
        finally:
            place.recover()


def check_apart(output: Path, **sources: Path) -> None:
    """Refuse an output folder that holds what it is made from, or lies within; `sources` by their names.

    Raises:
        NetzsiteError: they overlap.
    """
    place = output.resolve()
    for name, folder in sources.items():
        source = folder.resolve()
        if place == source or place in source.parents or source in place.parents:
            raise foreign(
                output, f"the output and the {name} folder must not lie in each other", "name a folder beside it"
            )


def foreign(output: Path, message: str, hint: str) -> NetzsiteError:
    """Say why an output is not touched."""
    return NetzsiteError(Problem(Spot(str(output)), Code.FOREIGN_OUTPUT, message, hint))


def _unwritable(output: Path, error: OSError) -> NetzsiteError:
    is_below_a_file = isinstance(error, (FileExistsError, NotADirectoryError))
    reason = "a part of its path is a file" if is_below_a_file else error.strerror
    message, hint = f"cannot be written: {reason}", "name another folder with --output"
    return NetzsiteError(Problem(Spot(str(output)), Code.UNWRITABLE_OUTPUT, message, hint))


@contextmanager
def _locked(folder: Path, output: Path) -> Iterator[None]:
    """Make the workspace, hold it, and remove it.

    The lock goes last: whoever makes a workspace anew in this moment finds it empty, or is refused.
    """
    path = folder / "lock"
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(output, error) from None
    with ExitStack() as stack:
        try:
            folder.mkdir(exist_ok=True)
            file = stack.enter_context(path.open("w"))
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = path.stat().st_ino == os.fstat(file.fileno()).st_ino
        except (BlockingIOError, FileExistsError, FileNotFoundError):
            is_ours = False
        except OSError as error:
            raise _unwritable(output, error) from None
        if not is_ours:
            raise foreign(output, "another build is writing to it", "wait until it has finished")
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink()
                folder.rmdir()


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

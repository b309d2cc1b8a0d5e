"""Turns the content folder into the names of its files and what the file system says of them, without opening any."""

import os
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from netzsite.errors import Code, Problem, Spot

SETTLED_NS = 2_000_000_000
"""A file that changed less than this before it was looked at may change again without looking different: the coarsest
file systems count in steps of two seconds."""


def list_files(folder: Path, problems: list[Problem]) -> dict[str, str]:
    """List the files below the content folder, in order; hidden and backup files are passed over.

    Args:
        folder: the content folder.
        problems: symbolic links are added here.

    Returns:
        Relative path -> what the file system says of the file: the later of its times of change in ns, both times,
        bytes, inode, divided by blanks.
    """
    listed: dict[str, str] = {}
    _list(folder, str(folder), "", listed, problems)
    return listed


def is_settled(stamp: str, taken: int) -> bool:
    """Tell whether a file that looks the same is the same; not if it was changed shortly before it was looked at.

    Args:
        stamp: what the file system said of it.
        taken: when that was, in ns since 1970, by the clock that file times are made by.
    """
    return int(stamp.partition(" ")[0]) < taken - SETTLED_NS


def shown_path(folder: Path, relative: str) -> str:
    """Name a file as the editor sees it: as the content folder was given, or below its name alone."""
    return _shown_folder(folder) + relative


@lru_cache(maxsize=8)
def _shown_folder(folder: Path) -> str:
    shown = folder.name if folder.is_absolute() else folder.as_posix()
    return "" if shown == "." else f"{shown}/"


def _list(folder: Path, opened: str, below: str, listed: dict[str, str], problems: list[Problem]) -> None:
    """Enter the files below a folder; no generators: this is done for every file of the content."""
    with os.scandir(f"{opened}/{below}") as items:
        found = sorted(items, key=_NAME)
    for item in found:
        name = item.name
        if name.startswith(".") or name.endswith("~"):
            continue
        if item.is_symlink():
            hint, shown = "put the file itself here", shown_path(folder, below + name)
            problems.append(Problem(Spot(shown), Code.SYMBOLIC_LINK, "is a symbolic link", hint))
        elif item.is_dir():
            _list(folder, opened, f"{below}{name}/", listed, problems)
        else:
            status = item.stat(follow_symlinks=False)
            modified, changed = status.st_mtime_ns, status.st_ctime_ns
            last = max(modified, changed)
            listed[below + name] = f"{last} {modified} {changed} {status.st_size} {status.st_ino}"


_NAME = attrgetter("name")

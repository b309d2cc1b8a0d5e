"""Turns changed files of the content into changed files of the output, again and again in one process."""

import datetime as dt
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from netzsite.engine.publishing import PublishedFile, check_output
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.pipeline import build
from netzsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did.

    Attributes:
        changed: paths below the folder whose bytes are others now, that are new or that are gone.
        problems: what is to be mended; with an error among them, the folder is as it was.
        seconds: how long it took.
    """

    changed: frozenset[str]
    problems: tuple[Problem, ...]
    seconds: float


class Preview(Protocol):
    """A folder of output that can be brought up to date.

    Attributes:
        folder: holds the files to serve; it is not there before the first refresh without an error.
    """

    @property
    def folder(self) -> Path:
        """Give the folder; the same at all times."""

    def refresh(self, changed: Collection[Path], first: Collection[str]) -> Refreshed:
        """Bring the folder up to date, or leave the last good output and say what is wrong; raises no NetzsiteError.

        Args:
            changed: files below the content and theme folders that changed since the last time, written as these
                folders were given. A folder stands for everything below it. Empty at the first time.
            first: paths below the folder that are open in browsers now.
        """


class BuiltPreview:
    """A preview that is built anew each time; the cache keeps what need not be rendered again."""

    def __init__(self, settings: Settings, now: Callable[[], dt.datetime]) -> None:
        """Take what is to be built; its output is the folder to serve.

        Args:
            settings: of each build; the moment is that of `now`.
            now: gives the moment at which the content is looked at.
        """
        self._settings, self._now = settings, now
        self._files: Mapping[str, PublishedFile] = {}

    @property
    def folder(self) -> Path:
        """Give the folder that is built."""
        return self._settings.output

    def refresh(self, changed: Collection[Path], first: Collection[str]) -> Refreshed:
        """Build everything, and compare it with what was there."""
        started = time.perf_counter()
        try:
            problems = build(replace(self._settings, moment=self._now()), lambda step, done, total: None).problems
        except NetzsiteError as error:
            problems = tuple(sorted(error.problems))
        except OSError as error:  # files come and go while they are read: the next change looks again
            problems = (_unreadable(error),)
        before, self._files = self._files, check_output(self.folder).files
        return Refreshed(_differences(before, self._files), problems, time.perf_counter() - started)


def _unreadable(error: OSError) -> Problem:
    message = f"cannot be read or written: {error.strerror or error}"
    return Problem(Spot(str(error.filename or "")), Code.UNREADABLE_FILE, message, "save any file to try once more")


def _differences(before: Mapping[str, PublishedFile], after: Mapping[str, PublishedFile]) -> frozenset[str]:
    """List the paths that are not the same in two outputs."""
    paths = before.keys() | after.keys()
    gone = PublishedFile("", 0, "")
    return frozenset(path for path in paths if before.get(path, gone).sha256 != after.get(path, gone).sha256)

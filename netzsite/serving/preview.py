"""Turns changed files of the content into changed files of the output, again and again in one process."""

import datetime as dt
import gc
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from netzsite.all_media import MEDIA
from netzsite.engine.cache import Cache
from netzsite.engine.manifest import PublishedFile
from netzsite.engine.publishing import check_output
from netzsite.errors import Code, NetzsiteError, Problem, Spot, has_errors
from netzsite.pipeline import build_on
from netzsite.settings import Settings, content_surroundings
from netzsite.standing import Amendment, Standing, showing_of


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

    def refresh(self, changed: Collection[Path], first: Collection[str]) -> Iterator[Refreshed]:
        """Bring the folder up to date, or leave the last good output and say what is wrong; raises no NetzsiteError.

        Args:
            changed: files below the content and theme folders that changed since the last time, written as these
                folders were given. A folder stands for everything below it. Empty at the first time.
            first: paths below the folder that are open in browsers now.

        Yields:
            What was done, step by step: what somebody looks at first, what takes long last.
        """


class LivePreview:
    """A preview of one process: it knows what is there, and makes what an edit touches.

    An edit of words that leaves order, names and links as they are takes the short way: only the pages that show the
    entry are made, in place. Everything else is a build that goes on from what is known.
    """

    def __init__(self, settings: Settings, now: Callable[[], dt.datetime]) -> None:
        """Take what is to be built; its output is the folder to serve.

        Args:
            settings: of each build; the moment is that of `now`.
            now: gives the moment at which the content is looked at.
        """
        self._settings, self._now = settings, now
        self._files: Mapping[str, PublishedFile] = {}
        self._standing: Standing | None = None
        self._around = ""

    @property
    def folder(self) -> Path:
        """Give the folder that is built."""
        return self._settings.output

    def refresh(self, changed: Collection[Path], first: Collection[str]) -> Iterator[Refreshed]:
        """Take the short way if there is one, else build the quick media, and then those that take long."""
        started, moment = time.perf_counter(), self._now()
        amendment = self._amend(changed, moment)
        if amendment is not None:
            yield from self._put_in_place(amendment, first, started)
            return
        quick = [medium.NAME for medium in MEDIA if not medium.IS_SLOW]
        refreshed = self._build(quick, moment, started)
        yield refreshed
        if not has_errors(refreshed.problems):
            started = time.perf_counter()
            rest = self._build((), moment, started)
            if rest.changed or rest.problems != refreshed.problems:
                yield rest
        if self._standing is not None:
            self._standing.warm_up()
        gc.unfreeze()  # what builds have left aside, the garbage of earlier ones among it
        gc.collect()
        gc.freeze()  # what is known stays: looking through it for garbage would hold up an edit

    # -- Building ------------------------------------------------------------------------------------------------------

    def _build(self, only: Collection[str], moment: dt.datetime, started: float) -> Refreshed:
        """Build some media, or all, and compare the output with what was there."""
        settings = replace(self._settings, moment=moment, only=only)
        try:
            around = content_surroundings(settings.content)
            known = self._standing.inspection if self._standing is not None and self._around == around else None
            built, plan, ledger = build_on(settings, lambda step, done, total: None, known)
            problems, self._around = built.problems, around
            find_showing = partial(showing_of, plan.artifacts, plan.asked, ledger, plan.inspection.catalogue)
            cache = Cache(settings.cache)
            self._standing = Standing(settings, plan.inspection, plan.library, plan.theme, cache, find_showing)
        except NetzsiteError as error:
            problems = tuple(sorted(error.problems))
            self._standing = None
        except OSError as error:  # files come and go while they are read: the next change looks again
            problems = (_unreadable(error),)
            self._standing = None
        before_files, self._files = self._files, check_output(self.folder).files
        return Refreshed(_differences(before_files, self._files), problems, time.perf_counter() - started)

    # -- The short way -------------------------------------------------------------------------------------------------

    def _amend(self, changed: Collection[Path], moment: dt.datetime) -> Amendment | None:
        content = self._settings.content
        if self._standing is None or not changed or not all(path.is_relative_to(content) for path in changed):
            return None
        paths = [path.relative_to(content).as_posix() for path in changed]
        try:
            return self._standing.amend(paths, moment)
        except (NetzsiteError, OSError):  # the build says what is wrong, and where
            return None

    def _put_in_place(self, amendment: Amendment, first: Collection[str], started: float) -> Iterator[Refreshed]:
        self._standing = amendment.standing
        problems = amendment.standing.inspection.problems
        due = sorted(amendment.artifacts, key=lambda path: (path not in first, not path.endswith(".html"), path))
        looked_at = [path for path in due if path in first]
        rest = due[len(looked_at) :]
        for step in (looked_at, rest) if looked_at and rest else (due,):
            changed = frozenset(path for path in step if self._write(path, amendment.make(path)[0]))
            yield Refreshed(changed, problems, time.perf_counter() - started)
            started = time.perf_counter()

    def _write(self, path: str, data: bytes) -> bool:
        """Put bytes in the place of a file in one step; tell whether they differ."""
        digest = sha256(data).hexdigest()
        if self._files[path].sha256 == digest:
            return False
        target = self.folder / path
        beside = target.with_name(f".{target.name}")
        beside.write_bytes(data)
        beside.replace(target)
        self._files = {**self._files, path: replace(self._files[path], sha256=digest)}
        return True


def _unreadable(error: OSError) -> Problem:
    message = f"cannot be read or written: {error.strerror or error}"
    return Problem(Spot(str(error.filename or "")), Code.UNREADABLE_FILE, message, "save any file to try once more")


def _differences(before: Mapping[str, PublishedFile], after: Mapping[str, PublishedFile]) -> frozenset[str]:
    """List the paths that are not the same in two outputs."""
    paths = before.keys() | after.keys()
    gone = PublishedFile("", 0, "")
    return frozenset(path for path in paths if before.get(path, gone).sha256 != after.get(path, gone).sha256)

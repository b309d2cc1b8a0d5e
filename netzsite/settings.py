"""What a run is asked to do, what it did, and what everything that it does depends on."""

import datetime as dt
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from netzsite.engine.fingerprint import digest_file, digest_folder, digest_of, surroundings
from netzsite.errors import Problem

PROFILES = ("network.yaml", "media.yaml")
MAPS = "map"
"""The folder of the content that holds the borders of the network's region."""

PRINTING = "printing"
"""The folder of the content that holds the colour profiles of printing conditions."""

CLUSTER = "dask://"
"""How the address of a cluster begins."""


def count_cores() -> int:
    """Count the processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do.

    Attributes:
        content: the content folder.
        theme: the theme's folder.
        output: the folder that is replaced.
        moment: the time at which the content is looked at: aware, or naive in the network's time zone.
        drafts: show drafts.
        only: media to build; all if empty.
        strict: warnings count as errors.
        cache: the folder that keeps what was made before; None to make everything.
        workers: how many processes may render side by side, or the address of a cluster.
        preview: it is for somebody who edits, not for a host: names of files stay the same when their bytes change, and
            nothing is made of finished files.
    """

    content: Path
    theme: Path
    output: Path
    moment: dt.datetime
    drafts: bool = False
    only: Collection[str] = ()
    strict: bool = False
    cache: Path | None = None
    workers: int | str = 1
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    Attributes:
        files: suffix -> number of files (`.html`, ...).
        rendered: how many were rendered anew.
        reasons: path -> the questions whose answers made it due, or another reason (`reasons.py`); what was taken over
            as it lay there is missing.
        problems: what is to be mended.
        notes: what befell the cache and the workers, one line each.
    """

    files: Mapping[str, int]
    rendered: int
    reasons: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def content_surroundings(content: Path) -> str:
    """Give the digest of what every finding in a content folder depends on: netzsite, libraries, profiles, maps."""
    folders = (digest_folder(content / name) for name in (MAPS, PRINTING))
    return surroundings(*(digest_file(content / name) for name in PROFILES), *folders)


def page_surroundings(settings: Settings) -> str:
    """Give the digest of what every page depends on: the theme too."""
    return surroundings(content_surroundings(settings.content), digest_folder(settings.theme))


def content_key(settings: Settings) -> str:
    """Give the key under which is kept what was found in a content folder."""
    return digest_of("inspection", str(settings.content.absolute()))


def pages_key(settings: Settings) -> str:
    """Give the key under which is kept what was published to a folder, and from where."""
    places = (settings.content, settings.theme, settings.output)
    return digest_of(
        "ledger", *(str(place.absolute()) for place in places), str(settings.drafts), str(settings.preview)
    )


def seal_key(settings: Settings) -> str:
    """Give the key of the seal on a run of these settings, at whatever time."""
    return digest_of("seal", pages_key(settings), *sorted(settings.only), str(settings.strict))


def showing_key(settings: Settings) -> str:
    """Give the key under which is kept which files of a run of these settings show what."""
    return digest_of("showing", seal_key(settings))

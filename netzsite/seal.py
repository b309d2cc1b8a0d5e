"""Says of an output that it is what its content makes of it, so that a build with nothing to do ends at once.

A seal holds as long as the profiles, the theme, netzsite and its libraries are the same, the file system says the same
of every file of the content and of the output, and no moment has come at which an entry appears, expires or vanishes.
Whoever asks for it needs nothing but Python.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import astuple
from hashlib import sha256
from typing import Any

from netzsite.engine.cache import Cache
from netzsite.engine.publishing import list_output
from netzsite.errors import Code, Problem, Severity, Spot
from netzsite.listing import is_settled, list_files
from netzsite.settings import Built, Settings, page_surroundings, seal_key


def find_seal(settings: Settings, cache: Cache) -> Built | None:
    """Give what the last build of these settings did, if another would change nothing; else None."""
    data = cache.find(seal_key(settings))
    if data is None or not settings.content.is_dir():
        return None
    seal, problems = json.loads(data), list[Problem]()
    if seal["around"] != page_surroundings(settings):
        return None
    if not seal["from"] <= _in_zone(settings.moment, seal["zone"]).isoformat() < seal["until"]:
        return None
    stamps = list_files(settings.content, problems)
    settled = all(is_settled(stamp, seal["taken"]) for stamp in stamps.values())
    if problems or not settled or _digest(stamps) != seal["content"]:
        return None
    if _digest(list_output(settings.output)) != seal["output"]:
        return None
    return Built(seal["files"], 0, {}, tuple(map(_read_problem, seal["problems"])))


def keep_seal(
    settings: Settings,
    cache: Cache,
    built: Built,
    *,
    zone: str,
    valid: tuple[str, str],
    stamps: Mapping[str, str],
    taken: int,
) -> None:
    """Keep the seal on what was just published.

    Args:
        settings: of the build.
        cache: takes the seal.
        built: what the build did.
        zone: the network's time zone.
        valid: the moments from which and until which nothing changes by itself (ISO 8601).
        stamps: the files of the content as they were read.
        taken: when they were read, in ns since 1970.
    """
    seal = {
        "around": page_surroundings(settings),
        "zone": zone,
        "from": valid[0],
        "until": valid[1],
        "content": _digest(stamps),
        "taken": taken,
        "output": _digest(list_output(settings.output)),
        "files": built.files,
        "problems": [astuple(problem) for problem in built.problems],
    }
    cache.keep(seal_key(settings), json.dumps(seal).encode())


def _in_zone(moment: dt.datetime, zone: str) -> dt.datetime:
    """Give a moment in a time zone, naive; one that is naive is taken to be."""
    if moment.tzinfo is None:
        return moment
    from zoneinfo import ZoneInfo  # it looks up how Python was built

    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _digest(listed: Mapping[str, object]) -> str:
    return sha256("\n".join([f"{path} {listed[path]}" for path in sorted(listed)]).encode()).hexdigest()


def _read_problem(values: list[Any]) -> Problem:
    (path, line, column), code, message, hint, severity = values
    return Problem(Spot(path, line, column), _CODES[code], message, hint, Severity(severity))


_CODES = {code.value: code for code in Code}

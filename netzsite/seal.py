"""Says of an output that it is what its content makes of it, so that a build with nothing to do ends at once.

A seal holds as long as the profiles, the theme, netzsite and its libraries are the same, the file system says the same
of every file of the content and of the output, and no moment has come at which an entry appears, expires or vanishes.
Whoever asks for it needs nothing but Python.
"""

import datetime as dt
import json
import time
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from itertools import chain
from typing import Any

from netzsite.engine.cache import Cache
from netzsite.engine.publishing import Stamps, list_output
from netzsite.errors import Code, Problem, Severity, Spot
from netzsite.listing import is_settled, list_files
from netzsite.settings import Built, Settings, page_surroundings, seal_key


@dataclass(frozen=True, slots=True)
class Sealed:
    """An output that is as the last build of the same settings left it.

    Attributes:
        around: digest of what every page depends on: netzsite, libraries, profiles, theme.
        built: what that build did, and what another would do if the content is the same.
        is_current: the content is the same; else it may not be.
        zone: the network's time zone.
        valid: the moments from which and until which nothing changes by itself (ISO 8601).
        content: what the file system says of the content now.
        taken: when it was asked, in ns since 1970.
        output: the stamps of the output.
        amended: the questions about words that were answered otherwise since the last build, by edits that were
            published without one.
    """

    around: str
    built: Built
    is_current: bool
    zone: str
    valid: tuple[str, str]
    content: Mapping[str, str]
    taken: int
    output: Stamps
    amended: Sequence[str] = ()


def find_seal(settings: Settings, cache: Cache) -> Sealed | None:
    """Find the seal on an output; None if it is broken by anything but the content."""
    data = cache.find(seal_key(settings))
    if data is None or not settings.content.is_dir():
        return None
    seal, problems = json.loads(data), list[Problem]()
    if seal["around"] != page_surroundings(settings):
        return None
    if not seal["from"] <= _in_zone(settings.moment, seal["zone"]).isoformat() < seal["until"]:
        return None
    taken = time.time_ns()  # held against file times only
    content, output = list_files(settings.content, problems), list_output(settings.output)
    if problems or _output_digest(output) != seal["output"]:
        return None
    is_current = _digest(content) == seal["content"] and _are_settled(content, seal["taken"])
    built = Built(seal["files"], 0, {}, tuple(map(_read_problem, seal["problems"])))
    valid = seal["from"], seal["until"]
    return Sealed(seal["around"], built, is_current, seal["zone"], valid, content, taken, output, seal["amended"])


def _are_settled(stamps: Mapping[str, str], taken: int) -> bool:
    return all(is_settled(stamp, taken) for stamp in stamps.values())


def keep_seal(settings: Settings, cache: Cache, sealed: Sealed) -> None:
    """Keep the seal on what was just published."""
    seal = {
        "around": sealed.around,
        "zone": sealed.zone,
        "from": sealed.valid[0],
        "until": sealed.valid[1],
        "content": _digest(sealed.content),
        "taken": sealed.taken,
        "output": _output_digest(sealed.output),
        "amended": sealed.amended,
        "files": sealed.built.files,
        "problems": [astuple(problem) for problem in sealed.built.problems],
    }
    cache.keep(seal_key(settings), json.dumps(seal).encode())


def _in_zone(moment: dt.datetime, zone: str) -> dt.datetime:
    """Give a moment in a time zone, naive; one that is naive is taken to be."""
    if moment.tzinfo is None:
        return moment
    from zoneinfo import ZoneInfo  # it looks up how Python was built

    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _digest(listed: Mapping[str, str]) -> str:
    return sha256("\n".join([f"{path} {listed[path]}" for path in sorted(listed)]).encode()).hexdigest()


def _output_digest(stamps: Stamps) -> str:
    """Give the digest of stamps as the numbers that they are: to write them out takes four times as long."""
    paths = sorted(stamps)
    numbers = array("q", chain.from_iterable(map(stamps.__getitem__, paths)))
    return sha256("\n".join(paths).encode() + numbers.tobytes()).hexdigest()


def _read_problem(values: list[Any]) -> Problem:
    (path, line, column), code, message, hint, severity = values
    return Problem(Spot(path, line, column), _CODES[code], message, hint, Severity(severity))


_CODES = {code.value: code for code in Code}

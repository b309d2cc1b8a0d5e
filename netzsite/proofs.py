"""Turns finished PDFs of the output into what preflight finds in them; see `Artifact.expected`."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from netzsite.engine.artifact import Artifact
from netzsite.engine.cache import Cache
from netzsite.engine.fingerprint import digest_file, step_fingerprint, surroundings
from netzsite.engine.publishing import Staging
from netzsite.errors import Code, Problem, Severity, Spot
from netzsite.render.documents import count_pages
from netzsite.render.prepress.covers import cover_size_mm
from netzsite.render.prepress.expected import Expected


def find_faults(
    artifacts: Iterable[Artifact], staging: Staging, cache: Cache, file_of: Callable[[tuple[str, str]], str]
) -> Iterator[Problem]:
    """Yield what is wrong with the finished PDFs, or what was found in the same bytes before.

    Args:
        artifacts: those of the build.
        staging: where their files lie.
        cache: keeps what was found.
        file_of: gives the file that editors know an entry by, from its kind and id.
    """
    shelf, previous = staging.shelf, staging.previous
    files, folder = (previous.files, shelf.output) if staging.is_kept else (staging.files, shelf.folder)
    for artifact in artifacts:
        file = files.get(artifact.path)
        if artifact.expected is not None and file is not None:
            path, expected = Path(folder, artifact.path), _measured(artifact.expected, Path(folder), cache)
            key = surroundings("preflight", file.sha256, repr(expected))
            findings = json.loads(cache.made(key, partial(_look, path, expected)))
            spot = Spot(file_of(artifact.entry) if artifact.entry else artifact.path)
            for message, hint in findings:
                yield Problem(spot, Code.PREFLIGHT, f"{artifact.path}: {message}", hint, Severity.WARNING)


def _measured(expected: Expected, folder: Path, cache: Cache) -> Expected:
    """Say how large the cover of a finished file is."""
    if not expected.around or expected.order is None:
        return expected
    body = Path(folder, expected.around)
    key = step_fingerprint(count_pages, digest_file(body))
    pages = int(cache.made(key, lambda: str(count_pages(body)).encode()))
    return replace(expected, trim_mm=cover_size_mm(expected.order, pages))


def _look(path: Path, expected: Expected) -> bytes:
    from netzsite.render.prepress.preflight import preflight  # and pikepdf, needed only where a PDF is new

    return json.dumps(preflight(path.read_bytes(), expected)).encode()

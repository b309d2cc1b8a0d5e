"""Turns finished files of the output into what the pages say that list them; see `Artifact.lists`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from netzsite.engine.artifact import Artifact, Document
from netzsite.engine.cache import Cache
from netzsite.engine.fingerprint import step_fingerprint
from netzsite.engine.manifest import PublishedFile
from netzsite.engine.publishing import Staging
from netzsite.render.documents import count_pages
from netzsite.render.places import PRINTING


def in_turns(artifacts: Sequence[Artifact]) -> tuple[tuple[Artifact, ...], tuple[Artifact, ...]]:
    """Divide artifacts that list others: those that are listed themselves are made first."""
    listed = {each.path for each in artifacts if any(_is_listed(each.path, other) for other in artifacts)}
    first = tuple(each for each in artifacts if each.path in listed)
    return first, tuple(each for each in artifacts if each.path not in listed)


def lists_others(artifact: Artifact, staging: Staging) -> bool:
    """Tell whether the files that an artifact lists are others than in the last output."""
    before, now = (
        {path: file for path, file in files.items() if _is_listed(path, artifact)}
        for files in (staging.previous.files, staging.files)
    )
    return before != now


def with_documents(artifact: Artifact, planned: Iterable[Artifact], staging: Staging, cache: Cache) -> Artifact:
    """Hand to an artifact what it lists, of all that are planned."""
    documents = tuple(
        Document(
            each.path,
            each.entry,
            each.lang,
            file.bytes,
            _pages(Path(staging.shelf.folder, each.path), file, cache),
            each.variant,
        )
        for each in planned
        if _is_listed(each.path, artifact) and (file := staging.files.get(each.path)) is not None
    )
    return replace(artifact, subject=(*artifact.subject, documents))


def _is_listed(path: str, artifact: Artifact) -> bool:
    """Tell whether a file has one of the endings that an artifact lists; printers' PDFs only if it is named in full."""
    return path.endswith(artifact.lists) and (path in artifact.lists or not path.startswith(f"{PRINTING}/"))


def _pages(path: Path, file: PublishedFile, cache: Cache) -> int:
    """Count the pages of a file, or find them counted."""
    key = step_fingerprint(count_pages, file.sha256)
    return int(cache.made(key, lambda: str(count_pages(path)).encode()))

"""Turns the list of the files of an output into a text in it, and back; it also says whose folder that is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from netzsite.engine.placing import is_inside

MANIFEST = "manifest.json"
GENERATOR = "netzsite"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A line of the manifest: digest and size in bytes of a file, the medium and the entry it comes from."""

    sha256: str
    bytes: int
    medium: str
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says.

    Attributes:
        files: path below the output folder -> file.
        as_of: the moment of the last change by the calendar alone that the output shows (ISO 8601); empty before the
            first one, None if the manifest does not say.
    """

    files: Mapping[str, PublishedFile]
    as_of: str | None


def write_manifest(files: Mapping[str, PublishedFile], as_of: str) -> str:
    """Write a manifest, a line for each file, in the order of their paths."""
    text = ",\n".join([_line(path, file) for path, file in sorted(files.items())])
    opening = f' "generator": {json.dumps(GENERATOR)},\n "as_of": {json.dumps(as_of)},\n "files": {{'
    return f"{{\n{opening}\n{text}\n }}\n}}\n"


def amend_manifest(text: str, files: Mapping[str, PublishedFile]) -> str:
    """Write other lines for some files of a manifest, without reading those of all others.

    Raises:
        ValueError: one of the files has no line.
    """
    for path, file in files.items():
        start = text.index(f"\n{_beginning(path)}") + 1
        end = text.index("\n", start)
        end -= text[end - 1] == ","
        text = f"{text[:start]}{_line(path, file)}{text[end:]}"
    return text


def read_manifest(path: Path) -> Manifest | None:
    """Read a manifest; None if there is none, or if netzsite has not written it."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest["generator"] != GENERATOR:
            return None
        files = {name: PublishedFile(**file) for name, file in manifest["files"].items()}
        as_of = manifest.get("as_of")
        return Manifest(files, as_of) if all(map(is_inside, files)) and isinstance(as_of, str | None) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _line(path: str, file: PublishedFile) -> str:
    """Write a line; ten thousand calls of the JSON library would take a quarter of a second."""
    entry = "null" if file.entry is None else _quoted(file.entry)
    said = f'"sha256": "{file.sha256}", "bytes": {file.bytes}, "medium": {_quoted(file.medium)}, "entry": {entry}'
    return f"{_beginning(path)}{{{said}}}"


def _beginning(path: str) -> str:
    return f"  {_quoted(path)}: "


_quoted = json.encoder.encode_basestring

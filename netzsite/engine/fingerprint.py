"""Turns all that an artifact's bytes depend on into one key.

That is: its view, the function that renders it, the theme, netzsite's own code, and the versions of Python and of the
libraries. A view is written out by `repr`: frozen records of texts, numbers and dates say the same whenever they are
the same.
"""

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")


def fingerprint(render: Callable[..., Any], view: object, surroundings: str) -> str:
    """Give the key of an artifact.

    Args:
        render: the function that turns the view into bytes.
        view: all that the artifact shows.
        surroundings: digest of what all artifacts of a build depend on.

    Raises:
        ValueError: the view holds something that is not written out by its value.
    """
    written = repr(view)
    if _ADDRESS.search(written):  # or a text that happens to read so
        _refuse_addresses(view)
    return digest_of(surroundings, render.__module__, render.__qualname__, written)


class WrittenOnce:
    """A frozen record that many views hold: it is written out once, as `repr` of a dataclass would each time.

    To be declared by `@dataclass(frozen=True, slots=True, repr=False)`.
    """

    __slots__ = ("_written",)

    def __repr__(self) -> str:
        written: str | None = getattr(self, "_written", None)
        if written is None:
            values = (f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)  # type: ignore[attr-defined]  # see the docstring
            written = f"{type(self).__qualname__}({', '.join(values)})"
            object.__setattr__(self, "_written", written)
        return written


def step_fingerprint(step: Callable[..., Any], value: str) -> str:
    """Give the key of a slow step within rendering: it depends on its own module and the libraries, not on the theme.

    Args:
        step: a function of a module that uses nothing else of netzsite.
        value: all that it is given.
    """
    module = Path(sys.modules[step.__module__].__file__ or "")
    return digest_of(module.read_text(encoding="utf-8"), step.__qualname__, value, library_versions())


def _refuse_addresses(value: object) -> None:
    """Raise ValueError if anything within a value is written out by its address in memory."""
    if isinstance(value, (str, Enum)):
        return
    if type(value).__repr__ is object.__repr__ or callable(value):
        raise ValueError(f"{value!r} in a view has no value to compare")
    inner: Iterable[object] = ()
    if isinstance(value, Mapping):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, (tuple, list)):
        inner = value
    elif is_dataclass(value):
        inner = [getattr(value, field.name) for field in fields(value)]
    elif hasattr(value, "__dict__"):
        inner = list(vars(value).values())
    for item in inner:
        _refuse_addresses(item)


def surroundings(*further: str) -> str:
    """Give the digest of what everything depends on: netzsite, the libraries, and further digests, as of the theme."""
    return digest_of(*further, code_digest(), library_versions())


@cache
def code_digest() -> str:
    """Give the digest of netzsite's own code."""
    return digest_folder(Path(__file__).parent.parent, ".py")


def digest_folder(folder: Path, suffix: str = "") -> str:
    """Give the digest of all files of a folder whose names end so, their names included."""
    files = _files(folder, suffix)
    return digest_of(*(part for path in sorted(files) for part in (path, digest_file(files[path]))))


def digest_files(files: Mapping[str, bytes]) -> str:
    """Give the digest of files that were read, their names included."""
    return digest_of(*(part for path in sorted(files) for part in (path, digest_bytes(files[path]))))


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder: path within it, with forward slashes -> bytes.

    Raises:
        OSError: one cannot be read, as a link that leads nowhere.
    """
    return {name: Path(path).read_bytes() for name, path in _files(folder).items()}


def _files(folder: Path, suffix: str = "") -> dict[str, str]:
    """List the files of a folder: path within it, with forward slashes -> path; texts, because it has no time."""
    found: dict[str, str] = {}
    for place, _, names in os.walk(folder):
        within = place[len(str(folder)) + 1 :].replace(os.sep, "/")
        found.update(
            (f"{within}/{name}" if within else name, f"{place}/{name}") for name in names if name.endswith(suffix)
        )
    return found


def digest_file(path: Path | str) -> str:
    """Give the digest of a file's bytes; empty if it cannot be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as in `_files`
            return digest_bytes(file.read())
    except OSError:
        return ""


def digest_bytes(data: bytes) -> str:
    """Give the digest of the bytes of a file that was read."""
    return hashlib.sha256(data).hexdigest()


@cache
def library_versions() -> str:
    """Write out the versions of Python and of the installed libraries, by the names of their metadata folders."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    libraries = sorted({path.name for folder in folders for path in folder.glob("*.dist-info")})
    return "\n".join([sys.version.split()[0], *libraries])


def digest_of(*parts: str) -> str:
    """Give the digest of several texts."""
    content = hashlib.sha256()
    for part in parts:
        content.update(f"{len(part)}:{part}".encode())
    return content.hexdigest()

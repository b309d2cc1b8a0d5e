"""Turns all that an artifact's bytes depend on into one key.

That is: its view, the function that renders it, the theme, netzsite's own code, and the versions of Python and of the
libraries. A view is written out by `repr`: frozen records of texts, numbers and dates say the same whenever they are
the same.
"""

import hashlib
import platform
import re
import sys
from collections.abc import Callable
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
    if _ADDRESS.search(written):
        raise ValueError(
            f"the view of {render.__module__} holds an object that has no value to compare: {written[:200]}"
        )
    return _digest(surroundings, render.__module__, render.__qualname__, written)


def surroundings(theme: str) -> str:
    """Give the digest of what all artifacts depend on; `theme` is the digest of the theme."""
    return _digest(theme, code_digest(), platform.python_version(), *library_versions())


@cache
def code_digest() -> str:
    """Give the digest of netzsite's own code."""
    package = Path(__file__).parent.parent
    content = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        content.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return content.hexdigest()


@cache
def library_versions() -> tuple[str, ...]:
    """List the installed libraries with their versions, by the names of their metadata folders."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    return tuple(sorted({path.name for folder in folders for path in folder.glob("*.dist-info")}))


def _digest(*parts: str) -> str:
    content = hashlib.sha256()
    for part in parts:
        content.update(f"{len(part)}:{part}".encode())
    return content.hexdigest()

"""Finds the folder that a preview is built into: one that the next preview goes on from, if nobody else is using it."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from netzsite.engine.fingerprint import digest_of

NAME = "preview"


@contextmanager
def preview_folder(content: Path, cache: Path | None) -> Iterator[Path]:
    """Give the folder of a content's preview in the cache for as long as the block lasts, or a temporary one.

    Args:
        content: what is shown.
        cache: the folder of the cache; None if nothing is kept.
    """
    name = f"{NAME}-{digest_of(str(content.absolute()))[:8]}"
    with ExitStack() as stack:
        if cache is not None and _is_locked(cache / f"{name}.lock", stack):
            yield cache / name
        else:
            yield Path(stack.enter_context(TemporaryDirectory(prefix="netzsite-"))) / name


def _is_locked(path: Path, stack: ExitStack) -> bool:
    """Hold a lock until the stack is closed; False if somebody else does, or if nothing can be written there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = stack.enter_context(path.open("w"))
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def clear_previews(cache: Path) -> None:
    """Remove the previews that lie in a cache."""
    for path in cache.glob(f"{NAME}-*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

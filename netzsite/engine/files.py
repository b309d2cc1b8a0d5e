"""Writes single files so that nobody ever sees half of one."""

import os
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one step; the folders above it are made.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)

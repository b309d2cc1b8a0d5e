"""The finisher `compression`: a copy of each text for hosts that send what was compressed before they were asked."""

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

from netzsite.config import Network
from netzsite.engine.finishing import Finish
from netzsite.engine.publishing import PublishedFile
from netzsite.hosting import is_lasting, is_text

NAME = "compression"

LEAST = 1024
"""Smaller files travel in one packet anyway."""


def finishes(network: Network, files: Mapping[str, PublishedFile]) -> Iterator[Finish]:
    """Plan two copies of each text of some size, if the network's host sends them."""
    if network.hosting.precompress:
        for path, file in files.items():
            if is_text(path) and file.bytes >= LEAST:
                yield Finish(f"{NAME} {path}", NAME, (path,), _compress)


def _compress(folder: Path, sources: tuple[str, ...]) -> dict[str, bytes]:
    """Compress a file; as well as can be what browsers keep for ever, quickly what changes with every edit."""
    import brotli  # needed only here

    path = sources[0]
    data = (folder / path).read_bytes()
    quality = 11 if is_lasting(path) else 6
    return {f"{path}.gz": gzip.compress(data, 9, mtime=0), f"{path}.br": brotli.compress(data, quality=quality)}

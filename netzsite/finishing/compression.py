"""The finisher `compression`: a copy of each text for hosts that send what was compressed before they were asked."""

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

from netzsite.config import Network
from netzsite.engine.finishing import Finish
from netzsite.engine.manifest import PublishedFile
from netzsite.hosting import is_text

NAME = "compression"

LEAST = 1024
"""Smaller files travel in one packet anyway."""


QUALITY = 6
"""Of brotli: better ones take ten times as long for little; 10 and 11 do sums in floating-point numbers, which may come
out otherwise on another machine."""


def finishes(network: Network, files: Mapping[str, PublishedFile]) -> Iterator[Finish]:
    """Plan two copies of each text of some size, if the network's host sends them."""
    if network.hosting.precompress:
        for path, file in files.items():
            if is_text(path) and file.bytes >= LEAST:
                yield Finish(f"{NAME} {path}", NAME, (path,), _compress)


def _compress(folder: Path, sources: tuple[str, ...]) -> dict[str, bytes]:
    """Compress a file in two ways."""
    import brotli  # needed only here

    path = sources[0]
    data = (folder / path).read_bytes()
    return {f"{path}.gz": gzip.compress(data, 9, mtime=0), f"{path}.br": brotli.compress(data, quality=QUALITY)}

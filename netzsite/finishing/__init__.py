"""What makes files of finished files, written out in order: each sees what those before it have made."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from netzsite.config import Network
from netzsite.engine.finishing import Finish
from netzsite.engine.manifest import PublishedFile
from netzsite.finishing import compression, search_index


class Finisher(Protocol):
    """What a module of this folder offers."""

    NAME: str
    """What the manifest calls the medium of its files."""

    def finishes(self, network: Network, files: Mapping[str, PublishedFile]) -> Iterator[Finish]:
        """Plan what is made of the files of the next output."""


FINISHERS: tuple[Finisher, ...] = (search_index, compression)

"""The sections of the website, written out: a new section is a file here and a name in `SECTIONS`."""

from collections.abc import Iterator
from typing import Protocol

from netzsite.engine.artifact import Artifact
from netzsite.library import Library
from netzsite.render.theme import Theme
from netzsite.site import connections, entries, home, lists, missing, offers, services


class Section(Protocol):
    """What a section of this folder offers."""

    def artifacts(self, library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
        """Plan the pages of the section in one language."""


SECTIONS: tuple[Section, ...] = (home, lists, offers, services, connections, entries, missing)

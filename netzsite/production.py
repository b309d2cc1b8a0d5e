"""Turns artifacts into bytes: composes the view of each from a library of its own, and renders it if it must."""

from dataclasses import dataclass

from netzsite.engine.artifact import Artifact
from netzsite.engine.fingerprint import fingerprint
from netzsite.library import Library
from netzsite.render.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an artifact: its bytes, what it asked, and whether it was rendered or found."""

    data: bytes
    asked: frozenset[str]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Studio:
    """Makes artifacts, one after the other.

    Attributes:
        library: what is public.
        workshop: with the theme and the cache.
        around: digest of what all rendering depends on.
    """

    library: Library
    workshop: Workshop
    around: str

    def make(self, artifact: Artifact) -> Made:
        """Compose and render an artifact, or find it rendered."""
        library, cache = self.library.fresh(), self.workshop.cache
        view = artifact.compose(library, self.workshop.theme, *artifact.subject)
        key = fingerprint(artifact.render, view, self.around)
        data = cache.find(key)
        is_new = data is None
        if data is None:
            data = cache.keep(key, artifact.render(view, self.workshop))
        return Made(data, frozenset(library.asked), is_new)

"""Turns people into faces: a photo where there is one with consent, else their initials in a drawing of their own."""

from dataclasses import dataclass
from hashlib import sha256

from netzsite.entry import Entry, Kind
from netzsite.kinds.person import Person
from netzsite.render.parts import PictureView
from netzsite.site.composer import Composer

GRID = 5
"""Dots a side of the pattern behind initials."""


@dataclass(frozen=True, slots=True)
class Face:
    """A photo, or initials; `dots` are columns and rows of a pattern that is always the same for a name."""

    picture: PictureView | None
    initials: str
    dots: tuple[tuple[int, int], ...]


def face(composer: Composer, entry: Entry[Kind]) -> Face:
    """Give the face of a person."""
    facts = entry.facts
    if not isinstance(facts, Person):
        raise TypeError(f"a {entry.kind} has no face")
    bits = int.from_bytes(sha256(facts.full_name.encode()).digest()[:4], "big")
    dots = tuple((place % GRID, place // GRID) for place in range(GRID * GRID) if bits >> place & 1)
    return Face(composer.views.picture_of(entry), facts.initials, dots)

"""What is found on a page of a PDF: runs of letters, pictures and areas, in points on the page."""

from dataclasses import dataclass, field

from netzsite.render.prepress.geometry import Box
from netzsite.render.prepress.letters import Letters


@dataclass(frozen=True, slots=True)
class Run:
    """A run of letters: the box from its line to half its height, what it is cut to, its codes and their font."""

    box: Box
    clip: Box
    codes: tuple[int, ...]
    letters: Letters


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture: what is seen of it, its pixels, how wide and high it is printed in points, and its colour space."""

    box: Box
    pixels: tuple[int, int]
    size: tuple[float, float]
    space: str
    is_line_art: bool


@dataclass(slots=True)
class PageMarks:
    """What is on a page; `areas` are boxes of what is painted in another colour than paper, as far as it is seen."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)
    areas: list[Box] = field(default_factory=list)
    spaces: set[str] = field(default_factory=set)

"""What becomes a file: a path, the frozen view of all that it shows, and the function that makes bytes of the view."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from netzsite.errors import Code, Problem, Spot


class Effort(IntEnum):
    """How much work an artifact is, for whoever deals out work: the most comes first."""

    PAGE = 0
    """Some milliseconds; many are made in a row."""
    FILE = 1
    """A font, a picture: tenths of a second."""
    CHARTS = 2
    """A page with charts: the first costs a second and more, the next little, so one process makes them in a row."""
    DOCUMENT = 3
    """A PDF: seconds."""


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file of the output, as a page lists it; see `Artifact.lists`.

    Attributes:
        path: below the output folder.
        entry: kind and id of the entry that it shows.
        lang: language tag; empty where it has none.
        bytes: its size.
        pages: how many it has; 0 where that cannot be told.
        variant: as the artifact's.
    """

    path: str
    entry: tuple[str, str] | None
    lang: str
    bytes: int
    pages: int
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be, made in any order, in any process: `render` sees the view and the workshop, nothing else.

    Both functions are functions of a module, so that they can be sent to another process.

    Attributes:
        path: below the output folder, with forward slashes.
        medium: the medium that asks for it.
        compose: (library, theme, *subject) -> the view, frozen, with all that the file may show.
        subject: what it is about, in names and numbers (texts, numbers, truths, None, plain tuples of them).
        render: (view, workshop) -> bytes.
        entry: kind and id of the entry that it shows; None for lists and assets.
        lang: language tag; empty where it has none.
        effort: a guess.
        lists: endings of files that it lists: it is made when they are finished, and `compose` is given one more
            argument, the `Document`s that are there, in the order in which they were planned. Those that others list
            come first.
        expected: what its finished file should be, for whoever looks at it; None if nobody does.
        variant: a key of the words that tell it from other documents of its entry: `archive`.
    """

    path: str
    medium: str
    compose: Callable[..., Any]
    subject: tuple[Any, ...]
    render: Callable[[Any, Any], bytes]
    entry: tuple[str, str] | None = None
    lang: str = ""
    effort: Effort = Effort.PAGE
    lists: tuple[str, ...] = ()
    expected: Any = None
    variant: str = ""

    @property
    def owner(self) -> str:
        """What editors call it in messages."""
        return ":".join(self.entry) if self.entry else f"the {self.medium} itself"


def collisions(artifacts: Iterable[Artifact], file_of: Callable[[tuple[str, str]], str]) -> Iterator[Problem]:
    """Yield a problem for each pair of artifacts that would become the same file, or a file and a folder of one name.

    Paths that differ in case only collide too: some file systems cannot tell them apart.

    Args:
        artifacts: all that are to be published.
        file_of: gives the file that editors know an entry by, from its kind and id.
    """
    owners: dict[str, Artifact] = {}
    folders: dict[str, Artifact] = {}
    for artifact in sorted(artifacts, key=lambda artifact: (artifact.path, artifact.owner)):
        folded = artifact.path.casefold()
        other = owners.get(folded) or folders.get(folded)
        parents = [folded[:position] for position, character in enumerate(folded) if character == "/"]
        other = other or next((owners[parent] for parent in parents if parent in owners), None)
        if other is not None:
            message = f"{other.owner} and {artifact.owner} would both be written to '{artifact.path}'"
            keys = [made.entry for made in (artifact, other) if made.entry is not None]
            spot = Spot(file_of(keys[0]) if keys else artifact.path)
            yield Problem(spot, Code.OUTPUT_COLLISION, message, "give the file another name")
        owners.setdefault(folded, artifact)
        for parent in parents:
            folders.setdefault(parent, artifact)

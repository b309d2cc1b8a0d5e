"""What becomes a file: a path, the frozen view of all that it shows, and the function that makes bytes of the view."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from netzsite.errors import Code, Problem, Spot


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be, rendered in any order, in any process: `render` sees the view and the workshop, nothing else.

    Attributes:
        path: below the output folder, with forward slashes.
        medium: the medium that asks for it.
        render: a function of a module (so that it can be sent to another process): (view, workshop) -> bytes.
        compose: makes the view, frozen, with all that the file may show; not called until it is needed.
        entry: kind and id of the entry that it shows; None for lists and assets.
        lang: language tag; empty where it has none.
    """

    path: str
    medium: str
    render: Callable[[Any, Any], bytes]
    compose: Callable[[], Any]
    entry: tuple[str, str] | None = None
    lang: str = ""

    @property
    def owner(self) -> str:
        """What editors call it in messages."""
        return ":".join(self.entry) if self.entry else f"the {self.medium} itself"


def collisions(artifacts: Iterable[Artifact], files: Mapping[tuple[str, str], str]) -> Iterator[Problem]:
    """Yield a problem for each pair of artifacts that would become the same file, or a file and a folder of one name.

    Paths that differ in case only collide too: some file systems cannot tell them apart.

    Args:
        artifacts: all that are to be published.
        files: kind and id of an entry -> the file that editors know it by.
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
            keys = [made.entry for made in (artifact, other) if made.entry in files]
            spot = Spot(files[keys[0]] if keys and keys[0] else artifact.path)
            yield Problem(spot, Code.OUTPUT_COLLISION, message, "give the file another name")
        owners.setdefault(folded, artifact)
        for parent in parents:
            folders.setdefault(parent, artifact)

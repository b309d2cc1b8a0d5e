"""The rule that every picture is there, is safe, and says who made it."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from netzsite.entry import Entry, Kind
from netzsite.errors import Code, Problem, Severity, Spot
from netzsite.kinds.picture import Picture
from netzsite.library import Library
from netzsite.listing import shown_path
from netzsite.render.pictures import UnsafePictureError, inspect, picture_problem
from netzsite.rule import Rule

_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".svg"})


class Pictures(Rule):
    """Looks at picture files and at what describes them."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield why a picture cannot be used."""
        if isinstance(entry.facts, Picture):
            try:
                inspect(library.folder / Picture.folder / entry.facts.file)
            except UnsafePictureError as error:
                yield picture_problem(entry.source.spot(("file",)), error, entry.facts.file)

    def of_network(self, library: Library) -> Iterator[Problem]:
        """Yield picture files that nothing describes."""
        described = library.described_files(Picture)
        folder = library.folder / Picture.folder
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            relative = str(PurePosixPath(Picture.folder, path.name))
            if path.suffix.lower() in _SUFFIXES and relative not in described and not path.name.startswith("."):
                hint = f"add {path.stem}.yaml with file, alt and credit, or delete the picture"
                spot = Spot(shown_path(library.folder, relative))
                yield Problem(spot, Code.UNKNOWN_FILE, "no entry describes this picture", hint, Severity.WARNING)

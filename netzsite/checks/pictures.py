"""The rule that every picture is there, is safe, and says who made it."""

from collections.abc import Iterator

from netzsite.errors import Code, Problem, Severity, Spot
from netzsite.finding import shown_path
from netzsite.kinds.picture import Picture
from netzsite.library import Library
from netzsite.render.pictures import UnsafePictureError, inspect, picture_problem

_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".svg"})


def check(library: Library) -> Iterator[Problem]:
    """Yield pictures that cannot be used, and picture files that nothing describes."""
    folder = library.folder / "pictures"
    described = set()
    for picture in library.of(Picture):
        described.add(picture.facts.file)
        try:
            inspect(folder / picture.facts.file)
        except UnsafePictureError as error:
            yield picture_problem(picture.source.spot(("file",)), error, picture.facts.file)
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _SUFFIXES and path.name not in described and not path.name.startswith("."):
            spot = Spot(shown_path(library.folder, f"pictures/{path.name}"))
            hint = f"add {path.stem}.yaml with file, alt and credit, or delete the picture"
            yield Problem(spot, Code.UNKNOWN_FILE, "no entry describes this picture", hint, Severity.WARNING)

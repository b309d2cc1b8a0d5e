"""The rule that the borders of the map can be read, and that the profile names them."""

from collections.abc import Iterator

from netzsite.errors import Code, NetzsiteError, Problem, Severity, Spot
from netzsite.library import Library
from netzsite.listing import shown_path
from netzsite.region import read_region
from netzsite.rule import Rule
from netzsite.settings import MAPS


class Maps(Rule):
    """Looks at the file of the map."""

    def of_network(self, library: Library) -> Iterator[Problem]:
        """Yield why the map cannot be drawn, and files of borders that are not used."""
        source, folder = library.network.map, library.folder / MAPS
        if source is not None:
            try:
                read_region(library.folder / source.file, shown_path(library.folder, source.file))
            except NetzsiteError as error:
                yield from error.problems
        for path in sorted(folder.glob("*.geojson")):
            relative = f"{MAPS}/{path.name}"
            if source is None or relative != source.file:
                hint = f"write 'map: {{file: {relative}, attribution: ...}}' into network.yaml, or delete the file"
                spot = Spot(shown_path(library.folder, relative))
                yield Problem(spot, Code.UNKNOWN_FILE, "nothing reads this file", hint, Severity.WARNING)

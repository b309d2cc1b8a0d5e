"""The rule that the colour profiles of printed media can be used, and that the media name them."""

from collections.abc import Iterator

from netzsite.errors import Code, Problem, Severity, Spot
from netzsite.library import Library
from netzsite.listing import shown_path
from netzsite.render.prepress.profiles import BadProfileError, read_profile
from netzsite.rule import Rule
from netzsite.settings import PRINTING


class Printing(Rule):
    """Looks at the profiles."""

    def of_network(self, library: Library) -> Iterator[Problem]:
        """Yield profiles that cannot be used, and those that no medium names."""
        printed = (profile.printing for profile in library.mix.media.values() if profile.printing is not None)
        named = {printing.output_intent.profile for printing in printed} - {None}
        for relative in sorted(filter(None, named)):
            try:
                read_profile(library.folder / relative)
            except BadProfileError as error:
                hint = "ask the printer which profile it is; those for Europe come from the ECI, eci.org"
                yield Problem(Spot(shown_path(library.folder, relative)), Code.BAD_PROFILE, str(error), hint)
        for path in sorted((library.folder / PRINTING).glob("*.icc")):
            relative = f"{PRINTING}/{path.name}"
            if relative not in named:
                hint = f"write 'profile: {relative}' below 'output_intent' in media.yaml, or delete the file"
                spot = Spot(shown_path(library.folder, relative))
                yield Problem(spot, Code.UNKNOWN_FILE, "nothing reads this file", hint, Severity.WARNING)

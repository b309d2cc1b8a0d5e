"""The rule that a working group is led by two: one chair from research and one from industry."""

from collections.abc import Iterator

from netzsite.entry import Entry, Kind
from netzsite.errors import Code, Problem, Severity
from netzsite.kinds.group import ChairSide, Group
from netzsite.library import Library
from netzsite.rule import Rule


class Chairs(Rule):
    """Looks for the chair that is missing."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield a warning for each side that has no chair."""
        if isinstance(entry.facts, Group):
            sides = {chair.side for chair in entry.facts.chairs}
            for side in ChairSide:
                if side not in sides:
                    message = f"chairs: there is no chair from {side.value}"
                    hint = f"add '- {{side: {side.value}, person: ...}}', or a 'name' instead of the person"
                    spot = entry.source.spot(("chairs",))
                    yield Problem(spot, Code.MISSING_CHAIR, message, hint, Severity.WARNING)

"""The rule that every figure can be drawn from its data."""

from collections.abc import Iterator
from typing import cast

from netzsite.entry import Entry, Kind
from netzsite.errors import Problem
from netzsite.kinds.figure import Figure, check_figure
from netzsite.library import Library
from netzsite.rule import Rule


class Figures(Rule):
    """Looks at the data of a figure."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield what keeps a figure from being drawn."""
        if isinstance(entry.facts, Figure):
            yield from check_figure(cast(Entry[Figure], entry))

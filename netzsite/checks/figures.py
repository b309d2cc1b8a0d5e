"""The rule that every figure can be drawn from its data."""

from collections.abc import Iterator

from netzsite.errors import Problem
from netzsite.kinds.figure import Figure, check_figure
from netzsite.library import Library


def check(library: Library) -> Iterator[Problem]:
    """Yield what keeps figures from being drawn."""
    for figure in library.of(Figure):
        yield from check_figure(figure)

"""What only the page of a figure shows: the figure, its table and its sources."""

from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.figure import Figure
from netzsite.render.parts import FigureView
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class FigurePart:
    """The figure."""

    figure: FigureView


def compose(composer: Composer, entry: Entry[Figure]) -> FigurePart:
    """Give a figure with its chart and its table."""
    return FigurePart(composer.views.figure(entry))

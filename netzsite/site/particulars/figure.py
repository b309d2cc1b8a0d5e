"""What only the page of a figure shows: the figure, its table, its files, and how it is cited."""

from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.figure import Figure
from netzsite.render.citations import citation
from netzsite.render.parts import FigureView
from netzsite.render.places import companion_path, figure_metadata_path
from netzsite.render.tallies import filled
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class FigurePart:
    """The figure; label and path of its files, and of its references for reference managers; how it is cited."""

    figure: FigureView
    files: tuple[tuple[str, str], ...]
    citation: str
    references: tuple[tuple[str, str], ...]


def compose(composer: Composer, entry: Entry[Figure]) -> FigurePart:
    """Give a figure with its chart and its table."""
    views, text = composer.views, composer.strings.text
    view = views.figure(entry)
    page = view.page.path or ""
    files = (
        (text("figure.download-svg"), companion_path(page, "svg")),
        (text("figure.download-png"), companion_path(page, "png")),
        (text("figure.download-json"), figure_metadata_path(entry.id)),
    )
    references = (("BibTeX", companion_path(page, "bib")), ("CSL-JSON", companion_path(page, "csl.json")))
    return FigurePart(view, files, citation(views, filled(views, entry)), references)

"""Says what a finished PDF should be, for preflight: on a screen, or from a printer."""

from dataclasses import dataclass

from netzsite.render.fonts import SANS, SERIF
from netzsite.render.prepress.profiles import PrintOrder

FAMILIES = tuple(family.replace(" ", "-") for family in (SANS, SERIF))
"""As the names of fonts in PDFs begin."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a finished PDF should be; a plain one is for the screen.

    Attributes:
        families: how the names of its fonts begin; others stand in for letters that these lack. Empty for any.
        order: what it is printed with; None if it is not.
        trim_mm: width and height of the trimmed page of a printed one.
        is_archive: it is kept by archives, with the data of its figures.
        around: path of the file whose pages it is the cover of, which says how wide it is; empty if it is no cover.
    """

    families: tuple[str, ...] = FAMILIES
    order: PrintOrder | None = None
    trim_mm: tuple[float, float] = (210, 297)
    is_archive: bool = False
    around: str = ""

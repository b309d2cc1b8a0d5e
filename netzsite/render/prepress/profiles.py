"""Turns what a medium is printed with into an order for its printer's PDF, and reads colour profiles (ICC.1)."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from netzsite.printing import Binding, PrintProfile

MAX_BYTES = 8 * 1024 * 1024
"""Profiles of printing conditions are half a megabyte to three."""

_SHEETS = {Binding.SADDLE_STITCHED: 4, Binding.PERFECT: 2, Binding.NONE: 1}


class BadProfileError(ValueError):
    """The file is no profile to print with; the message says why."""


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What a printer's PDF is made for.

    Attributes:
        condition, identifier, registry: of the output intent (ISO 15930-7).
        profile: file of the colour profile below the content folder; empty if there is none.
        digest: of the profile's bytes.
        bleed_mm: how far the pages reach over their trimmed edge.
        multiple: the number of pages is a multiple of it.
        least_ppi: of pictures, in pixels per inch as they are printed.
        leaf_mm: thickness of a leaf; 0 where the cover is not apart.
        cover_mm: thickness of the cover.
    """

    condition: str
    identifier: str
    registry: str
    profile: str
    digest: str
    bleed_mm: int
    multiple: int
    least_ppi: int
    leaf_mm: Decimal = Decimal()
    cover_mm: Decimal = Decimal()

    @property
    def has_cover_apart(self) -> bool:
        """Whether the pages are glued into a cover that is printed on a sheet of its own."""
        return self.leaf_mm > 0


def print_order(printing: PrintProfile, content: Path) -> PrintOrder:
    """Give the order of a medium; a view that holds it changes with the bytes of the profile."""
    intent = printing.output_intent
    is_glued = printing.binding is Binding.PERFECT and printing.paper is not None
    papers = printing.paper, printing.cover_paper
    digest = hashlib.sha256((content / intent.profile).read_bytes()).hexdigest() if intent.profile else ""
    return PrintOrder(
        intent.condition,
        intent.identifier,
        intent.registry,
        intent.profile or "",
        digest,
        printing.bleed_mm,
        _SHEETS[printing.binding],
        printing.least_ppi,
        *(paper.leaf_mm if paper is not None and is_glued else Decimal() for paper in papers),
    )


def read_profile(path: Path) -> bytes:
    """Read the profile of a printing condition in four colours.

    Raises:
        BadProfileError: it is not there, too large, or not the profile of an output device in CMYK (ICC.1, 7.2).
    """
    if path.is_symlink() or not path.is_file():
        raise BadProfileError("the file is not there")
    if path.stat().st_size > MAX_BYTES:
        raise BadProfileError(f"is larger than {MAX_BYTES // 1024 // 1024} MB")
    data = path.read_bytes()
    if data[36:40] != b"acsp":
        raise BadProfileError("is no ICC profile")
    if data[12:16] != b"prtr" or data[16:20] != b"CMYK":
        raise BadProfileError("is no profile of a printing condition in CMYK")
    if _is_unusable(data):
        raise BadProfileError("is an ICC profile that cannot be used: it is broken or lacks a table")
    return data


def _is_unusable(data: bytes) -> bool:
    from netzsite.render.prepress.inks import separator  # and Pillow, needed only where something is printed

    try:
        separator(data)
    except ValueError:
        return True
    return False

"""Turns an address into a QR code (ISO/IEC 18004) as SVG, for paper; imports segno alone."""

from itertools import groupby

from markupsafe import Markup

QUIET = 4
"""Modules of free space around a code, which readers need."""


def qr_code(address: str, quiet: int = QUIET) -> Markup:
    """Draw the QR code of an address (level M: 15 % may be lost), black on nothing, with its quiet zone."""
    import segno  # needed only where something is printed

    matrix = segno.make(address, error="m", micro=False, boost_error=False).matrix
    size, runs = len(matrix) + 2 * quiet, []
    for y, row in enumerate(matrix, quiet):
        x = quiet
        for is_dark, modules in groupby(row):
            width = len(list(modules))
            if is_dark:
                runs.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{"".join(runs)}"/></svg>'
    return Markup(drawn)  # noqa: S704 - digits and letters of our own

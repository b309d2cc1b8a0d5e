"""Turns an HTML page and its style sheets into a printer's PDF: PDF/X-4 (ISO 15930-7), in inks, with bleed and marks.

The page is the one that a screen's PDF is made of, with the same style sheets and resources.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.render.pdf import PdfDetails, Resource, lay_out, write_layout
from netzsite.render.prepress.profiles import PrintOrder


def write_print_pdf(
    html: str,
    css: Sequence[str],
    resources: Mapping[str, Resource],
    details: PdfDetails,
    order: PrintOrder,
    *,
    content: Path,
    tokens: Mapping[str, Any],
    spot: Spot,
    folds_mm: Sequence[float] = (),
) -> bytes:
    """Make a printer's PDF.

    Args:
        html: the page, as `write_pdf` takes it.
        css: texts of style sheets.
        resources: address -> what is there.
        details: title, language, author, date.
        order: what it is printed with.
        content: the content folder, which holds the profile.
        tokens: of the theme, with the recipes of its colours.
        spot: what problems are said of.
        folds_mm: where its sheets are folded, from the left edge of the trimmed page.

    Raises:
        NetzsiteError: as `write_pdf`; or the profile has changed since the build began.
    """
    from pikepdf import ObjectStreamMode, Pdf  # needed only where something is printed

    from netzsite.render.prepress.inks import Inks, theme_recipes
    from netzsite.render.prepress.separation import separate
    from netzsite.render.prepress.sheets import fill_last_leaf, make_sheets

    profile = _profile(order, content)
    bleed = f"@page {{ bleed: {order.bleed_mm}mm }}"
    data = write_layout(lay_out(html, [*css, bleed], resources, spot=spot), details, spot=spot, pdf_version="1.6")
    written = io.BytesIO()
    with Pdf.open(io.BytesIO(data)) as pdf:
        fill_last_leaf(pdf, order)
        separate(pdf, Inks(theme_recipes(tokens), profile))
        make_sheets(pdf, order, profile, details, folds_mm)
        pdf.remove_unreferenced_resources()
        pdf.save(written, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, force_version="1.6")
    return written.getvalue()


def _profile(order: PrintOrder, content: Path) -> bytes:
    data = (content / order.profile).read_bytes() if order.profile else b""
    if data and hashlib.sha256(data).hexdigest() != order.digest:
        message, hint = "has changed since the build began", "build again: nothing was published"
        raise NetzsiteError(Problem(Spot(f"{content.name}/{order.profile}"), Code.BAD_PROFILE, message, hint))
    return data

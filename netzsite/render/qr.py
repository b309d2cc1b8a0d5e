"""Turns an address into a QR code; the only module that imports Segno."""

import io


def draw_qr(url: str, colour: str) -> bytes:
    """Draw an address as SVG without a margin, with error correction M (ISO/IEC 18004: 15 per cent may be lost)."""
    import segno  # needed only where a page is printed

    output = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        output, kind="svg", border=0, dark=colour, light=None, xmldecl=False, svgns=True, omitsize=True
    )
    return output.getvalue()

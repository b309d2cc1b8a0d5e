"""Turns the pages of a PDF into sheets for the printer: page boxes, crop marks, output intent and names of PDF/X-4.

A page comes as its bleed, with the trimmed page within it (`TrimBox`). The sheet is larger, so that the marks lie
outside the bleed (ISO 15930-7; Ghent Workgroup). Links and other annotations have no place on paper.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from netzsite.render.pdf import PdfDetails
from netzsite.render.prepress.profiles import PrintOrder

MM = 72 / 25.4
SLUG_MM = 8
"""Room for marks around the bleed."""

UNREGISTERED = "Custom"
"""The identifier of a condition that is in no registry (ISO 15930-7)."""

MARK_MM, MARK_GAP_MM, MARK_WIDTH = 5, 1, 0.25
"""Length of a mark, its distance from the bleed in mm, and its width in points."""

_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" \
xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>netzsite</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{identifier}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>netzsite</pdf:Producer><pdf:Trapped>False</pdf:Trapped>{version}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def fill_last_leaf(pdf: Pdf, order: PrintOrder) -> None:
    """Add blank pages to what is glued into a cover until its last leaf is full, as printers would."""
    missing = -len(pdf.pages) % order.multiple if order.has_cover_apart else 0
    for _ in range(missing):
        last = pdf.pages[-1].obj
        boxes = {name: last[name] for name in ("/MediaBox", "/TrimBox", "/BleedBox") if name in last}
        content = pdf.make_stream(b"")
        pdf.pages.append(
            Page(Dictionary({"/Type": Name.Page, "/Resources": Dictionary(), "/Contents": content, **boxes}))
        )


def make_sheets(
    pdf: Pdf, order: PrintOrder, profile: bytes, details: PdfDetails, folds_mm: Sequence[float] = ()
) -> None:
    """Make sheets of the pages, in place.

    Args:
        pdf: with a `TrimBox` on each page.
        order: what it is printed with.
        profile: bytes of the colour profile; without one the file is no PDF/X-4, and does not say so.
        details: title, author and date.
        folds_mm: where the sheets are folded, from the left edge of the trimmed page.
    """
    registration = pdf.make_indirect(_registration())
    for page in pdf.pages:
        _make_sheet(page, order.bleed_mm * MM, registration, folds_mm)
    for name in ("/AcroForm", "/Names", "/OpenAction", "/AA"):
        if name in pdf.Root:
            del pdf.Root[name]
    pdf.Root.OutputIntents = Array([pdf.make_indirect(_output_intent(pdf, order, profile))])
    _name(pdf, details, is_pdfx=bool(profile))


def _make_sheet(page: Page, bleed: float, registration: Any, folds_mm: Sequence[float]) -> None:
    left, bottom, right, top = trim = [float(side) for side in page.obj.TrimBox]
    room = bleed + SLUG_MM * MM
    for name in ("/Annots", "/CropBox", "/ArtBox"):
        if name in page.obj:
            del page.obj[name]
    page.obj.MediaBox = _box([left - room, bottom - room, right + room, top + room])
    page.obj.BleedBox = _box([left - bleed, bottom - bleed, right + bleed, top + bleed])
    page.obj.TrimBox = _box(trim)
    spaces = page.obj.Resources.get("/ColorSpace", Dictionary())
    spaces["/NzRegistration"] = registration
    page.obj.Resources["/ColorSpace"] = spaces
    size = right - left + 2 * bleed, top - bottom + 2 * bleed
    edge = f"{left - bleed:.3f} {bottom - bleed:.3f} {size[0]:.3f} {size[1]:.3f} re W n"
    page.contents_add(f"q\n{edge}\n".encode(), prepend=True)  # what reaches further would lie on the marks
    page.contents_add(b"Q\n" + _marks(trim, bleed, folds_mm))
    page.contents_coalesce()


def _box(sides: list[float]) -> Array:
    return Array([round(side, 3) for side in sides])


def _registration() -> Array:
    """Give the colour that prints on all plates (ISO 32000-1, 8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])


def _marks(trim: list[float], bleed: float, folds_mm: Sequence[float]) -> bytes:
    """Draw two crop marks at each corner, outside the bleed, and broken lines where the sheet is folded."""
    start, length = bleed + MARK_GAP_MM * MM, MARK_MM * MM
    left, bottom, right, top = trim
    lines, folds = [], []
    for y, off in ((bottom, -1), (top, 1)):
        for x, away in ((left, -1), (right, 1)):
            lines.append((x + away * start, y, x + away * (start + length), y))
            lines.append((x, y + off * start, x, y + off * (start + length)))
        for x in (left + place * MM for place in folds_mm):
            folds.append((x, y + off * start, x, y + off * (start + length)))
    drawn = f"{_strokes(lines)}\n[2 1] 0 d\n{_strokes(folds)}" if folds else _strokes(lines)
    return f"q\n/NzRegistration CS 1 SCN {MARK_WIDTH} w\n{drawn}\nQ\n".encode()


def _strokes(lines: Sequence[tuple[float, float, float, float]]) -> str:
    return "\n".join(f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S" for x, y, to_x, to_y in lines)


def _output_intent(pdf: Pdf, order: PrintOrder, profile: bytes) -> Dictionary:
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputCondition=String(order.condition),
        OutputConditionIdentifier=String(order.identifier),
        Info=String(order.condition),
    )
    if order.identifier != UNREGISTERED:
        intent.RegistryName = String(order.registry)
    if profile:
        intent.DestOutputProfile = pdf.make_stream(profile, N=4)
    return intent


def _name(pdf: Pdf, details: PdfDetails, *, is_pdfx: bool) -> None:
    """Write the metadata, twice as PDF/X-4 wants it; the date is the edition's."""
    stamp = dt.datetime.combine(details.date, dt.time(), dt.UTC)
    for name in ("/CreationDate", "/ModDate"):
        pdf.docinfo[name] = String(stamp.strftime("D:%Y%m%d%H%M%SZ"))
    pdf.docinfo["/Title"], pdf.docinfo["/Author"] = String(details.title), String(details.author)
    pdf.docinfo["/Creator"] = pdf.docinfo["/Producer"] = String("netzsite")
    pdf.docinfo["/Trapped"] = Name("/False")
    identity = hashlib.sha256("\0".join((details.title, details.lang, details.author, str(stamp))).encode())
    written = _XMP.format(
        title=escape(details.title),
        author=escape(details.author),
        date=stamp.isoformat(),
        identifier=identity.hexdigest()[:32],
        version="\n<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" if is_pdfx else "",
    )
    metadata = pdf.make_stream(written.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata

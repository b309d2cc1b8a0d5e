"""Turns a finished PDF for the screen into one for archives: PDF/A-3u (ISO 19005-3), with its data as attached files.

The pages stay as they are; nothing is laid out again. The tags stay too, so the file is PDF/UA-1 as well.
"""

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from netzsite.render.pdf import PdfDetails, screen_profile

SCREEN_CONDITION = "sRGB IEC61966-2.1"
"""As registries call the colours of screens."""

_PRINT = 4
"""The flag of an annotation that is printed too (ISO 32000-1, 12.5.3)."""

_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>netzsite</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>netzsite</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file in a PDF.

    Attributes:
        name: its name, without a folder.
        mime: its media type.
        about: what it is, in words.
        relationship: what it is to the document (ISO 19005-3, Annex E): `Data`, `Supplement`.
    """

    name: str
    mime: str
    about: str
    relationship: str
    data: bytes


def to_archive(data: bytes, files: Sequence[AttachedFile], details: PdfDetails) -> bytes:
    """Make a PDF for archives.

    Args:
        data: the PDF for the screen, tagged.
        files: what is attached, in the order in which readers list it.
        details: title, language, author and date: of the document, and of its files.
    """
    written = io.BytesIO()
    with Pdf.open(io.BytesIO(data)) as pdf:
        stamp = dt.datetime.combine(details.date, dt.time(), dt.UTC)
        _attach(pdf, files, stamp)
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", ()):
                annotation.F = _PRINT
        pdf.Root.OutputIntents = Array([pdf.make_indirect(_output_intent(pdf))])
        _describe(pdf, details, stamp)
        pdf.save(written, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, force_version="1.7")
    return written.getvalue()


def _attach(pdf: Pdf, files: Sequence[AttachedFile], stamp: dt.datetime) -> None:
    """Attach files to the document as a whole (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4)."""
    attached = {file.name: pdf.make_indirect(_specification(pdf, file, stamp)) for file in files}
    names = [part for name in sorted(attached) for part in (String(name), attached[name])]
    tree = pdf.Root.get("/Names", Dictionary())
    tree["/EmbeddedFiles"] = pdf.make_indirect(Dictionary(Names=Array(names)))
    pdf.Root.Names, pdf.Root.AF = tree, Array(list(attached.values()))


def _specification(pdf: Pdf, file: AttachedFile, stamp: dt.datetime) -> Dictionary:
    stream = pdf.make_stream(file.data)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name(f"/{file.mime}")
    stream.Params = Dictionary(
        Size=len(file.data),
        CreationDate=_date(stamp),
        ModDate=_date(stamp),
        CheckSum=String(hashlib.md5(file.data, usedforsecurity=False).digest()),
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(file.name),
        UF=String(file.name),
        Desc=String(file.about),
        AFRelationship=Name(f"/{file.relationship}"),
        EF=Dictionary(F=stream, UF=stream),
    )


def _output_intent(pdf: Pdf) -> Dictionary:
    """Say which colours are meant: those of a screen (6.2.3)."""
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(SCREEN_CONDITION),
        RegistryName=String("http://www.color.org"),
        Info=String(SCREEN_CONDITION),
        DestOutputProfile=pdf.make_stream(screen_profile(), N=3),
    )


def _describe(pdf: Pdf, details: PdfDetails, stamp: dt.datetime) -> None:
    """Write the metadata, not packed, and the same in the older place (6.6)."""
    for name in ("/CreationDate", "/ModDate"):
        pdf.docinfo[name] = _date(stamp)
    pdf.docinfo["/Creator"] = pdf.docinfo["/Producer"] = String("netzsite")
    written = _XMP.format(
        title=escape(details.title),
        author=escape(details.author),
        description=escape(details.description),
        lang=escape(details.lang),
        keywords=escape(", ".join(details.keywords)),
        date=stamp.isoformat(),
    )
    metadata: Any = pdf.make_stream(written.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata


def _date(stamp: dt.datetime) -> String:
    return String(stamp.strftime("D:%Y%m%d%H%M%SZ"))

"""Turns a finished PDF for archives into what is wrong with it: of what PDF/A-3u (ISO 19005-3) and its readers ask."""

import json
from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Name, Pdf, Stream

Finding = tuple[str, str]

_DESCRIPTION = "datapackage.json"
_RELATIONSHIPS = {"/Data", "/Source", "/Alternative", "/Supplement"}
_AGAIN = "build again with --no-cache"


def archive_faults(pdf: Pdf) -> Iterator[Finding]:
    """Yield what keeps a PDF from lasting, or from saying what its data mean."""
    if pdf.is_encrypted:
        yield "the file is locked, so that nobody may be able to open it one day", _AGAIN
    metadata = pdf.Root.get("/Metadata")
    said = metadata.read_bytes() if isinstance(metadata, Stream) else b""
    if b"<pdfaid:part>3</pdfaid:part>" not in said or b"<pdfaid:conformance>U<" not in said:
        yield "the file does not say that it is PDF/A-3u", _AGAIN
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == Name.GTS_PDFA1]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        yield "the file does not say which colours are meant", _AGAIN
    yield from _fonts(pdf)
    yield from _attachments(pdf)


def _fonts(pdf: Pdf) -> Iterator[Finding]:
    fonts = [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Type") == Name.Font]
    inner = {kid.objgen for font in fonts for kid in font.get("/DescendantFonts", ())}
    for font in fonts:
        if font.objgen not in inner and "/ToUnicode" not in font:
            name = str(font.get("/BaseFont", "")).removeprefix("/")
            yield f"the font {name} does not say which letters it shows", "use the fonts of the theme"


def _attachments(pdf: Pdf) -> Iterator[Finding]:
    files = {str(each.get("/UF", "")): each for each in pdf.Root.get("/AF", [])}
    listed = set(pdf.attachments)
    for name, specification in files.items():
        stream = specification.get("/EF", Dictionary()).get("/F")
        missing = [word for word, is_there in _parts(specification, stream) if not is_there]
        if missing or name not in listed:
            lacks = ", ".join(missing) or "place in the list of attachments"
            yield f"the attached file '{name}' lacks: {lacks}", _AGAIN
    if _DESCRIPTION not in files:
        yield "no data are attached, or nothing describes them", _AGAIN
        return
    package = json.loads(files[_DESCRIPTION].EF.F.read_bytes())
    absent = sorted({each["path"] for each in package["resources"]} - files.keys())
    if absent:
        yield f"files that the description names are not attached: {', '.join(absent)}", _AGAIN


def _parts(specification: Any, stream: Any) -> Iterator[tuple[str, bool]]:
    """Yield what a file must say of itself, and whether it does (ISO 19005-3, 6.8)."""
    yield "description", bool(str(specification.get("/Desc", "")))
    yield "relationship", str(specification.get("/AFRelationship", "")) in _RELATIONSHIPS
    yield "bytes", isinstance(stream, Stream)
    is_stream = isinstance(stream, Stream)
    yield "media type", is_stream and "/" in str(stream.get("/Subtype", "")).removeprefix("/")
    yield "date", is_stream and "/ModDate" in stream.get("/Params", Dictionary())

"""Turns fonts for fields into fonts of a PDF (ISO 32000-1, 9.6 and 9.7), and words into bytes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from netzsite.render.field_fonts import TYPED, FieldFont, typed_font, wide_font

if TYPE_CHECKING:
    import pikepdf

_FIRST, _LAST = 32, 255
"""Codes of the letters of one byte."""


@dataclass(frozen=True)
class Face:
    """A font of a PDF.

    Attributes:
        name: among the resources.
        made: its object.
        letters: what the font has.
        is_wide: two bytes a letter, which are its place in the font; else one, as Windows-1252 has it.
    """

    name: str
    made: Any
    letters: FieldFont
    is_wide: bool

    def shows(self, text: str) -> bool:
        """Tell whether it has every letter of a text."""
        return all(character in self.letters.letters for character in text)

    def width(self, text: str) -> float:
        """Give the width of a line in thousandths of the size."""
        return sum(self.letters.letter(character).width for character in text)

    def hex(self, text: str) -> str:
        """Write a line as the font has it, for an operator of text; what the wide one lacks is a question mark."""
        if not self.is_wide:
            return f"<{text.encode('cp1252').hex()}>"
        shown = (character if character in self.letters.letters else "?" for character in text)
        return "<" + "".join(f"{self.letters.letter(character).glyph:04x}" for character in shown) + ">"


def typed_face(pdf: "pikepdf.Pdf", name: str) -> Face:
    """Embed the font of what is typed: one byte a letter."""
    from pikepdf import Array, Dictionary, Name

    font = typed_font()
    made = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{font.name}"))
    made.Encoding, made.FirstChar, made.LastChar = Name.WinAnsiEncoding, _FIRST, _LAST
    made.Widths = Array([font.letter(character).width for character in TYPED])
    made.FontDescriptor = _descriptor(pdf, font)
    return Face(name, pdf.make_indirect(made), font, is_wide=False)


def wide_face(pdf: "pikepdf.Pdf", name: str) -> Face:
    """Embed the font of all letters."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    font = wide_font()
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(f"/{font.name}"))
    inner.CIDSystemInfo, inner.CIDToGIDMap, inner.DW = system, Name.Identity, font.missing.width
    widths = {letter.glyph: letter.width for letter in font.letters.values()}
    inner.W = Array([each for glyph, width in sorted(widths.items()) for each in (glyph, Array([width]))])
    inner.FontDescriptor = _descriptor(pdf, font)
    made = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/{font.name}"))
    made.Encoding, made.DescendantFonts = Name("/Identity-H"), Array([pdf.make_indirect(inner)])
    glyphs = {letter.glyph: character for character, letter in sorted(font.letters.items(), reverse=True)}
    made.ToUnicode = Stream(pdf, _spelled(glyphs).encode("ascii"))
    return Face(name, pdf.make_indirect(made), font, is_wide=True)


def _descriptor(pdf: "pikepdf.Pdf", font: FieldFont) -> Any:
    from pikepdf import Array, Dictionary, Name, Stream

    made = Dictionary(Type=Name.FontDescriptor, FontName=Name(f"/{font.name}"), Flags=32, ItalicAngle=0)
    made.Ascent, made.Descent, made.CapHeight = font.ascent, font.descent, font.cap_height
    made.FontBBox, made.StemV = Array(list(font.box)), 84
    made.FontFile2 = Stream(pdf, font.data, {"/Length1": len(font.data)})
    return pdf.make_indirect(made)


def _spelled(glyphs: Mapping[int, str]) -> str:
    """Write which letter each glyph is (ISO 32000-1, 9.10.3), a hundred to a block."""
    lines = [f"<{glyph:04x}> <{character.encode('utf-16-be').hex()}>" for glyph, character in sorted(glyphs.items())]
    packs = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    spelled = "\n".join(f"{len(pack)} beginbfchar\n" + "\n".join(pack) + "\nendbfchar" for pack in packs)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{spelled}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )

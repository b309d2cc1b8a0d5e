"""Turns the regular sans into fonts for the fields of PDF forms, whole enough for what is typed later."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from netzsite.render.fonts import font_files

TYPED = "".join(bytes([code]).decode("cp1252", "replace") for code in range(32, 256))
"""The characters of Windows-1252 (`WinAnsiEncoding` of ISO 32000-1, annex D) from 32 on."""

_NOTHING = "\ufffd"
"""Stands where Windows-1252 has no character."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Where a character stands in a font, and how wide it is in thousandths of the size."""

    glyph: int
    width: int


@dataclass(frozen=True, slots=True)
class FieldFont:
    """A font for fields.

    Attributes:
        data: the TrueType file.
        name: its PostScript name.
        letters: the characters that it has.
        missing: what is drawn instead of others.
        ascent, descent, cap_height, box: in thousandths.
    """

    data: bytes
    name: str
    letters: Mapping[str, Letter]
    missing: Letter
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, ...]

    def letter(self, character: str) -> Letter:
        """Give a character, or what is drawn instead."""
        return self.letters.get(character, self.missing)


@cache
def typed_font() -> FieldFont:
    """Cut the sans to Windows-1252, one byte a letter, in which every reader writes what is typed."""
    return _cut("NZFORM+SourceSansPro-Regular", frozenset(TYPED) - {_NOTHING})


@cache
def wide_font() -> FieldFont:
    """Cut the sans to the letters of Europe's languages, Greek ones and signs, for what is filled in already."""
    ranges = (range(0x20, 0x250), range(0x370, 0x400), range(0x1E80, 0x1EF4), range(0x2000, 0x2300))
    return _cut("NZWIDE+SourceSansPro-Regular", frozenset(chr(code) for each in ranges for code in each))


def _cut(name: str, characters: frozenset[str]) -> FieldFont:
    from fontTools import subset  # type: ignore[import-untyped]  # slow, and needed only where forms are made
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    options = subset.Options(hinting=False, notdef_outline=True, layout_features=[], legacy_cmap=True)
    with TTFont(font_files()[0].path, recalcTimestamp=False, recalcBBoxes=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(sorted(characters)))
        cutter.subset(font)
        scale, metrics = 1000 / font["head"].unitsPerEm, font["hmtx"].metrics
        found = {chr(code): glyph for code, glyph in font.getBestCmap().items()} | {"": ".notdef"}
        letters = {
            each: Letter(font.getGlyphID(glyph), round(metrics[glyph][0] * scale)) for each, glyph in found.items()
        }
        sizes = font["hhea"].ascent, font["hhea"].descent, font["OS/2"].sCapHeight
        ascent, descent, cap_height = (round(size * scale) for size in sizes)
        box = tuple(round(getattr(font["head"], side) * scale) for side in ("xMin", "yMin", "xMax", "yMax"))
        buffer = io.BytesIO()
        font.save(buffer, reorderTables=None)
    return FieldFont(buffer.getvalue(), name, letters, letters.pop(""), ascent, descent, cap_height, box)

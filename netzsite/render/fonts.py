"""Turns the font packages into font files for print and charts, and into smaller ones for the web.

Print and charts have the complete files, one for each weight and style, because WeasyPrint prints wrong letters when
two files share a family, weight and style. Of each that the web needs there are two parts: the characters of nearly
every page, and all others, which a browser asks for only if a page has one of them. They carry names of their own:
"Source" is reserved for the fonts as they were published (SIL OFL 1.1, section 3).

What the files lack, and what is done about it:

- U+2011 (non-breaking hyphen) is in none of them, and browsers and WeasyPrint take it from any other font.
  `printable` writes it as a hyphen between two word joiners, which breaks lines, and looks, the same.
- U+202F and U+2009 (narrow, thin space) are missing from the serif; every engine draws a space of the right width.
- → and ẞ are missing from the serif italic: a font stack ends with the other family, so that they come from there.
- ↩ (the usual way back from a footnote), ● and ☎ are in none: use ↑, • and words. `missing_characters` finds such ones.
"""

import io
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

SANS = "Source Sans Pro"
SERIF = "Source Serif Pro"

_PACKAGES = {SANS: "font_source_sans_pro", SERIF: "font_source_serif_pro"}

_FACES = (
    ("Regular", 400, "normal"),
    ("Semibold", 600, "normal"),
    ("Bold", 700, "normal"),
    ("It", 400, "italic"),
    ("SemiboldIt", 600, "italic"),
)

WEB_FAMILIES = {SANS: "Netzsite Sans", SERIF: "Netzsite Serif"}
"""Family -> the name that its parts for the web have in style sheets and in themselves."""

_CORE = frozenset(
    "".join(map(chr, range(0x7F))) + "ÄÖÜäöüßé€§©°·×–—‘’‚“”„…•←↑→▸▾" + "\u00a0\u00ad\u2009\u2010\u202f\u2060"
) - set("\\^`{}~")
"""The characters of nearly every page: those of English and German, their punctuation, spaces that have no sign, and
what browsers write: the hyphen at the end of a line, the bullet of a list, the triangle of what opens and closes. Of
ASCII, what only programmers write is left out."""

_TEXT = ["kern", "lnum", "onum", "pnum", "tnum"]
"""What the style sheets of the web switch on in running text (OpenType), which is the serif in its regular weight.
Elsewhere figures are as they are in the fonts: lining, and in the sans tabular."""

_NON_BREAKING_HYPHEN = re.compile("\u2011|&#(?:8209|[xX]2011);")

_NEEDS_NO_GLYPH = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class FontFile:
    """One complete font: family as CSS names it, weight (400, 600, 700), style (normal, italic), TrueType file."""

    family: str
    weight: int
    style: str
    path: Path

    def face(self, url: str) -> str:
        """Give the `@font-face` rule that loads the font from a URL."""
        face = f'font-family:"{self.family}";font-weight:{self.weight};font-style:{self.style}'
        return f'@font-face{{{face};src:url("{url}") format("truetype")}}\n'


@dataclass(frozen=True, slots=True)
class WebFont:
    """A part of a font for the web.

    Attributes:
        font: the complete font that it is cut from.
        is_core: it has the characters of nearly every page; else it has all others.
    """

    font: FontFile
    is_core: bool

    @property
    def family(self) -> str:
        """Give the family as the style sheet names it."""
        return WEB_FAMILIES[self.font.family]

    @property
    def name(self) -> str:
        """Give the name of the file."""
        part = "" if self.is_core else "-more"
        return f"{self.family.lower().replace(' ', '-')}-{self.font.weight}-{self.font.style}{part}.woff2"

    def face(self, url: str) -> str:
        """Give the `@font-face` rule that loads the part from a URL, if a page has a character of it."""
        face = f'font-family:"{self.family}";font-weight:{self.font.weight};font-style:{self.font.style}'
        source = f'font-display:swap;src:url("{url}") format("woff2")'
        return f"@font-face{{{face};{source};unicode-range:{_unicode_range(self.is_core)}}}\n"


@dataclass(frozen=True, slots=True)
class StandIn:
    """A font of the reader's machine, shown until one of the web is there, scaled so that no line breaks elsewhere.

    Attributes:
        family, weight: what it stands in for.
        names: what it is called on one machine or another, for `local()`: Arial and Times, or fonts of their widths.
        size: how wide a text is, in the web's font and in this one: the mean of German and English prose.
        ascent, descent: of the web's font, in em.
    """

    family: str
    weight: int
    names: tuple[str, ...]
    size: float
    ascent: float
    descent: float

    def face(self) -> str:
        """Give the `@font-face` rule of the family's "Stand-in"; CSS multiplies its measures by its size."""
        face = f'font-family:"{WEB_FAMILIES[self.family]} Stand-in";font-weight:{self.weight}'
        source = ",".join(f'local("{name}")' for name in self.names)
        ascent, descent = self.ascent / self.size, self.descent / self.size
        return (
            f"@font-face{{{face};src:{source};size-adjust:{self.size:.1%};"
            f"ascent-override:{ascent:.1%};descent-override:{descent:.1%};line-gap-override:0%}}\n"
        )


STAND_INS = (
    StandIn(SANS, 400, ("Arial", "ArialMT", "Liberation Sans"), 0.931, 0.984, 0.273),
    StandIn(SANS, 600, ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"), 0.896, 0.984, 0.273),
    StandIn(SERIF, 400, ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif"), 1.105, 1.036, 0.335),
    StandIn(
        SERIF, 600, ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"), 1.057, 1.036, 0.335
    ),
)
"""For each family and weight of the web; without one, a page jumps when its fonts come (CSS Fonts 5, size-adjust)."""


def font_directories() -> tuple[Path, ...]:
    """Give the folders of the font packages; they hold further weights too."""
    return tuple(Path(str(files(package))) / "files" for package in _PACKAGES.values())


@cache
def font_files() -> tuple[FontFile, ...]:
    """List the fonts of the media: sans before serif, upright before italic, light before bold."""
    return tuple(
        FontFile(family, weight, style, folder / f"{family.replace(' ', '')}-{face}.ttf")
        for family, folder in zip(_PACKAGES, font_directories(), strict=True)
        for face, weight, style in _FACES
    )


@cache
def web_fonts() -> tuple[WebFont, ...]:
    """List the fonts of the website, which sets nothing in bold but in semibold."""
    kept = [font for font in font_files() if font.weight != 700]
    return tuple(WebFont(font, is_core) for font in kept for is_core in (True, False))


def woff2(part: WebFont) -> bytes:
    """Cut a part of a font and compress it: same dates, same bytes each time; about a tenth of a second."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # slow, and needed only where fonts are made

    with TTFont(io.BytesIO(_cut(part)), recalcTimestamp=False, recalcBBoxes=False) as font:
        _rename(font["name"], part)
        font.flavor = "woff2"
        buffer = io.BytesIO()
        font.save(buffer, reorderTables=None)
    return buffer.getvalue()


def _cut(part: WebFont) -> bytes:
    """Cut a font down to the characters of a part, kerning and, in running text, the forms of figures."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob(part.font.path.read_bytes()))
    is_text = (part.font.family, part.font.weight) == (SERIF, 400)
    kept = uharfbuzz.SubsetInput()
    kept.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    kept.unicode_set.update(code for code in face.unicodes if (chr(code) in _CORE) is part.is_core)
    kept.layout_feature_tag_set.clear()
    kept.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in (_TEXT if is_text else ["kern"]))
    kept.name_id_set.clear()
    kept.name_id_set.update((0, 13, 14))  # copyright, licence and where to read it
    data: bytes = uharfbuzz.subset(face, kept).blob.data
    return data


def _rename(names: Any, part: WebFont) -> None:
    """Write the names of a cut font (OpenType, table `name`): family, style, full name, PostScript name."""
    style = f"{part.font.weight} {part.font.style}"
    full = f"{part.family} {style}"
    for number, text in ((1, part.family), (2, style), (4, full), (6, full.replace(" ", "-"))):
        names.setName(text, number, 3, 1, 0x409)


@cache
def _unicode_range(is_core: bool) -> str:
    """Write the core characters, or all others, as CSS does: U+20-7E,U+A0 (CSS Fonts 4, section 4.5)."""
    runs = _runs(sorted(map(ord, _CORE)))
    if not is_core:
        ends = [(-1, -1), *runs, (0x110000, 0x110000)]
        runs = [(before + 1, after - 1) for (_, before), (after, _) in pairwise(ends)]
    return ",".join(
        f"U+{first:X}-{last:X}" if last > first else f"U+{first:X}" for first, last in runs if last >= first
    )


def _runs(codes: list[int]) -> list[tuple[int, int]]:
    """Join neighbours: 1, 2, 3, 7 -> (1, 3), (7, 7)."""
    starts = [code for code in codes if code - 1 not in codes]
    stops = [code for code in codes if code + 1 not in codes]
    return list(zip(starts, stops, strict=True))


def printable(text: str) -> str:
    """Write characters of a text, or of HTML, that no font has with those that there are; see above."""
    return _NON_BREAKING_HYPHEN.sub("\u2060-\u2060", text)


def missing_characters(text: str) -> str:
    """Give the characters, sorted, that neither family has, so that a font of the system would stand in for them."""
    missing = sorted(set(text) - _covered())
    return "".join(character for character in missing if unicodedata.category(character) not in _NEEDS_NO_GLYPH)


@cache
def _covered() -> frozenset[str]:
    from fontTools.ttLib import TTFont

    covered: set[str] = set()
    for file in font_files():
        if file.weight == 400 and file.style == "normal":
            with TTFont(file.path, lazy=True) as font:
                covered.update(map(chr, font.getBestCmap()))
    return frozenset(covered)


def text_width(text: str, size: float) -> float:
    """Give the width of a line in the regular sans, in the unit of its size; kerning, which is little, is left out."""
    widths, default = _advances()
    return size * sum(widths.get(ord(character), default) for character in text)


@cache
def _advances() -> tuple[dict[int, float], float]:
    """Give how wide the letters of the regular sans are, in em; and the width that stands in for a missing one."""
    from fontTools.ttLib import TTFont

    file = next(file for file in font_files() if (file.family, file.weight, file.style) == (SANS, 400, "normal"))
    with TTFont(file.path, lazy=True) as font:
        units, widths, letters = font["head"].unitsPerEm, font["hmtx"].metrics, font.getBestCmap()
        return {code: widths[name][0] / units for code, name in letters.items()}, 0.6

"""Turns the font packages into font files that the web, print and charts share.

The files are complete, one for each weight and style, and are shipped unchanged: "Source" is a reserved font name (SIL
OFL 1.1, section 3), and WeasyPrint prints wrong letters when two files share a family, weight and style.

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
from pathlib import Path

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
        if url.endswith(".woff2"):
            source = f'font-display:swap;src:url("{url}") format("woff2")'
        else:
            source = f'src:url("{url}") format("truetype")'
        return f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-style:{self.style};{source}}}\n'


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


def woff2(path: Path) -> bytes:
    """Compress a TrueType file for the web: all glyphs, same dates, same bytes each time; half a second a file."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # slow, and needed only where fonts are made

    with TTFont(path, recalcTimestamp=False, recalcBBoxes=False) as font:
        font.flavor = "woff2"
        buffer = io.BytesIO()
        font.save(buffer, reorderTables=None)
    return buffer.getvalue()


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

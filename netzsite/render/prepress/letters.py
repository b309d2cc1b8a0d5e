"""Turns the fonts of a PDF into what is needed to follow its texts: widths, whether they are embedded, and words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Name, Stream

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass(frozen=True, slots=True)
class Letters:
    """A font.

    Attributes:
        name: without the mark of a subset.
        kind: `Type0`, `TrueType`, `Type1`, `Type3`.
        is_embedded: the file brings it along.
        code_bytes: of a letter in a text: 1, or 2 where codes are those of glyphs.
        advances: code -> width in thousandths of the size.
        default: width of the rest.
        words: code -> characters.
    """

    name: str
    kind: str
    is_embedded: bool
    code_bytes: int
    advances: Mapping[int, float]
    default: float
    words: Mapping[int, str]

    def widths(self, text: bytes) -> Iterator[tuple[int, float]]:
        """Yield code and width of each letter of a text."""
        for place in range(0, len(text) - self.code_bytes + 1, self.code_bytes):
            code = int.from_bytes(text[place : place + self.code_bytes], "big")
            yield code, self.advances.get(code, self.default)

    def text(self, codes: Sequence[int]) -> str:
        """Write codes as characters, as far as the font says which they are."""
        return "".join(self.words.get(code, "?") for code in codes)

    def lacks(self, code: int) -> bool:
        """Tell whether a code stands for the box that fonts print for a letter they do not have (`.notdef`)."""
        return code == 0 and self.kind == "Type0"


def letters_of(font: Any) -> Letters:
    """Read a font (ISO 32000-1, 9.6 and 9.7)."""
    kind = str(font.get("/Subtype", "/Type1"))[1:]
    is_composite = kind == "Type0"
    inner = font.DescendantFonts[0] if is_composite else font
    descriptor = inner.get("/FontDescriptor", {})
    is_embedded = kind == "Type3" or any(file in descriptor for file in _FILES)
    advances = _composite(inner.get("/W", [])) if is_composite else _simple(inner)
    default = float(inner.get("/DW", 1000)) if is_composite else 500.0
    name = str(font.get("/BaseFont", "/unnamed"))[1:].rpartition("+")[2]
    return Letters(name, kind, is_embedded, 1 + is_composite, advances, default, _words(font.get("/ToUnicode")))


def _composite(runs: Any) -> dict[int, float]:
    """Read the widths of glyphs: `first [width ...]` or `first last width` (9.7.4.3)."""
    widths, parts = dict[int, float](), list(runs)
    while parts:
        first, second = int(parts.pop(0)), parts.pop(0)
        if isinstance(second, Array):
            widths |= {first + place: float(width) for place, width in enumerate(second)}
        else:
            widths |= dict.fromkeys(range(first, int(second) + 1), float(parts.pop(0)))
    return widths


def _simple(font: Any) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    scale = 1000 * float(font.FontMatrix[0]) if "/FontMatrix" in font else 1
    return {first + place: float(width) * scale for place, width in enumerate(font.get("/Widths", []))}


def _words(table: Any) -> dict[int, str]:
    """Read which characters codes stand for (9.10.3)."""
    if not isinstance(table, Stream) or table.get("/Type") == Name("/None"):
        return {}
    words, data = dict[int, str](), table.read_bytes()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        words |= {int(code, 16): _characters(text) for code, text in _PAIR.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, text in _RANGE.findall(block):
            start = ord(_characters(text)[-1:] or "?")
            words |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return words


def _characters(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")

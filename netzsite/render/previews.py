"""Turns a few words into the picture that is shown with a link to a page: PNG, 1200 x 630 px, drawn by Pillow.

It is drawn in the theme's colours and the fonts of all media, on every machine the same: letters stand one after the
other, without the shaping that only some builds of Pillow have. Ten colours are enough for letters with smooth edges,
and keep a picture below twenty kilobytes.
"""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from netzsite.render.fonts import SANS, SERIF, font_files

WIDTH, HEIGHT = 1200, 630
"""What services that show links ask for, in px."""

MARGIN, BAND, TITLE_TOP, TITLE_HEIGHT, FOOT = 72, 14, 180, 324, 560
SIZES = (76, 70, 64, 58, 52)
"""Sizes of the title in px: smaller letters are not read in a preview."""
LEADING = 1.15

_INK, _MUTED, _ACCENT = range(3)
_LEVELS = 3
"""Shades of each of the three inks; with the paper they are ten colours, so that a pixel takes four bits."""

_UNDRAWN = {0x2011: "-", 0x00AD: None, 0x2060: None, 0x200B: None, 0x202F: " ", 0x2009: " ", 0x00A0: " "}
"""Characters that the fonts lack, and what is drawn instead."""


@dataclass(frozen=True, slots=True)
class PreviewWords:
    """What a preview shows.

    Attributes:
        network: the network's name.
        mark: what must not be overlooked: that it is an example.
        label: what it is, and of when.
        title: made smaller, and hyphenated, until it fits.
        foot: a line at the foot.
        lang: language of the title, by which it is hyphenated.
        paper, inks: colours as `#rrggbb`; those of ink, quieter ink and accent.
    """

    network: str
    mark: str
    label: str
    title: str
    foot: str
    lang: str
    paper: str
    inks: tuple[str, str, str]


def draw_preview(words: PreviewWords) -> bytes:
    """Draw a preview as PNG; a pure function of its words."""
    from PIL import Image  # needed only where words have changed

    image = Image.new("P", (WIDTH, HEIGHT))
    image.putpalette(_palette(words.paper, words.inks))
    image.paste(_shade(_ACCENT, _LEVELS), (0, 0, WIDTH, BAND))
    image.paste(_shade(_MUTED, 2), (MARGIN, FOOT - 20, WIDTH - MARGIN, FOOT - 19))
    name, line = _font(SANS, 38, 600), _font(SANS, 32, 400)
    mark_at = WIDTH - MARGIN - round(line.getlength(_drawable(words.mark)))
    _write(image, MARGIN, 58, _shortened(words.network, name, mark_at - MARGIN), name, _ACCENT)
    _write(image, mark_at, 63, _drawable(words.mark), line, _INK)
    _write(image, MARGIN, 116, _shortened(words.label, line), line, _MUTED)
    _write(image, MARGIN, FOOT, _shortened(words.foot, line), line, _MUTED)
    size, lines = _fit(_drawable(words.title), words.lang)
    for number, text in enumerate(lines):
        _write(image, MARGIN, TITLE_TOP + round(number * size * LEADING), text, _font(SERIF, size, 600), _INK)
    output = io.BytesIO()
    image.save(output, "PNG", bits=4, compress_level=5)
    return output.getvalue()


def draw_icon(size: int, paper: str, colour: str) -> bytes:
    """Draw the network's sign, three linked members, as a square PNG without transparency; `size` in px."""
    from PIL import Image, ImageDraw

    unit = size * 4 / 32  # drawn four times as large, so that the edges become smooth
    image = Image.new("RGB", (size * 4, size * 4), colour)
    drawing = ImageDraw.Draw(image)
    dots = [(x * unit, y * unit) for x, y in SIGN]
    drawing.line([*dots, dots[0]], fill=paper, width=round(2 * unit))
    for x, y in dots:
        drawing.ellipse((x - 4 * unit, y - 4 * unit, x + 4 * unit, y + 4 * unit), fill=paper)
    output = io.BytesIO()
    image.resize((size, size), Image.Resampling.BOX).quantize(16).save(output, "PNG", optimize=True)
    return output.getvalue()


SIGN = ((16, 8), (8, 23), (24, 23))
"""Where the three members of the network's sign lie, in a square of 32 units."""


# -- Colours and letters -----------------------------------------------------------------------------------------------


def _palette(paper: str, inks: Sequence[str]) -> list[int]:
    """List red, green and blue of the paper, and of each ink in shades from the paper's colour to its own."""
    ground = bytes.fromhex(paper[1:])
    colours = list(ground)
    for ink in inks:
        for level in range(1, _LEVELS + 1):
            pairs = zip(ground, bytes.fromhex(ink[1:]), strict=True)
            colours += [round(old + (new - old) * level / _LEVELS) for old, new in pairs]
    return colours


def _shade(ink: int, level: int) -> int:
    return ink * _LEVELS + level


@cache
def _font(family: str, size: int, weight: int) -> Any:
    from PIL import ImageFont

    path = next(file.path for file in font_files() if (file.family, file.weight) == (family, weight))
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _write(image: Any, x: int, y: int, text: str, font: Any, ink: int) -> None:
    """Write a line onto the paper; `y` is the top of its highest letters."""
    from PIL import Image, ImageDraw

    letters = Image.new("L", (image.width - x, round(font.size * 1.5)))
    ImageDraw.Draw(letters).text((0, 0), text, font=font, fill=255)
    shades, is_letter = _steps(ink)
    image.paste(letters.point(shades), (x, y), letters.point(is_letter))


@cache
def _steps(ink: int) -> tuple[list[int], list[int]]:
    """Say which colour stands for how much of a pixel a letter covers (0 to 255), and whether it is drawn at all."""
    levels = [round(value * _LEVELS / 255) for value in range(256)]
    return [_shade(ink, level) for level in levels], [255 * bool(level) for level in levels]


def _drawable(text: str) -> str:
    """Write a text as it is drawn: composed letters, single blanks, nothing that the fonts lack."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_UNDRAWN).split())


def _shortened(text: str, font: Any, width: int = WIDTH - 2 * MARGIN) -> str:
    """Cut a line where it leaves no room."""
    kept = text = _drawable(text)
    while kept and font.getlength(kept if kept == text else f"{kept} …") > width:
        kept = kept.rpartition(" ")[0]
    return kept if kept == text else f"{kept} …".strip()


# -- Lines -------------------------------------------------------------------------------------------------------------

Pieces = Sequence[tuple[str, bool]]
"""Words, and parts of divided words: the letters, and whether a blank stands before."""

_ROOM = (WIDTH - 2 * MARGIN) * 0.985
"""What a line may take in px; letters that stand on whole pixels take a little more than is measured."""


def _fit(title: str, lang: str) -> tuple[int, list[str]]:
    """Choose the largest size at which a title fits, and break it into lines; what does not fit at all is left out.

    Words are divided only where one is wider than a line in all sizes.
    """
    for size, divides in [*((size, False) for size in SIZES), *((size, True) for size in SIZES[2:])]:
        lines = _balanced(tuple(_pieces(title, size, lang if divides else "")), size)
        if len(lines) * size * LEADING <= TITLE_HEIGHT and all(_width(line, size) <= _ROOM for line in lines):
            return size, lines
    lines = _broken(tuple(_pieces(title, SIZES[-1], lang)), SIZES[-1], _ROOM - SIZES[-1])
    kept = lines[: int(TITLE_HEIGHT / (SIZES[-1] * LEADING))]
    return SIZES[-1], [*kept[:-1], f"{kept[-1].rstrip('-')} …"]


def _pieces(title: str, size: int, lang: str) -> Iterator[tuple[str, bool]]:
    """Divide a title into words, and, if a language is given, words that are wider than a line into parts."""
    for word in title.split():
        parts = _parts(word, lang) if lang and _width(word, size) > _ROOM else (word,)
        yield parts[0], True
        yield from ((part, False) for part in parts[1:])


def _parts(word: str, lang: str) -> tuple[str, ...]:
    """Divide a word where its language does, else, if that knows no place, between any letters."""
    import pyphen  # and its dictionaries, needed for the longest words only

    known = pyphen.language_fallback(lang.replace("-", "_"))
    parts = tuple(pyphen.Pyphen(lang=known).inserted(word, "\0").split("\0")) if known else ()
    return parts if len(parts) > 1 else tuple(word)


def _balanced(pieces: Pieces, size: int) -> list[str]:
    """Break pieces into lines of about the same width: as narrow as can be without a line more."""
    best = _broken(pieces, size, _ROOM)
    if len(best) * size * LEADING <= TITLE_HEIGHT:
        for tenths in range(9, 5, -1):
            narrower = _broken(pieces, size, _ROOM * tenths / 10)
            if len(narrower) > len(best):
                break
            best = narrower
    return best


def _broken(pieces: Pieces, size: int, room: float) -> list[str]:
    """Break pieces into lines of a width in px; a divided word gets its hyphen."""
    lines: list[str] = []
    for piece, is_word in pieces:
        joined = f"{lines[-1]}{' ' if is_word else ''}{piece}" if lines else piece
        if not lines or _width(f"{joined}-", size) <= room:
            lines[-1:] = [joined]
        else:
            lines[-1] += "" if is_word or lines[-1].endswith("-") else "-"
            lines.append(piece)
    return lines


def _width(line: str, size: int) -> float:
    return size * sum(map(_advance, line))


@cache
def _advance(letter: str) -> float:
    """Measure a letter of a title, in parts of its size."""
    width: float = _font(SERIF, 1000, 600).getlength(letter) / 1000
    return width

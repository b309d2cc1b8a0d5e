"""Turns shapes and words with places into an SVG drawing: for what Vega-Lite does not draw as we want it.

A scene is put together when a figure is composed, with every place in px, and becomes canonical JSON like the
specification of a chart. Writing it down is a pure function.
"""

import json
import math
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from netzsite.render.fonts import SANS, printable, text_width

SIZE, LINE = 13, 17
"""The size of letters and the height of a line, in px."""

SIGN = "•"
"""Stands where a number is kept secret; a note says so."""

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
"""The marks of series, in their order."""

Json = dict[str, Any]


class Scene:
    """A drawing in the making: shapes and words, in px from its upper left corner."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.items: list[tuple[str, dict[str, str], str]] = []

    def add(self, tag: str, words: str = "", /, **attributes: str | float) -> None:
        """Add an element; an underscore in the name of an attribute is a hyphen."""
        written = {name.replace("_", "-"): _plain(value) for name, value in attributes.items()}
        self.items.append((tag, written, words))

    def text(self, x: float, y: float, words: str, fill: str, *, anchor: str = "start", weight: int = 400) -> None:
        """Add a line of words; `y` is the middle of its small letters."""
        further: dict[str, str | float] = {} if weight == 400 else {"font-weight": weight}
        if anchor != "start":
            further["text-anchor"] = anchor
        self.add("text", printable(words), x=x, y=y + SIZE * 0.34, fill=fill, **further)

    def sign(self, x: float, y: float, sign: str, fill: str) -> None:
        """Add what stands in the place of a number; a dot is drawn, because that of the font is too small."""
        if sign == SIGN:
            self.add("circle", cx=x + 3, cy=y, r=2.6, fill=fill)
        else:
            self.text(x, y, sign, fill)

    def lines(
        self, x: float, y: float, lines: Sequence[str], fill: str, *, anchor: str = "start", weight: int = 400
    ) -> None:
        """Add lines below each other; `y` is the middle of the first."""
        for number, words in enumerate(lines):
            self.text(x, y + number * LINE, words, fill, anchor=anchor, weight=weight)

    def rule(self, start: tuple[float, float], end: tuple[float, float], colour: str, dash: str = "") -> None:
        """Add a hairline."""
        further: dict[str, str | float] = {"stroke-dasharray": dash} if dash else {}
        self.add("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke=colour, **further)

    def marker(self, place: int, x: float, y: float, radius: float, colour: str) -> None:
        """Add the mark of a series, by its place among all."""
        shape = SHAPES[place % len(SHAPES)]
        if shape == "circle":
            self.add("circle", cx=x, cy=y, r=radius, fill=colour)
        else:
            points = " ".join(f"{_plain(x + radius * h)},{_plain(y + radius * v)}" for h, v in _CORNERS[shape])
            self.add("polygon", points=points, fill=colour)

    def legend(self, entries: Iterable[tuple[int, str, str]], top: float, *, are_squares: bool, ink: str) -> float:
        """Add what series are called, in rows; give where the rows end.

        Args:
            entries: place, colour and label of each series.
            top: where the rows begin.
            are_squares: all marks are squares, as of bars; else the series' own.
            ink: colour of the words.
        """
        x, y = 6.0, top + LINE / 2
        for place, colour, label in entries:
            lines = wrap(label, self.width - 24)
            width = max(text_width(line, SIZE) for line in lines) + 38
            if x > 6 and x + width - 20 > self.width:
                x, y = 6.0, y + LINE + 3
            self.marker(1 if are_squares else place, x, y, 5, colour)
            self.lines(x + 12, y, lines, ink)
            x, y = (x + width, y) if len(lines) == 1 else (6.0 + self.width, y + (len(lines) - 1) * LINE)
        return y + LINE / 2

    def spec(self, height: float) -> str:
        """Give the scene as canonical JSON."""
        made = {"height": math.ceil(height), "items": self.items, "width": self.width}
        return json.dumps(made, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


_CORNERS = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle-up": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "cross": tuple(
        (h * 1.1, v * 1.1)
        for h, v in (
            *((-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35)),
            *((0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35)),
        )
    ),
    "triangle-down": ((0, 1.1), (1.1, -0.9), (-1.1, -0.9)),
}


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 1):g}"


def write_scene(spec: Json) -> str:
    """Write a scene as an SVG element, on a ground of its own if it has one."""
    items = "".join(_element(*item) for item in spec["items"])
    width, height, padding = spec["width"], spec["height"], spec.get("padding", 0)
    moved = f' transform="translate({padding},{padding})"' if padding else ""
    ground = f'<rect width="{width}" height="{height}" fill="{spec["background"]}"/>' if "background" in spec else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'{ground}<g font-family="{SANS}, sans-serif" font-size="{SIZE}"'
        f"{moved}>{items}</g></svg>"
    )


def _element(tag: str, attributes: dict[str, str], words: str) -> str:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{escape(words, quote=False)}</{tag}>" if words else f"<{tag}{written}/>"


def nothing(words: str, colour: str, width: int) -> str:
    """Describe the drawing of a figure for which there is no data yet, such as a year without deals."""
    scene = Scene(width)
    scene.text(2, 4 + LINE / 2, words, colour)
    return scene.spec(8 + LINE)


# -- Words and numbers -------------------------------------------------------------------------------------------------


def wrap(words: str, width: float) -> list[str]:
    """Break words into lines of a width in px: at blanks, after hyphens, and within a word that is longer."""
    lines = [""]
    for word in words.split():
        for number, part in enumerate(_parts(word, width)):
            longer = lines[-1] + (" " if lines[-1] and not number else "") + part
            if lines[-1] and text_width(longer, SIZE) > width:
                lines.append(part)
            else:
                lines[-1] = longer
    return lines


def _parts(word: str, width: float) -> Iterable[str]:
    """Divide a word after its hyphens, and where it is longer than a line."""
    for piece in (piece for piece in word.replace("-", "-\0").split("\0") if piece):
        rest = piece
        while text_width(rest, SIZE) > width and len(rest) > 8:
            fits = max((n for n in range(4, len(rest) - 2) if text_width(rest[:n], SIZE) <= width - 6), default=4)
            yield f"{rest[:fits]}-"
            rest = rest[fits:]
        yield rest


def ticks(lowest: float, highest: float, most: int = 5) -> list[float]:
    """Choose round numbers that cover a range: steps of 1, 2 or 5 and their tens."""
    span = (highest - lowest) or abs(highest) or 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= most)
    first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    return [round(number * step, 10) for number in range(first, max(last, first + 1) + 1)]


def dodge(places: Sequence[float], heights: Sequence[float], room: tuple[float, float]) -> list[float]:
    """Move labels apart that would cover each other, as little as may be.

    Args:
        places: their middles.
        heights: of the labels.
        room: from where to where they may stand.
    """
    order = sorted(range(len(places)), key=lambda at: places[at])
    found = [max(place, room[0] + height / 2) for place, height in zip(places, heights, strict=True)]
    for before, at in pairwise(order):
        found[at] = max(found[at], found[before] + (heights[before] + heights[at]) / 2)
    limit = room[1]
    for at in reversed(order):
        found[at] = min(found[at], limit - heights[at] / 2)
        limit = found[at] - heights[at] / 2
    return found

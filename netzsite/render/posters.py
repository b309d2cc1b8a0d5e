"""Turns a figure into a picture that can leave its page: the chart with its title, its remarks and its sources."""

import re
from dataclasses import dataclass

from netzsite.render.palettes import Palette
from netzsite.render.scenes import LINE, Scene, wrap, write_scene

_WIDTH, _MARGIN = 640, 20
_TITLE, _TITLE_LINE = 18, 23


@dataclass(frozen=True, slots=True)
class Poster:
    """What the picture says: the chart's specification, what stands above it, and lines that stand below."""

    spec: str
    title: str
    example: str
    notes: tuple[str, ...]
    palette: Palette


def write_poster(poster: Poster, drawing: str) -> str:
    """Put the drawing of a poster's chart (an SVG element) between its title and its notes."""
    wide, high = _measures(drawing)
    width = max(_WIDTH, wide) + 2 * _MARGIN
    scene, palette, y = Scene(width), poster.palette, float(_MARGIN)
    title = f"{poster.title} ({poster.example})" if poster.example else poster.title
    for line in wrap(title, (width - 2 * _MARGIN) * 13 / _TITLE / 1.06):
        scene.add("text", line, x=_MARGIN, y=y + _TITLE * 0.8, fill=palette.ink, font_size=_TITLE, font_weight=600)
        y += _TITLE_LINE
    y += 8
    place = f'x="{_MARGIN}" y="{y:g}" width="{wide:g}" height="{high:g}"'
    inner = re.sub(r'^<svg xmlns="[^"]*" width="[^"]*" height="[^"]*"', f"<svg {place}", drawing)
    y += high + 14
    for note in poster.notes:
        lines = wrap(note, width - 2 * _MARGIN)
        scene.lines(_MARGIN, y + LINE / 2, lines, palette.muted)
        y += len(lines) * LINE + 4
    made = {"background": palette.paper, "height": round(y + _MARGIN - 4), "items": scene.items, "width": width}
    return write_scene(made).removesuffix("</svg>") + inner + "</svg>"


def _measures(drawing: str) -> tuple[int, int]:
    """Read the measures of a drawing of ours."""
    wide, high = re.findall(r' (?:width|height)="([\d.]+)"', drawing[: drawing.index(">")])
    return round(float(wide)), round(float(high))

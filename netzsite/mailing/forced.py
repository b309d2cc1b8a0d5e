"""Turns colours into those that mail programs put in their place when they force dark mode on a mail.

Two ways are known. Outlook.com turns the lightness of each colour round (CIELAB, D65), and lets nothing be darker than
its own ground, #333333: `getDarkColor` of Microsoft's editor, https://github.com/microsoft/roosterjs. Gmail on iOS
turns everything round, black becomes white; how is not published, so the lightness of HSL is taken for it.
"""

import colorsys
from collections.abc import Callable, Mapping, Sequence

DARKEST = 21.247
"""Lightness (CIELAB) of #333333."""

_WHITE = (0.95047, 1.0, 1.08883)
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_TO_RGB = (
    (3.2404542, -1.5371385, -0.4985314),
    (-0.9692660, 1.8760108, 0.0415560),
    (0.0556434, -0.2040259, 1.0572252),
)
"""sRGB and CIE XYZ (IEC 61966-2-1)."""

_EPSILON, _KAPPA = 216 / 24389, 24389 / 27
"""Where the curve of lightness turns into a line (CIE 15)."""


def turn_lightness(colour: str) -> str:
    """Give the colour (`#rrggbb`) that Outlook.com shows instead."""
    lightness, red_green, blue_yellow = _lab(colour)
    return _from_lab((100 - lightness) * (100 - DARKEST) / 100 + DARKEST, red_green, blue_yellow)


def turn_over(colour: str) -> str:
    """Give the colour that Gmail on iOS shows instead, as far as that is known."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return _written(colorsys.hls_to_rgb(hue, 1 - lightness, saturation))


FORCED_DARK: Mapping[str, Callable[[str], str]] = {"Outlook.com": turn_lightness, "Gmail on iOS": turn_over}
"""Program -> what it makes of a colour."""


def _channels(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def _written(channels: Sequence[float]) -> str:
    return "#" + "".join(f"{round(min(max(channel, 0), 1) * 255):02x}" for channel in channels)


def _lab(colour: str) -> tuple[float, float, float]:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _channels(colour)]
    x, y, z = (_curve(value / white) for value, white in zip(_times(_TO_XYZ, linear), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _from_lab(lightness: float, red_green: float, blue_yellow: float) -> str:
    y = (lightness + 16) / 116
    curved = (y + red_green / 500, y, y - blue_yellow / 200)
    xyz = [_uncurve(value) * white for value, white in zip(curved, _WHITE, strict=True)]
    linear = [max(value, 0.0) for value in _times(_TO_RGB, xyz)]
    return _written([value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055 for value in linear])


def _curve(value: float) -> float:
    return value ** (1 / 3) if value > _EPSILON else (_KAPPA * value + 16) / 116


def _uncurve(value: float) -> float:
    return value**3 if value**3 > _EPSILON else (116 * value - 16) / _KAPPA


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(cell * value for cell, value in zip(row, vector, strict=True)) for row in matrix]

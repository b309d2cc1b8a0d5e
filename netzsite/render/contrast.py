"""Turns pairs of colours into contrast ratios (WCAG 2.2, success criterion 1.4.3)."""

import re

LARGE_PX, LARGE_BOLD_PX = 24.0, 18.66
"""From this size on text is large: 18 pt, or 14 pt if it is bold."""


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour written `#rrggbb` (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours: 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(size_px: float, *, is_bold: bool) -> float:
    """Give the ratio that text of a size needs for level AA."""
    return 3.0 if size_px >= LARGE_PX or (is_bold and size_px >= LARGE_BOLD_PX) else 4.5


def parse_colour(words: str) -> str | None:
    """Read a colour as style sheets of mail write it; None for what is none, or is none that is known."""
    text = words.strip().lower().removesuffix("!important").strip()
    text = {"white": "#ffffff", "black": "#000000"}.get(text, text)
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        text = "#" + "".join(character * 2 for character in text[1:])
    return text if re.fullmatch(r"#[0-9a-f]{6}", text) else None

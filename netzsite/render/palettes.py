"""Turns a theme's tokens into the colours of drawings, and these into the rules that turn them for dark mode."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from netzsite.kinds.figure import MAX_SERIES
from netzsite.render.contrast import contrast


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a drawing as `#rrggbb`.

    Attributes:
        ink: text.
        muted: quieter text.
        rule: hairlines.
        series: one for each series.
        classes: of a map, from little to much.
        paper: the ground.
    """

    ink: str
    muted: str
    rule: str
    series: tuple[str, ...]
    classes: tuple[str, ...] = ()
    paper: str = "#ffffff"

    @property
    def on_series(self) -> tuple[str, ...]:
        """The colours of words on each series: paper or ink, each with a shade of its own, so that it can be turned."""
        return tuple(
            _shade(max((self.paper, self.ink), key=lambda words: contrast(words, ground)), place)
            for place, ground in enumerate(self.series)
        )


def palette(tokens: Mapping[str, Any], mode: str) -> Palette:
    """Give the colours of charts that a theme's tokens name, for `light` or `dark`."""
    colours: Mapping[str, str] = tokens["colours"][mode]
    series, classes = tokens["series"][mode][:MAX_SERIES], tokens["classes"][mode]
    return Palette(colours["ink"], colours["muted"], colours["rule"], tuple(series), tuple(classes), colours["paper"])


def recolour_css(light: Palette, dark: Palette, scope: str = ".chart") -> str:
    """Give the CSS rules that turn the colours of a drawing below `scope` for dark mode."""
    drawn = [(light.ink, dark.ink), (light.muted, dark.muted), (light.rule, dark.rule)]
    drawn += zip(light.series, dark.series, strict=True)
    filled = [*zip(light.classes, dark.classes, strict=True), *zip(light.on_series, dark.on_series, strict=True)]
    filled.append((light.paper, dark.paper))
    rules = [(name, *pair) for pair in drawn for name in ("fill", "stroke")] + [("fill", *pair) for pair in filled]
    return "".join(f'{scope} [{name}="{old}"]{{{name}:{new}}}\n' for name, old, new in rules)


def _shade(colour: str, place: int) -> str:
    """Give a colour that looks the same and is another for each place."""
    blue = int(colour[5:], 16)
    return f"{colour[:5]}{blue + (-place if blue > 127 else place) - (1 if blue > 127 else -1):02x}"

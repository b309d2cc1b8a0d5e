"""netzsite.render.palettes: colours that everybody can tell apart, on paper and on screens, by day and by night.

How colours look with a colour vision deficiency is simulated after Machado, Oliveira and Fernandes (2009), A
Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE TVCG 15 (6), table of severity 1.0. How far
apart two colours are is their Euclidean distance in OKLab (Ottosson 2020); 0.02 is just noticed.
"""

import math
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from netzsite.render.contrast import contrast
from netzsite.render.palettes import palette
from netzsite.source import read_source

TOKENS = read_source(Path(__file__).parents[2] / "themes/bioregion/tokens.yaml", "tokens.yaml").values

SIGHTS = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
MODES = ("light", "dark")


def seen(colour, sight):
    """Give a colour as somebody sees it, in OKLab."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    red, green, blue = (
        min(1, max(0, sum(weight * each for weight, each in zip(row, linear, strict=True)))) for row in SIGHTS[sight]
    )
    cones = (
        0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
        0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
        0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
    )
    long, medium, short = (math.cbrt(each) for each in cones)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def apart(one, other, sight):
    return math.dist(seen(one, sight), seen(other, sight))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_neighbours_are_told_apart(mode, sight):
    """Series beside each other differ by more than a glance needs, for every eye and on a copier."""
    colours = palette(TOKENS, mode).series
    assert min(apart(one, other, sight) for one, other in pairwise(colours)) > 0.12


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sight", [sight for sight in SIGHTS if sight != "grey"])
def test_no_two_series_look_the_same(mode, sight):
    """Six greys are too many to be told by lightness alone: there shapes, order and labels tell."""
    colours = palette(TOKENS, mode).series
    assert min(apart(one, other, sight) for one, other in combinations(colours, 2)) > 0.06


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_classes_of_a_map_are_steps(mode, sight):
    """From class to class the lightness goes one way, by steps that are seen in grey too."""
    steps = [seen(colour, sight)[0] for colour in palette(TOKENS, mode).classes]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert min(abs(later - earlier) for earlier, later in pairwise(steps)) > 0.08


@pytest.mark.parametrize("mode", MODES)
def test_words_on_colours_can_be_read(mode):
    """A percent on its part of a bar has the contrast of text (WCAG 2.2, 1.4.3); a mark that of graphics (1.4.11)."""
    colours = palette(TOKENS, mode)
    pairs = zip(colours.on_series, colours.series, strict=True)
    assert min(contrast(words, ground) for words, ground in pairs) >= 4.5
    assert min(contrast(colour, colours.paper) for colour in colours.series) >= 3


def test_a_colour_of_words_is_turned_with_its_ground():
    """No two are the same, and none is that of text or paper: each turns into that of its own series."""
    colours = palette(TOKENS, "light")
    assert len({*colours.on_series, colours.paper, colours.ink}) == len(colours.series) + 2

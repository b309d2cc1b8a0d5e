"""netzsite.render.prepress.inks: colours of screens become inks, with a profile or without."""

import io
import subprocess
import sys

import pytest
from PIL import Image, ImageCms

from netzsite.render.prepress.inks import Inks, jpeg, separator, theme_recipes
from netzsite.render.theme import load_theme
from tests.conftest import ROOT, THEME

PROFILE = (ROOT / "content/printing/computed-offset.icc").read_bytes()
PROFILES = pytest.mark.parametrize("profile", [b"", PROFILE], ids=["formula", "profile"])


@PROFILES
def test_greys_are_black_ink_alone(profile):
    """From paper to black, always more of it."""
    inks = Inks({}, profile)
    greys = [inks.of(step / 20, step / 20, step / 20) for step in range(21)]
    assert all(each[:3] == (0, 0, 0) for each in greys)
    assert [each[3] for each in greys] == sorted((each[3] for each in greys), reverse=True)
    assert (greys[0][3], greys[-1][3]) == (1, 0)


@PROFILES
def test_colours_are_made_of_the_inks_that_make_them(profile):
    """Red is magenta and yellow, green is cyan and yellow, blue is cyan and magenta; no colour drowns the paper."""
    inks = Inks({}, profile)
    for colour, most, least in (((1, 0, 0), {1, 2}, 0), ((0, 1, 0), {0, 2}, 1), ((0, 0, 1), {0, 1}, 2)):
        shares = inks.of(*colour)
        assert all(shares[ink] > 0.6 for ink in most)
        assert shares[least] < 0.1
    dark = inks.of(0.17, 0.06, 0.04)
    assert sum(dark) <= 3


def test_a_recipe_takes_the_place_of_the_profile():
    """The corporate colour is printed as its owner says, in whatever letters it is written."""
    inks = Inks({"#0b5d5a": (0.9, 0.4, 0.58, 0.25)}, PROFILE)
    assert inks.of(0x0B / 255, 0x5D / 255, 0x5A / 255) == (0.9, 0.4, 0.58, 0.25)


def test_what_is_printed_looks_like_the_screen():
    """There and back, a colour that can be printed is nearly the same (mean of 255)."""
    inks, screen = Inks({}, PROFILE), ImageCms.createProfile("sRGB")
    back = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(PROFILE)), screen, "CMYK", "RGB", ImageCms.Intent(1)
    )
    for colour in ((176, 127, 34), (216, 192, 176), (127, 39, 131), (71, 74, 20)):
        shares = inks.of(*(channel / 255 for channel in colour))
        printed = Image.new("CMYK", (1, 1), tuple(round(255 * share) for share in shares))
        seen = ImageCms.applyTransform(printed, back)
        assert seen is not None
        assert sum(abs(now - before) for now, before in zip(seen.tobytes(), colour, strict=True)) / 3 < 20


def test_the_theme_s_recipes_have_colours_and_one_colour_has_one_recipe():
    """Text and hairlines are black ink alone; accent and first series are the same ink, as they are the same colour."""
    from netzsite.config import Identity

    tokens = load_theme(THEME, ("de", "en"), Identity()).tokens
    recipes, colours = theme_recipes(tokens), tokens["colours"]["light"]
    assert all(recipes[colours[name]][:3] == (0, 0, 0) for name in ("ink", "muted", "rule", "rule-strong"))
    assert recipes[colours["accent"]] == tuple(int(share) / 100 for share in tokens["inks"]["series-1"].split())


def test_another_accent_colour_has_its_own_recipe_or_none():
    """network.yaml gives both, or the profile decides."""
    from netzsite.config import Identity

    other = load_theme(THEME, ("de", "en"), Identity(accent="#aa2200")).tokens
    assert "#aa2200" not in theme_recipes(other)
    given = load_theme(THEME, ("de", "en"), Identity(accent="#aa2200", accent_inks="10 90 100 5")).tokens
    assert theme_recipes(given)["#aa2200"] == (0.1, 0.9, 1, 0.05)


def test_pictures_become_jpegs_in_four_inks():
    """And open as such."""
    data = jpeg(Inks({}).separated(Image.new("RGB", (8, 8), (200, 40, 40))))
    with Image.open(io.BytesIO(data)) as image:
        assert (image.mode, image.format) == ("CMYK", "JPEG")


def test_a_broken_profile_is_refused():
    """With a reason, not a traceback of the library."""
    with pytest.raises(ValueError, match=r"."):
        separator(PROFILE[:200])


@pytest.mark.slow
def test_the_demonstration_s_profile_is_what_the_model_gives(tmp_path):
    """Its bytes depend on NumPy; what they say does not: its tables differ by no more than rounding."""
    path = tmp_path / "made.icc"
    subprocess.run([sys.executable, ROOT / "tests" / "offset_profile.py", path], check=True)
    kept, made = (ROOT / "content/printing/computed-offset.icc").read_bytes(), path.read_bytes()
    assert len(kept) == len(made)
    assert kept[:300] == made[:300]
    assert sum(one != other for one, other in zip(kept, made, strict=True)) < len(kept) / 50

"""netzsite.render.fonts: complete fonts for print and charts, small parts of them for the web."""

import io
import re

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from netzsite.render.fonts import SANS, font_files, missing_characters, printable, web_fonts, woff2
from tests.conftest import THEME


def test_no_two_files_share_family_weight_and_style():
    """WeasyPrint prints wrong letters when they do."""
    faces = [(file.family, file.weight, file.style) for file in font_files()]
    assert len(faces) == len(set(faces)) == 10
    assert all(file.path.is_file() for file in font_files())


def test_each_file_is_what_its_face_says():
    """Family, weight and style are those written in the file."""
    for file in font_files():
        with TTFont(file.path, lazy=True) as font:
            family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
            assert (family, font["OS/2"].usWeightClass) == (file.family, file.weight)
            assert bool(font["OS/2"].fsSelection & 1) == (file.style == "italic")


@pytest.fixture(scope="module")
def packed():
    """Cut both parts of the sans and the serif, upright: part -> bytes."""
    return {part: woff2(part) for part in web_fonts() if (part.font.weight, part.font.style) == (400, "normal")}


@pytest.mark.slow
def test_the_parts_of_a_font_are_the_font(packed):
    """Together they have every character of it once, as wide as it was, and come out the same again."""
    for core, more in zip(list(packed)[::2], list(packed)[1::2], strict=True):
        opened = [TTFont(io.BytesIO(packed[part])) for part in (core, more)]
        with TTFont(core.font.path) as font:
            letters = font.getBestCmap()
            parts = [one.getBestCmap() for one in opened]
            assert parts[0].keys() | parts[1].keys() == letters.keys()
            assert not parts[0].keys() & parts[1].keys()
            assert all(one["head"].modified == font["head"].modified for one in opened)
            for one, cmap in zip(opened, parts, strict=True):
                assert all(one["hmtx"][name][0] == font["hmtx"][letters[code]][0] for code, name in cmap.items())
        assert woff2(core) == packed[core]


@pytest.mark.slow
def test_the_first_part_is_small_and_enough_for_most_pages(packed):
    """What every reader loads has English and German letters, and is a tenth of the font."""
    for part, data in packed.items():
        cmap = TTFont(io.BytesIO(data)).getBestCmap()
        assert (set(map(ord, "Äußerst „große“ Öfen – für 5 €, § 3…")) <= cmap.keys()) is part.is_core
        assert (len(data) < 14_000) is part.is_core


@pytest.mark.slow
def test_a_cut_font_does_not_carry_the_reserved_name(packed):
    """SIL OFL 1.1: "Source" names the published fonts only; copyright and licence stay with every part."""
    for part, data in packed.items():
        names = {record.nameID: record.toUnicode() for record in TTFont(io.BytesIO(data))["name"].names}
        assert names[1] == part.family
        assert not any("Source" in names[number] for number in names if number not in (0, 13, 14))
        assert "Adobe" in names[0]
        assert "SIL Open Font License" in names[13]


def test_the_theme_names_the_fonts_of_the_web():
    """The tokens ask for the families under the names that the parts have."""
    tokens = (THEME / "tokens.yaml").read_text(encoding="utf-8")
    assert all(f'"{part.family}"' in tokens for part in web_fonts())


def test_a_browser_loads_the_part_that_has_the_character():
    """The ranges of the two parts have every character once."""
    faces = [part.face("a.woff2") for part in web_fonts() if part.font.family == SANS][:2]
    ranges = [re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face) for face in faces]
    codes = [{code for a, b in found for code in range(int(a, 16), int(b or a, 16) + 1)} for found in ranges]
    assert codes[0] | codes[1] == set(range(0x110000))
    assert not codes[0] & codes[1]
    assert ord("ß") in codes[0]
    assert ord("ł") in codes[1]


def test_german_typography_is_covered():
    """Letters, quotation marks, dashes and signs of German and English print have glyphs; spaces need none."""
    assert missing_characters("ÄÖÜäöüßẞµ„“‚‘”’–—…→≥≤×€§·•−²½ z.\u202fB. 5\u00a0%\u2009\u00ad\u2060") == ""
    assert missing_characters("☎ ↩") == "↩☎"


def test_a_non_breaking_hyphen_is_written_with_what_there_is():
    """No font has U+2011, so it becomes a hyphen that breaks no line."""
    assert missing_characters("E\u2011Mail") == "\u2011"
    assert printable("E\u2011Mail") == "E\u2060-\u2060Mail"
    assert missing_characters(printable("E\u2011Mail")) == ""


def test_a_face_names_one_weight_and_one_format():
    """A range of weights is invalid for WeasyPrint; the format follows the address."""
    face = web_fonts()[2].face("fonts/a.woff2")
    assert 'font-weight:600;font-style:normal;font-display:swap;src:url("fonts/a.woff2") format("woff2")' in face
    assert 'format("truetype")' in font_files()[1].face("netzsite:fonts/a.ttf")

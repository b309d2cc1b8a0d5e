"""netzsite.render.fonts: complete, unchanged fonts for all media."""

import io

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from netzsite.render.fonts import font_files, missing_characters, printable, woff2


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


@pytest.mark.slow
def test_fonts_for_the_web_keep_name_glyphs_and_dates():
    """The font's name is reserved: what is published under it is the font as it was."""
    file = font_files()[3]
    first, second = woff2(file.path), woff2(file.path)
    assert first == second
    with TTFont(io.BytesIO(first)) as packed, TTFont(file.path) as font:
        assert packed.flavor == "woff2"
        assert packed.getGlyphOrder() == font.getGlyphOrder()
        assert packed["head"].modified == font["head"].modified
        assert packed["name"].getDebugName(1) == font["name"].getDebugName(1)


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
    face = font_files()[1].face("fonts/a.woff2")
    assert 'font-weight:600;font-style:normal;font-display:swap;src:url("fonts/a.woff2") format("woff2")' in face
    assert 'format("truetype")' in font_files()[1].face("netzsite:fonts/a.ttf")

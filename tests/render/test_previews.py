"""netzsite.render.previews: pictures with a title that can be read, whatever the title."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from netzsite.render.previews import HEIGHT, MARGIN, SIZES, WIDTH, PreviewWords, _fit, draw_icon, draw_preview

WORDS = PreviewWords(
    "BioRegioN",
    "",
    "Pressemitteilung · 10. März 2026",
    "Neues Zentrum für Wirkstoffforschung eröffnet",
    "Das Netzwerk",
    "de-DE",
    "#ffffff",
    ("#1c1d1a", "#5c5f58", "#0b5d5a"),
)
TITLES = (
    "Neu",
    "Max-Planck-Institut für Multidisziplinäre Naturwissenschaften",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz beschlossen",
    "Niedersächsisches Landesamt für Verbraucherschutz und Lebensmittelsicherheit " * 3,
    "x" * 200,
    "W " * 300,
    "„TGF-β“ → 5 µm ≥ 4\u202f%, nicht\u2011trennbar",
)


def pixels(words: PreviewWords) -> Image.Image:
    return Image.open(io.BytesIO(draw_preview(words))).convert("RGB")


def test_a_preview_is_what_services_ask_for():
    """A PNG of 1200 x 630 px, of few kilobytes, and the same each time."""
    data = draw_preview(WORDS)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT)) == ("PNG", (1200, 630))
    assert data == draw_preview(WORDS)


@pytest.mark.parametrize("title", TITLES)
def test_every_title_fits(title):
    """Nothing is drawn into the margins, no file is large, and letters stay large enough to be read."""
    words = replace(WORDS, title=title)
    assert len(draw_preview(words)) < 20_000
    image = pixels(words)
    for edge in ((0, 20, MARGIN - 6, HEIGHT), (WIDTH - MARGIN + 6, 20, WIDTH, HEIGHT)):
        assert image.crop(edge).getcolors() == [((edge[2] - edge[0]) * (HEIGHT - 20), (255, 255, 255))]
    assert _fit(title.strip(), "de-DE")[0] in SIZES


def test_a_long_word_is_divided_where_its_language_divides_it():
    _, lines = _fit("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz beschlossen", "de-DE")
    assert "".join(line.removesuffix("-") for line in lines[:-1]).startswith("Rindfleischetikettierungs")
    assert lines[0].endswith("-")
    assert "beschlossen" in lines[-1]


def test_words_are_divided_only_where_they_must():
    size, lines = _fit("Niedersächsisches Landesamt für Verbraucherschutz und Lebensmittelsicherheit", "de-DE")
    assert not any(line.endswith("-") for line in lines)
    assert size > SIZES[-1]


def test_lines_are_about_equally_long():
    """No last line of one word where there is room for more."""
    _, lines = _fit("Das neue Zentrum für Infektionsforschung wird eröffnet", "de-DE")
    assert min(map(len, lines)) * 2 > max(map(len, lines))


def test_each_word_is_seen():
    """Another name, label, title, foot, mark or colour gives another picture."""
    faces = [WORDS, replace(WORDS, network="Anders"), replace(WORDS, mark="Beispiel"), replace(WORDS, label="Anders")]
    faces += [replace(WORDS, title="Anders"), replace(WORDS, foot="Anders"), replace(WORDS, paper="#f6f5f1")]
    faces += [replace(WORDS, inks=("#1c1d1a", "#5c5f58", "#7f2783"))]
    assert len({draw_preview(face) for face in faces}) == len(faces)


def test_the_icon_is_square_and_opaque():
    image = Image.open(io.BytesIO(draw_icon(180, "#ffffff", "#0b5d5a"))).convert("RGBA")
    assert image.size == (180, 180)
    assert image.getpixel((0, 0)) == (0x0B, 0x5D, 0x5A, 255)
    assert image.getpixel((90, 45)) == (255, 255, 255, 255)

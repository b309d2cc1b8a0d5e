"""Press kits: what is in the zip, and that it comes out the same."""

import io
import zipfile

import pytest
from PIL import Image

from tests.conftest import snapshot
from tests.site.conftest import event, news

KIT = "de/downloads/press/2026-2026-03-01-eins.zip"
PAGE = "de/aktuelles/2026/2026-03-01-eins.html"
BODY = """\
Mehr beim [[event:2026/tag|Tag]] und in [[event:2026/tag]].

![Zellen](zellen)

Anteil: {value: anteil, year=2026} Prozent. {figure: anteil}
"""


def picture():
    """Draw a photo with a place in it, as cameras write it."""
    image, data = Image.new("RGB", (2000, 1000), "teal"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Geheimer Ort"
    image.save(data, "JPEG", exif=exif)
    return data.getvalue()


FILES = {
    **event("tag", "2026-12-03"),
    **news("Eins", "2026-03-01", BODY, form="press-release", source="Pressestelle", summary="Kurz."),
    **news("Zwei", "2026-03-02"),
    **news("Drei", "2026-03-03", picture="zellen"),
    "pictures/zellen.jpg": picture(),
    "pictures/zellen.yaml": "file: zellen.jpg\nalt: Zellen\ncredit: Erika Mustermann\nlicence: CC BY 4.0\n",
    "figures/anteil.yaml": (
        "title: Anteil\ndescription: Ein Balken.\nsources: [{title: Amt}]\n"
        "columns: {year: {label: Jahr}, share: {label: Anteil}}\nchart: {mark: bar, x: year, y: [share]}\n"
    ),
    "figures/anteil.csv": "year,share\n2026,1234\n",
}


@pytest.fixture
def website(make_website):
    """Build the website."""
    return make_website(FILES)


def test_a_press_kit_holds_text_pictures_and_credits(website):
    """The text reads without netzsite: links in full, numbers filled in; the picture is as large as it was sent in."""
    assert website.page(PAGE).xpath("//a[@type='application/zip']/@href") == [
        "../../downloads/press/2026-2026-03-01-eins.zip"
    ]
    with zipfile.ZipFile(website.run.output / KIT) as archive:
        folder = "2026-03-01-eins"
        assert archive.namelist() == [f"{folder}/{name}" for name in ("text.md", "zellen.jpg", "credits.txt")]
        text = archive.read(f"{folder}/text.md").decode()
        image = Image.open(io.BytesIO(archive.read(f"{folder}/zellen.jpg")))
        credit = archive.read(f"{folder}/credits.txt").decode()
    link = "https://bioregion.example/de/termine/2026/tag.html"
    assert text.startswith("# Eins\n\n1. März 2026 · Pressemitteilung\n\nKurz.\n\n")
    assert f"[Tag]({link}) und in [Tag]({link})" in text
    assert "[Zellen]" in text
    assert "Anteil: 1.234 Prozent." in text
    assert "Quelle: Pressestelle" in text
    assert f"Im Netz: https://bioregion.example/{PAGE}" in text
    assert image.size == (2000, 1000)
    assert not image.getexif()
    assert "zellen.jpg\nZellen\nBild: Erika Mustermann\nNutzung: CC BY 4.0" in credit


def test_an_untranslated_press_release_leads_to_the_kit_of_its_original(website):
    """There is no kit in the other language: its page leads to the one that there is."""
    page = website.page("en/news/2026/2026-03-01-eins.html")
    assert page.xpath("//a[@type='application/zip']/@href") == [f"../../../{KIT}"]
    assert not website.has("en/downloads/press/2026-2026-03-01-eins.zip")


def test_what_is_neither_a_press_release_nor_pictured_has_none(website):
    """A short notice without picture needs no kit; a picture makes one."""
    assert not website.page("de/aktuelles/2026/2026-03-02-zwei.html").xpath("//a[@type='application/zip']")
    assert website.has("de/downloads/press/2026-2026-03-03-drei.zip")
    assert not website.has("de/downloads/press/2026-2026-03-02-zwei.zip")


def test_what_is_not_public_leaves_no_trace_in_a_press_kit(make_website):
    """A link to a draft becomes its words, or nothing."""
    files = {
        **event("geheim", "2026-12-03", draft="true"),
        **news("Eins", "2026-03-01", "Der [[event:2026/geheim|Tag]] und [[event:2026/geheim]].", form="press-release"),
    }
    with zipfile.ZipFile(make_website(files).run.output / KIT) as archive:
        text = archive.read("2026-03-01-eins/text.md").decode()
    assert "Der Tag und ." in text
    assert "geheim" not in text


def test_a_press_kit_comes_out_the_same(website, make_website):
    """Packed twice, the bytes are equal."""
    first = snapshot(website.run.output / "de/downloads/press")
    again = snapshot(make_website(FILES).run.output / "de/downloads/press")
    assert first == again
    assert len(first) == 2

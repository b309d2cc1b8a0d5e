"""netzsite.render.prepress: printers' PDFs are sound, and preflight finds each fault that is planted in one."""

import datetime as dt
import io
import re
import subprocess
from decimal import Decimal

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from netzsite.errors import NetzsiteError, Spot
from netzsite.printing import PrintProfile
from netzsite.render.pdf import PdfDetails, Resource, write_pdf
from netzsite.render.prepress.expected import Expected
from netzsite.render.prepress.preflight import preflight
from netzsite.render.prepress.printing import write_print_pdf
from netzsite.render.prepress.profiles import print_order
from tests.conftest import ROOT

pytestmark = pytest.mark.pdf

DETAILS = PdfDetails("Ein Heft", "de", "Netzwerk", dt.date(2026, 3, 2))
TOKENS = {"colours": {"light": {"ink": "#1c1d1a"}}, "series": {"light": []}, "inks": {"ink": "0 0 0 100"}}
CSS = """@page { size: 100mm 140mm; margin: 12mm }
body { font: 10pt 'Source Sans Pro'; color: #1c1d1a } p { break-after: page } p:last-child { break-after: auto }
.all { background: linear-gradient(#0b5d5a, #ffeecc) } img { width: 40mm; height: 40mm }"""
GRADIENT = '<span class="all" style="display:block;height:20mm">x</span>'
PAGES = "<p>Eins <a href='https://example.org/'>im Netz</a><p>Zwei<p>Drei<p>Vier"
TRIM = (100, 140)
PROFILE = (ROOT / "content/printing/computed-offset.icc").read_bytes()


def picture(pixels, mode="RGB", kind="PNG"):
    data = io.BytesIO()
    Image.new(mode, (pixels, pixels), {"RGB": (200, 40, 40), "RGBA": (200, 40, 40, 90)}[mode]).save(data, kind)
    return Resource(data.getvalue(), f"image/{kind.lower()}")


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    folder = tmp_path_factory.mktemp("content")
    (folder / "printing").mkdir()
    (folder / "printing" / "model.icc").write_bytes(PROFILE)
    return folder


@pytest.fixture
def order(content):
    intent = {"condition": "Modell", "identifier": "Custom", "profile": "printing/model.icc"}
    return print_order(PrintProfile.model_validate({"output_intent": intent}), content)


@pytest.fixture
def make(content, order):
    """Make a printer's PDF of a body, with what its page shows."""

    def made(body=PAGES, css="", **resources):
        html = f'<!doctype html><html lang="de"><head><title>x</title></head><body>{body}</body></html>'
        shown = {f"netzsite:{name}": resource for name, resource in resources.items()}
        more = {"content": content, "tokens": TOKENS, "spot": Spot("edition.yaml")}
        return write_print_pdf(html, [CSS, css], shown, DETAILS, order, **more)

    return made


@pytest.fixture
def found(order):
    """Give the messages of preflight."""

    def messages(data, expected=None):
        return [message for message, hint in preflight(data, expected or Expected(order=order, trim_mm=TRIM)) if hint]

    return messages


def changed(data, change):
    """Change a PDF and write it anew."""
    written = io.BytesIO()
    with Pdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(written)
    return written.getvalue()


def ask(program, data, tmp_path, *arguments):
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    return subprocess.run([program, *arguments, path], capture_output=True, text=True, check=True).stdout


def operators(data):
    with Pdf.open(io.BytesIO(data)) as pdf:
        return {str(each.operator) for page in pdf.pages for each in pikepdf.parse_content_stream(page)}


# -- What is right -----------------------------------------------------------------------------------------------------


SHOWN = '<img src="netzsite:a"> <img src="netzsite:b">'


def test_a_sound_file_has_no_faults(make, found, tmp_path):
    """Texts, links, gradients, pictures with and without transparency: preflight and QPDF have nothing to say."""
    pictures = {"a": picture(400), "b": picture(400, kind="JPEG"), "c": picture(400, "RGBA")}
    data = make(f"<p>{GRADIENT}<p>{SHOWN}<p>Drei<p><img src='netzsite:c'>", **pictures)
    assert found(data) == []
    assert "No syntax or stream encoding errors" in ask("qpdf", data, tmp_path, "--check")
    listed = [line.split() for line in ask("pdfimages", data, tmp_path, "-list").splitlines()[2:]]
    assert {(line[2], line[5]) for line in listed} == {("image", "cmyk"), ("smask", "gray")}


def test_it_says_what_it_is_made_for(make, tmp_path):
    """PDF/X-4: version, output intent with profile, boxes, dates and the other names are those of ISO 15930-7."""
    data = make()
    assert data.startswith(b"%PDF-1.6")
    with Pdf.open(io.BytesIO(data)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.OutputConditionIdentifier == "Custom"
        assert "/RegistryName" not in intent
        assert intent.DestOutputProfile.read_bytes() == PROFILE
        assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in pdf.Root.Metadata.read_bytes()
        assert pdf.docinfo["/Trapped"] == "/False"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260302000000Z"
        assert all("/Annots" not in page.obj for page in pdf.pages)
    told = ask("pdfinfo", data, tmp_path, "-box")
    assert re.search(r"TrimBox:\s+0.00\s+0.00\s+283.46\s+396.85", told)
    assert re.search(r"BleedBox:\s+-8.50\s+-8.50\s+291.97\s+405.35", told)


def test_black_text_is_black_ink_alone(make):
    """The theme's recipes hold, greys are black ink, and no colour of the screen is left."""
    data = make('<p>Schwarz <b style="color:#808080">grau</b><p>2<p>3<p>4')
    assert "k" in operators(data)
    assert not operators(data) & {"rg", "RG"}
    with Pdf.open(io.BytesIO(data)) as pdf:
        drawn = pikepdf.parse_content_stream(pdf.pages[0])
        inks = [list(map(float, each.operands)) for each in drawn if str(each.operator) == "k"]
    assert all(each[:3] == [0, 0, 0] for each in inks)
    assert {each[3] for each in inks} > {1.0}


def test_pictures_keep_their_colours(make, tmp_path):
    """Whether they were JPEG or PNG, they look as before, as far as inks can."""
    pictures = {"a": picture(400), "b": picture(400, kind="JPEG")}
    (tmp_path / "x.pdf").write_bytes(make(f"<p>{SHOWN}", css="img { display: block }", **pictures))
    subprocess.run(["pdftoppm", "-r", "25.4", "-png", "-singlefile", tmp_path / "x.pdf", tmp_path / "x"], check=True)
    with Image.open(tmp_path / "x.png") as image:
        sheet = image.convert("RGB").crop((11 + 12, 11 + 12, 11 + 12 + 40, 11 + 12 + 80))
    for picture_at in (20, 60):
        seen = sheet.crop((20, picture_at, 21, picture_at + 1)).tobytes()
        assert all(abs(now - before) < 45 for now, before in zip(seen, (200, 40, 40), strict=True)), seen


def test_masks_hide_as_much_as_before(make, tmp_path):
    """How light a mask is decides, not which inks would print it."""
    mask = '<mask id="m"><rect width="9" height="9" fill="#808080"/></mask>'
    drawing = f'<svg viewBox="0 0 9 9" width="40mm">{mask}<rect width="9" height="9" mask="url(#m)"/></svg>'
    data = make(f"<p>{drawing}<p>2<p>3<p>4")
    (tmp_path / "x.pdf").write_bytes(data)
    subprocess.run(["pdftoppm", "-r", "25.4", "-gray", "-singlefile", tmp_path / "x.pdf", tmp_path / "x"], check=True)
    with Image.open(tmp_path / "x.pgm") as image:
        (seen,) = image.crop((43, 43, 44, 44)).tobytes()
    assert 125 < seen < 155, seen  # half of black ink
    assert b"DeviceRGB" not in subprocess.run(["qpdf", "--qdf", tmp_path / "x.pdf", "-"], capture_output=True).stdout


def test_the_same_page_gives_the_same_bytes(make):
    """Same content, same date, same bytes."""
    assert make(f"<p>{GRADIENT}<p>2<p>3<p>4") == make(f"<p>{GRADIENT}<p>2<p>3<p>4")


@pytest.mark.parametrize(
    "css",
    [
        "@page { background: #0b5d5a }",
        "body::before { position: absolute; top: -40mm; right: -40mm; bottom: -200mm; left: -40mm; "
        "background: #0b5d5a; content: '' }",
    ],
)
def test_colour_reaches_into_the_bleed_and_marks_stand_outside(make, tmp_path, css):
    """The cutter may be off by a little; marks are on no page, and nothing of the page is on them."""
    (tmp_path / "x.pdf").write_bytes(make(css=css))
    subprocess.run(["pdftoppm", "-r", "127", "-png", "-singlefile", tmp_path / "x.pdf", tmp_path / "x"], check=True)
    with Image.open(tmp_path / "x.png") as image:
        sheet = image.convert("L")

    def darkest(left, top, right, bottom):
        """Look at a part of the sheet, in mm from its edge: 8 mm for marks, 3 mm of bleed."""
        return min(sheet.crop((left * 5, top * 5, right * 5, bottom * 5)).tobytes())

    assert darkest(8.4, 70, 10, 71) < 120
    assert darkest(2, 70, 7.6, 71) > 250
    assert darkest(2, 10.6, 7, 11.4) < 120
    assert darkest(2, 12, 7, 14) > 250


def test_without_a_profile_it_is_no_pdfx(content, order):
    """The file does not claim what it is not, and preflight says what is missing."""
    intent = {"condition": "Auf Papier", "identifier": "FOGRA51"}
    bare = print_order(PrintProfile.model_validate({"output_intent": intent}), content)
    more = {"content": content, "tokens": TOKENS, "spot": Spot("edition.yaml")}
    data = write_print_pdf(f"<html lang=de><title>x</title>{PAGES}", [CSS], {}, DETAILS, bare, **more)
    with Pdf.open(io.BytesIO(data)) as pdf:
        assert b"GTS_PDFXVersion" not in pdf.Root.Metadata.read_bytes()
        assert pdf.Root.OutputIntents[0].RegistryName == "http://www.color.org"
    ((message, hint),) = preflight(data, Expected(order=bare, trim_mm=TRIM))
    assert message == "without the colour profile of its printing condition the file is no PDF/X-4"
    assert "media.yaml" in hint


def test_a_profile_that_changes_meanwhile_stops_the_build(make, content):
    """What is printed is what was looked at."""
    path = content / "printing" / "model.icc"
    sound = path.read_bytes()
    path.write_bytes(sound + b"\0")
    try:
        with pytest.raises(NetzsiteError, match="has changed since the build began"):
            make()
    finally:
        path.write_bytes(sound)


# -- Planted faults ----------------------------------------------------------------------------------------------------


def test_pages_that_cannot_be_bound_are_found(make, found):
    """Saddle-stitched pages come in fours."""
    assert found(make("".join(f"<p>{n}" for n in range(7)))) == [
        "7 pages cannot be bound: their number must be a multiple of 4"
    ]


def test_a_coarse_picture_is_found(make, found):
    """100 ppi: 158 pixels on 40 mm."""
    (message,) = found(make("<p><img src='netzsite:a'><p>2<p>3<p>4", a=picture(158)))
    assert message == "page 1: a picture is printed with 100 pixels per inch, less than 250"
    assert found(make("<p><img src='netzsite:a'><p>2<p>3<p>4", a=picture(395))) == []


def test_a_picture_in_rgb_is_found(make, found):
    """Here and in the table of a picture's colours."""

    def screen_colours(pdf):
        (image,) = pdf.pages[1].get_images().values()
        image.write(bytes(3 * image.Width * image.Height))
        image.ColorSpace = Name.DeviceRGB
        pdf.pages[2].obj.Contents = pdf.make_stream(b"1 0 0 rg 20 20 9 9 re f")

    data = make("<p>1<p><img src='netzsite:a'><p>3<p>4", a=picture(400))
    assert found(changed(data, screen_colours)) == ["pages 2, 3: colours of DeviceRGB are no inks"]


def test_a_font_that_is_not_embedded_is_found(make, found):
    """The printer's machine would take another one."""

    def forget(pdf):
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/FontFile2" in thing:
                del thing.FontFile2

    assert found(changed(make(), forget)) == ["the font Source-Sans-Pro is not embedded"]


def test_a_blank_page_is_found(make, found):
    """White on a page is nothing; one rule with a drawing is something."""
    area = "<span style='display:block;height:9mm;background:{}'></span>"
    blank = make(f"<p>1<p style='visibility:hidden'>2<p>{area.format('#fff')}<p>4")
    assert found(blank) == ["page 2 is blank", "page 3 is blank"]
    assert found(make(f"<p>1<p>{area.format('#eee')}<p>3<p>4")) == []


def test_text_off_the_page_is_found(make, found):
    """Also the end of a line that is too long, and what a box cuts off."""
    outside = "<span style='position:absolute;left:-20mm'>Daneben</span>"
    long = f"<span style='white-space:nowrap'>{'lang ' * 40}</span>"
    cut = "<span style='display:block;overflow:hidden;height:5mm;width:30mm'>Erste Zeile ist da, zweite nicht</span>"
    first, second, third = found(make(f"<p>{outside}<p>{long}<p>{cut}<p>4"))
    assert first == "page 1: text reaches over the edge of the page: 'Daneben'"
    assert second.startswith("page 2: text reaches over the edge of the page: 'lang lang")
    assert third.startswith("page 3: text is cut off: '")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda page: page.__setitem__("/TrimBox", Array([0, 0, 200, 300])), "page 3: the trimmed page is 71 x 106 mm"),
        (lambda page: page.__setitem__("/BleedBox", page.TrimBox), "page 3: the bleed is less than 3 mm"),
        (lambda page: page.__delitem__("/TrimBox"), "page 3: there is no TrimBox"),
        (lambda page: page.__setitem__("/MediaBox", page.TrimBox), "page 3: the bleed is less than 3 mm"),
    ],
    ids=["size", "bleed", "none", "sheet"],
)
def test_wrong_boxes_are_found(make, found, change, message):
    """The trimmed page has the size of the medium, and bleed around it."""
    told = found(changed(make(), lambda pdf: change(pdf.pages[2].obj)))
    assert sum(each.startswith(message) for each in told) == 1


def test_a_letter_that_no_font_has_is_found(make, found):
    """Glyph 0 is an empty box."""

    def lose(pdf):
        data = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].obj.Contents = pdf.make_stream(re.sub(rb"<[0-9a-f]{4}", b"<0000", data, count=1))

    data = make("<p>Eins<p>2<p>3<p>4")
    (message,) = found(changed(data, lose))
    assert message.startswith("page 1: letters that no font has are printed as empty boxes: '")


def test_a_link_on_the_page_is_found(make, found):
    """Paper has none (ISO 15930-7)."""

    def link(pdf):
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 50, 20]))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    assert found(changed(make(), link)) == ["page 1: a link or a note lies on the page"]


def test_a_file_that_is_broken_is_found(found):
    """Whatever broke it."""
    (message,) = found(b"%PDF-1.6\nnothing")
    assert message.startswith("the PDF cannot be read: ")


def test_a_screen_s_pdf_may_have_links_and_colours_of_screens(found):
    """Of the rules, those of fonts, letters, blank pages and cut texts hold for it."""
    body = "<p>1 <a href='https://example.org/'>im Netz</a><p style='visibility:hidden'>2"
    html = f'<!doctype html><html lang="de"><head><title>x</title></head><body>{body}</body></html>'
    data = write_pdf(html, [CSS], {}, DETAILS, spot=Spot("edition.yaml")).data
    assert found(data, Expected()) == ["page 2 is blank"]


def test_shares_of_ink_are_written_as_decimals(make):
    """No exponent, which PDF does not know."""
    with Pdf.open(io.BytesIO(make(f"<p>{GRADIENT}<p>2<p>3<p>4"))) as pdf:
        inks = [each.operands for each in pikepdf.parse_content_stream(pdf.pages[0]) if str(each.operator) in "kK"]
    assert inks
    assert all(0 <= Decimal(str(ink)) <= 1 for operands in inks for ink in operands)

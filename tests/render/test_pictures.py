"""netzsite.render.pictures: measures and sizes of pictures that nobody has to trust."""

import io
import struct
import time
import tracemalloc
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from netzsite.errors import NetzsiteError
from netzsite.render.pictures import UnsafePictureError, inspect, publish, resize

HEAD = 'xmlns="http://www.w3.org/2000/svg" width="10" height="10"'


@pytest.fixture
def look(tmp_path):
    """Write a picture and read its measures."""

    def inspected(data, name="x.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return inspect(path)

    return inspected


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, *further, pixels=b""):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", pixels or zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(further) + data + chunk(b"IEND", b"")


def saved(picture_format, mode="RGB", size=(900, 600), **options):
    output = io.BytesIO()
    Image.new(mode, size).save(output, picture_format, **options)
    return output.getvalue()


def jpeg_of(width, height):
    return saved("JPEG").replace(struct.pack(">HH", 600, 900), struct.pack(">HH", height, width))


@pytest.mark.parametrize(
    ("name", "data"),
    [("x.png", png(30_000, 30_000)), ("x.jpg", jpeg_of(30_000, 30_000)), ("y.png", png(2**31 - 1, 2**31 - 1))],
)
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(look, name, data):
    """Pictures have a pixel limit; a small file that unpacks to gigabytes costs neither time nor memory."""
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(UnsafePictureError, match=r"pixels|neither"):
        look(data, name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.perf_counter() - started < 1
    assert peak < 8 * 1024 * 1024


def test_reading_the_measures_decodes_nothing(look):
    """A picture whose pixels are missing has measures all the same."""
    assert (look(png(6000, 5000)).width, look(png(6000, 5000)).height) == (6000, 5000)


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP"])
def test_packed_metadata_is_not_unpacked_without_end(look, kind):
    """A few bytes of metadata may not become megabytes."""
    with pytest.raises(UnsafePictureError):
        look(png(5, 5, chunk(kind, b"a\0\0" + zlib.compress(b"A" * 60_000_000))))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x.png", saved("JPEG"), "is a JPEG file"),
        ("x.jpg", saved("PNG"), "is a PNG file"),
        ("x.png", saved("GIF", "P"), "neither"),
        ("x.png", b"<html><script>alert(1)</script>", "neither"),
        ("x.png", f"<svg {HEAD}/>", "neither"),
        ("x.jpg", b"", "neither"),
        ("x.png", b"%PDF-1.7", "neither"),
        ("x.png", png(0, 5), "neither"),
        ("x.svg", saved("PNG"), "not UTF-8"),
        ("x.svg", "<html/>", "not an SVG"),
        ("x.svg", "<svg", "not well-formed"),
    ],
)
def test_a_picture_is_what_its_name_says(look, name, data, reason):
    """Another format under a picture's name is refused."""
    with pytest.raises(UnsafePictureError, match=reason):
        look(data, name)


def test_a_picture_is_no_link_and_no_folder(tmp_path):
    """Only files of the folder are read."""
    (tmp_path / "secret.png").write_bytes(saved("PNG"))
    (tmp_path / "x.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "y.png").mkdir()
    for name in ("x.png", "y.png", "missing.png"):
        with pytest.raises(UnsafePictureError, match="not there"):
            inspect(tmp_path / name)


def test_what_is_published_is_drawn_anew():
    """What hangs on a picture's end or in its metadata (a program, a place, a name) is not published."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 22.0, 1.0)}
    exif[0x013B] = "SECRET"
    told = PngInfo()
    told.add_text("Author", "SECRET")
    jpeg = saved("JPEG", exif=exif, comment=b"SECRET", xmp=b"<x:xmpmeta>SECRET</x:xmpmeta>")
    for data, kind in ((jpeg, "jpeg"), (saved("PNG", pnginfo=told, exif=exif), "png")):
        assert b"SECRET" in data
        for width in (480, 2000):
            made = resize(data + b"<script>alert(1)</script>PK\x03\x04", width, kind)
            assert b"SECRET" not in made
            assert b"script" not in made
            assert not Image.open(io.BytesIO(made)).getexif()


@pytest.mark.parametrize(
    ("data", "kind"), [(saved("JPEG")[:2000], "jpeg"), (png(600, 600), "png"), (saved("PNG")[:-40], "png")]
)
def test_a_picture_whose_end_is_missing_is_a_problem_and_not_a_crash(data, kind):
    """The message says that the picture is broken."""
    with pytest.raises(UnsafePictureError, match="broken"):
        resize(data, 480, kind)


def test_half_a_picture_stays_a_problem_when_pdfs_are_made_beside(monkeypatch):
    """WeasyPrint lets Pillow take half a picture for a whole one, in the whole process; here it does not."""
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(UnsafePictureError, match="broken"):
        resize(saved("JPEG")[:2000], 480, "jpeg")


def test_a_broken_picture_stops_the_build_with_its_place(make_site, build_site, quick_website):
    """A build with an error publishes nothing."""
    page = "---\ntitle: Seite\n---\n![Ein Bild](a)\n"
    files = {"pictures/a.yaml": "file: a.png\nalt: Bild\ncredit: Ich\n", "pictures/a.png": png(600, 600)}
    site = make_site({**files, "pages/a.de.md": page})
    run = build_site(site, "--only", "website")
    assert run.code == 1
    assert ("bad-picture", "content/pictures/a.png") in [(found.code.value, found.spot.path) for found in run.problems]
    assert not run.output.exists()


def test_a_picture_that_was_exchanged_meanwhile_is_not_published(tmp_path, look):
    """Only what was looked at is: a later drawing could run something, and the cache would keep the wrong picture."""
    file = look(f"<svg {HEAD}/>", "content/pictures/x.svg")
    look(f"<svg {HEAD}><title>new</title></svg>", "content/pictures/x.svg")
    with pytest.raises(NetzsiteError, match=r"content/pictures/x.svg: error\[bad-picture\]: .* since the build began"):
        publish(tmp_path / "content", file, 10)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGB", "RGBA", "CMYK"])
def test_every_kind_of_colour_can_be_scaled(mode):
    """Grey, palettes, transparency, 16 bits and printing colours."""
    kind = "jpeg" if mode == "CMYK" else "png"
    made = Image.open(io.BytesIO(resize(saved(kind.upper(), mode), 480, kind)))
    assert made.size == (480, 320)
    assert (made.mode in ("RGB", "L")) or kind == "png"


def test_a_picture_is_upright_and_never_enlarged(look):
    """The camera's note on its position is obeyed, in the measures as in the picture."""
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved("JPEG", exif=exif)
    file = look(data, "x.jpg")
    assert (file.width, file.height, file.variants()) == (600, 900, (480, 600))
    assert Image.open(io.BytesIO(resize(data, 2000, "jpeg"))).size == (600, 900)


def test_the_several_pictures_of_a_telephone_are_one_jpeg(look):
    """Telephones write several JPEGs into a file (MPO); the first is the picture."""
    data = saved("MPO", save_all=True, append_images=[Image.new("RGB", (900, 600))])
    assert look(data, "x.jpg").format == "jpeg"
    assert Image.open(io.BytesIO(resize(data, 480, "jpeg"))).format == "JPEG"


# -- Drawings ----------------------------------------------------------------------------------------------------------

X = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
H = 'xmlns:h="http://www.w3.org/1999/xhtml"'


@pytest.mark.parametrize(
    "drawing",
    [
        f"<svg {HEAD}><script>alert(1)</script></svg>",
        f"<svg {HEAD}><SCRIPT>alert(1)</SCRIPT></svg>",
        f'<svg {HEAD} xmlns:a.b="http://www.w3.org/2000/svg"><a.b:script>alert(1)</a.b:script></svg>',
        f"<svg {HEAD} onload='alert(1)'/>",
        f"<svg {HEAD} {X} xlink:onload='alert(1)'/>",
        f"<svg {HEAD}><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject></svg>",
        f"<svg {HEAD} {H}><h:script>alert(1)</h:script></svg>",
        f"<svg {HEAD} {H}><metadata><h:meta http-equiv='refresh' content='0;url=https://evil.example'/></metadata></svg>",
        f"<svg {HEAD} {H}><h:link rel='stylesheet' href='https://evil.example'/></svg>",
        f"<svg {HEAD}><a href='javascript:alert(1)'><rect/></a></svg>",
        f"<svg {HEAD}><a href='https://evil.example'><rect/></a></svg>",
        f"<svg {HEAD} {X}><image xlink:href='https://evil.example/x.png'/></svg>",
        f"<svg {HEAD}><image href='file:///etc/passwd'/></svg>",
        f"<svg {HEAD}><image href='../secret.png'/></svg>",
        f"<svg {HEAD}><image href='data:text/html,x'/></svg>",
        f"<svg {HEAD}><image href='data:image/svg+xml;base64,PHN2Zy8+'/></svg>",
        f"<svg {HEAD}><use href='https://evil.example/x.svg#a'/></svg>",
        f"<svg {HEAD}><set attributeName='onload' to='alert(1)'/></svg>",
        f"<svg {HEAD}><animate attributeName='href' values='javascript:alert(1)'/></svg>",
        f"<svg {HEAD}><handler type='text/javascript'/></svg>",
        f"<svg {HEAD} xml:base='https://evil.example/'><use href='#a'/></svg>",
        f"<svg {HEAD}><style>@import 'https://evil.example/x.css';</style></svg>",
        f"<svg {HEAD}><style>@im<!-- -->port 'https://evil.example/x.css';</style></svg>",
        f"<svg {HEAD}><style>@im<![CDATA[port]]> 'https://evil.example/x.css';</style></svg>",
        f"<svg {HEAD}><style>&#64;import 'https://evil.example/x.css';</style></svg>",
        f"<svg {HEAD}><style>@\\69mport 'https://evil.example/x.css';</style></svg>",
        f"<svg {HEAD}><style>rect{{fill:url(https://evil.example/x)}}</style></svg>",
        f"<svg {HEAD}><style>rect{{fill:u\\72l(https://evil.example/x)}}</style></svg>",
        f"<svg {HEAD}><style>@font-face{{font-family:x;src:url(https://evil.example/x)}}</style></svg>",
        f"<svg {HEAD}><style>rect{{background:image-set('https://evil.example/x' 1x)}}</style></svg>",
        f"<svg {HEAD}><rect style='fill:url(https://evil.example/x)'/></svg>",
        f"<svg {HEAD}><rect fill='url(https://evil.example/x#a)'/></svg>",
        f"<svg {HEAD}><rect fill='url(//evil.example/x#a)'/></svg>",
        f"<?xml-stylesheet href='https://evil.example/x.css'?><svg {HEAD}/>",
        f"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg {HEAD}><text>&x;</text></svg>",
        f"<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'alert(1)'>]><svg {HEAD}/>",
        f"<!DOCTYPE svg [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]><svg {HEAD}><text>&b;</text></svg>",
        f"<?xml version='1.0' encoding='UTF-7'?><svg {HEAD}>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</svg>",
        f"<?xml version='1.0' encoding='iso-8859-1'?><svg {HEAD}/>",
        f"<svg {HEAD} xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'/>",
        "<svg width='10' height='10'><script>alert(1)</script></svg>",
        f"<svg {HEAD}><g id='a'><use href='#b'/><use href='#b'/></g><g id='b'><use href='#c'/></g></svg>".replace(
            "</svg>", "<use href='#a'/></svg>"
        ),
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<svg xmlns='http://www.w3.org/2000/svg' width='1.2.3' height='1'/>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 inf nan'/>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e400 1'/>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 0'/>",
        "<svg xmlns='http://www.w3.org/2000/svg' width='99999999' height='1'/>",
        f"<svg {HEAD}>" + "<g>" * 5000 + "</g>" * 5000 + "</svg>",
        f"<svg {HEAD}><desc>{'x' * 2_100_000}</desc></svg>",
    ],
)
def test_a_drawing_that_could_run_or_load_something_is_refused(look, drawing):
    """Whatever hides it: prefixes, comments, CDATA, escapes, character references, encodings, entities."""
    with pytest.raises(UnsafePictureError, match="SVG"):
        look(drawing, "x.svg")


@pytest.mark.parametrize(
    "drawing",
    [
        f"<svg {HEAD}><title>Ein &amp; anderes &#8211; Bild</title><path d='M0 0h9'/></svg>",
        "<?xml version='1.0' encoding='utf-8'?>\n<!-- made by hand -->\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' "
        f"'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'><svg {HEAD} version='1.1'/>",
        f"<svg {HEAD} {X}><defs><linearGradient id='a'/><path id='p'/></defs>"
        "<rect fill='url(#a)' style='fill: url( \"#a\" )'/><use xlink:href='#p'/></svg>",
        f"<svg {HEAD}><image href='data:image/png;base64,iVBORw0KGgo='/></svg>",
        f"<svg {HEAD}><style>rect{{fill:#123456;image-rendering:auto}} @media print{{rect{{fill:red}}}}</style></svg>",
        f"<svg {HEAD} xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' "
        "xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' inkscape:export-filename='C:\\x.png'>"
        "<sodipodi:namedview pagecolor='#ffffff'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' width='100%' viewBox='0 0 10.4 9.6'/>",
    ],
)
def test_what_drawing_programs_write_is_welcome(look, drawing):
    """Gradients, embedded photographs, notes of the program, style sheets of the drawing's own."""
    file = look(drawing, "x.svg")
    assert (file.format, file.width, file.height, file.variants()) == ("svg", 10, 10, (10,))

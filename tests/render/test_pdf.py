"""netzsite.render.pdf: tagged, deterministic PDFs that show what they are handed."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from netzsite.errors import Code, NetzsiteError, Severity, Spot
from netzsite.render.pdf import PdfDetails, Resource, write_pdf

pytestmark = pytest.mark.pdf

DETAILS = PdfDetails("Ein Bericht", "de", "BioRegioN", dt.date(2026, 3, 2), "Was darin steht", ("Medizin", "Pflanze"))
SPOT = Spot("editions/report/2026/edition.yaml")
SERIF = "body{font-family:'Source Serif Pro','Source Sans Pro'}"
SVG = Resource(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>', "image/svg+xml"
)
BODY = """<h1>Bericht</h1><p>z.&#x202f;B. E&#x2011;Mail → ẞ, <i>→ ẞ</i> <a href="https://example.org/">Netz</a></p>
<table><tr><th scope="col">Jahr</th></tr><tr><td>2026</td></tr></table>
<img src="netzsite:pictures/a.svg" alt="Ein Quadrat">"""


def make(body, **resources):
    html = f'<!doctype html><html lang="de"><head><title>x</title></head><body>{body}</body></html>'
    return write_pdf(html, [SERIF], {f"netzsite:pictures/{name}.svg": SVG for name in resources}, DETAILS, spot=SPOT)


def ask(program, data, tmp_path, *arguments):
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    return subprocess.run([program, *arguments, path], capture_output=True, text=True, check=True).stdout


def words_of(data, tmp_path):
    ask("pdftotext", data, tmp_path, "-layout")
    return (tmp_path / "x.txt").read_text(encoding="utf-8")


def test_a_pdf_says_what_it_is(tmp_path):
    """Title, author and the edition's date stand in the metadata, whatever the page or the clock says."""
    told = ask("pdfinfo", make(BODY, a=1).data, tmp_path)
    for line in (
        "Ein Bericht",
        "BioRegioN",
        "Was darin steht",
        "Medizin, Pflanze",
        "Mar  2 00:00:00 2026",
        "Tagged:          yes",
    ):
        assert line in told
    assert (
        b"/Lang (de)"
        in subprocess.run(
            ["qpdf", "--qdf", "--object-streams=disable", tmp_path / "x.pdf", "-"], capture_output=True, check=True
        ).stdout
    )


def test_structure_is_tagged(tmp_path):
    """Headings, tables with their headers, links and pictures with their alternative text are tagged (PDF/UA-1)."""
    told = ask("pdfinfo", make(BODY, a=1).data, tmp_path, "-struct-text")
    for tag in ("H1", "Table", "TH", "TD", "Link", "Figure"):
        assert f"{tag} " in told or f"{tag}\n" in told or f"{tag}:" in told
    assert "No syntax or stream encoding errors" in ask("qpdf", make(BODY, a=1).data, tmp_path, "--check")


def test_fonts_are_embedded_and_ours(tmp_path):
    """No font of the system stands in, not even for narrow spaces, arrows and non-breaking hyphens."""
    lines = ask("pdffonts", make(BODY, a=1).data, tmp_path).splitlines()[2:]
    assert lines
    for line in lines:
        assert "+Source-" in line
        assert "yes yes yes" in line


def test_the_same_page_gives_the_same_bytes_in_every_process(tmp_path):
    """Not even the order of sets may show."""
    script = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_pdf import BODY, make
sys.stdout.buffer.write(make(BODY, a=1).data)
"""
    made = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<img src="../../secret.png" alt="x">',
        '<base href="file:///etc/"><img src="passwd" alt="x">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<style>@import "file:///etc/passwd";</style>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        '<object data="file:///etc/passwd">x</object>',
    ],
)
def test_nothing_is_read_but_what_is_handed_over(body):
    """A page that asks for a file or an address is refused."""
    with pytest.raises(NetzsiteError) as caught:
        make(body)
    assert [problem.code for problem in caught.value.problems] == [Code.PDF_LAYOUT]


def test_what_the_engine_logs_is_an_error(capfd):
    """Wrong CSS and links to nowhere are problems with a place; nothing is printed."""
    with pytest.raises(NetzsiteError) as caught:
        make('<p style="colour:red"><a href="#nowhere">x</a>')
    messages = [problem.message for problem in caught.value.problems]
    assert [words in message for words, message in zip(("unknown property", "#nowhere"), messages, strict=True)]
    assert {problem.spot for problem in caught.value.problems} == {SPOT}
    assert capfd.readouterr() == ("", "")


def test_a_letter_that_no_font_has_is_a_warning():
    """A font of the system would stand in for it, another one on each machine."""
    (warning,) = make("<p>&#x260e; Telefon").warnings
    assert warning.severity is Severity.WARNING
    assert "☎ (U+260E)" in warning.message


def test_a_picture_needs_an_alternative_text():
    """PDF/UA-1, 7.3: a figure without one is an error."""
    with pytest.raises(NetzsiteError, match="has no required alt description"):
        make('<img src="netzsite:pictures/a.svg">', a=1)


def test_a_line_that_its_last_space_would_overflow_stays_whole(tmp_path):
    """A text that ends a line to the last letter, followed by a link, is not broken after its first word."""
    words = "In vielen Kreisen sitzt nur ein Unternehmen oder sitzen zwei. Ihre Werte sind"
    body = f'<p>{words} <a href="#x">unterdrückt</a>. Das ist so.</p><p id="x">x</p>'
    page = "@page{{margin:0;size:{}pt 200pt}}html{{font:9.8pt/13pt 'Source Serif Pro'}}body,p{{margin:0}}"
    html = f'<html lang="de"><body>{body}</body></html>'
    for width in (338, 339, 340, 341):
        data = write_pdf(html, [page.format(width)], {}, DETAILS, spot=SPOT).data
        assert words_of(data, tmp_path).startswith("In vielen Kreisen")

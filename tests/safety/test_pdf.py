"""The PDF engine may only read what it is handed: no network, no file, whatever a text or a style sheet asks for."""

import datetime as dt
import subprocess

import pytest

from netzsite.errors import Code, NetzsiteError, Spot
from netzsite.render.pdf import PdfDetails, Resource, write_pdf
from tests.conftest import run_on, write_files
from tests.safety.test_values import EVIL, FILES

pytestmark = pytest.mark.pdf

DETAILS = PdfDetails("Bericht", "de", "BioRegioN", dt.date(2026, 3, 2))


def make(body, css="", drawing=b""):
    html = f'<!doctype html><html lang="de"><head><title>x</title></head><body><p>x</p>{body}</body></html>'
    resources = {"netzsite:a.svg": Resource(drawing, "image/svg+xml")} if drawing else {}
    return write_pdf(html, [css], resources, DETAILS, spot=Spot("edition.yaml"))


def refused(body, css="", drawing=b""):
    try:
        made = make(body, css, drawing)
    except NetzsiteError as error:
        return [problem.code for problem in error.problems]
    return [problem.code for problem in made.warnings]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file:/etc/passwd",
        "/etc/passwd",
        "../../../../etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://127.0.0.1:9/x.png",
        "//127.0.0.1:9/x.png",
        "ftp://127.0.0.1:9/x.png",
        "netzsite:../../etc/passwd",
        "netzsite:charts/../../x.svg",
        "data:text/html,<script>alert(1)</script>",
    ],
)
@pytest.mark.parametrize("kind", ["picture", "style sheet", "font", "background", "import", "attachment", "drawing"])
def test_an_address_that_was_not_handed_over_is_refused(address, kind):
    """Pictures, style sheets, fonts, backgrounds, imports, attachments, pictures in drawings."""
    image = f'<image href="{address}" width="9" height="9"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{image}</svg>'
    asked = {
        "picture": (f'<img src="{address}" alt="x">', ""),
        "style sheet": (f'<link rel="stylesheet" href="{address}">', ""),
        "font": ("", f'@font-face{{font-family:X;src:url("{address}")}} p{{font-family:X}}'),
        "background": ("", f'p{{background:url("{address}")}}'),
        "import": ("", f'@import "{address}";'),
        "attachment": (f'<link rel="attachment" href="{address}">', ""),
        "drawing": ('<img src="netzsite:a.svg" alt="x">', "", svg.encode()),
    }
    problems = refused(*asked[kind])
    assert set(problems) <= {Code.PDF_LAYOUT}
    assert problems or address.startswith("data:")  # which holds what it shows, and loads nothing


def test_no_file_of_the_machine_is_in_a_pdf(tmp_path):
    """A text that tries to draw a file of the machine in does not get it, whatever else happens."""
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET-4711")
    body = (
        f'<a rel="attachment" href="{secret.as_uri()}">x</a><object data="{secret.as_uri()}">y</object>'
        f'<embed src="{secret.as_uri()}"><p style="content: url({secret.as_uri()})">z</p>'
    )
    try:
        data = make(body).data
    except NetzsiteError:
        return  # as refused above
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, "-"], capture_output=True, check=True)
    assert b"SECRET-4711" not in plain.stdout


def test_a_hostile_report_is_a_report(tmp_path):
    """Attacks in every field of an edition, its figures, members and deals are printed as the text that they are."""
    files = {name.replace("editions/website/", "editions/report/"): text for name, text in FILES.items()}
    files["media.yaml"] = files["media.yaml"].replace("website:", "report:")
    run = run_on(write_files(tmp_path / "content", files), "build", tmp_path / "public", "--only", "report")
    assert run.code == 0, run.lines
    pdfs = sorted(run.output.rglob("*.pdf"))
    assert pdfs
    for path in pdfs:
        text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
        assert "<script>" in text.replace("\n", "")
        assert "7*7" in text
        assert EVIL.split()[0][:9] in text.replace("\n", "")

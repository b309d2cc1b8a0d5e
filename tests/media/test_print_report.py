"""netzsite.media.report: a report that is printed has a printer's PDF too, and preflight looks at both."""

import re
import subprocess
from pathlib import Path

import pytest
from pikepdf import Pdf

from netzsite.errors import Code, Severity
from tests.conftest import MEDIA, ROOT, run_on

pytestmark = pytest.mark.pdf

PRINTED = """\
    printing:
      output_intent: {condition: Modell, identifier: Custom, profile: printing/model.icc}
      binding: %s
"""
REPORT = "name: Report, about: Zahlen, since: 2006, scope: [national], cadence: yearly"
CHAPTER = """\
---
title: Ausblick
---
Siehe [das Register](https://www.example.org/register/), die
[Zahlen](https://example.org/a-very-long-address/that-nobody-types/from-paper.html) und [[m1]].
"""
SITE = {
    "editions/report/2026/edition.yaml": "title: Bericht\ndate: 2026-11-16\nyear: 2026\nparts: [{chapter: outlook}]\n",
    "editions/report/2026/outlook.de.md": CHAPTER,
    "members/m1.yaml": "name: Ärzte AG\ntype: company\nsector: medtech\nfounded: 1999\naddress: {town: Celle}\n",
    "printing/model.icc": (ROOT / "content/printing/computed-offset.icc").read_bytes(),
}
PATH = "printing/report/2026.de.pdf"


def media(binding):
    head = MEDIA.partition("  report:")[0]
    fields = "".join(f"    {field}\n" for field in re.split(r", (?=[a-z]+:)", REPORT))
    return f"{head}  report:\n{fields}    languages: [de]\n{PRINTED % binding if binding else ''}"


@pytest.fixture
def build(make_site, tmp_path):
    """Build the report of a small network; the binding is `none`, unless another is named."""

    def built(binding="none", *arguments, files=SITE):
        site = make_site({**files, "media.yaml": media(binding)})
        return run_on(site, "build", tmp_path / "public", "--cache", str(tmp_path / "cache"), *arguments)

    return built


def words(path: Path) -> str:
    return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout


def test_addresses_stand_beside_links(build):
    """Short ones in full, of long ones the host, on the screen too, so that both have the same pages."""
    run = build("none", "--only", "report")
    assert run.problems == ()
    told = re.sub(r"\s+", " ", words(run.output / PATH))
    assert "das Register ‹example.org/register›" in told
    assert "Zahlen ‹example.org/…›" in told
    assert "Ärzte AG ‹" not in told
    assert "bioregion.example/de/ausgaben/report/2026.html" in told.partition("Dieser Report im Netz")[2]
    assert "das Register ‹example.org/register›" in words(run.output / "de/downloads/bericht.pdf")


@pytest.mark.slow
def test_readers_are_not_offered_the_printer_s_pdf(build, quick_website):
    """No page links it: what it is for is told to the printer."""
    run = build("none")
    pages = [page.read_text(encoding="utf-8") for page in run.output.rglob("*.html")]
    assert (run.output / PATH).exists()
    assert not any(PATH in page for page in pages)
    assert any("de/downloads/bericht.pdf" in page or "downloads/bericht.pdf" in page for page in pages)


def test_faults_are_warnings_that_strict_builds_heed(build):
    """They stand in every build until they are mended, also if nothing is made anew; a strict one publishes nothing."""
    first = build("saddle-stitched", "--only", "report")
    (fault,) = first.problems
    assert (fault.code, fault.severity) == (Code.PREFLIGHT, Severity.WARNING)
    assert fault.spot.path == "content/editions/report/2026/edition.yaml"
    assert re.fullmatch(rf"{PATH}: \d+ pages cannot be bound: their number must be a multiple of 4", fault.message)
    assert build("saddle-stitched", "--only", "report").problems == first.problems
    published = (first.output / PATH).read_bytes()
    strict = build("saddle-stitched", "--only", "report", "--strict")
    assert strict.code == 1
    assert fault in strict.problems
    assert (first.output / PATH).read_bytes() == published


def test_a_report_that_is_not_printed_has_none(build):
    """It is made only if media.yaml says how it is printed."""
    run = build("", "--only", "report")
    assert run.code == 0
    assert sorted(path.name for path in run.output.rglob("*.pdf")) == ["bericht-archiv.pdf", "bericht.pdf"]


GLUED = "perfect\n      paper: {thickness_mm: %s}\n      cover_paper: {grams: 500}"
COVER = "printing/report/2026.de.cover.pdf"


def test_a_glued_report_has_its_cover_apart(build):
    """The cover is one sheet, as wide as back, spine and front; its spine follows from pages and paper."""
    run = build(GLUED % "1.2", "--only", "report")
    assert run.problems == ()
    with Pdf.open(run.output / PATH) as body, Pdf.open(run.output / COVER) as cover:
        pages, (sheet,) = len(body.pages), cover.pages
        assert pages % 2 == 0
        left, bottom, right, top = map(float, sheet.TrimBox)
        folds = sheet.Contents.read_bytes().partition(b"[2 1] 0 d")[2].splitlines()
    spine = pages / 2 * 1.2 + 2 * 0.5
    assert (right - left) / 72 * 25.4 == pytest.approx(420 + spine, abs=0.06)
    assert (top - bottom) / 72 * 25.4 == pytest.approx(297, abs=0.01)
    places = {float(line.split()[0]) / 72 * 25.4 for line in folds if line.endswith(b"l S")}
    assert sorted(places) == pytest.approx([210, 210 + spine], abs=0.06)
    told = words(run.output / COVER)
    assert told.count("Bericht") == (2 if spine >= 5 else 1)
    assert "bioregion.example/de/ausgaben/report/2026.html" in told


def test_the_pages_within_a_cover_begin_with_a_title_page(build):
    """They have neither the cover nor its back, and the numbers of the pages on the screen."""
    run = build(GLUED % "0.1", "--only", "report")
    assert run.problems == ()
    told, shown = words(run.output / PATH).split("\f"), words(run.output / "de/downloads/bericht.pdf").split("\f")
    assert "Bericht" in told[0]
    assert "Dieser Report im Netz" not in "".join(told)
    number = next(number for number, page in enumerate(told) if "das Register" in page)
    assert "das Register" in shown[number]
    assert "Dieser Report im Netz" in words(run.output / COVER)


@pytest.mark.parametrize(("thickness", "is_titled"), [("1.9", False), ("2", True)])
def test_a_spine_has_a_title_if_there_is_room(build, thickness, is_titled):
    """From five millimetres on; it reads from top to bottom and leaves its foot free."""
    run = build(GLUED % thickness, "--only", "report")
    assert run.problems == ()
    command = ["pdftotext", "-bbox", run.output / COVER, "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">Bericht</word>', told)
    placed = [tuple(map(float, sides)) for sides in words]
    turned = [box for box in placed if box[3] - box[1] > box[2] - box[0]]
    assert bool(turned) is is_titled
    sheet_height, room = 297 / 25.4 * 72, 11 / 25.4 * 72  # what lies around the trimmed page
    assert all(room < top and bottom < room + sheet_height - 30 / 25.4 * 72 for _, top, _, bottom in turned)


def test_the_cover_follows_the_number_of_pages(build):
    """It is made anew when its pages are others, though nothing that it says has changed."""
    first = build(GLUED % "1.2", "--only", "report")
    before = (first.output / COVER).read_bytes()
    longer = {**SITE, "editions/report/2026/outlook.de.md": CHAPTER + "\n\nViel Text.\n" * 120}
    second = build(GLUED % "1.2", "--only", "report", files=longer)
    assert second.problems == ()
    assert (second.output / COVER).read_bytes() != before

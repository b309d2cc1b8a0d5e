"""What a company has answered reaches nothing that is published, kept or printed: every byte is searched for it.

Searched for are all numbers of four digits and more, in every writing, all days, and the made-up words of all free
texts. The sample's numbers of four digits and more are amounts with cents, of eight digits at least; so what is found
is no chance. Days can be: one that editors have written in the content themselves is excused. What stands in compressed
files, in PDFs and in the cache is unpacked first.
"""

import datetime as dt
import gzip
import io
import re
import shutil
import sqlite3
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from hashlib import blake2b
from pathlib import Path

import brotli
import pikepdf
import pytest

from netzsite.survey.answers import Answers
from netzsite.survey.campaign import read_campaign
from tests.conftest import ROOT, THEME, run_netzsite
from tests.survey.small import numbers, survey, write_survey
from tests.survey_sample import YEARS

pytestmark = pytest.mark.slow

BETWEEN = (
    rb"(?:[., ']|\xc2\xa0|\xe2\x80[\x89\xaf\x99]|&nbsp;|&thinsp;|&#(?:160|8201|8239);|\\u(?:00a0|2009|202f)|"
    rb"\xa0|\x20[\x2f\x09\x19]|[\x2f\x09\x19]\x20)"  # the same as UTF-16, whose zeros are left out
)
"""What may stand between thousands."""

NUMBER = re.compile(
    rb"(?<![0-9a-fA-F])(?<!\d\.)(?=("
    rb"\d{1,6}\.\d{8}|"  # in millions
    rb"[1-9]\d{0,2}(" + BETWEEN + rb")\d{3}(?:\2\d{3})*|"  # with a sign between thousands
    rb"[1-9]\d{3,12}"
    rb")(?:[.,](\d{1,2}))?(?![0-9a-fA-F]))"
)
"""Numbers of four digits and more in any writing, wherever they begin; no parts of digests."""

DAY = re.compile(rb"(?<!\d)(?:\d{4}-?\d\d-?\d\d|\d{1,2}\.\d{1,2}\.\d{4})(?!\d)")
WORD = re.compile(rb"(?<![a-z])(?:ba|ke|li|mo|nu|ro|sti|vu|xa|zy){5}(?![a-z])", re.IGNORECASE)
"""A made-up word of the free texts."""


@dataclass(frozen=True)
class Secrets:
    """What companies have answered, as bytes: numbers with a point and without signs between thousands."""

    numbers: frozenset[bytes]
    days: frozenset[bytes]
    words: frozenset[bytes]

    def found_in(self, data: bytes) -> set[bytes]:
        """Give the answers that stand in some bytes; what UTF-16 is made of is read as plain text too."""
        found = {writing for text in {data, data.replace(b"\0", b"")} for writing in writings(text)} & self.numbers
        found |= {match.group() for match in DAY.finditer(data)} & self.days
        return found | ({word.lower() for word in WORD.findall(data)} & self.words)


def writings(data: bytes) -> Iterator[bytes]:
    """Yield the numbers that stand in some bytes, each as it could be meant."""
    for match in NUMBER.finditer(data):
        between, cents = match.group(2, 3)
        whole = match.group(1).replace(between, b"") if between else match.group(1)
        yield whole
        if cents is not None:
            yield whole + b"." + cents


def written(amounts: Iterable[Decimal]) -> Iterator[bytes]:
    """Yield how amounts of four digits and more are searched for: as they are, in millions, rounded if still long."""
    for amount in amounts:
        if len(amount.as_tuple().digits) >= 4:
            yield f"{amount}".encode()
            if amount.as_tuple().exponent:
                rounded = (amount.quantize(Decimal(1), rounding) for rounding in (ROUND_DOWN, ROUND_HALF_UP))
                yield from (f"{whole}".encode() for whole in rounded if whole >= 1_000_000)
                yield f"{amount.scaleb(-6):f}".encode()


@cache
def collected() -> tuple[Answers, ...]:
    """Give all answers of the demonstration's surveys."""
    return tuple(each for year in YEARS for each in read_campaign(ROOT / "content", year).answers.values())


def is_told(question: str, answers: Answers) -> bool:
    """Whether a company agrees to be named with an answer."""
    consents = {"event": "naming", "trainees": "naming-trainees"}
    return question in consents and answers.values.get(consents[question]) == "yes"


@cache
def secrets() -> Secrets:
    """Give what is searched for: all that companies of the demonstration have answered, if it is long enough."""
    values = [value for answers in collected() for name, value in answers.values.items() if not is_told(name, answers)]
    days = [value for value in values if isinstance(value, dt.date)]
    words = {word.lower() for value in values if isinstance(value, str) for word in WORD.findall(value.encode())}
    found = Secrets(
        frozenset(written(value for value in values if isinstance(value, Decimal))),
        frozenset(f"{day:{form}}".encode() for day in days for form in ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y")),
        frozenset(words),
    )
    assert len(found.numbers) > 1000
    assert len(days) > 40
    assert len(words) > 30
    return found


def found_in(data: bytes) -> set[bytes]:
    """Give the answers of the demonstration that stand in some bytes."""
    return secrets().found_in(data)


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
            if isinstance(each, pikepdf.Dictionary):
                yield "\n".join(str(value) for value in each.values() if isinstance(value, pikepdf.String)).encode()


STAMP = re.compile(rb"\d{19} \d{19} \d{19} \d+ \d+")
"""Of a file that a build has read: its times, its size and its number in the file system, which is chance."""


def rows_of_database(path: Path) -> Iterator[bytes]:
    """Yield every value of every table of a database, without stamps of files."""
    with sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                values = (value if isinstance(value, bytes) else str(value).encode() for value in row)
                yield from (STAMP.sub(b"", value) for value in values)


def leaks(folder: Path) -> dict[str, set[bytes]]:
    """Search the files below a folder: path -> answers that stand in it; days that editors have written are none."""
    found: dict[str, set[bytes]] = {}
    clean: set[bytes] = set()
    seen = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        parts = rows_of_database(path) if data.startswith(b"SQLite format 3") else iter([data])
        for part in parts:
            for text in unpacked(path.name, part):
                digest = blake2b(text).digest()
                if digest in clean:  # pages, their compressed copies and the cache are mostly the same bytes
                    continue
                seen += len(text)
                if answers := found_in(text) - days_of_editors():
                    found.setdefault(path.relative_to(folder).as_posix(), set()).update(answers)
                else:
                    clean.add(digest)
    assert seen, f"there is nothing in {folder}"
    return found


@cache
def days_of_editors() -> frozenset[bytes]:
    """Give the days that stand in content that editors have written without any answer."""
    folder = ROOT / "content"
    own = (path for path in folder.rglob("*") if path.suffix in (".md", ".yaml") and path.parent.name != "surveys")
    texts = (path.read_bytes() for path in own if not path.name.startswith("survey-"))
    days = {dt.date.fromisoformat(day.decode()) for text in texts for day in re.findall(rb"\d{4}-\d\d-\d\d", text)}
    return frozenset(f"{day:{form}}".encode() for day in days for form in ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y"))


@pytest.mark.parametrize("answer", ["4217", "48317", "48317.29", "610329637", "610329637.41"])
def test_a_number_would_be_found_in_every_writing(answer):
    """With and without signs between thousands, with cents either way, in text, HTML, JSON, UTF-16, between commas."""
    number = Decimal(answer)
    sought = Secrets(frozenset(written([number])), frozenset(), frozenset())
    for between in ("", ".", ",", " ", "\xa0", "\u202f", "\u2009", "’", "&nbsp;", "&#8239;", r"\u202f"):
        for mark in ".,":
            text = f"{number:,}".replace(".", "|").replace(",", between).replace("|", mark)
            assert sought.found_in(text.encode()), text
            assert sought.found_in(f"12,{text},7".encode()), text
            if between != r"\u202f" and "&" not in between:
                assert sought.found_in(f"12,{text};".encode("utf-16-be")), text
    digits = answer.replace(".", "")
    assert not sought.found_in(f"7{answer} {digits}1 0.{answer} a{answer} {digits}f".encode())
    assert sought.found_in(f"{number / 1_000_000:f}".encode()) or "." not in answer


def test_an_answer_would_be_found(tmp_path):
    """The search itself: plain, with thousands, compressed, in an archive, in a database, in what a PDF holds."""
    found = secrets()
    amount = next(number for number in sorted(found.numbers) if number[-3:-2] == b".")
    word, day = min(found.words), min(found.days - days_of_editors())
    number = Decimal(amount.decode())
    (tmp_path / "plain.csv").write_bytes(b"12," + amount)
    (tmp_path / "german.html").write_text(f"<td>{number:,}</td>".translate({44: ".", 46: ","}), encoding="utf-8")
    (tmp_path / "narrow.html").write_text(f"{number:,}".replace(",", "\u202f"), encoding="utf-8")
    (tmp_path / "day.txt").write_bytes(b"on " + day)
    (tmp_path / "text.html.br").write_bytes(brotli.compress(b"so " + word.title()))
    (tmp_path / "text.html.gz").write_bytes(gzip.compress(word))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.txt", word)
    with sqlite3.connect(tmp_path / "cache.db") as database:
        database.execute("CREATE TABLE kept (key TEXT, bytes BLOB)")
        database.execute("INSERT INTO kept VALUES ('a', ?)", (zlib.compress(amount),))
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["answers.csv"] = pikepdf.AttachedFileSpec.from_filepath(pdf, tmp_path / "plain.csv")
        pdf.save(tmp_path / "file.pdf", compress_streams=True)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Alt = pikepdf.String(f"{number:,}".replace(",", "\u202f"))
        pdf.save(tmp_path / "alternative.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert len(leaks(tmp_path)) == 10


def test_a_search_of_nothing_is_an_error(tmp_path):
    """An empty folder, or one that is not there, is not free of answers."""
    with pytest.raises(AssertionError, match="there is nothing"):
        leaks(tmp_path / "public")


def test_no_answer_can_be_taken_for_chance():
    """The sample's numbers have three digits at most, or eight and more with the cents."""
    digits = [
        value.as_tuple().digits
        for answers in collected()
        for value in answers.values.values()
        if isinstance(value, Decimal)
    ]
    assert {len(each) for each in digits}.isdisjoint(range(4, 8))
    assert all(each[-1] for each in digits if len(each) > 3)


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

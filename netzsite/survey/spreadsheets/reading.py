"""Turns a spreadsheet that came back into what was typed into its cells.

A spreadsheet from elsewhere is not trusted: before anything of it is read it is looked at as an archive, and what
unpacks to more than any form does, holds macros or declares entities of XML is refused. Nothing is computed.
"""

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from netzsite.errors import Code
from netzsite.survey.form import BY, FACT
from netzsite.survey.key import parse_identification
from netzsite.survey.spreadsheets.rows import ANSWER, HIDDEN_SHEET, NAME
from netzsite.survey.submission import Refused, Submission, Typed, UnusableError

MAX_UNPACKED, MAX_PARTS = 5_000_000, 300
"""Bytes, and files, that a form may unpack to; ours has 60,000 and ten."""

MAX_LINES = 2000
"""Lines of a sheet that are looked at."""

_UNIT = re.compile(r'\[\$([^\]-]*)[^\]]*\]|"([^"]*)"|([$€£¥])')
"""What stands beside a number in its format (ISO/IEC 29500-1, 18.8.31): `[$€-407]`, `"T€"`, `$`."""

_SCALED = re.compile(r"[0#?](,+)(?![0#?,])")
"""Commas at the end of a format: the number is shown in thousands, or thousands of them."""

_TOO_LARGE = 1e15
"""No answer has as many digits, and a spreadsheet keeps no more."""

_FAULTS = (OSError, SyntaxError, RecursionError, AssertionError)
"""What else openpyxl raises where a file is none; broken XML is a SyntaxError."""

_MACROS = ("vbaproject.bin", "xl/macrosheets/", "activex/")
_MACRO_TYPE = b"macroEnabled"
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def read_workbook(data: bytes) -> Submission:
    """Read a form.

    Raises:
        UnusableError: it is broken, too large, has macros, was saved in another format, or is no form of ours.
    """
    from openpyxl import load_workbook  # needed only where spreadsheets come back
    from openpyxl.utils.exceptions import InvalidFileException

    _guard(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some repeat what stands in a cell
            book = load_workbook(io.BytesIO(data), keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, LookupError, ValueError, TypeError, AttributeError, *_FAULTS):
        raise UnusableError(Code.FORM_BROKEN) from None  # nothing of the file is repeated
    return _read(book)


def _guard(data: bytes) -> None:
    """Look at the archive; the sizes that it declares bound what is unpacked of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = [part.filename.lower() for part in parts]
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UnusableError(Code.FORM_TOO_LARGE)
            if any(part.flag_bits & 1 for part in parts):
                raise UnusableError(Code.FORM_ENCRYPTED)
            if any(mark in name for name in names for mark in _MACROS):
                raise UnusableError(Code.FORM_MACROS)
            if "xl/workbook.xml" not in names:
                raise UnusableError(Code.FORM_FORMAT)
            contents = {part.filename: archive.read(part) for part in parts}
            if _MACRO_TYPE in contents.get("[Content_Types].xml", b""):
                raise UnusableError(Code.FORM_MACROS)
            if any(mark in content for content in contents.values() for mark in _DECLARATIONS):
                raise UnusableError(Code.FORM_BROKEN)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError):
        raise UnusableError(Code.FORM_BROKEN) from None


def _read(book: Any) -> Submission:
    if HIDDEN_SHEET not in book.sheetnames or len(book.sheetnames) < 2:
        raise UnusableError(Code.FORM_FOREIGN)
    identification = parse_identification(str(book[HIDDEN_SHEET]["A1"].value or ""))
    if identification is None:
        raise UnusableError(Code.FORM_FOREIGN)
    cells = dict(_cells(book.worksheets[0]))
    facts = {name.removeprefix(FACT): str(value) for name, value in cells.items() if name.startswith(FACT)}
    typed = {name: value for name, value in cells.items() if not name.startswith((FACT, BY)) and ":" not in name}
    return Submission(identification, typed | _ticked(cells), facts, str(cells.get(BY, "")))


def _cells(sheet: Any) -> Iterator[tuple[str, Typed]]:
    """Yield the answers by their names, which stand in the same row wherever the row is."""
    if sheet.max_row > MAX_LINES:
        raise UnusableError(Code.FORM_TOO_LARGE)
    for row in sheet.iter_rows(max_row=MAX_LINES, max_col=NAME):
        name = row[NAME - 1].value
        if isinstance(name, str):
            yield name, _typed(row[ANSWER - 1])


def _typed(cell: Any) -> Typed:
    value = cell.value
    if cell.data_type == "f":
        return Refused.FORMULA
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value, str(cell.number_format).partition(";")[0])
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return "" if value is None else str(value)


def _number(value: int | float, shown_as: str) -> Typed:
    """Take a number as it is shown: twenty in a cell of percents is kept as 0.2, and five dollars are not five."""
    if not abs(value) < _TOO_LARGE:
        return str(value)
    rounded = round(Decimal(repr(value)) * (100 if "%" in shown_as else 1), 6)
    number = Decimal(f"{rounded.normalize():f}")
    words = ("".join(found).strip() for found in _UNIT.findall(shown_as))
    unit = next(filter(None, words), "")
    if not unit:
        return number
    thousands = _SCALED.search(shown_as)
    return f"{_unmistakable(number / 1000 ** len(thousands[1]) if thousands else number)} {unit}"


def _unmistakable(number: Decimal) -> str:
    """Write a number so that its point cannot be taken for one of thousands."""
    text = f"{number:f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _ticked(cells: dict[str, Typed]) -> dict[str, Typed]:
    """Give the options that are marked; the cells of one question together."""
    ticked: dict[str, tuple[str, ...]] = {}
    for name, value in cells.items():
        question, divider, option = name.partition(":")
        if divider:
            is_marked = value not in ("", Decimal(0)) and str(value).strip().casefold() not in ("nein", "no", "false")
            ticked[question] = ticked.get(question, ()) + ((option,) if is_marked else ())
    return dict(ticked)

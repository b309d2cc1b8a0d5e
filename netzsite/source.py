"""Turns one file into text values that remember their place (file, line, column).

Every scalar stays the text that the editor wrote; the field that takes it converts it. Places are not kept: whoever
needs one asks `Source.spot`, which composes the kept text again. That costs time only for files that have a problem.
"""

import csv
import hashlib
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netzsite.errors import Code, NetzsiteError, Problem, Severity, Spot
from netzsite.yaml_text import CONTROL_CHARACTER, Location, place, read_values

MAX_BYTES = 2 * 1024 * 1024
"""No text or YAML file of a network is larger; a bigger one is a mistake or an attack."""

VISIBLE = bytes(byte for byte in range(256) if byte >= 0x20 and byte not in b"\x7f\xc2\xed\xef") + b"\t\n\r"
"""Bytes of UTF-8 that no control character has. Whether there are others is told ten times as fast as what they are."""


@dataclass(frozen=True, slots=True)
class Source:
    r"""One file as read: its YAML as plain values (texts, lists, dicts), and its Markdown body.

    Attributes:
        path: the file as the editor sees it, with forward slashes.
        values: key -> text, list or dict; keys without a value are left out.
        body: the Markdown after the front matter; empty for YAML files. Line ends are `\n`.
        body_line: the line of the file on which the body begins, from 1.
        warnings: what should be mended but does not keep the file from being read.
    """

    path: str
    values: dict[str, Any]
    yaml_text: str
    yaml_line: int
    body: str = ""
    body_line: int = 1
    warnings: tuple[Problem, ...] = ()

    def spot(self, location: Location = (), *, of_key: bool = False) -> Spot:
        """Give the place of a value (or of its key), or of its nearest ancestor that exists."""
        mark = place(self.yaml_text, location, of_key=of_key)
        if mark is None:
            return Spot(self.path, 1 if self.yaml_line == 1 else self.yaml_line - 1, 1)
        return Spot(self.path, self.yaml_line + mark[0], mark[1] + 1)

    def body_spot(self, start: int) -> Spot:
        """Give the place of a character of the body, counted from 0."""
        return Spot(
            self.path, self.body_line + self.body.count("\n", 0, start), start - self.body.rfind("\n", 0, start)
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: column names, rows of texts, and the line of the file on which each row begins."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def read_source(path: Path, shown: str) -> Source:
    """Read a `.yaml` file, or a `.md` file with YAML front matter.

    Args:
        path: the file.
        shown: its name in messages.

    Raises:
        NetzsiteError: the file cannot be read as text or YAML; carries every problem found.
    """
    return parse_source(read_bytes(path, shown), shown)


def parse_source(data: bytes, shown: str) -> Source:
    """Take what stands in a `.yaml` or `.md` file for what `read_source` gives.

    Raises:
        NetzsiteError: as `read_source` does.
    """
    text, warnings = decode(data, shown)
    if shown.endswith(".md"):
        front, body, body_line = _split_front_matter(text, shown)
        return Source(shown, read_values(front, shown, 2), front, 2, body, body_line, warnings)
    return Source(shown, read_values(text, shown, 1), text, 1, warnings=warnings)


def read_table(path: Path, shown: str, dividers: str = ",") -> Table:
    """Read a CSV file (header row, UTF-8) as texts.

    Args:
        path: the file.
        shown: its name in messages.
        dividers: what may divide its cells; the first of them that stands in the first line does.

    Raises:
        NetzsiteError: not UTF-8, no header, a name given twice, or a row with more or fewer cells than the header.
    """
    text, _ = read_text(path, shown)
    first = text.partition("\n")[0]
    divider = next((each for each in dividers if each in first), dividers[-1])
    reader = csv.reader(io.StringIO(text), delimiter=divider, strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for row in reader:
            if row:
                rows.append((start, [cell.strip() for cell in row]))
            start = reader.line_num + 1
    except csv.Error as error:
        is_unclosed = "expected after" not in str(error)
        message = f"a quotation mark {'is never closed' if is_unclosed else 'stands inside a cell'}"
        hint = 'write a quotation mark inside a cell twice: "" and close every quoted cell'
        raise NetzsiteError(Problem(Spot(shown, start, 1), Code.BAD_CSV, message, hint)) from None
    (first_line, header), *data = rows
    problems = list(_table_problems(Spot(shown, first_line, 1), header, data))
    if problems:
        raise NetzsiteError(*problems)
    return Table(shown, tuple(header), tuple(tuple(row) for _, row in data), tuple(line for line, _ in data))


def digest(text: str) -> str:
    """Give the first 12 hex digits of the SHA-256 of a text: enough to notice a change, short enough to type."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _table_problems(spot: Spot, header: list[str], data: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    if len(header) == 1 and (found := re.search(r"[;\t]", header[0])):
        message = f"the cells are divided by {'semicolons' if found.group() == ';' else 'tabs'}"
        yield Problem(spot, Code.BAD_CSV, message, "save the table with commas between the cells")
    for position, name in enumerate(header):
        if not name or name in header[:position]:
            message = (
                f"column {position + 1}: '{name}' is given twice" if name else f"column {position + 1} has no name"
            )
            yield Problem(spot, Code.BAD_CSV, message, "give every column a name of its own in the first line")
    for line, row in data:
        if len(row) != len(header):
            cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            message = f"this row has {cells}, the first line has {len(header)}"
            hint = 'put a cell that contains a comma in "quotation marks"'
            yield Problem(Spot(spot.path, line, 1), Code.BAD_CSV, message, hint)


def read_text(path: Path, shown: str) -> tuple[str, tuple[Problem, ...]]:
    r"""Read a file as text, and what should be mended in it; line ends become `\n`.

    Raises:
        NetzsiteError: the file cannot be opened, is too large, is empty or is not UTF-8.
    """
    return decode(read_bytes(path, shown), shown)


def read_bytes(path: Path | str, shown: str) -> bytes:
    """Read a file, one that is too large only so far that this can be told.

    Args:
        path: the file; a text where that is done for every file of the content.
        shown: its name in messages.

    Raises:
        NetzsiteError: the file cannot be opened.
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - see the arguments
            size = os.fstat(file.fileno()).st_size  # to ask for more than there is takes three times as long
            return file.read(min(size, MAX_BYTES) + 1)
    except OSError as error:
        message, hint = f"cannot be read: {error.strerror}", "may you open the file yourself?"
        raise NetzsiteError(Problem(Spot(shown), Code.UNREADABLE_FILE, message, hint)) from None


def decode(data: bytes, shown: str) -> tuple[str, tuple[Problem, ...]]:
    r"""Give what stands in a file as text, and what should be mended in it; line ends become `\n`.

    Raises:
        NetzsiteError: it is too large, empty or not UTF-8.
    """
    if len(data) > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 1024 // 1024} MB"
        raise NetzsiteError(Problem(Spot(shown), Code.UNREADABLE_FILE, message, "is this really a text?"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        spot = _spot_in(data[: error.start].decode("utf-8"), None, shown)
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        hint = "save the file as UTF-8 (in most editors: Save with encoding)"
        raise NetzsiteError(Problem(spot, Code.BAD_ENCODING, message, hint)) from None
    warnings: tuple[Problem, ...] = ()
    if text.startswith("\ufeff"):
        text = text[1:]
        hint = 'save the file as "UTF-8" instead of "UTF-8 with BOM"'
        warnings = (
            Problem(Spot(shown, 1, 1), Code.BYTE_ORDER_MARK, "begins with a byte-order mark", hint, Severity.WARNING),
        )
    found = CONTROL_CHARACTER.search(text) if data.translate(None, VISIBLE) else None
    if found:
        message = f"the character U+{ord(found.group()):04X} is not allowed"
        hint = "delete the invisible character"
        raise NetzsiteError(Problem(_spot_in(text, found.start(), shown), Code.BAD_ENCODING, message, hint))
    if not text.strip():
        raise NetzsiteError(Problem(Spot(shown), Code.EMPTY_FILE, "the file is empty", "fill it in or delete it"))
    return text.replace("\r\n", "\n").replace("\r", "\n"), warnings


def _spot_in(text: str, position: int | None, shown: str) -> Spot:
    """Give the place of a character, by default the one after the text; a line ends as editors end it."""
    lines = re.split(r"\r\n|\r|\n", text[:position].removeprefix("\ufeff"))
    return Spot(shown, len(lines), len(lines[-1]) + 1)


_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def _split_front_matter(text: str, shown: str) -> tuple[str, str, int]:
    """Split a text into front matter, body and the body's first line."""
    opening = _FENCE.match(text)
    if opening is None:
        hint = "begin the file with a line ---, then the fields (title: ...), then a line ---, then the text"
        raise NetzsiteError(Problem(Spot(shown, 1, 1), Code.NO_FRONT_MATTER, "the first line is not ---", hint))
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        hint = "close the fields with a line --- of its own, before the text"
        raise NetzsiteError(Problem(Spot(shown, 1, 1), Code.UNCLOSED_FRONT_MATTER, "the fields are never closed", hint))
    front = text[opening.end() + 1 : closing.start()]
    body_line = text.count("\n", 0, closing.end()) + 2
    return front, text[closing.end() + 1 :], body_line

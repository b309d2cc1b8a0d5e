"""Turns one file into text values that remember their place (file, line, column).

YAML is read with `yaml.compose` and the C loader, so every scalar stays the text that the editor wrote (`no`, `18:30`,
`1.10`); the field that takes it converts it. Places are not kept: whoever needs one asks `Source.spot`, which composes
the kept text again. That costs time only for files that have a problem.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from netzsite.errors import Code, NetzsiteError, Problem, Severity, Spot

type_names = {yaml.MappingNode: "a group of keys", yaml.SequenceNode: "a list", yaml.ScalarNode: "a text"}

MAX_BYTES = 2 * 1024 * 1024
"""No text or YAML file of a network is larger; a bigger one is a mistake or an attack."""

MAX_DEPTH = 40
"""The deepest nesting of YAML. The C composer recurses without a limit and would end the process."""

Location = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top of the file."""


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
        node: yaml.Node | None = _compose(self.yaml_text)
        mark = None
        for depth, step in enumerate(location):
            key_node, node = _child(node, step)
            if node is None:
                break
            is_last = depth == len(location) - 1
            mark = key_node.start_mark if key_node is not None and (of_key and is_last) else node.start_mark
        if mark is None:
            return Spot(self.path, 1 if self.yaml_line == 1 else self.yaml_line - 1, 1)
        return Spot(self.path, self.yaml_line + mark.line, mark.column + 1)

    def body_spot(self, line: int, column: int) -> Spot:
        """Give the place of a character of the body; line and column from 1 within the body."""
        return Spot(self.path, self.body_line + line - 1, column)


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: column names and rows of texts; row `i` stands on line `i + 2` of the file unless cells span lines."""

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
    text, warnings = _read_text(path, shown)
    if path.suffix == ".md":
        front, body, body_line = _split_front_matter(text, shown)
        return Source(shown, _values(front, shown, 2), front, 2, body, body_line, warnings)
    return Source(shown, _values(text, shown, 1), text, 1, warnings=warnings)


def read_table(path: Path, shown: str) -> Table:
    """Read a CSV file (comma, header row, UTF-8) as texts.

    Raises:
        NetzsiteError: not UTF-8, no header, a name given twice, or a row with more or fewer cells than the header.
    """
    text, _ = _read_text(path, shown)
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        start = 1
        for row in reader:
            if row:
                rows.append((start, [cell.strip() for cell in row]))
            start = reader.line_num + 1
    except csv.Error as error:
        hint = 'write a quotation mark inside a cell twice: "" and close every quoted cell'
        raise NetzsiteError(Problem(Spot(shown, reader.line_num, 1), Code.BAD_CSV, str(error), hint)) from None
    header, *data = rows
    problems = list(_table_problems(shown, header[1], data))
    if problems:
        raise NetzsiteError(*problems)
    return Table(shown, tuple(header[1]), tuple(tuple(row) for _, row in data), tuple(line for line, _ in data))


def digest(text: str) -> str:
    """Give the first 12 hex digits of the SHA-256 of a text: enough to notice a change, short enough to type."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _table_problems(shown: str, header: list[str], data: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    for position, name in enumerate(header):
        if not name or name in header[:position]:
            message = (
                f"column {position + 1}: '{name}' is given twice" if name else f"column {position + 1} has no name"
            )
            yield Problem(
                Spot(shown, 1, 1), Code.BAD_CSV, message, "give every column a name of its own in the first line"
            )
    for line, row in data:
        if len(row) != len(header):
            message = f"this row has {len(row)} cells, the first line has {len(header)}"
            yield Problem(
                Spot(shown, line, 1), Code.BAD_CSV, message, 'put a cell that contains a comma in "quotation marks"'
            )


def _read_text(path: Path, shown: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NetzsiteError(Problem(Spot(shown), Code.UNREADABLE_FILE, f"cannot be read: {error.strerror}")) from None
    if len(data) > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 1024 // 1024} MB"
        raise NetzsiteError(Problem(Spot(shown), Code.UNREADABLE_FILE, message, "is this really a text?"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        hint = "save the file as UTF-8 (in most editors: Save with encoding)"
        raise NetzsiteError(Problem(Spot(shown, line, column), Code.BAD_ENCODING, message, hint)) from None
    warnings: tuple[Problem, ...] = ()
    if text.startswith("\ufeff"):
        text = text[1:]
        hint = 'save the file as "UTF-8" instead of "UTF-8 with BOM"'
        warnings = (
            Problem(Spot(shown, 1, 1), Code.BYTE_ORDER_MARK, "begins with a byte-order mark", hint, Severity.WARNING),
        )
    if not text.strip():
        raise NetzsiteError(Problem(Spot(shown), Code.EMPTY_FILE, "the file is empty", "fill it in or delete it"))
    return text.replace("\r\n", "\n").replace("\r", "\n"), warnings


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


def _compose(text: str) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    return node


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == step:
                return key_node, value_node
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None, None


def _values(text: str, shown: str, first_line: int) -> dict[str, Any]:
    """Turn YAML into texts, lists and dicts.

    Raises:
        NetzsiteError: with every problem of the text.
    """
    _check_depth(text, shown, first_line)
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        raise NetzsiteError(_yaml_problem(error, shown, first_line)) from None
    except yaml.reader.ReaderError as error:
        raise NetzsiteError(_character_problem(error, text, shown, first_line)) from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        message = f"{type_names[type(node)]} stands where the fields should be"
        raise NetzsiteError(
            Problem(
                _at(node.start_mark, shown, first_line),
                Code.WRONG_TYPE,
                message,
                "write one field per line: 'name: value'",
            )
        )
    reader = _NodeReader(text, shown, first_line)
    values: dict[str, Any] = reader.value(node)
    if reader.problems:
        raise NetzsiteError(*reader.problems)
    return values


def _check_depth(text: str, shown: str, first_line: int) -> None:
    """Refuse YAML nested deeper than MAX_DEPTH; the parser's events are counted only where the text could be."""
    openings = text.count("[") + text.count("{") + text.count("- ") + text.count("? ") + text.count(":")
    if openings <= MAX_DEPTH:
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    message = f"nested more than {MAX_DEPTH} levels deep"
                    spot = _at(event.start_mark, shown, first_line)
                    raise NetzsiteError(Problem(spot, Code.YAML_TOO_DEEP, message, "is a bracket missing?"))
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return  # composing meets the same mistake and names it


class _NodeReader:
    """Walks a composed tree once, collecting values and problems."""

    def __init__(self, text: str, shown: str, first_line: int) -> None:
        self.text, self.shown, self.first_line = text, shown, first_line
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node) -> Any:
        if id(node) in self.seen:
            self._report_aliases()
            return None
        self.seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:") or "python/" in node.tag:
            hint = "remove it, or put a text that begins with ! in quotation marks"
            self._report(node, Code.YAML_TAG, f"the tag {node.tag} is not allowed", hint)
            return None
        if isinstance(node, yaml.ScalarNode):
            return None if node.style is None and node.value in ("", "~") else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item) for item in node.value]
        return self._mapping(node) if isinstance(node, yaml.MappingNode) else None

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(key_node, Code.BAD_YAML, "a key must be one word", "write 'name: value'")
                continue
            key = key_node.value
            if key in lines:
                hint = f"'{key}' stands on line {lines[key]} already: keep one of the two"
                self._report(key_node, Code.DUPLICATE_KEY, f"'{key}' is given twice", hint)
            lines.setdefault(key, key_node.start_mark.line + self.first_line)
            value = self.value(value_node)
            if value is not None:
                values[key] = value
        return values

    def _report(self, node: yaml.Node, code: Code, message: str, hint: str) -> None:
        self.problems.append(Problem(_at(node.start_mark, self.shown, self.first_line), code, message, hint))

    def _report_aliases(self) -> None:
        """Name the first alias; the composed tree only knows the place of what it stands for."""
        if any(problem.code is Code.YAML_ALIAS for problem in self.problems):
            return
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                spot = _at(event.start_mark, self.shown, self.first_line)
                message = f"the alias *{event.anchor} is not allowed"
                hint = "write the value out; put a text that begins with * or & in quotation marks"
                self.problems.append(Problem(spot, Code.YAML_ALIAS, message, hint))
                return


def _at(mark: Any, shown: str, first_line: int) -> Spot:
    return Spot(shown, mark.line + first_line, mark.column + 1)


_YAML_HINTS: Sequence[tuple[str, str]] = (
    ("mapping values are not allowed", "put a value that contains ': ' in quotation marks"),
    (
        "cannot start any token",
        "indent with spaces, and put a value that begins with a special character in quotation marks",
    ),
    ("could not find expected ':'", "is a colon after the name missing? write 'name: value'"),
    (
        "did not find expected key",
        "is the line indented like its neighbours? put a value that contains quotation marks in others",
    ),
    ("did not find expected ',' or ']'", "close the list with ]"),
    ("did not find expected ',' or '}'", "close the group with }"),
    ("did not find expected '-' indicator", "begin every item of the list with '- ' in the same column"),
    ("unexpected end of stream", "close the quotation marks"),
    ("expected a single document", "a line of --- stands inside the YAML: remove it"),
    ("undefined alias", "put a text that begins with * in quotation marks"),
    ("duplicate anchor", "YAML anchors are not used here"),
)


def _yaml_problem(error: yaml.MarkedYAMLError, shown: str, first_line: int) -> Problem:
    message = error.problem or "the YAML cannot be read"
    mark = error.problem_mark or error.context_mark
    spot = _at(mark, shown, first_line) if mark else Spot(shown)
    hint = next(
        (hint for words, hint in _YAML_HINTS if words in str(error)), "check indentation, colons and quotation marks"
    )
    return Problem(spot, Code.BAD_YAML, message, hint)


def _character_problem(error: yaml.reader.ReaderError, text: str, shown: str, first_line: int) -> Problem:
    """Name a control character; the C reader gives its position in bytes, so the text is searched instead."""
    found = re.search(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    if found is None:
        return Problem(Spot(shown), Code.BAD_YAML, str(error.reason))
    line = text.count("\n", 0, found.start()) + first_line
    column = found.start() - text.rfind("\n", 0, found.start())
    message = f"the character U+{ord(found.group()):04X} is not allowed"
    return Problem(Spot(shown, line, column), Code.BAD_YAML, message, "delete the invisible character")

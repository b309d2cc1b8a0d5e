"""Turns YAML into texts, lists and dicts, and knows the place of each; the only module that imports PyYAML.

`yaml.compose` with the C loader keeps every scalar the text that the editor wrote (`no`, `18:30`, `1.10`).
"""

import re
from collections.abc import Sequence
from typing import Any

import yaml

from netzsite.errors import Code, NetzsiteError, Problem, Spot

MAX_DEPTH = 40
"""The deepest nesting of YAML. The C composer recurses without a limit and would end the process."""

_SHAPES = {yaml.MappingNode: "a group of keys", yaml.SequenceNode: "a list", yaml.ScalarNode: "a text"}


Location = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top of the file."""


def place(text: str, location: Location, *, of_key: bool) -> tuple[int, int] | None:
    """Find a value (or its key) in YAML text, or its nearest ancestor that exists.

    Returns:
        Line and column from 0; None if not even the first step exists.
    """
    node: yaml.Node | None = _compose(text)
    mark = None
    for depth, step in enumerate(location):
        key_node, node = _child(node, step)
        if node is None:
            break
        is_key_wanted = of_key and depth == len(location) - 1
        mark = key_node.start_mark if key_node is not None and is_key_wanted else node.start_mark
    return (mark.line, mark.column) if mark is not None else None


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


def read_values(text: str, shown: str, first_line: int) -> dict[str, Any]:
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
        message = f"{_SHAPES[type(node)]} stands where the fields should be"
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

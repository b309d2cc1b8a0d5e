"""Turns YAML into texts, lists and dicts, and knows the place of each; the only module that imports PyYAML.

`yaml.compose` with the C loader keeps every scalar the text that the editor wrote (`no`, `18:30`, `1.10`).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.yaml_words import Place, advise

MAX_DEPTH = 40
"""The deepest nesting of YAML. The C composer recurses without a limit and would end the process."""

_SHAPES = {yaml.MappingNode: "a group of keys", yaml.SequenceNode: "a list", yaml.ScalarNode: "a text"}


Location = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top of the file."""


def dotted(location: Location) -> str:
    """Write a location as people count: `programme.1.talks.2.title`."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in location)


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
    return _line_and_column(text, mark) if mark is not None else None


class Extent(NamedTuple):
    """Where a list or a group of keys stands in a YAML text; lines and columns are counted from 0.

    Attributes:
        is_list: a list, not a group of keys.
        is_flow: written in brackets.
        column: of its dashes, or of its keys.
        start, end: the characters between which it stands, brackets included.
        last_lines: the line on which each item, or each key's value, ends.
    """

    is_list: bool
    is_flow: bool
    column: int
    start: int
    end: int
    last_lines: tuple[int, ...]


def extent(text: str, location: Location) -> Extent | None:
    """Find out where a list or a group of keys stands; None if there is none at the location."""
    node: yaml.Node | None = _compose(text)
    for step in location:
        node = _child(node, step)[1]
    if not isinstance(node, yaml.CollectionNode):
        return None
    parts = [item[1] if isinstance(item, tuple) else item for item in node.value]
    last_lines = tuple(_line_and_column(text, _last_leaf(part).end_mark)[0] for part in parts)
    column = _line_and_column(text, node.start_mark)[1]
    is_list = isinstance(node, yaml.SequenceNode)
    return Extent(is_list, bool(node.flow_style), column, node.start_mark.index, node.end_mark.index, last_lines)


def _last_leaf(node: yaml.Node) -> yaml.Node:
    """Find the last scalar of a node: a block collection is said to end where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _line_and_column(text: str, mark: Any) -> tuple[int, int]:
    """Count from 0, in lines as editors show them; libyaml ends a line at U+0085, U+2028 and U+2029 too."""
    return text.count("\n", 0, mark.index), mark.index - text.rfind("\n", 0, mark.index) - 1


@lru_cache(maxsize=4)
def _compose(text: str) -> yaml.Node | None:
    """Compose a text; kept for the next problem of the same file, nobody changes the nodes."""
    node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    return node


class _Loader(yaml.CSafeLoader):
    """Takes every value for a text; what it means, the field says that takes it."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        """Give the tag of a node, which nobody looks at."""
        return "tag:yaml.org,2002:str"


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
    yaml_file = _YamlFile(text, shown, first_line)
    yaml_file.check_depth()
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        raise NetzsiteError(yaml_file.explain(error)) from None
    foreign = list(yaml_file.foreign()) if _FOREIGN.search(text) else []
    if any(problem.code is Code.YAML_ALIAS for problem in foreign):
        raise NetzsiteError(*foreign)  # the tree is not walked: with aliases it may be larger than any memory
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        message, hint = (
            f"{_SHAPES[type(node)]} stands where the fields should be",
            "write one field on each line: 'name: value'",
        )
        raise NetzsiteError(yaml_file.problem(node.start_mark, Code.WRONG_TYPE, message, hint))
    reader = _NodeReader(yaml_file)
    values: dict[str, Any] = reader.value(node)
    if foreign or reader.problems:
        raise NetzsiteError(*foreign, *reader.problems)
    return values


class _YamlFile:
    """A YAML text with its name and the line of the file on which it begins."""

    def __init__(self, text: str, shown: str, first_line: int) -> None:
        self.text, self.shown, self.first_line = text, shown, first_line

    def line(self, mark: Any) -> int:
        """Give the line of the file in which a mark stands."""
        return _line_and_column(self.text, mark)[0] + self.first_line

    def problem(self, mark: Any, code: Code, message: str, hint: str) -> Problem:
        """Make a problem at a mark."""
        line, column = _line_and_column(self.text, mark)
        return Problem(Spot(self.shown, line + self.first_line, column + 1), code, message, hint)

    def check_depth(self) -> None:
        """Refuse YAML nested deeper than MAX_DEPTH; the parser's events are counted only where the text could be.

        Raises:
            NetzsiteError: it is too deep.
        """
        openings = sum(map(self.text.count, ("[", "{", "-", "?", ":")))
        if openings <= MAX_DEPTH:
            return
        depth = 0
        try:
            for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
                depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
                if depth > MAX_DEPTH:
                    message = f"nested more than {MAX_DEPTH} levels deep"
                    raise NetzsiteError(
                        self.problem(event.start_mark, Code.YAML_TOO_DEEP, message, "is a bracket missing?")
                    )
        except yaml.YAMLError:
            return  # composing meets the same mistake and names it

    def foreign(self) -> Iterator[Problem]:
        """Yield what YAML could do and content does not use: anchors, aliases, tags; the tree no longer shows them."""
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            tag = getattr(event, "tag", None)
            if isinstance(event, yaml.AliasEvent):
                hint = "write the value out; put a text that begins with * in quotation marks"
                message = f"the alias '*{event.anchor}' is not allowed"
                yield self.problem(event.start_mark, Code.YAML_ALIAS, message, hint)
            elif anchor := getattr(event, "anchor", None):
                hint = "remove it; put a text that begins with & in quotation marks"
                message = f"the anchor '&{anchor}' is not allowed"
                yield self.problem(event.start_mark, Code.YAML_ALIAS, message, hint)
            if tag:
                hint = "remove it; put a text that begins with ! in quotation marks"
                message = f"the tag '{tag.replace('tag:yaml.org,2002:', '!!')}' is not allowed"
                yield self.problem(event.start_mark, Code.YAML_TAG, message, hint)

    def explain(self, error: yaml.MarkedYAMLError) -> Problem:
        """Word what the parser says for people who do not know YAML, and point to where the mistake begins."""
        advice = advise(f"{error.context}: {error.problem}")
        mark: Any = error.problem_mark or error.context_mark
        opening: Any = error.context_mark or mark
        is_opening = advice.place is Place.OPENING
        if is_opening or (advice.place is Place.EITHER and self.line(opening) != self.line(mark)):
            mark = opening
        before = self.text[: mark.index].rpartition("\n")[2]
        message, hint = advice.words(before, self.text[mark.index : mark.index + 1])
        return self.problem(mark, Code.BAD_YAML, message, hint)


class _NodeReader:
    """Walks a composed tree once, collecting values and problems."""

    def __init__(self, yaml_file: _YamlFile) -> None:
        self.file = yaml_file
        self.problems: list[Problem] = []
        self.has_escapes = "\\" in yaml_file.text

    def value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self._text(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item) for item in node.value]
        return self._mapping(node) if isinstance(node, yaml.MappingNode) else None

    def _text(self, node: yaml.ScalarNode) -> str | None:
        text: str = node.value
        if self.has_escapes and (found := CONTROL_CHARACTER.search(text)):
            message = f"the character U+{ord(found.group()):04X} is not allowed"
            hint = "remove the backslash and what follows it, or put the text in single quotation marks"
            self.problems.append(self.file.problem(node.start_mark, Code.BAD_YAML, message, hint))
        return None if not node.style and text in ("", "~") else text

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        values: dict[str, Any] = {}
        marks: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                message, hint = "the name of a field must be one word", "write 'name: value'"
                self.problems.append(self.file.problem(key_node.start_mark, Code.BAD_YAML, message, hint))
                continue
            key = key_node.value
            if key in marks:
                hint = f"'{key}' stands on line {self.file.line(marks[key])} already: keep one of the two"
                message = f"'{key}' is given twice"
                self.problems.append(self.file.problem(key_node.start_mark, Code.DUPLICATE_KEY, message, hint))
            marks.setdefault(key, key_node.start_mark)
            value = self.value(value_node)
            if value is not None:
                values[key] = value
        return values


CONTROL_CHARACTER = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.2 and XML 1.0 both refuse: control characters that one does not see."""

_FOREIGN = re.compile(r"(?:^|[\s\[{,:-])(?:[&*]\S|!)")
"""Where an anchor, an alias or a tag could stand."""

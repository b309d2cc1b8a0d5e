"""Adds items to a list in a YAML text; every other byte, comments and order, stays as the editor has written it."""

from collections.abc import Sequence
from textwrap import indent

from netzsite.yaml_text import Extent, Location, extent


class UneditableError(ValueError):
    """The text is written in a way that items cannot be added to."""


def add_items(text: str, location: Location, items: Sequence[str], position: int | None = None) -> str:
    """Add items to a list; a list that is missing or empty is begun.

    Args:
        text: YAML.
        location: of the list.
        items: each an item with its dash, several lines where it has some, not indented.
        position: before which item; None for the end.

    Raises:
        UneditableError: the list, or what it stands in, is written in brackets or is no list.
    """
    found = extent(text, location)
    if found is None or not found.last_lines:
        return _begin(text, location, items, found)
    if found.is_flow or not found.is_list:
        raise UneditableError(location)
    position = len(found.last_lines) if position is None else position
    line = found.last_lines[position - 1] + 1 if position else text.count("\n", 0, found.start)
    return _insert(text, line, items, found.column)


def _begin(text: str, location: Location, items: Sequence[str], empty: Extent | None) -> str:
    """Begin a list, in place of an empty one or at the end of the group of keys that it belongs to."""
    outer = extent(text, location[:-1])
    if outer is None or outer.is_flow or outer.is_list:
        raise UneditableError(location)
    if empty is not None:  # written as []
        line = text.count("\n", 0, empty.start)
        text = f"{text[: empty.start].rstrip(' ')}{text[empty.end :]}"
        return _insert(text, line + 1, items, outer.column + 2)
    text = _insert(text, outer.last_lines[-1] + 1, [f"{location[-1]}:"], outer.column)
    return _insert(text, outer.last_lines[-1] + 2, items, outer.column + 2)


def _insert(text: str, line: int, items: Sequence[str], column: int) -> str:
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return "".join([*lines[:line], *(indent(item, " " * column) + "\n" for item in items), *lines[line:]])

"""Turns the attributes and the style sheet of a mail into the style of each of its tags."""

import re
from collections.abc import Iterator
from typing import Any

import tinycss2

DARK = "prefers-color-scheme: dark"

Tag = Any
"""An element as lxml reads it."""


def declarations(css: str) -> dict[str, str]:
    """Read the declarations of a style attribute."""
    found: dict[str, str] = {}
    for part in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if part.type == "declaration":
            found[part.lower_name] = tinycss2.serialize(part.value).strip()
    return found


class Sheet:
    """The rules of a mail's style elements: those that always hold, and those of dark mode."""

    def __init__(self, css: str) -> None:
        self.always: list[tuple[str, dict[str, str]]] = []
        self.dark: list[tuple[str, dict[str, str]]] = []
        rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        for rule in rules:
            if rule.type == "qualified-rule":
                self.always += _rules([rule])
            elif rule.type == "at-rule" and DARK in tinycss2.serialize(rule.prelude) and rule.content is not None:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                self.dark += _rules([each for each in inner if each.type == "qualified-rule"])

    def dark_style(self, tag: Tag) -> dict[str, str]:
        """Give what dark mode changes in a tag."""
        style: dict[str, str] = {}
        for selector, found in self.dark:
            if _fits(selector, tag):
                style.update(found)
        return style


def _rules(rules: list[Any]) -> Iterator[tuple[str, dict[str, str]]]:
    for rule in rules:
        for selector in tinycss2.serialize(rule.prelude).split(","):
            yield selector.strip(), declarations(tinycss2.serialize(rule.content))


def _fits(selector: str, tag: Tag) -> bool:
    """Tell whether a selector of classes and names, divided by blanks, means a tag."""
    *above, own = selector.split()
    if not _is(own, tag):
        return False
    parent = tag.getparent()
    for part in reversed(above):
        while parent is not None and not _is(part, parent):
            parent = parent.getparent()
        if parent is None:
            return False
        parent = parent.getparent()
    return True


def _is(simple: str, tag: Tag) -> bool:
    name, *classes = simple.split(".")
    return (not name or name == tag.tag) and set(classes) <= set((tag.get("class") or "").split())


def pixels(value: str, default: float) -> float:
    """Read a length in px."""
    found = re.match(r"([\d.]+)px", value)
    return float(found[1]) if found else default

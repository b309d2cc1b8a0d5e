"""Turns the texts within a document's tree into elements as Python-Markdown does, with the patterns that can find any.

Most of what editors write is plain words, words within stars, and links of words. These are read here, all at once;
whatever else a text holds, and every text in which another pattern could find something, is left to the library.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown import inlinepatterns as stock
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

PatternTriggers = Mapping[tuple[type[stock.Pattern], str], Sequence[str]]
"""Class and regular expression of a pattern -> what its matches hold, one of it at least.

Letters, digits and colons cannot be triggers, for the library's placeholders hold them. A pattern named here must not
write words of its own that another could match.
"""
PATTERNS: PatternTriggers = {
    (stock.BacktickInlineProcessor, stock.BACKTICK_RE): "`",
    (stock.EscapeInlineProcessor, stock.ESCAPE_RE): "\\",
    (stock.ReferenceInlineProcessor, stock.REFERENCE_RE): "[",
    (stock.LinkInlineProcessor, stock.LINK_RE): "[",
    (stock.ImageInlineProcessor, stock.IMAGE_LINK_RE): ("![",),
    (stock.ImageReferenceInlineProcessor, stock.IMAGE_REFERENCE_RE): ("![",),
    (stock.ShortReferenceInlineProcessor, stock.REFERENCE_RE): "[",
    (stock.ShortImageReferenceInlineProcessor, stock.IMAGE_REFERENCE_RE): ("![",),
    (stock.AutolinkInlineProcessor, stock.AUTOLINK_RE): "<",
    (stock.AutomailInlineProcessor, stock.AUTOMAIL_RE): "<",
    (stock.SubstituteTagInlineProcessor, stock.LINE_BREAK_RE): ("  \n",),
    (stock.HtmlInlineProcessor, stock.HTML_RE): "<",
    (stock.HtmlInlineProcessor, stock.ENTITY_RE): "&",
    (stock.DelimiterProcessor, r"\*|_"): "*_",
}

_SIGNS = frozenset("*_[")
"""The triggers that phrases hold."""

_ALWAYS = {stock.LinkInlineProcessor, stock.DelimiterProcessor}
_READERS = {*_ALWAYS, stock.ReferenceInlineProcessor, stock.ShortReferenceInlineProcessor}
"""The patterns with these triggers that may be there; where an address follows, nothing is a reference."""

_PHRASE = re.compile(
    r"(\*{1,2})(?![\s*])([^*_\[\]]++)(?<!\s)\1(?!\*)"  # stars that can open, words, as many stars that can close
    r"|(?<!!)\[([^*_\[\]]++)\]\(([^\s()<>\"'\[\]]++)\)"
)
_PARTS = 5
"""Of a split text: words between phrases, stars, words within them, words of a link, its address."""


def text_of(root: Element) -> str:
    """Give all text below an element, tails included."""
    return "".join(root.itertext())


class Words(InlineProcessor):
    """Tries on a document the patterns that it can match, on texts without triggers none; reads phrases itself."""

    def __init__(self, md: Markdown, triggers: PatternTriggers) -> None:
        super().__init__(md)
        self._triggers = triggers

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Turn the texts of a tree into elements."""
        registered: Any = self.inlinePatterns  # the stubs say something else
        if any((type(pattern), pattern.pattern) not in self._triggers for pattern in registered):
            return super().run(tree, ancestors)
        found = dict(self._find(registered, text_of(tree)))
        read = list(_texts(tree, registered, found))
        for element, words, _ in read:
            element.text = AtomicString(words)  # the library's mark for what no pattern may touch
        self.inlinePatterns = list(found)  # type: ignore[assignment]  # a list is enough, and quicker
        try:
            return super().run(tree, ancestors)
        finally:
            self.inlinePatterns = registered
            for element, words, phrases in read:
                element.text = words
                element[:0] = phrases

    def _find(self, patterns: Iterable[stock.Pattern], text: str) -> Iterator[tuple[stock.Pattern, list[str]]]:
        """Yield the patterns that a text can match, each with its triggers there; references need definitions."""
        for pattern in patterns:
            found = [trigger for trigger in self._triggers[type(pattern), pattern.pattern] if trigger in text]
            if found and (self.md.references or not isinstance(pattern, stock.ReferenceInlineProcessor)):
                yield pattern, found


def _texts(
    tree: Element, registered: Iterable[stock.Pattern], found: Mapping[stock.Pattern, Sequence[str]]
) -> Iterator[tuple[Element, str, list[Element]]]:
    """Yield the texts that hold no trigger, or phrases only: element, its first words, elements that follow them."""
    triggers = {INLINE_PLACEHOLDER_PREFIX}.union(*found.values())
    readers = {type(pattern) for pattern, its_triggers in found.items() if not _SIGNS.isdisjoint(its_triggers)}
    has_phrases = readers <= _READERS and set(map(type, registered)) >= _ALWAYS
    others = triggers - _SIGNS if has_phrases else triggers
    signs = triggers - others
    for element in tree.iter():
        words = element.text
        if words and type(words) is str and not any(map(words.__contains__, others)):
            if not any(map(words.__contains__, signs)):
                yield element, words, []
            elif phrases := read_phrases(words):
                yield element, *phrases


def read_phrases(text: str) -> tuple[str, list[Element]] | None:
    """Give the words before the first phrase, and the phrases with the words that follow each.

    Args:
        text: holds no trigger but those of phrases.

    Returns:
        None if one of these is left over: then the library must say what it means.
    """
    parts = _PHRASE.split(text)
    elements = []
    for start in range(1, len(parts), _PARTS):
        stars, stressed, words, address, after = parts[start : start + _PARTS]
        if stars:
            element = Element("em" if stars == "*" else "strong")
            element.text = stressed
        else:
            element = Element("a", {"href": address})
            element.text = words
        element.tail = after or None
        elements.append(element)
    between = "".join(parts[::_PARTS])
    return None if any(sign in between for sign in _SIGNS) else (parts[0], elements)

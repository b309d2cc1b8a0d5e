"""Turns a Markdown body into what it mentions, each with its place: links, figures, values, pictures, addresses, HTML.

No Markdown is rendered for this, so that checking stays quick. Rendering uses the same patterns (`render/markup.py`).
Indented text is never code here: editors indent by accident, and a network's texts hold no program listings.
"""

import html
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

# A text may be made to keep a pattern busy: repetitions are possessive or bounded, so that none looks back far.
WIKI_LINK = re.compile(r"\[\[([^\[\]|\\\n]+)(?:\\?\|([^\[\]\n]+))?\]\]")
"""`[[id]]` or `[[kind:id|words]]`; inside a table the bar is written `\\|`, so that it does not end the cell."""
DIRECTIVE = re.compile(r"\{([a-z]+):[ \t]*+([^{}\n]*+)\}")
IMAGE = re.compile(r"!\[([^\]]{0,1000}+)\]\(\s*+<?+([^\s)>]{0,500}+)>?+[^)]{0,500}+\)")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(?:[^\n]|\n(?![ \t]*\n)){1,5000}?(?<!`)\1(?!`)")
# Two patterns rather than one: what both can begin with would be tried at every character. [^1]: is a footnote.
_ADDRESS = re.compile(r"\]\(\s*<?([^\s)>]+)")
_DEFINED_ADDRESS = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:\s*<?([^\s)>]+)", re.MULTILINE)
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*)>|<[^\s<>@]+@[^\s<>@]+>")
_TAG = re.compile(r"<(?:(?:!|\?)|/?([a-zA-Z][^\s/<>]*+)((?:[^<>\"']|\"[^\"]{0,2000}+\"|'[^']{0,2000}+'){0,2000}+)(>?))")
_ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_ATTRIBUTE_LIST = re.compile(
    r"\{:([^}\n]{0,500}+)\}|\{ ?([^{}:\n]{0,200}\b(?:on[a-z]+|style|src|href)\s*=[^}\n]{0,500}+)\}"
)
_TANGLE = re.compile(r"[\[\]]|\n(?=[ \t]*\n)|\n(?=:)|^[ \t]{80}[ \t]*+[^\s]|^(?:[ \t]*>){20}", re.MULTILINE)
_MAX_NESTING, _MAX_DEFINITIONS = 20, 100
_DEEP_LINE = re.compile(r"\n(?:[ \t]{80}|(?:[ \t]*+>){20})")

ALLOWED_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
"""The HTML that Markdown makes or an editor may write; sanitising knows the same list."""

ALLOWED_ATTRIBUTES = frozenset(
    {
        "class",
        "id",
        "lang",
        "title",
        "href",
        "dir",
        "colspan",
        "rowspan",
        "scope",
        "start",
        "datetime",
        "reversed",
        "value",
    }
)
SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


class Mentioned(Enum):
    """What a body can mention."""

    ENTRY = "entry"
    FIGURE = "figure"
    VALUE = "value"
    PICTURE = "picture"
    UNKNOWN_DIRECTIVE = "unknown directive"
    ADDRESS = "address"
    HTML = "HTML"
    TANGLE = "tangle"


class Mention(NamedTuple):
    """Something mentioned: its target as written, and further words (link text, alternative text, arguments).

    `start` is the place of its first character in the body, from 0.
    """

    start: int
    what: Mentioned
    target: str
    words: str


@lru_cache(maxsize=65_536)
def mentions(body: str) -> tuple[Mention, ...]:
    """List what a body mentions, in order of place; linking, several rules and rendering ask for the same bodies."""
    text = _CODE_SPAN.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), body) if "`" in body else body
    return tuple(sorted(map(Mention._make, _find(text)), key=itemgetter(0)))


def directive_arguments(words: str) -> tuple[str, dict[str, str]]:
    """Split `id, year=2025, column=sales` into the id and its conditions.

    Raises:
        ValueError: an argument is not `name=value`.
    """
    target, *rest = [part.strip() for part in words.split(",")]
    arguments: dict[str, str] = {}
    for argument in rest:
        name, equals, value = argument.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise ValueError(f"'{argument}' is not 'name=value'")
        arguments[name.strip()] = value.strip()
    return target, arguments


def _matches(pattern: re.Pattern[str], needed: str, text: str) -> Iterable[re.Match[str]]:
    """Find a pattern unless the text lacks a character that it needs: that is much quicker to say."""
    return pattern.finditer(text) if needed in text else ()


def _find(text: str) -> Iterator[tuple[int, Mentioned, str, str]]:
    for found in _matches(WIKI_LINK, "[", text):
        yield found.start(), Mentioned.ENTRY, found[1].strip(), (found[2] or "").strip()
    for found in _matches(DIRECTIVE, "{", text):
        yield found.start(), *_directive(found[1], found[2].strip())
    images = []
    for found in _matches(IMAGE, "!", text):
        images.append(found.span(2))
        yield found.start(), Mentioned.PICTURE, found[2], found[1].strip()
    yield from _find_addresses(text, frozenset(start for start, _ in images))
    if "<" in text:
        yield from _find_html(text)
    for found in _matches(_ATTRIBUTE_LIST, "{", text):
        for attribute in _ATTRIBUTE.finditer(found[1] or found[2] or ""):
            if "=" in attribute.group() and attribute[1].lower() not in ALLOWED_ATTRIBUTES:
                yield found.start(), Mentioned.HTML, attribute[1], "the attribute"
    yield from _find_tangle(text)


def _find_addresses(text: str, pictures: frozenset[int]) -> Iterator[tuple[int, Mentioned, str, str]]:
    """Yield what is linked; `pictures` are the places of the targets that belong to pictures."""
    for found in _matches(_ADDRESS, "(", text):
        if found.start(1) not in pictures:
            yield found.start(1), Mentioned.ADDRESS, found[1], ""
    if "]:" in text:
        for found in _DEFINED_ADDRESS.finditer(text):
            yield found.start(1), Mentioned.ADDRESS, found[1], ""


def _find_tangle(text: str) -> Iterator[tuple[int, Mentioned, str, str]]:
    """Yield the first place where nesting would keep Markdown busy for minutes: it reads on from every open bracket."""
    many = text.count("[") > _MAX_NESTING or text.count("\n:") > _MAX_DEFINITIONS
    if not many and not _DEEP_LINE.search(f"\n{text}"):
        return
    brackets = definitions = 0
    for found in _TANGLE.finditer(text):
        if found[0] == "[":
            brackets += 1
        elif found[0] == "]":
            brackets = max(0, brackets - 1)
        elif found[0] == "\n" and text.startswith("\n:", found.start()):
            definitions += 1
        elif found[0] == "\n":
            brackets = definitions = 0
        else:
            brackets = _MAX_NESTING + 1
        if brackets > _MAX_NESTING or definitions > _MAX_DEFINITIONS:
            yield found.start(), Mentioned.TANGLE, "", ""
            return


def _directive(name: str, words: str) -> tuple[Mentioned, str, str]:
    if name == "figure":
        return Mentioned.FIGURE, words, ""
    if name == "value":
        return Mentioned.VALUE, words.partition(",")[0].strip(), words
    return Mentioned.UNKNOWN_DIRECTIVE, name, words


def _find_html(text: str) -> Iterator[tuple[int, Mentioned, str, str]]:
    """Yield forbidden tags and attributes; a tag is what browsers take for one, closed or not."""
    for found in _TAG.finditer(text):
        link = _AUTOLINK.match(text, found.start())
        if link is not None:
            if link[1]:
                yield link.start(1), Mentioned.ADDRESS, link[1], ""
            continue
        tag = (found[1] or "").lower()
        if tag not in ALLOWED_TAGS:
            yield found.start(), Mentioned.HTML, tag or found[0], "the tag"
        elif not found[3]:
            yield found.start(), Mentioned.HTML, tag, "the unclosed tag"
        else:
            yield from _find_attributes(found.start(), found[2])


def _find_attributes(start: int, written: str) -> Iterator[tuple[int, Mentioned, str, str]]:
    for attribute in _ATTRIBUTE.finditer(written):
        if attribute[1].lower() not in ALLOWED_ATTRIBUTES:
            yield start, Mentioned.HTML, attribute[1], "the attribute"
        elif attribute[1].lower() == "href":
            yield start, Mentioned.ADDRESS, next(filter(None, attribute.groups()[1:]), ""), ""


def has_safe_scheme(address: str) -> bool:
    """Tell whether an address may be linked: http, https, mailto, tel, or relative."""
    scheme = _scheme(address)
    return scheme is None or scheme in SAFE_SCHEMES


def is_complete(address: str) -> bool:
    """Tell whether an address says by itself where it leads: it has a scheme, or is a place of the text (`#...`)."""
    return _scheme(address) is not None or address.startswith("#")


def _scheme(address: str) -> str | None:
    """Give the scheme in small letters; browsers drop white space and control characters before they look for it."""
    plain = re.sub(r"[\x00-\x20\x7f]", "", html.unescape(address))
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", plain)
    return scheme[1].lower() if scheme else None

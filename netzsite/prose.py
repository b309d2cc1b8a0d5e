"""Turns a Markdown body into what it mentions, each with its place: links, figures, values, pictures, addresses, HTML.

No Markdown is rendered for this, so that checking stays quick. Rendering uses the same patterns (`render/markup.py`).
Indented text is never code here: editors indent by accident, and a network's texts hold no program listings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
DIRECTIVE = re.compile(r"\{([a-z]+):[ \t]*([^{}\n]*)\}")
IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^\s)>]*)>?[^)]*\)")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
# Two patterns: each begins with text that can be searched for, one of both would be tried at every character.
_ADDRESS = re.compile(r"\]\(\s*<?([^\s)>]+)")
_DEFINED_ADDRESS = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?([^\s)>]+)", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^<>]*|/)?)>|<(!--|!|\?)|<(/?[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/])")
_ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_ATTRIBUTE_LIST = re.compile(r"\{:([^}\n]*)\}")

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
        "cite",
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


@dataclass(frozen=True, slots=True)
class Mention:
    """Something mentioned: its target as written, and further words (link text, alternative text, arguments).

    Line and column count from 1 within the body.
    """

    what: Mentioned
    target: str
    words: str
    line: int
    column: int


def mentions(body: str) -> tuple[Mention, ...]:
    """List what a body mentions, in order of place."""
    text = _CODE_SPAN.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), body) if "`" in body else body
    found = sorted(_find(text), key=lambda item: item[0])
    return tuple(Mention(what, target, words, *_place(text, start)) for start, what, target, words in found)


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


def _place(text: str, start: int) -> tuple[int, int]:
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _find(text: str) -> Iterator[tuple[int, Mentioned, str, str]]:
    for found in WIKI_LINK.finditer(text):
        yield found.start(), Mentioned.ENTRY, found[1].strip(), (found[2] or "").strip()
    for found in DIRECTIVE.finditer(text):
        yield found.start(), *_directive(found[1], found[2].strip())
    for found in IMAGE.finditer(text):
        yield found.start(), Mentioned.PICTURE, found[2], found[1].strip()
    for found in _ADDRESS.finditer(text):
        if text.rfind("![", 0, found.start() + 1) <= text.rfind("\n", 0, found.start()) or not _is_image(
            text, found.start()
        ):
            yield found.start(1), Mentioned.ADDRESS, found[1], ""
    if "]:" in text:
        for found in _DEFINED_ADDRESS.finditer(text):
            yield found.start(1), Mentioned.ADDRESS, found[1], ""
    if "<" in text:
        yield from _find_html(text)
    for found in _ATTRIBUTE_LIST.finditer(text):
        for attribute in _ATTRIBUTE.finditer(found[1]):
            if "=" in attribute.group() and attribute[1].lower() not in ALLOWED_ATTRIBUTES:
                yield found.start(), Mentioned.HTML, attribute[1], "the attribute"


def _is_image(text: str, bracket: int) -> bool:
    """Tell whether the `](` at a position closes the alternative text of an image."""
    return any(
        image.start() < bracket < image.end() for image in IMAGE.finditer(text, text.rfind("\n", 0, bracket) + 1)
    )


def _directive(name: str, words: str) -> tuple[Mentioned, str, str]:
    if name == "figure":
        return Mentioned.FIGURE, words, ""
    if name == "value":
        return Mentioned.VALUE, words.partition(",")[0].strip(), words
    return Mentioned.UNKNOWN_DIRECTIVE, name, words


def _find_html(text: str) -> Iterator[tuple[int, Mentioned, str, str]]:
    for found in _TAG.finditer(text):
        tag = (found[2] or found[4] or found[5] or "").lstrip("/").lower()
        if tag not in ALLOWED_TAGS:
            yield found.start(), Mentioned.HTML, tag, "the tag"
            continue
        for attribute in _ATTRIBUTE.finditer(found[3] or ""):
            if attribute[1].lower() not in ALLOWED_ATTRIBUTES:
                yield found.start(), Mentioned.HTML, attribute[1], "the attribute"
            elif attribute[1].lower() == "href":
                value = next(filter(None, attribute.groups()[1:]), "")
                yield found.start(), Mentioned.ADDRESS, value, ""


def has_safe_scheme(address: str) -> bool:
    """Tell whether an address may be linked: http, https, mailto, tel, or relative.

    Browsers drop white space and control characters before they look for the scheme, so these are dropped here too.
    """
    plain = re.sub(r"[\x00-\x20\x7f]", "", address)
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*)(?::|&#?[a-z0-9]+;)", plain)
    return scheme is None or scheme[1].lower() in SAFE_SCHEMES

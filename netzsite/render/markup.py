"""Turns Markdown bodies into safe HTML; the only module that imports the sanitiser, and Markdown but for its parts.

Rendering has two steps. The first depends on the text alone: Markdown, then an allow-list sanitiser. It leaves
placeholders for what depends on the medium: `<a href="entry:...">`, `<div data-figure="...">`,
`<img src="picture:...">`. The second fills them in from the body's own list of what it may link and show.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any
from xml.etree import ElementTree

import nh3
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteInlineProcessor
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from netzsite.prose import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, DIRECTIVE, SAFE_SCHEMES, WIKI_LINK
from netzsite.render.shortcuts import Contents, Converter
from netzsite.urls import slug


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a rendered body: level as in HTML, anchor, words."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Target:
    """What a link in a text leads to; without a path the words stand alone."""

    title: str
    path: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A Markdown text with all that it may link and show.

    Attributes:
        markdown: the text.
        targets: target of a `[[...]]` link -> where it leads.
        figures: id -> the medium's view of the figure.
        pictures: target of a picture -> the medium's view of it.
        values: words of a `{value: ...}` directive -> the formatted number.
        level: level that the text's highest headings get on the page, 2 below a page title.
        prefix: begins every anchor, so that several bodies can share a page.
        note_label: what the arrow behind a footnote does, in the reader's language.
    """

    markdown: str
    targets: Mapping[str, Target] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)
    pictures: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    level: int = 2
    prefix: str = ""
    note_label: str = ""


@dataclass(frozen=True, slots=True)
class Fillers:
    """How a medium fills the placeholders.

    Attributes:
        link: path of the output -> href.
        figure: view of a figure -> HTML.
        picture: view of a picture, alternative text -> HTML.
        table: a table -> the same in whatever it needs around it.
    """

    link: Callable[[str], str]
    figure: Callable[[Any], Markup]
    picture: Callable[[Any, str], Markup]
    table: Callable[[Markup], Markup] = field(default=lambda table: table)


def html_of(body: Body) -> str:
    """Turn the text of a body into sanitised HTML with placeholders."""
    return convert(body.markdown, body.level, body.prefix)[0]


def render_body(body: Body, fillers: Fillers, to_html: Callable[[Body], str] = html_of) -> Markup:
    """Render a body for a medium; `to_html` gives what `html_of` would, but may have kept it."""
    text = to_html(body)
    text = _BACKLINK.sub(lambda found: f'title="{html.escape(body.note_label)} {found[1]}">', text)
    text = _TABLE.sub(lambda found: fillers.table(Markup(found[0])), text)  # noqa: S704 - sanitised by convert
    return Markup(_fill(text, body, fillers))  # noqa: S704 - sanitised by convert, filled with escaped or own markup


def headings_of(body: Body) -> tuple[Heading, ...]:
    """List the headings of a body."""
    return convert(body.markdown, body.level, body.prefix)[1]


@lru_cache(maxsize=256)
def convert(text: str, level: int = 2, prefix: str = "") -> tuple[str, tuple[Heading, ...]]:
    """Turn Markdown into sanitised HTML with placeholders, and list its headings."""
    converter = _converter()
    converter.reset()
    toc = converter.treeprocessors["toc"]
    toc.base_level = level - _highest_level(text)  # type: ignore[attr-defined]  # read by the toc extension for every document
    toc.slugify = partial(_anchor, prefix)  # type: ignore[attr-defined]  # dto.
    raw = converter.convert(text)
    headings = tuple(_headings(converter.toc_tokens))  # type: ignore[attr-defined]  # set by the toc extension
    if prefix:
        raw = re.sub(r'(id="|href="#)(fn(?:ref)?\d*-)', rf"\1{prefix}\2", raw)
    return _cleaner().clean(raw), headings


_NUMBER_SIGNS = re.compile(r"\n {0,3}(#{1,6})[^#\n]")
_UNDERLINE = re.compile(r"\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^\S.*\n(=|-)\1*[ \t]*$", re.MULTILINE)


def _highest_level(text: str) -> int:
    """Give the level of a text's highest heading, so that it can become the level that the page needs; 1 if none."""
    levels = [len(found[1]) for found in _NUMBER_SIGNS.finditer(f"\n{text}")]
    if _UNDERLINE.search(text):  # much quicker than to look for a line above each
        levels += [1 if found[1] == "=" else 2 for found in _UNDERLINED.finditer(text)]
    return min(levels, default=1)


def _headings(tokens: list[dict[str, Any]]) -> list[Heading]:
    found: list[Heading] = []
    for token in tokens:
        found.append(Heading(token["level"], token["id"], html.unescape(token["name"])))
        found.extend(_headings(token["children"]))
    return found


def _anchor(prefix: str, words: str, separator: str) -> str:
    return prefix + (slug(words) or "section")


def options(contents: TocExtension) -> dict[str, Any]:
    """Give what a converter is made with: extensions, `contents` among them, and how they are set."""
    names = ("tables", "footnotes", "attr_list", "def_list", "sane_lists", "abbr")
    return {
        "extensions": [*names, contents, _NetworkExtension()],
        "extension_configs": {"footnotes": {"BACKLINK_TEXT": "↑", "BACKLINK_TITLE": "{}", "SEPARATOR": "-"}},
        "output_format": "html",
    }


def make_converter() -> Converter:
    """Make a converter that takes shortcuts; it costs as much as several texts."""
    return Converter(
        patterns={
            (FootnoteInlineProcessor, r"\[\^([^\]]*)\]"): ("[^",),  # options() leaves its words at a number
            (_EntryLink, WIKI_LINK.pattern): ("[[",),
            (_Value, _VALUE): "{",
        },
        blocks={_FigureBlock: "{"},
        **options(Contents(permalink=False)),
    )


_converter = lru_cache(maxsize=1)(make_converter)


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    attributes = {tag: set(ALLOWED_ATTRIBUTES) - {"href"} for tag in ALLOWED_TAGS}
    attributes["a"] |= {"href", "role"}
    attributes["div"] |= {"data-figure"}
    attributes["img"] = {"src", "alt", "title"}
    return nh3.Cleaner(
        tags=set(ALLOWED_TAGS | {"img"}),
        attributes=attributes,
        url_schemes=set(SAFE_SCHEMES | {"entry", "picture"}),
        link_rel=None,
        strip_comments=True,
    )


# -- Markdown's extension points ---------------------------------------------------------------------------------------

_VALUE = r"\{value:[ \t]*+([^{}\n]*+)\}"


class _NetworkExtension(Extension):
    """Adds `[[...]]` links, `{figure: ...}` and `{value: ...}`, and takes indented code away."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.parser.blockprocessors.deregister("code")
        md.inlinePatterns.register(_EntryLink(WIKI_LINK.pattern, md), "entry_link", 185)  # before escapes
        md.inlinePatterns.register(_Value(_VALUE, md), "value", 176)
        md.parser.blockprocessors.register(_FigureBlock(md.parser), "figure", 85)
        md.treeprocessors.register(_PictureParagraphs(md), "pictures", 5)
        md.treeprocessors.register(_ColumnHeads(md), "heads", 4)


class _EntryLink(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element, int, int]:
        link = ElementTree.Element("a", {"href": f"entry:{m[1].strip()}"})
        link.text = (m[2] or "").strip() or None
        return link, m.start(0), m.end(0)


class _Value(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element, int, int]:
        value = ElementTree.Element("a", {"href": f"entry:value:{m[1].strip()}"})
        return value, m.start(0), m.end(0)


class _FigureBlock(BlockProcessor):
    def test(self, parent: ElementTree.Element, block: str) -> bool:
        found = DIRECTIVE.fullmatch(block.strip())
        return found is not None and found[1] == "figure"

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        found = DIRECTIVE.fullmatch(blocks.pop(0).strip())
        ElementTree.SubElement(parent, "div", {"data-figure": found[2].strip() if found else ""})


class _ColumnHeads(Treeprocessor):
    """Says of the cells that head a table that they head its columns."""

    def run(self, root: ElementTree.Element) -> None:
        for cell in root.iter("th"):
            cell.set("scope", "col")


class _PictureParagraphs(Treeprocessor):
    """Marks pictures as ours, and lifts one that is alone in its paragraph out of it."""

    def run(self, root: ElementTree.Element) -> None:
        for image in root.iter("img"):
            image.set("src", f"picture:{image.get('src', '')}")
        for paragraph in root.iter("p"):
            children = list(paragraph)
            is_alone = len(children) == 1 and children[0].tag == "img" and not (paragraph.text or "").strip()
            if is_alone and not (children[0].tail or "").strip():
                paragraph.tag = "div"


# -- Filling placeholders ----------------------------------------------------------------------------------------------

_PLACEHOLDER = re.compile(  # one < before the alternatives, so that a search passes over everything else at once
    r'<(?:a href="entry:(?P<entry>[^"]*)"[^>]*>(?P<words>.*?)</a>'
    r'|div data-figure="(?P<figure>[^"]*)"[^>]*></div>'
    r"|(?P<lone>div><)?img(?P<image>[^>]*)>(?(lone)</div>))",
    re.DOTALL,
)
_BACKLINK = re.compile(r'title="(\d+)">(?=↑)')
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_SOURCE = re.compile(r'src="picture:([^"]*)"')
_ALTERNATIVE = re.compile(r'alt="([^"]*)"')


def _fill(text: str, body: Body, fillers: Fillers) -> str:
    """Fill every placeholder, those within the words of a link too: the sanitiser wrote > in attributes as &gt;."""

    def replace(found: re.Match[str]) -> str:
        if found["entry"] is not None:
            words = _fill(found["words"], body, fillers)  # a function that named itself would keep all it sees
            return _fill_entry(html.unescape(found["entry"]), words, body, fillers)
        if found["figure"] is not None:
            figure = body.figures.get(html.unescape(found["figure"]))
            return str(fillers.figure(figure)) if figure is not None else ""
        source, alternative = _SOURCE.search(found["image"]), _ALTERNATIVE.search(found["image"])
        picture = body.pictures.get(html.unescape(source[1])) if source else None
        words = html.unescape(alternative[1]) if alternative else ""
        return str(fillers.picture(picture, words)) if picture is not None else ""

    return _PLACEHOLDER.sub(replace, text)


def _fill_entry(target: str, words: str, body: Body, fillers: Fillers) -> str:
    if target.startswith("value:"):
        return html.escape(body.values.get(target.removeprefix("value:"), ""))
    found = body.targets.get(target)
    if found is None:
        return words
    shown = words or html.escape(found.title)
    if found.path is None:
        return shown
    language = f' hreflang="{html.escape(found.lang)}"' if found.lang else ""
    return f'<a href="{html.escape(fillers.link(found.path))}"{language}>{shown}</a>'

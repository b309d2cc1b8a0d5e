"""Turns Markdown into the HTML that the library makes, to the byte, but leaves out what cannot find anything.

Python-Markdown tries every pattern on every text and every sort of block on every block. Each needs certain
characters, its triggers, and is tried only where they occur (patterns: `phrases`); one whose triggers nobody has
named is always tried. Passes over a whole document are made only if it holds what they look for. All this is done by
subclasses, each registered with one converter under the library's own name for the part that it stands in for.
"""

from collections.abc import Mapping
from typing import Any, Self
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    BlockProcessor,
    BlockQuoteProcessor,
    HashHeaderProcessor,
    HRProcessor,
    ReferenceProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.abbr import AbbrBlockprocessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.def_list import DefListProcessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.sane_lists import SaneUListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import ETX, STX

from netzsite.render.phrases import PATTERNS, PatternTriggers, Words, text_of

BlockTriggers = Mapping[type[BlockProcessor], str]
"""Class of a block -> characters, one of which begins a line of each such block; `|` may stand anywhere.

A processor that turns a block down after a look at it leaves the block as it is.
"""


class Converter(Markdown):
    """The library's converter with shortcuts.

    Args:
        patterns: triggers of further patterns.
        blocks: triggers of further blocks.
        options: the library's own.
    """

    def __init__(self, patterns: PatternTriggers, blocks: BlockTriggers, **options: Any) -> None:
        self._patterns, self._blocks = {**PATTERNS, **patterns}, {**_BLOCKS, **blocks}
        super().__init__(**options)
        known = self.parser.blockprocessors
        if "table" in known and type(known["table"]) is TableProcessor:
            known.register(_Tables(self.parser, known["table"].config), "table", 75)  # type: ignore[attr-defined]  # not in the stubs
        if "attr_list" in self.treeprocessors and type(self.treeprocessors["attr_list"]) is AttrListTreeprocessor:
            self.treeprocessors.register(_AttributeLists(self), "attr_list", 8)

    def build_parser(self) -> Self:
        """Build the parser from the library's parts and ours, before any extension adds to it."""
        super().build_parser()
        parser = _Blocks(self, self._blocks)
        parser.blockprocessors = self.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        self.parser = parser
        self.preprocessors.register(_WhiteSpace(self), "normalize_whitespace", 30)
        self.preprocessors.register(_RawHtml(self), "html_block", 20)
        self.treeprocessors.register(Words(self, self._patterns), "inline", 20)
        self.treeprocessors.register(_LineBreaks(self), "prettify", 10)
        self.treeprocessors.register(_Escapes(self), "unescape", 0)
        return self


# -- Before there is a tree --------------------------------------------------------------------------------------------


class _WhiteSpace(NormalizeWhitespace):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines) + "\n\n"
        if any(odd in text for odd in (STX, ETX, "\r", "\t", " \n")):
            return super().run(lines)
        return [*lines, "", ""]


class _RawHtml(HtmlBlockPreprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


# -- Blocks ------------------------------------------------------------------------------------------------------------


class _Blocks(BlockParser):
    """Tries on a block what the beginnings of its lines allow."""

    def __init__(self, md: Markdown, triggers: BlockTriggers) -> None:
        super().__init__(md)
        self._triggers = {kind: frozenset(characters) for kind, characters in triggers.items()}
        self._all_triggers = frozenset().union(*self._triggers.values())
        self._registered: list[BlockProcessor] = []
        self._chosen: dict[frozenset[str], list[BlockProcessor]] = {}

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 - Markdown's name
        registered = list(self.blockprocessors)
        if registered != self._registered:
            self._registered, self._chosen = registered, {}
        while blocks:
            for processor in self._choose(blocks[0]):
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    def _choose(self, block: str) -> list[BlockProcessor]:
        found = {line.lstrip()[:1] for line in block.split("\n")}
        if "|" in block:
            found.add("|")
        triggers = self._all_triggers & found
        if triggers not in self._chosen:
            self._chosen[triggers] = [
                processor
                for processor in self._registered
                if type(processor) not in self._triggers or triggers & self._triggers[type(processor)]
            ]
        return self._chosen[triggers]


class _Tables(TableProcessor):
    """Splits rows at each bar if nothing can hide one."""

    def _split(self, row: str) -> list[str]:
        if "`" in row or "\\" in row:
            return super()._split(row)  # type: ignore[misc, no-any-return]  # not in the stubs
        return row.split("|")


_BLOCKS: BlockTriggers = {
    HashHeaderProcessor: "#",
    SetextHeaderProcessor: "=-",
    HRProcessor: "-_*",
    SaneUListProcessor: "*+-",
    DefListProcessor: ":",
    BlockQuoteProcessor: ">",
    FootnoteBlockProcessor: "[",
    AbbrBlockprocessor: "*",
    ReferenceProcessor: "[",
    _Tables: "|",
}


# -- The tree ----------------------------------------------------------------------------------------------------------


class _BlockLevels(dict[object, bool]):
    """Tag -> whether it is a block; the library searches a list for each."""

    def __init__(self, md: Markdown) -> None:
        super().__init__()
        self._md = md

    def __missing__(self, tag: object) -> bool:
        is_block = self[tag] = self._md.is_block_level(tag)
        return is_block


class _LineBreaks(PrettifyTreeprocessor):
    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802 - Markdown's name
        is_block = _BlockLevels(self.md)
        waiting = [elem]
        while waiting:
            element = waiting.pop()
            if len(element) and is_block[element.tag] and element.tag not in ("code", "pre"):
                if is_block[element[0].tag] and not (element.text and element.text.strip()):
                    element.text = "\n"
                waiting += [child for child in element if is_block[child.tag]]
            if not (element.tail and element.tail.strip()):
                element.tail = "\n"


class _AttributeLists(AttrListTreeprocessor):
    def run(self, doc: Element) -> None:
        if "{" in text_of(doc):
            super().run(doc)


class _Escapes(UnescapeTreeprocessor):
    def run(self, root: Element) -> None:
        values = (value for element in root.iter() for value in element.attrib.values())
        if STX in text_of(root) or any(value and STX in value for value in values):
            super().run(root)

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


class _Contents(TocTreeprocessor):
    """Lists the headings; draws up a table of contents only for a document that asks for one."""

    def run(self, doc: Element) -> None:
        self._is_wanted = self.marker in text_of(doc)
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self._is_wanted else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        if self._is_wanted:
            super().replace_marker(root, elem)


class Contents(TocExtension):
    """The extension `toc`, which leaves `toc_tokens` and, if the text has the marker, `toc` with the converter."""

    TreeProcessorClass = _Contents

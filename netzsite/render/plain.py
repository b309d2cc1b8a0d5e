"""Turns Markdown into plain text, and texts into descriptions: for what shows words and no page."""

import html
import re
from collections.abc import Iterator, Mapping

from netzsite.prose import DIRECTIVE, IMAGE, WIKI_LINK

DESCRIPTION = 160
"""Letters of a description: what search engines show of it."""

# A text may be made to keep a pattern busy: repetitions are possessive or bounded, as in `prose`.
_BLOCKS = re.compile(r"\n[ \t]*\n\s*")
_NOTE_TEXT = re.compile(r"\[\^[^\]\n]{1,100}+\]:")
_NOTE = re.compile(r"\[\^[^\]\n]{1,100}+\]")
_ADDRESSES = re.compile(r"^ {0,3}\[[^\]\n]{1,200}+\]:[^\n]*+\n?", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]{1,1000}+)\](?:\([^()\s]{0,1000}+[^()]{0,200}+\)|\[[^\[\]\n]{0,200}+\])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}+>")
_AUTOLINK = re.compile(r"<([^\s<>]{1,1000}+)>")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*+[#.:][^{}\n]{0,500}+\}")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|(?<![^\W_])_{1,3})(?=\S)([^*]{1,1000}?)(?<=\S)\1")
_LINE_MARKS = re.compile(r"^[ \t]*+(?:>[ \t]*+)*+(?:#{1,6}[ \t]++|([*+-])[ \t]++|:[ \t]++)?", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>])")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{5})[.!?](?= )")
_UNDERLINE = re.compile(r"^[ \t]*+(?:=++|-++)[ \t]*+$|^[ \t]*+\|?[ \t:|-]*+\|[ \t:|-]*+$", re.MULTILINE)


def plain_text(text: str, titles: Mapping[str, str], values: Mapping[str, str]) -> Iterator[str]:
    """Yield the paragraphs of a Markdown text as readers see them, without headings, tables, pictures and notes.

    Args:
        text: Markdown.
        titles: what `[[...]]` names -> its title; what is not published is missing, and so not named.
        values: words of a `{value: ...}` directive -> the number.
    """
    for block in _BLOCKS.split(_ADDRESSES.sub("", text) if "]:" in text else text):
        if block.lstrip().startswith(("#", "|")) or _NOTE_TEXT.match(block.lstrip()):
            continue
        if words := _words(block, titles, values):
            yield words


def _words(block: str, titles: Mapping[str, str], values: Mapping[str, str]) -> str:
    block = _UNDERLINE.sub("", _LINE_MARKS.sub(lambda found: "• " if found[1] else "", block))
    if "[" in block:
        block = _NOTE.sub("", IMAGE.sub("", block))
        block = WIKI_LINK.sub(lambda found: found[2] or titles.get(found[1].strip(), ""), block)
        block = _LINK.sub(r"\1", block)
    if "{" in block:
        block = DIRECTIVE.sub(lambda found: values.get(found[2].strip(), ""), _ATTRIBUTES.sub("", block))
    if "<" in block:
        block = _AUTOLINK.sub(r"\1", _TAG.sub("", block))
    for _ in range(3):  # bold within italic within a quotation: nobody writes more
        block = _EMPHASIS.sub(r"\2", block)
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", block.replace("`", ""))).split())


def shortened(text: str, most: int = DESCRIPTION) -> str:
    """Cut a text so that it has at most so many letters: after a sentence, else after a word, with dots behind it."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text[: most + 1]) if found.end() > most / 2]
    if ends:
        return text[: ends[-1]]
    kept = text[: most - 1]
    whole = kept if text[most - 1] == " " else kept.rpartition(" ")[0] or kept
    return f"{whole.rstrip(' ,;:–-')}…"

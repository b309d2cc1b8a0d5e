"""Turns the pages of a laid-out book into what readers see of them: numbers beside contents and references, an index.

A page number can change the layout that it was read from: a book is laid out until the numbers written into it are
those that it has.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape, unescape
from itertools import pairwise
from typing import Protocol, TypeVar

from netzsite.render.book import Indexed, TermView

ROUNDS = 6
"""Layouts before we say that the numbers do not settle; two are usual."""

PLACEHOLDER = 88
"""Stands for a page number before the first layout: as wide as most."""

Pages = Mapping[str, int]
"""Anchor -> the page on which it stands."""

Boxes = Sequence[Mapping[str, tuple[float, float]]]
"""For each page, anchor -> top and bottom of its box there, in CSS px."""


class LaidOut(Protocol):
    """A book that is laid out."""

    @property
    def boxes(self) -> Boxes:
        """Give the boxes of its anchors."""


Laid = TypeVar("Laid", bound=LaidOut)

SHORTEST_END = 110
"""A text whose last page holds less is set tighter: six lines, in CSS px."""

_REGION = re.compile(r"<!--text-->(.*?)<!--/text-->", re.DOTALL)
_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_HREF = re.compile(r'\bhref="([^"]*)"')
_ENDING = r"(?:e?[ns]|e)?"
_CLOSED = re.compile(r"<(/?)(?:a|h[1-6])\b")

_INTERNAL = re.compile(r'<a\b([^>]*)\bhref="#([^"]+)"')
_PLACES = re.compile(r'<span class="nz-index__pages" data-anchors="([^"]*)"></span>')


class NotSettledError(Exception):
    """Page numbers change the layout for ever."""


def settle(html: str, lay_out: Callable[[str], Laid], where: str, pages: Pages) -> tuple[Pages, Laid]:
    """Find the page of each anchor in a book that says them.

    Args:
        html: the book without numbers.
        lay_out: lays a book out.
        where: words of a reference, with `{n}` for the page.
        pages: what is known of them, or nothing.

    Returns:
        The pages, and the layout that has them.

    Raises:
        NotSettledError: after some layouts the numbers still change.
    """
    for _ in range(ROUNDS):
        layout = lay_out(write_pages(html, pages, where))
        found = first_pages(layout.boxes)
        if found == pages:
            return pages, layout
        pages = found
        del layout  # it is large, and the next one comes
    raise NotSettledError


def first_pages(boxes: Boxes) -> Pages:
    """Give the first page of each anchor."""
    pages: dict[str, int] = {}
    for number, of_page in enumerate(boxes, 1):
        pages = dict.fromkeys(of_page, number) | pages
    return pages


def short_ends(boxes: Boxes, anchors: Sequence[str]) -> list[str]:
    """List the texts, by their anchors, of which only a few lines are left for their last page."""
    found = []
    for anchor in anchors:
        heights = [of_page[anchor][1] - of_page[anchor][0] for of_page in boxes if anchor in of_page]
        if len(heights) > 1 and heights[-1] < SHORTEST_END:
            found.append(anchor)
    return found


def tighten(html: str, anchors: Sequence[str]) -> str:
    """Mark texts that are to be set a little tighter: the style sheet has the class `nz-part--tight`."""
    for anchor in anchors:
        html = html.replace(f'" id="{anchor}"', f' nz-part--tight" id="{anchor}"', 1)
    return html


def write_pages(html: str, pages: Pages, where: str) -> str:
    """Write page numbers into a book: `data-page` and `data-where` of each link within it, the ranges of its index."""

    def number(link: re.Match[str]) -> str:
        page = pages.get(link[2], PLACEHOLDER)
        return f'{link[0]} data-page="{page}" data-where="{escape(where.format(n=page))}"'

    html = _PLACES.sub(lambda found: _ranges(found[1].split(), pages), html)
    return _INTERNAL.sub(number, html)


def _ranges(anchors: Sequence[str], pages: Pages) -> str:
    first: dict[int, str] = {}
    for anchor in anchors:
        first.setdefault(pages.get(anchor, PLACEHOLDER), anchor)
    shown = (f'<a href="#{first[start]}">{words}</a>' for start, words in merged(first))
    return f'<span class="nz-index__pages">{", ".join(shown)}</span>'


def merged(numbers: Iterable[int]) -> list[tuple[int, str]]:
    """Merge page numbers to ranges: 12, 13, 14 and 20 are `12–14` and `20`, each with the page that it begins with."""
    ordered = sorted(set(numbers))
    breaks = [0, *(place for place, (one, next_one) in enumerate(pairwise(ordered), 1) if next_one > one + 1)]
    runs = [ordered[start:end] for start, end in zip(breaks, [*breaks[1:], len(ordered)], strict=True)]
    return [(run[0], str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}") for run in runs if run]


def mark(html: str, names: Sequence[Indexed], terms: Sequence[TermView]) -> tuple[str, dict[int, list[str]]]:
    """Give an anchor to each mention of a name in the texts of a book, and link terms where a text first uses them.

    Texts stand between `<!--text-->` and `<!--/text-->`. A name is mentioned by a link to its page, and by words.

    Returns:
        The book, and for each name that is mentioned (its place among the names) its anchors, in order.
    """
    marker = _Marker(names, terms)
    return _REGION.sub(lambda region: marker.text(region[1]), html), marker.anchors


class _Marker:
    """Walks through texts, tag by tag."""

    def __init__(self, names: Sequence[Indexed], terms: Sequence[TermView]) -> None:
        self.anchors: dict[int, list[str]] = {}
        self._count = 0
        self._urls = {each.url: place for place, each in enumerate(names) if each.url}
        self._words = {escape(word): place for place, each in enumerate(names) for word in each.words}
        self._terms = {escape(term.term).lower(): term.anchor for term in terms}
        self._pattern = _pattern(self._words, self._terms)
        self._linked: set[str] = set()

    def text(self, html: str) -> str:
        """Mark a text."""
        self._linked, closed, written = set(), 0, []
        for token in _TOKEN.findall(html):
            if token.startswith("<"):
                if tag := _CLOSED.match(token):
                    closed += -1 if tag[1] else 1
                written.append(self._link(token))
            else:
                written.append(self._pattern.sub(self._word if closed == 0 else _unchanged, token))
        return "".join(written)

    def _anchor(self, place: int) -> str:
        self._count += 1
        anchor = f"ix-{self._count}"
        self.anchors.setdefault(place, []).append(anchor)
        return anchor

    def _link(self, tag: str) -> str:
        href = _HREF.search(tag) if tag.startswith("<a ") else None
        place = self._urls.get(unescape(href[1])) if href else None
        return tag if place is None else f'<a id="{self._anchor(place)}"{tag[2:]}'

    def _word(self, found: re.Match[str]) -> str:
        if found["name"] is not None:
            return f'<span id="{self._anchor(self._words[found["name"]])}">{found[0]}</span>'
        anchor = self._terms[found["term"].lower()]
        if anchor in self._linked:
            return found[0]
        self._linked.add(anchor)
        return f'<a class="nz-term" href="#{anchor}">{found[0]}</a>'


def _unchanged(found: re.Match[str]) -> str:
    return found[0]


def _pattern(words: Iterable[str], terms: Iterable[str]) -> re.Pattern[str]:
    """Find words as they are, and terms with an ending, in small or capital letters; the longest first."""
    never = "(?!)"
    names, listed = (
        "|".join(map(re.escape, sorted(each, key=lambda word: (-len(word), word)))) or never for each in (words, terms)
    )
    return re.compile(rf"(?<![\w-])(?:(?P<name>{names})|(?P<term>(?i:{listed})){_ENDING})(?![\w-])")

"""Joins in the tags of a PDF what a page break divides: a paragraph on two pages is one (ISO 32000-1, 14.7.4).

It works on WeasyPrint's boxes and on the objects of the PDF, as `tagging` does. Tables stay divided: each part repeats
its headers. So do links: each part is an annotation of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

_JOINED = {"/Sect", "/Art", "/Part", "/Div", "/BlockQuote", "/P", "/L", "/LI", "/LBody", "/NonStruct"}
"""Tags of what may go on after a page break; what they hold is further elements, each of which knows its page."""

Tagged = tuple[Any, Any]
"""A box and its element."""


@dataclass(frozen=True, slots=True)
class Joiner:
    """Joins elements.

    Attributes:
        at: gives the object that is referred to.
        placed: gives the box that stands for one that is positioned.
    """

    at: Callable[[Any], Any]
    placed: Callable[[Any], Any]
    _parts: dict[int, list[Any]] = field(default_factory=dict)
    """Of boxes whose element has been joined to an earlier one: what of it is theirs."""

    def join(self, pages: Sequence[Sequence[Tagged]]) -> Iterator[Any]:
        """Join what goes on from page to page.

        Args:
            pages: for each page the boxes right below the body, each with its element.

        Yields:
            References of elements that are no more, because others hold what they held.
        """
        before: Sequence[Tagged] = ()
        for page in pages:
            now = list(page)
            if now and (first := self._begun(before, now[0])) is not None:
                yield now[0][1].reference
                self._append(first, now[0])
                now[0] = now[0][0], first[1]
            before = now

    def _begun(self, before: Sequence[Tagged], after: Tagged) -> Tagged | None:
        """Find the first part of what goes on after a page break, if they may be joined."""
        box, element = after
        for tagged in reversed(before):  # columns of a page are parts too, and the last goes on
            is_one = tagged[0].element is not None and tagged[0].element is box.element and type(tagged[0]) is type(box)
            if is_one and tagged[1]["S"] == element["S"] and element["S"] in _JOINED:
                return None if self._has_content(tagged[1]) or self._has_content(element) else tagged
        return None

    def _has_content(self, element: Any) -> bool:
        """Tell whether an element holds content itself, which would be on the page that the element names."""
        return any(isinstance(kid, int) or self.at(kid)["Type"] != "/StructElem" for kid in element["K"])

    def _append(self, first: Tagged, rest: Tagged) -> None:
        """Append the second part of something to the first, and join what is divided within."""
        (_, element), (box, later) = first, rest
        inner, kids = list(self._within(rest)), list(later["K"])
        part = list(kids)
        if inner and (begun := self._begun(list(self._within(first)), inner[0])) is not None:
            self._append(begun, inner[0])
            part[0] = begun[1].reference
            del kids[0]
        for kid in kids:
            self.at(kid)["P"] = element.reference
        element["K"].extend(kids)
        self._parts[id(box)] = part
        later.clear()
        later.free = "f"

    def _within(self, tagged: Tagged) -> Iterator[Tagged]:
        """Yield the boxes right within one with their elements, if it can be told which is whose."""
        box, element = tagged
        kids = self._parts.get(id(box), element["K"])
        boxes = list(self._children(box))
        if len(boxes) == len(kids):
            yield from zip(boxes, map(self.at, kids), strict=True)

    def _children(self, box: Any) -> Iterator[Any]:
        for child in map(self.placed, getattr(box, "children", ())):
            yield from map(self.placed, child.children) if type(child).__name__ == "LineBox" else (child,)

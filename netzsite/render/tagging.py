"""Mends what WeasyPrint leaves wrong in the tags of a PDF, before it is written (PDF/UA-1, ISO 14289-1).

It works on the document that was laid out and on the objects of the PDF, which are WeasyPrint's; only `pdf` has them.
Sections without a name are those of ISO 32000-1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from netzsite.render.joining import Joiner, Tagged

_POINTS = 72 / 96
"""A CSS px."""

_FLATTENED = ("html", "body")
"""Elements that have no tag: their children stand in their place."""


def drop_repeated_links(document: Any) -> None:
    """Keep one annotation for each part of a link: WeasyPrint makes whatever lies within it a link again."""
    for page in document.pages:
        within = {id(inner) for *_, box in page.links for inner in _inner(box)}
        page.links[:] = [link for link in page.links if id(_placed(link[-1])) not in within]


def mend_tags(document: Any, pdf: Any) -> None:
    """Mend the tags of a PDF that is about to be written; WeasyPrint's `finisher`."""
    _Tags(document, pdf).mend()


def _inner(box: Any) -> Iterator[Any]:
    for child in getattr(_placed(box), "children", ()):
        yield _placed(child)
        yield from _inner(child)


def _placed(box: Any) -> Any:
    """Give the box that stands for one that is positioned."""
    return getattr(box, "_box", box)


def _lang(box: Any) -> str:
    return box.element.get("lang", "") if box.element is not None else ""


@dataclass(frozen=True, slots=True)
class _Tags:
    """The tags of a document: a tree of elements, whose leaves are numbers of marked content on pages."""

    document: Any
    pdf: Any

    def mend(self) -> None:
        root = self.at(self.pdf.catalog["StructTreeRoot"])
        (top,) = map(self.at, root["K"])
        pages = []
        for page, reference in zip(self.document.pages, self.pdf.page_references, strict=True):
            for *_, box in page.links:
                self._describe_link(_placed(box))
            for box in _inner(page._page_box):
                self._give_scope(box)
            pages.append(self._mend_top(page, [each for each in map(self.at, top["K"]) if each["Pg"] == reference]))
        objects: list[Any] = self.pdf.objects
        elements: list[Any] = [one for one in objects if isinstance(one, dict) and one.get("Type") == "/StructElem"]
        kept = set(top["K"])
        for element in elements:
            if element["P"] == top.reference and element.reference not in kept:
                self._make_artifact(element, root)
        gone = set(Joiner(self.at, _placed).join(pages))
        top["K"][:] = [reference for reference in top["K"] if reference not in gone]
        for element in elements:
            if element:
                self._mend(element)
        self._index(root, top)

    def at(self, reference: Any) -> Any:
        """Give what is referred to."""
        return self.pdf.objects[int(bytes(reference).split()[0])]

    def kids(self, element: Any) -> list[Any]:
        """Give the elements right below one."""
        found = [self.at(kid) for kid in element["K"] if not isinstance(kid, int)]
        return [each for each in found if each["Type"] == "/StructElem"]

    # -- What boxes know -----------------------------------------------------------------------------------------------

    def _describe_link(self, box: Any) -> None:
        """Describe a link by its words, not by the name of its anchor or by an address (ISO 14289-1, 7.18.5)."""
        words = " ".join("".join(box.element.itertext()).split()) if box.element is not None else ""
        if words and getattr(box, "link_annotation", None):
            box.link_annotation["Contents"] = self._text(words)

    def _give_scope(self, box: Any) -> None:
        """Say of which cells a header is one (14.8.5.7; ISO 14289-1, 7.5)."""
        cell = getattr(box, "mark", None)
        if cell is not None and cell["S"] == "/TH":
            cell["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"

    def _mend_top(self, page: Any, elements: list[Any]) -> list[Tagged]:
        """Say in which language the parts of a page are, and what its notes are (ISO 14289-1, 7.2 and 7.9).

        Returns:
            The parts but for its notes, with their elements; none if it cannot be told which is whose.
        """
        boxes = list(self._tops(page._page_box))
        if len(boxes) != len(elements):
            return []
        for box, element in zip(boxes, elements, strict=True):
            if (lang := _lang(box)) and lang != self.document.metadata.lang:
                element["Lang"] = self._text(lang)
            if type(box).__name__ == "FootnoteAreaBox":
                for note in self.kids(element):
                    self._make_note(note)
        return [each for each in zip(boxes, elements, strict=True) if type(each[0]).__name__ != "FootnoteAreaBox"]

    def _tops(self, box: Any) -> Iterator[Any]:
        for child in map(_placed, box.children):
            if child.element_tag in _FLATTENED:
                yield from self._tops(child)
            elif type(child).__name__ != "MarginBox":
                yield child

    def _make_note(self, element: Any) -> None:
        element["S"], element["ID"] = "/Note", self._text(f"note-{element.number}")
        marker = next(iter(self.kids(element)), None)
        if marker is not None and marker["S"] == "/NonStruct":
            marker["S"] = "/Lbl"

    # -- What elements know --------------------------------------------------------------------------------------------

    def _mend(self, element: Any) -> None:
        if element["S"] == "/LI":
            self._mend_item(element)
        elif element["S"] == "/Figure":
            self._mend_place(element)
        elif element["S"] == "/Link" and not self._has_annotation(element):
            element["S"] = "/Span"

    def _mend_item(self, item: Any) -> None:
        """Let an item of a list hold nothing but its label and its body (14.8.4.3.3; ISO 14289-1, 7.2)."""
        kids, kept, body = item["K"], list[Any](), None
        for kid in kids:
            element = None if isinstance(kid, int) else self.at(kid)
            if element is not None and element.get("S") in ("/Lbl", "/LBody"):
                kept.append(kid)
                continue
            if body is None:
                body = type(item)({**item, "S": "/LBody", "K": type(kids)(), "P": item.reference})
                self.pdf.add_object(body)
                kept.append(body.reference)
            body["K"].append(kid)
            if element is not None and "P" in element:
                element["P"] = body.reference
        kids[:] = kept

    def _mend_place(self, figure: Any) -> None:
        """Give the place of a figure in points, counted from the foot of its page (14.8.5.4.3)."""
        left, upper, right, lower = (side * _POINTS for side in figure["A"]["BBox"])
        top = self.at(figure["Pg"])["MediaBox"][3]
        figure["A"]["BBox"][:] = [left, top - lower, right, top - upper]

    def _has_annotation(self, element: Any) -> bool:
        return any(not isinstance(kid, int) and self.at(kid)["Type"] == "/OBJR" for kid in element["K"])

    def _make_artifact(self, element: Any, root: Any) -> None:
        """Make what stands in the margin of a page no content: running titles, page numbers (14.8.2.2)."""
        page, numbers = self.at(element["Pg"]), set(self._content(element))
        stream = self.at(page["Contents"]).stream
        for place, operand in enumerate(stream):
            if isinstance(operand, dict) and operand.get("MCID") in numbers:
                stream[place - 1 : place + 2] = ["/Artifact", "BMC", ""]
        parents = self.at(root["ParentTree"])["Nums"]
        of_page = parents[parents.index(page["StructParents"]) + 1]
        for number in numbers:
            of_page[number] = "null"

    def _content(self, element: Any) -> Iterator[int]:
        yield from (kid for kid in element["K"] if isinstance(kid, int))
        for kid in self.kids(element):
            yield from self._content(kid)

    def _index(self, root: Any, top: Any) -> None:
        """List the elements that have identifiers (14.7.2): headers of tables, notes."""
        named = sorted((str(each["ID"].string), each) for each in self._below(top) if "ID" in each)
        if named:
            names = [part for name, each in named for part in (self._text(name), each.reference)]
            tree = type(root)({"Names": type(root["K"])(names)})
            self.pdf.add_object(tree)
            root["IDTree"] = tree.reference

    def _below(self, element: Any) -> Iterator[Any]:
        for kid in self.kids(element):
            yield kid
            yield from self._below(kid)

    def _text(self, words: str) -> Any:
        return type(self.pdf.catalog["Lang"])(words)

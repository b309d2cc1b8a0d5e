"""Turns an SVG file into its measures, if it can neither run nor load anything.

The parsed tree is looked at, never the text: comments, CDATA sections, character references, encodings and prefixes
hide from a pattern what a browser reads. What is not known to be harmless is refused.
"""

import math
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

MAX_BYTES = 2 * 1024 * 1024
"""The largest drawing: a bigger one is a photograph in disguise."""

MAX_SIDE = 20_000

_SVG = "http://www.w3.org/2000/svg"
_XLINK, _XML = "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
_EDITORS = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://sodipodi.sourceforge.net/",
    "http://www.inkscape.org/",
    "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/",
    "http://www.serif.com/",
)
"""Begin the namespaces of what drawing programs note for themselves; browsers do nothing with it."""

_ELEMENTS = frozenset(
    [
        "circle",
        "clipPath",
        "defs",
        "desc",
        "ellipse",
        "feBlend",
        "feColorMatrix",
        "feComponentTransfer",
        "feComposite",
        "feConvolveMatrix",
        "feDiffuseLighting",
        "feDisplacementMap",
        "feDistantLight",
        "feDropShadow",
        "feFlood",
        "feFuncA",
        "feFuncB",
        "feFuncG",
        "feFuncR",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feMorphology",
        "feOffset",
        "fePointLight",
        "feSpecularLighting",
        "feSpotLight",
        "feTile",
        "feTurbulence",
        "filter",
        "g",
        "image",
        "line",
        "linearGradient",
        "marker",
        "mask",
        "metadata",
        "path",
        "pattern",
        "polygon",
        "polyline",
        "radialGradient",
        "rect",
        "stop",
        "style",
        "svg",
        "switch",
        "symbol",
        "text",
        "textPath",
        "title",
        "tspan",
        "use",
    ]
)
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*")
_LOCAL_URL = re.compile(r"url\(\s*[\"']?\s*#[^)\"']*[\"']?\s*\)", re.IGNORECASE)
_LOADING = re.compile(
    r"url\s*\(|(?:image(?:-set)?|src|cross-fade|expression)\s*\(|@(?!media|supports|charset)|-moz-binding|behavior\s*:|"
    r"javascript:|\\",
    re.IGNORECASE,
)


def measure(data: bytes) -> tuple[int, int]:
    """Check a drawing and give its width and height in px, from its attributes or its view box (SVG 2, section 8).

    Raises:
        ValueError: the drawing cannot be used; the message says why.
    """
    root = _parse(data)
    for element in root.iter():
        for danger in _dangers(element):
            raise ValueError(f"is an SVG that {danger}")
    if any(_is_nested(use, root) for use in root.iter(f"{{{_SVG}}}use")):
        raise ValueError("is an SVG that repeats parts within parts")
    return _measures(root)


def _parse(data: bytes) -> Any:
    if len(data) > MAX_BYTES:
        raise ValueError(f"is an SVG larger than {MAX_BYTES // 1024 // 1024} MB")
    try:
        text = data.decode("utf-8")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        tree = etree.ElementTree(etree.fromstring(data, parser))
    except UnicodeDecodeError:
        raise ValueError("is an SVG that is not UTF-8") from None
    except etree.XMLSyntaxError as error:
        raise ValueError(f"is not well-formed SVG: {error.msg}") from None
    if (tree.docinfo.encoding or "UTF-8").upper() not in ("UTF-8", "US-ASCII", "ASCII"):
        raise ValueError("is an SVG that is not UTF-8")
    if re.search(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", text, re.IGNORECASE):
        raise ValueError("is an SVG that declares entities")
    if re.search(r"<\?(?!xml\s)", text):
        raise ValueError("is an SVG that loads a style sheet")
    root = tree.getroot()
    if root.tag != f"{{{_SVG}}}svg":
        raise ValueError('is not an SVG drawing: its first element is not <svg xmlns="http://www.w3.org/2000/svg">')
    return root


def _dangers(element: Any) -> Iterator[str]:
    """Yield what an element could do besides being seen."""
    if not isinstance(element.tag, str):
        yield "declares entities"
        return
    name = etree.QName(element)
    if name.namespace == _SVG:
        if name.localname not in _ELEMENTS:
            yield f"holds <{name.localname}>"
        if name.localname == "style" and _loads("".join(element.itertext())):
            yield "refers to another file"
    elif not (name.namespace or "").startswith(_EDITORS):
        yield f"holds <{name.localname}>, which is not SVG"
    for attribute, value in element.attrib.items():
        yield from _attribute_dangers(etree.QName(attribute), value)


def _attribute_dangers(name: Any, value: str) -> Iterator[str]:
    if name.namespace not in (None, _XLINK, _XML):
        if not name.namespace.startswith(_EDITORS):
            yield f"holds the attribute '{name.localname}'"
    elif name.localname.lower().startswith("on"):
        yield "holds an event handler"
    elif name.localname == "base":
        yield "refers to another file"
    elif name.localname in ("href", "src"):
        if not value.startswith("#") and not _EMBEDDED.fullmatch(value):
            yield "refers to another file"
    elif _loads(value):
        yield "refers to another file"


def _loads(css: str) -> bool:
    """Tell whether a value or a style sheet could load something; what it names within the drawing is harmless."""
    return bool(_LOADING.search(_LOCAL_URL.sub("", css)))


def _is_nested(use: Any, root: Any) -> bool:
    """Tell whether a repeated part repeats parts itself; ten of these in a row would keep a browser busy for hours."""
    target = (use.get("href") or use.get(f"{{{_XLINK}}}href") or "").removeprefix("#")
    found = root.xpath("//*[@id=$id]", id=target)
    return any(next(part.iter(f"{{{_SVG}}}use"), None) is not None for part in found)


def _measures(root: Any) -> tuple[int, int]:
    sizes = [_side(re.sub(r"px$", "", root.get(name, ""))) for name in ("width", "height")]
    if not all(sizes):
        sizes = [_side(side) for side in re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:4]]
    if len(sizes) != 2 or not all(sizes):
        raise ValueError("is an SVG without width, height and view box")
    if max(sizes) > MAX_SIDE:
        raise ValueError(f"is an SVG wider or higher than {MAX_SIDE} px")
    return max(1, round(sizes[0])), max(1, round(sizes[1]))


def _side(written: str) -> float:
    """Read a length in px; 0 where there is none."""
    try:
        side = float(written)
    except ValueError:
        return 0
    return side if math.isfinite(side) and side > 0 else 0

"""Turns what a page is about into linked data: words of schema.org, written as JSON-LD into the page."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

CONTEXT = "https://schema.org"

Thing = Mapping[str, Any]
"""Something of a type of schema.org: name of a property -> text, number, thing, or a tuple of those.

What is empty is left out, so whoever composes a thing names all that there may be.
"""

_ESCAPED = {letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def write_things(things: Iterable[Thing]) -> Markup:
    """Write things as the content of a `script` element: compact, sorted, the same each time.

    Brackets and ampersands occur in the strings of JSON only and are escaped there, so that no words of an editor can
    end the element.
    """
    graph = [kept for thing in things if (kept := _filled(thing))]
    if not graph:
        return Markup("")
    whole = {"@context": CONTEXT} | (graph[0] if len(graph) == 1 else {"@graph": graph})
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=float)
    for letter, escaped in _ESCAPED.items():
        text = text.replace(letter, escaped)
    return Markup(text)  # noqa: S704 - escaped in the lines above


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Thing:
    """Say where a page stands: names and addresses from the home page to the page itself, whose address is not said."""
    items = tuple(
        {"@type": "ListItem", "position": position, "name": name, "item": url if position < len(steps) else None}
        for position, (name, url) in enumerate(steps, 1)
    )
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _filled(value: Any) -> Any:
    """Leave out what is empty: missing texts, empty lists, and things of which nothing but the type is known."""
    if value is None or isinstance(value, str):  # most are
        return value
    if isinstance(value, Mapping):
        kept = {name: found for name, each in value.items() if (found := _filled(each)) not in (None, "", [], {})}
        return kept if kept.keys() - {"@type"} else None
    if isinstance(value, (tuple, list)):
        return [found for each in value if (found := _filled(each)) is not None]
    return value

"""Turns portraits into pages of a book, one each."""

import re
from collections.abc import Iterator

from netzsite.books.sources import Sources
from netzsite.entry import Entry
from netzsite.kinds.edition import Part
from netzsite.kinds.picture import Picture
from netzsite.kinds.portrait import Portrait
from netzsite.render.book import PortraitPage
from netzsite.render.parts import Link
from netzsite.urls import absolute_link

BODY_LEVEL = 4
"""Level of the headings of a portrait's text, below its own title."""


def portrait_pages(sources: Sources, part: Part) -> Iterator[PortraitPage]:
    """Yield the portraits that a part names."""
    for entry in sources.portraits(part.items):
        yield _page(sources, entry)


def _page(sources: Sources, entry: Entry[Portrait]) -> PortraitPage:
    facts, wording = entry.facts, entry.wording(sources.lang)
    anchor = f"portrait-{entry.id.replace('/', '-')}"
    kind, name = ("member", facts.member) if facts.member else ("person", facts.person)
    body = sources.body(entry, level=BODY_LEVEL, prefix=f"{anchor}-")
    picture = sources.library.get(Picture, facts.picture)
    if picture is not None and picture.id in {re.sub(r"\.(jpe?g|png|svg)$", "", target) for target in body.pictures}:
        picture = None
    path = sources.link(entry).path
    return PortraitPage(
        anchor,
        sources.strings.value(facts.form),
        sources.reference(kind, name or "") or Link("", None),
        entry.title(sources.lang),
        sources.summary(entry),
        wording.lang if wording else sources.lang,
        body,
        tuple((line.label.pick(sources.lang), line.value.pick(sources.lang)) for line in facts.box),
        sources.picture_use(picture) if picture is not None else None,
        sources.signature(facts.person),
        absolute_link(path, sources.library.network.base_url) if path else "",
        facts.example,
    )

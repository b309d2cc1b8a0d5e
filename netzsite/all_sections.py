"""The sections of the website, written out: a new one is a file in `site/` and a name in `SECTIONS`."""

from collections.abc import Iterator
from typing import Protocol

from netzsite.engine.artifact import Artifact
from netzsite.library import Library
from netzsite.render.theme import Theme
from netzsite.site import (
    archive,
    atlas,
    cards,
    chapters,
    comparison,
    connections,
    deals,
    directory,
    downloads,
    editions,
    entries,
    events,
    figures,
    funding,
    home,
    jobs,
    lists,
    media_mix,
    missing,
    offers,
    people,
    press,
    services,
    topics,
)


class Section(Protocol):
    """What a section offers."""

    def artifacts(self, library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
        """Plan the pages of the section in one language."""


SECTIONS: tuple[Section, ...] = (
    home,
    media_mix,
    downloads,
    editions,
    directory,
    atlas,
    people,
    lists,
    archive,
    deals,
    topics,
    events,
    funding,
    jobs,
    offers,
    services,
    connections,
    entries,
    chapters,
    comparison,
    cards,
    figures,
    press,
    missing,
)

UNLISTED: tuple[Section, ...] = (missing,)
"""Sections that search engines are to leave out: their templates say `noindex` in the block `machines`."""


def pages(library: Library, theme: Theme) -> tuple[tuple[Artifact, bool], ...]:
    """Plan the pages of all sections in all languages, each with whether search engines may list it; once a build."""

    def plan(library: Library) -> tuple[tuple[Artifact, bool], ...]:
        return tuple(
            (artifact, section not in UNLISTED and _is_own(library, artifact))
            for lang in library.network.languages
            for section in SECTIONS
            for artifact in section.artifacts(library, theme, lang)
        )

    return library.once("pages", plan)


def _is_own(library: Library, page: Artifact) -> bool:
    """Tell whether an artifact is a page, and more than the original in the place of a translation that is missing."""
    head = library.catalogue.head(page.entry) if page.entry is not None else None
    return page.path.endswith(".html") and (head is None or head.has_language(page.lang))

"""The medium `sitemap`: every page that search engines may list, with its languages, and where they find the list.

As https://www.sitemaps.org/protocol.html and Google's extension for languages have it. A day of change is given only
where the content knows it: for what is written once and stays as it is. The clock of the build is never one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple
from xml.sax.saxutils import escape

from netzsite.all_sections import pages
from netzsite.engine.artifact import Artifact
from netzsite.entry import Key, Kind
from netzsite.kinds.edition import Edition
from netzsite.kinds.news import News
from netzsite.kinds.portrait import Portrait
from netzsite.library import Library
from netzsite.render.frames import FURTHER_PAGES, further_path
from netzsite.render.places import SITEMAP
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.urls import absolute_link

NAME = "sitemap"
IS_SLOW = False

MOST = 50_000
"""The most addresses of a file, those of other languages counted too; it stays far below the 50 MB that are allowed."""

WRITTEN_ONCE: tuple[type[Kind], ...] = (News, Portrait, Edition)
"""Kinds whose entries change no more after their day, but for the note that they have expired."""


@dataclass(frozen=True, slots=True)
class Address:
    """A page: its full address, the day of its last change or nothing, and language -> address if there are several."""

    url: str
    changed: str
    languages: tuple[tuple[str, str], ...]


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the site map, an index and its parts if it is long, and robots.txt."""
    yield Artifact("robots.txt", NAME, _robots, (), _render_text)
    each, count = _per_file(library), sum(1 for _ in _pages(library, theme))
    if count <= each:
        yield Artifact(SITEMAP, NAME, _part, (0, each), _render_part)
        return
    parts = -(-count // each)
    yield Artifact(SITEMAP, NAME, _index, (parts,), _render_text)
    for number in range(parts):
        yield Artifact(_part_path(number), NAME, _part, (number * each, each), _render_part)


def _per_file(library: Library) -> int:
    return max(1, MOST // len(library.network.languages))


def _part_path(number: int) -> str:
    return f"sitemap-{number + 1}.xml"


# -- Composing ---------------------------------------------------------------------------------------------------------


def _robots(library: Library, theme: Theme) -> str:
    """Let everybody read everything: what nobody is to read is not published."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {absolute_link(SITEMAP, library.network.base_url)}\n"


def _index(library: Library, theme: Theme, parts: int) -> str:
    urls = (absolute_link(_part_path(number), library.network.base_url) for number in range(parts))
    rows = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in urls)
    return f'{_XML}<sitemapindex xmlns="{_PROTOCOL}">\n{rows}</sitemapindex>\n'


def _part(library: Library, theme: Theme, start: int, most: int) -> tuple[Address, ...]:
    addresses = library.once("addresses", lambda library: tuple(_addresses(library, theme)))
    return addresses[start : start + most]


def _addresses(library: Library, theme: Theme) -> Iterator[Address]:
    """List the pages in the order of their paths."""
    listed = sorted(_pages(library, theme), key=attrgetter("path"))
    together: dict[Hashable, dict[str, str]] = defaultdict(dict)
    for page in listed:
        together[page.same][page.lang] = absolute_link(page.path, library.network.base_url)
    changes = _changes(library)
    for page in listed:
        languages = together[page.same]
        yield Address(languages[page.lang], changes.get((page.lang, page.entry), ""), _alternates(library, languages))


class _Page(NamedTuple):
    """A page; `same` is what it has in common with itself in other languages."""

    path: str
    lang: str
    same: Hashable
    entry: Key | None = None


def _pages(library: Library, theme: Theme) -> Iterator[_Page]:
    for page, is_listed in pages(library, theme):
        if is_listed:
            yield _Page(page.path, page.lang, _same(page), page.entry)
    for lang in library.network.languages:
        for name in FURTHER_PAGES:
            yield _Page(further_path(theme.strings[lang], name), lang, name)


def _same(page: Artifact) -> Hashable:
    """Give what the same page in another language has too: what composes it, and its subject without the language."""
    about = tuple(each for each in page.subject if each not in (page.lang, page.path))
    return page.compose.__module__, page.compose.__qualname__, about


def _alternates(library: Library, languages: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """List the languages of a page, its own too, in the order of the network, and where readers of others are led."""
    if len(languages) < 2:
        return ()
    network = library.network
    known = [(lang, languages[lang]) for lang in network.languages if lang in languages]
    default = languages.get(network.default_language)
    return (*known, ("x-default", default)) if default is not None else tuple(known)


def _changes(library: Library) -> dict[tuple[str, Key | None], str]:
    """Language and entry -> the last day on which its page changed, where that is known."""
    return {
        (lang, (kind.kind, listed.id)): max(listed.day, listed.since, listed.over)
        for lang in library.network.languages
        for kind in WRITTEN_ONCE
        for listed in library.listed(kind, lang)
        if listed.day
    }


# -- Rendering ---------------------------------------------------------------------------------------------------------

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def _render_part(view: Sequence[Address], workshop: Workshop) -> bytes:
    rows = "".join(map(_row, view))
    return f'{_XML}<urlset xmlns="{_PROTOCOL}" xmlns:xhtml="{_XHTML}">\n{rows}</urlset>\n'.encode()


def _row(page: Address) -> str:
    changed = f"<lastmod>{page.changed}</lastmod>" if page.changed else ""
    languages = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(url)}"/>' for lang, url in page.languages
    )
    return f"<url><loc>{escape(page.url)}</loc>{changed}{languages}</url>\n"


def _render_text(view: str, workshop: Workshop) -> bytes:
    return view.encode()

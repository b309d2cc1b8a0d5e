"""The medium `hosting`: what makes a web host send the website as it should, and pages at addresses that have moved."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from netzsite.engine.artifact import Artifact
from netzsite.entry import Key
from netzsite.kinds import KINDS
from netzsite.library import Library
from netzsite.render.assets import assets
from netzsite.render.hosts import Host, apache, headers_file, nginx, redirects_file
from netzsite.render.places import search_path
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop
from netzsite.urls import absolute_link

NAME = "hosting"
IS_SLOW = False

FILES = {
    "_headers": headers_file,
    "_redirects": redirects_file,
    ".htaccess": apache,
    "hosting/nginx.conf": nginx,
}
"""Path -> what writes it."""


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the files for hosts, and a small page at each address that has moved."""
    for path in FILES:
        yield Artifact(path, NAME, _host, (path,), _render_file)
    for lang in library.network.languages:
        for key, old, new in _moves(library, theme, lang):
            yield Artifact(old, NAME, _moved, (lang, key, old, new), _render_moved, key, lang)


# -- Composing ---------------------------------------------------------------------------------------------------------


def _moves(library: Library, theme: Theme, lang: str) -> Iterator[tuple[Key, str, str]]:
    """Yield the entries that have moved: key, old path, new path."""
    views, kinds = Views(library, theme, lang), {kind.kind: kind for kind in KINDS if kind.has_page}
    for key, former, slug in library.moved(lang):
        if key[0] in kinds:
            new = views.page_path(kinds[key[0]], key[1], slug, lang)
            yield from ((key, views.page_path(kinds[key[0]], old, "", lang), new) for old in former)


def _host(library: Library, theme: Theme, path: str) -> tuple[str, Host]:
    network, linked = library.network, assets(library, theme)
    address = urlsplit(network.base_url)
    return path, Host(
        quote(address.path.rstrip("/"), safe="/%"),
        address.scheme == "https",
        network.languages,
        network.default_language,
        tuple(search_path(theme.strings[lang]) for lang in network.languages) if network.search else (),
        tuple((old, new) for lang in network.languages for _, old, new in _moves(library, theme, lang)),
        tuple(asset.path for asset in (linked.stylesheet, linked.icon, *linked.scripts.values())),
        network.hosting.precompress,
    )


def _moved(library: Library, theme: Theme, lang: str, key: Key, path: str, target: str) -> dict[str, Any]:
    entry, linked = library.face(key), assets(library, theme)
    if entry is None:
        raise KeyError(key)
    return {
        "lang": lang,
        "title": entry.title(lang),
        "path": path,
        "target": target,
        "canonical": absolute_link(target, library.network.base_url),
        "icon": linked.icon.path,
        "stylesheet": linked.stylesheet.path,
    }


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render_file(view: tuple[str, Host], workshop: Workshop) -> bytes:
    path, host = view
    return FILES[path](host).encode()


def _render_moved(view: dict[str, Any], workshop: Workshop) -> bytes:
    return workshop.render_page("website", "moved.html", view["lang"], view["path"], view)

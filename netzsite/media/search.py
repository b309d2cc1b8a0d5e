"""The medium `search`: a page for searching the website in each language, and the script that searches."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.engine.artifact import Artifact
from netzsite.library import Library
from netzsite.render.assets import SEARCH, Asset, assets
from netzsite.render.frames import Frame, MenuItem
from netzsite.render.places import SEARCH_INDEX, search_path
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.site.composer import Composer

NAME = "search"
IS_SLOW = False


@dataclass(frozen=True, slots=True)
class List:
    """A list of the website: what it holds, how many there are, where it lies."""

    kind: str
    item: MenuItem
    intro: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the page for searching shows, and where its script finds what it needs."""

    frame: Frame
    lists: tuple[List, ...]
    index: str
    script: str


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the pages, the script and the style sheet, if the network has a search."""
    if library.network.search:
        for lang in library.network.languages:
            yield Artifact(search_path(theme.strings[lang]), NAME, _page, (lang,), _render_page, lang=lang)
        linked = assets(library, theme)
        yield Artifact(linked.scripts[SEARCH].path, NAME, _script, (), _render_asset)
        yield Artifact(linked.sheets[SEARCH].path, NAME, _sheet, (), _render_asset)


# -- Composing ---------------------------------------------------------------------------------------------------------


def _page(library: Library, theme: Theme, lang: str) -> SearchView:
    composer = Composer(library, theme, lang)
    strings = composer.strings
    about = strings.text("search.lead", network=library.network.short_name)
    lists = tuple(
        List(
            kind.kind,
            composer.frames.list_item(kind),
            strings.text(f"kinds.{kind.kind}.intro"),
            library.count(kind, lang),
        )
        for kind in composer.kinds
    )
    others = composer.others(lambda other: search_path(theme.strings[other]))
    frame = composer.frames.frame(search_path(strings), strings.text("search.title"), about, "search", others)
    linked = assets(library, theme)
    return SearchView(frame, lists, f"{SEARCH_INDEX}/", linked.scripts[SEARCH].path)


def _sheet(library: Library, theme: Theme) -> Asset:
    return assets(library, theme).sheets[SEARCH]


def _script(library: Library, theme: Theme) -> Asset:
    return assets(library, theme).scripts[SEARCH]


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render_page(view: SearchView, workshop: Workshop) -> bytes:
    values = {"frame": view.frame, "view": view}
    return workshop.render_page("website", "search.html", view.frame.lang, view.frame.path, values)


def _render_asset(view: Asset, workshop: Workshop) -> bytes:
    return view.text.encode()

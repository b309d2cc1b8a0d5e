"""The medium `website`: every entry, list and home page in every language, with style sheet, fonts and pictures."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from netzsite.engine.artifact import Artifact, Effort
from netzsite.entry import Key, Kind
from netzsite.kinds import KINDS
from netzsite.kinds.edition import Edition
from netzsite.kinds.figure import Figure
from netzsite.kinds.picture import Picture
from netzsite.library import Library
from netzsite.render.assets import Asset, assets, font_path
from netzsite.render.fonts import FontFile, font_files
from netzsite.render.pages import PageView
from netzsite.render.pictures import PictureFile, inspect, publish
from netzsite.render.places import figure_data_path, picture_path
from netzsite.render.site import Site
from netzsite.render.tables import write_csv
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.source import Table
from netzsite.urls import entry_path, home_path

NAME = "website"
IS_SLOW = False


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the website."""
    for lang in library.network.languages:
        yield from _pages(library, theme, lang)
    yield Artifact("index.html", NAME, _root, (), _render_root)
    linked = assets(library, theme)
    yield Artifact(linked.stylesheet.path, NAME, _stylesheet, (), _render_asset)
    yield Artifact(linked.icon.path, NAME, _icon, (), _render_asset)
    for number, font in enumerate(font_files()):
        yield Artifact(font_path(font, theme), NAME, _font, (number,), _render_font, effort=Effort.FILE)
    for picture in library.of(Picture):
        file = inspect(library.folder / Picture.folder / picture.facts.file)
        for width in file.variants():
            path = picture_path(picture.id, file, width)
            yield Artifact(path, NAME, _picture, (picture.id, width), _render_picture, picture.key, effort=Effort.FILE)
    for name in library.catalogue.heads[Figure.kind]:
        yield Artifact(figure_data_path(name), NAME, _table, (name,), _render_table, (Figure.kind, name))


def _pages(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan home, lists, entries and the page that is shown where there is none, in one language."""
    site = Site(library, theme, lang)
    own_templates = {path.stem for path in (theme.folder / NAME).glob("*.html")}
    yield Artifact(home_path(lang), NAME, _home, (lang,), _render_page, lang=lang, effort=Effort.CHARTS)
    for kind in site.kinds:
        for year in (None, *site.years(kind)):
            yield Artifact(site.list_path(kind, year), NAME, _overview, (lang, kind, year), _render_page, lang=lang)
    for kind in KINDS:
        template = f"{kind.kind}.html" if kind.kind in own_templates else "entry.html"
        effort = Effort.CHARTS if kind in (Figure, Edition) else Effort.PAGE
        for head in library.catalogue.heads[kind.kind].values():
            if kind.has_page and head.has_language(lang):
                path = site.views.page_path(kind, head.id, head.languages.get(lang, ""), lang)
                subject = lang, head.key, path, template
                yield Artifact(path, NAME, _entry, subject, _render_page, head.key, lang, effort)
    missing = entry_path(lang, "", "404")
    yield Artifact(missing, NAME, _not_found, (lang, missing), _render_not_found, lang=lang)


# -- Composing: functions of the module, so that they can be sent to other processes -----------------------------------


def _home(library: Library, theme: Theme, lang: str) -> PageView:
    return PageView("home.html", *Site(library, theme, lang).home())


def _overview(library: Library, theme: Theme, lang: str, kind: type[Kind], year: int | None) -> PageView:
    return PageView("list.html", *Site(library, theme, lang).overview(kind, year))


def _entry(library: Library, theme: Theme, lang: str, key: Key, path: str, template: str) -> PageView:
    entry = library.named(key)
    if entry is None:
        raise KeyError(key)
    return PageView(template, *Site(library, theme, lang).entry(entry, path))


def _not_found(library: Library, theme: Theme, lang: str, path: str) -> PageView:
    return PageView("404.html", *Site(library, theme, lang).not_found(path))


def _root(library: Library, theme: Theme) -> dict[str, Any]:
    network, linked = library.network, assets(library, theme)
    homes = tuple((lang, home_path(lang)) for lang in network.languages)
    places = {"icon": linked.icon.path, "stylesheet": linked.stylesheet.path}
    return {"lang": network.default_language, "name": network.short_name, "homes": homes, **places}


def _icon(library: Library, theme: Theme) -> Asset:
    return assets(library, theme).icon


def _font(library: Library, theme: Theme, number: int) -> FontFile:
    return font_files()[number]


def _picture(library: Library, theme: Theme, entry_id: str, width: int) -> tuple[PictureFile, int]:
    picture = library.get(Picture, entry_id)
    if picture is None:
        raise KeyError(entry_id)
    return inspect(library.folder / Picture.folder / picture.facts.file), width


def _table(library: Library, theme: Theme, entry_id: str) -> Table | None:
    figure = library.get(Figure, entry_id)
    return figure.table if figure is not None else None


def _stylesheet(library: Library, theme: Theme) -> Asset:
    return assets(library, theme).stylesheet


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render_page(view: PageView, workshop: Workshop) -> bytes:
    values = {"frame": view.frame, "view": view.content}
    return workshop.render_page(NAME, view.template, view.frame.lang, view.frame.path, values)


def _render_not_found(view: PageView, workshop: Workshop) -> bytes:
    """Render the page that a host shows in place of a missing one: at any depth, so its links begin at the root."""
    root = urlsplit(view.frame.canonical).path.removesuffix(view.frame.path)
    values = {"frame": view.frame, "view": view.content}
    text = workshop.render(NAME, view.template, view.frame.lang, values, link=lambda path: root + path)
    return text.encode()


def _render_root(view: dict[str, Any], workshop: Workshop) -> bytes:
    return workshop.render_page(NAME, "root.html", view["lang"], "index.html", view)


def _render_asset(view: Asset, workshop: Workshop) -> bytes:
    return view.text.encode()


def _render_font(view: FontFile, workshop: Workshop) -> bytes:
    return workshop.font(view)


def _render_picture(view: tuple[PictureFile, int], workshop: Workshop) -> bytes:
    file, width = view
    return publish(workshop.content, file, width)


def _render_table(view: Table, workshop: Workshop) -> bytes:
    return write_csv(view.columns, view.rows)

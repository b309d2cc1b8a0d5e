"""The medium `website`: every entry, list and home page in every language, with style sheet, fonts and pictures."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.engine.artifact import Artifact, Effort
from netzsite.kinds.figure import Figure
from netzsite.kinds.picture import Picture
from netzsite.library import Library
from netzsite.render.charts import palette, recolour_css
from netzsite.render.fonts import FontFile, font_files
from netzsite.render.pictures import PictureFile, inspect, publish
from netzsite.render.places import ICON, STYLESHEET, TOUCH_ICON, figure_data_path, picture_path
from netzsite.render.plain import shortened
from netzsite.render.previews import SIGN, draw_icon
from netzsite.render.tables import write_csv
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.site import page, pages
from netzsite.source import Table
from netzsite.urls import absolute_link, home_path, relative_link, slug

NAME = page.NAME
IS_SLOW = False


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the website."""
    yield from (artifact for artifact, _ in pages(library, theme))
    yield Artifact("index.html", NAME, _root, (), _render_root)
    yield Artifact(STYLESHEET, NAME, _stylesheet, (), _render_stylesheet)
    yield Artifact(ICON, NAME, _icon, (), _render_icon)
    yield Artifact(TOUCH_ICON, NAME, _icon, (), _render_touch_icon)
    for number, font in enumerate(font_files()):
        yield Artifact(_font_path(font), NAME, _font, (number,), _render_font, effort=Effort.FILE)
    for picture in library.of(Picture):
        file = inspect(library.folder / Picture.folder / picture.facts.file)
        for width in file.variants():
            path = picture_path(picture.id, file, width)
            yield Artifact(path, NAME, _picture, (picture.id, width), _render_picture, picture.key, effort=Effort.FILE)
    for name in library.catalogue.heads[Figure.kind]:
        yield Artifact(figure_data_path(name), NAME, _table, (name,), _render_table, (Figure.kind, name))


# -- Composing: functions of the module, so that they can be sent to other processes -----------------------------------


@dataclass(frozen=True, slots=True)
class Root:
    """The page at the root of the website: language and path of each home page, and full address of the default one."""

    lang: str
    name: str
    description: str
    homes: tuple[tuple[str, str], ...]
    canonical: str


def _root(library: Library, theme: Theme) -> Root:
    network, lang = library.network, library.network.default_language
    homes = tuple((lang, home_path(lang)) for lang in network.languages)
    canonical = absolute_link(home_path(lang), network.base_url)
    return Root(lang, network.short_name, shortened(network.description.pick(lang)), homes, canonical)


def _icon(library: Library, theme: Theme) -> str:
    accent: str = theme.tokens["colours"]["light"]["accent"]
    return accent


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


def _stylesheet(library: Library, theme: Theme) -> str:
    faces = "".join(font.face(relative_link(_font_path(font), STYLESHEET)) for font in font_files())
    recoloured = recolour_css(palette(theme.tokens, "light"), palette(theme.tokens, "dark"))
    return f"{faces}{theme.stylesheet(NAME)}\n@media (prefers-color-scheme: dark) {{\n{recoloured}}}\n"


def _font_path(font: FontFile) -> str:
    return f"assets/fonts/{slug(font.family)}-{font.weight}-{font.style}.woff2"


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render_root(view: Root, workshop: Workshop) -> bytes:
    values = {"view": view, "icon": ICON, "stylesheet": STYLESHEET}
    return workshop.render_page(NAME, "root.html", view.lang, "index.html", values)


def _render_stylesheet(view: str, workshop: Workshop) -> bytes:
    return view.encode()


def _render_icon(view: str, workshop: Workshop) -> bytes:
    """Draw the icon of browser tabs: three linked members in the network's colour."""
    lines = "M" + "L".join(f"{x} {y}" for x, y in SIGN) + "Z"
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="4" fill="#fff"/>' for x, y in SIGN)
    square = f'<rect width="32" height="32" rx="6" fill="{view}"/>'
    links = f'<path d="{lines}" fill="none" stroke="#fff" stroke-width="2"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{square}{links}{circles}</svg>\n'
    return drawing.encode()


def _render_touch_icon(view: str, workshop: Workshop) -> bytes:
    """Draw the icon of the home screen of a telephone, which rounds the corners itself."""
    return draw_icon(180, "#ffffff", view)


def _render_font(view: FontFile, workshop: Workshop) -> bytes:
    return workshop.font(view)


def _render_picture(view: tuple[PictureFile, int], workshop: Workshop) -> bytes:
    file, width = view
    return publish(workshop.content, file, width)


def _render_table(view: Table, workshop: Workshop) -> bytes:
    return write_csv(view.columns, view.rows)

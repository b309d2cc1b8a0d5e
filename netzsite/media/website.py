"""The medium `website`: every page in every language, with style sheet, scripts, fonts and pictures."""

from collections.abc import Iterator

from netzsite.engine.artifact import Artifact, Effort
from netzsite.kinds.figure import Figure
from netzsite.kinds.picture import Picture
from netzsite.library import Library
from netzsite.render.charts import palette, recolour_css
from netzsite.render.fonts import FontFile, font_files
from netzsite.render.pictures import PictureFile, inspect, publish
from netzsite.render.places import ICON, STYLESHEET, figure_data_path, picture_path, script_path
from netzsite.render.tables import write_csv
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.site import SECTIONS, page
from netzsite.source import Table
from netzsite.urls import home_path, relative_link, slug

NAME = page.NAME
IS_SLOW = False


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the website."""
    for lang in library.network.languages:
        for section in SECTIONS:
            yield from section.artifacts(library, theme, lang)
    yield Artifact("index.html", NAME, _root, (), _render_root)
    yield Artifact(STYLESHEET, NAME, _stylesheet, (), _render_text)
    for name in theme.scripts(NAME):
        yield Artifact(script_path(name), NAME, _script, (name,), _render_text)
    yield Artifact(ICON, NAME, _icon, (), _render_icon)
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


def _root(library: Library, theme: Theme) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    network = library.network
    homes = tuple((lang, home_path(lang)) for lang in network.languages)
    return network.default_language, network.short_name, homes


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


def _script(library: Library, theme: Theme, name: str) -> str:
    return theme.script(NAME, name)


def _font_path(font: FontFile) -> str:
    return f"assets/fonts/{slug(font.family)}-{font.weight}-{font.style}.woff2"


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render_root(view: tuple[str, str, tuple[tuple[str, str], ...]], workshop: Workshop) -> bytes:
    lang, name, homes = view
    values = {"lang": lang, "name": name, "homes": homes, "icon": ICON, "stylesheet": STYLESHEET}
    return workshop.render_page(NAME, "root.html", lang, "index.html", values)


def _render_text(view: str, workshop: Workshop) -> bytes:
    return view.encode()


def _render_icon(view: str, workshop: Workshop) -> bytes:
    """Draw the icon of browser tabs: three linked members in the network's colour."""
    dots = ((16, 8), (8, 23), (24, 23))
    lines = "M" + "L".join(f"{x} {y}" for x, y in dots) + "Z"
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="4" fill="#fff"/>' for x, y in dots)
    square = f'<rect width="32" height="32" rx="6" fill="{view}"/>'
    links = f'<path d="{lines}" fill="none" stroke="#fff" stroke-width="2"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{square}{links}{circles}</svg>\n'
    return drawing.encode()


def _render_font(view: FontFile, workshop: Workshop) -> bytes:
    return workshop.font(view)


def _render_picture(view: tuple[PictureFile, int], workshop: Workshop) -> bytes:
    file, width = view
    return publish(workshop.content, file, width)


def _render_table(view: Table, workshop: Workshop) -> bytes:
    return write_csv(view.columns, view.rows)

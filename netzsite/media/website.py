"""The medium `website`: every entry, list and home page in every language, with style sheet, fonts and pictures."""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

from netzsite.engine.artifact import Artifact
from netzsite.entry import Key
from netzsite.kinds import KINDS
from netzsite.kinds.figure import Figure
from netzsite.kinds.picture import Picture
from netzsite.library import Library
from netzsite.render.charts import palette, recolour_css
from netzsite.render.fonts import FontFile, font_files
from netzsite.render.frames import Frame
from netzsite.render.pages import PageView
from netzsite.render.pictures import PictureFile, inspect, publish
from netzsite.render.places import ICON, STYLESHEET, figure_data_path, picture_path
from netzsite.render.site import Site
from netzsite.render.tables import write_csv
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.source import Table
from netzsite.urls import entry_path, home_path, relative_link, slug

NAME = "website"


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the website."""
    for lang in library.network.languages:
        yield from _pages(library, theme, lang)
    yield _root(library)
    yield Artifact(STYLESHEET, NAME, _render_stylesheet, partial(_stylesheet, theme))
    yield Artifact(ICON, NAME, _render_icon, partial(_itself, theme.tokens["colours"]["light"]["accent"]))
    for font in font_files():
        yield Artifact(_font_path(font), NAME, _render_font, partial(_itself, font))
    for picture in library.of(Picture):
        file = inspect(library.folder / "pictures" / picture.facts.file)
        for width in file.variants():
            path = picture_path(picture.id, file, width)
            yield Artifact(path, NAME, _render_picture, partial(_itself, (file, width)), picture.key)
    for figure in library.of(Figure):
        yield Artifact(figure_data_path(figure.id), NAME, _render_table, partial(_itself, figure.table), figure.key)


Composed = Callable[[], tuple[Frame, object]]
"""Makes the frame and the content of a page."""


def _pages(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan home, lists, entries and the page that is shown where there is none, in one language."""
    site = Site(library, theme, lang)
    own_templates = {path.stem for path in (theme.folder / NAME).glob("*.html")}
    yield _page("home.html", home_path(lang), lang, site.home)
    for kind in site.kinds:
        yield _page("list.html", site.list_path(kind), lang, partial(site.overview, kind))
        for year in site.years(kind):
            yield _page("list.html", site.list_path(kind, year), lang, partial(site.overview, kind, year))
    for kind in KINDS:
        template = f"{kind.kind}.html" if kind.kind in own_templates else "entry.html"
        for entry in library.of(kind):
            if (path := site.views.path(entry)) is not None:
                yield _page(template, path, lang, partial(site.entry, entry, path), entry.key)
    missing = entry_path(lang, "", "404")
    compose = partial(_page_view, "404.html", partial(site.not_found, missing))
    yield Artifact(missing, NAME, _render_not_found, compose, lang=lang)


def _page(template: str, path: str, lang: str, composed: Composed, key: Key | None = None) -> Artifact:
    return Artifact(path, NAME, _render_page, partial(_page_view, template, composed), key, lang)


def _page_view(template: str, composed: Composed) -> PageView:
    return PageView(template, *composed())


def _itself(view: object) -> object:
    return view


def _root(library: Library) -> Artifact:
    network = library.network
    homes = tuple((lang, home_path(lang)) for lang in network.languages)
    view = (network.default_language, network.short_name, homes)
    return Artifact("index.html", NAME, _render_root, partial(_itself, view))


def _stylesheet(theme: Theme) -> str:
    faces = "".join(font.face(relative_link(_font_path(font), STYLESHEET)) for font in font_files())
    recoloured = recolour_css(palette(theme.tokens, "light"), palette(theme.tokens, "dark"))
    return f"{faces}{theme.stylesheet(NAME)}\n@media (prefers-color-scheme: dark) {{\n{recoloured}}}\n"


def _font_path(font: FontFile) -> str:
    return f"assets/fonts/{slug(font.family)}-{font.weight}-{font.style}.woff2"


# -- Rendering: functions of the module, so that they can be sent to other processes -----------------------------------


def _render_page(view: PageView, workshop: Workshop) -> bytes:
    values = {"frame": view.frame, "view": view.content}
    return workshop.render_page(NAME, view.template, view.frame.lang, view.frame.path, values)


def _render_not_found(view: PageView, workshop: Workshop) -> bytes:
    """Render the page that a host shows in place of a missing one: at any depth, so its links begin at the root."""
    root = urlsplit(view.frame.canonical).path.removesuffix(view.frame.path)
    values = {"frame": view.frame, "view": view.content}
    text = workshop.render(NAME, view.template, view.frame.lang, values, link=lambda path: root + path)
    return text.encode()


def _render_root(view: tuple[str, str, tuple[tuple[str, str], ...]], workshop: Workshop) -> bytes:
    lang, name, homes = view
    values = {"lang": lang, "name": name, "homes": homes, "icon": ICON, "stylesheet": STYLESHEET}
    return workshop.render_page(NAME, "root.html", lang, "index.html", values)


def _render_stylesheet(view: str, workshop: Workshop) -> bytes:
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

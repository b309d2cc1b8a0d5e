"""The medium `website`: every page in every language, with style sheet, scripts, fonts and pictures."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.all_sections import pages
from netzsite.engine.artifact import Artifact, Effort
from netzsite.kinds.figure import Figure
from netzsite.kinds.picture import Picture
from netzsite.kinds.survey import Survey
from netzsite.library import Library
from netzsite.render.assets import SEARCH, Asset, assets, font_path
from netzsite.render.figurefiles import figure_metadata
from netzsite.render.fonts import WebFont, web_fonts
from netzsite.render.pictures import PictureFile, inspect, publish
from netzsite.render.places import (
    figure_data_path,
    figure_metadata_path,
    picture_path,
    survey_data_path,
    survey_names_path,
)
from netzsite.render.plain import shortened
from netzsite.render.previews import draw_icon
from netzsite.render.surveyfiles import named_table
from netzsite.render.tables import write_csv
from netzsite.render.tallies import filled
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop
from netzsite.site import page
from netzsite.source import Table
from netzsite.urls import absolute_link, home_path

NAME = page.NAME
IS_SLOW = False


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the website."""
    yield from (artifact for artifact, _ in pages(library, theme))
    yield Artifact("index.html", NAME, _root, (), _render_root)
    linked = assets(library, theme)
    yield Artifact(linked.stylesheet.path, NAME, _stylesheet, (), _render_asset)
    yield Artifact(linked.icon.path, NAME, _icon, (), _render_asset)
    yield Artifact(linked.touch_icon, NAME, _accent, (), _render_touch_icon)
    for name, script in linked.scripts.items():
        if name != SEARCH:
            yield Artifact(script.path, NAME, _script, (name,), _render_asset)
    for name, sheet in linked.sheets.items():
        if name != SEARCH:
            yield Artifact(sheet.path, NAME, _sheet, (name,), _render_asset)
    for number, font in enumerate(web_fonts()):
        yield Artifact(font_path(font, theme), NAME, _font, (number,), _render_font, effort=Effort.FILE)
    yield from _survey_tables(library)
    for picture in library.of(Picture):
        file = inspect(library.folder / Picture.folder / picture.facts.file)
        for width in file.variants():
            path = picture_path(picture.id, file, width)
            yield Artifact(path, NAME, _picture, (picture.id, width), _render_picture, picture.key, effort=Effort.FILE)
    for name in library.catalogue.heads[Figure.kind]:
        yield Artifact(figure_data_path(name), NAME, _table, (name,), _render_table, (Figure.kind, name))
        path = figure_metadata_path(name)
        yield Artifact(path, NAME, _metadata, (name,), _render_metadata, (Figure.kind, name))


def _survey_tables(library: Library) -> Iterator[Artifact]:
    """Plan the tables of surveys: all numbers, and the answers of companies that are named, if there are any."""
    for name in library.catalogue.heads[Survey.kind]:
        yield Artifact(survey_data_path(name), NAME, _survey_table, (name,), _render_table, (Survey.kind, name))
    for survey in library.of(Survey):
        if survey.facts.named:
            path = survey_names_path(survey.id)
            yield Artifact(path, NAME, _survey_names, (survey.id,), _render_table, survey.key)


# -- Composing: functions of the module, so that they can be sent to other processes -----------------------------------


@dataclass(frozen=True, slots=True)
class Root:
    """The page at the root of the website: language and path of each home page, and full address of the default one."""

    lang: str
    name: str
    description: str
    homes: tuple[tuple[str, str], ...]
    canonical: str
    icon: str
    stylesheet: str


def _root(library: Library, theme: Theme) -> Root:
    network, lang, linked = library.network, library.network.default_language, assets(library, theme)
    return Root(
        lang,
        network.short_name,
        shortened(network.description.pick(lang)),
        tuple((lang, home_path(lang)) for lang in network.languages),
        absolute_link(home_path(lang), network.base_url),
        linked.icon.path,
        linked.stylesheet.path,
    )


def _accent(library: Library, theme: Theme) -> str:
    accent: str = theme.tokens["colours"]["light"]["accent"]
    return accent


def _icon(library: Library, theme: Theme) -> Asset:
    return assets(library, theme).icon


def _font(library: Library, theme: Theme, number: int) -> WebFont:
    return web_fonts()[number]


def _survey_table(library: Library, theme: Theme, entry_id: str) -> Table | None:
    survey = library.get(Survey, entry_id)
    return survey.table if survey is not None else None


def _survey_names(library: Library, theme: Theme, entry_id: str) -> Table | None:
    survey = library.get(Survey, entry_id)
    return named_table(survey.facts) if survey is not None else None


def _picture(library: Library, theme: Theme, entry_id: str, width: int) -> tuple[PictureFile, int]:
    picture = library.get(Picture, entry_id)
    if picture is None:
        raise KeyError(entry_id)
    return inspect(library.folder / Picture.folder / picture.facts.file), width


def _table(library: Library, theme: Theme, entry_id: str) -> Table | None:
    figure = library.get(Figure, entry_id)
    return filled(Views(library, theme, library.network.default_language), figure).table if figure is not None else None


def _metadata(library: Library, theme: Theme, entry_id: str) -> str:
    figure, network = library.get(Figure, entry_id), library.network
    if figure is None:
        raise KeyError(entry_id)
    others = tuple(Views(library, theme, lang) for lang in network.languages if lang != network.default_language)
    return figure_metadata(Views(library, theme, network.default_language), figure, others)


def _stylesheet(library: Library, theme: Theme) -> Asset:
    return assets(library, theme).stylesheet


def _sheet(library: Library, theme: Theme, name: str) -> Asset:
    return assets(library, theme).sheets[name]


def _script(library: Library, theme: Theme, name: str) -> Asset:
    return assets(library, theme).scripts[name]


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render_root(view: Root, workshop: Workshop) -> bytes:
    return workshop.render_page(NAME, "root.html", view.lang, "index.html", {"view": view})


def _render_asset(view: Asset, workshop: Workshop) -> bytes:
    return view.text.encode()


def _render_touch_icon(view: str, workshop: Workshop) -> bytes:
    """Draw the icon of the home screen of a telephone, which rounds the corners itself."""
    return draw_icon(180, "#ffffff", view)


def _render_font(view: WebFont, workshop: Workshop) -> bytes:
    return workshop.font(view)


def _render_picture(view: tuple[PictureFile, int], workshop: Workshop) -> bytes:
    file, width = view
    return publish(workshop.content, file, width)


def _render_metadata(view: str, workshop: Workshop) -> bytes:
    return view.encode()


def _render_table(view: Table, workshop: Workshop) -> bytes:
    return write_csv(view.columns, view.rows)

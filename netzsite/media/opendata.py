"""The medium `opendata`: members, events, deals and an index of figures as CSV and JSON, and what they mean."""

from collections.abc import Iterator

from netzsite.engine.artifact import Artifact
from netzsite.kinds.figure import Figure
from netzsite.kinds.survey import Survey
from netzsite.library import Library
from netzsite.render.datafiles import Package, csv_of, figure_table, json_of, package_of
from netzsite.render.datapages import OpenDataPage, open_data_page
from netzsite.render.datarows import data_set
from netzsite.render.datasets import COLUMNS, DataSet
from netzsite.render.frames import Frame, Frames
from netzsite.render.places import DATA_PACKAGE, data_path
from netzsite.render.surveyfiles import survey_tables
from netzsite.render.tallies import filled
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop
from netzsite.urls import absolute_link

NAME = "opendata"
IS_SLOW = False

PAGE = "open-data"


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the data sets, their description for programs, and a page for people in each language."""
    for name in COLUMNS:
        yield Artifact(data_path(name, "csv"), NAME, data_set, (name,), _render_csv)
        yield Artifact(data_path(name, "json"), NAME, data_set, (name,), _render_json)
    yield Artifact(DATA_PACKAGE, NAME, _package, (), _render_package)
    for lang in library.network.languages:
        page = Frames(Views(library, theme, lang)).further_page(PAGE).path
        yield Artifact(page, NAME, _page, (lang,), _render_page, lang=lang)


# -- Composing ---------------------------------------------------------------------------------------------------------


def _package(library: Library, theme: Theme) -> Package:
    network = library.network
    lang = network.default_language
    views = Views(library, theme, lang)
    page = Frames(views).further_page(PAGE).path
    sets = tuple(data_set(library, theme, name) for name in COLUMNS)
    figures = sorted(library.choose(Figure), key=lambda figure: figure.id)
    tables = tuple(figure_table(filled(views, figure), lang) for figure in figures)
    surveys = tuple(about for survey in library.choose(Survey) for about, _ in survey_tables(views, survey))
    return Package(lang, network, absolute_link(page, network.base_url), sets, tables, surveys)


def _page(library: Library, theme: Theme, lang: str) -> tuple[Frame, OpenDataPage]:
    return Frames(Views(library, theme, lang)).further_frame(PAGE), open_data_page(library, theme, lang)


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render_csv(view: DataSet, workshop: Workshop) -> bytes:
    return csv_of(view)


def _render_json(view: DataSet, workshop: Workshop) -> bytes:
    return json_of(view)


def _render_package(view: Package, workshop: Workshop) -> bytes:
    return package_of(view, workshop.theme.strings[view.lang])


def _render_page(view: tuple[Frame, OpenDataPage], workshop: Workshop) -> bytes:
    frame, page = view
    return workshop.render_page("website", "open-data.html", frame.lang, frame.path, {"frame": frame, "view": page})

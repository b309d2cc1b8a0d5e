"""The section `figures`: beside the page of each figure its picture as SVG and PNG, and how it is cited."""

from collections.abc import Iterator

from netzsite.engine.artifact import Artifact, Effort
from netzsite.entry import Entry
from netzsite.kinds.figure import Figure
from netzsite.library import Library
from netzsite.render.charts import paint_svg
from netzsite.render.citations import bibtex, csl_json
from netzsite.render.pictures import with_fewer_colours
from netzsite.render.places import companion_path
from netzsite.render.posters import Poster, write_poster
from netzsite.render.tallies import filled
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop
from netzsite.site.composer import Composer
from netzsite.site.page import NAME
from netzsite.urls import absolute_link

DENSITY = 2
"""Pixels of the PNG for each px: it is shown on slides and pages, about as wide as it is drawn."""


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the pictures and the files for reference managers."""
    views = Composer(library, theme, lang).views
    for head in library.catalogue.heads[Figure.kind].values():
        page, subject = views.page_path(Figure, head.id, "", lang), (lang, head.id)
        for suffix, render in (("svg", _render_svg), ("png", _render_png)):
            path = companion_path(page, suffix)
            yield Artifact(path, NAME, _poster, subject, render, head.key, lang, Effort.CHARTS)
        for suffix, compose in (("bib", _bibtex), ("csl.json", _csl)):
            yield Artifact(companion_path(page, suffix), NAME, compose, subject, _render_text, head.key, lang)


def _figure(library: Library, theme: Theme, lang: str, name: str) -> tuple[Views, Entry[Figure]]:
    entry = library.get(Figure, name)
    if entry is None:
        raise KeyError(name)
    return Composer(library, theme, lang).views, entry


def _poster(library: Library, theme: Theme, lang: str, name: str) -> Poster:
    views, entry = _figure(library, theme, lang, name)
    view, strings = views.figure(entry), views.strings
    sources = "; ".join(source.text for source in view.sources)
    said = strings.text("figure.source" if len(view.sources) == 1 else "figure.sources")
    address = absolute_link(view.page.path or "", library.network.base_url)
    notes = (view.note, *view.remarks, f"{said}: {sources}", f"{library.network.short_name}, {address}")
    example = strings.text("entry.example") if view.is_example else ""
    return Poster(view.spec, view.title, example, tuple(filter(None, notes)), views.palette)


def _bibtex(library: Library, theme: Theme, lang: str, name: str) -> str:
    views, entry = _figure(library, theme, lang, name)
    return bibtex(views, filled(views, entry))


def _csl(library: Library, theme: Theme, lang: str, name: str) -> str:
    views, entry = _figure(library, theme, lang, name)
    return csl_json(views, filled(views, entry))


def _render_svg(view: Poster, workshop: Workshop) -> bytes:
    return write_poster(view, workshop.draw(view.spec)).encode()


def _render_png(view: Poster, workshop: Workshop) -> bytes:
    return with_fewer_colours(paint_svg(write_poster(view, workshop.draw(view.spec)), DENSITY))


def _render_text(view: str, workshop: Workshop) -> bytes:
    return view.encode()

"""The section `missing`: the page of each language that is shown where there is none."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from netzsite.engine.artifact import Artifact
from netzsite.library import Library
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, PageView
from netzsite.urls import entry_path

_path = partial(entry_path, segment="", entry_id="404")


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the page."""
    yield Artifact(_path(lang), NAME, _missing, (lang,), _render, lang=lang)


def _missing(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    title = composer.strings.text("not-found.title")
    return PageView(
        "404.html", composer.frames.frame(_path(lang), title, "", "not-found", composer.others(_path)), None
    )


def _render(view: PageView, workshop: Workshop) -> bytes:
    """Render the page: a host shows it at any depth, so its links begin at the root."""
    root = urlsplit(view.frame.canonical).path.removesuffix(view.frame.path)
    values = {"frame": view.frame, "view": view.content}
    text = workshop.render(NAME, view.template, view.frame.lang, values, link=lambda path: root + path)
    return text.encode()

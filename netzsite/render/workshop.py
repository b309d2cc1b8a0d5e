"""What rendering needs beside the view: the theme's templates and words. Each process makes its own."""

import hashlib
import posixpath
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from markupsafe import Markup

from netzsite.engine.cache import Cache
from netzsite.engine.fingerprint import fingerprint, step_fingerprint, surroundings
from netzsite.render.charts import draw, paint
from netzsite.render.codes import qr_code
from netzsite.render.connections import GraphView
from netzsite.render.fonts import WebFont, text_width, woff2
from netzsite.render.graphs import Drawing, arrange, drawing, graph_spec
from netzsite.render.labels import wrapped
from netzsite.render.maps import draw_map
from netzsite.render.parts import FigureView
from netzsite.render.pictures import with_fewer_colours
from netzsite.render.theme import Theme
from netzsite.urls import links_from

if TYPE_CHECKING:
    from netzsite.render.markup import Body
    from netzsite.render.templating import Templates


T = TypeVar("T")
V = TypeVar("V")

LABEL_SIZE = 14
"""The size of letters in pictures of who works with whom, in CSS px; the style sheet says so too."""


MAX_EQUIPPED = 32
"""How many sets of templates with their tools are kept: the pages of a folder share one, and are made in a row."""


@dataclass
class Workshop:
    """The tools of one process.

    Attributes:
        theme: tokens and words.
        content: the content folder, from which pictures are read.
        cache: keeps what slow steps made.
    """

    theme: Theme
    content: Path
    cache: Cache
    _environments: dict[str, "Templates"] = field(default_factory=dict)
    _equipped: Callable[[str, str, Callable[[str], str]], "Templates"] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Begin without templates."""
        self._equipped = lru_cache(maxsize=MAX_EQUIPPED)(self._equip)

    def templates(self, medium: str) -> "Templates":
        """Give a medium's template environment, made once."""
        from netzsite.render import templating  # and Jinja, needed only where something is rendered

        if medium not in self._environments:
            self._environments[medium] = templating.environment(self.theme, medium, self.cache)
        return self._environments[medium]

    def warm_up(self, media: Collection[str]) -> None:
        """Compile the templates of some media and load Markdown: a running process does it before they are needed."""
        from netzsite.render.markup import convert

        convert("")
        for medium in media:
            templates = self.templates(medium)
            for name in self.theme.templates(medium):
                templates.get_template(name)

    def render(
        self,
        medium: str,
        template: str,
        lang: str,
        values: Mapping[str, Any],
        *,
        link: Callable[[str], str],
    ) -> str:
        """Render a document; its components see what it may show.

        Args:
            medium: the theme's folder of the medium.
            template: name of the template there.
            lang: language of the words `s`.
            values: what the template may show.
            link: path of the output -> href.

        Raises:
            NetzsiteError: the template is wrong.
        """
        from netzsite.render.templating import render_template

        return render_template(self._equip(medium, lang, link, values), template, values)

    def render_alike(
        self,
        medium: str,
        template: str,
        lang: str,
        values: Mapping[str, Any],
        *,
        link: Callable[[str], str],
    ) -> str:
        """Render one of many files as `render` does; but components see their arguments and the tools alone.

        So they are made ready once for all files of a medium and a language that link by the same function.
        """
        from netzsite.render.templating import render_template

        return render_template(self._equipped(medium, lang, link), template, values)

    def file(self, render: Callable[[T, "Workshop"], bytes], view: T) -> bytes:
        """Render another file of which this one is made, or find it rendered."""
        key = fingerprint(render, view, surroundings(self.theme.digest))
        return self.cache.made(key, lambda: render(view, self))

    def part(self, view: object, make: Callable[[], str]) -> str:
        """Make a part that several files show, or find it made: it depends on a view, the theme and the code alone."""
        return self.parts([view], lambda _: make())[0]

    def parts(self, views: Sequence[V], make: Callable[[V], str]) -> list[str]:
        """Make several such parts; all that are made are looked for at once."""
        keys = [surroundings(self.theme.digest, repr(view)) for view in views]
        found = self.cache.find_many(keys)
        return [
            (found[key] if key in found else self.cache.keep(key, make(view).encode())).decode()
            for key, view in zip(keys, views, strict=True)
        ]

    def draw(self, spec: str) -> str:
        """Draw a chart as SVG, or find it drawn."""
        return self.cache.made(step_fingerprint(draw, spec), lambda: draw(spec).encode()).decode()

    def paint(self, spec: str) -> bytes:
        """Paint a chart as PNG, or find it painted."""
        return self.cache.made(step_fingerprint(paint, spec), lambda: with_fewer_colours(paint(spec)))

    def chart(self, view: FigureView) -> Markup:
        """Draw a figure's chart for a page; our own drawing, its texts escaped by the drawing library."""
        return Markup(self.draw(view.spec))  # noqa: S704 - see the docstring

    def graph(self, view: GraphView) -> Drawing:
        """Find the places of a picture of who works with whom, or take those that were found."""
        labels = [
            [(line, round(text_width(line, LABEL_SIZE), 1)) for line in wrapped(node.label)] for node in view.nodes
        ]
        edges = [(edge.first, edge.second, edge.through) for edge in view.edges]
        spec = graph_spec(labels, [node.count for node in view.nodes], edges, has_centre=view.has_centre)
        return drawing(spec, self.cache.made(surroundings("graph", spec), lambda: arrange(spec).encode()).decode())

    def font(self, part: WebFont) -> bytes:
        """Cut a font for the web, or find it cut."""
        digest = hashlib.sha256(part.font.path.read_bytes()).hexdigest()
        return self.cache.made(step_fingerprint(woff2, f"{part.name} {digest}"), lambda: woff2(part))

    def render_page(self, medium: str, template: str, lang: str, path: str, values: Mapping[str, Any]) -> bytes:
        """Render a page whose links are relative to its own path."""
        text = self.render_alike(medium, template, lang, values, link=links_from(posixpath.dirname(path)))
        return text.encode()

    def html(self, body: "Body") -> str:
        """Turn the text of a body into HTML with placeholders, or find it turned: it does not depend on the theme."""
        from netzsite.render.markup import html_of

        key = surroundings("markdown", body.markdown, str(body.level), body.prefix)
        return self.cache.made(key, lambda: html_of(body).encode()).decode()

    def _equip(
        self, medium: str, lang: str, link: Callable[[str], str], further: Mapping[str, Any] = MappingProxyType({})
    ) -> "Templates":
        """Give a medium's templates the tools of a language and of a way to link, and further ones."""
        from netzsite.render.templating import Kept, with_tools

        tools = {"s": self.theme.strings[lang], "href": link, "qr": qr_code, "map": partial(draw_map, link=link)}
        made = with_tools(self.templates(medium), {**further, **tools, "chart": self.chart, "graph": self.graph})
        made.globals |= {"prose": partial(self._prose, made, link), "kept": Kept(made)}
        return made

    def _prose(self, templates: "Templates", link: Callable[[str], str], body: "Body") -> Markup:
        """Render a body; the medium's components lay out its figures, pictures and tables."""
        from netzsite.render.markup import Fillers, render_body  # and Markdown, needed only for texts
        from netzsite.render.templating import component

        parts = [partial(component, templates, name) for name in ("figure", "picture", "table")]
        return render_body(body, Fillers(link, *parts), self.html)

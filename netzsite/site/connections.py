"""The section `connections`: who works with whom, as a picture and as a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.engine.artifact import Artifact, Effort
from netzsite.kinds.member import Member
from netzsite.library import Library
from netzsite.render.connections import Connections, GraphView, MemberRow, Ties, counts_of, sources_of
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, PageView, render_page
from netzsite.urls import list_path


@dataclass(frozen=True, slots=True)
class ConnectionsPage:
    """What the page shows; `picture` is None where nobody is connected.

    Attributes:
        title: the heading.
        picture: the members with the most partners.
        rows: all members with partners, those with the most first.
        pairs: how many pairs are connected.
        through: sort of connection -> pairs that it connects.
        method: what was counted, and how, in words.
        scope: which members the picture shows, in words.
    """

    title: str
    picture: GraphView | None
    rows: tuple[MemberRow, ...]
    pairs: int
    through: dict[str, int]
    method: str
    scope: str


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the page, if there are members."""
    if library.has_any(Member):
        yield Artifact(_path(theme, lang), NAME, _connections, (lang,), render_page, lang=lang, effort=Effort.CHARTS)


def _path(theme: Theme, lang: str) -> str:
    return list_path(lang, theme.strings[lang].text("connections.segment"))


def _connections(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    title, intro = (composer.strings.text(f"connections.{name}") for name in ("title", "intro"))
    others = composer.others(lambda other: _path(theme, other))
    frame = composer.frames.frame(_path(theme, lang), title, intro, "connections", others)
    return PageView("connections.html", frame, _content(composer, title))


def _content(composer: Composer, title: str) -> ConnectionsPage:
    connections = Connections(composer.views)
    ties = connections.all()
    picture = connections.picture(ties) if ties else None
    rows = connections.rows(ties)
    return ConnectionsPage(
        title,
        picture,
        rows,
        len(ties),
        counts_of(ties),
        _method(composer, ties),
        _scope(composer, len(picture.nodes) if picture else 0, len(rows)),
    )


def _method(composer: Composer, ties: Ties) -> str:
    """Say what was counted."""
    counts = sources_of(ties)
    words = {f"{name}s": composer.strings.text(f"{name}-count", n=number) for name, number in counts.items()}
    return composer.strings.text("connections.method", **words)


def _scope(composer: Composer, shown: int, of: int) -> str:
    """Say which members the picture shows."""
    if shown == of:
        return composer.strings.text("connections.shows-all", n=of)
    return composer.strings.text("connections.shows-some", n=shown, of=of)

"""The section `home`: the home page of each language."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.config import MediumProfile
from netzsite.engine.artifact import Artifact, Effort
from netzsite.entry import Kind
from netzsite.kinds.edition import Edition
from netzsite.kinds.event import Event
from netzsite.kinds.figure import Figure
from netzsite.kinds.member import Member
from netzsite.kinds.news import News
from netzsite.kinds.portrait import Portrait
from netzsite.library import Library
from netzsite.render.frames import MenuItem
from netzsite.render.parts import Card, FigureView
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, Download, PageView, render_page
from netzsite.site.structured import network
from netzsite.urls import home_path


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium of the mix, as the home page shows it."""

    name: str
    about: str
    profile: MediumProfile


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the home page shows."""

    claim: str
    description: str
    news: tuple[Card, ...]
    events: tuple[Card, ...]
    portraits: tuple[Card, ...]
    figure: FigureView | None
    edition: Card | None
    downloads: tuple[Download, ...]
    counts: tuple[tuple[int, MenuItem], ...]
    media: tuple[Medium, ...]
    lists: dict[str, MenuItem]
    media_mix: MenuItem
    all_downloads: MenuItem


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the home page."""
    yield Artifact(home_path(lang), NAME, _home, (lang,), render_page, lang=lang, effort=Effort.CHARTS)


def _home(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    title = f"{library.network.short_name} – {library.network.claim.pick(lang)}"
    frame = composer.frames.frame(
        home_path(lang), title, "", "home", composer.others(home_path), structured=network.things(composer)
    )
    return PageView("home.html", frame, _content(composer))


def _content(composer: Composer) -> HomePage:
    library, network, lang = composer.library, composer.network, composer.lang
    lists = {kind.kind: composer.frames.list_item(kind) for kind in composer.kinds}
    coming = library.choose(Event, lang, is_over=False)[:-5:-1]
    report = next((edition for edition in library.choose(Edition) if edition.id.startswith("report/")), None)
    figures = library.choose(Figure, limit=1)
    return HomePage(
        network.claim.pick(lang),
        network.description.pick(lang),
        composer.cards(library.choose(News, lang, limit=6)),
        composer.cards(coming),
        composer.cards(library.choose(Portrait, lang, limit=3)),
        composer.views.figure(figures[0]) if figures else None,
        composer.views.card(report) if report else None,
        composer.downloads(report) if report else (),
        tuple((_count(library, kind, lang), lists[kind.kind]) for kind in composer.kinds if kind.is_counted),
        tuple(Medium(each.name.pick(lang), each.about.pick(lang), each) for each in library.mix.media.values()),
        lists,
        composer.media_mix(),
        composer.all_downloads(),
    )


def _count(library: Library, kind: type[Kind], lang: str) -> int:
    """Count what the list of a kind shows: of members those who take part."""
    return library.labels(kind, lang, "active").get("active", 0) if kind is Member else library.count(kind, lang)

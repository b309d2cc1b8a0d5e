"""The section `deals`: the register of all deals that news report, and of those of a year or a type."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from netzsite.engine.artifact import Artifact
from netzsite.kinds.news import DEAL, DealType, News, deal_label
from netzsite.library import Library
from netzsite.render.deals import Balance, balances, deals
from netzsite.render.parts import DealView
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.narrowing import worthwhile, years
from netzsite.site.page import NAME, Narrowing, Option, PageView, render_page
from netzsite.urls import list_path, slug


@dataclass(frozen=True, slots=True)
class DealYear:
    """The deals of a year, the newest first, and what they add up to."""

    year: int
    rows: tuple[DealView, ...]
    balances: tuple[Balance, ...]


@dataclass(frozen=True, slots=True)
class DealsPage:
    """What a page of the register shows; `facts` and `examples` are how many there are of each."""

    title: str
    intro: str
    facts: int
    examples: int
    years: tuple[DealYear, ...]
    narrowings: tuple[Narrowing, ...]


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the register, if there is a deal: whole, by years and by types."""
    composer = Composer(library, theme, lang)
    if library.has_any(News, DEAL):
        for label in (DEAL, *library.labels(News, "", "deal-"), *library.labels(News, "", "dealtype-")):
            yield Artifact(_path(composer, label), NAME, _deals, (lang, label), render_page, lang=lang)


def _path(composer: Composer, label: str) -> str:
    """Give the path of the deals with a label: all, of a year (`deal-2026`), of a type (`dealtype-licence`)."""
    family, _, value = label.partition("-")
    part = value if family == DEAL else slug(_type(composer, value))
    return list_path(composer.lang, f"{composer.strings.text('register.segment')}/{part}".rstrip("/"))


def _type(composer: Composer, value: str) -> str:
    return composer.strings.value(DealType(value))


def _deals(library: Library, theme: Theme, lang: str, label: str) -> PageView:
    composer = Composer(library, theme, lang)
    others = composer.others(lambda other: _path(Composer(library, theme, other), label))
    item, page = composer.frames.overview("register"), _content(composer, label)
    trail = () if label == DEAL else (item,)
    description = page.intro or f"{page.title}: {composer.strings.text('register.intro')}"
    frame = composer.frames.frame(_path(composer, label), page.title, description, "deals", others, trail)
    return PageView("deals.html", frame, page)


def _content(composer: Composer, label: str) -> DealsPage:
    rows = deals(composer.views, label)
    by_year = sorted(rows, key=attrgetter("date"), reverse=True)
    examples = sum(row.is_example for row in rows)
    return DealsPage(
        _title(composer, label),
        composer.strings.text("register.intro") if label == DEAL else "",
        len(rows) - examples,
        examples,
        tuple(_year(composer, year, tuple(found)) for year, found in groupby(by_year, key=lambda row: row.date.year)),
        worthwhile(_narrowings(composer, label)),
    )


def _year(composer: Composer, year: int, rows: tuple[DealView, ...]) -> DealYear:
    return DealYear(year, rows, balances(composer.strings, rows))


def _title(composer: Composer, label: str) -> str:
    title = composer.strings.text("register.title")
    family, _, value = label.partition("-")
    if label == DEAL:
        return title
    part = value if family == DEAL else _type(composer, value)
    return composer.strings.text("facets.of", list=title, part=part)


def _narrowings(composer: Composer, current: str) -> Iterator[Narrowing]:
    by_year = composer.library.labels(News, "", "deal-")
    counts = {int(label.removeprefix("deal-")): count for label, count in sorted(by_year.items(), reverse=True)}
    this_year = int(current.removeprefix("deal-")) if current in by_year else None
    yield years(composer, counts, lambda year: _path(composer, deal_label(year)), this_year)
    types = composer.library.labels(News, "", "dealtype-")
    options = (
        Option(_type(composer, label.removeprefix("dealtype-")), count, _path(composer, label), label == current)
        for label, count in types.items()
    )
    by_name = sorted(options, key=lambda option: composer.strings.sort_key(option.label))
    yield Narrowing(composer.strings.text("register.types"), tuple(by_name))

"""The section `services`: the services of the network as a table in which they can be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry
from netzsite.kinds.service import Service, ServiceCategory
from netzsite.library import Library
from netzsite.render.parts import Link
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, Grade, PageView, render_page


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A line of the table."""

    link: Link
    summary: str
    target_group: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class ServicesPage:
    """What the list shows: categories with their services, and what each grade means."""

    title: str
    intro: str
    count: int
    categories: tuple[tuple[str, tuple[ServiceRow, ...]], ...]
    grades: tuple[Grade, ...]


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the list, if there is something to put on it."""
    if library.has_any(Service):
        path = Composer(library, theme, lang).list_path(Service)
        yield Artifact(path, NAME, _services, (lang,), render_page, lang=lang)


def _services(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    item, intro = composer.frames.list_item(Service), composer.strings.text("kinds.service.intro")
    others = composer.others(lambda other: composer.list_path(Service, lang=other))
    frame = composer.frames.frame(item.path, item.label, intro, "list", others)
    services = library.choose(Service, lang)
    grades = tuple(composer.grade(number) for number in range(4, 0, -1))
    page = ServicesPage(item.label, intro, len(services), tuple(_categories(composer, services)), grades)
    return PageView("services.html", frame, page)


def _categories(
    composer: Composer, services: tuple[Entry[Service], ...]
) -> Iterator[tuple[str, tuple[ServiceRow, ...]]]:
    for category, found in groupby(services, key=_category):
        yield composer.strings.value(category), tuple(_row(composer, service) for service in found)


def _category(service: Entry[Service]) -> ServiceCategory:
    return service.facts.category


def _row(composer: Composer, service: Entry[Service]) -> ServiceRow:
    wording = service.wording(composer.lang)
    words = wording.words if wording is not None else {}
    grade = composer.grade(service.facts.transferability)
    return ServiceRow(
        composer.views.link(service), composer.views.summary(service), words.get("target_group", ""), grade
    )

"""The section `atlas`: the members on a map of the region, and beside it a list of them by district and town."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from netzsite.engine.artifact import Artifact
from netzsite.kinds.member import Member
from netzsite.library import Library
from netzsite.render.maps import MapView
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.maps import Town, map_path, towns, wide_and_narrow
from netzsite.site.page import NAME, PageView, render_page


@dataclass(frozen=True, slots=True)
class Part:
    """Towns of a district, or towns that the map does not show; `note` says why."""

    title: str
    towns: tuple[Town, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class AtlasPage:
    """What the page of the map shows; `off_map` is how many members are in the list only."""

    title: str
    lead: str
    count: int
    maps: tuple[MapView, MapView]
    districts: tuple[Part, ...]
    unshown: tuple[Part, ...]
    off_map: int
    home: str


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the page, if the network has a map."""
    if library.region is not None:
        path = map_path(Composer(library, theme, lang))
        yield Artifact(path, NAME, _atlas, (lang,), render_page, lang=lang)


def _atlas(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    title, lead = composer.strings.text("map.title"), composer.strings.text("map.lead")
    others = composer.others(lambda other: map_path(composer, other))
    frame = composer.frames.frame(
        map_path(composer), title, lead, "atlas", others, (composer.frames.list_item(Member),)
    )
    return PageView("atlas.html", frame, _content(composer, title, lead))


def _content(composer: Composer, title: str, lead: str) -> AtlasPage:
    region = composer.library.region
    if region is None:
        raise ValueError("there is no map")
    members = composer.library.choose(Member, composer.lang, label="active")
    known = towns(composer, region, members)
    unshown = tuple(_unshown(composer, [town for town in known if town.point is None]))
    return AtlasPage(
        title,
        lead,
        len(members),
        wide_and_narrow(composer, region, known),
        tuple(_districts(composer, [town for town in known if town.point is not None])),
        unshown,
        sum(len(town.links) for part in unshown for town in part.towns),
        composer.list_path(Member),
    )


def _districts(composer: Composer, shown: list[Town]) -> Iterator[Part]:
    """Divide towns by district; those without one come last."""
    by_district = sorted(shown, key=lambda town: (not town.district, composer.strings.sort_key(town.district)))
    for district, found in groupby(by_district, key=lambda town: town.district):
        yield Part(district or composer.strings.text("map.elsewhere"), tuple(found))


def _unshown(composer: Composer, unshown: list[Town]) -> Iterator[Part]:
    for name, has_point in (("outside", True), ("unknown", False)):
        found = tuple(town for town in unshown if town.has_point is has_point)
        if found:
            yield Part(composer.strings.text(f"map.{name}"), found, composer.strings.text(f"map.{name}-note"))

"""Turns members into the towns where they are, and towns into the maps of the website."""

from collections.abc import Iterable
from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.member import Address, Member
from netzsite.library import Library
from netzsite.region import Point, Region
from netzsite.render.maps import MapView, Projection, Spot, fit, markers, names, path_data
from netzsite.render.parts import FactValue, Link
from netzsite.site.composer import Composer
from netzsite.urls import list_path, slug

WIDE, NARROW, SMALL = 560.0, 288.0, 200.0
"""The widths of maps in CSS px: beside the list, on a telephone of 320 px, and as a locator."""

SHAPES = "nz-region"
"""The name under which the narrow map uses the borders of the wide one."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its members; `anchor` is its place in the list, `point` is None if the map does not show it."""

    name: str
    district: str
    country: str
    anchor: str
    point: Point | None
    has_point: bool
    links: tuple[Link, ...]


def map_path(composer: Composer, lang: str = "") -> str:
    """Give the path of the page of the map."""
    strings = composer.theme.strings[lang or composer.lang]
    return list_path(strings.lang, f"{strings.text('kinds.member.segment')}/{strings.text('map.segment')}")


def towns(composer: Composer, region: Region, members: Iterable[Entry[Member]]) -> tuple[Town, ...]:
    """Group members by their towns, those of one name and district together; by name, members likewise."""
    projection, found, anchors = (
        fit(region, WIDE),
        dict[tuple[str, str, str, bool, bool], list[Entry[Member]]](),
        set[str](),
    )
    for member in composer.by_name(members):
        address, point = member.facts.address, point_of(member.facts.address)
        is_shown = point is not None and projection.shows(point)
        district = address.district or _district_at(region, point)
        key = (address.town, district, address.country, point is not None, is_shown)
        found.setdefault(key, []).append(member)
    made = []
    for (town, district, country, has_point, is_shown), group in found.items():
        anchor = plain = f"nz-{slug(f'{town} {district}') or 'town'}"
        while anchor in anchors:
            anchor = f"{plain}-{len(anchors)}"
        anchors.add(anchor)
        links = tuple(map(composer.views.link, group))
        point = point_of(group[0].facts.address) if is_shown else None
        made.append(Town(town, district, country, anchor, point, has_point, links))
    return tuple(sorted(made, key=lambda town: (composer.strings.sort_key(town.name), town.anchor)))


def point_of(address: Address) -> Point | None:
    """Give the coordinates of an address, if it has both."""
    if address.longitude is None or address.latitude is None:
        return None
    return float(address.longitude), float(address.latitude)


def _district_at(region: Region, point: Point | None) -> str:
    district = region.district_of(point) if point is not None else None
    return district.name if district is not None else ""


def wide_and_narrow(composer: Composer, region: Region, known: Iterable[Town]) -> tuple[MapView, MapView]:
    """Draw the towns twice: for wide windows with names, for narrow ones with markers that a finger can hit."""
    shapes, label = _districts(composer.library, region), composer.strings.text("map.label", region=_region(composer))
    spots = [_spot(composer, town, town.point) for town in known if town.point is not None]
    wide, narrow = fit(region, WIDE), fit(region, NARROW)
    large, small = markers(spots, wide, largest=30), markers(spots, narrow, largest=18)
    return (
        MapView(
            wide.width,
            wide.height,
            label,
            "nz-map--wide",
            _credit(composer),
            shapes,
            defines=SHAPES,
            markers=tuple(marker for marker, _ in large),
            names=names(large, wide, most=40),
        ),
        MapView(
            narrow.width,
            narrow.height,
            label,
            "nz-map--narrow",
            _credit(composer),
            again=(SHAPES, NARROW / WIDE),
            markers=tuple(marker for marker, _ in small),
        ),
    )


def _spot(composer: Composer, town: Town, point: Point) -> Spot:
    only = town.links[0]
    if len(town.links) == 1 and only.path is not None:
        return Spot(
            point, 1, town.name, composer.strings.text("map.town", town=town.name, members=only.title), only.path
        )
    members = composer.strings.text("member-count", n=len(town.links))
    label = composer.strings.text("map.town", town=town.name, members=members)
    return Spot(point, len(town.links), town.name, label, f"#{town.anchor}")


def overview(composer: Composer, region: Region, members: Iterable[Entry[Member]]) -> MapView:
    """Draw the region with a dot for each town, as an ornament that leads to the map."""
    projection, counts = fit(region, SMALL), dict[tuple[float, float], int]()
    for member in members:
        point = point_of(member.facts.address)
        if point is not None and projection.shows(point):
            x, y = projection.place(point)
            place = round(x, 1), round(y, 1)
            counts[place] = counts.get(place, 0) + 1
    dots = tuple((x, y, round(min(9.0, 1.8 * count**0.5), 1)) for (x, y), count in sorted(counts.items()))
    return MapView(
        SMALL, projection.height, "", "nz-map--small", _credit(composer), _outline(composer.library, region), dots=dots
    )


def locator(composer: Composer, address: Address) -> MapView | None:
    """Draw the region with its district and a dot; None without a map, without coordinates, or outside."""
    region, point = composer.library.region, point_of(address)
    if region is None or point is None:
        return None
    projection = fit(region, SMALL)
    if not projection.shows(point):
        return None
    district, (x, y) = region.district_of(point), projection.place(point)
    here = (("nz-map__here", path_data(district.rings, projection, finest=1.5)),) if district is not None else ()
    label = composer.strings.text("map.here", town=address.town, region=_region(composer))
    return MapView(
        SMALL,
        projection.height,
        label,
        "nz-map--small",
        _credit(composer),
        (*_outline(composer.library, region), *here),
        dots=((round(x, 1), round(y, 1), 5.0),),
    )


def _region(composer: Composer) -> str:
    return composer.network.region.pick(composer.lang)


def _credit(composer: Composer) -> FactValue:
    source = composer.network.map
    if source is None:
        raise ValueError("there is no map without a source")
    return FactValue(source.attribution.pick(composer.lang), url=source.attribution_url)


def _districts(library: Library, region: Region) -> tuple[tuple[str, str], ...]:
    """Write the borders of the districts, once for all pages."""
    projection: Projection = fit(region, WIDE)

    def make(inner: Library) -> tuple[tuple[str, str], ...]:
        return tuple(("nz-map__district", path_data(each.rings, projection, finest=0.6)) for each in region.districts)

    return library.once("map districts", make)


def _outline(library: Library, region: Region) -> tuple[tuple[str, str], ...]:
    """Write the outline of the region for small maps, once for all pages."""
    projection = fit(region, SMALL)

    def make(inner: Library) -> tuple[tuple[str, str], ...]:
        return (("nz-map__outline", path_data(region.outline, projection, finest=1.5)),)

    return library.once("map outline", make)

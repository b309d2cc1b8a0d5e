"""What the things of several kinds have in common: organisations, people, addresses, pictures, moments."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from netzsite.entry import Entry, Kind
from netzsite.kinds.member import Address, Member, MemberType
from netzsite.kinds.person import Person
from netzsite.render.places import preview_path
from netzsite.render.structured import Thing
from netzsite.site.composer import Composer
from netzsite.urls import home_path

TYPES = {
    MemberType.INSTITUTE: "ResearchOrganization",
    MemberType.UNIVERSITY: "CollegeOrUniversity",
    MemberType.HOSPITAL: "Hospital",
    MemberType.AUTHORITY: "GovernmentOrganization",
}
"""What an organisation is in schema.org's words; all others are an `Organization`."""


def page_of(composer: Composer, entry: Entry[Kind]) -> str:
    """Give the full address of the page of an entry that has one."""
    return composer.address(composer.views.path(entry) or home_path(composer.lang))


# -- Organisations and people ------------------------------------------------------------------------------------------


def organisation_names(composer: Composer, entry: Entry[Member]) -> dict[str, Any]:
    """Say which organisation is meant: by its number in the Research Organization Registry, else by its page."""
    page = page_of(composer, entry)
    return {
        "@type": TYPES.get(entry.facts.type, "Organization"),
        "@id": entry.facts.ror or f"{page}#organization",
        "name": entry.title(composer.lang),
    }


def organisations(composer: Composer, ids: Iterable[str | None]) -> tuple[Thing, ...]:
    """Name members that are public and not made up."""
    found = [composer.library.get(Member, each) for each in dict.fromkeys(ids) if each]
    return tuple(
        {**organisation_names(composer, entry), "url": page_of(composer, entry)}
        for entry in found
        if entry is not None and not entry.facts.example
    )


def people(composer: Composer, ids: Iterable[str | None]) -> tuple[Thing, ...]:
    """Name people of the network who are published and not made up."""
    found = [composer.library.get(Person, each) for each in dict.fromkeys(ids) if each]
    return tuple(
        {"@type": "Person", "name": entry.facts.full_name, "url": page_of(composer, entry)}
        for entry in found
        if entry is not None and not entry.facts.example
    )


def publisher(composer: Composer) -> Thing | None:
    """Name the network; a demonstration is published by nobody whom it names."""
    network = composer.network
    if network.demonstration is not None:
        return None
    home = composer.address(home_path(network.default_language))
    name = network.name.pick(composer.lang)
    return {"@type": "Organization", "@id": f"{home}#network", "name": name, "url": home}


def address(place: Address) -> Thing:
    """Write a postal address."""
    return {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "postalCode": place.postcode,
        "addressLocality": place.town,
        "addressCountry": place.country,
    }


def coordinates(place: Address) -> Thing | None:
    """Write where an address lies, in degrees (WGS 84)."""
    if place.latitude is None or place.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}


# -- Pictures and moments ----------------------------------------------------------------------------------------------


def image(composer: Composer, entry: Entry[Kind]) -> Any:
    """Give the picture of an entry with its credit, else the address of the one that is drawn for its page."""
    picture = composer.views.picture_of(entry)
    if picture is not None:
        return {
            "@type": "ImageObject",
            "url": composer.address(picture.src),
            "creditText": picture.credit,
            "width": picture.width,
            "height": picture.height,
        }
    path = composer.views.path(entry)
    has_preview = path is not None and composer.frames.has_previews
    return composer.address(preview_path(path)) if path is not None and has_preview else None


def moment(time: dt.datetime | dt.date | None, zone: str) -> str:
    """Write a day, or a time with its distance from UTC (ISO 8601); midnight is a day."""
    if time is None:
        return ""
    if not isinstance(time, dt.datetime):
        return time.isoformat()
    return time.replace(tzinfo=ZoneInfo(zone)).isoformat() if time.time() != dt.time() else time.date().isoformat()

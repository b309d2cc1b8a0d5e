"""An organisation in schema.org's words: names, address, place, relations, numbers in registers."""

import re
from collections.abc import Iterator

from netzsite.entry import Entry
from netzsite.kinds.member import EmployeeClass, Member, MemberType, RelationKind
from netzsite.render.structured import Thing
from netzsite.site.composer import Composer
from netzsite.site.structured.words import (
    address,
    coordinates,
    organisation_names,
    organisations,
    page_of,
    publisher,
)


def compose(composer: Composer, entry: Entry[Member]) -> Thing:
    """Describe an organisation."""
    facts, place = entry.facts, coordinates(entry.facts.address)
    is_place = facts.type is MemberType.HOSPITAL  # the only one of these types that has coordinates itself
    return {
        **organisation_names(composer, entry),
        "alternateName": tuple(filter(None, (facts.acronym, *facts.former_names))),
        "description": composer.views.summary(entry),
        "foundingDate": str(facts.founded or ""),
        "numberOfEmployees": _employees(facts.employees),
        "address": address(facts.address),
        "geo": place if is_place else None,
        "location": {"@type": "Place", "geo": place} if place and not is_place else None,
        "url": facts.website,
        "sameAs": tuple(_registers(facts)),
        "mainEntityOfPage": page_of(composer, entry),
        "parentOrganization": organisations(composer, _related(facts, RelationKind.PARENT)),
        "subOrganization": organisations(composer, _related(facts, RelationKind.CHILD)),
        "memberOf": publisher(composer) if facts.is_active else None,
    }


def _related(facts: Member, kind: RelationKind) -> Iterator[str]:
    return (relation.member for relation in facts.relations if relation.kind is kind)


def _registers(facts: Member) -> Iterator[str]:
    if facts.ror:
        yield facts.ror
    if facts.wikidata:
        yield f"https://www.wikidata.org/entity/{facts.wikidata}"


def _employees(size: EmployeeClass | None) -> Thing | None:
    if size is None:
        return None
    least, *most = map(int, re.findall(r"\d+", size.value))
    return {"@type": "QuantitativeValue", "minValue": least, "maxValue": most[0] if most else None}

"""What only the page of an organisation shows: where it is, who works there, what became of it, how fresh this is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from netzsite.entry import Entry
from netzsite.kinds.member import Address, Member, MemberStatus, RelationKind
from netzsite.kinds.news import News
from netzsite.kinds.person import Person
from netzsite.kinds.portrait import Portrait
from netzsite.render.connections import Connections, Neighbourhood
from netzsite.render.facts import FactTable
from netzsite.render.maps import MapView
from netzsite.render.parts import Card, DealView, FactRow, Link
from netzsite.render.places import vcard_path
from netzsite.site.composer import Composer
from netzsite.site.faces import Face, face
from netzsite.site.facets import facet_path
from netzsite.site.maps import locator, map_path
from netzsite.urls import absolute_link

DEALS = 10
"""Deals that a page shows; older ones are found among the news."""

LONGEST_MAILTO = 1_900
"""Letters of a mailto address that mail programs take without cutting it."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Other organisations, and in words how they are related."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person at the member, and as what."""

    face: Face
    link: Link
    role: str


@dataclass(frozen=True, slots=True)
class MemberPart:
    """What only members have.

    Attributes:
        facts: the table of facts; sector and topics lead to their pages in the directory.
        map_path, vcard: empty if it takes part no longer.
        fate: in words, if it takes part no longer; `heirs` carry on.
        portraits: its own first, then others that name it.
        around: with whom it works; None if with nobody, or if it takes part no longer.
        deals: the newest, and whether there are more.
        verified: in words, empty if it never was; `is_stale` if that is too long ago.
        correction: a mailto address, empty if the network has none.
    """

    facts: tuple[FactRow, ...]
    address: Address
    locator: MapView | None
    map_path: str
    vcard: str
    fate: str
    heirs: tuple[Link, ...]
    relations: tuple[Relation, ...]
    portraits: tuple[Card, ...]
    people: tuple[Colleague, ...]
    around: Neighbourhood | None
    deals: tuple[DealView, ...]
    has_more_deals: bool
    register_path: str
    verified: str
    is_stale: bool
    correction: str


def compose(composer: Composer, entry: Entry[Member]) -> MemberPart:
    """Give what only an organisation's page shows."""
    facts, strings = entry.facts, composer.strings
    related, deals, rows = _related(composer, entry), _deals(composer, entry), _facts(composer, entry)
    return MemberPart(
        rows,
        facts.address,
        locator(composer, facts.address),
        map_path(composer) if facts.is_active else "",
        vcard_path(composer.views.page_path(Member, entry.id, "", composer.lang)) if facts.is_active else "",
        "" if facts.is_active else strings.text(f"member.{facts.status.value}"),
        related.get(RelationKind.SUCCESSOR, ()) if facts.status is not MemberStatus.ACTIVE else (),
        tuple(Relation(strings.text(f"member.relation.{kind.value}"), links) for kind, links in related.items()),
        _portraits(composer, entry),
        tuple(_people(composer, entry)),
        Connections(composer.views).neighbourhood(entry),
        deals[:DEALS],
        len(deals) > DEALS,
        composer.frames.overview("register").path,
        strings.text("member.verified", date=strings.date(facts.verified)) if facts.verified else "",
        composer.library.has_come(facts.stale_from),
        _correction(composer, entry, rows),
    )


def _facts(composer: Composer, entry: Entry[Member]) -> tuple[FactRow, ...]:
    def reference(kind: str, entry_id: str) -> Link | None:
        link = composer.views.reference(kind, entry_id)
        if link is None or kind not in ("sector", "topic") or not entry.facts.is_active:
            return link
        return Link(link.title, facet_path(composer, kind, entry_id))

    return FactTable(composer.strings, reference).rows(entry)


# -- Relations ---------------------------------------------------------------------------------------------------------

_INVERSE = {
    RelationKind.PARENT: RelationKind.CHILD,
    RelationKind.CHILD: RelationKind.PARENT,
    RelationKind.SUCCESSOR: RelationKind.PREDECESSOR,
    RelationKind.PREDECESSOR: RelationKind.SUCCESSOR,
    RelationKind.RELATED: RelationKind.RELATED,
}


def _related(composer: Composer, entry: Entry[Member]) -> dict[RelationKind, tuple[Link, ...]]:
    """Name the organisations that an entry names, and those that name it, each once for each kind of relation."""
    found: dict[RelationKind, dict[str, Link]] = {kind: {} for kind in RelationKind}
    for kind, member_id in (*_named(entry), *_naming(composer, entry)):
        link = composer.views.reference("member", member_id)
        if link is not None and member_id != entry.id:
            found[kind].setdefault(member_id, link)
    return {kind: tuple(links.values()) for kind, links in found.items() if links}


def _named(entry: Entry[Member]) -> Iterator[tuple[RelationKind, str]]:
    return ((relation.kind, relation.member) for relation in entry.facts.relations)


def _naming(composer: Composer, entry: Entry[Member]) -> Iterator[tuple[RelationKind, str]]:
    for _, other_id in composer.library.referring(entry, Member):
        other = composer.library.face((Member.kind, other_id))
        if other is not None and isinstance(other.facts, Member):
            for relation in other.facts.relations:
                if relation.member == entry.id:
                    yield _INVERSE[relation.kind], other_id


# -- Portraits, people, deals ------------------------------------------------------------------------------------------


def _portraits(composer: Composer, entry: Entry[Member]) -> tuple[Card, ...]:
    found = tuple(filter(None, map(composer.library.face, composer.library.referring(entry, Portrait, composer.lang))))
    own = [each for each in found if isinstance(each.facts, Portrait) and each.facts.member == entry.id]
    return composer.cards((*own, *(each for each in found if each not in own)))


def _people(composer: Composer, entry: Entry[Member]) -> Iterator[Colleague]:
    for key in composer.library.referring(entry, Person):
        person = composer.library.face(key)
        if person is not None and isinstance(person.facts, Person):
            roles = [each.role.pick(composer.lang) for each in person.facts.positions if each.member == entry.id]
            yield Colleague(face(composer, person), composer.views.link(person), ", ".join(roles))


def _deals(composer: Composer, entry: Entry[Member]) -> tuple[DealView, ...]:
    """List the newest deals of an organisation, one more than the page shows if there are more."""
    found: list[DealView] = []
    for key in composer.library.referring(entry, News):
        news = composer.library.face(key)
        if news is None or not isinstance(news.facts, News) or news.facts.deal is None:
            continue
        if any(party.member == entry.id for party in news.facts.deal.parties):
            view = composer.views.deal(cast(Entry[News], news))
            found += [view] if view is not None else []
        if len(found) > DEALS:
            break
    return tuple(found)


# -- Corrections -------------------------------------------------------------------------------------------------------


def _correction(composer: Composer, entry: Entry[Member], rows: tuple[FactRow, ...]) -> str:
    """Write a mailto address (RFC 6068) to the office, with what the entry says as far as there is room."""
    office = composer.network.contact.email
    if office is None:
        return ""
    strings, name = composer.strings, entry.title(composer.lang)
    page = absolute_link(composer.views.path(entry) or "", composer.network.base_url)
    address = entry.facts.address
    place = " ".join(filter(None, [address.street, address.postcode, address.town]))
    lines = [strings.text("member.correct-lead"), "", "", page, "", strings.text("member.correct-facts"), name, place]
    subject = quote(strings.text("member.correct-subject", name=name), safe="")
    start = f"mailto:{quote(office, safe='@')}?subject={subject}&body="
    for row in rows:
        lines.append(f"{row.label}: {'; '.join(value.text for value in row.values)}")
    body = ""
    for line in lines:
        further = body + quote(f"{line}\r\n", safe="")
        if len(start) + len(further) > LONGEST_MAILTO:
            break
        body = further
    return start + body

"""The section `cards`: a vCard beside the page of each member who takes part, and of each person."""

from collections.abc import Iterator

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry, Key, Kind
from netzsite.kinds.member import Member
from netzsite.kinds.person import Person
from netzsite.library import Library
from netzsite.render.places import vcard_path
from netzsite.render.theme import Theme
from netzsite.render.vcard import VCard, write_vcard
from netzsite.render.workshop import Workshop
from netzsite.site.composer import Composer
from netzsite.site.page import NAME
from netzsite.urls import absolute_link


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the cards."""
    views = Composer(library, theme, lang).views
    for kind in (Member, Person):
        for head in library.catalogue.heads[kind.kind].values():
            if kind is Member and "active" not in head.labels:
                continue
            path = vcard_path(views.page_path(kind, head.id, "", lang))
            yield Artifact(path, NAME, _card, (lang, head.key), _render, head.key, lang)


def _card(library: Library, theme: Theme, lang: str, key: Key) -> VCard:
    entry = library.named(key)
    if entry is None:
        raise KeyError(key)
    composer = Composer(library, theme, lang)
    facts = entry.facts
    if isinstance(facts, Person):
        return _person(composer, entry, facts)
    if isinstance(facts, Member):
        return _member(composer, entry, facts)
    raise TypeError(f"there is no card of a {entry.kind}")


def _member(composer: Composer, entry: Entry[Kind], facts: Member) -> VCard:
    address, name = facts.address, entry.title(composer.lang)
    has_position = address.latitude is not None and address.longitude is not None
    return VCard(
        _identity(composer, entry),
        name,
        None,
        name,
        "",
        (address.street or "", address.town, address.postcode or "", address.country),
        (str(address.latitude), str(address.longitude)) if has_position else None,
        facts.email or "",
        facts.phone or "",
        facts.website or "",
        _source(composer, entry),
    )


def _person(composer: Composer, entry: Entry[Kind], facts: Person) -> VCard:
    position = facts.positions[0] if facts.positions else None
    member = composer.views.reference("member", position.member) if position is not None else None
    return VCard(
        _identity(composer, entry),
        facts.full_name,
        (facts.family_name, facts.given_name, facts.titles or ""),
        member.title if member is not None else "",
        position.role.pick(composer.lang) if position is not None and member is not None else "",
        None,
        None,
        facts.email or "",
        facts.phone or "",
        facts.website or "",
        _source(composer, entry),
    )


def _identity(composer: Composer, entry: Entry[Kind]) -> str:
    return f"{composer.network.base_url.rstrip('/')}/{entry.kind}/{entry.id}"


def _source(composer: Composer, entry: Entry[Kind]) -> str:
    return absolute_link(composer.views.path(entry) or "", composer.network.base_url)


def _render(view: VCard, workshop: Workshop) -> bytes:
    return write_vcard(view)

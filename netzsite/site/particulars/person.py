"""What only the page of a person shows: a face, positions, what they say of themselves, where they speak."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.event import Event
from netzsite.kinds.person import Person
from netzsite.render.parts import Link
from netzsite.render.places import vcard_path
from netzsite.site.composer import Composer
from netzsite.site.faces import Face, face


@dataclass(frozen=True, slots=True)
class Post:
    """A role, and the organisation where the person has it."""

    role: str
    member: Link


@dataclass(frozen=True, slots=True)
class Appearance:
    """An event that names the person, and the titles of the talks there, if any."""

    day: dt.date
    event: Link
    talks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonPart:
    """What only people have."""

    face: Face
    posts: tuple[Post, ...]
    statement: str
    appearances: tuple[Appearance, ...]
    vcard: str


def compose(composer: Composer, entry: Entry[Person]) -> PersonPart:
    """Give what only a person's page shows."""
    statement = entry.facts.statement
    return PersonPart(
        face(composer, entry),
        tuple(_posts(composer, entry.facts)),
        statement.pick(composer.lang) if statement is not None else "",
        tuple(_appearances(composer, entry)),
        vcard_path(composer.views.page_path(Person, entry.id, "", composer.lang)),
    )


def _posts(composer: Composer, facts: Person) -> Iterator[Post]:
    for position in facts.positions:
        member = composer.views.reference("member", position.member)
        if member is not None:
            yield Post(position.role.pick(composer.lang), member)


def _appearances(composer: Composer, entry: Entry[Person]) -> Iterator[Appearance]:
    for key in composer.library.referring(entry, Event):
        event = composer.library.face(key)
        if event is not None and isinstance(event.facts, Event):
            talks = tuple(
                talk.title.pick(composer.lang)
                for session in event.facts.programme
                for talk in session.talks
                if any(speaker.person == entry.id for speaker in talk.speakers)
            )
            yield Appearance(event.facts.start.date(), composer.views.link(event), talks)

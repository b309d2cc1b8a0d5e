"""The section `people`: those who agreed to be shown, from A to Z."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry
from netzsite.kinds.person import Person
from netzsite.library import Library
from netzsite.render.parts import Link
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.faces import Face, face
from netzsite.site.page import NAME, PageView, render_page


@dataclass(frozen=True, slots=True)
class Someone:
    """A person in the list: the main role and where; `member` is None where there is none to show."""

    face: Face
    link: Link
    role: str
    member: Link | None


@dataclass(frozen=True, slots=True)
class Letter:
    """The people of a letter; `anchor` is where its part of the page begins."""

    title: str
    anchor: str
    people: tuple[Someone, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """What the list of people shows."""

    title: str
    intro: str
    count: int
    letters: tuple[Letter, ...]


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the list, if there is anybody."""
    if library.has_any(Person):
        yield Artifact(Composer(library, theme, lang).list_path(Person), NAME, _people, (lang,), render_page, lang=lang)


def _people(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    title, intro = composer.strings.text("kinds.person.many"), composer.strings.text("kinds.person.intro")
    people = library.choose(Person, lang)
    letters = tuple(
        Letter(letter, anchor, tuple(_someone(composer, person) for person in named))
        for letter, anchor, named in composer.by_letter(people)
    )
    others = composer.others(lambda other: composer.list_path(Person, lang=other))
    frame = composer.frames.frame(composer.list_path(Person), title, intro, "people", others)
    return PageView("people.html", frame, PeoplePage(title, intro, len(people), letters))


def _someone(composer: Composer, person: Entry[Person]) -> Someone:
    shown, link = face(composer, person), composer.views.link(person)
    for position in person.facts.positions:
        member = composer.views.reference("member", position.member)
        if member is not None:
            return Someone(shown, link, position.role.pick(composer.lang), member)
    return Someone(shown, link, "", None)

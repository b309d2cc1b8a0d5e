"""Turns members, people and the parties of deals into the names that the index of a book may have."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from netzsite.books.listings import first_letter
from netzsite.books.sources import Sources
from netzsite.entry import Entry
from netzsite.kinds.member import Member
from netzsite.kinds.person import Person
from netzsite.render.book import Indexed, PartView
from netzsite.urls import absolute_link

SHORTEST = 3
"""Letters of an acronym that a text is searched for."""


def indexed_names(sources: Sources, parts: tuple[PartView, ...]) -> tuple[Indexed, ...]:
    """List whom the index may name, from A to Z, with words that mean one of them only; nobody without an index."""
    if not any(part.form == "index" for part in parts):
        return ()
    found = [*_members(sources), *_people(sources)]
    known = {each.name for each in found}
    found += [_indexed(sources, name, name, "", ()) for name in _strangers(parts) if name not in known]
    uses = Counter(word for each in found for word in set(each.words))
    sure = (replace(each, words=tuple(word for word in each.words if uses[word] == 1)) for each in found)
    return tuple(sorted(sure, key=lambda each: (each.sort_key, each.name)))


def _members(sources: Sources) -> Iterator[Indexed]:
    for member in sources.library.choose(Member):
        title, acronym = member.title(sources.lang), member.facts.acronym or ""
        words = (acronym,) if len(acronym) >= SHORTEST else ()
        yield _indexed(sources, title, title, _url(sources, member), words, is_example=member.facts.example)


def _people(sources: Sources) -> Iterator[Indexed]:
    for person in sources.library.choose(Person):
        facts = person.facts
        name = ", ".join(filter(None, [facts.family_name, f"{facts.titles or ''} {facts.given_name}".strip()]))
        words = (f"{facts.given_name} {facts.family_name}",)
        yield _indexed(sources, name, facts.full_name, _url(sources, person), words, is_example=facts.example)


def _indexed(
    sources: Sources, name: str, written: str, url: str, words: tuple[str, ...], *, is_example: bool = False
) -> Indexed:
    key = sources.strings.sort_key(name)
    return Indexed(name, key, first_letter(key), url, tuple(dict.fromkeys((written, *words))), is_example)


def _url(sources: Sources, entry: Entry[Member] | Entry[Person]) -> str:
    path = sources.link(entry).path
    return absolute_link(path, sources.library.network.base_url) if path else ""


def _strangers(parts: tuple[PartView, ...]) -> Iterator[str]:
    """Yield the parties of deals that have no page."""
    rows = (row for part in parts if part.deals is not None for row in part.deals.rows)
    yield from sorted({party.title for row in rows for party, _ in row.parties if party.path is None})

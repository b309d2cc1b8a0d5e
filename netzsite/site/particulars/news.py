"""What only the page of a piece of news shows: its deal, what it names, what is related to it, its press kit."""

from dataclasses import dataclass

from netzsite.entry import Entry, Key
from netzsite.kinds import KINDS
from netzsite.kinds.news import News
from netzsite.render.parts import Card, DealView, FactValue, Link
from netzsite.render.places import press_kit_path
from netzsite.render.press import has_kit
from netzsite.site.composer import Composer

SHOWN = frozenset({"source", "source_url"})
"""Fields that the page shows outside its table of facts."""

RELATED = 5
"""Related entries that a piece of news leads to."""

_IN_FACTS = ("member", "person")
"""Kinds that the table of facts links."""


@dataclass(frozen=True, slots=True)
class NewsPart:
    """What a piece of news has beside its text.

    Attributes:
        named: entries that it names, without the members and people of its table of facts.
        related: what shares members, people and topics with it, and is near in time.
        newer, older: its neighbours in the list of news.
        press_kit: path of the press kit, if there is one; an untranslated text has that of its original.
    """

    deal: DealView | None
    source: FactValue | None
    named: tuple[Card, ...]
    related: tuple[Card, ...]
    newer: Link | None
    older: Link | None
    press_kit: str | None


def compose(composer: Composer, entry: Entry[News]) -> NewsPart:
    """Give what only a piece of news has."""
    library, views, lang = composer.library, composer.views, composer.lang
    links = library.links(entry)
    newer, older = library.beside(entry, lang)
    return NewsPart(
        views.deal(entry),
        _source(entry.facts),
        tuple(views.card_of(key) for key in links if _is_shown(key)),
        tuple(views.card_of(key) for key in library.related(entry, lang, RELATED)),
        _link(composer, newer),
        _link(composer, older),
        _press_kit(entry, links, lang),
    )


def _press_kit(entry: Entry[News], links: tuple[Key, ...], lang: str) -> str | None:
    if not has_kit(entry.facts.labels(), links):
        return None
    original = entry.original.lang if entry.original is not None else lang
    return press_kit_path(entry.id, lang if entry.has_language(lang) else original)


def _source(facts: News) -> FactValue | None:
    """Say who says so, with a link to where."""
    words = facts.source or facts.source_url
    return FactValue(words, url=facts.source_url) if words else None


def _link(composer: Composer, key: Key | None) -> Link | None:
    found = composer.library.face(key) if key is not None else None
    return composer.views.link(found) if found is not None else None


def _is_shown(key: Key) -> bool:
    return key[0] not in _IN_FACTS and any(kind.kind == key[0] and kind.has_page for kind in KINDS)

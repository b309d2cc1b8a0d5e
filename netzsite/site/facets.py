"""The facets of the members' directory: what readers choose members by, with the page of each value."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from netzsite.kinds.member import Member, MemberType
from netzsite.library import Library
from netzsite.site.composer import Composer
from netzsite.urls import list_path, slug

FACETS = ("sector", "topic", "type", "district")
"""What members are chosen by, as their labels begin (`Member.labels`)."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet.

    Attributes:
        label: by which the library chooses its members: `sector-medtech`.
        slug: its part of the address, in the reader's language.
        words: what readers call it.
        count: how many active members have it.
        path: of the page that lists them.
    """

    label: str
    slug: str
    words: str
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class Facet:
    """What members are chosen by; `segment` is its part of addresses, before those of its values."""

    name: str
    title: str
    segment: str
    values: tuple[FacetValue, ...]

    def find(self, label: str) -> FacetValue | None:
        """Give the value of a label."""
        return next((value for value in self.values if value.label == label), None)


def facets(composer: Composer) -> tuple[Facet, ...]:
    """Give the facets in the composer's language, those without members left out."""

    def make(library: Library) -> tuple[Facet, ...]:
        inner = Composer(library, composer.theme, composer.lang)
        found = (_facet(inner, name) for name in FACETS)
        return tuple(facet for facet in found if facet.values)

    return composer.library.once(("facets", composer.lang), make)


def _facet(composer: Composer, name: str) -> Facet:
    segment = composer.strings.text(f"directory.{name}.segment")
    counts = composer.library.labels(Member, composer.lang, f"{name}-")
    named = [(label, _words(composer, name, label), count) for label, count in counts.items()]
    taken = Counter(slug(words) for _, words, _ in named)
    values = (
        FacetValue(label, part, words, count, _path(composer, segment, part))
        for label, words, count in named
        for part in [_part(label.removeprefix(f"{name}-"), slug(words), taken)]
    )
    return Facet(
        name, composer.strings.text(f"directory.{name}.title"), segment, tuple(_sorted(composer, name, values))
    )


def _part(value_id: str, written: str, taken: Counter[str]) -> str:
    """Choose a value's part of the address: its words, or its id where they are none or serve two."""
    return written if written and taken[written] == 1 else value_id


def _path(composer: Composer, segment: str, part: str) -> str:
    members = composer.strings.text("kinds.member.segment")
    return list_path(composer.lang, f"{members}/{segment}/{part}")


def _words(composer: Composer, name: str, label: str) -> str:
    value_id, network, lang = label.removeprefix(f"{name}-"), composer.network, composer.lang
    if name == "sector":
        return network.sectors[value_id].pick(lang)
    if name == "topic":
        return network.topics[value_id].pick(lang)
    if name == "type":
        return composer.strings.value(MemberType(value_id))
    member = composer.library.choose(Member, label=label, limit=1)[0]
    return member.facts.address.district or value_id


def _sorted(composer: Composer, name: str, values: Iterable[FacetValue]) -> list[FacetValue]:
    """Sort values by their words; main sectors stand in the network's order."""
    by_words = sorted(values, key=lambda value: composer.strings.sort_key(value.words))
    if name != "sector":
        return by_words
    order = {f"sector-{sector}": place for place, sector in enumerate(composer.network.sectors)}
    return sorted(by_words, key=lambda value: order[value.label])

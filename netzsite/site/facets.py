"""The facets of the members' directory: what readers choose members by, with the page of each value."""

from collections.abc import Iterable, Mapping
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


def facet_path(composer: Composer, name: str, value_id: str) -> str:
    """Give the path of the page of a value, which is there as long as an active member has it."""
    members, segment = composer.strings.text("kinds.member.segment"), composer.strings.text(f"directory.{name}.segment")
    return list_path(composer.lang, f"{members}/{segment}/{_part(_vocabulary(composer, name), value_id)}")


def _facet(composer: Composer, name: str) -> Facet:
    vocabulary, values = _vocabulary(composer, name), []
    for label, count in composer.library.labels(Member, composer.lang, f"{name}-").items():
        value_id = label.removeprefix(f"{name}-")
        words = vocabulary.get(value_id) or _district(composer, label)
        path = facet_path(composer, name, value_id)
        values.append(FacetValue(label, _part(vocabulary, value_id), words, count, path))
    title, segment = (composer.strings.text(f"directory.{name}.{part}") for part in ("title", "segment"))
    return Facet(name, title, segment, tuple(_sorted(composer, name, values)))


def _vocabulary(composer: Composer, name: str) -> Mapping[str, str]:
    """Give the words of all values, used or not; districts have none beside what members write."""
    if name == "type":
        return {choice.value: composer.strings.value(choice) for choice in MemberType}
    words = {"sector": composer.network.sectors, "topic": composer.network.topics}.get(name, {})
    return {value_id: localised.pick(composer.lang) for value_id, localised in words.items()}


def _part(vocabulary: Mapping[str, str], value_id: str) -> str:
    """Choose a value's part of the address: its words, or its id where they are none or serve two."""
    written = slug(vocabulary.get(value_id, ""))
    is_unique = sum(slug(words) == written for words in vocabulary.values()) == 1
    return written if written and is_unique else value_id


def _district(composer: Composer, label: str) -> str:
    """Write a district as the first of its members does."""
    member = composer.library.choose(Member, label=label, limit=1)[0]
    return member.facts.address.district or label


def _sorted(composer: Composer, name: str, values: Iterable[FacetValue]) -> list[FacetValue]:
    """Sort values by their words; main sectors stand in the network's order."""
    by_words = sorted(values, key=lambda value: composer.strings.sort_key(value.words))
    if name != "sector":
        return by_words
    order = {f"sector-{sector}": place for place, sector in enumerate(composer.network.sectors)}
    return sorted(by_words, key=lambda value: order[value.label])

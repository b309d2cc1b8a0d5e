"""Turns the labels of entries into ways to narrow a list: links to its years, topics and forms, with counts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from netzsite.entry import Kind
from netzsite.kinds.job import Employment, Job
from netzsite.kinds.news import News, NewsForm
from netzsite.site.composer import Composer
from netzsite.site.page import Narrowing, Option
from netzsite.urls import list_path, slug


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the list of a kind: by the labels of a family.

    Attributes:
        kind: the kind.
        family: what the labels begin with, without the hyphen; its words stand in `facets.<family>`.
        words: gives what readers see for a value, in the language of a composer; nothing if it may not be shown.
        is_spoken: the address has the words rather than the value.
    """

    kind: type[Kind]
    family: str
    words: Callable[[Composer, str], str]
    is_spoken: bool = False

    def counts(self, composer: Composer) -> dict[str, int]:
        """Count entries by values; one that may not be named, as of a member that is not public, is left out."""
        found = composer.library.labels(self.kind, composer.lang, f"{self.family}-")
        counts = {label.removeprefix(f"{self.family}-"): count for label, count in found.items()}
        return {value: count for value, count in counts.items() if self.words(composer, value)}

    def path(self, composer: Composer, value: str, year: int | None = None) -> str:
        """Give the path of the list with a value, or of one of its years."""
        strings = composer.strings
        base = f"{strings.text(f'kinds.{self.kind.kind}.segment')}/{strings.text(f'facets.{self.family}.segment')}"
        part = slug(self.words(composer, value)) if self.is_spoken else value
        return list_path(composer.lang, f"{base}/{part}" if year is None else f"{base}/{part}/{year}")

    def narrowing(self, composer: Composer, current: str = "") -> Narrowing:
        """Link the lists of all values, by name."""
        options = (
            Option(self.words(composer, value), count, self.path(composer, value), value == current)
            for value, count in self.counts(composer).items()
        )
        by_name = sorted(options, key=lambda option: composer.strings.sort_key(option.label))
        return Narrowing(composer.strings.text(f"facets.{self.family}.title"), tuple(by_name))


def years(
    composer: Composer, counts: Mapping[int, int], path: Callable[[int], str], current: int | None = None
) -> Narrowing:
    """Link the lists of years: year -> number of entries."""
    options = (Option(str(year), count, path(year), year == current) for year, count in counts.items())
    return Narrowing(composer.strings.text("facets.year.title"), tuple(options))


def worthwhile(narrowings: Iterable[Narrowing]) -> tuple[Narrowing, ...]:
    """Leave out those that lead nowhere."""
    return tuple(narrowing for narrowing in narrowings if narrowing.options)


def _topic(composer: Composer, value: str) -> str:
    return composer.network.topics[value].pick(composer.lang)


def _form(composer: Composer, value: str) -> str:
    return composer.strings.value(NewsForm(value))


def _employment(composer: Composer, value: str) -> str:
    return composer.strings.value(Employment(value))


def _employer(composer: Composer, value: str) -> str:
    link = composer.views.reference("member", value)
    return link.title if link is not None else ""


def _place(composer: Composer, value: str) -> str:
    jobs = composer.library.choose(Job, composer.lang, label=f"place-{value}", limit=1)
    return jobs[0].facts.place.pick(composer.lang) if jobs else ""


FACETS: Mapping[type[Kind], tuple[Facet, ...]] = {
    News: (Facet(News, "topic", _topic), Facet(News, "form", _form, is_spoken=True)),
    Job: (
        Facet(Job, "member", _employer),
        Facet(Job, "place", _place),
        Facet(Job, "employment", _employment, is_spoken=True),
    ),
}
"""The ways to narrow the lists of kinds, written out."""

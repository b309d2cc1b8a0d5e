"""The rule that translations keep up with their originals, and that names and pages are there in every language."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from netzsite.config import MediaMix, Network
from netzsite.declarations import hints, markers
from netzsite.entry import Entry, Kind
from netzsite.errors import Code, Problem, Severity, Spot
from netzsite.fields import Localised, Record, Words
from netzsite.kinds.page import Page
from netzsite.library import Library
from netzsite.listing import shown_path
from netzsite.rule import Rule
from netzsite.yaml_text import Location, dotted


class Translations(Rule):
    """Looks for stale translations and for what is said in some languages only."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield what an entry does not say in every language, or no longer says as its original does."""
        languages = frozenset(library.network.languages)
        yield from _stale(entry)
        yield from _shortened(entry)
        for location, texts in localised(entry.facts):
            missing = ", ".join(sorted(languages - texts.languages))
            if texts.languages and missing:
                yield _missing(entry.source.spot(location), dotted(location), missing)
        if isinstance(entry.facts, Page):
            for lang in sorted(languages - entry.wordings.keys()):
                yield _missing(entry.source.spot(), "the page", lang)

    def of_network(self, library: Library) -> Iterator[Problem]:
        """Yield what the profiles say in some languages only."""
        languages = frozenset(library.network.languages)
        for name, profile in (("network.yaml", library.network), ("media.yaml", library.mix)):
            yield from _profile(shown_path(library.folder, name), profile, languages)


def _profile(path: str, profile: Network | MediaMix, languages: frozenset[str]) -> Iterator[Problem]:
    for location, texts in localised(profile):
        missing = ", ".join(sorted(languages - texts.languages))
        if texts.languages and missing:
            yield _missing(Spot(path), dotted(location), missing)


def _missing(spot: Spot, what: str, languages: str) -> Problem:
    message = f"{what}: is not given in '{languages}'"
    return Problem(
        spot, Code.MISSING_TRANSLATION, message, "add the words, or give one text for all languages", Severity.WARNING
    )


def _stale(entry: Entry[Kind]) -> Iterator[Problem]:
    original = entry.original
    for wording in entry.wordings.values():
        if original is not None and wording.translated_from not in (None, original.digest):
            spot = wording.source.spot(("translated_from",))
            message = f"the original ({original.lang}) has changed since this translation was made"
            hint = f"bring the translation up to date, then write 'translated_from: {original.digest}'"
            yield Problem(spot, Code.STALE_TRANSLATION, message, hint, Severity.WARNING)


def _shortened(entry: Entry[Kind]) -> Iterator[Problem]:
    """Yield the words of the original that a translation leaves out."""
    original = entry.original
    if original is None:
        return
    expected = [name for name in original.words if is_expected(entry, name)]
    for wording in list(entry.wordings.values())[1:]:
        missing = [name for name in expected if name not in wording.words]
        if original.body.strip() and not wording.body.strip():
            missing.append("the text itself")
        if missing:
            message = f"the original has more: {', '.join(missing)}"
            hint = "translate it too; readers of this language do not see it"
            yield Problem(wording.source.spot(), Code.MISSING_TRANSLATION, message, hint, Severity.WARNING)


def is_expected(entry: Entry[Kind], name: str) -> bool:
    """Tell whether a translation has to hold a word field that the original holds."""
    return Words() in markers(hints(type(entry.facts))[name])


@cache
def _with_words(model: type[Record]) -> tuple[str, ...]:
    """List the fields of a record that could hold localised values: the others need not be looked through."""
    return tuple(name for name, annotation in hints(model).items() if _could_hold_words(annotation))


def _could_hold_words(annotation: Any) -> bool:
    if isinstance(annotation, type):
        is_record = issubclass(annotation, Record) and bool(_with_words(annotation))
        return is_record or issubclass(annotation, Localised)
    return any(map(_could_hold_words, get_args(annotation)))


def localised(value: Any, at: Location = ()) -> Iterator[tuple[Location, Localised]]:
    """Yield every localised value of a record, nested ones too."""
    if isinstance(value, Localised):
        yield at, value
    elif isinstance(value, Record):
        for name in _with_words(type(value)):
            yield from localised(getattr(value, name), (*at, name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from localised(item, (*at, position))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from localised(item, (*at, name))

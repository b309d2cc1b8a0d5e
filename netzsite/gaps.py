"""Turns entries and profiles into gaps: what they do not say in every language, or no longer as the original does."""

import json
from collections.abc import Collection, Iterator
from enum import Enum
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, get_args

from netzsite.config import MediaMix, Network
from netzsite.declarations import hints, markers
from netzsite.entry import Entry, Kind, Wording
from netzsite.errors import Spot
from netzsite.fields import Localised, Record, Words
from netzsite.listing import shown_path
from netzsite.source import Source, read_source
from netzsite.yaml_text import Location, dotted


class Lack(Enum):
    """What is lacking."""

    TEXT = "missing"
    """There is no translation."""
    DRAFT = "draft"
    """The translation is a draft."""
    STALE = "stale"
    """The original has changed since."""
    PART = "incomplete"
    """The original has more."""
    WORDS = "words"
    """A localised value of a YAML file is not given in the language."""


class Gap(NamedTuple):
    """Something that is not said in a language.

    Attributes:
        lang: the language.
        spot: where to write; of a translation that is missing, the file to be made.
        what: the fields, or the location of the value.
        original: the original text; None for values of YAML files.
    """

    lack: Lack
    lang: str
    spot: Spot
    what: tuple[str, ...] = ()
    original: Wording | None = None


def gaps_of(entry: Entry[Kind], languages: Collection[str]) -> Iterator[Gap]:
    """Yield the gaps of an entry, held against the languages in which it is expected."""
    original = entry.original
    if original is not None:
        for lang in languages:
            wording = entry.wordings.get(lang)
            if wording is None:
                yield Gap(Lack.TEXT, lang, Spot(translation_path(original, lang)), (), original)
            elif wording is not original:
                yield from _gaps_of_translation(entry, wording, original)
    for location, lang in _unsaid(entry.facts, languages):
        yield Gap(Lack.WORDS, lang, entry.source.spot(location), (dotted(location),))


def translation_path(original: Wording, lang: str) -> str:
    """Give the file of a translation, as editors see it."""
    path = PurePosixPath(original.source.path)
    return str(path.with_name(f"{path.name.removesuffix(f'.{original.lang}.md')}.{lang}.md"))


def gaps_of_profile(folder: Path, profile: Network | MediaMix, languages: Collection[str]) -> Iterator[Gap]:
    """Yield the gaps of `network.yaml` or `media.yaml`; the file is read again for their places, if there are any."""
    found = list(_unsaid(profile, languages))
    if found:
        source = read_profile(folder, profile)
        for location, lang in found:
            yield Gap(Lack.WORDS, lang, source.spot(location), (dotted(location),))


def read_profile(folder: Path, profile: Network | MediaMix) -> Source:
    """Read the file of a profile again, to find places in it.

    Raises:
        NetzsiteError: it has changed since, and cannot be read.
    """
    name = f"{profile.kind}.yaml"
    return read_source(folder / name, shown_path(folder, name))


def _gaps_of_translation(entry: Entry[Kind], wording: Wording, original: Wording) -> Iterator[Gap]:
    if wording.is_draft:
        yield Gap(Lack.DRAFT, wording.lang, wording.source.spot(("draft",)), (), original)
    if wording.translated_from not in (None, original.digest):
        yield Gap(Lack.STALE, wording.lang, wording.source.spot(("translated_from",)), (), original)
    missing = [name for name in expected_words(entry) if name not in wording.words]
    if original.body.strip() and not wording.body.strip():
        missing.append("the text itself")
    if missing:
        yield Gap(Lack.PART, wording.lang, wording.source.spot(), tuple(missing), original)


def expected_words(entry: Entry[Kind]) -> tuple[str, ...]:
    """List the word fields of the original that a translation has to hold."""
    fields = hints(type(entry.facts))
    return tuple(name for name in (entry.original.words if entry.original else ()) if Words() in markers(fields[name]))


def skeleton(entry: Entry[Kind]) -> str:
    """Give the beginning of a translation: a draft with the words of the original, to be overwritten.

    Raises:
        ValueError: the entry is no text.
    """
    original = entry.original
    if original is None:
        raise ValueError(f"{entry.key} is no text")
    words = (f"{name}: {json.dumps(original.words[name], ensure_ascii=False)}" for name in expected_words(entry))
    front = "\n".join(["---", f"translated_from: {original.digest}", "draft: true", *words, "---"])
    return f"{front}\n{original.body}"


# -- Localised values --------------------------------------------------------------------------------------------------


def _unsaid(record: Record, languages: Collection[str]) -> Iterator[tuple[Location, str]]:
    for location, texts in _localised(record):
        if texts.languages:
            yield from ((location, lang) for lang in languages if lang not in texts.languages)


@cache
def _with_words(model: type[Record]) -> tuple[str, ...]:
    """List the fields of a record that could hold localised values: the others need not be looked through."""
    return tuple(name for name, annotation in hints(model).items() if _could_hold_words(annotation))


def _could_hold_words(annotation: Any) -> bool:
    if isinstance(annotation, type):
        is_record = issubclass(annotation, Record) and bool(_with_words(annotation))
        return is_record or issubclass(annotation, Localised)
    return any(map(_could_hold_words, get_args(annotation)))


def _localised(value: Any, at: Location = ()) -> Iterator[tuple[Location, Localised]]:
    """Yield every localised value of a record, nested ones too."""
    if isinstance(value, Localised):
        yield at, value
    elif isinstance(value, Record):
        for name in _with_words(type(value)):
            yield from _localised(getattr(value, name), (*at, name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _localised(item, (*at, position))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _localised(item, (*at, name))

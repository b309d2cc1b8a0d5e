"""Turns the files of one identity into an entry, and collects what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from netzsite.declarations import has_marker
from netzsite.engine.fingerprint import digest_bytes
from netzsite.entry import Entry, Kind, TranslationBase, Wording, translation_model
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.fields import Words
from netzsite.finding import ContentFile
from netzsite.listing import shown_path
from netzsite.parsing import parse_record
from netzsite.source import Source, Table, parse_source, read_bytes, read_table


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the files of one entry; `loose` are texts that could be read all the same."""

    problems: tuple[Problem, ...]
    loose: tuple[Wording, ...] = ()


def read_entry(
    folder: Path, files: tuple[ContentFile, ...], languages: tuple[str, ...], digests: dict[str, str]
) -> tuple[Entry[Kind] | None, Fault | None]:
    """Read the files of one identity.

    Args:
        folder: the content folder.
        files: one for facts, or one for each language of a text.
        languages: the network's.
        digests: path below the folder -> digest of what was read there is entered here.

    Returns:
        The entry, if it can be used, and what is wrong with its files.
    """
    kind, sources = files[0].kind, dict[str | None, Source]()
    failures: list[Problem] = []
    for file in files:
        try:
            shown = shown_path(folder, file.path)
            data = read_bytes(f"{folder}/{file.path}", shown)
            digests[file.path] = digest_bytes(data)
            sources[file.lang] = parse_source(data, shown)
        except NetzsiteError as error:
            failures.extend(error.problems)
    warnings = tuple(warning for source in sources.values() for warning in source.warnings)
    facts, wordings = None, {}
    if kind.is_text:
        original = _original(kind, sources, failures, is_complete=len(sources) == len(files))
        for lang, source in _in_order(sources, original, languages):
            model = kind if lang == original else translation_model(kind)
            record, found = parse_record(model, source, languages)
            failures.extend(found)
            if record is not None:
                wordings[str(lang)] = _wording(str(lang), kind, record, source)
            if isinstance(record, Kind):
                facts = record
    else:
        facts = _read_facts(kind, sources, languages, failures)
    values = sources[None].values if None in sources else {}
    table = _companion_table(folder, files[0], values, failures) if kind.has_table else None
    if failures or facts is None:
        loose = (_wording(lang, kind, None, source) for lang, source in sources.items() if lang is not None)
        return None, Fault((*warnings, *failures), tuple(loose))
    source = next(iter(wordings.values())).source if wordings else sources[None]
    return Entry(files[0].id, facts, source, wordings, table), Fault(warnings) if warnings else None


def _in_order(
    sources: Mapping[str | None, Source], original: str | None, languages: tuple[str, ...]
) -> Iterator[tuple[str | None, Source]]:
    """Yield the original, then its translations in the order of the network's languages; no second original."""
    order = {lang: position for position, lang in enumerate(languages)}
    for lang in sorted(sources, key=lambda lang: (lang != original, order.get(str(lang), 0), str(lang))):
        if lang == original or "translated_from" in sources[lang].values:
            yield lang, sources[lang]


def _read_facts(
    kind: type[Kind], sources: Mapping[str | None, Source], languages: tuple[str, ...], failures: list[Problem]
) -> Kind | None:
    if None not in sources:
        return None
    facts, found = parse_record(kind, sources[None], languages)
    failures.extend(found)
    return facts


def _original(
    kind: type[Kind], sources: Mapping[str | None, Source], failures: list[Problem], *, is_complete: bool
) -> str | None:
    """Find the language of the original: the one file without `translated_from`."""
    originals = [lang for lang, source in sources.items() if "translated_from" not in source.values]
    if len(originals) > 1:
        source = sources[originals[1]]
        kept = sources[originals[0]]
        kept_digest = _wording(str(originals[0]), kind, None, kept).digest
        name = PurePosixPath(kept.path).name
        hint = f"if it translates {name}, keep only its words and add 'translated_from: {kept_digest}'"
        failures.append(Problem(source.spot(), Code.TWO_ORIGINALS, "this entry has two originals", hint))
    if sources and not originals and is_complete:
        lang, source = next(iter(sources.items()))
        message = f"a translation ({lang}) without its original"
        hint = "add the file in the original language, or remove 'translated_from' and give all facts"
        failures.append(Problem(source.spot(("translated_from",), of_key=True), Code.NO_ORIGINAL, message, hint))
    return originals[0] if originals else None


def _wording(lang: str, kind: type[Kind], record: Kind | TranslationBase | None, source: Source) -> Wording:
    names = [name for name in kind.model_fields if has_marker(kind, name, Words)]
    if record is None:
        words = {name: str(source.values[name]).strip() for name in names if name in source.values}
    else:
        words = {name: value for name in names if (value := getattr(record, name)) is not None}
    translated_from = record.translated_from if isinstance(record, TranslationBase) else None
    is_draft = record.draft if record is not None else False
    return Wording(lang, words, source.body, source, translated_from, is_draft)


def _companion_table(
    folder: Path, file: ContentFile, values: Mapping[str, Any], failures: list[Problem]
) -> Table | None:
    path = (folder / file.path).with_suffix(".csv")
    shown = shown_path(folder, re.sub(r"\.yaml$", ".csv", file.path))
    if not file.kind.reads_table(values):
        if path.exists():
            message, hint = "nothing reads this file", "its data come from the network's entries: delete the file"
            failures.append(Problem(Spot(shown), Code.UNKNOWN_FILE, message, hint))
        return None
    if path.is_symlink() or not path.is_file():
        spot = Spot(shown_path(folder, file.path))
        failures.append(Problem(spot, Code.MISSING_FILE, f"{path.name} is missing", "put the data beside this file"))
        return None
    try:
        return read_table(path, shown)
    except NetzsiteError as error:
        failures.extend(error.problems)
        return None

"""Turns the content folder into the network's profile, its media mix and all entries, and collects what is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from netzsite.config import MediaMix, Network
from netzsite.declarations import has_marker
from netzsite.entry import Entry, Kind, TranslationBase, Wording, translation_model
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.fields import Words
from netzsite.finding import ContentFile, find_files, shown_path
from netzsite.parsing import R, parse_record
from netzsite.source import Source, Table, read_source, read_table


@dataclass(frozen=True, slots=True)
class Content:
    """What was read.

    Attributes:
        folder: the content folder.
        network: the profile; None if it has errors.
        mix: the media mix; None if it has errors.
        entries: all entries without errors, in no order.
        problems: everything wrong that reading alone can see.
        broken: kind and id of the entries that have errors, so that references to them are not reported as well.
        loose: id and words of the texts of such entries that could be read: they are checked all the same.
    """

    folder: Path
    network: Network | None
    mix: MediaMix | None
    entries: tuple[Entry[Kind], ...]
    problems: tuple[Problem, ...]
    broken: frozenset[tuple[str, str]]
    loose: tuple[tuple[str, Wording], ...]


def read_content(folder: Path) -> Content:
    """Read a content folder.

    Raises:
        NetzsiteError: there is no such folder.
    """
    if not folder.is_dir():
        hint = "name the folder with network.yaml in it: --content FOLDER"
        raise NetzsiteError(Problem(Spot(str(folder)), Code.MISSING_FILE, "there is no such folder", hint))
    problems: list[Problem] = []
    network, mix = _read_profiles(folder, problems)
    languages = network.languages if network else ()
    files: dict[tuple[str, str], list[ContentFile]] = {}
    for file in find_files(folder, languages, problems):
        files.setdefault((file.kind.kind, file.id), []).append(file)
    entries: list[Entry[Kind]] = []
    loose: list[tuple[str, Wording]] = []
    for group in files.values():
        try:
            entries.append(_read_entry(group, languages, problems, loose))
        except NetzsiteError as error:
            problems.extend(error.problems)
    broken = frozenset(files.keys() - {entry.key for entry in entries})
    return Content(folder, network, mix, tuple(entries), tuple(problems), broken, tuple(loose))


# -- Profile and media mix ---------------------------------------------------------------------------------------------


def _read_profiles(folder: Path, problems: list[Problem]) -> tuple[Network | None, MediaMix | None]:
    network_source = _read_named(folder, "network.yaml", problems)
    raw = network_source.values.get("languages") if network_source else None
    languages = tuple(raw) if isinstance(raw, list) and all(isinstance(lang, str) for lang in raw) else ()
    network = _parse(Network, network_source, languages, problems)
    mix_source = _read_named(folder, "media.yaml", problems)
    return network, _parse(MediaMix, mix_source, languages, problems)


def _read_named(folder: Path, name: str, problems: list[Problem]) -> Source | None:
    path, shown = folder / name, shown_path(folder, name)
    if path.is_symlink() or not path.is_file():
        problems.append(
            Problem(
                Spot(shown), Code.MISSING_FILE, f"{name} is missing", "every network needs one: see docs/content.md"
            )
        )
        return None
    try:
        return read_source(path, shown)
    except NetzsiteError as error:
        problems.extend(error.problems)
        return None


def _parse(model: type[R], source: Source | None, languages: tuple[str, ...], problems: list[Problem]) -> R | None:
    if source is None:
        return None
    problems.extend(source.warnings)
    record, found = parse_record(model, source, languages)
    problems.extend(found)
    return record


# -- Reading entries ---------------------------------------------------------------------------------------------------


def _read_entry(
    files: list[ContentFile], languages: tuple[str, ...], problems: list[Problem], loose: list[tuple[str, Wording]]
) -> Entry[Kind]:
    """Read the files of one identity.

    Args:
        files: one for facts, one for each language of a text.
        languages: the network's.
        problems: takes warnings.
        loose: takes the texts of an entry that cannot be used.

    Raises:
        NetzsiteError: the entry cannot be used; carries every problem of its files.
    """
    kind, sources, failures = files[0].kind, {}, list[Problem]()
    for file in files:
        try:
            sources[file.lang] = read_source(file.path, file.shown)
        except NetzsiteError as error:
            failures.extend(error.problems)
    problems.extend(warning for source in sources.values() for warning in source.warnings)
    facts, wordings = None, {}
    if kind.is_text:
        original = _original(files[0], sources, failures, is_complete=len(sources) == len(files))
        for lang, source in _in_order(sources, original, languages):
            model = kind if lang == original else translation_model(kind)
            record, found = parse_record(model, source, languages)
            failures.extend(found)
            if record is not None:
                wordings[str(lang)] = _wording(str(lang), kind, record, source)
            if isinstance(record, Kind):
                facts = record
    else:
        facts = _read_facts(files, sources, languages, failures)
    table = _read_companion_table(files[0], failures) if kind.has_table else None
    if failures or facts is None:
        loose += [
            (files[0].id, _wording(lang, kind, None, source)) for lang, source in sources.items() if lang is not None
        ]
        raise NetzsiteError(*failures)
    source = next(iter(wordings.values())).source if wordings else sources[None]
    return Entry(files[0].id, facts, source, wordings, table)


def _in_order(
    sources: Mapping[str | None, Source], original: str | None, languages: tuple[str, ...]
) -> Iterator[tuple[str | None, Source]]:
    """Yield the original, then its translations in the order of the network's languages; no second original."""
    order = {lang: position for position, lang in enumerate(languages)}
    for lang in sorted(sources, key=lambda lang: (lang != original, order.get(str(lang), 0), str(lang))):
        if lang == original or "translated_from" in sources[lang].values:
            yield lang, sources[lang]


def _read_facts(
    files: list[ContentFile], sources: Mapping[str | None, Source], languages: tuple[str, ...], failures: list[Problem]
) -> Kind | None:
    if None not in sources:
        return None
    facts, found = parse_record(files[0].kind, sources[None], languages)
    failures.extend(found)
    return facts


def _original(
    first: ContentFile, sources: Mapping[str | None, Source], failures: list[Problem], *, is_complete: bool
) -> str | None:
    """Find the language of the original: the one file without `translated_from`."""
    originals = [lang for lang, source in sources.items() if "translated_from" not in source.values]
    if len(originals) > 1:
        source = sources[originals[1]]
        kept = sources[originals[0]]
        kept_digest = _wording(str(originals[0]), first.kind, None, kept).digest
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


def _read_companion_table(file: ContentFile, failures: list[Problem]) -> Table | None:
    path = file.path.with_suffix(".csv")
    shown = re.sub(r"\.yaml$", ".csv", file.shown)
    if path.is_symlink() or not path.is_file():
        failures.append(
            Problem(Spot(file.shown), Code.MISSING_FILE, f"{path.name} is missing", "put the data beside this file")
        )
        return None
    try:
        return read_table(path, shown)
    except NetzsiteError as error:
        failures.extend(error.problems)
        return None

"""Turns the content folder into the files of each entry, by their names alone."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from netzsite.entry import Key, Kind
from netzsite.errors import Code, Problem, Severity, Spot, did_you_mean
from netzsite.fields import ID_PATTERN
from netzsite.kinds import KINDS
from netzsite.listing import shown_path
from netzsite.settings import MAPS, PRINTING
from netzsite.urls import slug

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".svg", ".gif", ".webp", ".tif", ".tiff"})

TEXTS = frozenset({".md", ".markdown", ".mdown", ".txt", ".yaml", ".yml", ".csv", ".json", ".html"})
"""Endings of files that somebody means as content: one that nothing reads is an error."""

_KINDS_OF = {folder: [kind for kind in KINDS if kind.folder == folder] for folder in {kind.folder for kind in KINDS}}
"""Folder -> the kinds whose files lie in it."""


class ContentFile(NamedTuple):
    """A file that belongs to an entry: its path below the content folder, and what its name says."""

    path: str
    kind: type[Kind]
    id: str
    lang: str | None

    @property
    def key(self) -> Key:
        """The entry that it belongs to."""
        return self.kind.kind, self.id


def identify(folder: Path, relative: str, languages: tuple[str, ...], problems: list[Problem]) -> ContentFile | None:
    """Tell which entry a file belongs to by its name alone; None for companions and files that do not belong here.

    Args:
        folder: the content folder.
        relative: the file's path below it.
        languages: the network's languages; names are not held against them while they are unknown.
        problems: what is found wrong is added here.
    """
    shown, path = shown_path(folder, relative), PurePosixPath(relative)
    if len(path.parts) == 1:
        is_note = path.suffix == ".md" and "." not in path.stem  # README.md, for editors; about.de.md is a text
        if relative not in ("network.yaml", "media.yaml") and not is_note:
            problems.append(_stray(shown, "the content folder itself holds only network.yaml, media.yaml and folders"))
        return None
    kinds = _KINDS_OF.get(path.parts[0])
    if (path.parts[0], path.suffix) in ((MAPS, ".geojson"), (PRINTING, ".icc")):
        return None  # rules look for those that the profiles do not name
    if not kinds:
        known = sorted(_KINDS_OF)
        hint = did_you_mean(path.parts[0], known) or f"folders: {', '.join(known)}"
        problems.append(
            Problem(Spot(shown), Code.UNKNOWN_FILE, f"there is no folder '{path.parts[0]}' in content", hint)
        )
        return None
    kind = _kind_of(path, kinds)
    if kind is None:
        problems.extend(_stray_problem(folder, path, shown, kinds))
        return None
    stem, lang = _split_name(path, kind)
    entry_id = "/".join([*path.parts[1:-1], *([] if kind.file_name else [stem])])
    if not ID_PATTERN.fullmatch(entry_id):
        better = "/".join(slug(part) for part in entry_id.split("/"))
        hint = f"rename it: {better}" if better else "use a-z, 0-9 and hyphens"
        problems.append(Problem(Spot(shown), Code.BAD_FILE_NAME, f"'{entry_id}' cannot be part of an address", hint))
        return None
    if kind.is_text and lang not in languages and languages:
        problems.append(_language_problem(shown, stem, lang, languages))
        return None
    return ContentFile(relative, kind, entry_id, lang)


def _kind_of(path: PurePosixPath, kinds: list[type[Kind]]) -> type[Kind] | None:
    for kind in kinds:
        if kind.file_name is not None:
            if path.name == kind.file_name and len(path.parts) > 2:
                return kind
        elif path.suffix == (".md" if kind.is_text else ".yaml"):
            return kind
    return None


def _expected(kinds: list[type[Kind]]) -> str:
    forms = {"files <id>.<language>.md": any(kind.is_text for kind in kinds)}
    forms |= {kind.file_name or "files <id>.yaml": True for kind in kinds if not kind.is_text}
    return " and ".join(sorted(form for form, is_there in forms.items() if is_there))


def _split_name(path: PurePosixPath, kind: type[Kind]) -> tuple[str, str | None]:
    if not kind.is_text:
        return path.stem, None
    stem, dot, lang = path.stem.rpartition(".")
    return (stem, lang) if dot else (path.stem, None)


def _language_problem(shown: str, stem: str, lang: str | None, languages: tuple[str, ...]) -> Problem:
    message = f"'{lang}' is not a language of the network" if lang else "the file name does not say the language"
    return Problem(
        Spot(shown),
        Code.UNKNOWN_LANGUAGE,
        message,
        f"name it {stem}.{languages[0]}.md (languages: {', '.join(languages)})",
    )


def _stray_problem(folder: Path, path: PurePosixPath, shown: str, kinds: list[type[Kind]]) -> Iterator[Problem]:
    """Yield what there is to say of a file that describes no entry; what is meant as content must not be overlooked."""
    suffix = path.suffix.lower()
    if suffix == ".csv" and any(kind.has_table for kind in kinds):
        if not (folder / path.with_suffix(".yaml")).is_file():
            hint = f"add {path.stem}.yaml beside it, or delete the table"
            yield _stray(shown, hint, Severity.ERROR)
        return
    if suffix in PICTURES:
        if path.parts[0] != "pictures":
            yield _stray(shown, "put pictures into pictures/, each with a file <id>.yaml that describes it")
        return  # a rule looks for pictures that nothing describes
    if path.stem.casefold() == "readme":
        return
    severity = Severity.ERROR if suffix in TEXTS else Severity.WARNING
    yield _stray(shown, f"'{path.parts[0]}' holds {_expected(kinds)}", severity)


def _stray(shown: str, hint: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(Spot(shown), Code.UNKNOWN_FILE, "nothing reads this file", hint, severity)

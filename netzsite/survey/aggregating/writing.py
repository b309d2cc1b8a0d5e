"""Turns records into the text of YAML files, and brings such files up to date without touching what editors wrote."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from netzsite.fields import Localised, Record
from netzsite.render.tables import write_csv

_PLAIN = re.compile(r"[a-z][a-z0-9/-]*")
_WORDS = frozenset({"yes", "no", "true", "false", "on", "off", "null"})


def write_yaml(values: Mapping[str, Any]) -> str:
    """Write values as YAML: records, groups and lists in blocks, texts in quotes; what is empty is left out."""
    return "".join(f"{line}\n" for line in _mapping(values))


def _mapping(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if not _is_empty(value):
            yield from _under(_key(name), value)


def _under(name: str, value: Any) -> Iterator[str]:
    value = _plain(value)
    if isinstance(value, Mapping):
        yield f"{name}:"
        yield from (f"  {line}" for line in _mapping(value))
    elif isinstance(value, (list, tuple)) and any(isinstance(_plain(each), Mapping) for each in value):
        yield f"{name}:"
        for each in value:
            first, *others = _mapping(_plain(each))
            yield f"  - {first}"
            yield from (f"    {line}" for line in others)
    else:
        yield f"{name}: {_scalar(value)}"


def _plain(value: Any) -> Any:
    """Give a record as a group of its fields that say more than their defaults."""
    if isinstance(value, Localised):
        return value[""] if set(value) == {""} else dict(value)
    if isinstance(value, Record):
        fields = type(value).model_fields
        found = {name: getattr(value, name) for name in fields}
        return {
            name: each for name, each in found.items() if fields[name].is_required() or each != fields[name].default
        }
    return value


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, (Mapping, tuple, list)) and not value)


def _key(name: str) -> str:
    return (
        name
        if _PLAIN.fullmatch(name.replace("_", "-")) and name not in _WORDS
        else json.dumps(name, ensure_ascii=False)
    )


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_scalar(each) for each in value)}]"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (int, dt.date)):
        return str(value)
    is_plain = _PLAIN.fullmatch(value) is not None and value not in _WORDS
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def write_table(columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Write a table as CSV, with the line ends of all files of the content."""
    return write_csv(columns, rows).decode().replace("\r\n", "\n")


# -- Files that are there ----------------------------------------------------------------------------------------------


def with_block(text: str, name: str, value: Any) -> str:
    """Put a group of a YAML file in the place of the one that is there, or at the end; the rest stays as it is."""
    block = write_yaml({name: value})
    found = _block(text, name)
    if found is None:
        return f"{text.rstrip()}\n{block}"
    return text[: found.start()] + block + text[found.end() :]


def with_keys(text: str, name: str, values: Mapping[str, Any]) -> str:
    """Add the keys that a group of a YAML file lacks, at its end; those that are there stay as they are."""
    found = _block(text, name)
    if found is None:
        return with_block(text, name, values) if values else text
    lacking = {
        key: value
        for key, value in values.items()
        if not re.search(rf"""^[ \t]+["']?{re.escape(key)}["']?:""", found.group(), re.MULTILINE)
    }
    lines = write_yaml({name: lacking}).partition("\n")[2] if lacking else ""
    return text[: found.start()] + found.group().rstrip("\n") + "\n" + lines + text[found.end() :]


def _block(text: str, name: str) -> re.Match[str] | None:
    """Find a key at the margin with all that stands below it; blank lines and comments after it are not its own."""
    return re.search(rf"^{re.escape(name)}:.*\n?(?:[ \t\-].*\n?|\n(?=[ \t\-]))*", text, re.MULTILINE)

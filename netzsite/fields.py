"""Turns text values into typed fields: the types that kinds declare their fields with.

A kind declares each field once, as an annotated attribute with its help text. That line drives parsing, messages, the
JSON Schema, the reference in docs/ and the table of facts on a page.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError, core_schema


class Record(BaseModel):
    """A group of fields: frozen, and strict about keys that it does not know."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False, defer_build=True
    )


@dataclass(frozen=True, slots=True)
class Linked:
    """Marks a text field as an address that a page links; `prefix` makes it a URL (`mailto:`)."""

    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """Marks a number that is written without thousands separators: a year."""


ANY_KIND = "entry"
"""The kind of a reference that names its kind itself: `news:2026/2026-11-16-our-news`."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a text field as the id of an entry of a kind, or of a word of the vocabularies `topic` and `sector`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Words:
    """Marks a field that a translation holds too; all other fields are facts and stand in the original only.

    A translation may leave out what is not expected of it.
    """

    is_expected: bool = True


@dataclass(frozen=True, slots=True)
class Hidden:
    """Marks a field that the generic table of facts leaves out, because the page shows it elsewhere or not at all."""


class Localised(Mapping[str, str]):
    """A text per language, or one text for all languages (key `""`)."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def __getitem__(self, lang: str) -> str:
        return self._texts[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._texts.items())))

    def __repr__(self) -> str:
        return f"Localised({self._texts!r})"

    def pick(self, lang: str) -> str:
        """Give the text of a language, else the one for all, else the first one given."""
        return self._texts.get(lang) or self._texts.get("") or next(iter(self._texts.values()))

    @property
    def languages(self) -> frozenset[str]:
        """The languages given; empty if one text serves all."""
        return frozenset(self._texts) - {""}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        text = core_schema.str_schema(min_length=1, strip_whitespace=True)
        per_language = core_schema.dict_schema(core_schema.str_schema(), text, min_length=1)
        return core_schema.no_info_before_validator_function(
            _per_language,
            core_schema.with_info_after_validator_function(_localise, per_language),
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}


def _per_language(value: Any) -> Any:
    if isinstance(value, str):
        return {"": value}
    if not isinstance(value, Mapping):
        hint = "write one text, or one for each language: {de: ..., en: ...}"
        raise value_error("type", f"{shown(value)} is not a text", hint)
    return value


def _localise(texts: dict[str, str], info: ValidationInfo) -> Localised:
    for lang in filter(None, texts):
        _language(lang, info, at=lang)
    return Localised(texts)


def _language(lang: str, info: ValidationInfo, at: str = "") -> str:
    """Check that a language is one of the network's; while its profile has mistakes, none is known."""
    known = (info.context or {}).get("languages")
    if known and lang not in known:
        message, hint = f"'{lang}' is not a language of the network", f"languages: {', '.join(known)}"
        raise PydanticCustomError("unknown_language", "{text}", {"text": message, "hint": hint, "at": at})
    return lang


# -- Simple field types ------------------------------------------------------------------------------------------------


def value_error(kind: str, message: str, hint: str) -> PydanticCustomError:
    """Make the error that a field type raises: kind as in `parsing`, what is wrong, how to write it."""
    return PydanticCustomError(kind, "{text}", {"text": message, "hint": hint})


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    hint = "write YYYY-MM-DD, for example 2026-03-10"
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise value_error("date", f"'{value}' is not a date", hint) from None
    raise value_error("date", f"{shown(value)} is not a date", hint)


def _moment(value: Any) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    hint = "write YYYY-MM-DD or YYYY-MM-DD HH:MM, for example 2026-03-10 09:30"
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?", value):
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError:
            pass
    raise value_error("time", f"{shown(value)} is not a date or a date with a time", hint)


def _time(value: Any) -> dt.time:
    if isinstance(value, dt.time):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{1,2}:\d{2}", value):
        try:
            return dt.time.fromisoformat(value.zfill(5))
        except ValueError:
            pass
    raise value_error("time", f"{shown(value)} is not a time", "write HH:MM, for example 09:30")


_TRUE, _FALSE = frozenset({"true", "yes", "ja"}), frozenset({"false", "no", "nein"})


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    raise value_error("choice", f"{shown(value)} is neither true nor false", "write true or false")


def _number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        hint = "write digits only, with a point before decimals: 12500 or 17.7"
        raise value_error("number", f"'{value}' is not a number", hint)
    return value


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"-?\d+", value):
        raise value_error("number", f"'{value}' is not a whole number", "write digits only, for example 12500")
    return value


def _amount(value: Any) -> Any:
    """Read the word `undisclosed`; refuse 1.500, which is fifteen hundred for Germans and one and a half for others."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}\.\d{3}", value):
        hint = f"write {value.replace('.', '')}, without a point between thousands"
        raise value_error("number", f"'{value}' can be read in two ways", hint)
    return None if value == "undisclosed" else value


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        raise value_error("url", f"'{value}' is not a web address", "check brackets and port") from None
    if re.search(r"[\s<>\"\\^`{}|\x00-\x1f]", value) or not port_is_valid:
        raise value_error("url", f"'{value}' is not a web address", "remove spaces and special characters")
    if "@" in parts.netloc:
        raise value_error("url", f"'{value}' is not a web address", "remove the user name before the @")
    if (
        parts.scheme in ("http", "https")
        and parts.hostname
        and ("." in parts.hostname or parts.hostname == "localhost")
    ):
        return value
    if parts.scheme in ("mailto", "tel") and parts.path:
        return value
    raise value_error("url", f"'{value}' is not a web address", "begin with https://, http://, mailto: or tel:")


def _email(value: str) -> str:
    if re.fullmatch(r"[^@\s<>\"',;:?&%#/\\()\[\]]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value):
        return value
    raise value_error("value", f"'{value}' is not an e-mail address", "write name@example.org")


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        is_known = False
    else:
        is_known = not value.startswith(("posix", "right/"))  # copies of the database that count otherwise
    if is_known:
        return value
    raise value_error("value", f"'{value}' is not a time zone", "write a name of the tz database: Europe/Berlin")


ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")


def _identifier(value: str) -> str:
    if ID_PATTERN.fullmatch(value):
        return value
    raise value_error("value", f"'{value}' is not an id", "ids are made of a-z, 0-9 and hyphens, as in the file's name")


def _colour(value: str) -> str:
    if re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return value.lower()
    raise value_error("value", f"'{value}' is not a colour", "write six hex digits, for example '#0b5d4e'")


Text = Annotated[str, Field(min_length=1)]
Date = Annotated[dt.date, BeforeValidator(_date)]
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
"""A date, or a date with a time, in the network's time zone; a date alone is its midnight."""
Time = Annotated[dt.time, BeforeValidator(_time)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=0)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Volume = Annotated[Annotated[Number, Field(gt=0)] | None, BeforeValidator(_amount)]
"""An amount of money; None where the editor wrote `undisclosed`."""
Year = Annotated[int, BeforeValidator(_whole_number), Field(ge=1000, le=2200), Ungrouped()]
Url = Annotated[str, AfterValidator(_url), Linked()]
Email = Annotated[str, AfterValidator(_email), Linked("mailto:")]
Language = Annotated[str, Field(min_length=1), AfterValidator(lambda lang, info: _language(lang, info))]
"""One of the network's languages."""
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Id = Annotated[str, AfterValidator(_identifier)]
Colour = Annotated[str, AfterValidator(_colour)]


class Choice(Enum):
    """Base of the closed vocabularies; the value is what the editor writes, the theme's strings say it to readers."""


def contradiction(message: str, hint: str = "", at: str | None = None) -> PydanticCustomError:
    """Make the error that a record's own validator raises when two fields do not go together; `at` names the field."""
    return PydanticCustomError("contradiction", "{text}", {"text": message, "hint": hint} | ({"at": at} if at else {}))


def shown(value: Any) -> str:
    """Show a value in a message, shortened."""
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 60 else f"'{value[:57]}...'"
    return {dict: "a group of keys", list: "a list", type(None): "an empty value"}.get(type(value), "this value")

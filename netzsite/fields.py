"""Turns text values into typed fields, and what pydantic says of wrong ones into problems that an editor understands.

A kind declares each field once, as an annotated attribute with its help text. That line drives parsing, messages, the
JSON Schema, the reference in docs/ and the table of facts on a page.
"""

import datetime as dt
import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import ErrorDetails, PydanticCustomError, core_schema

from netzsite.errors import Code, Problem, did_you_mean
from netzsite.source import Location, Source


class Record(BaseModel):
    """A group of fields: frozen, and strict about keys that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class Linked:
    """Marks a text field as an address that a page links; `prefix` makes it a URL (`mailto:`)."""

    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """Marks a number that is written without thousands separators: a year."""


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a text field as the id of an entry of a kind, or of a word of the vocabularies `topic` and `sector`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Words:
    """Marks a field that a translation holds too; all other fields are facts and stand in the original only."""


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
            lambda value: {"": value} if isinstance(value, str) else value,
            core_schema.with_info_after_validator_function(_localise, per_language),
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}


def _localise(texts: dict[str, str], info: ValidationInfo) -> Localised:
    known = (info.context or {}).get("languages")
    for lang in texts:
        if lang and known is not None and lang not in known:
            raise PydanticCustomError(
                "unknown_language",
                "'{lang}' is not a language of the network",
                {"lang": lang, "hint": f"languages: {', '.join(known)}", "at": lang},
            )
    return Localised(texts)


# -- Simple field types ------------------------------------------------------------------------------------------------


def _problem(kind: str, message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "{text}", {"text": message, "hint": hint})


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    hint = "write YYYY-MM-DD, for example 2026-03-10"
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise _problem("date", f"'{value}' is not a date", hint) from None
    raise _problem("date", f"{_shown(value)} is not a date", hint)


def _moment(value: Any) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    hint = "write YYYY-MM-DD or YYYY-MM-DD HH:MM, for example 2026-03-10 09:30"
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?", value):
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError:
            pass
    raise _problem("time", f"{_shown(value)} is not a date or a date with a time", hint)


def _time(value: Any) -> dt.time:
    if isinstance(value, dt.time):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{1,2}:\d{2}", value):
        try:
            return dt.time.fromisoformat(value.zfill(5))
        except ValueError:
            pass
    raise _problem("time", f"{_shown(value)} is not a time", "write HH:MM, for example 09:30")


_TRUE, _FALSE = frozenset({"true", "yes", "ja"}), frozenset({"false", "no", "nein"})


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    raise _problem("choice", f"{_shown(value)} is neither true nor false", "write true or false")


def _number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        hint = "write digits only, with a point before decimals: 12500 or 17.7"
        raise _problem("number", f"'{value}' is not a number", hint)
    return value


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        raise _problem("url", f"'{value}' is not a web address", "check brackets and port") from None
    if re.search(r"[\s<>\"\\^`{}|\x00-\x1f]", value) or not port_is_valid:
        raise _problem("url", f"'{value}' is not a web address", "remove spaces and special characters")
    if (
        parts.scheme in ("http", "https")
        and parts.hostname
        and ("." in parts.hostname or parts.hostname == "localhost")
    ):
        return value
    if parts.scheme in ("mailto", "tel") and parts.path:
        return value
    raise _problem("url", f"'{value}' is not a web address", "begin with https://, http://, mailto: or tel:")


def _email(value: str) -> str:
    if re.fullmatch(r"[^@\s<>\"',;:]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value):
        return value
    raise _problem("value", f"'{value}' is not an e-mail address", "write name@example.org")


def _time_zone(value: str) -> str:
    if value in available_timezones():
        return value
    raise _problem("value", f"'{value}' is not a time zone", "write a name of the tz database: Europe/Berlin")


ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")


def _identifier(value: str) -> str:
    if ID_PATTERN.fullmatch(value):
        return value
    raise _problem("value", f"'{value}' is not an id", "ids are made of a-z, 0-9 and hyphens, as in the file's name")


def _colour(value: str) -> str:
    if re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return value.lower()
    raise _problem("value", f"'{value}' is not a colour", "write six hex digits, for example '#0b5d4e'")


Text = Annotated[str, Field(min_length=1)]
Date = Annotated[dt.date, BeforeValidator(_date)]
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
"""A date, or a date with a time, in the network's time zone; a date alone is its midnight."""
Time = Annotated[dt.time, BeforeValidator(_time)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Count = Annotated[int, BeforeValidator(_number), Field(ge=0)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Year = Annotated[int, BeforeValidator(_number), Field(ge=1000, le=2200), Ungrouped()]
Url = Annotated[str, AfterValidator(_url), Linked()]
Email = Annotated[str, AfterValidator(_email), Linked("mailto:")]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Id = Annotated[str, AfterValidator(_identifier)]
Colour = Annotated[str, AfterValidator(_colour)]


class Choice(Enum):
    """Base of the closed vocabularies; the value is what the editor writes, the theme's strings say it to readers."""


# -- Converting --------------------------------------------------------------------------------------------------------


def parse_record(model: type[R], source: Source, languages: tuple[str, ...]) -> tuple[R | None, list[Problem]]:
    """Convert the values of a file to a record; None if any of them is wrong."""
    try:
        return model.model_validate(source.values, context={"languages": languages}), []
    except ValidationError as error:
        return None, [_explain(model, source, detail) for detail in error.errors(include_url=False)]


_CODES = {
    "date": Code.BAD_DATE,
    "time": Code.BAD_TIME,
    "url": Code.BAD_URL,
    "number": Code.BAD_NUMBER,
    "choice": Code.BAD_CHOICE,
    "value": Code.BAD_VALUE,
    "contradiction": Code.CONTRADICTION,
    "unknown_language": Code.UNKNOWN_LANGUAGE,
}


def _explain(model: type[Record], source: Source, detail: ErrorDetails) -> Problem:
    """Turn one of pydantic's errors into a problem with the place of the value and words for an editor."""
    location, context, kind = tuple(detail["loc"]), detail.get("ctx", {}), detail["type"]
    location = tuple(step for step in location if step != "[key]")
    if kind == "extra_forbidden":
        known = field_names(model, location[:-1])
        message = f"'{location[-1]}' is not a field of {_owner(model, location)}"
        return Problem(
            source.spot(location, of_key=True), Code.UNKNOWN_KEY, message, did_you_mean(str(location[-1]), known)
        )
    if kind == "missing":
        message = f"{_name(location)}: is missing"
        hint = f"add a line '{location[-1]}: ...' ({field_help(model, location)})"
        return Problem(source.spot(location[:-1]), Code.MISSING_KEY, message, hint)
    if "at" in context:
        location = (*location, context["at"])
    spot = source.spot(location, of_key=kind == "unknown_language")
    if kind in _CODES:
        return Problem(spot, _CODES[kind], _prefixed(location, detail["msg"]), context.get("hint", ""))
    code, message, hint = _explain_pydantic(kind, detail["input"], context)
    return Problem(spot, code, _prefixed(location, message), hint)


def _explain_pydantic(kind: str, value: Any, context: Mapping[str, Any]) -> tuple[Code, str, str]:
    """Word pydantic's own error types (https://docs.pydantic.dev/latest/errors/validation_errors/)."""
    if kind == "enum":
        allowed = [word.strip("' ") for word in re.split(r", | or ", str(context["expected"]))]
        return (
            Code.BAD_CHOICE,
            f"{_shown(value)} is not one of the allowed words",
            did_you_mean(str(value), allowed) or (f"allowed: {', '.join(allowed)}"),
        )
    if kind in ("tuple_type", "list_type"):
        hint = f"write a list: [{value}]" if isinstance(value, str) else "begin each item with '- '"
        return Code.WRONG_TYPE, f"{_shown(value)} is not a list", hint
    if kind in ("dict_type", "mapping_type", "model_type", "model_attributes_type"):
        return (
            Code.WRONG_TYPE,
            f"{_shown(value)} is not a group of keys",
            "write indented lines 'name: value' below the key",
        )
    if kind == "string_type":
        return (
            Code.WRONG_TYPE,
            f"{_shown(value)} is not a text",
            "write one text; put it in quotation marks if in doubt",
        )
    if kind in ("string_too_short", "too_short"):
        return Code.BAD_VALUE, "must not be empty", "fill it in, or remove the line"
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        limit = context.get("ge", context.get("le", context.get("gt", context.get("lt"))))
        word = "small" if kind.startswith("greater") else "large"
        return Code.BAD_NUMBER, f"{_shown(value)} is too {word}", f"the limit is {limit}"
    if kind in (
        "int_type",
        "int_parsing",
        "int_from_float",
        "decimal_parsing",
        "decimal_type",
        "float_parsing",
        "float_type",
    ):
        return (
            Code.BAD_NUMBER,
            f"{_shown(value)} is not a number of the right kind",
            "write digits only, for example 12500",
        )
    if kind == "string_too_long":
        return Code.BAD_VALUE, f"is longer than {context['max_length']} characters", "shorten it"
    return Code.BAD_VALUE, f"{_shown(value)} does not fit here ({kind.replace('_', ' ')})", ""


def contradiction(message: str, hint: str = "", at: str | None = None) -> PydanticCustomError:
    """Make the error that a record's own validator raises when two fields do not go together; `at` names the field."""
    return PydanticCustomError("contradiction", "{text}", {"text": message, "hint": hint} | ({"at": at} if at else {}))


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 60 else f"'{value[:57]}...'"
    return {dict: "a group of keys", list: "a list", type(None): "an empty value"}.get(type(value), "this value")


def _name(location: Location) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in location)


def _prefixed(location: Location, message: str) -> str:
    return f"{_name(location)}: {message}" if location else message


def _owner(model: type[Record], location: Location) -> str:
    return f"'{_name(location[:-1])}'" if len(location) > 1 else f"'{model_name(model)}'"


def model_name(model: type[Record]) -> str:
    """Give a record's name as editors know it: FundingCall -> funding call."""
    name = getattr(model, "kind", None)
    return name if isinstance(name, str) else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()


# -- Looking into declarations -----------------------------------------------------------------------------------------


def nested_record(annotation: Any) -> type[Record] | None:
    """Find the record inside an annotation such as `tuple[Talk, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(filter(None, map(nested_record, typing.get_args(annotation))), None)


def _owner_model(model: type[Record], location: Location) -> type[Record] | None:
    current: type[Record] | None = model
    is_key = False
    for step in location:
        if is_key or isinstance(step, int) or current is None:
            is_key = False
            continue
        field = current.model_fields.get(step)
        current = nested_record(field.annotation) if field else None
        is_key = field is not None and typing.get_origin(field.annotation) is dict
    return current


def field_names(model: type[Record], location: Location) -> list[str]:
    """List the fields of the record at a location; empty if there is none."""
    owner = _owner_model(model, location)
    return list(owner.model_fields) if owner else []


def field_help(model: type[Record], location: Location) -> str:
    """Give the help text of the field at a location."""
    owner = _owner_model(model, location[:-1])
    field = owner.model_fields.get(str(location[-1])) if owner else None
    return (field.description if field else None) or "see the reference"


def markers(annotation: Any) -> Iterator[Any]:
    """Yield the `Annotated` metadata at every depth of an annotation."""
    if typing.get_origin(annotation) is Annotated:
        inner, *metadata = typing.get_args(annotation)
        yield from metadata
        yield from markers(inner)
    elif typing.get_origin(annotation) in (tuple, typing.Union, types.UnionType, list, dict):
        for argument in typing.get_args(annotation):
            yield from markers(argument)


@cache
def hints(model: type[Record]) -> dict[str, Any]:
    """Give a record's annotations with their markers, in the order of declaration, the base's first."""
    resolved = typing.get_type_hints(model, include_extras=True)
    return {name: resolved[name] for name in model.model_fields}


@cache
def has_marker(model: type[Record], name: str, marker: type) -> bool:
    """Tell whether a field carries a marker."""
    return any(isinstance(found, marker) for found in markers(hints(model)[name]))


@cache
def _reference_plan(model: type[Record]) -> tuple[tuple[str, str | None], ...]:
    """List the fields that are references (with their kind) or hold records that may contain some (with None)."""
    plan: list[tuple[str, str | None]] = []
    for name, annotation in hints(model).items():
        kind = next((marker.kind for marker in markers(annotation) if isinstance(marker, Reference)), None)
        if kind or ((inner := nested_record(annotation)) and _reference_plan(inner)):
            plan.append((name, kind))
    return tuple(plan)


def references(record: Record, at: Location = ()) -> Iterator[tuple[Location, str, str]]:
    """Yield the references of a record, nested ones too: location, kind, id."""
    for name, kind in _reference_plan(type(record)):
        yield from _references_of(getattr(record, name), (*at, name), kind)


def _references_of(value: Any, at: Location, kind: str | None) -> Iterator[tuple[Location, str, str]]:
    if isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _references_of(item, (*at, position), kind)
    elif isinstance(value, Record):
        yield from references(value, at)
    elif isinstance(value, str) and kind:
        yield at, kind, value

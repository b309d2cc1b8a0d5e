"""Turns the declaration of a record into what editors and their programs read of it: words, examples, JSON Schema."""

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from inspect import getdoc
from typing import Annotated, Any

from pydantic.fields import FieldInfo

from netzsite.config import MediaMix, Network
from netzsite.declarations import hints
from netzsite.entry import Kind, translation_model
from netzsite.fields import (
    ANY_KIND,
    ID_PATTERN,
    Colour,
    Count,
    Date,
    Email,
    Flag,
    Id,
    Localised,
    Moment,
    Number,
    Record,
    Reference,
    Text,
    Time,
    TimeZone,
    Url,
    Volume,
    Year,
)
from netzsite.kinds import KINDS
from netzsite.survey.companies import AskedCompanies
from netzsite.survey.questionnaire import Questionnaire

JsonSchema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The JSON Schema version that editors know best."""

PROFILES: tuple[type[Record], ...] = (Network, MediaMix, Questionnaire, AskedCompanies)
"""The files that are no entries: two that every network has once, and two of each year's survey."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value looks like.

    Attributes:
        one: in words: "a date".
        many: the same in the plural: "dates".
        example: as an editor writes it.
        schema: as JSON Schema.
        record: the group of fields inside, if there is one.
    """

    one: str
    many: str
    example: str
    schema: JsonSchema
    record: type[Record] | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """A field as declared; `default` is what holds where the field is left out, if that is worth saying."""

    name: str
    shape: Shape
    help: str
    is_required: bool
    default: str


_INTEGER: JsonSchema = {"type": ["integer", "string"], "pattern": r"^-?\d+$"}
_NUMBER: JsonSchema = {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"}
_TEXT: JsonSchema = {"type": ["string", "number"], "minLength": 1}
_DAY = r"\d{4}-\d{2}-\d{2}"

# An annotation has the shape of the first line whose markers it carries. Editors write most texts without quotation
# marks, so that a program which guesses types takes a postal code for a number: both are right.
_SHAPES: tuple[tuple[Any, Shape], ...] = (
    (
        Volume,
        Shape(
            "a number, or the word `undisclosed`", "numbers", "12500000", {"anyOf": [{"const": "undisclosed"}, _NUMBER]}
        ),
    ),
    (Date, Shape("a date", "dates", "2026-03-10", {"type": "string", "pattern": f"^{_DAY}$"})),
    (
        Moment,
        Shape(
            "a date, or a date with a time",
            "dates, or dates with a time",
            "2026-03-10 09:30",
            {"type": "string", "pattern": f"^{_DAY}([ T]\\d{{2}}:\\d{{2}})?$"},
        ),
    ),
    (Time, Shape("a time", "times", "09:30", {"type": "string", "pattern": r"^\d{1,2}:\d{2}$"})),
    (
        Flag,
        Shape(
            "`true` or `false`",
            "`true` or `false`",
            "",
            {"type": ["boolean", "string"], "enum": [True, False, "yes", "no", "ja", "nein"]},
        ),
    ),
    (Year, Shape("a year", "years", "1996", _INTEGER)),
    (Count, Shape("a whole number", "whole numbers", "", _INTEGER)),
    (Number, Shape("a number", "numbers", "17.7", _NUMBER)),
    (Url, Shape("a web address", "web addresses", "https://example.org/", {"type": "string", "format": "uri"})),
    (Email, Shape("an e-mail address", "e-mail addresses", "name@example.org", {"type": "string", "format": "email"})),
    (TimeZone, Shape("a time zone", "time zones", "Europe/Berlin", {"type": "string"})),
    (Id, Shape("an id", "ids", "life-science-day", {"type": "string", "pattern": f"^(?:{ID_PATTERN.pattern})$"})),
    (Colour, Shape("a colour", "colours", '"#0b5d4e"', {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})),
    (Text, Shape("a text", "texts", "", _TEXT)),
    (str, Shape("a text", "texts", "", _TEXT)),
)

_LOCALISED = Shape(
    "a text for all languages, or one for each",
    "texts, each for all languages or one for each",
    "{de: Werkstatt, en: Workshop}",
    {"anyOf": [_TEXT, {"type": "object", "minProperties": 1, "additionalProperties": _TEXT}]},
)


def json_schema(model: type[Record]) -> JsonSchema:
    """Give the JSON Schema of a file that holds a record."""
    return {"$schema": DIALECT, "title": first_sentence(model), **_object(model)}


def find_model(name: str, *, translation: bool = False) -> type[Record] | None:
    """Find the record of a kind's file by the kind's name, or of a profile; None if there is none."""
    if translation:
        return next((translation_model(kind) for kind in KINDS if kind.kind == name and kind.is_text), None)
    return {model.kind: model for model in (*KINDS, *PROFILES)}.get(name)  # type: ignore[attr-defined]  # all have one


def model_names() -> tuple[str, ...]:
    """List what has a schema: the kinds, and the profiles."""
    return tuple(model.kind for model in (*KINDS, *PROFILES))  # type: ignore[attr-defined]  # dto.


def declared_fields(model: type[Record]) -> tuple[Declared, ...]:
    """List the fields of a record as declared, those that every kind has last."""
    found = [_declared(model, name, annotation) for name, annotation in hints(model).items()]
    return tuple(sorted(found, key=lambda field: issubclass(model, Kind) and field.name in Kind.model_fields))


def first_sentence(model: type) -> str:
    """Give what a record says of itself, without what only programmers need."""
    return (getdoc(model) or "").partition("\n")[0].partition(";")[0].rstrip(".") + "."


def _declared(model: type[Record], name: str, annotation: Any) -> Declared:
    field = model.model_fields[name]
    shape = _shape(annotation, tuple(field.metadata))
    default = field.default
    shown = str(default.value) if isinstance(default, Enum) else str(default)
    is_worth_saying = isinstance(default, (Enum, str, int)) and not isinstance(default, bool)
    return Declared(name, shape, field.description or "", field.is_required(), shown if is_worth_saying else "")


def _object(model: type[Record]) -> JsonSchema:
    fields = declared_fields(model)
    schema: JsonSchema = {"type": "object", "additionalProperties": False}
    schema["properties"] = {field.name: _property(field) for field in fields}
    required = [field.name for field in fields if field.is_required]
    return {**schema, "required": required} if required else schema


def _property(field: Declared) -> JsonSchema:
    has_example = field.shape.example and field.shape.schema.get("type") == "string"
    examples = {"examples": [field.shape.example.strip('"')]} if has_example else {}
    return {"description": field.help, **field.shape.schema, **examples}


# -- From an annotation to its shape -----------------------------------------------------------------------------------


def _shape(annotation: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated and (simple := _simple(annotation)) is None:
        return _shape(arguments[0], (*arguments[1:], *metadata))
    if origin in (typing.Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _shape(inner, metadata)
    if origin is tuple:
        return _list(_shape(arguments[0]), metadata)
    if origin is dict:
        return _groups(_shape(arguments[1]), metadata)
    if origin is None and isinstance(annotation, type) and not annotation.__module__.startswith("builtins"):
        return _named(annotation)
    return _limited(simple if origin is Annotated and simple else _plain(annotation, metadata), annotation, metadata)


def _named(annotation: type) -> Shape:
    """Give the shape of a group of fields, of a closed vocabulary, or of a text per language."""
    if issubclass(annotation, Record):
        return Shape("a group of fields", "groups of fields", "", _object(annotation), annotation)
    if issubclass(annotation, Enum):
        values = [str(item.value) for item in annotation]
        listed = ", ".join(f"`{value}`" for value in values)
        return Shape(f"one of: {listed}", f"words out of: {listed}", "", {"enum": values})
    if issubclass(annotation, Localised):
        return _LOCALISED
    raise TypeError(f"no words for {annotation}")


def _simple(annotation: Any) -> Shape | None:
    """Find the simple type whose base and markers an annotation has."""
    base, *marks = typing.get_args(annotation)
    for alias, shape in _SHAPES:
        if typing.get_origin(alias) is not Annotated:
            continue
        alias_base, *wanted = typing.get_args(alias)
        if alias_base == base and all(any(mark is want for mark in marks) for want in wanted):
            return shape
    return None


def _plain(annotation: Any, metadata: tuple[Any, ...]) -> Shape:
    reference = next((mark for mark in metadata if isinstance(mark, Reference)), None)
    if reference is not None:
        return _reference(reference.kind)
    return next(shape for alias, shape in _SHAPES if alias is annotation)


def _reference(kind: str) -> Shape:
    if kind == ANY_KIND:
        schema = {"type": "string", "pattern": f"^[a-z]+:(?:{ID_PATTERN.pattern})$"}
        return Shape(
            "kind and id of an entry: `news:2026/...`", "kinds and ids of entries: `news:2026/...`", "", schema
        )
    place = {"topic": "`topics` in network.yaml", "sector": "`sectors` in network.yaml"}
    place |= {known.kind: f"`{known.folder}/`" for known in KINDS} | {"chapter": "the edition's folder"}
    article = "an" if kind[0] in "aeiou" else "a"
    schema = {"type": "string", "pattern": f"^(?:{ID_PATTERN.pattern})$"}
    return Shape(f"the id of {article} {kind} ({place[kind]})", f"{kind} ids ({place[kind]})", "", schema)


def _list(item: Shape, metadata: tuple[Any, ...]) -> Shape:
    least = _limits(metadata).get("min_length")
    schema: JsonSchema = {"type": "array", "items": item.schema} | ({"minItems": least} if least else {})
    words = f"a list of {item.many}" + (", at least one" if least else "")
    return Shape(words, f"lists of {item.many}", f"[{item.example}]" if item.example else "", schema, item.record)


def _groups(value: Shape, metadata: tuple[Any, ...]) -> Shape:
    least = _limits(metadata).get("min_length")
    schema: JsonSchema = {"type": "object", "additionalProperties": value.schema}
    schema |= {"minProperties": least} if least else {}
    words = f"names of your choice, each with {value.one}" + ("; at least one" if least else "")
    return Shape(words, words, "", schema, value.record)


# -- Limits ------------------------------------------------------------------------------------------------------------

_KEYWORDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum", "pattern": "pattern"}


def _limited(shape: Shape, annotation: Any, metadata: tuple[Any, ...]) -> Shape:
    """Add the limits of a field to the shape of its type."""
    marks = typing.get_args(annotation)[1:] if typing.get_origin(annotation) is Annotated else ()
    limits = _limits((*metadata, *marks))
    schema = shape.schema | {_KEYWORDS[name]: limit for name, limit in limits.items() if name in _KEYWORDS}
    return Shape(shape.one + _limit_words(limits, shape), shape.many, shape.example, schema, shape.record)


def _limit_words(limits: Mapping[str, Any], shape: Shape) -> str:
    low, high = limits.get("ge"), limits.get("le")
    if "number" not in shape.one:
        return ""
    if low is not None and high is not None:
        return f" from {low} to {high}"
    if limits.get("gt") == 0:
        return " above 0"
    return f", {low} or more" if low else ""


def _limits(metadata: Iterable[Any]) -> dict[str, Any]:
    """Gather limits from pydantic's and annotated-types' marks; the narrowest counts."""
    found: dict[str, Any] = {}
    for mark in _flat(metadata):
        for name in (*_KEYWORDS, "min_length"):
            limit = getattr(mark, name, None)
            if limit is None:
                continue
            known = found.get(name, limit)
            narrow = limit if name == "pattern" else (min if name in ("le", "lt") else max)(known, limit)
            found[name] = float(narrow) if isinstance(narrow, Decimal) else narrow
    return found


def _flat(metadata: Iterable[Any]) -> Iterator[Any]:
    for mark in metadata:
        yield from mark.metadata if isinstance(mark, FieldInfo) else (mark,)

"""Looks into the declarations of records: their fields, markers and references."""

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any

from netzsite.fields import Record, Reference
from netzsite.yaml_text import Location


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
    """Give the help text of the field at a location, or of the field that holds it: an item, a language."""
    while location:
        owner = _owner_model(model, location[:-1])
        field = owner.model_fields.get(str(location[-1])) if owner else None
        if field is not None and field.description:
            return field.description
        location = location[:-1]
    return "see the reference"


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
def field_markers(model: type[Record]) -> dict[str, tuple[Any, ...]]:
    """Give the markers of each field of a record, in the order of declaration, the base's first."""
    return {name: tuple(markers(annotation)) for name, annotation in hints(model).items()}


@cache
def has_marker(model: type[Record], name: str, marker: type) -> bool:
    """Tell whether a field carries a marker."""
    return any(isinstance(found, marker) for found in field_markers(model)[name])


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

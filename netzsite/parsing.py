"""Turns the values of a file into a record, and pydantic's errors into problems that an editor understands."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from netzsite.declarations import field_help, field_names
from netzsite.errors import Code, Problem, did_you_mean
from netzsite.fields import Record, shown
from netzsite.source import Source
from netzsite.yaml_text import Location

R = TypeVar("R", bound=Record)


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
            f"{shown(value)} is not one of the allowed words",
            did_you_mean(str(value), allowed) or (f"allowed: {', '.join(allowed)}"),
        )
    if kind in ("tuple_type", "list_type"):
        hint = f"write a list: [{value}]" if isinstance(value, str) else "begin each item with '- '"
        return Code.WRONG_TYPE, f"{shown(value)} is not a list", hint
    if kind in ("dict_type", "mapping_type", "model_type", "model_attributes_type"):
        return (
            Code.WRONG_TYPE,
            f"{shown(value)} is not a group of keys",
            "write indented lines 'name: value' below the key",
        )
    if kind == "string_type":
        return (
            Code.WRONG_TYPE,
            f"{shown(value)} is not a text",
            "write one text; put it in quotation marks if in doubt",
        )
    if kind in ("string_too_short", "too_short"):
        return Code.BAD_VALUE, "must not be empty", "fill it in, or remove the line"
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        limit = context.get("ge", context.get("le", context.get("gt", context.get("lt"))))
        word = "small" if kind.startswith("greater") else "large"
        return Code.BAD_NUMBER, f"{shown(value)} is too {word}", f"the limit is {limit}"
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
            f"{shown(value)} is not a number of the right kind",
            "write digits only, for example 12500",
        )
    if kind == "string_too_long":
        return Code.BAD_VALUE, f"is longer than {context['max_length']} characters", "shorten it"
    return Code.BAD_VALUE, f"{shown(value)} does not fit here ({kind.replace('_', ' ')})", ""


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

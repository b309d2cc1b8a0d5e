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
from netzsite.yaml_text import Location, dotted

R = TypeVar("R", bound=Record)

MAX_PROBLEMS = 200
"""The most problems of one file that are said in one run: whoever has more made one mistake, not many."""


def parse_record(model: type[R], source: Source, languages: tuple[str, ...]) -> tuple[R | None, list[Problem]]:
    """Convert the values of a file to a record; None if any of them is wrong."""
    try:
        return model.model_validate(source.values, context={"languages": languages}), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        # A list counts as too short for pydantic if its items are wrong: only an empty one is reported as empty.
        real = [detail for detail in details if detail["type"] != "too_short" or not detail["input"]]
        return None, [_explain(model, source, detail) for detail in real[:MAX_PROBLEMS]]


_CODES = {
    "type": Code.WRONG_TYPE,
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
    context, kind = detail.get("ctx", {}), detail["type"]
    location = tuple(step for step in (*detail["loc"], *filter(None, [context.get("at")])) if step not in ("", "[key]"))
    if kind == "extra_forbidden":
        return Problem(source.spot(location, of_key=True), Code.UNKNOWN_KEY, *_explain_unknown(model, location))
    if kind == "missing":
        hint = f"add a line '{location[-1]}: ...' ({field_help(model, location)})"
        return Problem(source.spot(location, of_key=True), Code.MISSING_KEY, f"{dotted(location)}: is missing", hint)
    if kind in _CODES:
        code, message, hint = _CODES[kind], detail["msg"], context.get("hint", "")
    else:
        code, message, hint = _explain_pydantic(kind, detail["input"], context)
    spot = source.spot(location, of_key=kind == "unknown_language")
    return Problem(spot, code, _prefixed(location, message), hint or f"it holds: {field_help(model, location)}")


def _explain_unknown(model: type[Record], location: Location) -> tuple[str, str]:
    """Word that there is no field of a name."""
    name, known = str(location[-1]), field_names(model, location[:-1])
    if len(location) == 1 and name in getattr(model, "facts", ()):
        return f"'{name}' is a fact, and a translation holds words only", "remove it: the original has it for all"
    message = f"'{name}' is not a field of {_owner(model, location)}"
    return message, did_you_mean(name, known) or f"its fields: {', '.join(known)}"


_LIMITS = {
    "greater_than_equal": ("ge", "small", "at least"),
    "greater_than": ("gt", "small", "more than"),
    "less_than_equal": ("le", "large", "at most"),
    "less_than": ("lt", "large", "less than"),
}


def _explain_pydantic(kind: str, value: Any, context: Mapping[str, Any]) -> tuple[Code, str, str]:
    """Word pydantic's own error types (https://docs.pydantic.dev/latest/errors/validation_errors/)."""
    written = shown(value)
    if kind == "enum":
        allowed = [word.strip("' ") for word in re.split(r", | or ", str(context["expected"]))]
        hint = did_you_mean(str(value), allowed) or f"allowed: {', '.join(allowed)}"
        return Code.BAD_CHOICE, f"{written} is not one of the allowed words", hint
    if kind in _LIMITS:
        limit, word, bound = _LIMITS[kind]
        return Code.BAD_NUMBER, f"{written} is too {word}", f"write a number of {bound} {context[limit]}"
    if kind in ("string_too_short", "too_short"):
        return Code.BAD_VALUE, "must not be empty", "fill it in, or remove the line"
    if kind in ("string_too_long", "string_pattern_mismatch"):
        return Code.BAD_VALUE, f"{written} does not have the form that this field needs", ""
    if kind in ("tuple_type", "list_type"):
        hint = f"write a list: [{value}]" if isinstance(value, str) else "begin each item with '- '"
        return Code.WRONG_TYPE, f"{written} is not a list", hint
    if kind in ("dict_type", "mapping_type", "model_type", "model_attributes_type"):
        return Code.WRONG_TYPE, f"{written} is not a group of fields", "write indented lines 'name: value' below it"
    if kind == "string_type":
        return Code.WRONG_TYPE, f"{written} is not a text", "write one text; put it in quotation marks if in doubt"
    if re.match("int_|decimal_|float_", kind):
        return Code.BAD_NUMBER, f"{written} is not a number", "write digits only, for example 12500"
    return Code.BAD_VALUE, f"{written} does not fit here", ""


def _prefixed(location: Location, message: str) -> str:
    return f"{dotted(location)}: {message}" if location else message


def _owner(model: type[Record], location: Location) -> str:
    return f"'{dotted(location[:-1])}'" if len(location) > 1 else f"'{model_name(model)}'"


def model_name(model: type[Record]) -> str:
    """Give a record's name as editors know it: FundingCall -> funding call."""
    name = getattr(model, "kind", None)
    return name if isinstance(name, str) else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()

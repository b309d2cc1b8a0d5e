"""Turns a form into what its PDF fields are called, say to screen readers, hold and allow."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.kinds.survey import QuestionType
from netzsite.strings import Strings
from netzsite.survey.form import BY, Form, FormField

KNOWN = "known-"
"""Begins the names of fields that only show what is known."""

IDENTIFICATION = "netzsite-form"
"""The name of the hidden field that says whose form it is."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A field to write in."""

    tooltip: str
    value: str = ""
    length: int = 0
    is_right: bool = False
    is_long: bool = False
    is_required: bool = False
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to tick, or a button out of several; `group` says of what several."""

    tooltip: str
    option: str
    is_chosen: bool
    group: str = ""
    group_tooltip: str = ""


def field_specs(form: Form, strings: Strings) -> dict[str, TextBox | Mark]:
    """Say what the fields of a form are: name in the layout -> field."""
    specs: dict[str, TextBox | Mark] = {fact.id: TextBox(fact.label, fact.value, fact.length) for fact in form.facts}
    for field in form.fields():
        specs |= dict(_of_question(field, strings))
    for number, (label, words) in enumerate(form.known, 1):
        specs[f"{KNOWN}{number}"] = TextBox(label, words, is_fixed=True)
    specs[BY] = TextBox(strings.text("survey-form.by"), length=120)
    return specs


def _of_question(field: FormField, strings: Strings) -> Iterator[tuple[str, TextBox | Mark]]:
    if not field.options:
        words = ", ".join(filter(None, [field.label, field.unit, *_kind_words(field, strings)]))
        length = field.length if field.type is QuestionType.TEXT else 0
        yield (
            field.id,
            TextBox(words, field.value, length, field.is_number, field.is_long, field.is_required),
        )
    for option in field.options:
        words = strings.text("survey-form.part", question=field.label, option=option.words)
        group = field.id if field.type is QuestionType.CHOICE else ""
        yield f"{field.id}:{option.id}", Mark(words, option.id, option.is_chosen, group, field.label)


def _kind_words(field: FormField, strings: Strings) -> Iterator[str]:
    """Say what is to be written, and its limits."""
    kinds = {QuestionType.INTEGER: "whole", QuestionType.DATE: "day"}
    if name := kinds.get(field.type, "decimal" if field.is_number else ""):
        yield strings.text(f"survey-form.{name}")
    if field.is_required:
        yield strings.text("survey-form.required")

"""Turns a form into the rows of its spreadsheet: what each answer cell is for, and what may be written into it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from netzsite.kinds.survey import QuestionType
from netzsite.strings import Strings
from netzsite.survey.form import BY, Form, FormField

HIDDEN_SHEET = "netzsite"
"""The name of the sheet that says whose form it is, and holds the lists to choose from."""

COLUMNS = ("question", "answer", "unit", "help")
"""What the columns A to D show; E, which is hidden, names the answer of its row."""

ANSWER, NAME = 2, 5
"""The columns of answers and of their names, from 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is answered.

    Attributes:
        name: the question, or question and option with a colon between.
        label, unit, help: what is shown.
        value: what is filled in already.
        field: whose limits hold; None for facts.
        choices: words of the list to choose from.
    """

    name: str
    label: str
    unit: str = ""
    help: str = ""
    value: str = ""
    field: FormField | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Rows below a heading."""

    title: str
    intro: str = ""
    rows: tuple[Row, ...] = field(default=())


def blocks(form: Form, strings: Strings) -> Iterator[Block]:
    """Yield the blocks of a form's sheet."""
    words = strings.text
    facts = tuple(Row(fact.id, fact.label, value=fact.value) for fact in form.facts)
    yield Block(words("survey-form.company"), words("survey-form.company-intro"), facts)
    for number, section in enumerate(form.sections, 1):
        rows = tuple(row for each in section.fields for row in _of_question(each, strings))
        yield Block(f"{number} {section.title}", section.intro, rows)
    yield Block(words("survey-form.back"), rows=(Row(BY, words("survey-form.by")),))


def _of_question(asked: FormField, strings: Strings) -> Iterator[Row]:
    about = " ".join(filter(None, [asked.help, f"({expected(asked, strings)})"]))
    label = f"{asked.label} ({strings.text('survey-form.required')})" if asked.is_required else asked.label
    if asked.type is not QuestionType.CHOICES:
        choices = tuple(option.words for option in asked.options)
        chosen = next((option.words for option in asked.options if option.is_chosen), asked.value)
        yield Row(asked.id, label, asked.unit, about, chosen, asked, choices)
        return
    tick = strings.text("survey-form.chosen")
    for place, option in enumerate(asked.options):
        part = strings.text("survey-form.part", question=asked.label, option=option.words)
        value = tick if option.is_chosen else ""
        yield Row(f"{asked.id}:{option.id}", part, "", "" if place else about, value, asked, (tick,))


def expected(asked: FormField, strings: Strings) -> str:
    """Say what is to be written, with its limits."""
    words = strings.text
    if asked.options:
        return words("survey-form.mark" if asked.type is QuestionType.CHOICES else "survey-form.one-of")
    if asked.type is QuestionType.TEXT:
        return words("survey-form.text", length=asked.length)
    if asked.type is QuestionType.DATE:
        return words("survey-form.day")
    parts = [words("survey-form.whole" if asked.type is QuestionType.INTEGER else "survey-form.decimal")]
    parts += [words("survey-form.at-least", least=asked.least)] if asked.least else []
    parts += [words("survey-form.at-most", most=asked.most)] if asked.most else []
    return ", ".join(parts)

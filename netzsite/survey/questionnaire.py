"""Turns a questionnaire.yaml into the questionnaire: what is asked, what answers may be, what becomes of them."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.config import Network
from netzsite.errors import NetzsiteError
from netzsite.fields import Choice, Count, Date, Flag, Id, Localised, Number, Record, Text, Year, contradiction
from netzsite.kinds.figure import Mark
from netzsite.kinds.survey import NUMERIC, QuestionType
from netzsite.parsing import parse_record
from netzsite.source import Source, read_source

FILE = "questionnaire.yaml"

CONSENT = "yes"
"""The option by which a company agrees."""


class Publishing(Choice):
    """What becomes of the answers to a question."""

    AGGREGATE = "aggregate"
    NAMED = "named"
    NEVER = "never"


class Statistic(Choice):
    """What answers are summed up to."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    SHARE = "share"
    CLASSES = "classes"
    GROWTH = "growth"
    GROWTH_WITHOUT_LARGEST = "growth-without-largest"


class Dimension(Choice):
    """What answers are broken down by; each year is a table of its own."""

    SECTOR = "sector"
    SIZE = "size"
    DISTRICT = "district"


class Axis(Choice):
    """By what a figure shows answers; `year` alone shows all companies over time."""

    YEAR = "year"
    SECTOR = "sector"
    SIZE = "size"
    DISTRICT = "district"
    CATEGORY = "category"


class FigurePlan(Record):
    """A figure that is made of the answers to a question."""

    by: Axis = Field(description="year, sector, size, district or category: the options, or the classes of numbers")
    statistic: Statistic = Field(description="which of the question's statistics it shows")
    mark: Mark = Field(description="how it is drawn, as figures are")


class Question(Record):
    """A question."""

    id: Id = Field(description="its id, the same every year")
    type: QuestionType = Field(description="integer, money, percentage, choice, choices, text or date")
    label: Localised = Field(description="the question, in a few words")
    help: Localised | None = Field(None, description="what is meant: what is counted, what is not")
    unit: Localised | None = Field(None, description="unit of a number; money is in units of the currency")
    options: dict[Id, Localised] = Field({}, description="of choice and choices: id -> words")
    least: Number | None = Field(None, description="the smallest number that is possible")
    most: Number | None = Field(None, description="the largest number that is possible, or characters of a text")
    change: Number | None = Field(
        None,
        description="a number that is so many times that of the year before, or one part of it, is asked about",
        gt=1,
    )
    required: Flag = Field(False, description="the form asks for an answer")
    prefilled: Flag = Field(False, description="the form shows the answer of the year before")
    once: Flag = Field(False, description="who has answered it in an earlier year is not asked again; the answer stays")
    published: Publishing = Field(
        Publishing.AGGREGATE, description="aggregate, named (with the company's consent) or never"
    )
    consent: Id | None = Field(
        None, description="of a named one: the question, a choice of yes and no, that agrees to it"
    )
    statistics: tuple[Statistic, ...] = Field((), description="count, sum, mean, median, share, classes, growth")
    by: tuple[Dimension, ...] = Field((), description="tables: sector, size, district")
    classes: tuple[Number, ...] = Field((), description="lower bounds of size classes, ascending: [0, 10, 50, 250]")
    decimals: Count = Field(0, description="decimals of published numbers", le=6)
    scale: Number = Field(Decimal(1), description="numbers are published in units of so many: 1000000", gt=0)
    published_unit: Localised | None = Field(None, description="unit of published numbers, if they have a scale")
    answering_tells: Flag = Field(
        False, description="that a company has answered tells something of it: how many have is suppressed if few"
    )
    figures: tuple[FigurePlan, ...] = Field((), description="figures to be made of the answers")
    changed: Localised | None = Field(
        None, description="what has changed in its definition since the year before: series are not joined here"
    )

    @model_validator(mode="after")
    def _goes_together(self) -> "Question":
        has_options = self.type in (QuestionType.CHOICE, QuestionType.CHOICES)
        if has_options != bool(self.options):
            message = (
                "a choice needs options" if has_options else f"a question of type {self.type.value} has no options"
            )
            raise contradiction(message, "give 'options: {yes: ..., no: ...}' to choice and choices only", at="options")
        numeric = {"unit": self.unit, "change": self.change, "least": self.least, "classes": self.classes or None}
        wrong = next((name for name, value in numeric.items() if value is not None and self.type not in NUMERIC), None)
        if wrong is not None:
            raise contradiction("only numbers have this", f"remove '{wrong}'", at=wrong)
        if self.least is not None and self.most is not None and self.least > self.most:
            raise contradiction("least is more than most", "check both limits", at="least")
        if list(self.classes) != sorted(set(self.classes)):
            raise contradiction(
                "the classes do not ascend", "write their lower bounds, the smallest first", at="classes"
            )
        if self.classes and self.scale != 1:
            raise contradiction("classes and a scale do not go together", "remove 'scale'", at="scale")
        lacking = next((plan for plan in self.figures if plan.statistic not in self._tabulated), None)
        if lacking is not None:
            name = lacking.statistic.value
            raise contradiction(f"a figure shows {name}, which is no statistic of the question", at="figures")
        missing = next((plan.by.value for plan in self.figures if plan.by.value not in self._axes), None)
        if missing is not None:
            hint = "add it to 'by', or give options or classes"
            raise contradiction(f"a figure by {missing}, of which there is no table", hint, at="figures")
        if self.published is Publishing.NAMED and self.consent is None:
            raise contradiction("a named answer needs consent", "name the question that asks for it", at="consent")
        return self

    @property
    def is_numeric(self) -> bool:
        """Whether answers are numbers."""
        return self.type in NUMERIC

    @property
    def _tabulated(self) -> frozenset[Statistic]:
        counted = {Statistic.COUNT, Statistic.SHARE} if Statistic.CLASSES in self.statistics else set[Statistic]()
        return frozenset({*self.statistics, *counted})

    @property
    def _axes(self) -> frozenset[str]:
        return frozenset(
            {"year", *(dimension.value for dimension in self.by)}
            | ({"category"} if self.options or Statistic.CLASSES in self.statistics else set[str]())
        )


class Section(Record):
    """Questions that belong together."""

    id: Id = Field(description="its id")
    title: Localised = Field(description="heading")
    intro: Localised | None = Field(None, description="a few sentences before the questions")
    questions: tuple[Question, ...] = Field(description="in order", min_length=1)


class Comparison(Choice):
    """How parts must relate to the whole."""

    EQUAL = "equal"
    AT_MOST = "at-most"


class Agreement(Record):
    """A check between questions: parts add up to the whole, or to no more than it."""

    whole: Id | None = Field(None, description="id of the question of the whole")
    total: Number | None = Field(None, description="or the whole as a number: 100 for percentages")
    parts: tuple[Id, ...] = Field(description="ids of the questions of its parts", min_length=1)
    parts_are: Comparison = Field(Comparison.EQUAL, description="together equal to the whole, or at-most")
    message: Localised | None = Field(None, description="how the company is told, if not in the usual words")

    @model_validator(mode="after")
    def _has_one_whole(self) -> "Agreement":
        if (self.whole is None) == (self.total is None):
            raise contradiction("the whole is a question or a number", "give one of 'whole' and 'total'")
        return self


class Questionnaire(Record):
    """The questionnaire of a year."""

    kind: ClassVar[str] = "questionnaire"

    title: Localised = Field(description="name of the survey, with its year")
    year: Year = Field(description="the year in which companies are asked; the folder's name")
    business_year: Year = Field(description="the year that their answers are about")
    opens: Date = Field(description="first day")
    closes: Date = Field(description="last day for answers")
    population: Localised = Field(description="who is asked, in words: for the method chapter")
    intro: Localised = Field(description="what it is for: heads the forms")
    privacy: Localised = Field(description="what becomes of the answers, and who sees them")
    currency: Annotated[Text, Field(pattern=r"^[A-Z]{3}$")] = Field("EUR", description="ISO 4217: EUR")
    size: Id | None = Field(None, description="the question whose classes are the size of a company")
    sections: tuple[Section, ...] = Field(description="groups of questions, in order", min_length=1)
    agreements: tuple[Agreement, ...] = Field((), description="checks between questions")
    example: Flag = Field(False, description="the companies and answers are made up; every medium says so")

    @model_validator(mode="after")
    def _names_what_there_is(self) -> "Questionnaire":
        ids = [question.id for question in self.questions()]
        twice = next((name for position, name in enumerate(ids) if name in ids[:position]), None)
        if twice is not None:
            raise contradiction(f"the question '{twice}' is there twice", "give each an id of its own", at="sections")
        numbers = {question.id for question in self.questions() if question.is_numeric}
        for agreement in self.agreements:
            named = [*agreement.parts, *filter(None, [agreement.whole])]
            unknown = next((name for name in named if name not in numbers), None)
            if unknown is not None:
                hint = "name questions whose answers are numbers"
                raise contradiction(f"'{unknown}' is no such question", hint, at="agreements")
        for question in self.questions():
            if question.consent is not None and question.consent not in ids:
                raise contradiction(f"{question.id}: there is no question '{question.consent}'", at="sections")
            if question.consent is not None and not self._is_consent(question.consent):
                message = f"{question.id}: '{question.consent}' cannot ask for consent"
                hint = "make it a choice of yes and no, with 'published: never', and neither 'once' nor 'prefilled'"
                raise contradiction(message, hint, at="sections")
        if self.size is not None and not any(q.id == self.size and q.classes for q in self.questions()):
            raise contradiction(f"'{self.size}' is no question with classes", "give it 'classes'", at="size")
        if self.closes < self.opens:
            raise contradiction("it closes before it opens", "check both days", at="closes")
        return self

    def _is_consent(self, name: str) -> bool:
        """Tell whether a question asks for consent, and each year anew."""
        asked = self.question(name)
        return (
            asked is not None
            and asked.type is QuestionType.CHOICE
            and set(asked.options) == {CONSENT, "no"}
            and asked.published is Publishing.NEVER
            and not asked.once
            and not asked.prefilled
        )

    def questions(self) -> Iterator[Question]:
        """Yield all questions, in order."""
        for section in self.sections:
            yield from section.questions

    def question(self, name: str) -> Question | None:
        """Give the question of an id."""
        return next((question for question in self.questions() if question.id == name), None)


def read_questionnaire(folder: Path, network: Network) -> tuple[Questionnaire, Source]:
    """Read the questionnaire of a survey.

    Args:
        folder: `surveys/<year>`.
        network: says which languages there are.

    Raises:
        NetzsiteError: it is not there, or something in it is wrong; carries every problem found.
    """
    from netzsite.survey.folder import shown

    source = read_source(folder / FILE, shown(folder / FILE))
    record, problems = parse_record(Questionnaire, source, network.languages)
    if record is None:
        raise NetzsiteError(*problems)
    return record, source

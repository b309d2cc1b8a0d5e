"""Turns a company and a questionnaire into the frozen view of its form: what is asked, what is filled in already."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.fields import Localised
from netzsite.kinds.survey import QuestionType
from netzsite.strings import Strings
from netzsite.survey.answers import Answer
from netzsite.survey.campaign import Campaign
from netzsite.survey.companies import Company
from netzsite.survey.earlier import Earlier
from netzsite.survey.key import Identification, company_code, question_digest
from netzsite.survey.numbers import written_number
from netzsite.survey.questionnaire import Question, Section

DECLINED = "-declined"
"""Stands for the option of a choice that says nothing; no id begins with a hyphen."""

BY = "form-by"
"""The name of the field for who has filled it in."""

FACT = "fact-"
"""Begins the names of the fields that hold what the directory says."""

TEXT_LENGTH = 2000
"""Characters of a text whose question names no limit."""


@dataclass(frozen=True, slots=True)
class FormOption:
    """An answer that can be chosen: its id, its words, and whether it is chosen already."""

    id: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FormField:
    """A question as a form asks it.

    Attributes:
        id: of the question, or of a fact.
        type: what answers it.
        label, help, unit: in the form's language.
        value: what is filled in already, as it is shown.
        answer: the same as it is kept.
        options: of a choice.
        least, most: limits of a number in words; empty if there are none.
        length: the most characters of a text.
    """

    id: str
    type: QuestionType
    label: str
    help: str = ""
    unit: str = ""
    value: str = ""
    answer: Answer | None = None
    options: tuple[FormOption, ...] = ()
    least: str = ""
    most: str = ""
    length: int = 200
    is_required: bool = False

    @property
    def is_number(self) -> bool:
        """Whether a number is to be written."""
        return self.type in (QuestionType.INTEGER, QuestionType.MONEY, QuestionType.PERCENTAGE)

    @property
    def is_long(self) -> bool:
        """Whether a text of several lines is to be written."""
        return self.type is QuestionType.TEXT and self.length > 120


@dataclass(frozen=True, slots=True)
class FormSection:
    """Questions that belong together."""

    title: str
    intro: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A company's form.

    Attributes:
        identification: what it says of itself to programs; `number` is what people see of it.
        facts: what the directory says of the company, to be corrected.
        known: questions that were answered once for all, and their answers in words.
        sender: who asks: name, address to send it back to, telephone.
    """

    lang: str
    title: str
    intro: str
    privacy: str
    business_year: int
    opens: dt.date
    closes: dt.date
    company: str
    identification: Identification
    network: str
    sender: tuple[str, str, str]
    facts: tuple[FormField, ...]
    sections: tuple[FormSection, ...]
    known: tuple[tuple[str, str], ...]
    has_prefilled: bool
    is_example: bool

    @property
    def number(self) -> str:
        """What people see of whose form it is."""
        return f"{self.identification.year}-{self.identification.company}"

    def fields(self) -> Iterator[FormField]:
        """Yield all questions that are asked, in order."""
        for section in self.sections:
            yield from section.fields


def make_form(campaign: Campaign, company: Company, earlier: Earlier, key: bytes, strings: Strings) -> Form:
    """Make the form of a company.

    Args:
        campaign: the survey.
        company: who is asked.
        earlier: what companies have answered in earlier years.
        key: of the survey.
        strings: the words of the company's language.
    """
    questionnaire, network, lang = campaign.questionnaire, campaign.network, company.lang
    maker = _Maker(company, earlier, questionnaire.currency, strings)
    code = company_code(key, campaign.year, company.id)
    sections = tuple(section for each in questionnaire.sections if (section := maker.section(each)).fields)
    contact = network.contact
    return Form(
        lang,
        questionnaire.title.pick(lang),
        questionnaire.intro.pick(lang),
        questionnaire.privacy.pick(lang),
        questionnaire.business_year,
        questionnaire.opens,
        questionnaire.closes,
        company.name,
        Identification(campaign.year, company.id, lang, question_digest(questionnaire), code),
        network.short_name,
        (contact.name.pick(lang), contact.email or "", contact.phone or ""),
        tuple(maker.facts()),
        sections,
        tuple(maker.known(tuple(questionnaire.questions()))),
        any(field.answer is not None for section in sections for field in section.fields),
        questionnaire.example or company.is_example,
    )


class _Maker:
    """Makes the parts of a company's form."""

    def __init__(self, company: Company, earlier: Earlier, currency: str, strings: Strings) -> None:
        self.company, self.earlier, self.currency, self.strings = company, earlier, currency, strings
        self.lang = company.lang

    def facts(self) -> Iterator[FormField]:
        """Yield what the directory says."""
        facts = directory_facts(self.company)
        for name, value in facts.items():
            label = self.strings.text(f"survey-form.facts.{name}")
            yield FormField(f"{FACT}{name}", QuestionType.TEXT, label, value=value, length=120)

    def section(self, section: Section) -> FormSection:
        """Make a section of the questions that the company has not answered once for all."""
        asked = [question for question in section.questions if self.earlier.known(self.company.id, question) is None]
        return FormSection(section.title.pick(self.lang), self._words(section.intro), tuple(map(self._field, asked)))

    def known(self, questions: tuple[Question, ...]) -> Iterator[tuple[str, str]]:
        """Yield questions that were answered once for all, with their answers in words."""
        for question in questions:
            answer = self.earlier.known(self.company.id, question)
            if answer is not None:
                yield question.label.pick(self.lang), answer_words(question, answer, self.lang)

    def _field(self, question: Question) -> FormField:
        last = self.earlier.last(self.company.id, question) if question.prefilled else None
        return FormField(
            question.id,
            question.type,
            question.label.pick(self.lang),
            self._words(question.help),
            unit_words(question, self.lang, self.currency),
            "" if last is None or question.options else answer_words(question, last, self.lang),
            last,
            tuple(self._options(question, last)),
            "" if question.least is None else written_number(question.least, self.lang),
            "" if question.most is None else written_number(question.most, self.lang),
            int(question.most or TEXT_LENGTH) if question.type is QuestionType.TEXT else 40,
            question.required,
        )

    def _options(self, question: Question, last: Answer | None) -> Iterator[FormOption]:
        chosen = last if isinstance(last, tuple) else (last,)
        for name, words in question.options.items():
            yield FormOption(name, words.pick(self.lang), name in chosen)
        if question.type is QuestionType.CHOICE:
            yield FormOption(DECLINED, self.strings.text("survey-form.declined"), is_chosen=False)

    def _words(self, words: Localised | None) -> str:
        return "" if words is None else words.pick(self.lang)


def unit_words(question: Question, lang: str, currency: str) -> str:
    """Say in what an answer is told; empty for words and choices."""
    if question.unit is not None:
        return question.unit.pick(lang)
    signs = {QuestionType.MONEY: currency, QuestionType.PERCENTAGE: "%"}
    return signs.get(question.type, "")


def answer_words(question: Question, answer: Answer, lang: str) -> str:
    """Say an answer in a language, so that it can be read back."""
    if isinstance(answer, tuple):
        return ", ".join(question.options[name].pick(lang) for name in answer)
    if isinstance(answer, dt.date):
        return f"{answer:%d.%m.%Y}" if lang.partition("-")[0] == "de" else answer.isoformat()
    if isinstance(answer, str):
        return question.options[answer].pick(lang) if question.options else answer
    return written_number(answer, lang)


def directory_facts(company: Company) -> dict[str, str]:
    """Give what the directory says of a company, as forms show it."""
    founded = str(company.founded) if company.founded else ""
    facts = {"name": company.name, "town": company.town, "district": company.district, "founded": founded}
    return facts | {"website": company.website, "contact": company.contact, "email": company.email}

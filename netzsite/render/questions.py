"""Turns a question of a survey into its words, for web and book alike, with the companies that are named."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from netzsite.kinds.member import Member
from netzsite.kinds.survey import NUMERIC, Asked, NamedCompany, QuestionType, Survey
from netzsite.render.parts import Link
from netzsite.render.views import Views
from netzsite.strings import Strings


@dataclass(frozen=True, slots=True)
class NamedAnswer:
    """The answer of a company that has agreed to be named with it, in words."""

    company: Link
    answer: str


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question in the reader's language.

    Attributes:
        options: answers that could be chosen.
        changed: what has changed in it since the survey before.
        consent: the question by which companies agree to be named; empty if nobody is named.
        named: those who have agreed, with their answers, in the order in which they were asked.
    """

    id: str
    label: str
    definition: str
    unit: str
    options: tuple[str, ...]
    changed: str
    consent: str
    named: tuple[NamedAnswer, ...]
    is_number: bool


def question_words(views: Views, facts: Survey, name: str) -> QuestionWords:
    """Say a question in the reader's language."""
    lang, asked = views.lang, facts.questions[name]
    return QuestionWords(
        name,
        asked.label.pick(lang),
        asked.definition.pick(lang) if asked.definition else "",
        asked.unit.pick(lang) if asked.unit else "",
        tuple(words.pick(lang) for words in asked.options.values()),
        asked.changed.pick(lang) if asked.changed else "",
        asked.consent.pick(lang) if asked.consent else "",
        tuple(
            NamedAnswer(_company(views, each), _words(views.strings, asked, each.answers[name]))
            for each in facts.named
            if name in each.answers
        ),
        asked.type in NUMERIC,
    )


def _company(views: Views, company: NamedCompany) -> Link:
    """Link a company that is a member, as far as the member is public."""
    link = views.reference(Member.kind, company.member) if company.member else None
    return link if link is not None else Link(company.name, None)


def _words(strings: Strings, asked: Asked, answer: str) -> str:
    if asked.type in NUMERIC:
        return strings.number(Decimal(answer), len(answer.partition(".")[2]))
    if asked.options:
        return ", ".join(asked.options[option].pick(strings.lang) for option in answer.split())
    return strings.date(dt.date.fromisoformat(answer)) if asked.type is QuestionType.DATE else answer

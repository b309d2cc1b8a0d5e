"""Turns answers into what should be asked about them: what is missing, has changed much, or does not add up."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from netzsite.errors import Code
from netzsite.kinds.survey import QuestionType
from netzsite.survey.answers import Answer
from netzsite.survey.collecting.findings import Finding
from netzsite.survey.collecting.interpreting import Understood
from netzsite.survey.earlier import Earlier
from netzsite.survey.questionnaire import Agreement, Comparison, Question, Questionnaire


def doubts(
    understood: Understood, questionnaire: Questionnaire, company: str, lang: str, earlier: Earlier
) -> Iterator[Finding]:
    """Yield what should be asked about the answers of a form; they are kept all the same."""
    known = {question.id for question in questionnaire.questions() if earlier.known(company, question) is not None}
    unreadable = {finding.question for finding in understood.findings}
    asked = [question for question in questionnaire.questions() if question.id not in known]
    for question in asked:
        has_answer = question.id in understood.values or question.id in understood.declined
        if question.required and not has_answer and question.id not in unreadable:
            yield Finding(Code.ANSWER_MISSING, question.id)
        if _is_changed(question, understood.values.get(question.id), earlier.last(company, question)):
            yield Finding(Code.ANSWER_CHANGE, question.id)
    for agreement in questionnaire.agreements:
        if not _agrees(agreement, understood.values, _tolerance(agreement, questionnaire)):
            names = ", ".join([*filter(None, [agreement.whole]), *agreement.parts])
            yield Finding(Code.ANSWER_SUM, names, agreement.message.pick(lang) if agreement.message else "")
    if 2 * count_answered(understood, asked) < len(list(filter(expects_answer, asked))):
        yield Finding(Code.FORM_INCOMPLETE)


def expects_answer(question: Question) -> bool:
    """Tell whether a question that is left empty is one that was forgotten: boxes and texts may be empty."""
    return question.type not in (QuestionType.CHOICES, QuestionType.TEXT)


def count_answered(understood: Understood, asked: list[Question]) -> int:
    """Count the questions that should be answered and are, or are declined."""
    done = {*understood.values, *understood.declined}
    return sum(question.id in done for question in asked if expects_answer(question))


def _is_changed(question: Question, now: Answer | None, before: Answer | None) -> bool:
    """Tell whether a number is so many times that of the year before, or so small a part of it."""
    if question.change is None or not isinstance(now, Decimal) or not isinstance(before, Decimal):
        return False
    low, high = sorted((abs(now), abs(before)))
    return (now < 0) != (before < 0) or high > low * question.change


def _agrees(agreement: Agreement, values: Mapping[str, Answer], tolerance: Decimal) -> bool:
    parts = [value for name in agreement.parts if isinstance(value := values.get(name), Decimal)]
    whole = agreement.total if agreement.whole is None else values.get(agreement.whole)
    if not isinstance(whole, Decimal) or not parts:
        return True
    together = sum(parts, Decimal(0))
    if agreement.parts_are is Comparison.AT_MOST or len(parts) < len(agreement.parts):
        return together <= whole + tolerance
    return abs(together - whole) <= tolerance


def _tolerance(agreement: Agreement, questionnaire: Questionnaire) -> Decimal:
    """Allow for shares that are rounded, each by half a percent at most; amounts and counts agree exactly."""
    questions = (questionnaire.question(name) for name in agreement.parts)
    is_share = all(question is not None and question.type is QuestionType.PERCENTAGE for question in questions)
    return Decimal(len(agreement.parts)) / 2 if is_share else Decimal(0)

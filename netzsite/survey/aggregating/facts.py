"""Turns a survey as it was made into what is said of it in public: who was asked what, and by which rules."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from netzsite.aggregates.classes import class_bounds
from netzsite.aggregates.tables import UNKNOWN, Tables
from netzsite.fields import Localised
from netzsite.kinds.survey import Agreement, Asked, QuestionType, Survey
from netzsite.strings import Strings
from netzsite.survey.aggregating.groups import district_id
from netzsite.survey.aggregating.names import named_companies
from netzsite.survey.campaign import Campaign
from netzsite.survey.questionnaire import Comparison, Publishing, Question, Questionnaire

Words = Mapping[str, Strings]
"""Language -> words of the theme."""


def facts_of(campaign: Campaign, earlier: Tables | None, words: Words) -> Survey:
    """Say in public who was asked what; nothing of what a company has answered.

    Args:
        campaign: the survey.
        earlier: what the survey before has published, if there was one.
        words: for size classes, and for companies whose district or size is not known.
    """
    form = campaign.questionnaire
    size = form.question(form.size) if form.size else None
    asked = {question.id: _asked(question, campaign, words) for question in _told(form)}
    return Survey(
        example=form.example,
        title=form.title,
        year=form.year,
        business_year=form.business_year,
        population=form.population,
        opened=form.opens,
        closed=form.closes,
        asked=len(campaign.companies),
        answered=sum(bool(answers.values) for answers in campaign.answers.values()),
        rules=campaign.network.disclosure,
        size=form.size if size is not None and size.id in asked else None,
        sizes={**_classes(size, words), UNKNOWN: _words(words, "survey.unknown")} if size is not None else {},
        districts={**_districts(campaign), UNKNOWN: _words(words, "survey.unknown")},
        questions=asked,
        agreements=tuple(_agreements(form)),
        secret_counts=tuple(question.id for question in published(form) if question.answering_tells),
        follows=earlier.year if earlier is not None else None,
        named=tuple(named_companies(campaign)),
    )


def published(form: Questionnaire) -> Iterator[Question]:
    """Yield the questions of whose answers something is published as a table."""
    for question in form.questions():
        if question.published is not Publishing.NEVER and question.statistics:
            yield question


def _told(form: Questionnaire) -> Iterator[Question]:
    """Yield the questions of whose answers something is published, as a table or with a name."""
    for question in form.questions():
        is_tabulated = question.published is Publishing.AGGREGATE and question.statistics
        if is_tabulated or question.published is Publishing.NAMED:
            yield question


def _asked(question: Question, campaign: Campaign, words: Words) -> Asked:
    answered = sum(question.id in answers.values for answers in campaign.answers.values())
    consent = campaign.questionnaire.question(question.consent) if question.consent is not None else None
    return Asked(
        type=question.type,
        label=question.label,
        definition=question.help,
        unit=question.published_unit or question.unit,
        decimals=question.decimals,
        least=_scaled(question.least, question),
        most=_scaled(question.most, question) if question.type is not QuestionType.TEXT else None,
        classes=question.classes,
        options=question.options or _classes(question, words),
        answered=answered,
        consent=consent.label if consent is not None else None,
        changed=question.changed,
    )


def _scaled(number: Decimal | None, question: Question) -> Decimal | None:
    return None if number is None else number / question.scale


def _agreements(form: Questionnaire) -> Iterator[Agreement]:
    """Yield the sums that hold for the published numbers: of questions that are published in the same unit."""
    known = {question.id: question for question in published(form)}
    for each in form.agreements:
        named = [known.get(name) for name in (*each.parts, *filter(None, [each.whole]))]
        scales = {question.scale for question in named if question is not None}
        if None not in named and len(scales) == 1:
            total = None if each.total is None else each.total / scales.pop()
            is_exact = each.parts_are is Comparison.EQUAL
            yield Agreement(whole=each.whole, total=total, parts=each.parts, is_exact=is_exact)


def _districts(campaign: Campaign) -> dict[str, Localised]:
    names = sorted({company.district for company in campaign.companies if company.district})
    return {district_id(name): Localised({"": name}) for name in names}


def _classes(question: Question, words: Words) -> dict[str, Localised]:
    """Say size classes in words: "10 to 49", "250 and more"."""
    return {
        name: Localised({lang: _class(strings, *bounds) for lang, strings in words.items()})
        for name, bounds in class_bounds(
            question.classes, question.least, is_whole=question.type is QuestionType.INTEGER
        ).items()
    }


def _class(strings: Strings, low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return strings.text("survey.class-under", high=high)
    if high is None:
        return strings.text("survey.class-open", low=low)
    return strings.text("survey.class", low=low, high=high) if low != high else strings.number(low)


def _words(words: Words, key: str) -> Localised:
    return Localised({lang: strings.text(key) for lang, strings in words.items()})

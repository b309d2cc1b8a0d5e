"""Turns answers that companies have agreed to be named with into what is published of them."""

from collections.abc import Iterator
from decimal import Decimal

from netzsite.aggregates.keys import NAMED, Key
from netzsite.aggregates.tables import Group
from netzsite.kinds.survey import NamedCompany, Survey
from netzsite.survey.aggregating.groups import district_id
from netzsite.survey.answers import Answer, Answers, stored_text
from netzsite.survey.campaign import Campaign
from netzsite.survey.companies import Company
from netzsite.survey.questionnaire import CONSENT, Publishing, Question, Questionnaire


def named_companies(campaign: Campaign) -> Iterator[NamedCompany]:
    """Yield the companies that agree to be named with answers, in the order in which they were asked.

    Whoever has not answered the question for consent, or has taken its consent back, is not among them.
    """
    for company in campaign.companies:
        answers = campaign.answers.get(company.id)
        agreed = dict(_agreed(campaign.questionnaire, answers)) if answers is not None else {}
        if answers is not None and agreed:
            yield _named(company, answers, agreed)


def withdrawn(facts: Survey, campaign: Campaign) -> Iterator[Key]:
    """Yield the answers that are published with a name although there is no consent to that, or not any longer."""
    agreed = {each.company: each.answers.keys() for each in named_companies(campaign)}
    for each in facts.named:
        for question in each.answers.keys() - agreed.get(each.company, set()):
            yield Key(facts.year, question, "", NAMED, Group("company", each.company))


def _named(company: Company, answers: Answers, agreed: dict[str, str]) -> NamedCompany:
    return NamedCompany(
        company=company.id,
        name=company.name,
        member=company.id if company.is_member else None,
        sector=company.sector,
        district=district_id(company.district) if company.district else None,
        agreed=answers.receipts[-1].received.date(),
        answers=agreed,
    )


def _agreed(form: Questionnaire, answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield the answers that may be told with the company's name: question -> answer, in the published unit."""
    for question in form.questions():
        has_agreed = answers.values.get(question.consent or "") == CONSENT
        if question.published is Publishing.NAMED and has_agreed and question.id in answers.values:
            yield question.id, _told(question, answers.values[question.id])


def _told(question: Question, answer: Answer) -> str:
    if isinstance(answer, Decimal):
        return f"{(answer / question.scale).normalize():f}"
    text = stored_text(answer)
    return text if isinstance(text, str) else " ".join(text)

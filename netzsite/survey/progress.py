"""Turns a campaign into who has answered: in full, in part, not yet; and the response rate of each sector."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from netzsite.survey.campaign import Campaign
from netzsite.survey.collecting.checking import expects_answer
from netzsite.survey.companies import Company
from netzsite.survey.earlier import Earlier


class State(Enum):
    """How far a company is."""

    ANSWERED = "answered"
    PARTLY = "partly"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Standing:
    """A company's state, and the ids of the questions that it has left open."""

    company: Company
    state: State
    missing: tuple[str, ...]


def standings(campaign: Campaign, earlier: Earlier) -> tuple[Standing, ...]:
    """Say how far each company is, in the order of asked.yaml."""
    return tuple(_standing(campaign, company, earlier) for company in campaign.companies)


def _standing(campaign: Campaign, company: Company, earlier: Earlier) -> Standing:
    answers = campaign.answers.get(company.id)
    asked = [
        question
        for question in campaign.questionnaire.questions()
        if earlier.known(company.id, question) is None and (expects_answer(question) or question.required)
    ]
    done = {*answers.values, *answers.declined} if answers is not None else set()
    missing = [question for question in asked if question.id not in done]
    names = tuple(question.id for question in missing)
    if not done:
        return Standing(company, State.OPEN, names)
    is_partly = any(question.required for question in missing) or 2 * len(missing) > len(asked)
    return Standing(company, State.PARTLY if is_partly else State.ANSWERED, names)


def rates(found: tuple[Standing, ...]) -> Mapping[str, tuple[int, int]]:
    """Count by sector: how many have answered, in part at least, and how many are asked."""
    counted: dict[str, tuple[int, int]] = {}
    for standing in found:
        answered, asked = counted.get(standing.company.sector, (0, 0))
        counted[standing.company.sector] = (answered + (standing.state is not State.OPEN), asked + 1)
    return dict(sorted(counted.items()))

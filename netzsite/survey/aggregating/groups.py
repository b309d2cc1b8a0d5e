"""Turns companies into the groups that tables are broken down by."""

from netzsite.aggregates.classes import class_of
from netzsite.aggregates.tables import ALL, UNKNOWN, Group
from netzsite.kinds.survey import Survey
from netzsite.survey.campaign import Campaign
from netzsite.urls import slug


def groups_of(campaign: Campaign, facts: Survey) -> dict[str, dict[str, Group]]:
    """Give the groups of each company: company -> dimension -> group; all companies are a group without dimension."""
    size = facts.questions.get(facts.size or "")
    found: dict[str, dict[str, Group]] = {}
    for company in campaign.companies:
        answers = campaign.answers.get(company.id)
        employees = answers.number(facts.size or "") if answers is not None and size is not None else None
        class_name = UNKNOWN
        if size is not None and employees is not None:
            class_name = class_of(employees, size)
        found[company.id] = {
            "": ALL,
            "sector": Group("sector", company.sector),
            "size": Group("size", class_name),
            "district": Group("district", district_id(company.district) if company.district else UNKNOWN),
        }
    return found


def district_id(name: str) -> str:
    """Give the id of a district."""
    return slug(name)

"""Offers, working groups, projects and services: what goes together, when it is over, and in which order it stands."""

import pytest

from netzsite.checks import CHECKS
from netzsite.checks.chairs import Chairs
from netzsite.kinds.group import Group
from netzsite.kinds.offer import Offer
from netzsite.kinds.project import Project
from netzsite.kinds.service import PARTS, Service
from tests.conftest import parse_day

NOON = parse_day("2026-11-22T12:00")


def offer(**values):
    """Make an offer."""
    given = {"title": "Waage", "form": "offers", "subject": "technology", "member": "hzi", "posted": "2026-11-01"}
    return Offer.model_validate({**given, **values})


@pytest.mark.parametrize(
    ("values", "is_withheld", "is_over"),
    [
        ({}, False, False),
        ({"posted": "2026-11-23"}, True, False),
        ({"deadline": "2026-11-22"}, False, False),
        ({"deadline": "2026-11-21"}, False, True),
        ({"expires": "2026-11-22"}, False, True),
    ],
)
def test_an_offer_is_valid_until_its_last_day(values, is_withheld, is_over):
    """The last day counts; an offer without one is valid until it expires."""
    assert (offer(**values).public_from() > NOON, offer(**values).over_from() <= NOON) == (is_withheld, is_over)


def test_an_offer_without_its_only_contact_is_withheld():
    """Where a person alone answers questions, the offer belongs to the person; a member can answer too."""
    assert offer(member=None, person="muster").owner("waage") == ("person", "muster")
    assert offer(person="muster").owner("waage") is None


def test_an_offer_is_chosen_by_what_it_offers():
    """Lists choose offers and requests by subject, and by topic."""
    assert list(offer(topics=["infection"]).labels()) == ["topic-infection", "offers-technology"]
    assert list(offer(form="seeks", subject="purchasing").labels()) == ["seeks-purchasing"]


def test_a_technology_says_how_far_it_has_come():
    """Stage and property rights belong to a technology."""
    assert offer(stage="prototype", rights="patent-filed").stage is not None
    with pytest.raises(ValueError, match="rights"):
        offer(subject="partner", rights="patent-filed")


def test_a_group_may_wait_for_its_second_chair():
    """A group with one chair can be read; a rule says what is missing."""
    group = Group.model_validate({"title": "Bilder", "chairs": [{"side": "research", "name": "Erika Muster"}]})
    assert len(group.chairs) == 1
    assert any(isinstance(rule, Chairs) for rule in CHECKS)


def project(**values):
    """Make a project."""
    return Project.model_validate({"title": "Bohne", "partners": ["hzi", "mhh"], "start": "2024-01-01", **values})


def test_the_coordinator_is_a_partner():
    """Who coordinates takes part, whether named among the partners or not, and is counted once."""
    assert project(coordinator="hzi").members == ("hzi", "mhh")
    assert project(coordinator="ptb").members == ("ptb", "hzi", "mhh")


@pytest.mark.parametrize(("end", "is_over"), [(None, False), ("2026-11-22", False), ("2026-11-21", True)])
def test_a_project_runs_until_its_last_day(end, is_over):
    """A project without a last day goes on."""
    assert (project(end=end).over_from() <= NOON) == is_over


def test_an_undisclosed_volume_is_none():
    """The word `undisclosed` is not zero."""
    assert project(volume="undisclosed").volume is None
    assert project(volume="1480000").volume == 1480000


def service(**values):
    """Make a service."""
    given = {"title": "Tag", "category": "meeting", "transferability": "2", **dict.fromkeys(PARTS, "Text.")}
    return Service.model_validate({**given, **values})


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_form_is_needed(part):
    """A service cannot be compared if a part is missing or empty."""
    with pytest.raises(ValueError, match=part):
        service(**{part: " "})


@pytest.mark.parametrize("grade", ["0", "5", "2.5"])
def test_there_are_four_grades(grade):
    """Transferability is 1, 2, 3 or 4."""
    with pytest.raises(ValueError, match="transferability"):
        service(transferability=grade)


def test_services_stand_by_category_and_grade():
    """In the table, what is easily taken over stands first within its category."""
    services = [service(), service(category="communication"), service(category="communication", transferability="4")]
    ordered = sorted(services, key=lambda each: each.order())
    assert [(each.category.value, each.transferability) for each in ordered] == [
        ("communication", 4),
        ("communication", 2),
        ("meeting", 2),
    ]

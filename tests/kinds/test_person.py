"""netzsite.kinds.person: key people, published only with their consent and only while they are there."""

import pytest

from netzsite.kinds.person import Person
from tests.conftest import parse_day


def person(**values):
    """Make a person."""
    return Person.model_validate({"given_name": "Erika", "family_name": "Mustermann", **values})


@pytest.mark.parametrize(
    ("values", "is_withheld"),
    [
        ({}, True),
        ({"consent": "2026-11-22"}, False),
        ({"consent": "2026-11-23"}, True),
        ({"consent": "2026-01-01", "left": "2026-11-22"}, True),
        ({"consent": "2026-01-01", "left": "2026-11-23"}, False),
    ],
)
def test_a_person_is_published_from_consent_to_leaving(values, is_withheld):
    """The day of the consent counts, the day of leaving does not."""
    facts = person(**values)
    assert (facts.public_from() <= parse_day("2026-11-22T12:00") < facts.public_until()) is not is_withheld


def test_a_name_is_said_with_its_titles():
    """Titles stand before the name, where there are any."""
    assert person().title_in("de") == "Erika Mustermann"
    assert person(titles="Prof. Dr.").title_in("en") == "Prof. Dr. Erika Mustermann"


def test_people_are_ordered_by_family_name():
    """Capitals do not count."""
    people = [person(family_name="von Aa"), person(family_name="Beispiel"), person(given_name="Adam")]
    assert [each.full_name for each in sorted(people, key=lambda each: each.order())] == [
        "Erika Beispiel",
        "Adam Mustermann",
        "Erika von Aa",
    ]

"""netzsite.kinds.funding: calls with one deadline, several, or none."""

import pytest

from netzsite.kinds.funding import Funding
from tests.conftest import parse_day


def call(*days):
    """Make a call with deadlines."""
    deadlines = [{"date": day} for day in days]
    return Funding.model_validate(
        {"title": "Aufruf", "funder": "BMBF", "link": "https://example.org/", "deadlines": deadlines}
    )


@pytest.mark.parametrize(
    ("days", "now", "is_over"),
    [
        ([], "2099-01-01", False),
        (["2026-11-22"], "2026-11-22T23:59", False),
        (["2026-11-22"], "2026-11-23", True),
        (["2026-11-22", "2027-01-31"], "2026-11-23", False),
    ],
)
def test_a_call_is_open_until_its_last_deadline(days, now, is_over):
    """The last day itself counts; a call without deadlines is open all the time."""
    assert (call(*days).over_from() <= parse_day(now)) == is_over


def test_calls_without_deadline_stand_last():
    """What has to be handed in is found before what can wait."""
    calls = [call(), call("2027-03-01"), call("2026-12-01", "2027-01-31")]
    ordered = sorted(calls, key=lambda each: each.order())
    assert [len(each.deadlines) for each in ordered] == [2, 1, 0]

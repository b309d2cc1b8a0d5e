"""netzsite.kinds.event: dates of the network, from announcement to the last day."""

import datetime as dt

import pytest

from netzsite.kinds.event import Event
from tests.conftest import parse_day


def event(start="2026-12-03 10:00", end=None, **values):
    """Make an event."""
    times = {"start": parse_day(start), "end": parse_day(end) if end else None}
    return Event.model_validate({"title": "Auftakt", "form": "workshop", "place": "Hannover", **times, **values})


@pytest.mark.parametrize(
    ("start", "end", "now", "is_over"),
    [
        ("2026-12-03 10:00", None, "2026-12-03T23:59", False),
        ("2026-12-03 10:00", None, "2026-12-04", True),
        ("2026-12-03", "2026-12-05", "2026-12-05T23:59", False),
        ("2026-12-03", "2026-12-05", "2026-12-06", True),
    ],
)
def test_an_event_is_over_after_its_last_day(start, end, now, is_over):
    """An event of today is not over, whatever the hour; of several days the last one counts."""
    assert (event(start, end).over_from() <= parse_day(now)) == is_over


def test_an_event_may_have_no_time():
    """A day without a time is a whole day."""
    assert event().has_time
    assert not event("2026-12-03").has_time


def test_feeds_take_an_event_when_it_is_announced():
    """The day of the announcement is the day of the news; without one an event is no news."""
    assert event().dated() is None
    assert event(announced="2026-11-01").dated() == dt.date(2026, 11, 1)


def test_events_stand_latest_first():
    """Events are ordered by their start."""
    events = [event("2026-12-03"), event("2027-01-01"), event("2026-12-02 18:00")]
    assert [each.start.day for each in sorted(events, key=lambda each: each.order())] == [1, 3, 2]


def test_lists_choose_events_by_form_year_and_month():
    """An event over the turn of the year belongs to both years and both months."""
    assert [*event("2026-12-31", "2027-01-02", topics=["infection"]).labels()] == [
        "topic-infection",
        "form-workshop",
        "year-2026",
        "year-2027",
        "month-2026-12",
        "month-2027-01",
    ]


@pytest.mark.parametrize(
    ("start", "zone", "is_there"),
    [
        ("2026-03-29 01:59", "Europe/Berlin", True),
        ("2026-03-29 02:30", "Europe/Berlin", False),
        ("2026-03-29 03:00", "Europe/Berlin", True),
        ("2026-10-25 02:30", "Europe/Berlin", True),
        ("2026-03-29 02:30", "UTC", True),
        ("0001-01-01 00:30", "Europe/Berlin", True),
    ],
)
def test_the_clocks_leave_an_hour_out(start, zone, is_there):
    """In spring there is no half past two; in autumn there are two."""
    if is_there:
        assert event(start, time_zone=zone).has_time
    else:
        with pytest.raises(ValueError, match="the clocks leave this time out"):
            event(start, time_zone=zone)

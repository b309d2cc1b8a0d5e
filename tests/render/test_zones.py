"""netzsite.render.zones: what a program that knows no time zones makes of ours."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from netzsite.render.calendar import CalendarDate, write_calendar
from netzsite.render.zones import Rule, observances


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Europe/Berlin", 2026, 2027),
        ("Europe/Berlin", 1979, 2003),
        ("America/New_York", 2005, 2009),
        ("Asia/Tokyo", 2026, 2026),
        ("Asia/Kathmandu", 1985, 1987),
        ("Australia/Lord_Howe", 2026, 2026),
        ("Europe/Moscow", 2009, 2015),
        ("Africa/Casablanca", 2025, 2026),
    ],
)
def test_a_reader_without_time_zones_finds_the_right_offset(name, first, last):
    """What the file says of clocks gives the same as the tz database, at any hour of the years in question."""
    moments = (dt.datetime.fromisoformat(f"{year}-06-01T09:00") for year in (first, last))
    stamp = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    dates = [CalendarDate(str(at), stamp, at, None, name, "T", "", "", "https://x.example/", ()) for at in moments]
    (zone,) = Calendar.from_ical(write_calendar(dates, "de")).timezones
    read, known = zone.to_tz(lookup_tzid=False), ZoneInfo(name)
    moment = dt.datetime.fromisoformat(f"{first}-01-01T00:30")
    while moment.year <= last:
        local = moment.replace(tzinfo=known)
        if local.utcoffset() == local.replace(fold=1).utcoffset():  # else it is read in two ways
            assert moment.replace(tzinfo=read).utcoffset() == local.utcoffset(), moment
        moment += dt.timedelta(hours=5)


def test_what_repeats_is_a_rule():
    """The summers of a calendar are one rule and not a list, because not every program reads lists."""
    found = observances("Europe/Berlin", 1999, 2026)
    assert [(each.name, each.rule, each.until) for each in found] == [
        ("CEST", Rule(3, 6, -1), None),
        ("CET", Rule(10, 6, -1), None),
    ]
    assert found[0].start == dt.datetime.fromisoformat("1998-03-29T02:00")


@pytest.mark.parametrize("year", [1, 1000, 2200, 9999])
def test_years_without_rules_count_like_the_nearest(year):
    """An event of another age breaks nothing."""
    assert observances("Europe/Berlin", year, year)

"""netzsite.nearness: what is related to an entry, and how it is known that this still holds."""

import datetime as dt

import pytest

from netzsite.head import Head
from netzsite.nearness import REACH, Nearness

NOW = "2026-11-22T00:00:00"


def head(name, day="2026-01-01", *topics, kind="news", over_from="9"):
    """Make the head of an entry on topics."""
    labels = tuple(f"topic-{topic}" for topic in topics)
    return Head(kind, name, "", "", (), day=day, labels=labels, over_from=over_from)


def nearness(heads, links):
    """Make what finds related entries among some."""

    def sharing(subject):
        return [each for each in heads if subject in links.get(each.key, ()) or f"topic-{subject[1]}" in each.labels]

    return Nearness(sharing, links, NOW)


def ids(heads, about, links=None, limit=9):
    """List what is related."""
    return [name for _, name in nearness(heads, links or {}).related(about, limit, {about.key})]


def test_more_shared_comes_first_then_what_is_nearer():
    """Two topics before one; of those that share as much the nearer one; nothing that shares nothing."""
    about = head("a", "2026-01-10", "x", "y")
    heads = [about, head("far", "2020-01-01", "x", "y"), head("near", "2026-01-11", "x"), head("no", "2026-01-10", "z")]
    assert ids(heads, about) == ["far", "near"]


def test_a_shared_member_counts_more_than_a_topic():
    """What is about the same organisation is nearer than what has the same subject."""
    about, same, topic = head("a", "2026-01-01", "x"), head("m", "2025-01-01"), head("t", "2026-01-01", "x")
    links = {about.key: [("member", "hzi")], same.key: [("member", "hzi"), ("figure", "f")]}
    assert ids([about, same, topic], about, links) == ["m", "t"]


def test_what_is_over_is_not_proposed_and_what_has_no_day_neither():
    """An event of last year, a member without a date."""
    about = head("a", "2026-01-01", "x")
    over = head("e", "", "x", kind="event", over_from="2026-11-21T00:00:00")
    coming = head("f", "", "x", kind="event", over_from="2026-12-24T00:00:00")
    assert ids([about, over, coming, head("m", "", "x", kind="member")], about) == ["f"]


@pytest.mark.parametrize("change", ["day", "topics", "gone", "new", "far"])
def test_it_is_known_when_something_else_may_be_related(change):
    """What is looked at differs when a neighbour changes, comes or goes, and not when something far away does."""
    days = [(dt.date(2026, 1, 1) + dt.timedelta(days=number)).isoformat() for number in range(50)]
    heads = {day: head(day, day, "x") for day in days}
    about = heads[days[25]]
    before = nearness(heads.values(), {}).around(about)
    near, far = days[25 + REACH], days[25 + REACH + 2]
    changes = {
        "day": {near: head(near, days[24], "x")},
        "topics": {near: head(near, near, "x", "y")},
        "gone": {near: head(near, near, "y")},
        "new": {"new": head("new", days[25], "x")},
        "far": {far: head(far, far, "x", "y")},
    }
    after = nearness({**heads, **changes[change]}.values(), {}).around(about)
    assert (after == before) == (change == "far")

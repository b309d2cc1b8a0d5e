"""The remaining kinds: members, portraits, jobs, pages, pictures, editions."""

import datetime as dt

import pytest

from netzsite.kinds.edition import Edition
from netzsite.kinds.job import Job
from netzsite.kinds.member import Member
from netzsite.kinds.page import Page
from netzsite.kinds.picture import Picture
from netzsite.kinds.portrait import Portrait
from tests.conftest import parse_day

NOON = parse_day("2026-11-22T12:00")


def job(**values):
    """Make a job."""
    given = {"title": "Stelle", "member": "hzi", "place": "X", "employment": "thesis", "posted": "2026-11-01"}
    return Job.model_validate({**given, **values})


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
def test_a_job_is_advertised_until_its_deadline(values, is_withheld, is_over):
    """The last day to apply counts; a job without deadline is open until it expires."""
    assert (job(**values).public_from() > NOON, job(**values).over_from() <= NOON) == (is_withheld, is_over)


def test_an_edition_appears_on_its_day():
    """An edition that is prepared is not public before the day of its publication; the newest stands first."""
    editions = [Edition.model_validate({"title": "Report", "date": day}) for day in ("2026-11-22", "2026-11-23")]
    assert [edition.public_from() > NOON for edition in editions] == [False, True]
    assert sorted(editions, key=lambda edition: edition.order())[0].dated() == dt.date(2026, 11, 23)


def test_a_member_has_one_name_for_all_languages_or_one_for_each():
    """A name that is the same everywhere is written once."""
    given = {"type": "institute", "sector": "biotech", "address": {"town": "Braunschweig"}}
    assert Member.model_validate({**given, "name": "HZI"}).title_in("en") == "HZI"
    assert Member.model_validate({**given, "name": {"de": "Klinik", "en": "Hospital"}}).title_in("en") == "Hospital"
    assert Member.model_validate({**given, "name": "HZI"}).address.country == "DE"


def test_pages_stand_in_the_order_of_their_positions():
    """Menus list pages by position."""
    pages = [Page.model_validate({"title": title, "position": position}) for title, position in (("B", 9), ("A", "10"))]
    assert [page.title for page in sorted(pages, key=lambda page: page.order())] == ["B", "A"]


@pytest.mark.parametrize("name", ["../x.jpg", "/etc/x.png", "a/b.jpg", ".x.jpg", "x.gif", "x.jpg.exe", "x.JPG"])
def test_a_picture_lies_beside_its_entry(name):
    """The name of a picture file leads nowhere else, and has an ending that is published."""
    with pytest.raises(ValueError, match="file"):
        Picture.model_validate({"file": name, "alt": "x", "credit": "x"})


def test_a_decorative_picture_has_no_words():
    """A picture that says nothing has no alternative text; its file's name stands for it in lists."""
    picture = Picture.model_validate({"file": "x.jpg", "decorative": "true", "credit": "x"})
    assert picture.title_in("de") == "x.jpg"


def test_a_portrait_is_news_on_its_day():
    """Feeds take a portrait on its day, if it has one."""
    assert Portrait.model_validate({"title": "x", "member": "hzi", "date": "2026-11-01"}).dated() == dt.date(
        2026, 11, 1
    )
    assert Portrait.model_validate({"title": "x", "member": "hzi"}).dated() is None

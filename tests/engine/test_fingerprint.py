"""A fingerprint changes with anything that the bytes depend on."""

import datetime as dt
import pickle
from dataclasses import dataclass, replace

import pytest

from netzsite.engine.fingerprint import WrittenOnce, fingerprint, surroundings


@dataclass(frozen=True)
class View:
    title: str
    day: dt.date
    parts: tuple[object, ...] = ()


def render(view, workshop):
    return b""


def render_otherwise(view, workshop):
    return b""


DAY = dt.date(2026, 11, 22)


def test_equal_views_have_one_fingerprint():
    """Views of equal content are the same, however they were made."""
    assert fingerprint(render, View("a" * 2, DAY), "x") == fingerprint(render, View("aa", dt.date(2026, 11, 22)), "x")


@pytest.mark.parametrize(
    ("function", "view", "around"),
    [
        (render_otherwise, View("a", DAY), "x"),
        (render, View("b", DAY), "x"),
        (render, View("a", dt.date(2026, 11, 23)), "x"),
        (render, View("a", DAY, ("b",)), "x"),
        (render, View("a", DAY), "y"),
    ],
)
def test_any_difference_is_another_fingerprint(function, view, around):
    """Another function, view or theme gives another fingerprint."""
    assert fingerprint(function, view, around) != fingerprint(render, View("a", DAY), "x")


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    day: dt.date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class SharedPart(WrittenOnce):
    title: str
    day: dt.date | None = None


def test_what_is_written_once_says_what_it_would_say_each_time():
    """A record that many views hold is written out once, in the words of any other; a changed copy says the change."""
    for values in (("a", DAY), ("'\"", None)):
        shared = SharedPart(*values)
        written = repr(shared)
        assert written == repr(Part(*values)).replace("Part(", "SharedPart(")
        assert repr(shared) is written
        assert repr(replace(shared, title="b")) == repr(SharedPart("b", values[1])) != written
        copied = pickle.loads(pickle.dumps(shared))
        assert (copied, repr(copied)) == (shared, written)


def test_refuses_what_has_no_value():
    """An object that repr only names by its address would give a stale page: it is refused."""
    with pytest.raises(ValueError, match="no value to compare"):
        fingerprint(render, View("a", DAY, (object(),)), "x")


def test_a_text_may_look_like_an_address():
    """A text that reads like an address in memory is a text."""
    assert fingerprint(render, View("<x at 0x7f12>", DAY), "x") != fingerprint(render, View("a", DAY), "x")


def test_theme_is_part_of_the_surroundings():
    """Another theme is another world."""
    assert surroundings("one") != surroundings("two")

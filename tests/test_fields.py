"""netzsite.fields, declarations and parsing: what an editor writes becomes dates, numbers, choices and records."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from netzsite.config import MediaMix, Network
from netzsite.declarations import field_help, hints, markers, nested_record, references
from netzsite.errors import Code
from netzsite.fields import (
    ANY_KIND,
    Choice,
    Colour,
    Count,
    Date,
    Email,
    Flag,
    Id,
    Localised,
    Moment,
    Number,
    Record,
    Reference,
    Text,
    Time,
    TimeZone,
    Url,
    Year,
)
from netzsite.kinds import KINDS
from netzsite.kinds.member import Member
from netzsite.parsing import model_name, parse_record
from netzsite.source import Source
from tests.conftest import parse_day


class Colourful(Choice):
    """A vocabulary of the test."""

    RED = "red"
    DARK_BLUE = "dark-blue"


class Inner(Record):
    """A group of the test."""

    member: Annotated[str | None, Reference("member")] = Field(None, description="somebody")
    text: Text = Field("", description="some words")


class Sample(Record):
    """A record of the test with every type of field."""

    text: Text | None = Field(None, description="some words")
    date: Date | None = Field(None, description="a day")
    moment: Moment | None = Field(None, description="a day with a time")
    time: Time | None = Field(None, description="a time")
    flag: Flag = Field(False, description="yes or no")
    count: Count | None = Field(None, description="how many")
    number: Number | None = Field(None, description="how much")
    year: Year | None = Field(None, description="when")
    url: Url | None = Field(None, description="where")
    email: Email | None = Field(None, description="to whom")
    zone: TimeZone | None = Field(None, description="where in the world")
    id: Id | None = Field(None, description="which")
    colour: Colour | None = Field(None, description="which colour")
    words: Localised | None = Field(None, description="words in each language")
    choice: Colourful | None = Field(None, description="red or dark-blue")
    members: tuple[Annotated[str, Reference("member")], ...] = Field((), description="who")
    inner: tuple[Inner, ...] = Field((), description="groups")
    named: dict[Id, Inner] = Field({}, description="id -> group")


def parse(**values):
    """Parse values as if a file held them."""
    return parse_record(Sample, Source("x.yaml", values, "", 1), ("de", "en"))


def accepted(name, value):
    """Give what a field makes of a value."""
    record, problems = parse(**{name: value})
    assert problems == []
    return getattr(record, name)


@pytest.mark.parametrize(
    ("name", "written", "meant"),
    [
        ("text", "  Über uns ", "Über uns"),
        ("text", "no", "no"),
        ("text", "18:30", "18:30"),
        ("text", "1.10", "1.10"),
        ("date", "2026-03-10", dt.date(2026, 3, 10)),
        ("date", "2024-02-29", dt.date(2024, 2, 29)),
        ("moment", "2026-03-10", parse_day("2026-03-10")),
        ("moment", "2026-03-10 09:30", parse_day("2026-03-10T09:30")),
        ("moment", "2026-03-10T09:30", parse_day("2026-03-10T09:30")),
        ("time", "9:05", dt.time(9, 5)),
        ("flag", "ja", True),
        ("flag", "No", False),
        ("count", "12500", 12500),
        ("number", "-17.70", Decimal("-17.70")),
        ("year", "1996", 1996),
        ("url", "https://www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d"),
        ("url", "https://müller.example/ä", "https://müller.example/ä"),
        ("url", "mailto:info@example.org", "mailto:info@example.org"),
        ("url", "tel:+49511123", "tel:+49511123"),
        ("email", "info@example.org", "info@example.org"),
        ("zone", "Europe/Berlin", "Europe/Berlin"),
        ("id", "2026/2026-03-10-auftakt", "2026/2026-03-10-auftakt"),
        ("colour", "#0B5D4E", "#0b5d4e"),
        ("choice", "dark-blue", Colourful.DARK_BLUE),
    ],
)
def test_a_value_becomes_what_its_field_means(name, written, meant):
    """A field converts the text that the editor wrote."""
    assert accepted(name, written) == meant


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("date", "2026-02-29", Code.BAD_DATE),
        ("date", "10.03.2026", Code.BAD_DATE),
        ("date", "2026-3-1", Code.BAD_DATE),
        ("date", "2026-03-10 09:30", Code.BAD_DATE),
        ("date", ["2026-03-10"], Code.BAD_DATE),
        ("moment", "2026-03-10 24:00", Code.BAD_TIME),
        ("moment", "morgen", Code.BAD_TIME),
        ("time", "24:00", Code.BAD_TIME),
        ("time", "9.30", Code.BAD_TIME),
        ("flag", "1", Code.BAD_CHOICE),
        ("count", "-1", Code.BAD_NUMBER),
        ("count", "1.000", Code.BAD_NUMBER),
        ("count", "1e3", Code.BAD_NUMBER),
        ("count", "9" * 5000, Code.BAD_NUMBER),
        ("count", "²", Code.BAD_NUMBER),
        ("number", "1,5", Code.BAD_NUMBER),
        ("number", "nan", Code.BAD_NUMBER),
        ("number", {}, Code.BAD_NUMBER),
        ("year", "96", Code.BAD_NUMBER),
        ("year", "19960", Code.BAD_NUMBER),
        ("url", "www.example.org", Code.BAD_URL),
        ("url", "https://", Code.BAD_URL),
        ("url", "https://localhost:99999/", Code.BAD_URL),
        ("url", "https://[::1", Code.BAD_URL),
        ("url", "javascript:alert(1)", Code.BAD_URL),
        ("url", "java\nscript:alert(1)", Code.BAD_URL),
        ("url", 'https://example.org/"><script>', Code.BAD_URL),
        ("url", "data:text/html,x", Code.BAD_URL),
        ("url", "mailto:", Code.BAD_URL),
        ("email", "info@localhost", Code.BAD_VALUE),
        ("email", "a@b.example, c@d.example", Code.BAD_VALUE),
        ("email", "a@b.example\nBcc: c@d.example", Code.BAD_VALUE),
        ("zone", "Mars/Olympus", Code.BAD_VALUE),
        ("zone", "Europe", Code.BAD_VALUE),
        ("zone", "right/Europe/Berlin", Code.BAD_VALUE),
        ("zone", "../zoneinfo/UTC", Code.BAD_VALUE),
        ("zone", "zone.tab", Code.BAD_VALUE),
        ("id", "../x", Code.BAD_VALUE),
        ("id", "Über-uns", Code.BAD_VALUE),
        ("id", "a//b", Code.BAD_VALUE),
        ("colour", "red", Code.BAD_VALUE),
        ("choice", "DARK_BLUE", Code.BAD_CHOICE),
        ("text", "  ", Code.BAD_VALUE),
        ("text", ["x"], Code.WRONG_TYPE),
        ("words", ["x"], Code.WRONG_TYPE),
        ("words", {}, Code.BAD_VALUE),
        ("words", {"de": ["x"]}, Code.WRONG_TYPE),
        ("words", {"fr": "x"}, Code.UNKNOWN_LANGUAGE),
        ("members", "hzi", Code.WRONG_TYPE),
        ("inner", {"text": "x"}, Code.WRONG_TYPE),
        ("inner", ["x"], Code.WRONG_TYPE),
        ("named", ["x"], Code.WRONG_TYPE),
        ("named", {"Ä": {}}, Code.BAD_VALUE),
    ],
)
def test_a_value_that_means_nothing_is_refused(name, written, code):
    """A value that its field does not understand is one problem with a way out."""
    record, problems = parse(**{name: written})
    assert record is None
    assert [problem.code for problem in problems] == [code]
    assert problems[0].message.startswith(f"{name}")
    assert problems[0].hint


def test_a_localised_text_is_picked_by_language():
    """A reader gets the text in the own language, else the one for all, else the first."""
    words = accepted("words", {"de": "Hallo", "en": "Hello"})
    assert [words.pick(lang) for lang in ("de", "en", "fr")] == ["Hallo", "Hello", "Hallo"]
    everywhere = accepted("words", "BioRegioN")
    assert everywhere.pick("en") == "BioRegioN"
    assert everywhere.languages == frozenset()


def test_every_mistake_of_a_record_is_reported():
    """A record with many mistakes gives them all, not the first only."""
    _, problems = parse(date="x", count="y", choise="red", inner=[{"text": ""}, {"txt": "a"}])
    assert [problem.message.partition(":")[0] for problem in problems] == [
        "date",
        "count",
        "inner.1.text",
        "'txt' is not a field of 'inner.2'",
        "'choise' is not a field of 'sample'",
    ]


def test_references_are_found_at_every_depth():
    """A reference counts in a list and in a group as it does at the top."""
    record, _ = parse(members=["hzi", "umg"], inner=[{"text": "x"}, {"member": "mhh"}])
    assert list(references(record)) == [
        (("members", 0), "member", "hzi"),
        (("members", 1), "member", "umg"),
        (("inner", 1, "member"), "member", "mhh"),
    ]


def test_help_is_that_of_the_field_or_of_its_holder():
    """The help of an item, of a language or of a field in a group is found."""
    assert field_help(Sample, ("inner", 0, "text")) == "some words"
    assert field_help(Sample, ("named", "x", "text")) == "some words"
    assert field_help(Sample, ("words", "de")) == "words in each language"
    assert field_help(Sample, ("members", 3)) == "who"
    assert model_name(Member) == "member"


def records(model):
    """Yield a record and all records inside."""
    yield model
    for annotation in hints(model).values():
        inner = nested_record(annotation)
        if inner is not None:
            yield from records(inner)


@pytest.mark.parametrize("model", [*KINDS, Network, MediaMix], ids=lambda model: model.__name__)
def test_every_field_is_described(model):
    """Every field says in a few words what it holds: editors read it in messages, forms and the reference."""
    for record in records(model):
        for name, field in record.model_fields.items():
            assert field.description, f"{record.__name__}.{name}"
            assert field.description[0] != " "


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_references_name_kinds_that_exist(kind):
    """A field refers to a kind, to any, or to a vocabulary of the network's profile."""
    known = {other.kind for other in KINDS} | {"topic", "sector", ANY_KIND}
    for record in records(kind):
        for annotation in hints(record).values():
            assert {mark.kind for mark in markers(annotation) if isinstance(mark, Reference)} <= known


NAMES = [*Sample.model_fields, "de", "x"]
VALUES = st.recursive(
    st.none() | st.text(max_size=20) | st.sampled_from(["2026-03-10", "9:30", "1", "-1", "de", "red", "https://a.b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*Sample.model_fields, "x"]), VALUES))
def test_any_values_are_a_record_or_problems(values):
    """Whatever a file holds becomes a record, or problems that each say what to do."""
    record, problems = parse(**values)
    assert (record is None) == bool(problems)
    assert all(problem.hint and "does not fit" not in problem.message for problem in problems)


@given(st.data(), st.sampled_from(KINDS))
def test_any_values_are_an_entry_or_problems(data, kind):
    """Whatever a file of a kind holds becomes facts, or problems that each say what to do."""
    values = data.draw(st.dictionaries(st.sampled_from([*kind.model_fields, "x"]), VALUES, max_size=4))
    record, problems = parse_record(kind, Source("x.yaml", values, "", 1), ("de", "en"))
    assert (record is None) == bool(problems)
    assert all(problem.hint for problem in problems)

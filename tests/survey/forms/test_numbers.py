"""netzsite.survey.numbers: what people write into a field for a number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzsite.errors import Code
from netzsite.kinds.survey import QuestionType
from netzsite.survey.numbers import read_number, written_number
from netzsite.survey.questionnaire import Question
from tests.conftest import ROOT


def question(kind: str) -> Question:
    return Question.model_validate({"id": "a", "type": kind, "label": "x", "unit": {"de": "Personen", "en": "persons"}})


QUESTIONS = {kind: question(kind) for kind in ("integer", "money", "percentage")}


@pytest.mark.parametrize(
    ("typed", "kind", "lang", "number"),
    [
        ("1.234,5", "money", "de", "1234.5"),
        ("1,234.5", "money", "de", "1234.5"),
        ("1.234,5", "money", "en", "1234.5"),
        ("1.234", "integer", "de", "1234"),
        ("1,234", "integer", "en", "1234"),
        ("1.234.567", "money", "en", "1234567"),
        ("12.5", "money", "de", "12.5"),
        ("12,50", "money", "en", "12.5"),
        ("0,500", "money", "de", "0.5"),
        ("1 234 567", "money", "de", "1234567"),
        ("1\u202f234,5", "money", "de", "1234.5"),
        ("1’234", "money", "de", "1234"),
        ("0", "integer", "de", "0"),
        ("-5", "integer", "de", "-5"),
        ("\u22125", "integer", "de", "-5"),
        ("１２３", "integer", "de", "123"),
        ("٣", "integer", "en", "3"),
        ("20 %", "percentage", "de", "20"),
        ("20,5%", "percentage", "de", "20.5"),
        ("€ 500", "money", "de", "500"),
        ("500 EUR", "money", "en", "500"),
        ("500,-", "money", "de", "500"),
        ("1,2 Mio.", "money", "de", "1200000"),
        ("1,2 Mio. €", "money", "de", "1200000"),
        ("1.2m", "money", "en", "1200000"),
        ("3 Tsd. €", "money", "de", "3000"),
        ("5 TEUR", "money", "de", "5000"),
        ("2bn", "money", "en", "2000000000"),
        ("12 Personen", "integer", "de", "12"),
        ("12 persons", "integer", "en", "12"),
    ],
)
def test_a_number_is_read_as_it_is_meant(typed, kind, lang, number):
    """Both marks, spaces, units, words for large numbers, digits and signs of other keyboards."""
    reading = read_number(typed, QUESTIONS[kind], lang, "EUR")
    assert (reading.value, reading.fault, reading.is_estimate) == (Decimal(number), None, False)


@pytest.mark.parametrize("typed", ["ca. 20", "ca.20", "etwa 20", "~20", "≈ 20", "20 (geschätzt)", "approx. 20"])
def test_an_estimate_is_kept_as_one(typed):
    """The number counts; that it is an estimate is not lost."""
    reading = read_number(typed, QUESTIONS["integer"], "de", "EUR")
    assert (reading.value, reading.is_estimate) == (Decimal(20), True)


@pytest.mark.parametrize("typed", ["k. A.", "k.A.", "keine Angabe", "n/a", "N.A.", "vertraulich", "no answer"])
def test_who_does_not_want_to_answer_has_declined(typed):
    """That is neither zero nor an empty field."""
    reading = read_number(typed, QUESTIONS["money"], "de", "EUR")
    assert (reading.value, reading.fault, reading.is_declined) == (None, None, True)


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0", "\u200b"])
def test_an_empty_field_is_no_answer(typed):
    """It is not zero, and not declined."""
    reading = read_number(typed, QUESTIONS["integer"], "de", "EUR")
    assert (reading.value, reading.fault, reading.is_declined) == (None, None, False)


@pytest.mark.parametrize(
    ("typed", "kind", "lang", "fault"),
    [
        ("1.234", "money", "de", Code.ANSWER_AMBIGUOUS),
        ("1,234", "money", "de", Code.ANSWER_AMBIGUOUS),
        ("1,234", "integer", "de", Code.ANSWER_AMBIGUOUS),
        ("1.234", "integer", "en", Code.ANSWER_AMBIGUOUS),
        ("1.234 Mio.", "money", "de", Code.ANSWER_AMBIGUOUS),
        ("20-30", "integer", "de", Code.ANSWER_RANGE),
        ("20 – 30", "integer", "de", Code.ANSWER_RANGE),
        ("20 bis 30", "integer", "de", Code.ANSWER_RANGE),
        ("between 20 and 30", "integer", "en", Code.ANSWER_RANGE),
        ("> 20", "integer", "de", Code.ANSWER_RANGE),
        ("über 20", "integer", "de", Code.ANSWER_RANGE),
        ("20+", "integer", "en", Code.ANSWER_RANGE),
        ("500 $", "money", "de", Code.ANSWER_UNIT),
        ("20 %", "integer", "de", Code.ANSWER_UNIT),
        ("20 Stellen", "integer", "de", Code.ANSWER_UNIT),
        ("1.5", "integer", "de", Code.ANSWER_UNREADABLE),
        ("viele", "integer", "de", Code.ANSWER_UNREADABLE),
        ("-", "integer", "de", Code.ANSWER_UNREADABLE),
        ("1.23.4", "money", "de", Code.ANSWER_UNREADABLE),
        ("12 34", "money", "de", Code.ANSWER_UNREADABLE),
        ("9" * 16, "money", "de", Code.ANSWER_UNREADABLE),
        ("½", "money", "de", Code.ANSWER_UNREADABLE),
        ("NaN", "money", "en", Code.ANSWER_UNREADABLE),
    ],
)
def test_what_is_not_one_number_is_asked_back(typed, kind, lang, fault):
    """Nothing is guessed."""
    assert read_number(typed, QUESTIONS[kind], lang, "EUR").fault is fault


@given(
    st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False, allow_infinity=False),
    st.sampled_from(["de", "en"]),
)
def test_a_number_that_we_fill_in_is_read_back(number, lang):
    """Whoever sends last year's numbers back unchanged has answered with them."""
    reading = read_number(written_number(number.normalize(), lang), QUESTIONS["money"], lang, "EUR")
    assert (reading.value, reading.fault) == (number, None)


@given(st.text(max_size=40), st.sampled_from(list(QUESTIONS)), st.sampled_from(["de", "en", "fr"]))
def test_whatever_is_typed_gives_one_answer_or_a_reason(text, kind, lang):
    """No input ends the program, and no reading is two things at once."""
    reading = read_number(text, QUESTIONS[kind], lang, "EUR")
    assert sum([reading.value is not None, reading.fault is not None, reading.is_declined]) <= 1
    assert not (QUESTIONS[kind].type is QuestionType.INTEGER and reading.value is not None and reading.value % 1)


def test_the_table_in_the_docs_is_true():
    """docs/survey.md shows what is read how, for a German form and an amount of money."""
    rows = (ROOT / "docs" / "survey.md").read_text(encoding="utf-8").partition("| written |")[2].partition("\n\n")[0]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows.splitlines()[2:]]
    assert len(cells) > 10
    for typed, kind, lang, expected in cells:
        reading = read_number(typed.strip("`"), QUESTIONS[kind], lang, "EUR")
        shown = (
            f"{reading.value:f}" if reading.value is not None else "declined" if reading.is_declined else "asked back"
        )
        assert (f"estimate: {shown}" if reading.is_estimate else shown) == expected, typed

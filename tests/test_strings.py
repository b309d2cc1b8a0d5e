"""netzsite.strings: words, dates, numbers and amounts as readers of a language expect them."""

import datetime as dt
from decimal import Decimal

import pytest

from netzsite.engine.fingerprint import read_folder
from netzsite.errors import NetzsiteError
from netzsite.fields import Choice
from netzsite.strings import MissingStringError, Strings, load_strings
from tests.conftest import THEME, parse_day, write_files

DAY = dt.date(2026, 3, 9)


@pytest.fixture(scope="module")
def strings():
    """Give the theme's words: language -> strings."""
    return load_strings(read_folder(THEME), ("de", "en"), "theme")


def test_words_are_filled_in_and_counted():
    """Braces are filled with values, numbers in the way of the language; `n` chooses singular or plural."""
    words = Strings("de", {"entries": {"one": "{n} Eintrag", "other": "{n} Einträge"}, "hello": "Hallo {name}"})
    assert words.text("entries", n=1) == "1 Eintrag"
    assert words.text("entries", n=1200) == "1.200 Einträge"
    assert words.text("hello", name="Erika") == "Hallo Erika"


def test_moments_that_are_equal_are_not_always_on_the_same_day(strings):
    """What is kept of a day is not taken for another one: late in Berlin it is the next day in Tokyo."""
    late = dt.datetime(2026, 3, 9, 22, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    early = late.astimezone(dt.timezone(dt.timedelta(hours=9)))
    assert late == early
    assert [strings["de"].date(each) for each in (late, early, late, DAY)] == [
        "9. März 2026",
        "10. März 2026",
        "9. März 2026",
        "9. März 2026",
    ]
    assert [strings["en"].weekday(each) for each in (late, early)] == ["Monday", "Tuesday"]


def test_a_field_may_have_a_label_of_its_own_kind():
    """The label of a field is the kind's own, else the one of all kinds."""
    words = Strings("de", {"fields.place": "Ort", "fields.job-place": "Arbeitsort"})
    assert (words.field("job", "place"), words.field("event", "place")) == ("Arbeitsort", "Ort")


def test_missing_words_are_named():
    """A word that the theme does not have is an error with its key, never an empty place on the page."""
    with pytest.raises(MissingStringError) as caught:
        Strings("de", {}).text("list.none")
    assert str(caught.value) == (
        "strings/de.yaml: error[missing-string]: 'list.none' has no words\n  hint: add the line in every language"
    )


def test_the_word_of_a_choice_is_found_by_its_vocabulary():
    """`EventForm` has its words below `values.event-form`."""

    class EventForm(Choice):
        ROUND_TABLE = "round-table"

    words = Strings("de", {"values.event-form.round-table": "Runder Tisch"})
    assert words.value(EventForm.ROUND_TABLE) == "Runder Tisch"


def test_dates_are_written_as_in_the_language(strings):
    """A day has the form of the language, whatever the computer's own language is."""
    assert strings["de"].date(DAY) == "9. März 2026"
    assert strings["en"].date(DAY) in ("9 March 2026", "March 9, 2026")
    assert strings["de"].month(DAY) == "März 2026"
    assert strings["de"].time(dt.time(9, 5)) == "09:05 Uhr"


def test_a_span_of_days_says_month_and_year_once(strings):
    """A range of days names only once what both have in common; one day is one day, whatever the times."""
    spans = {
        "de": [
            ("2026-11-03", "2026-11-05", "3.–5. November 2026"),
            ("2026-11-30", "2026-12-02", "30. November – 2. Dezember 2026"),
        ],
        "en": [
            ("2026-11-03", "2026-11-05", "3–5 November 2026"),
            ("2026-12-30", "2027-01-02", "30 December 2026 – 2 January 2027"),
        ],
    }
    for lang, cases in spans.items():
        for first, last, words in cases:
            assert strings[lang].span(parse_day(first), parse_day(last)).replace("\u2009", " ") == words
    assert strings["de"].span(dt.date(2026, 11, 3), dt.date(2026, 11, 3)) == "3. November 2026"
    assert strings["de"].span(parse_day("2026-11-03T09:00"), parse_day("2026-11-03T18:00")) == "3. November 2026"


def test_numbers_have_the_marks_of_the_language(strings):
    """Thousands and decimals are divided as in the language; decimals stay as given."""
    assert strings["de"].number(12500) == "12.500"
    assert strings["en"].number(Decimal("12500.5")) == "12,500.5"
    assert strings["de"].number(Decimal("1.5"), 2) == "1,50"


def test_money_is_said_in_millions_where_it_is_large(strings):
    """Small amounts are written out, large ones are said in millions."""
    assert strings["de"].money(Decimal(1500), "EUR") == "1.500\xa0€"
    assert "1,5" in strings["de"].money(Decimal(1_500_000), "EUR")
    assert strings["en"].money(Decimal("99.50"), "EUR").startswith("€")


def test_names_are_sorted_as_in_a_dictionary(strings):
    """Umlauts stand with their base letters (DIN 5007-1)."""
    names = ["Zoo", "Über", "Ulm", "Österreich", "Oldenburg", "Straße", "Strasse B"]
    assert sorted(names, key=strings["de"].sort_key) == [
        "Oldenburg",
        "Österreich",
        "Straße",
        "Strasse B",
        "Über",
        "Ulm",
        "Zoo",
    ]


def test_a_language_names_itself(strings):
    """The switch of languages shows each in its own words."""
    assert (strings["de"].language("de"), strings["de"].language("en")) == ("Deutsch", "English")


def test_languages_have_the_same_words(tmp_path):
    """A word that one language lacks is an error that names the language which has it."""
    write_files(tmp_path / "theme", {"strings/de.yaml": "a: {b: x, c: y}\n", "strings/en.yaml": "a: {b: x}\nd: z\n"})
    with pytest.raises(NetzsiteError) as caught:
        load_strings(read_folder(tmp_path / "theme"), ("de", "en"), "theme")
    assert sorted(str(problem) for problem in caught.value.problems) == [
        "theme/strings/de.yaml: error[missing-string]: 'd' is missing\n  hint: it is in en.yaml: add it here",
        "theme/strings/en.yaml: error[missing-string]: 'a.c' is missing\n  hint: it is in de.yaml: add it here",
    ]


def test_a_language_that_the_theme_does_not_speak_is_named(tmp_path):
    """A network in a language without strings is told which file to add."""
    write_files(tmp_path / "theme", {"strings/de.yaml": "a: b\n"})
    with pytest.raises(NetzsiteError, match=r"theme/strings/pl.yaml: error\[missing-string\]: .* does not speak 'pl'"):
        load_strings(read_folder(tmp_path / "theme"), ("de", "pl"), "theme")

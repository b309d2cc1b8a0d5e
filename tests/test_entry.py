"""netzsite.entry: what every entry has, in every language."""

import datetime as dt

import pytest

from netzsite.entry import Entry, Wording, translation_model
from netzsite.kinds.news import News, NewsForm
from netzsite.source import Source
from tests.conftest import parse_day

SOURCE = Source("x.md", {}, "", 2)
MOMENT = parse_day("2026-11-22T12:00")


def news(**values):
    """Make the facts of a piece of news."""
    return News(**{"title": "Titel", "form": NewsForm.INTERVIEW, "date": dt.date(2026, 11, 1), **values})


def wording(lang, body="Text", **words):
    """Make the words of a language."""
    return Wording(lang, {"title": f"Titel {lang}", **words}, body, SOURCE)


def test_an_entry_falls_back_to_its_original():
    """A reader in a language without a translation gets the original."""
    entry = Entry("x", news(), SOURCE, {"de": wording("de"), "en": wording("en")})
    assert entry.key == ("news", "x")
    assert (entry.title("en"), entry.title("fr")) == ("Titel en", "Titel de")
    assert entry.has_language("en")
    assert not entry.has_language("fr")
    assert entry.original is not None
    assert entry.original.lang == "de"


def test_the_digest_changes_with_the_words_only():
    """A translation is stale when title, summary or text change; blanks around the text do not count."""
    digest = wording("de").digest
    assert wording("de", "Text\n\n").digest == digest
    assert wording("de", "Anderer Text").digest != digest
    assert wording("de", summary="Kurz").digest != digest
    assert wording("de", summary="a", alt="b").digest == wording("de", alt="b", summary="a").digest


@pytest.mark.parametrize(
    ("values", "is_withheld", "is_over"),
    [
        ({}, False, False),
        ({"date": dt.date(2026, 11, 22)}, False, False),
        ({"date": dt.date(2026, 11, 23)}, True, False),
        ({"publish": parse_day("2026-11-22T12:00")}, False, False),
        ({"publish": parse_day("2026-11-22T12:01")}, True, False),
        ({"embargo": parse_day("2026-11-23")}, True, False),
        ({"expires": parse_day("2026-11-22T12:00")}, False, True),
        ({"expires": parse_day("2026-11-22T12:01")}, False, False),
    ],
)
def test_times_decide_to_the_minute(values, is_withheld, is_over):
    """Publishing time and embargo withhold until they have come; the expiry time marks from then on."""
    facts = news(**values)
    assert (facts.public_from() > MOMENT, facts.over_from() <= MOMENT) == (is_withheld, is_over)


def test_a_translation_holds_words_only():
    """The model of a translation has the words of its kind and the digest of the original, and no fact."""
    model = translation_model(News)
    assert set(model.model_fields) == {"translated_from", "draft", "title", "summary", "alt"}
    assert {"date", "members", "deal", "example"} <= model.facts

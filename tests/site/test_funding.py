"""Funding calls: how they stand, by the day."""

import pytest

from tests.site.conftest import text


def call(name, **fields):
    """Write a call: path -> text."""
    return {f"funding/{name}.de.md": text(name.title(), funder="Land", link="https://example.org/a", **fields)}


TWO = "[{date: 2026-12-10, label: Skizze}, {date: 2027-03-31, label: Antrag}]"
FILES = {
    **call("bald", deadlines=TWO),
    **call("offen", deadlines="[{date: 2027-06-30}]"),
    **call("immer"),
    **call("spaeter", opens="2027-01-01", deadlines="[{date: 2027-02-01}]"),
    **call("zu", deadlines="[{date: 2026-10-01}]"),
    **call("laengst-zu", deadlines="[{date: 2025-10-01}]"),
}
PAGE = "de/foerderung/index.html"


def test_calls_stand_by_their_state_the_next_deadline_first(make_website):
    """What ends soon, what is open, what opens later, and what is closed, the last first."""
    site = make_website(FILES)
    assert site.sections(PAGE) == {
        "Frist endet in den nächsten 30 Tagen": ["Bald"],
        "Offen": ["Offen", "Immer"],
        "Öffnet demnächst": ["Spaeter"],
        "Geschlossen": ["Zu", "Laengst-Zu"],
    }
    assert site.words(PAGE, "//p[@class='nz-card__kicker']")[:3] == [
        "10. Dezember 2026Skizze",
        "30. Juni 2027Frist",
        "Ohne Frist",
    ]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-11-09", "Offen"),
        ("2026-11-10", "Frist endet bald"),
        ("2026-12-10", "Frist endet bald"),
        ("2026-12-11", "Offen"),
        ("2027-03-31", "Frist endet bald"),
        ("2027-04-01", "Geschlossen"),
    ],
)
def test_a_call_with_two_deadlines_goes_from_one_to_the_next(make_website, day, state):
    """Soon is within 30 days, the last day included; a closed call keeps its page and says so."""
    site = make_website(call("bald", deadlines=TWO), "--today", day)
    page = "de/foerderung/bald.html"
    assert site.words(page, "//span[contains(@class, 'nz-state')]") == [state]
    passed = site.words(page, "//li[contains(@class, 'item--over')]")
    assert len(passed) == (day > "2026-12-10") + (day > "2027-03-31")
    assert site.words(page, "//p[@role='note']") == (
        ["Geschlossen. Die letzte Frist ist abgelaufen. Der Aufruf bleibt unter dieser Adresse erhalten."]
        if state == "Geschlossen"
        else []
    )

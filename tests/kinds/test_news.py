"""netzsite.kinds.news: news, and the deals that they report."""

from decimal import Decimal

import pytest

from netzsite.kinds.news import Deal, News, PartyRole


def news(**values):
    """Make a piece of news."""
    return News.model_validate({"title": "Neues", "form": "press-release", "date": "2026-03-01", **values})


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("undisclosed", None),
        ("12500000", Decimal(12_500_000)),
        ("0.5", Decimal("0.5")),
        ("1234.5678", Decimal("1234.5678")),
    ],
)
def test_a_volume_is_a_number_or_undisclosed(written, amount):
    """An amount of money is known, or the parties keep silent; nothing is made up."""
    deal = Deal.model_validate({"type": "licence", "parties": [{"name": "A"}], "volume": written})
    assert deal.volume == amount


def test_a_party_is_a_partner_by_default():
    """Who is named without a role is a partner, and amounts are in euros."""
    deal = Deal.model_validate({"type": "partnership", "parties": [{"member": "hzi"}], "volume": "undisclosed"})
    assert deal.parties[0].role is PartyRole.PARTNER
    assert deal.currency == "EUR"


def test_news_stand_newest_first_and_by_priority():
    """Of one day the more important news come first."""
    written = [news(), news(priority="9"), news(date="2026-03-02")]
    assert [(each.date.day, each.priority) for each in sorted(written, key=lambda each: each.order())] == [
        (2, 0),
        (1, 9),
        (1, 0),
    ]


def test_lists_choose_news_by_topic_form_and_deal():
    """The deal's own day says to which year of the register it belongs."""
    deal = {"type": "licence", "parties": [{"name": "A"}], "volume": "undisclosed", "date": "2025-12-30"}
    assert [*news(topics=["infection"], deal=deal).labels()] == [
        "topic-infection",
        "form-press-release",
        "deal",
        "deal-2025",
        "dealtype-licence",
    ]
    assert [*news().labels()] == ["form-press-release"]

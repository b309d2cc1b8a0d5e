"""The register of deals: rows, sums, years and types."""

from decimal import Decimal

import pytest

from netzsite.engine.fingerprint import read_folder
from netzsite.render.deals import balances
from netzsite.render.parts import DealView, Link
from netzsite.strings import load_strings
from tests.conftest import THEME
from tests.site.conftest import member, news

STRINGS = load_strings(read_folder(THEME), ("de", "en"), THEME.name)


def deal(kind, volume, currency="EUR", parties="[{name: A}, {name: B}]", **fields):
    """Write the deal of a piece of news."""
    more = "".join(f", {name}: {value}" for name, value in fields.items())
    return f"{{type: {kind}, volume: {volume}, currency: {currency}, parties: {parties}{more}}}"


FILES = {
    **news("Lizenz", "2026-03-01", deal=deal("licence", 2_500_000)),
    **news("Kauf", "2026-05-01", deal=deal("acquisition", 3_000_000, "USD")),
    **news("Still", "2026-06-01", deal=deal("licence", "undisclosed")),
    **news("Erfunden", "2026-07-01", deal=deal("grant", 900_000_000), example="true"),
    **news("Spaet", "2026-01-05", deal=deal("merger", "undisclosed", date="2025-12-30")),
}


def row(amount, currency="EUR", is_example=False):
    """Make a row of the register."""
    amount = None if amount is None else Decimal(amount)
    return DealView(None, "", (), "", amount, currency, "", Link("", None), is_example)  # type: ignore[arg-type]


def test_the_register_lists_all_deals_by_year_the_newest_first(make_website):
    """A deal stands in the year in which it was made, with its parties and a link to the news."""
    site = make_website(FILES)
    page = "de/vereinbarungen/index.html"
    assert site.words(page, "//section//h2[@class='nz-section__title']") == ["2026", "2025"]
    titles = site.words(page, "//a[@class='nz-register__link']")
    assert titles == ["Erfunden", "Still", "Kauf", "Lizenz", "Spaet"]
    assert site.words(page, "//p[@class='nz-title__count']") == ["4 Vereinbarungen, 1 erfundenes Beispiel"]
    assert site.words(page, "//table/caption") == ["Vereinbarungen 2026", "Vereinbarungen 2025"]
    assert len(site.page(page).xpath("//th[@scope='col']")) == 8


def test_sums_of_examples_stand_apart_and_currencies_are_not_added(make_website):
    """What is made up never enters a sum of facts, and euros are no dollars."""
    balance = make_website(FILES).words("de/vereinbarungen/2026/index.html", "//p[@class='nz-register__balance']")
    assert balance == [
        "3 Vereinbarungen: 2 von 3 Volumen veröffentlicht, zusammen 2,5 Mio. € und 3 Mio. $; 1 nicht veröffentlicht.",
        "Beispiel 1 Vereinbarung: Volumen veröffentlicht, 900 Mio. €.",
    ]


def test_the_register_can_be_narrowed_to_a_year_or_a_type(make_website):
    """Each year and each type has a page, linked with its count; in English as well, for a deal is a fact."""
    site = make_website(FILES)
    page = "de/vereinbarungen/lizenz/index.html"
    assert site.words(page, "//a[@class='nz-register__link']") == ["Still", "Lizenz"]
    links = site.words(page, "//div[@class='nz-narrow']//a")
    assert links == ["2026 (4)", "2025 (1)", "Förderung (1)", "Fusion (1)", "Lizenz (2)", "Übernahme (1)"]
    assert site.words("en/agreements/2025/index.html", "//a[@class='nz-register__link']") == ["Spaet"]
    assert site.page("en/agreements/licence/index.html").xpath("//header//a[@hreflang='de']/@href") == [
        "../../../de/vereinbarungen/lizenz/index.html"
    ]


def test_without_a_deal_there_is_no_register(make_website):
    """No deal, no page and no menu item; the first one brings both."""
    site = make_website(news("Eins", "2026-01-01"))
    assert not site.has("de/vereinbarungen/index.html")
    assert "Vereinbarungen" not in site.words("de/index.html", "//footer//a")
    site = make_website({**news("Eins", "2026-01-01"), **news("Zwei", "2026-01-02", deal=deal("grant", 5000))})
    assert "Vereinbarungen" in site.words("de/index.html", "//footer//a")
    assert site.words("de/vereinbarungen/2026/index.html", "//p[@class='nz-register__balance']") == [
        "1 Vereinbarung: Volumen veröffentlicht, 5.000 €."
    ]


def test_a_deal_may_have_many_parties(make_website):
    """Nine parties stand in one row, those with a page linked."""
    parties = [f"{{name: Firma {number}, role: investor}}" for number in range(8)]
    written = f"[{{member: hzi, role: recipient}}, {', '.join(parties)}]"
    site = make_website({**member("hzi"), **news("Runde", "2026-01-01", deal=deal("financing", 1, parties=written))})
    row = site.page("de/vereinbarungen/index.html").xpath("//span[@class='nz-register__parties']")[0]
    assert row.text_content().count("(Investor)") == 8
    assert row.xpath("a/@href") == ["../mitglieder/hzi.html"]


@pytest.mark.parametrize(
    ("rows", "lang", "words"),
    [
        ([row(None)], "en", "volume undisclosed"),
        ([row(None), row(None)], "en", "no volume disclosed"),
        ([row("2.5")], "en", "volume disclosed, €2.50"),
        ([row(1_000_000), row(2_000_000)], "en", "2 of 2 volumes disclosed, together €3 million"),
        ([row(1_000_000), row(None), row(None)], "en", "1 of 3 volumes disclosed, together €1 million; 2 undisclosed"),
        ([row(1), row(None)], "de", "1 von 2 Volumen veröffentlicht, zusammen 1 €; 1 nicht veröffentlicht"),
    ],
)
def test_what_deals_add_up_to_says_how_many_keep_silent(rows, lang, words):
    """None, one or many; an undisclosed volume is never zero."""
    assert [balance.words.replace("\xa0", " ") for balance in balances(STRINGS[lang], rows)] == [words]

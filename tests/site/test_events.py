"""Lists of events and the calendar by months."""

from tests.conftest import write_files
from tests.site.conftest import event

FILES = {
    **event("naechstes", "2026-12-03 09:30", end="2026-12-03 17:00"),
    **event("laenger", "2026-12-30 10:00", end="2027-01-02 16:00"),
    **event("abgesagt", "2026-12-10", status="cancelled"),
    **event("vorbei", "2026-03-01"),
    **event("frueher", "2025-03-01"),
}


def test_what_comes_next_stands_first(make_website):
    """Coming events, the next first; then those that are over, the last first; years with their counts."""
    site = make_website(FILES)
    page = "de/termine/index.html"
    assert site.sections(page) == {
        "Kommende Termine": ["Naechstes", "Abgesagt abgesagt", "Laenger"],
        "Vergangene Termine": ["Vorbei", "Frueher"],
    }
    assert site.words(page, "//div[@class='nz-narrow']//a") == ["2027 (1)", "2026 (4)", "2025 (1)"]
    assert site.page(page).xpath("//p/a[.='Kalender nach Monaten']/@href") == ["kalender/2026-12.html"]


def test_a_year_keeps_its_events(make_website):
    """Past ones are kept; an event over the turn of the year stands in both."""
    site = make_website(FILES)
    assert site.titles("de/termine/2025/index.html") == ["Frueher"]
    assert site.titles("de/termine/2026/index.html") == ["Vorbei", "Naechstes", "Abgesagt abgesagt", "Laenger"]
    assert site.titles("de/termine/2027/index.html") == ["Laenger"]


def test_a_month_is_a_table_of_weeks(make_website):
    """Each day of the month has a cell; an event stands on each of its days, with the time where it begins and ends."""
    site = make_website(FILES)
    page = "de/termine/kalender/2026-12.html"
    assert site.words(page, "//th//abbr/@title/..") == ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."]
    assert site.page(page).xpath("//th//abbr/@title")[3] == "Donnerstag"
    days = site.words(page, "//td[.//li]")
    assert days == [
        "Donnerstag, 3. 09:30 Uhr Naechstes",
        "Donnerstag, 10. Abgesagt abgesagt",
        "Mittwoch, 30. 10:00 Uhr Laenger",
        "Donnerstag, 31. Laenger",
    ]
    assert site.words("de/termine/kalender/2027-01.html", "//td[.//li]") == [
        "Freitag, 1. Laenger",
        "Samstag, 2. bis 16:00 Uhr Laenger",
    ]
    assert len(site.page(page).xpath("//td//time")) == 31
    assert {len(row.xpath("td")) for row in site.page(page).xpath("//tbody/tr")} == {7}


def test_a_month_leads_to_the_months_that_have_events(make_website):
    """Months without events have no page and are passed over."""
    site = make_website(FILES)
    links = site.page("de/termine/kalender/2026-12.html").xpath("//nav/ul[@class='nz-jumps']//a")
    assert [(link.text, link.get("href")) for link in links] == [
        ("← März 2026", "2026-03.html"),
        ("Januar 2027 →", "2027-01.html"),
    ]
    assert not site.has("de/termine/kalender/2026-11.html")
    assert [
        link.text for link in site.page("de/termine/kalender/2025-03.html").xpath("//nav/ul[@class='nz-jumps']//a")
    ] == ["März 2026 →"]


def test_the_calendar_does_not_depend_on_the_day_of_the_build(make_website):
    """No day is marked as today, so a sheet stays as it is while days go by."""
    first = make_website(FILES).run.text("de/termine/kalender/2026-12.html")
    assert make_website(FILES, "--today", "2026-12-04").run.text("de/termine/kalender/2026-12.html") == first


def test_a_single_event_makes_a_list_and_a_calendar(make_website):
    """One event, one year, one month."""
    site = make_website(event("eins", "2026-12-03"))
    assert site.words("de/termine/kalender/2026-12.html", "//nav/ul[@class='nz-jumps']//a") == []
    assert site.words("de/termine/kalender/2026-12.html", "//p[@class='nz-title__count']") == ["1 Termin"]


def test_a_further_event_leaves_the_other_months_as_they_are(make_site, build_site, quick_website):
    """A sheet shows which months have events, not how many they have."""
    site = make_site(FILES)
    arguments = "--only", "website", "--cache", str(site.parent / "cache")
    build_site(site, *arguments)
    write_files(site, event("zweites", "2026-12-04"))
    why = [word for month in ("2026-03", "2027-01") for word in ("--why", f"de/termine/kalender/{month}.html")]
    printed = build_site(site, *arguments, "--format", "text", *why).printed
    assert printed.count("was left as it was") == 2

"""netzsite.media.calendar: events as a program for calendars reads them, by RFC 5545 and by the library."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from netzsite.media import calendar as medium

BERLIN = ZoneInfo("Europe/Berlin")
MEMBER = "name: {}\ntype: institute\nsector: biotech\naddress: {{town: Köln}}\nemail: {}\n"
EVENT = "---\ntitle: {title}\nform: workshop\nplace: Halle\n{facts}\n---\nText.\n"


def event(facts, title="Treffen"):
    return EVENT.format(title=title, facts=facts)


FILES = {
    "members/hzi.yaml": MEMBER.format('Zentrum "Größe"', "info@hzi.example"),
    "events/2026/tag.de.md": """\
---
title: Ein Tag mit Komma, Semikolon; Rückstrich \\ und vielen langen Wörtern über Infektionsforschungszusammenhänge
summary: Kurz gesagt.
form: life-science-day
announced: 2026-09-01
start: 2026-12-03 09:30
end: 2026-12-03 17:00
place: {de: "Kongresshaus, Köln", en: "Congress centre, Cologne"}
online: https://example.org/live?a=1,2;b
organisers: [hzi]
topics: [infection, vaccines]
registration: https://example.org/anmeldung
registration_deadline: 2026-11-29 23:59
fee: keine
---
Text.
""",
    "events/2026/tag.en.md": "---\ntitle: A day\nsummary: In short.\ntranslated_from: x\n---\nText.\n",
    "events/2026/ganz.de.md": event("start: 2026-12-10"),
    "events/2026/mehrere.de.md": event("start: 2026-12-30\nend: 2027-01-02"),
    "events/2026/offen.de.md": event("start: 2026-12-11 10:00"),
    "events/2026/nacht.de.md": event("start: 2026-12-31 20:00\nend: 2027-01-01 02:00"),
    "events/2026/uhr.de.md": event("start: 2027-03-27 22:00\nend: 2027-03-28 04:00"),
    "events/2026/bis-abends.de.md": event("start: 2026-12-12 09:00\nend: 2026-12-13"),
    "events/2026/fern.de.md": event("start: 2026-12-14 09:00\nend: 2026-12-14 10:00\ntime_zone: America/New_York"),
    "events/2026/welt.de.md": event("start: 2026-12-15 09:00\ntime_zone: UTC\nexample: true"),
    "events/2026/aus.de.md": event("start: 2026-12-16\nstatus: cancelled\nregistration_deadline: 2026-12-01"),
    "events/2026/spaeter.de.md": event("start: 2026-12-17\nstatus: postponed\nreplaced_by: 2026/tag"),
    "events/2026/alt.de.md": event("start: 2025-05-05\nregistration_deadline: 2025-05-01"),
    "events/2026/entwurf.de.md": event("start: 2026-12-18\ndraft: true", "GEHEIM"),
    "events/2026/gesperrt.de.md": event("start: 2026-12-18\nembargo: 2026-12-01", "GEHEIM"),
    "funding/f.de.md": (
        "---\ntitle: Aufruf\nfunder: Land\nlink: https://example.org\nannounced: 2026-10-01\n"
        "deadlines: [{date: 2026-12-05, label: Skizze}, {date: 2027-02-01}]\n---\nText.\n"
    ),
    "jobs/j.de.md": (
        "---\ntitle: Stelle\nmember: hzi\nplace: Köln\nemployment: full-time\nposted: 2026-02-01\n"
        "deadline: 2026-12-20\n---\nKomm.\n"
    ),
    "jobs/vorbei.de.md": (
        "---\ntitle: Vorbei\nmember: hzi\nplace: Köln\nemployment: full-time\nposted: 2026-02-01\n"
        "deadline: 2026-11-20\n---\nKomm.\n"
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the calendars once."""
    return build(tmp_path_factory.mktemp("calendar"), FILES)


def build(folder, files, *arguments):
    from tests.conftest import PROFILES, run_on, write_files

    content = write_files(folder / "content", {**PROFILES, **files})
    run = run_on(content, "build", folder / "public", "--only", "calendar", *arguments)
    assert run.code == 0, run.lines
    return run


def read(run, path):
    return Calendar.from_ical((run.output / path).read_bytes())


def one(run, name):
    """Give the event of a file of its own."""
    (found,) = read(run, f"de/termine/2026/{name}.ics").events
    return found


def files(run):
    return sorted(run.output.rglob("*.ics"))


def unfolded(data):
    """Give the lines of a file by RFC 5545, section 3.1."""
    text = data.replace(b"\r\n ", b"").decode()
    return text.removesuffix("\r\n").split("\r\n")


# -- RFC 5545 ----------------------------------------------------------------------------------------------------------

ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "URL", "STATUS")
LINE = re.compile(
    r'[A-Z-]+(;[A-Z-]+=("[^"\x00-\x08\n-\x1f\x7f]*"|[^";:,\x00-\x08\n-\x1f\x7f]*))*:[^\x00-\x08\n-\x1f\x7f]*'
)


def test_every_file_is_icalendar(built):
    """Lines end with CRLF and have at most 75 octets, letters are whole, components are balanced and complete."""
    assert len(files(built)) == 17
    for path in files(built):
        data = path.read_bytes()
        assert data.endswith(b"\r\n")
        assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
        for line in data.removesuffix(b"\r\n").split(b"\r\n"):
            assert len(line) <= 75
            line.decode()
        lines, open_parts = unfolded(data), []
        assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
        assert lines[2].startswith("PRODID:")
        for line in lines:
            assert LINE.fullmatch(line), line
            if line.startswith("BEGIN:"):
                open_parts.append(line[6:])
            elif line.startswith("END:"):
                assert open_parts.pop() == line[4:]
        assert open_parts == []
        assert "METHOD" not in data.decode()


def test_every_event_has_what_it_needs(built):
    """Each has one id, one stamp in UTC, one start; ids are unique; a zone that is named is explained in the file."""
    for path in files(built):
        lines = unfolded(path.read_bytes())
        parts = re.findall(r"^BEGIN:VEVENT\n(.*?)^END:VEVENT$", "\n".join(lines), re.MULTILINE | re.DOTALL)
        names = [re.findall(r"^([A-Z-]+)[;:]", part, re.MULTILINE) for part in parts]
        assert all(found.count(name) == 1 for found in names for name in ONCE)
        assert not any({"SEQUENCE", "GEO", "ATTENDEE", "LAST-MODIFIED"} & set(found) for found in names)
        uids = [line for line in lines if line.startswith("UID:")]
        assert len(set(uids)) == len(uids)
        assert all(re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", line) for line in lines if line.startswith("DTSTAMP"))
        used = {match for line in lines for match in re.findall(r"^DT(?:START|END);TZID=([^:]+):", line)}
        defined = {line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")}
        assert used <= defined


def test_a_calendar_without_dates_is_valid(tmp_path):
    """Its address can be given out before there is a date; it holds the time zone, because it must hold something."""
    run = build(tmp_path, {})
    for name in ("calendar", "deadlines"):
        lines = unfolded((run.output / f"de/{name}.ics").read_bytes())
        assert ("BEGIN:VTIMEZONE" in lines, "BEGIN:VEVENT" in lines) == (True, False)


# -- What a program reads ----------------------------------------------------------------------------------------------


def test_a_calendar_says_what_it_is(built):
    """Its name, where it can be fetched again and how often, and where its website is."""
    calendar = read(built, "de/calendar.ics")
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "BioRegioN: Alle Termine"
    assert calendar["SOURCE"] == "https://bioregion.example/de/calendar.ics"
    assert calendar["URL"] == "https://bioregion.example/de/"
    assert calendar["REFRESH-INTERVAL"].dt == dt.timedelta(days=1)
    assert calendar["UID"] != read(built, "de/deadlines.ics")["UID"]


def test_an_event_is_told_in_full(built):
    """Texts come back as they were written, whatever signs are in them; what the page shows is there."""
    found = one(built, "tag")
    assert found["SUMMARY"] == (
        "Ein Tag mit Komma, Semikolon; Rückstrich \\ und vielen langen Wörtern über Infektionsforschungszusammenhänge"
    )
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (
        dt.datetime(2026, 12, 3, 9, 30, tzinfo=BERLIN),
        dt.datetime(2026, 12, 3, 17, 0, tzinfo=BERLIN),
    )
    assert found["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert found["LOCATION"] == "Kongresshaus, Köln"
    assert found["URL"] == "https://bioregion.example/de/termine/2026/tag.html"
    assert found["CATEGORIES"].cats == ["Life-Science-Tag", "Infektion", "Impfstoffe"]
    assert found["CONFERENCE"] == "https://example.org/live?a=1,2;b"
    assert (found["ORGANIZER"], found["ORGANIZER"].params["CN"]) == ("mailto:info@hzi.example", "Zentrum 'Größe'")
    assert (found["STATUS"], found["TRANSP"]) == ("CONFIRMED", "OPAQUE")
    parts = found["DESCRIPTION"].split("\n\n")
    assert (parts[0], parts[-1]) == ("Kurz gesagt.", found["URL"])
    assert "Anmeldung: https://example.org/anmeldung" in parts
    assert found.decoded("DTSTAMP") == dt.datetime(2026, 9, 1, 6, tzinfo=dt.UTC)


def moments(name, *times):
    return [dt.datetime.fromisoformat(time).replace(tzinfo=ZoneInfo(name)) for time in times]


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("ganz", dt.date(2026, 12, 10), dt.date(2026, 12, 11)),
        ("mehrere", dt.date(2026, 12, 30), dt.date(2027, 1, 3)),
        ("offen", *moments("Europe/Berlin", "2026-12-11T10:00"), None),
        ("nacht", *moments("Europe/Berlin", "2026-12-31T20:00", "2027-01-01T02:00")),
        ("uhr", *moments("Europe/Berlin", "2027-03-27T22:00", "2027-03-28T04:00")),
        ("bis-abends", *moments("Europe/Berlin", "2026-12-12T09:00", "2026-12-14T00:00")),
        ("fern", *moments("America/New_York", "2026-12-14T09:00", "2026-12-14T10:00")),
        ("welt", dt.datetime(2026, 12, 15, 9, tzinfo=dt.UTC), None),
    ],
)
def test_days_and_times_are_those_of_the_place(built, name, start, end):
    """A day ends with the day after (RFC 5545, section 3.6.1); times are the zone's; an unknown end is left out."""
    found = one(built, name)
    assert found["DTSTART"].dt == start
    assert ("DTEND" in found, found["DTEND"].dt if end else None) == (end is not None, end)
    assert type(found["DTSTART"].dt) is type(start)


def test_over_the_change_of_clocks_an_hour_is_missing(built):
    """From ten in the evening to four in the morning are five hours when summer begins."""
    found = one(built, "uhr")
    assert found["DTEND"].dt.astimezone(dt.UTC) - found["DTSTART"].dt.astimezone(dt.UTC) == dt.timedelta(hours=5)


@pytest.mark.parametrize(("name", "title"), [("aus", "Abgesagt: Treffen"), ("spaeter", "Verschoben: Treffen")])
def test_what_does_not_take_place_stays_and_says_so(built, name, title):
    """Whoever has it in the calendar must hear of it: in the status, in the title, and what takes its place."""
    found = one(built, name)
    assert (found["SUMMARY"], found["STATUS"], found["TRANSP"]) == (title, "CANCELLED", "TRANSPARENT")
    assert found["UID"] in {each["UID"] for each in read(built, "de/calendar.ics").events}
    assert ("https://bioregion.example/de/termine/2026/tag.html" in found["DESCRIPTION"]) == (name == "spaeter")


def test_an_example_says_that_it_is_one(built):
    """A calendar is read far from the page."""
    assert one(built, "welt")["SUMMARY"] == "Treffen (Beispiel)"


def test_ids_stay_and_are_the_same_in_all_languages(built, tmp_path):
    """A new title or address makes no new event, and one who takes both languages has it once."""
    english = read(built, "en/events/2026/tag.ics").events[0]
    assert english["UID"] == one(built, "tag")["UID"]
    assert english["SUMMARY"] == "A day"
    assert english["LOCATION"] == "Congress centre, Cologne"
    changed = FILES | {"events/2026/ganz.de.md": event("start: 2026-12-24", "Anders")}
    run = build(tmp_path, changed)
    assert one(run, "ganz")["UID"] == one(built, "ganz")["UID"]


def test_all_events_of_a_language_are_in_its_calendar(built, monkeypatch, tmp_path):
    """Past ones too, the latest first, up to a number; what is not translated is there as the pages show it."""
    events = read(built, "de/calendar.ics").events
    assert len(events) == 12
    assert events[-1]["DTSTART"].dt == dt.date(2025, 5, 5)
    assert len(read(built, "en/calendar.ics").events) == 12
    monkeypatch.setattr(medium, "MAX_EVENTS", 3)
    assert len(read(build(tmp_path, FILES), "de/calendar.ics").events) == 3


def test_deadlines_that_lie_ahead_are_in_a_calendar(built):
    """Calls, jobs and registrations, the first first; what is over or cancelled is not."""
    events = read(built, "de/deadlines.ics").events
    assert [(found["DTSTART"].dt, str(found["SUMMARY"])) for found in events] == [
        (dt.datetime(2026, 11, 29, 23, 59, tzinfo=BERLIN), f"Anmeldeschluss: {one(built, 'tag')['SUMMARY']}"),
        (dt.date(2026, 12, 5), "Skizze: Aufruf"),
        (dt.date(2026, 12, 20), "Bewerbungsschluss: Stelle"),
        (dt.date(2027, 2, 1), "Frist: Aufruf"),
    ]
    assert {found["TRANSP"] for found in events} == {"TRANSPARENT"}
    assert "DTEND" not in events[0]
    assert events[1]["DTEND"].dt == dt.date(2026, 12, 6)


def test_nothing_withheld_is_in_a_calendar(built):
    """Drafts and embargoes are nowhere, not by their id and not by the name of a file."""
    everything = built.everything()
    assert "GEHEIM" not in everything
    assert not re.search("entwurf|gesperrt", everything)


def test_the_same_content_gives_the_same_bytes(built, tmp_path):
    """Nothing of the build is in a calendar; of the day only which deadlines lie ahead."""
    again = build(tmp_path, FILES, "--today", "2026-11-25T17:45")
    for path in files(built):
        assert path.read_bytes() == (again.output / path.relative_to(built.output)).read_bytes()


def test_signs_that_a_calendar_cannot_hold_do_not_break_it():
    """Whatever reaches the writer, what it writes is iCalendar."""
    from netzsite.render.calendar import CalendarDate, write_calendar

    bad = 'a\x00b\r\nEND:VEVENT\r\n"c\x7f\ud800\\n;,:'
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    date = CalendarDate(
        "u", moment, moment.date(), None, "UTC", bad, bad, bad, "https://x.example/", (bad,), organiser=(bad, "a@b.c")
    )
    data = write_calendar([date], "de")
    assert data.count(b"END:VEVENT\r\n") == 1
    (found,) = Calendar.from_ical(data).events
    assert found["SUMMARY"] == 'ab\nEND:VEVENT\n"c\\n;,:'
    assert all(LINE.fullmatch(line) for line in unfolded(data))


def test_pages_lead_to_calendars(make_site, build_site, quick_website):
    """The page of an event ahead leads to its date, the list to all events, calls and jobs to their deadlines."""
    run = build_site(make_site(FILES), "--only", "website")

    def links(path):
        return run.page(path).xpath("//main//a[@type='text/calendar']/@href")

    assert links("de/termine/2026/tag.html") == ["tag.ics"]
    assert links("de/termine/2026/alt.html") == links("de/termine/2026/aus.html") == []
    assert links("de/termine/index.html") == ["../calendar.ics"]
    assert links("de/foerderung/index.html") == links("de/stellen/index.html") == ["../deadlines.ics"]

"""The page of an event: times, registration, status, programme, partners; and life-science days."""

import pytest

from tests.site.conftest import event, member

KICKER = "//p[@class='nz-title__kicker']/span[1]"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": "2026-12-03"}, "3. Dezember 2026"),
        ({"start": "2026-12-03 10:00"}, "3. Dezember 2026, 10:00 Uhr"),
        ({"start": "2026-12-03 10:00", "end": "2026-12-03 12:30"}, "3. Dezember 2026, 10:00 Uhr bis 12:30 Uhr"),
        ({"start": "2026-12-03 10:00", "end": "2026-12-05"}, "3.–5. Dezember 2026, 10:00 Uhr"),
        (
            {"start": "2026-12-03 20:00", "end": "2026-12-04 02:00"},
            "3. Dezember 2026, 20:00 Uhr bis 4. Dezember 2026, 02:00 Uhr",
        ),
        (
            {"start": "2026-10-25 01:00", "end": "2026-10-25 04:00"},
            "25. Oktober 2026, 01:00 Uhr MESZ bis 04:00 Uhr MEZ",
        ),
        (
            {"start": "2026-12-03 10:00", "end": "2026-12-03 11:00", "time_zone": "America/New_York"},
            "3. Dezember 2026, 10:00 Uhr bis 11:00 Uhr (Ortszeit New York)",
        ),
    ],
    ids=["day", "no-end", "end", "end-day", "midnight", "clocks", "elsewhere"],
)
def test_an_event_says_when_it_takes_place(make_website, fields, words):
    """Without an end, over midnight, over the change of clocks, in another time zone."""
    site = make_website(event("tag", fields["start"], **{name: fields[name] for name in fields if name != "start"}))
    assert site.words(f"de/termine/{fields['start'][:4]}/tag.html", KICKER) == [words]


@pytest.mark.parametrize(
    ("now", "fields", "state"),
    [
        ("2026-11-29T23:58", {}, "Anmeldung möglich"),
        ("2026-11-29T23:59", {}, "Anmeldung geschlossen"),
        ("2026-11-30", {"registration_deadline": "2026-11-30"}, "Anmeldung möglich"),
        ("2026-12-01", {"registration_deadline": "2026-11-30"}, "Anmeldung geschlossen"),
        ("2026-12-04", {}, "Keine Anmeldung mehr möglich"),
        ("2026-11-22", {"status": "cancelled"}, "Keine Anmeldung mehr möglich"),
        ("2026-11-30T05:58", {"time_zone": "America/New_York"}, "Anmeldung möglich"),
        ("2026-11-30T06:00", {"time_zone": "America/New_York"}, "Anmeldung geschlossen"),
    ],
)
def test_registration_closes_by_itself(make_website, now, fields, state):
    """Open until the deadline, its day included, in the time zone of the place, and never for what is off."""
    values = {"registration": "https://example.org/an", "registration_deadline": "2026-11-29 23:59", **fields}
    site = make_website(event("tag", "2026-12-03 10:00", fee="frei", capacity="200", **values), "--today", now)
    page = "de/termine/2026/tag.html"
    assert site.words(page, "//p[contains(@class, 'nz-registration__state')]") == [state]
    has_button = bool(site.page(page).xpath("//section[contains(@class, 'nz-registration')]//a[@href]"))
    assert has_button == (state == "Anmeldung möglich")
    assert site.words(page, "//dd").count("frei") == 1


def test_a_postponed_event_leads_to_its_new_date(make_website):
    """Cancelled says so; postponed says when it takes place instead, if that is known."""
    site = make_website(
        {
            **event("alt", "2026-04-22", status="postponed", replaced_by="2027/neu"),
            **event("offen", "2026-05-22", status="postponed"),
            **event("aus", "2026-12-22", status="cancelled"),
            **event("neu", "2027-04-14 10:00"),
        }
    )
    notices = "//p[contains(@class, 'nz-notice')]"
    assert site.words("de/termine/2026/alt.html", notices) == [
        "Verschoben. Diese Veranstaltung findet nicht zu der hier genannten Zeit statt.",
        "Neuer Termin: Neu, 14. April 2027, 10:00 Uhr",
    ]
    assert site.page("de/termine/2026/alt.html").xpath(f"{notices}/a/@href") == ["../2027/neu.html"]
    assert site.words("de/termine/2026/offen.html", notices) == [
        "Verschoben. Zeit und Ort auf dieser Seite gelten nicht mehr."
    ]
    assert site.words("de/termine/2026/aus.html", notices) == ["Abgesagt. Diese Veranstaltung findet nicht statt."]


PEOPLE = {
    "people/erika.yaml": (
        "given_name: Erika\nfamily_name: Mustermann\ntitles: Dr.\nconsent: 2026-01-01\npicture: foto\n"
    ),
    "people/otto.yaml": "given_name: Otto\nfamily_name: Stumm\n",
    "pictures/foto.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"/>',
    "pictures/foto.yaml": "file: foto.svg\nalt: Porträt\ncredit: Foto\n",
}
PROGRAMME = """[
  {title: Morgen, room: Saal, talks: [
    {start: 9:30, title: Gruß, about: Worum es geht, speakers: [{person: erika, member: hzi}, {person: otto}]},
    {start: 10:00, title: Pause}]},
  {day: 2, talks: [{start: 9:00, title: Ende, speakers: [{name: Dr. Max von Beispiel}]}]}]"""


def test_a_life_science_day_has_a_page_of_its_own(make_website):
    """Its numbers, its programme with photos or initials, who takes part, how to get there, and its other years."""
    day = {
        "form": "life-science-day",
        "end": "2026-12-04 16:00",
        "programme": " ".join(PROGRAMME.split()),
        "partners": "[{member: hzi, role: partner}, {name: Labor GmbH, stand: A 1}, {name: Gerät AG}]",
        "directions": '"Mit der Bahn.\\n\\nMit dem Rad."',
        "participants": "186",
    }
    site = make_website(
        {
            **member("hzi"),
            **PEOPLE,
            **event("tag", "2026-12-03 09:30", **day),
            **event("vorjahr", "2025-12-04", form="life-science-day"),
            **event("kurs", "2025-12-05"),
        }
    )
    page = "de/termine/2026/tag.html"
    numbers = ["2 Vorträge", "2 Vortragende", "3 Partner und Aussteller", "186 Teilnehmende"]
    assert site.words(page, "//li[@class='nz-day__number']") == numbers
    assert site.words(page, "//h3[@class='nz-programme__day']") == [
        "Donnerstag, 3. Dezember 2026",
        "Freitag, 4. Dezember 2026",
    ]
    assert site.words(page, "//div[contains(@class, 'nz-programme__speaker')]") == [
        "Dr. Erika Mustermann, HZI",
        "MB Dr. Max von Beispiel",
    ]
    assert len(site.page(page).xpath("//span[@class='nz-programme__photo']/img[@alt='']")) == 1
    assert "Stumm" not in site.run.text(page)
    assert site.words(page, "//li[@class='nz-directory__item']") == ["HZI", "Labor GmbHStand A 1", "Gerät AG"]
    assert site.words(page, "//section[@id='nz-directions']//p") == ["Mit der Bahn.", "Mit dem Rad."]
    assert site.sections(page)["Life-Science-Tage anderer Jahre"] == ["Vorjahr"]
    assert site.sections("de/termine/2025/vorjahr.html")["Life-Science-Tage anderer Jahre"] == ["Tag"]
    assert "Life-Science-Tage anderer Jahre" not in site.sections("de/termine/2025/kurs.html")


def test_a_programme_may_be_long(make_website):
    """Forty talks in ten sessions are all there, in order."""
    talks = [f"{{start: {8 + number // 4:02}:{number % 4 * 15:02}, title: Vortrag {number}}}" for number in range(40)]
    sessions = ", ".join(f"{{talks: [{', '.join(talks[at : at + 4])}]}}" for at in range(0, 40, 4))
    site = make_website(event("tag", "2026-12-03", form="life-science-day", programme=f"[{sessions}]"))
    words = site.words("de/termine/2026/tag.html", "//p[@class='nz-programme__words']")
    assert words == [f"Vortrag {number}" for number in range(40)]
    assert len(site.page("de/termine/2026/tag.html").xpath("//*[@class='nz-programme__session']")) == 10

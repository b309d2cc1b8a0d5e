"""The page of a member: relations both ways, what became of it, deals, people, freshness, corrections, odd values."""

from urllib.parse import parse_qs, urlsplit

import pytest

from netzsite.kinds.member import Member
from netzsite.site.particulars.member import DEALS, LONGEST_MAILTO
from tests.conftest import PROFILES

LONG = "Gesellschaft für „Größen & Längen“ / " + "x" * 110


def member(name, further=""):
    """Write a member."""
    return f"name: {name}\ntype: company\nsector: biotech\naddress: {{town: Köln, street: Weg 1}}\n{further}"


def news(number, deal=True):
    """Write a piece of news about the mother, with a deal."""
    parties = "[{member: mutter, role: buyer}, {name: Dritte, role: seller}]"
    agreed = f"deal: {{type: licence, volume: undisclosed, parties: {parties}}}\n" if deal else ""
    head = f"title: Meldung {number}\nform: press-release\ndate: 2026-01-{number:02}\nmembers: [mutter]\n"
    return f"news/2026/meldung-{number}.de.md", f"---\n{head}{agreed}---\nX\n"


FILES = {
    "members/mutter.yaml": member(
        "Mutter AG",
        "topics: [infection]\nverified: 2024-11-22\nemail: post@mutter.example\nphone: +49 221 0000\n"
        "former_names: [Alte Mutter KG]\n",
    ),
    "members/tochter.yaml": member(
        "Tochter GmbH", "relations: [{kind: parent, member: mutter}]\nverified: 2024-11-23\n"
    ),
    "members/erbin.yaml": member("Erbin GmbH"),
    "members/alt.yaml": member("Alt GmbH", "status: merged\nrelations: [{kind: successor, member: erbin}]\n"),
    "members/weg.yaml": member("Weg GmbH", "status: left\n"),
    "members/lang.yaml": f"name: {LONG!r}\n" + member("x").partition("\n")[2],
    "portraits/a.de.md": "---\ntitle: Nachbarn\nmember: erbin\n---\nNeben [[mutter]].\n",
    "portraits/b.de.md": "---\ntitle: Die Mutter\nmember: mutter\n---\nText.\n",
    "people/anna.yaml": (
        "given_name: Anna\nfamily_name: von Beispiel\nconsent: 2026-01-01\n"
        "positions: [{member: mutter, role: {de: Leiterin, en: Head}}]\n"
    ),
    "people/otto.yaml": "given_name: Otto\nfamily_name: Geheim\npositions: [{member: mutter, role: Hausmeister}]\n",
    **dict(news(number) for number in range(1, DEALS + 3)),
    **dict([news(28, deal=False)]),
}


@pytest.fixture(scope="module")
def site(build_once):
    """Build the website once for all."""
    return build_once(FILES)


def relations(run, path):
    """Read the relations of a member: words and names."""
    rows = run.page(path).xpath("//section[h2='Verbindungen']//div")
    return {row.xpath("string(dt)"): row.xpath(".//a/text()") for row in rows}


def test_relations_are_said_in_both_directions(site):
    """Who is named by another names it too, seen from the other side."""
    assert relations(site, "de/mitglieder/tochter.html") == {"Gehört zu": ["Mutter AG"]}
    assert relations(site, "de/mitglieder/mutter.html") == {"Dazu gehören": ["Tochter GmbH"]}
    assert relations(site, "de/mitglieder/erbin.html") == {"Hervorgegangen aus": ["Alt GmbH"]}


def test_a_member_that_is_gone_says_what_became_of_it(site):
    """It keeps its page, says so, and leads to who carries on; it has no business card any more."""
    notice = site.page("de/mitglieder/alt.html").xpath("//*[@role='note']")[0]
    assert "Was daraus wurde. Diese Einrichtung ist in einer anderen aufgegangen." in notice.text_content()
    assert notice.xpath(".//a/@href") == ["erbin.html"]
    gone = site.page("de/mitglieder/weg.html").xpath("//*[@role='note']")[0]
    assert "gehört dem Netzwerk nicht mehr an" in gone.text_content()
    assert not gone.xpath(".//a")
    assert not (site.output / "de/mitglieder/alt.vcf").exists()
    assert not site.page("de/mitglieder/alt.html").xpath("//a[@type='text/vcard']")


def test_deals_are_rows(site):
    """The newest deals stand in a table, which leads to the news where there are more; news are listed all."""
    page = site.page("de/mitglieder/mutter.html")
    section = page.xpath("//section[.//h2='Vereinbarungen']")[0]
    assert len(section.xpath(".//tbody/tr")) == DEALS
    assert section.xpath(".//tbody/tr[1]//time | .//tbody/tr[1]/td[1]/a")[0].text == "12.01.2026"
    assert section.xpath(".//a[text()='Alle Vereinbarungen']/@href") == ["../vereinbarungen/index.html"]
    assert len(page.xpath("//section[.//h2='Aktuelles']//h3")) == DEALS + 3


def test_its_own_portrait_comes_first(site):
    """Portraits of others that name the member follow."""
    section = site.page("de/mitglieder/mutter.html").xpath("//section[.//h2='Porträts']")[0]
    assert section.xpath(".//h3//a/text()") == ["Die Mutter", "Nachbarn"]


def test_people_who_agreed_are_shown_with_their_roles(site):
    """A person with consent stands on the page of the member, with initials; one without is nowhere."""
    section = site.page("de/mitglieder/mutter.html").xpath("//section[.//h2='Menschen']")[0]
    assert section.xpath(".//a/text()") == ["Anna von Beispiel"]
    assert section.xpath(".//*[@class='nz-people__role']/text()") == ["Leiterin"]
    assert section.xpath(".//*[@class='nz-face__initials']/text()") == ["AB"]
    assert "Geheim" not in site.everything()


def test_facts_lead_to_the_directory(site):
    """Sector and topics of a member lead to the pages that list others."""
    page = site.page("de/mitglieder/mutter.html")
    assert page.xpath("//dd/a[text()='Biotechnologie']/@href") == ["branche/biotechnologie/index.html"]
    assert page.xpath("//dd/a[text()='Infektion']/@href") == ["thema/infektion/index.html"]
    assert not site.page("de/mitglieder/weg.html").xpath("//dd/a")


def test_an_old_check_is_said_to_be_old(site):
    """After two years, to the day, a reader is told that things may have changed."""
    assert "Zuletzt geprüft am 22. November 2024. Das liegt mehr als zwei Jahre zurück" in " ".join(
        site.page("de/mitglieder/mutter.html").xpath("string(//main)").split()
    )
    younger = " ".join(site.page("de/mitglieder/tochter.html").xpath("string(//main)").split())
    assert "Zuletzt geprüft am 23. November 2024." in younger
    assert "zwei Jahre" not in younger


def test_the_page_turns_by_the_calendar(make_site, build_site, quick_website, tmp_path):
    """With what the last build knew, the next day makes the page anew though no file has changed."""
    cache = ("--only", "website", "--cache", str(tmp_path / "cache"))
    site = make_site({"members/tochter.yaml": member("Tochter", "verified: 2024-11-23\n")})
    assert "zwei Jahre" not in build_site(site, *cache).text("de/mitglieder/tochter.html")
    assert "zwei Jahre" in build_site(site, *cache, "--today", "2026-11-23").text("de/mitglieder/tochter.html")


@pytest.mark.parametrize(
    ("verified", "stale_from"),
    [("2024-02-29", "2026-03-01"), ("2024-01-31", "2026-01-31"), ("9998-01-01", "9999-12-31"), (None, "9999-12-31")],
)
def test_two_years_are_counted(verified, stale_from):
    """Leap days and the last years that there are have an end too."""
    given = {"name": "x", "type": "company", "sector": "biotech", "address": {"town": "Köln"}}
    facts = Member.model_validate(given | ({"verified": verified} if verified else {}))
    assert facts.stale_from.date().isoformat() == stale_from


def test_a_correction_is_one_click_away(site):
    """A mail to the office is begun, with what the entry says; it is encoded and not too long for mail programs."""
    address = site.page("de/mitglieder/mutter.html").xpath("//a[text()='Korrektur vorschlagen']/@href")[0]
    assert address.startswith("mailto:info@example.org?subject=")
    asked = parse_qs(urlsplit(address).query, strict_parsing=True)
    assert asked["subject"] == ["Korrektur: Mutter AG"]
    body = asked["body"][0].split("\r\n")
    assert "https://bioregion.example/de/mitglieder/mutter.html" in body
    assert {"Mutter AG", "Weg 1 Köln", "Frühere Namen: Alte Mutter KG", "Themen: Infektion"} <= set(body)
    long = site.page("de/mitglieder/lang.html").xpath("//a[text()='Korrektur vorschlagen']/@href")[0]
    assert parse_qs(urlsplit(long).query)["subject"] == [f"Korrektur: {LONG}"]
    assert all(len(each) <= LONGEST_MAILTO and each.isascii() and " " not in each for each in (address, long))


def test_no_office_address_no_link(make_site, build_site, quick_website):
    """A network that has no e-mail address offers no mail."""
    network = PROFILES["network.yaml"].replace(", email: info@example.org", "")
    run = build_site(make_site({"network.yaml": network, "members/a.yaml": member("A")}), "--only", "website")
    assert not run.page("de/mitglieder/a.html").xpath("//a[starts-with(@href, 'mailto:')]")


def test_a_card_lies_beside_the_page(site):
    """The vCard of a member can be taken over; its identity is the same in each language."""
    link = site.page("de/mitglieder/mutter.html").xpath("//a[@type='text/vcard']/@href")
    assert link == ["mutter.vcf"]
    german, english = site.text("de/mitglieder/mutter.vcf"), site.text("en/members/mutter.vcf")
    assert "FN:Mutter AG\n" in german  # read as text, so that line ends are those of the system
    assert "SOURCE:https://bioregion.example/de/mitglieder/mutter.html" in german
    uid = [line for line in german.splitlines() if line.startswith("UID:")]
    assert uid == [line for line in english.splitlines() if line.startswith("UID:")]
    assert (site.output / "de/personen/anna.vcf").read_bytes().startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert not (site.output / "de/personen/otto.vcf").exists()

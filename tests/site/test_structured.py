"""netzsite.site.structured: what search engines are told of a page, in schema.org's words and as Google asks for it."""

import json
import re

import pytest

from tests.conftest import NETWORK
from tests.render.test_pictures import saved

NAMES = {"name", "alternateName", "description", "url", "sameAs", "mainEntityOfPage", "image", "identifier"}
WORK = NAMES | {"headline", "datePublished", "inLanguage", "author", "publisher", "about", "mentions", "isBasedOn"}
WORK |= {"temporalCoverage", "citation", "isPartOf", "encoding", "isAccessibleForFree", "creditText"}
BODY = NAMES | {"address", "location", "foundingDate", "numberOfEmployees", "parentOrganization", "subOrganization"}
BODY |= {"memberOf", "areaServed", "knowsAbout", "email", "telephone"}

VOCABULARY = {
    "Article": WORK,
    "BreadcrumbList": {"itemListElement"},
    "CollegeOrUniversity": BODY,
    "DataDownload": {"contentUrl", "encodingFormat"},
    "Dataset": WORK | {"distribution", "variableMeasured"},
    "Event": NAMES
    | {"startDate", "endDate", "eventStatus", "eventAttendanceMode", "location", "inLanguage", "organizer"}
    | {"maximumAttendeeCapacity", "performer", "offers"},
    "GeoCoordinates": {"latitude", "longitude"},
    "GovernmentOrganization": BODY,
    "Hospital": BODY | {"geo"},
    "ImageObject": WORK | {"width", "height"},
    "JobPosting": NAMES
    | {"title", "datePosted", "validThrough", "employmentType", "hiringOrganization", "jobLocation"},
    "ListItem": {"position", "name", "item"},
    "MediaObject": {"contentUrl", "encodingFormat", "inLanguage"},
    "NewsArticle": WORK,
    "Offer": {"price", "priceCurrency", "url", "validThrough"},
    "Organization": BODY,
    "Periodical": {"name"},
    "Person": NAMES | {"honorificPrefix", "givenName", "familyName", "jobTitle", "worksFor"},
    "Place": {"name", "address", "geo"},
    "PostalAddress": {"streetAddress", "postalCode", "addressLocality", "addressCountry"},
    "PublicationIssue": WORK,
    "QuantitativeValue": {"minValue", "maxValue"},
    "Report": WORK,
    "ResearchOrganization": BODY,
    "VirtualLocation": {"url"},
    "WebSite": WORK,
}
"""Type -> the properties that netzsite gives it; all are in schema.org's vocabulary (compared with schema-dts 2.1)."""

REQUIRED = {
    "BreadcrumbList": {"itemListElement"},
    "Dataset": {"name", "description"},
    "Event": {"name", "startDate", "location"},
    "JobPosting": {"title", "description", "datePosted", "hiringOrganization", "jobLocation"},
    "ListItem": {"position", "name"},
    "WebSite": {"name", "url"},
}
"""Type -> what it needs for Google to show it (developers.google.com/search/docs/appearance/structured-data)."""

RECOMMENDED = {
    "Article": {"headline", "image", "author", "datePublished"},
    "Dataset": {"distribution", "variableMeasured", "temporalCoverage", "isAccessibleForFree", "url"},
    "Event": {"description", "endDate", "eventStatus", "image", "offers", "organizer", "performer"},
    "JobPosting": {"employmentType", "validThrough"},
    "NewsArticle": {"headline", "image", "author", "datePublished"},
    "Organization": {"name", "url", "description", "address", "foundingDate", "sameAs", "alternateName"},
}
"""Type -> what Google recommends, of that which editors can say; the pages below say it all."""

FIGURE = """\
title: Zahl der Biotechnologieunternehmen
description: Säulen, die von Jahr zu Jahr höher werden.
note: Seit 2025 wird anders gezählt, die Werte davor sind nicht vergleichbar.
sources: [{title: Statistikamt, url: "https://example.org/data"}]
columns: {year: {label: Jahr}, n: {label: Unternehmen}}
chart: {mark: bar, x: year, y: [n]}
"""
EVENT = """\
---
title: Treffen
summary: Wir treffen uns.
form: conference
start: 2026-12-01 09:30
end: 2026-12-01 17:00
place: Markthalle, Köln
online: https://example.org/live
organisers: [hzi]
registration: https://example.org/register
fee: 120 Euro
capacity: 80
programme:
  - talks:
      - {start: "09:30", title: Gruß, speakers: [{person: anna}, {person: still}, {name: Ungefragt}]}
---
Text.
"""
JOB = """\
---
title: Leitung
member: hzi
place: Köln
employment: full-or-part-time
deadline: {0}
posted: 2026-11-01
{1}---
Wir suchen **Sie**.

- ein Labor
- eine Zukunft
"""
FILES = {
    "members/hzi.yaml": (
        "name: Zentrum\nacronym: HZI\ntype: institute\nsector: biotech\nfounded: 1965\nabout: Forscht.\n"
        "ror: https://ror.org/03d0p2685\nwikidata: Q1603242\nwebsite: https://hzi.example.org/\nemployees: 250-999\n"
        "address: {street: Weg 1, postcode: '50667', town: Köln, latitude: 50.9, longitude: 6.9}\n"
        "relations: [{kind: parent, member: gmbh}]\n"
    ),
    "members/gmbh.yaml": (
        "name: Firma\nacronym: F\ntype: company\nsector: biotech\nfounded: 2001\nabout: Stellt her.\n"
        "wikidata: Q1\nwebsite: https://firma.example.org/\naddress: {town: Ulm, latitude: 48, longitude: 10}\n"
    ),
    "members/klinik.yaml": (
        "name: Klinik\ntype: hospital\nsector: biotech\naddress: {town: Ulm, latitude: 48, longitude: 10}\n"
    ),
    "members/uni.yaml": "name: Uni\ntype: university\nsector: biotech\naddress: {town: Ulm}\n",
    "members/amt.yaml": "name: Amt\ntype: authority\nsector: biotech\naddress: {town: Ulm}\n",
    "members/muster.yaml": "name: Muster\ntype: company\nsector: biotech\nexample: true\naddress: {town: Ulm}\n",
    "people/anna.yaml": (
        "given_name: Anna\nfamily_name: Alt\ntitles: Prof. Dr.\nconsent: 2026-01-01\nemail: anna@example.org\n"
        "positions: [{member: hzi, role: Leiterin}]\norcid: 0000-0002-1825-0097\n"
    ),
    "people/still.yaml": "given_name: Geheime\nfamily_name: Person\npositions: [{member: hzi, role: Chefin}]\n",
    "news/2026/neu.de.md": (
        '---\ntitle: "Neu </script><script>alert(1)</script>"\nsummary: Es ist neu.\nform: press-release\n'
        "date: 2026-03-10\npublish: 2026-03-10 08:00\nmembers: [hzi, muster]\npeople: [anna, still]\n"
        "source: Pressestelle\n---\nText.\n"
    ),
    "news/2026/beispiel.de.md": (
        "---\ntitle: Erfundenes\nform: press-release\ndate: 2026-03-11\nexample: true\n---\nNichts davon ist wahr.\n"
    ),
    "news/2026/gespraech.de.md": "---\ntitle: Gespräch\nform: interview\ndate: 2026-03-12\npicture: p\n---\nText.\n",
    "portraits/hzi.de.md": "---\ntitle: Porträt\nmember: hzi\ndate: 2026-02-01\n---\nText.\n",
    "events/2026/treffen.de.md": EVENT,
    "events/2026/abgesagt.de.md": (
        "---\ntitle: Abgesagt\nform: fair\nstart: 2026-12-03\nplace: Ulm\nstatus: cancelled\nfee: nach Absprache\n---\n"
    ),
    "jobs/offen.de.md": JOB.format("2026-12-31", ""),
    "jobs/vorbei.de.md": JOB.format("2026-11-20", ""),
    "jobs/muster.de.md": JOB.replace("member: hzi", "member: muster").format("2026-12-31", ""),
    "figures/f.yaml": FIGURE,
    "figures/f.csv": "year,n\n2024,1\n2025,2\n",
    "editions/report/2026/edition.yaml": "title: Bericht\nsummary: Zahlen.\ndate: 2026-11-01\nyear: 2025\nparts: []\n",
    "editions/website/erste/edition.yaml": "title: Ausgabe\ndate: 2026-11-01\nparts: []\n",
    "pictures/p.yaml": "file: p.png\nalt: Zwei Menschen\ncredit: Anna Alt\n",
    "pictures/p.png": saved("PNG", size=(600, 300)),
    "pages/about.de.md": "---\ntitle: Über uns\n---\nWir.\n",
}


@pytest.fixture(scope="module")
def site(build_once):
    """Build a website with all kinds, which is no demonstration."""
    return build_once(FILES)


def told(text):
    """Give the things that a page tells search engines."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert len(blocks) <= 1
    data = json.loads(blocks[0]) if blocks else {"@graph": []}
    assert not blocks or data["@context"] == "https://schema.org"
    return data.get("@graph", [data])


def thing(site, path, kind):
    """Give the thing of a type that a page tells of."""
    return next(each for each in told(site.text(path)) if each["@type"] == kind)


def everything(value):
    """Yield each thing within a thing, too."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from everything(inner)


def check(text):
    """Look at all things of a page: their types, their properties, and what Google requires of them."""
    things = [each for each in everything(told(text)) if "@type" in each]
    for each in things:
        assert {name for name in each if not name.startswith("@")} <= VOCABULARY[each["@type"]], each
        assert each.keys() >= REQUIRED.get(each["@type"], set()), each
        assert all(value not in ("", None, [], {}) for value in each.values()), each
    return {each["@type"] for each in things}


def test_every_page_says_what_schema_org_and_google_know(site):
    """Types and properties are the vocabulary's, and nothing required is missing."""
    found = set().union(*(check(path.read_text("utf-8")) for path in site.output.rglob("*.html")))
    assert found == VOCABULARY.keys()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("de/aktuelles/2026/neu.html", "NewsArticle"),
        ("de/aktuelles/2026/gespraech.html", "Article"),
        ("de/termine/2026/treffen.html", "Event"),
        ("de/stellen/offen.html", "JobPosting"),
        ("de/abbildungen/f.html", "Dataset"),
        ("de/mitglieder/gmbh.html", "Organization"),
    ],
)
def test_what_google_recommends_is_there(site, path, kind):
    """Where editors have said it, nothing that is recommended is missing."""
    assert thing(site, path, kind).keys() >= RECOMMENDED[kind]


def test_the_demonstration_is_sound(public):
    """All data of the demonstration can be read; it claims neither to be a network's own nor that examples are real."""
    for path in public.rglob("*.html"):
        check(path.read_text("utf-8"))
    home = told((public / "de" / "index.html").read_text("utf-8"))
    assert [each["@type"] for each in home] == ["WebSite"]
    assert "Demonstration" in home[0]["description"]


# -- What is said, and what is not -------------------------------------------------------------------------------------


def test_what_is_made_up_is_not_told_as_true(site):
    """Of an example nothing is said but where its page stands, with the mark; others do not name it either."""
    things = told(site.text("de/aktuelles/2026/beispiel.html"))
    assert [each["@type"] for each in things] == ["BreadcrumbList"]
    assert things[0]["itemListElement"][-1]["name"] == "Erfundenes (Beispiel)"
    assert [each["name"] for each in thing(site, "de/aktuelles/2026/neu.html", "NewsArticle")["about"]] == ["Zentrum"]
    assert [each["@type"] for each in told(site.text("de/stellen/muster.html"))] == ["BreadcrumbList"]


def test_only_people_who_agreed_are_named(site):
    """People without consent, and speakers by name alone, are left out; nobody's telephone or e-mail is handed on."""
    text = json.dumps([told(path.read_text("utf-8")) for path in site.output.rglob("*.html")], ensure_ascii=False)
    assert "Prof. Dr. Anna Alt" in text
    assert "Geheime" not in text
    assert "Ungefragt" not in text
    assert "anna@example.org" not in text


def test_no_words_end_the_element(site):
    """A title cannot close the script element; it is the same title for who reads the data."""
    article = thing(site, "de/aktuelles/2026/neu.html", "NewsArticle")
    assert article["headline"] == "Neu </script><script>alert(1)</script>"
    assert "<script>alert" not in site.text("de/aktuelles/2026/neu.html")


def test_an_organisation_is_known_by_its_registers(site):
    """ROR and Wikidata say who is meant, wherever it is named; a hospital is a place itself."""
    member = thing(site, "de/mitglieder/hzi.html", "ResearchOrganization")
    assert member["@id"] == "https://ror.org/03d0p2685"
    assert member["sameAs"] == ["https://ror.org/03d0p2685", "https://www.wikidata.org/entity/Q1603242"]
    assert member["numberOfEmployees"] == {"@type": "QuantitativeValue", "minValue": 250, "maxValue": 999}
    assert member["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 50.9, "longitude": 6.9}
    assert [each["name"] for each in member["parentOrganization"]] == ["Firma"]
    assert thing(site, "de/aktuelles/2026/neu.html", "NewsArticle")["about"][0]["@id"] == member["@id"]
    assert thing(site, "de/mitglieder/klinik.html", "Hospital")["geo"]["latitude"] == 48


def test_news_has_its_time_with_the_zone(site):
    assert thing(site, "de/aktuelles/2026/neu.html", "NewsArticle")["datePublished"] == "2026-03-10T08:00:00+01:00"
    assert thing(site, "de/aktuelles/2026/gespraech.html", "Article")["datePublished"] == "2026-03-12"


def test_an_event_says_whether_where_and_for_how_much(site):
    """Status, both places, the fee if it is a number, and who speaks."""
    event = thing(site, "de/termine/2026/treffen.html", "Event")
    assert event["startDate"] == "2026-12-01T09:30:00+01:00"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [each["@type"] for each in event["location"]] == ["Place", "VirtualLocation"]
    assert (event["offers"]["price"], event["offers"]["priceCurrency"]) == ("120.00", "EUR")
    assert [each["name"] for each in event["performer"]] == ["Prof. Dr. Anna Alt"]
    cancelled = thing(site, "de/termine/2026/abgesagt.html", "Event")
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in cancelled
    assert cancelled["startDate"] == "2026-12-03"


def test_a_job_is_told_while_it_is_open(site):
    """The whole advertisement, until the end of its last day; of one that is over nothing is said."""
    job = thing(site, "de/stellen/offen.html", "JobPosting")
    assert job["description"] == "Wir suchen Sie.\n• ein Labor • eine Zukunft"
    assert job["validThrough"] == "2026-12-31T23:59:00+01:00"
    assert job["employmentType"] == ["FULL_TIME", "PART_TIME"]
    assert job["jobLocation"]["address"]["addressLocality"] == "Köln"
    assert [each["@type"] for each in told(site.text("de/stellen/vorbei.html"))] == ["BreadcrumbList"]


def test_a_figure_is_a_data_set(site):
    """With its table, its years and its sources; Google wants 50 letters of description."""
    data = thing(site, "de/abbildungen/f.html", "Dataset")
    assert data["temporalCoverage"] == "2024/2025"
    assert data["distribution"]["contentUrl"] == "https://bioregion.example/data/figures/f.csv"
    assert (site.output / "data/figures/f.csv").is_file()
    assert data["variableMeasured"] == ["Unternehmen"]
    assert len(data["description"]) >= 50


def test_a_picture_has_its_credit(site):
    """Where the editors chose one it is told with who made it; else it is the one that is drawn."""
    picture = thing(site, "de/aktuelles/2026/gespraech.html", "Article")["image"]
    assert picture["creditText"] == "Anna Alt"
    drawn = "https://bioregion.example/assets/previews/de/aktuelles/2026/neu.png"
    assert thing(site, "de/aktuelles/2026/neu.html", "NewsArticle")["image"] == drawn


def test_an_edition_names_its_files(site):
    report = thing(site, "de/ausgaben/report/2026.html", "Report")
    assert [each["inLanguage"] for each in report["encoding"]] == ["de", "en"]
    assert report["temporalCoverage"] == "2025"


def test_the_home_page_tells_of_website_and_network(site):
    website, network = told(site.text("de/index.html"))
    assert (website["@type"], website["url"]) == ("WebSite", "https://bioregion.example/de/")
    assert website["publisher"]["@id"] == network["@id"]
    assert (network["@type"], network["foundingDate"]) == ("Organization", "1996")


def test_breadcrumbs_lead_to_every_page(site):
    """From the home page by the list to the page, as its own navigation says; the home page needs none."""
    steps = thing(site, "de/aktuelles/2026/gespraech.html", "BreadcrumbList")["itemListElement"]
    assert [(each["position"], each["name"]) for each in steps] == [(1, "BioRegioN"), (2, "Aktuelles"), (3, "Gespräch")]
    assert steps[1]["item"] == "https://bioregion.example/de/aktuelles/"
    assert "item" not in steps[2]
    assert len(thing(site, "de/aktuelles/2026/index.html", "BreadcrumbList")["itemListElement"]) == 3
    assert "BreadcrumbList" not in [each["@type"] for each in told(site.text("de/index.html"))]


def test_a_demonstration_publishes_in_nobodys_name(make_site, build_site, quick_website):
    """It says what it is, and names no publisher."""
    network = f"{NETWORK}demonstration: Dies ist eine Demonstration.\n"
    run = build_site(make_site({**FILES, "network.yaml": network}), "--only", "website")
    assert [each["@type"] for each in told(run.text("de/index.html"))] == ["WebSite"]
    assert "publisher" not in thing(run, "de/aktuelles/2026/neu.html", "NewsArticle")
    assert "memberOf" not in thing(run, "de/mitglieder/hzi.html", "ResearchOrganization")

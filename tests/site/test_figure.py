"""Figures in every medium: what is kept secret, where numbers do not compare, whose answers they are; their files."""

import csv
import io
import json

import pytest
from lxml import etree

from tests.conftest import MEDIA, NETWORK

FIGURE = """\
title: {de: Umsatz wächst & wächst, en: Sales grow}
description: {de: Eine Linie, en: A line}
sources: [{title: {de: Umfrage 2026, en: Survey 2026}, url: "https://example.org/q"}]
base:
  - {asked: 50, answered: 40, year: 2025}
  - {asked: 60, answered: 45, year: 2026}
breaks: [{before: "2025", note: {de: Neue Frage., en: New question.}}]
columns: {year: {label: {de: Jahr, en: Year}}, sales: {label: {de: Umsatz, en: Sales}}}
chart: {mark: line, x: year, y: [sales], base: n}
"""
TEXT = """\
---
title: Meldung
form: company-news
date: 2026-11-20
---
{figure: sales}

Es sind {value: sales, year=2026}.
"""
MEMBER = "name: {name}\ntype: {type}\nsector: biotech\naddress: {{town: Ort, longitude: {x}, latitude: 52.5}}\n{more}"
DEAL = """\
---
title: Neues {name}
form: company-news
date: 2026-{day}
{more}deal:
  type: licence
  volume: {volume}
  currency: {currency}
  parties: [{{member: eins}}, {{name: Muster Inc.}}]
---
Text.
"""


def district(name, key, west):
    ring = [[west, 52], [west + 1, 52], [west + 1, 53], [west, 53], [west, 52]]
    properties = {"name": name, "ags": key}
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


DISTRICTS = [district("Ost", "00002", 9), district("West", "00001", 8), district("West", "00003", 10)]
FILES = {
    "network.yaml": NETWORK + "map: {file: map/d.geojson, attribution: Muster-Vermessung}\n",
    "media.yaml": MEDIA
    + "  brief: {name: Brief, about: Kurz, since: 2003, scope: [regional], cadence: weekly, languages: [de],\n"
    "    mail: {sender: a@example.org, sender_name: Büro, unsubscribe: 'mailto:a@example.org'},\n"
    "    sections: [{id: news, title: Neues, takes: news, text: full}]}\n",
    "map/d.geojson": json.dumps({"type": "FeatureCollection", "features": DISTRICTS}),
    "figures/sales.yaml": FIGURE,
    "figures/sales.csv": "year,sales,n\n2024,12,38\n2025,34,40\n2026,.,45\n",
    "figures/years.yaml": (
        "title: Jahre\ndescription: Säulen\nsources: [{title: Umfrage}]\n"
        "columns: {field: {label: Feld}, year: {label: Jahr}, sales: {label: Umsatz}}\n"
        "chart: {mark: grouped-bar, x: field, y: [sales], series: year}\n"
    ),
    "figures/years.csv": "field,year,sales\nGene,2025,1200\nGene,2026,1300\n",
    "figures/members.yaml": (
        "title: Mitglieder\ndescription: Karte\nsources: [{title: Verzeichnis}]\n"
        "chart: {mark: map, count: members, x: district}\n"
    ),
    "figures/deals.yaml": (
        "title: Lizenzen\ndescription: Zeilen\nsources: [{title: Meldungen}]\nchart: {mark: timeline, year: 2026}\n"
    ),
    "figures/network.yaml": (
        "title: Netz\ndescription: Linien\nsources: [{title: Einträge}]\nchart: {mark: network}\n"
    ),
    "members/eins.yaml": MEMBER.format(name="Eins GmbH", type="company", x=8.5, more="acronym: E1\n"),
    "members/zwei.yaml": MEMBER.format(
        name="Institut Zwei", type="institute", x=8.6, more="relations: [{kind: related, member: eins}]\n"
    ),
    "members/drei.yaml": MEMBER.format(name="Fern AG", type="company", x=2.5, more=""),
    "members/vier.yaml": MEMBER.format(name="Erfunden AG", type="company", x=9.5, more="example: true\n"),
    "news/2026/text.de.md": TEXT,
    "news/2026/a.de.md": DEAL.format(name="A", day="03-01", volume=2000000, currency="EUR", more=""),
    "news/2026/b.de.md": DEAL.format(name="B", day="02-01", volume="undisclosed", currency="EUR", more=""),
    "news/2026/c.de.md": DEAL.format(name="C", day="04-01", volume=5, currency="USD", more=""),
    "news/2026/d.de.md": DEAL.format(name="D", day="05-01", volume=9, currency="EUR", more="example: true\n"),
    "editions/brief/2026-11-20/edition.yaml": (
        "title: Ausgabe\ndate: 2026-11-20\nparts: [{section: news, items: ['news:2026/text']}]\n"
    ),
}
SECRET = "• = Zahl bekannt, aber geheim gehalten"
BREAK = "¹ Ab 2025 nicht mit früheren Werten vergleichbar: Neue Frage."
BASE = "Basis: 2025: 40 von 50 befragten Unternehmen (80\xa0%); 2026: 45 von 60 befragten Unternehmen (75\xa0%)"


@pytest.fixture(scope="module")
def run(build_once):
    return build_once(FILES, "--only", "mail", "--only", "feeds", "--only", "opendata")


def rows(run, name):
    return list(csv.DictReader(io.StringIO(run.text(f"data/figures/{name}.csv"))))


def words(found):
    return " ".join(found.text_content().split())


def test_every_medium_says_what_is_kept_secret(run):
    """The web, the feed, mail in HTML and in plain text: a dot where the number would be, and what it means."""
    texts = {
        "web": words(run.page("de/abbildungen/sales.html")),
        "article": words(run.page("de/aktuelles/2026/text.html")),
        "feed": run.text("de/feed.atom"),
        "mail": words(run.page("mail/brief/2026-11-20.de.html")),
        "plain": " ".join(run.text("mail/brief/2026-11-20.de.txt").split()),
    }
    for medium, text in texts.items():
        for note in (SECRET, BREAK, BASE):
            assert note.replace("\xa0", " ") in text.replace("\xa0", " "), (medium, note)
    assert all("Es sind • (geheim gehalten)." in texts[medium] for medium in ("article", "mail", "plain"))


def test_years_are_no_numbers(run):
    """A series that is named by years has them as they are written, in the table too."""
    table = [[words(cell) for cell in row] for row in run.page("de/abbildungen/years.html").xpath("//table//tr")]
    assert table == [["Feld", "Jahr", "Umsatz"], ["Gene", "2025", "1.200"], ["Gene", "2026", "1.300"]]


def test_a_dot_is_heard_as_what_it_means(run):
    """A screen reader hears words in the table, and with the chart; a break is marked in both."""
    page = run.page("de/abbildungen/sales.html")
    table = [[words(cell) for cell in row] for row in page.xpath("//table//tr")]
    assert table == [
        ["Jahr", "Umsatz", "Antworten"],
        ["2024", "12", "38"],
        ["2025 ¹", "34", "40"],
        ["2026", "•geheim gehalten", "45"],
    ]
    assert page.xpath("//td/span[@aria-hidden='true'][text()='•']/following-sibling::span[@class='nz-unseen']")
    assert SECRET in page.xpath("//*[@role='img']/@aria-label")[0]
    drawing = page.xpath("//*[@role='img']")[0]
    assert {"¹", "•"} <= {words(text) for text in drawing.xpath(".//*[local-name()='text']")}
    assert "45" not in drawing.text_content()


def test_the_data_say_what_a_dot_means(run):
    """The CSV keeps the sign, and what describes it explains it; the structured data say it in words."""
    assert [row["sales"] for row in rows(run, "sales")] == ["12", "34", "."]
    described = json.loads(run.text("data/figures/sales.json"))
    missing = [{"value": "", "label": "keine Angabe"}, {"value": ".", "label": "geheim gehalten"}]
    assert described["resources"][0]["schema"]["missingValues"] == missing
    package = json.loads(run.text("data/datapackage.json"))
    (resource,) = [each for each in package["resources"] if each["name"] == "figure-sales"]
    assert resource["schema"]["missingValues"] == missing
    (thing,) = [
        json.loads(found.text)
        for found in run.page("de/abbildungen/sales.html").xpath("//script[contains(@type, 'ld')]")
    ]
    assert SECRET in json.dumps(thing, ensure_ascii=False)


def test_a_figure_is_described_for_programs(run):
    """Title, base, breaks, sources and columns, in the first language and with the words of the other."""
    described = json.loads(run.text("data/figures/sales.json"))
    assert (described["title"], described["translations"]["en"]["title"]) == ("Umsatz wächst & wächst", "Sales grow")
    assert described["base"][1] == {"asked": 60, "answered": 45, "year": 2026}
    assert described["sources"] == [{"title": "Umfrage 2026", "path": "https://example.org/q"}]
    fields = described["resources"][0]["schema"]["fields"]
    assert [(field["name"], field["type"], field["title"]) for field in fields] == [
        ("year", "string", "Jahr"),
        ("sales", "number", "Umsatz"),
        ("n", "number", "Antworten"),
    ]
    assert (run.output / "data/figures" / described["resources"][0]["path"]).is_file()


def test_a_figure_says_how_it_is_cited(run):
    """A sentence on the page, BibTeX with its letters escaped, CSL-JSON; the year is that of the answers."""
    address = "https://bioregion.example/de/abbildungen/sales.html"
    cited = f"BioRegioN: Umsatz wächst & wächst. 2026. {address}. Quelle: Umfrage 2026."
    assert cited in words(run.page("de/abbildungen/sales.html"))
    bibtex = run.text("de/abbildungen/sales.bib")
    assert bibtex.startswith("@misc{bioregion-sales-2026,\n")
    assert r"title = {{Umsatz wächst \& wächst}}" in bibtex
    (item,) = json.loads(run.text("en/figures/sales.csl.json"))
    assert (item["type"], item["title"], item["publisher"]) == ("dataset", "Sales grow", "BioRegioN")
    assert item["issued"] == {"date-parts": [[2026]]}


def test_a_picture_can_leave_its_page(run):
    """As SVG and PNG in each language, with title, remarks, source and address; the page only links them."""
    texts = [found.text for found in etree.fromstring(run.text("de/abbildungen/sales.svg").encode()).iter("{*}text")]
    said = " ".join(filter(None, texts))
    assert all(part in said for part in ("Umsatz wächst & wächst", "• = Zahl", "Umfrage 2026", "sales.html"))
    assert (run.output / "en/figures/sales.png").read_bytes().startswith(b"\x89PNG")
    page = run.page("de/abbildungen/sales.html")
    assert not page.xpath("//main//img")
    assert {"sales.svg", "sales.png", "sales.bib"} <= set(page.xpath("//main//a/@href"))


def test_a_figure_names_where_it_is_used(run):
    """The text that shows it stands on its page."""
    assert "Meldung" in words(run.page("de/abbildungen/sales.html"))


# -- What the library says ---------------------------------------------------------------------------------------------


def test_a_map_counts_members(run):
    """Members where they are, districts without any as nothing, made-up ones not at all; who is not on the map is said.

    Districts of one name are told apart by their keys.
    """
    assert [(row["district"], row["members"]) for row in rows(run, "members")] == [
        ("00001", "2"),
        ("00002", "0"),
        ("00003", "0"),
    ]
    page = run.page("de/abbildungen/members.html")
    assert [words(row) for row in page.xpath("//tbody/tr/th")] == ["West (00001)", "Ost", "West (00003)"]
    said = words(page)
    assert "1 Mitglied hat seinen Sitz außerhalb der Karte" in said
    assert "Kreisgrenzen: Muster-Vermessung" in said
    assert len(page.xpath("//*[@role='img']//*[local-name()='path']")) == 3


def test_a_timeline_shows_deals(run):
    """The first first, made-up ones not; what is undisclosed has no size, and says so; neither has another currency."""
    assert [(row["date"], row["volume"], row["currency"], row["news"]) for row in rows(run, "deals")] == [
        ("2026-02-01", "", "", "2026/b"),
        ("2026-03-01", "2000000", "EUR", "2026/a"),
        ("2026-04-01", "5", "USD", "2026/c"),
    ]
    page = run.page("de/abbildungen/deals.html")
    assert "nicht veröffentlicht" in words(page.xpath("//tbody/tr")[0])
    drawing = page.xpath("//*[@role='img']")[0]
    hollow = drawing.xpath(".//*[local-name()='circle'][@fill='none'][@stroke-dasharray]/@r")
    assert len(set(hollow)) == 1
    assert len(hollow) == 2  # in the legend and in its row
    assert {"Volumen nicht veröffentlicht: ohne Größe", "Volumen in anderer Währung: ohne Größe"} <= {
        words(text) for text in drawing.xpath(".//*[local-name()='text']")
    }


def test_a_network_shows_who_works_with_whom(run):
    """A row for each pair and what connects it; the picture has the short names."""
    assert [tuple(row.values()) for row in rows(run, "network")] == [
        ("eins", "E1", "zwei", "Institut Zwei", "relation")
    ]
    page = run.page("en/figures/network.html")
    assert [words(cell) for cell in page.xpath("//tbody/tr/*")] == ["Eins GmbH", "Institut Zwei", "Relation"]
    drawn = [words(text) for text in page.xpath("//*[@role='img']//*[local-name()='text']")]
    assert {"E1", "Institut Zwei", "Relation"} <= set(drawn)

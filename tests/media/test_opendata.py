"""netzsite.media.opendata: the data sets as spreadsheets and programs read them."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from netzsite.render.datasets import COLUMNS
from tests.conftest import NETWORK

LICENCE = "open_data: {licence: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}\n"
NEWS = "---\ntitle: {title}\nform: company-news\ndate: {date}\n{facts}---\nText.\n"
FILES = {
    "members/hzi.yaml": (
        "name: {de: Zentrum, en: Centre}\ntype: institute\nsector: biotech\ntopics: [infection, vaccines]\n"
        "founded: 1965\nemployees: 10-49\nemail: geheim@example.org\nphone: +49 531 1\n"
        "address: {town: Köln, postcode: '01067', latitude: 52.5, longitude: -10.25}\n"
    ),
    "members/boese.yaml": (
        "name: '=HYPERLINK(\"https://example.org\")'\ntype: company\nsector: medtech\naddress: {town: Ulm}\n"
        "example: true\nformer_names: ['-1+1', 'Alt, neu', '@SUM']\nstatus: left\n"
    ),
    "members/verborgen.yaml": "name: GEHEIM\ntype: company\nsector: medtech\naddress: {town: Ulm}\ndraft: true\n",
    "people/anna.yaml": (
        "given_name: Anna\nfamily_name: Musterfrau\nconsent: 2026-01-01\n"
        "positions: [{member: hzi, role: Leiterin}]\nemail: anna@example.org\n"
    ),
    "people/otto.yaml": "given_name: Otto\nfamily_name: GEHEIM\npositions: [{member: hzi, role: Leiter}]\n",
    "events/2026/tag.de.md": (
        "---\ntitle: Tag\nform: fair\nstart: 2026-12-03 09:30\nend: 2026-12-03 17:00\nplace: Halle\n"
        "organisers: [hzi, verborgen]\nregistration_deadline: 2026-12-01\ncapacity: 200\n---\nText.\n"
    ),
    "events/2026/aus.de.md": (
        "---\ntitle: Aus\nform: fair\nstart: 2026-12-04\nplace: Halle\nstatus: cancelled\n"
        "replaced_by: 2026/tag\nexample: true\n---\nText.\n"
    ),
    "events/2026/aus.en.md": "---\ntitle: Off\ntranslated_from: x\n---\nText.\n",
    "events/2026/entwurf.de.md": "---\ntitle: GEHEIM\nform: fair\nstart: 2026-12-04\nplace: X\ndraft: true\n---\nX\n",
    "news/2026/offen.de.md": NEWS.format(
        title="Millionen",
        date="2026-03-10",
        facts="deal: {type: grant, volume: 1200000.50, date: 2026-03-01, parties: [{member: hzi, role: recipient}, "
        "{name: Land, role: funder}]}\n",
    ),
    "news/2026/still.de.md": NEWS.format(
        title="Still",
        date="2026-04-10",
        facts="example: true\ndeal: {type: licence, volume: undisclosed, "
        "parties: [{member: hzi}, {member: verborgen}]}\n",
    ),
    "news/2026/ohne.de.md": NEWS.format(title="Ohne", date="2026-05-10", facts=""),
    "news/2026/gesperrt.de.md": NEWS.format(
        title="GEHEIM",
        date="2026-06-10",
        facts="embargo: 2026-12-01\ndeal: {type: grant, volume: 5, parties: [{name: X}]}\n",
    ),
    "figures/zahl.yaml": (
        "title: {de: Eine Zahl, en: A number}\ndescription: D\nsources: [{title: Amt, url: https://example.org/q}]\n"
        "columns: {year: {label: Jahr}, n: {label: Zahl}}\nchart: {mark: bar, x: year, y: [n]}\n"
    ),
    "figures/zahl.csv": "year,n\n2024,1\n2025,2\n",
}


@pytest.fixture(scope="module")
def built(build_once):
    """Build the data and the website once."""
    media = [word for medium in ("opendata", "feeds", "calendar") for word in ("--only", medium)]
    return build_once({"network.yaml": NETWORK + LICENCE, **FILES}, *media)


def table(run, name):
    """Read a data set as a spreadsheet does: rows as name of the column -> cell."""
    return list(csv.DictReader(io.StringIO(run.text(f"data/{name}.csv"), newline=""), strict=True))


def objects(run, name):
    return json.loads(run.text(f"data/{name}.json"))


# -- Rows --------------------------------------------------------------------------------------------------------------


def test_a_fact_stands_once_and_words_for_each_language(built):
    """A member has one founding year and two names; its employees are numbers that no spreadsheet takes for a date."""
    (hzi,) = [row for row in table(built, "members") if row["id"] == "hzi"]
    told = {name: hzi[name] for name in ("name_de", "name_en", "sector", "sector_name_de", "topics", "founded")}
    assert told == {
        "name_de": "Zentrum",
        "name_en": "Centre",
        "sector": "biotech",
        "sector_name_de": "Biotechnologie",
        "topics": "infection;vaccines",
        "founded": "1965",
    }
    assert (hzi["employees_min"], hzi["employees_max"], hzi["latitude"], hzi["longitude"]) == (
        "10",
        "49",
        "52.5",
        "-10.25",
    )
    assert hzi["url_en"] == "https://bioregion.example/en/members/hzi.html"


def test_csv_and_json_hold_the_same(built):
    """Both have the same rows in the same order, under the same ids; numbers are numbers."""
    for name in COLUMNS:
        rows, found = table(built, name), objects(built, name)
        key = "id" if "id" in rows[0] else "deal"
        assert [row[key] for row in rows] == [each[key] for each in found]
    (hzi,) = [each for each in objects(built, "members") if each["id"] == "hzi"]
    assert (hzi["name"], hzi["longitude"], hzi["example"]) == ({"de": "Zentrum", "en": "Centre"}, -10.25, False)
    assert (hzi["topics"], hzi["acronym"]) == (["infection", "vaccines"], None)


def test_events_say_when_and_whether(built):
    """Days and times stand apart; an event that is cancelled is told as such; words that are missing are empty."""
    off, day = sorted(table(built, "events"), key=lambda row: row["id"])
    assert (day["start_date"], day["start_time"], day["end_time"], day["time_zone"]) == (
        "2026-12-03",
        "09:30:00",
        "17:00:00",
        "Europe/Berlin",
    )
    assert (day["organisers"], day["registration_until"], day["title_en"], day["url_en"]) == (
        "hzi",
        "2026-12-01",
        "",
        "https://bioregion.example/en/events/2026/tag.html",
    )
    assert (off["start_time"], off["end_date"], off["status"], off["replaced_by"]) == (
        "",
        "2026-12-04",
        "cancelled",
        "2026/tag",
    )
    assert (off["title_en"], off["example"]) == ("Off", "true")


def test_an_undisclosed_volume_is_empty_and_said_to_be(built):
    """A volume of nothing is not nought; examples are marked."""
    still, public = table(built, "deals")
    assert [still[name] for name in ("volume", "currency", "disclosed", "example")] == ["", "", "false", "true"]
    assert [public[name] for name in ("volume", "currency", "disclosed", "example")] == [
        "1200000.50",
        "EUR",
        "true",
        "false",
    ]
    assert (public["date"], public["parties_de"], public["members"]) == (
        "2026-03-01",
        "Zentrum (Empfänger); Land (Förderer)",
        "hzi",
    )
    assert [each["volume"] for each in objects(built, "deals")] == [None, 1200000.5]


def test_parties_are_rows_of_their_own(built):
    """One of them that is not public is left out."""
    assert [
        (row["deal"], row["number"], row["member"], row["name_en"], row["role"]) for row in table(built, "parties")
    ] == [
        ("2026/still", "1", "hzi", "Centre", "partner"),
        ("2026/offen", "1", "hzi", "Centre", "recipient"),
        ("2026/offen", "2", "", "Land", "funder"),
    ]


def test_figures_lead_to_their_tables(built):
    """The index names the file of each table, which is there."""
    (figure,) = table(built, "figures")
    assert (figure["title_en"], figure["columns"], figure["rows"]) == ("A number", "year;n", "2")
    assert (built.output / figure["data"].removeprefix("https://bioregion.example/")).is_file()


# -- Safety ------------------------------------------------------------------------------------------------------------


def test_nothing_withheld_and_nobody_is_in_the_data(built):
    """Drafts and embargoes are not there, nor people with or without consent, nor what reaches them."""
    files = sorted((built.output / "data").glob("*.*"))
    assert len(files) == 11
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not re.search("GEHEIM|geheim|verborgen|entwurf|gesperrt|Musterfrau|anna|@example|531", text), path


def test_no_cell_is_a_formula(built):
    """A spreadsheet that opens the file runs nothing; a number stays one."""
    (bad,) = [row for row in table(built, "members") if row["id"] == "boese"]
    assert bad["name_de"].startswith("'=HYPERLINK")
    assert bad["former_names"] == "'-1+1;Alt, neu;'@SUM"
    assert objects(built, "members")[0]["name"]["de"].startswith("=HYPERLINK")


def test_csv_is_rfc_4180(built):
    """Lines end with CRLF, every row has as many cells as the head, letters are UTF-8 without a mark."""
    for name in COLUMNS:
        data = (built.output / f"data/{name}.csv").read_bytes()
        assert data.endswith(b"\r\n")
        assert not data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1


# -- Data package ------------------------------------------------------------------------------------------------------

READERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "list": lambda cell: cell.split(";"),
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
}


@pytest.fixture(scope="module")
def package(built):
    return json.loads(built.text("data/datapackage.json"))


def test_the_package_describes_every_file(built, package):
    """Names are unique and as the standard wants them, every path leads to a file, and no file is forgotten."""
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (package["name"], package["homepage"]) == ("bioregion", "https://bioregion.example/de/offene-daten.html")
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    paths = {resource["path"] for resource in package["resources"]}
    folder = built.output / "data"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert paths == files - {"datapackage.json"}


def test_every_cell_is_of_the_type_that_the_package_says(built, package):
    """Columns stand in the order of the schema; a program that believes it can read all; keys and references hold."""
    tables = {one["name"]: one for one in package["resources"] if "schema" in one}
    assert set(tables) == {*COLUMNS, "figure-zahl"}
    for resource in tables.values():
        path = built.output / "data" / resource["path"]
        rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
        fields = resource["schema"]["fields"]
        assert list(rows[0]) == [field["name"] for field in fields]
        for field in fields:
            cells = [row[field["name"]] for row in rows]
            read = [READERS[field["type"]](cell) for cell in cells if cell]
            if "categories" in field:
                assert set(read) <= {category["value"] for category in field["categories"]}
            if field.get("constraints", {}).get("required"):
                assert all(cells)
            if field.get("format") == "uri":
                assert all(cell.startswith("https://") for cell in read)
        assert resource.get("bytes", path.stat().st_size) == path.stat().st_size
        key = resource["schema"].get("primaryKey", [])
        assert len({tuple(row[name] for name in key) for row in rows}) == (len(rows) if key else 1)
        for reference in resource["schema"].get("foreignKeys", []):
            targets = {row["id"] for row in table(built, reference["reference"]["resource"])}
            assert {row[reference["fields"][0]] for row in rows} - {""} <= targets


def test_the_licence_is_for_our_data_and_not_for_those_of_others(package):
    """The tables of figures name their sources, whose terms hold."""
    licences = {one["name"]: one.get("licenses") for one in package["resources"]}
    ours = [{"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    assert licences.pop("figure-zahl") is None
    assert licences.pop("figure-zahl-json") is None
    assert list(licences.values()) == [ours] * 10
    (figure,) = [one for one in package["resources"] if one["name"] == "figure-zahl"]
    assert figure["sources"] == [{"title": "Amt", "path": "https://example.org/q"}]
    assert [field["type"] for field in figure["schema"]["fields"]] == ["string", "number"]


# -- Pages -------------------------------------------------------------------------------------------------------------


def test_a_page_describes_the_data(built):
    """Each data set with its files, sizes and columns; the licence; the footer leads there; every file is there."""
    tree = built.page("en/open-data.html")
    assert [each.text for each in tree.xpath("//main//h2")][2:] == [
        "Members",
        "Events",
        "Agreements",
        "Parties to agreements",
        "Figures",
    ]
    files = tree.xpath("//main//a[@download]/@href")
    assert files == [f"../data/{name}.{suffix}" for name in COLUMNS for suffix in ("csv", "json")]
    assert all((built.output / "en" / path).is_file() for path in files)
    assert tree.xpath("//a[@rel='license']/@href") == ["https://creativecommons.org/licenses/by/4.0/"]
    text = tree.text_content()
    for words in ("name_de, name_en", "amount in units of the currency; empty if undisclosed", "1 kB", "2 rows"):
        assert words in text
    assert "open-data.html" in built.page("en/index.html").xpath("//footer//a/@href")


def test_without_a_licence_the_page_says_so(make_site, build_site):
    """Nobody takes silence for leave; a network without any entries has data sets too, which are empty."""
    run = build_site(make_site({}), "--only", "opendata")
    assert run.code == 0
    assert "keine Lizenz" in run.text("de/offene-daten.html")
    assert "licenses" not in run.text("data/datapackage.json")
    assert (table(run, "members"), objects(run, "members")) == ([], [])


def test_a_licence_has_a_name_and_an_address(make_site, check_site):
    """What is missing or no address is told with its place."""
    run = check_site(make_site({"network.yaml": NETWORK + "open_data: {url: mailto:info@example.org}\n"}))
    assert run.code == 1
    assert [line.partition("error")[2].partition(":")[0] for line in run.lines] == ["[missing-key]", "[bad-value]"]


def test_a_correction_is_in_the_data_after_the_next_build(make_site, build_site, tmp_path):
    """The data go on from the last build like all else."""
    content, arguments = make_site(FILES), ("--only", "opendata", "--cache", str(tmp_path / "cache"))
    build_site(content, *arguments)
    path = content / "members/hzi.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("1965", "1966"), encoding="utf-8")
    run = build_site(content, *arguments)
    assert "1966" in run.text("data/members.csv")
    assert "1966" in run.text("data/members.json")

"""The page of the map: who is on it, who is not and why, and what a wrong file of borders is answered with."""

import json

import pytest

from tests.conftest import PROFILES

SQUARE = [[8.0, 52.0], [10.0, 52.0], [10.0, 53.0], [8.0, 53.0], [8.0, 52.0]]
BORDERS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "Groß-Bör/Süd & Nord"},
                "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
            }
        ],
    }
)
SOURCE = "map: {file: map/districts.geojson, attribution: © Vermessung, attribution_url: https://karten.example/}\n"
NETWORK = PROFILES["network.yaml"] + SOURCE


def member(name, town, at=None, district="", further=""):
    """Write a member; `at` is degrees north and east."""
    place = f", latitude: {at[0]}, longitude: {at[1]}" if at else ""
    place += f", district: {district}" if district else ""
    return f"name: {name}\ntype: company\nsector: biotech\naddress: {{town: {town}{place}}}\n{further}"


FILES = {
    "network.yaml": NETWORK,
    "map/districts.geojson": BORDERS,
    "members/a.yaml": member("Alpha", "Götting", (52.5, 9.0), "Börde"),
    "members/b.yaml": member("Beta", "Götting", (52.5, 9.0), "Börde"),
    "members/c.yaml": member("'C „& Söhne“'", "Nachbar", (52.5, 9.001)),
    "members/d.yaml": member("Delta", "Wien", (48.2, 16.4)),
    "members/e.yaml": member("Epsilon", "Nirgends"),
    "members/f.yaml": member("Fort", "Weg", (52.5, 9.5), further="status: left\n"),
}


@pytest.fixture(scope="module")
def site(build_once):
    """Build the website once for all."""
    return build_once(FILES)


@pytest.fixture
def page(site):
    """Give the page of the map."""
    return site.page("de/mitglieder/karte/index.html")


def test_members_of_a_town_share_a_marker(page):
    """A marker of several leads to the town in the list, one of a single member to its page; each says its name."""
    wide = page.xpath("//svg[contains(@class, 'nz-map--wide')]")[0]
    found = [(link.get("aria-label"), link.get("href")) for link in wide.xpath(".//a")]
    assert found == [("Götting: 2 Mitglieder", "#nz-goetting-boerde"), ("Nachbar: C „& Söhne“", "../c.html")]
    assert page.xpath("//section[@id='nz-goetting-boerde']//a/text()") == ["Alpha", "Beta"]


def test_the_list_says_who_is_not_on_the_map(page):
    """Every active member is in the list by district, which the borders name where the entry does not."""
    parts = page.xpath("//section[@class='nz-atlas__part']")
    assert [part.xpath("string(h2)") for part in parts] == [
        "Börde",
        "Groß-Bör/Süd & Nord",
        "Außerhalb der Karte",
        "Nicht auf der Karte",
    ]
    assert [part.xpath(".//li/a/text()") for part in parts] == [
        ["Alpha", "Beta"],
        ["C „& Söhne“"],
        ["Delta"],
        ["Epsilon"],
    ]
    assert "2 Mitglieder stehen nur in der Liste" in page.xpath("string(//main)")


def test_whose_borders_they_are_stands_beside_each_map(site, page):
    """The attribution is linked, on the page of the map, in the directory and on the page of a member."""
    for found in (page, site.page("de/mitglieder/index.html")):
        credit = found.xpath("//p[@class='nz-map-credit']/a")
        assert [(link.get("href"), link.text) for link in credit] == [("https://karten.example/", "© Vermessung")]


def test_a_network_without_borders_has_no_map(make_site, build_site, quick_website):
    """Nothing leads to a map, and nothing is drawn."""
    run = build_site(make_site({"members/a.yaml": FILES["members/a.yaml"]}), "--only", "website")
    assert run.lines == []
    assert not (run.output / "de/mitglieder/karte").exists()
    assert not run.page("de/mitglieder/index.html").xpath("//svg")


def test_a_map_without_members_is_a_page(make_site, build_site, quick_website):
    """The region is drawn, and the page says that there is nobody yet."""
    files = {name: text for name, text in FILES.items() if not name.startswith("members/")}
    run = build_site(make_site(files), "--only", "website")
    page = run.page("de/mitglieder/karte/index.html")
    assert page.xpath("//svg//path")
    assert "Noch ist kein Mitglied eingetragen." in page.xpath("string(//main)")


def test_a_changed_border_is_drawn(make_site, build_site, quick_website, tmp_path):
    """With what the last build knew, a new file of borders makes the maps anew."""
    cache = ("--only", "website", "--cache", str(tmp_path / "cache"))
    site = make_site(FILES)
    before = build_site(site, *cache).text("de/mitglieder/karte/index.html")
    (site / "map/districts.geojson").write_text(BORDERS.replace("[8.0, 53.0]", "[8.5, 52.9]"), encoding="utf-8")
    assert build_site(site, *cache).text("de/mitglieder/karte/index.html") != before


def test_four_hundred_members_in_one_town(make_site, build_site, quick_website):
    """One marker with their number, and a list of all."""
    many = {f"members/m{number}.yaml": member(f"M {number:03}", "Dorf", (52.5, 9.0)) for number in range(400)}
    run = build_site(
        make_site({"network.yaml": NETWORK, "map/districts.geojson": BORDERS, **many}), "--only", "website"
    )
    page = run.page("de/mitglieder/karte/index.html")
    assert page.xpath("//svg//a/@aria-label") == ["Dorf: 400 Mitglieder"] * 2
    assert len(page.xpath("//section[@id='nz-dorf-gross-boer-sued-nord']//li")) == 400


def feature(properties=None, geometry=None):
    """Write a file of one feature."""
    properties = {"name": "X"} if properties is None else properties
    geometry = {"type": "Polygon", "coordinates": [SQUARE]} if geometry is None else geometry
    return json.dumps({"type": "FeatureCollection", "features": [{"properties": properties, "geometry": geometry}]})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "content/map/districts.geojson:1:2: error[bad-map]: not JSON: "),
        ("[" * 100_000, "content/map/districts.geojson: error[bad-map]: nested deeper than any map is"),
        ("[]", "content/map/districts.geojson: error[bad-map]: holds no FeatureCollection with features"),
        (feature({}), "content/map/districts.geojson: error[bad-map]: feature 1 has no name"),
        (feature(geometry={"type": "Point"}), "feature 1 ('X') is no Polygon or MultiPolygon"),
        (feature(geometry={"type": "Polygon"}), "feature 1 ('X'): its coordinates are not lists of positions"),
        (feature(geometry={"type": "Polygon", "coordinates": []}), "feature 1 ('X') has no rings"),
        (BORDERS.replace("[10.0, 52.0]", "[604000.0, 52.0]"), "604000.0 is not a number of degrees"),
        (BORDERS.replace("[10.0, 52.0]", "[10.0]"), "its coordinates are not lists of positions"),
        (BORDERS.replace("[10.0, 52.0]", "[NaN, 52.0]"), "nan is not a number of degrees"),
        (BORDERS.replace("], [8.0, 52.0]]", "]]"), "a ring has fewer than four positions, or is not closed"),
        ("", "error[empty-file]"),
    ],
)
def test_a_wrong_file_of_borders_is_refused(make_site, check_site, text, message):
    """Whoever gives something else than districts in degrees is told so."""
    run = check_site(make_site({"network.yaml": NETWORK, "map/districts.geojson": text}))
    assert run.code == 1
    assert len(run.lines) == 1
    assert message in run.lines[0]


def test_borders_that_are_missing_or_not_named_are_reported(make_site, check_site):
    """A file that is not there is an error, one that nobody names a warning, and a path leads nowhere else."""
    missing = check_site(make_site({"network.yaml": NETWORK}))
    assert missing.lines == ["content/map/districts.geojson: error[missing-file]: the file of the map is not there"]
    unused = check_site(make_site({"map/other.geojson": BORDERS, "network.yaml": PROFILES["network.yaml"]}))
    assert unused.lines == ["content/map/other.geojson: warning[unknown-file]: nothing reads this file"]
    outside = PROFILES["network.yaml"] + "map: {file: ../secret.geojson, attribution: X}\n"
    assert check_site(make_site({"network.yaml": outside})).codes[0] == "bad-value"

"""The members' directory: from A to Z, a page for each value of each facet, what the filter needs, and odd members."""

import gzip
import re

import pytest

from netzsite.site.directory import searchable
from tests.conftest import PROFILES, THEME

SECTORS = "sectors: {biotech: Biotechnologie, medtech: {de: Geräte & Größen, en: Devices}, leer: Leeres}\n"
NETWORK = PROFILES["network.yaml"].replace("sectors: {biotech: Biotechnologie, medtech: Medizintechnik}\n", SECTORS)
LONG = "Gesellschaft für " + "Donaudampfschifffahrtsforschung" * 4 + " „& Söhne“"


def member(name, further="", *, sector="biotech", place="Köln, district: Köln", kind="company"):
    """Write a member."""
    return f"name: {name}\ntype: {kind}\nsector: {sector}\naddress: {{town: {place}}}\n{further}"


FILES = {
    "network.yaml": NETWORK,
    "members/zeta.yaml": member("Zeta GmbH", "topics: [infection]\n"),
    "members/aerzte.yaml": member("Ärztehaus", sector="medtech", place="Göttingen, district: Göttingen"),
    "members/anfang.yaml": member("Anfang AG", 'former_names: ["Beginn „KG“", Müller/Maier & Co]\nacronym: ANF\n'),
    "members/zahl.yaml": member("3D Labor", place="Österreich", kind="institute"),
    "members/quoted.yaml": member("'„Xlife“ <Labor> / B & C'", "topics: [infection, vaccines]\n", sector="medtech"),
    "members/lang.yaml": member(LONG),
    "members/weg.yaml": member("Weg GmbH", "status: left\ntopics: [infection]\n", sector="medtech"),
}


@pytest.fixture(scope="module")
def site(build_once):
    """Build the website once for all."""
    return build_once(FILES)


def names(run, path):
    """List the members on a page in their order."""
    return run.page(path).xpath("//li[contains(@class, 'nz-register__row')]//a/text()")


def test_the_directory_goes_from_a_to_z(site):
    """Umlauts sort as base letters, quotation marks not at all, digits first; who has left is not listed."""
    assert names(site, "de/mitglieder/index.html") == [
        "3D Labor",
        "Anfang AG",
        "Ärztehaus",
        LONG,
        "„Xlife“ <Labor> / B & C",
        "Zeta GmbH",
    ]
    page = site.page("de/mitglieder/index.html")
    jumps = page.xpath("//ul[@class='nz-jumps']//a")
    assert [(jump.text, jump.get("href")) for jump in jumps] == [
        ("0–9", "#nz-0-9"),
        ("A", "#nz-A"),
        ("G", "#nz-G"),
        ("X", "#nz-X"),
        ("Z", "#nz-Z"),
    ]
    assert all(page.xpath(f"//section[@id='{jump.get('href')[1:]}']") for jump in jumps)


def test_the_home_page_counts_whom_the_directory_lists(site):
    """Who has left does not count."""
    counts = site.page("de/index.html").xpath("//ul[@class='nz-counts']//a[contains(., 'Mitglieder')]")
    assert counts[0].xpath("string(span[@class='nz-counts__number'])") == "6"


def test_a_row_says_what_and_where(site):
    """Type, town and sector stand with the name, and former names, because people look for them."""
    row = site.page("de/mitglieder/index.html").xpath("//li[contains(., 'Anfang AG')]")[0]
    assert " ".join(row.text_content().split()) == (
        "Anfang AG früher Beginn „KG“; Müller/Maier & Co Unternehmen Köln Biotechnologie"
    )


def test_each_value_of_a_facet_has_a_page(site):
    """Without a script each value leads to a page of its own, with a readable address in each language."""
    assert names(site, "de/mitglieder/branche/geraete-groessen/index.html") == ["Ärztehaus", "„Xlife“ <Labor> / B & C"]
    assert names(site, "en/members/sector/devices/index.html") == [
        "Ärztehaus",
        "„Xlife“ <Labor> / B & C",
    ]
    assert names(site, "de/mitglieder/landkreis/goettingen/index.html") == ["Ärztehaus"]
    assert names(site, "de/mitglieder/thema/infektion/index.html") == ["„Xlife“ <Labor> / B & C", "Zeta GmbH"]
    assert names(site, "de/mitglieder/typ/forschungsinstitut/index.html") == ["3D Labor"]
    page = site.page("de/mitglieder/branche/geraete-groessen/index.html")
    assert page.xpath("//header//a[@hreflang='en']/@href") == ["../../../../en/members/sector/devices/index.html"]
    assert "../../index.html?branche=geraete-groessen" in page.xpath("//main//a/@href")
    assert page.xpath("//h1/text()") == ["Geräte & Größen"]


def test_the_sectors_add_up(site):
    """Each member has one main sector, so the numbers beside them make the total; an empty sector is left out."""
    page = site.page("de/mitglieder/index.html")
    facet = page.xpath("//details[summary='Schwerpunkt']")[0]
    assert facet.xpath(".//a/text()") == ["Biotechnologie", "Geräte & Größen"]
    assert sum(map(int, facet.xpath(".//span/text()"))) == len(names(site, "de/mitglieder/index.html")) == 6


def test_the_page_carries_what_the_filter_needs(site):
    """Each row holds its values as the options name them, and its names folded; the form is hidden without a script."""
    page = site.page("de/mitglieder/index.html")
    row = page.xpath("//li[contains(., 'Xlife')]")[0]
    assert (row.get("data-sector"), row.get("data-topic")) == ("geraete-groessen", "infektion impfstoffe")
    for select in page.xpath("//main//form//select"):
        assert select.get("name") in {"branche", "thema", "typ", "landkreis"}
        values = {word for text in page.xpath(f"//li/@data-{select.get('data-facet')}") for word in text.split()}
        assert values == {value for value in select.xpath("option/@value") if value}
    assert page.xpath("//main//form/@hidden")
    assert not site.page("de/mitglieder/typ/unternehmen/index.html").xpath("//main//form | //script[@src]")


def test_text_is_searched_without_umlauts():
    """What is looked for is found with umlauts, without, or written out; quotation marks stay."""
    assert searchable("Göttinger Größen", "", "Łódź „A“") == "gottinger goettinger grossen groessen łodz „a“"


def test_the_script_is_small():
    """A reader waits for no script: 3 kB compressed at most."""
    script = (THEME / "website" / "js" / "directory.js").read_bytes()
    assert len(gzip.compress(script)) <= 3_000


def test_the_script_is_published(site):
    """The directory loads the script from the same host, deferred, by a name that changes with it."""
    (script,) = site.page("de/mitglieder/index.html").xpath("//script[@src]")
    name = re.fullmatch(r"\.\./\.\./(assets/directory\.[0-9a-f]{10}\.js)", script.get("src"))
    assert name is not None
    assert (script.get("defer"), script.text) == ("defer", None)
    assert "nz-filter" in site.text(name[1])


def test_a_network_without_members_has_a_directory(make_site, build_site, quick_website):
    """It says that there is none yet, and loads no script."""
    run = build_site(make_site({}), "--only", "website")
    assert run.lines == []
    page = run.page("de/mitglieder/index.html")
    assert "Noch ist kein Mitglied eingetragen." in page.xpath("string(//main)")
    assert not page.xpath("//main//form | //script[@src] | //main//nav")


def test_two_values_of_one_name_have_two_pages(make_site, build_site, quick_website):
    """Where words would make the same address, ids take their place."""
    network = PROFILES["network.yaml"].replace("Medizintechnik", "biotechnologie")
    members = {"members/a.yaml": member("A"), "members/b.yaml": member("B", sector="medtech")}
    run = build_site(make_site({"network.yaml": network, **members}), "--only", "website")
    assert names(run, "de/mitglieder/branche/biotech/index.html") == ["A"]
    assert names(run, "de/mitglieder/branche/medtech/index.html") == ["B"]


def test_a_member_cannot_take_the_place_of_a_facet(make_site, build_site):
    """An id that would be written over a page of the directory is refused."""
    run = build_site(make_site({"members/a.yaml": member("A"), "members/typ/unternehmen/index.yaml": member("B")}))
    assert run.code == 1
    assert "member:typ/unternehmen/index" in run.printed
    assert set(run.codes) == {"output-collision"}


def test_four_hundred_members_in_one_town_are_one_list(make_site, build_site, quick_website):
    """Many members of one letter and one town are listed all."""
    many = {f"members/m{number}.yaml": member(f"Muster {number:03}") for number in range(400)}
    run = build_site(make_site(many), "--only", "website")
    assert len(names(run, "de/mitglieder/landkreis/koeln/index.html")) == 400

"""netzsite.site.connections: who works with whom, as a picture and as a table that says the same."""

import re

import pytest
from lxml import html

from netzsite.inspection import inspect_content
from netzsite.kinds.member import Member
from netzsite.render.connections import MOST, Connections, partners_of
from netzsite.render.theme import load_theme
from netzsite.render.views import Views
from tests.conftest import PROFILES, THEME, parse_day, run_on, write_files


def member(name, words="", *, kind="company"):
    """Write a member whose id is its name in small letters."""
    text = f"name: {name}\ntype: {kind}\nsector: biotech\naddress: {{town: Ulm}}\n{words}"
    return {f"members/{name.lower()}.yaml": text}


def deal(number, *members, words=""):
    """Write news that reports a deal between members, and somebody from outside."""
    parties = "".join(f"    - member: {name}\n" for name in members)
    head = f"title: Vertrag {number}\nform: press-release\ndate: 2026-03-{number:02}\n{words}deal:\n"
    head += f"  type: supply\n  volume: undisclosed\n  parties:\n{parties}    - name: Fremde AG\n"
    return {f"news/2026/2026-03-{number:02}-vertrag.de.md": f"---\n{head}---\nText.\n"}


CHAIRS = "chairs: [{side: research, name: A. Muster, member: eule}, {side: industry, name: B. Muster}]\n"
FILES = {
    **member("Adler", "example: true\nacronym: AD\n"),
    **member(
        "Biber", "relations: [{kind: child, member: adler}, {kind: successor, member: fuchs}]\n", kind="institute"
    ),
    **member("Dachs", "relations: [{kind: related, member: biber}]\n", kind="hospital"),
    **member("Eule", kind="university"),
    **member("Fuchs", "status: left\n"),
    **member("Gans"),
    **deal(1, "adler", "biber"),
    **deal(2, "adler", "fuchs"),
    **deal(3, "gans", "adler", words="embargo: 2027-01-01\n"),
    "groups/runde.de.md": f"---\ntitle: Runde\n{CHAIRS}members: [adler, biber]\n---\nText.\n",
    "projects/plan.de.md": "---\ntitle: Plan\ncoordinator: biber\npartners: [adler]\nstart: 2026-01-01\n---\nText.\n",
}


@pytest.fixture(scope="module")
def site(build_once):
    """Build the website of a few members, once for all."""
    return build_once(FILES)


@pytest.fixture
def page(site):
    """Read the German page."""
    return site.page("de/verbindungen/index.html")


def rows(page):
    """Give the table: member -> number of partners, and partner -> through what."""
    found = {}
    for row in page.xpath("//table//tbody/tr"):
        partners = {
            partner.xpath("string(./a)"): [" ".join(tie.text_content().split()) for tie in partner.xpath("./ul/li")]
            for partner in row.xpath("./td/ul/li")
        }
        found[row.xpath("string(./th/a)")] = int(row.xpath("string(./td[1])")), partners
    return found


def test_the_table_says_who_works_with_whom_and_through_what(page):
    """Deals, projects, groups and relations connect; those with the most partners come first."""
    table = rows(page)
    assert list(table) == ["Biber", "Adler", "Eule", "Dachs"]
    assert table["Adler"] == (
        2,
        {
            "Biber": ["Vereinbarung: Vertrag 1", "Projekt: Plan", "Arbeitsgruppe: Runde", "Beziehung"],
            "Eule": ["Arbeitsgruppe: Runde"],
        },
    )
    assert table["Dachs"] == (1, {"Biber": ["Beziehung"]})


def test_what_does_not_count_is_not_there(page):
    """Who has left, what is under embargo, and a successor connect nobody; who has no partners is not listed."""
    text = page.xpath("string(//main)")
    assert not re.search("Fuchs|Gans|Vertrag [23]|Fremde", text)


def test_the_picture_says_what_the_table_says(page):
    """Each member is a link with a name to hear, each pair a line for each sort of connection."""
    names = [node.get("aria-label") for node in page.xpath("//*[contains(@class, 'nz-network__node')]")]
    assert names == [
        "AD, Adler, Unternehmen, 2 Partner, Beispiel",
        "Biber, Forschungsinstitut, 3 Partner",
        "Dachs, Klinik, 1 Partner",
        "Eule, Hochschule, 2 Partner",
    ]
    assert page.xpath("//*[contains(@class, 'nz-network__node')]/@href")[0] == "../mitglieder/adler.html"
    lines = page.xpath("//*[@role='group']//*[contains(@class, 'nz-network__line--')]/@class")
    sorts = sorted(line.rpartition("--")[2] for line in lines)
    assert sorts == ["deal", "group", "group", "group", "project", "relation", "relation"]


def test_shapes_tell_types_apart_without_colour(page):
    """Each type of member has a mark of its own, which the legend explains; examples are drawn with a dashed rim."""
    used = {use.get("href") for use in page.xpath("//*[@role='group']//use")}
    assert used == {"#nz-mark-company", "#nz-mark-institute", "#nz-mark-hospital", "#nz-mark-university"}
    shapes = [html.tostring(symbol[0]) for symbol in page.xpath("//symbol")]
    assert len(set(shapes)) == 7
    legend = page.xpath("string(//*[@class='nz-network__legend'])")
    assert all(word in legend for word in ("Unternehmen", "Klinik", "Vereinbarung (1)", "Arbeitsgruppe (3)", "(2)"))
    assert len(page.xpath("//*[contains(@class, 'nz-network__node--example')]")) == 1


def test_the_page_says_how_it_was_counted(page):
    """The method is told with the numbers of the data."""
    method = page.xpath("string(//*[@class='nz-network__method'])")
    assert "1 Vereinbarung, 1 Projekt, 1 Arbeitsgruppe und 2 Beziehungen" in method
    assert page.xpath("string(//*[@class='nz-title__count'])") == "4 Verbindungen"
    assert "alle 4 Mitglieder" in page.xpath("string(//main)")


def test_the_picture_needs_no_inline_style_and_no_script(site):
    """A strict Content-Security-Policy lets it pass; what search engines are told is no script that runs."""
    text = site.text("de/verbindungen/index.html")
    assert not re.search(r"\sstyle=|<script(?! type=\"application/ld\+json\")|<style|\son\w+=", text)


def test_every_page_leads_there_in_each_language(site):
    """The footer links the page, and it knows its other language."""
    assert 'href="verbindungen/index.html"' in site.text("de/index.html")
    page = site.page("en/connections/index.html")
    assert page.xpath("//header//a[@hreflang='de']/@href") == ["../../de/verbindungen/index.html"]
    assert "Vertrag 1" in page.xpath("string(//table)")


def test_a_network_without_connections_says_so(build_once):
    """Members that nothing connects have a page without picture and table."""
    run = build_once(member("Adler"))
    page = run.page("de/verbindungen/index.html")
    assert "Noch ist keine Verbindung" in page.xpath("string(//main)")
    assert not page.xpath("//main//svg | //main//table")


def test_a_network_without_members_has_no_such_page(build_once):
    """Nothing leads to a page that is not there."""
    run = build_once({})
    assert not (run.output / "de/verbindungen").exists()
    assert "verbindungen" not in run.text("de/index.html")


# -- Without a page ----------------------------------------------------------------------------------------------------


@pytest.fixture
def connect(tmp_path):
    """Give the library and the connections of a content folder, in German."""

    def connect(files):
        inspection = inspect_content(write_files(tmp_path / "content", {**PROFILES, **files}), parse_day())
        library = inspection.library(with_drafts=False)
        theme = load_theme(THEME, library.network.languages, library.network.identity)
        return library, Connections(Views(library, theme, "de"))

    return connect


def test_of_many_the_picture_shows_those_with_the_most_partners(connect):
    """With 300 members the picture stays readable; the table has all."""
    files: dict[str, str] = {}
    for number in range(300):
        files |= member(f"M{number}", f"relations: [{{kind: related, member: m{number // 7}}}]\n" if number else "")
    library, connections = connect(files)
    ties = connections.all()
    picture, rows = connections.picture(ties), connections.rows(ties)
    assert len(rows) == 300
    assert MOST - 5 < len(picture.nodes) <= MOST
    assert picture.nodes == tuple(sorted(picture.nodes, key=lambda node: node.label))
    assert min(node.count for node in picture.nodes) >= max(len(row.partners) for row in rows[MOST:])
    assert library.asked


def test_a_member_stands_amid_those_it_works_with(connect):
    """A member's own picture shows it first, its partners, and what connects these; nothing where it has none."""
    library, connections = connect(FILES)
    views = {name: connections.neighbourhood(library.get(Member, name)) for name in ("adler", "dachs", "gans")}
    assert views["gans"] is None
    assert [node.label for node in views["dachs"].picture.nodes] == ["Dachs", "Biber"]
    adler = views["adler"].picture
    assert [node.name for node in adler.nodes] == [
        "AD, Adler, Unternehmen, 2 Partner, Beispiel",
        "Biber, Forschungsinstitut",
        "Eule, Hochschule",
    ]
    assert adler.has_centre
    assert {(edge.first, edge.second) for edge in adler.edges} == {(0, 1), (0, 2), (1, 2)}
    assert [partner.link.title for partner in views["adler"].partners] == ["Biber", "Eule"]


def test_of_many_partners_those_with_most_in_common_are_drawn(connect):
    """The picture of a member stays small; the list has all its partners."""
    files = {name: text for number in range(20) for name, text in member(f"M{number:02}").items()}
    members = ", ".join(f"m{number:02}" for number in range(20))
    files["groups/runde.de.md"] = (
        f"---\ntitle: Runde\n{CHAIRS.replace('eule', 'm00')}members: [{members}]\n---\nText.\n"
    )
    library, connections = connect({**files, **deal(1, "m00", "m19")})
    around = connections.neighbourhood(library.get(Member, "m00"))
    assert len(around.partners) == 19
    assert [node.label for node in around.picture.nodes] == [
        "M00",
        *(f"M{number:02}" for number in range(1, 12)),
        "M19",
    ]


def test_a_members_page_shows_its_picture(site):
    """The page of a member shows with whom it works, as a picture and in words; nothing where it has no partners."""
    page = site.page("de/mitglieder/adler.html")
    assert len(page.xpath("//*[contains(@class, 'nz-network__node')]")) == 3
    words = " ".join(page.xpath("string(//*[@class='nz-network__list'])").split())
    assert (
        words == "Biber Vereinbarung: Vertrag 1 Projekt: Plan Arbeitsgruppe: Runde Beziehung Eule Arbeitsgruppe: Runde"
    )
    assert not site.page("de/mitglieder/gans.html").xpath("//*[@class='nz-network']")


def test_a_members_page_lists_what_lasts_first(site):
    """Groups and projects come before the news, the events and the jobs that name the member."""
    page = site.page("de/mitglieder/adler.html")
    titles = [" ".join(title.text_content().split()) for title in page.xpath("//main//section/div/h2")]
    assert titles[-3:] == ["Arbeitsgruppen", "Projekte", "Aktuelles"]


def test_a_member_is_drawn_from_what_names_it_only(connect):
    """The picture of one member asks for nothing that the pages of others depend on."""
    library, connections = connect({**FILES, **member("Hase"), **member("Igel"), **deal(9, "hase", "igel")})
    asked = library.fresh()
    own = Connections(connections.views.on(asked))
    assert partners_of(own.of(asked.get(Member, "hase"))) == {"hase": {"igel"}, "igel": {"hase"}}
    assert not [question for question in asked.asked if question.startswith(("list", "labels", "all"))]
    assert "face member adler" not in asked.asked


@pytest.mark.slow
def test_a_build_from_what_is_known_draws_what_a_new_one_draws(tmp_path, monkeypatch):
    """A new project, and a member that leaves, change the picture though hardly anything is rendered again."""
    monkeypatch.setattr("netzsite.media.website.web_fonts", tuple)
    content = write_files(tmp_path / "content", {**PROFILES, **FILES})
    known = ("--only", "website", "--cache", str(tmp_path / "cache"))
    before = run_on(content, "build", tmp_path / "public", *known).text("de/verbindungen/index.html")
    changed = {"projects/neu.de.md": "---\ntitle: Neu\npartners: [gans, eule]\nstart: 2026-01-01\n---\nText.\n"}
    write_files(content, {**changed, **member("Dachs", "status: left\n", kind="hospital")})
    after = run_on(content, "build", tmp_path / "public", *known).text("de/verbindungen/index.html")
    assert after == run_on(content, "build", tmp_path / "new", "--only", "website").text("de/verbindungen/index.html")
    assert "Dachs" in before
    assert "Gans" in after
    assert "Dachs" not in after

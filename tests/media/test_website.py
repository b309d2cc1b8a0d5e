"""netzsite.media.website: pages for every entry and language, and what stands on them."""

import json

import pytest

FILES = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "members/mhh.yaml": (
        "name: Ärzte\ntype: hospital\nsector: medtech\naddress: {town: Ulm}\nrelations: [{kind: parent, member: hzi}]\n"
    ),
    "people/muster.yaml": (
        "given_name: Erika\nfamily_name: Muster\npositions: [{member: hzi, role: Chefin}]\nconsent: 2026-01-01\n"
    ),
    "people/still.yaml": "given_name: GEHEIM\nfamily_name: Person\npositions: [{member: hzi, role: Chefin}]\n",
    "news/2026/2026-03-10-neu.de.md": (
        "---\ntitle: Neues\nform: press-release\ndate: 2026-03-10\nmembers: [hzi]\npeople: [still]\n---\n"
        "[[person:still]]\n"
    ),
    "news/2026/2026-12-24-spaeter.de.md": "---\ntitle: GEHEIM\nform: press-release\ndate: 2026-12-24\n---\nGEHEIM\n",
    "events/2026/2026-03-01-vorbei.de.md": "---\ntitle: Vorbei\nform: fair\nstart: 2026-03-01\nplace: Ulm\n---\nX\n",
    "events/2026/2026-12-01-bald.de.md": "---\ntitle: Bald\nform: fair\nstart: 2026-12-01\nplace: Ulm\n---\nEs wird.\n",
    "pages/nur-deutsch.de.md": "---\ntitle: Nur deutsch\n---\nX\n",
    "pages/about.de.md": "---\ntitle: Über uns\nmenu: header\n---\nWir.\n",
    "pages/about.en.md": "---\ntitle: About us\ntranslated_from: x\n---\nWe.\n",
}


@pytest.fixture
def site(make_site, build_site, quick_website):
    """Build the website of a small network."""
    run = build_site(make_site(FILES), "--only", "website")
    assert run.code == 0, run.lines
    return run


def test_every_entry_has_a_page_in_every_language_it_can_be_read_in(site):
    """Facts can be read in all languages, portraits and pages in those they are written in; umlauts are written out."""
    pages = {path.relative_to(site.output).as_posix() for path in site.output.rglob("*.html")}
    assert {"index.html", "de/index.html", "en/index.html", "de/404.html", "en/404.html"} <= pages
    assert {"de/mitglieder/hzi.html", "en/members/hzi.html", "de/aktuelles/2026/2026-03-10-neu.html"} <= pages
    assert "en/nur-deutsch.html" not in pages
    assert all(page.isascii() for page in pages)


def test_what_is_withheld_is_nowhere(site):
    """No page, list, link or manifest speaks of what is not public: not yet, or not without consent."""
    everything = site.everything()
    assert "GEHEIM" not in everything
    assert "spaeter" not in everything
    assert "people/still" not in everything
    assert "person:still" not in everything


def test_what_is_over_keeps_its_page_and_says_so(site):
    """Entries that have expired keep their URL; the list divides them from what is to come."""
    path = "de/termine/2026/2026-03-01-vorbei.html"
    assert site.page(path).xpath("//*[@role='note']")
    assert not site.page(path.replace("03-01-vorbei", "12-01-bald")).xpath("//*[@role='note']")
    titles = site.page("de/termine/index.html").xpath("//main//section//a/text()")
    assert titles.index("Bald") < titles.index("Vorbei")


def test_a_page_links_back_to_those_that_name_it(site):
    """A member's page shows the news, people and members that name it."""
    shown = site.page("de/mitglieder/hzi.html").xpath("//main//a/text()")
    assert {"Neues", "Erika Muster", "Ärzte"} <= set(shown)


def test_names_are_sorted_as_dictionaries_do(site):
    """Ä stands with A, not after Z."""
    titles = site.page("de/mitglieder/index.html").xpath("//main//section//a/text()")
    assert titles == ["Ärzte", "HZI"]


def test_a_page_knows_its_other_language(site):
    """The languages of a page name each other; without a translation the switch leads to the nearest page."""
    about = site.page("de/ueber-uns.html" if (site.output / "de/ueber-uns.html").exists() else "de/about.html")
    assert {link.get("hreflang") for link in about.xpath("//link[@rel='alternate'][@hreflang]")} >= {"de", "en"}
    news = site.page("de/aktuelles/2026/2026-03-10-neu.html")
    assert news.xpath("//link[@rel='alternate'][@hreflang='en']") == []
    assert news.xpath("//header//a[@hreflang='en']")


def test_the_manifest_lists_every_file(site):
    """`manifest.json` names each file with its digest, its medium and its entry."""
    listed = json.loads(site.text("manifest.json"))["files"]
    written = {path.relative_to(site.output).as_posix() for path in site.output.rglob("*") if path.is_file()}
    assert set(listed) == written - {"manifest.json"}
    assert listed["de/mitglieder/hzi.html"]["entry"] == "member:hzi"


def test_an_empty_network_has_a_website(make_site, build_site, quick_website):
    """The first build of a new network works."""
    run = build_site(make_site({}), "--only", "website")
    assert run.code == 0
    assert run.page("de/index.html").findtext(".//h1") == "Das Netzwerk"

"""The head of each page: canonical addresses, languages, descriptions, and what is shown with a link."""

import json
import re

import pytest
from lxml import html

from tests.conftest import NETWORK

FILES = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "people/anna.yaml": (
        "given_name: Anna\nfamily_name: Alt\nconsent: 2026-01-01\npositions: [{member: hzi, role: Leiterin}]\n"
    ),
    "news/2026/beide.de.md": "---\ntitle: Eins\nsummary: Kurz.\nform: press-release\ndate: 2026-03-10\n---\nText.\n",
    "news/2026/beide.en.md": "---\ntitle: One\ntranslated_from: x\n---\nThe *first* text.\n",
    "news/2025/nur.de.md": (
        "---\ntitle: Nur hier\nform: press-release\ndate: 2025-03-10\nexample: true\n---\n## Kopf\n\n"
        + "Das **Netzwerk** wächst weiter und weiter, und [[hzi]] wächst mit. " * 5
    ),
    "pages/about.de.md": "---\ntitle: Über uns\nslug: ueber-uns\n---\nWir.\n",
    "pages/about.en.md": "---\ntitle: About us\ntranslated_from: x\n---\nWe.\n",
}
BASE = "https://bioregion.example/"


@pytest.fixture
def site(make_site, build_site, quick_website):
    """Build a website in two languages, in which not everything is translated."""
    run = build_site(make_site(FILES), "--only", "website", "--only", "previews")
    assert run.code == 0, run.lines
    return run


def head(run, path):
    """Give the head of a page: property, name or relation -> what it says."""
    page = html.fromstring(run.text(path).encode())
    said = {each.get("property") or each.get("name"): each.get("content") for each in page.xpath("//meta")}
    return said | {each.get("hreflang") or each.get("rel"): each.get("href") for each in page.xpath("//head/link")}


def languages(run, path):
    return {name: url for name, url in head(run, path).items() if name in ("de", "en", "x-default")}


def test_addresses_are_complete(site):
    """Search engines ask for complete addresses; a folder stands for its index page."""
    assert head(site, "de/index.html")["canonical"] == f"{BASE}de/"
    assert head(site, "de/aktuelles/index.html")["canonical"] == f"{BASE}de/aktuelles/"
    assert head(site, "en/about.html")["canonical"] == f"{BASE}en/about.html"


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("de/index.html", "en/index.html"),
        ("de/aktuelles/index.html", "en/news/index.html"),
        ("de/aktuelles/2026/index.html", "en/news/2026/index.html"),
        ("de/aktuelles/2025/index.html", "en/news/2025/index.html"),  # where the original stands in
        ("de/aktuelles/2026/beide.html", "en/news/2026/beide.html"),
        ("de/mitglieder/hzi.html", "en/members/hzi.html"),
        ("de/ueber-uns.html", "en/about.html"),
    ],
)
def test_the_same_page_in_two_languages_names_both(site, german, english):
    """In both directions, and readers of other languages are led to the one that the root of the website leads to."""
    urls = {lang: BASE + path.removesuffix("index.html") for lang, path in (("de", german), ("en", english))}
    assert languages(site, german) == languages(site, english) == urls | {"x-default": urls["de"]}


def test_a_page_without_translation_names_no_language(site):
    """The language switch leads to the nearest page, which search engines must not take for the same."""
    for path in ("de/aktuelles/2025/nur.html", "de/404.html"):
        assert languages(site, path) == {}
        assert html.fromstring(site.text(path).encode()).xpath("//header//a[@hreflang='en']")


def test_the_root_is_the_home_page_in_the_default_language(site):
    """It leads there at once, so search engines list the home page in its place."""
    root = head(site, "index.html")
    assert root["canonical"] == f"{BASE}de/"
    assert "robots" not in root
    assert root["description"] == "Ein Netzwerk"


def test_what_is_not_there_is_not_listed(site):
    missing = head(site, "de/404.html")
    assert missing["robots"] == "noindex"
    assert not {"canonical", "og:title", "og:image"} & missing.keys()
    assert "ld+json" not in site.text("de/404.html")


# -- Descriptions ------------------------------------------------------------------------------------------------------


def test_a_description_comes_from_what_there_is(site):
    """The summary; else the beginning of the text; else what lists say; else what the network says of itself."""
    assert head(site, "de/aktuelles/2026/beide.html")["description"] == "Kurz."
    assert head(site, "en/news/2026/beide.html")["description"] == "The first text."
    assert head(site, "de/personen/anna.html")["description"] == "Anna Alt: Person, Leiterin, HZI"
    assert head(site, "de/index.html")["description"] == "Ein Netzwerk"
    assert head(site, "de/aktuelles/2026/index.html")["description"].startswith("Aktuelles 2026: ")


def test_a_description_is_as_long_as_it_is_shown(site):
    """Without marks of Markdown, and with whole words; an example says so."""
    said = head(site, "de/aktuelles/2025/nur.html")["description"]
    assert said.startswith("Beispiel: Das Netzwerk wächst weiter und weiter, und HZI wächst mit.")
    assert 80 < len(said) <= 160
    assert said[-1] in ".…"


# -- What is shown with a link -----------------------------------------------------------------------------------------


def test_a_shared_link_shows_title_day_and_picture(site):
    """Open Graph, and what others read of it; the picture lies where the page says."""
    said = head(site, "de/aktuelles/2026/beide.html")
    assert said["og:title"] == "Eins"
    assert said["og:type"] == "article"
    assert said["og:locale"] == "de_DE"
    assert said["og:locale:alternate"] == "en_GB"
    assert said["article:published_time"] == "2026-03-10"
    assert said["og:image"] == f"{BASE}assets/previews/de/aktuelles/2026/beide.png"
    assert said["og:image:alt"] == said["twitter:image:alt"] == "BioRegioN – Pressemitteilung: Eins"
    assert said["twitter:card"] == "summary_large_image"


def test_an_example_says_so_where_its_link_is_shown(site):
    assert head(site, "de/aktuelles/2025/nur.html")["og:title"] == "Nur hier (Beispiel)"


def test_every_picture_that_a_page_names_is_there(site):
    """Each page of an entry has its own, untranslated or not; lists, menus' pages and home share their language's."""
    own = 0
    for path in site.output.rglob("*.html"):
        found = re.search(r'"og:image" content="([^"]+)"', path.read_text("utf-8"))
        if found is not None:
            assert (site.output / found[1].removeprefix(BASE)).is_file(), path
            own += not found[1].endswith("/index.png")
    assert own == 8
    for path in ("de/aktuelles/index.html", "de/ueber-uns.html", "de/index.html"):
        assert head(site, path)["og:image"] == f"{BASE}assets/previews/de/index.png"


@pytest.mark.parametrize(("choice", "count"), [("languages", 2), ("none", 0)])
def test_a_network_may_want_fewer_pictures(make_site, build_site, quick_website, choice, count):
    """One for each language, or none: then no page names one."""
    site = make_site({**FILES, "network.yaml": f"{NETWORK}previews: {choice}\n"})
    run = build_site(site, "--only", "website", "--only", "previews")
    assert len(list(run.output.rglob("previews/**/*.png"))) == count
    said = head(run, "de/aktuelles/2026/beide.html")
    assert said.get("og:image") == (f"{BASE}assets/previews/de/index.png" if count else None)
    assert ("twitter:card" in said) is bool(count)
    assert ".png" not in "".join(re.findall(r"ld\+json.*", run.text("de/aktuelles/2026/beide.html")))


def test_a_page_says_its_colour_and_its_icons(site):
    """Of the browser's frame, in light and dark; the icon of a telephone's home screen is a PNG."""
    page = html.fromstring(site.text("de/index.html").encode())
    assert page.xpath("//meta[@name='theme-color']/@content") == ["#ffffff", "#151715"]
    assert page.xpath("//link[@rel='apple-touch-icon']/@href") == ["../assets/icon-180.png"]
    assert (site.output / "assets/icon-180.png").read_bytes().startswith(b"\x89PNG")


def test_machines_cost_readers_little(site):
    """What machines read weighs a few hundred bytes, compressed with the rest of the page."""
    import gzip

    text = site.text("de/aktuelles/2026/beide.html")
    plain = re.sub(r'<meta (?:property|name="twitter)[^>]*>\n|<script.*?</script>\n', "", text)
    assert len(gzip.compress(text.encode())) - len(gzip.compress(plain.encode())) < 900
    assert json.loads(re.findall(r"ld\+json\">(.*?)</script>", text)[0])

"""netzsite.media.sitemap: the pages that search engines may list, all of them and no others."""

import pytest
from lxml import etree, html

from tests.conftest import NETWORK, Run

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
BASE = "https://bioregion.example/"
NEWS = "---\ntitle: T\nform: press-release\ndate: {0}\n{1}---\nText.\n"
FILES = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\nverified: 2026-02-02\n",
    "news/2026/alt.de.md": NEWS.format("2026-03-10", ""),
    "news/2026/alt.en.md": "---\ntitle: T\ntranslated_from: x\n---\nText.\n",
    "news/2026/spaeter.de.md": NEWS.format("2026-03-10", "publish: 2026-04-01 08:00\n"),
    "news/2026/abgelaufen.de.md": NEWS.format("2026-03-10", "expires: 2026-09-01\n"),
    "news/2026/laeuft-ab.de.md": NEWS.format("2026-03-10", "expires: 2027-09-01\n"),
    "news/2026/kommt.de.md": NEWS.format("2026-12-24", ""),
    "portraits/hzi.de.md": "---\ntitle: Porträt\nmember: hzi\n---\nText.\n",
    "events/2026/treffen.de.md": (
        "---\ntitle: Treffen\nform: fair\nstart: 2026-12-01\nplace: Ulm\nannounced: 2026-03-01\n---\nText.\n"
    ),
    "editions/report/2026/edition.yaml": "title: Bericht\ndate: 2026-11-01\nyear: 2025\nparts: []\n",
    "pages/about.de.md": "---\ntitle: Über uns\nslug: ueber-uns\n---\nWir.\n",
    "pages/about.en.md": "---\ntitle: About us\ntranslated_from: x\n---\nWe.\n",
}


def listed(run, path="sitemap.xml"):
    """Give what a site map lists: address -> day of change, language -> address."""
    pages = {}
    for row in etree.fromstring(run.text(path).encode()).iterfind("s:url", NAMES):
        languages = {link.get("hreflang"): link.get("href") for link in row.iterfind("x:link", NAMES)}
        pages[row.findtext("s:loc", namespaces=NAMES)] = row.findtext("s:lastmod", namespaces=NAMES), languages
    return pages


ONLY = tuple(word for name in ("website", "feeds", "opendata", "sitemap") for word in ("--only", name))
"""All media that make pages which search engines may list."""


def indexable(output):
    """Look at every page: the addresses of those that are listed under their own, with their languages."""
    pages = {}
    for path in output.rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        robots = page.xpath("string(//meta[@name='robots']/@content)")
        place = path.relative_to(output).as_posix()
        canonical = page.xpath("string(//link[@rel='canonical']/@href)")
        if (
            "noindex" not in robots
            and canonical.endswith(f"/{place.removesuffix('index.html')}")
            and place != "index.html"
        ):
            links = page.xpath("//link[@rel='alternate'][@hreflang]")
            pages[canonical] = {link.get("hreflang"): link.get("href") for link in links}
    return pages


@pytest.fixture
def site(make_site, build_site, quick_website):
    run = build_site(make_site(FILES), *ONLY)
    assert run.code == 0, run.lines
    return run


def test_it_lists_the_pages_that_are_there(site):
    """Each page under the address that it gives itself, with the languages that it names; no other, and none twice."""
    found = listed(site)
    assert {url: languages for url, (_, languages) in found.items()} == indexable(site.output)
    assert site.text("sitemap.xml").count("<loc>") == len(found)
    assert f"{BASE}en/about.html" in found
    assert BASE not in found
    assert not [url for url in found if "404" in url or "kommt" in url]


def test_it_lists_the_pages_of_the_demonstration(public):
    """The same holds of a network with everything."""
    found = {url: languages for url, (_, languages) in listed(Run(0, (), "", public)).items()}
    assert len(found) > 300
    assert found == indexable(public)


def test_a_day_of_change_is_one_that_the_content_knows(site):
    """The day of news, of its publication, or from which it says that it has expired; nothing where nobody knows."""
    days = {url.rpartition("/")[2] or url: day for url, (day, _) in listed(site).items()}
    assert days["alt.html"] == "2026-03-10"
    assert days["spaeter.html"] == "2026-04-01"
    assert days["abgelaufen.html"] == "2026-09-01"
    assert days["laeuft-ab.html"] == "2026-03-10"
    assert days["2026.html"] == "2026-11-01"
    assert days["hzi.html"] is days["treffen.html"] is days["ueber-uns.html"] is None
    assert days[f"{BASE}de/"] is days[f"{BASE}de/aktuelles/"] is None


def test_it_does_not_change_by_itself(make_site, build_site, quick_website, tmp_path):
    """Built on another day, it is the same, unless something has expired or appeared."""
    site = make_site(FILES)
    texts = {
        build_site(site, "--only", "sitemap", "--today", day).text("sitemap.xml")
        for day in ("2026-11-22", "2026-11-30")
    }
    assert len(texts) == 1


def test_a_changed_text_does_not_make_it_anew(make_site, build_site, quick_website, tmp_path):
    """What it says depends on which pages there are, not on what stands on them."""
    site, kept = make_site(FILES), ("--only", "sitemap", "--cache", str(tmp_path / "cache"))
    build_site(site, *kept)
    (site / "news/2026/alt.de.md").write_text(NEWS.format("2026-03-10", "") + "Mehr.\n", "utf-8")
    assert " 0 of 2 rendered" in build_site(site, *kept, "--format", "text").printed
    (site / "news/2026/neu.de.md").write_text(NEWS.format("2026-03-11", ""), "utf-8")
    run = build_site(site, *kept)
    assert f"{BASE}de/aktuelles/2026/neu.html" in listed(run)


def test_a_long_one_is_divided(make_site, build_site, quick_website, monkeypatch):
    """Search engines take 50,000 addresses a file; an index names the parts, which hold every page once."""
    monkeypatch.setattr("netzsite.media.sitemap.MOST", 10)
    run = build_site(make_site(FILES), *ONLY)
    index = etree.fromstring(run.text("sitemap.xml").encode())
    parts = [part.removeprefix(BASE) for part in index.xpath("//s:loc/text()", namespaces=NAMES)]
    assert len(parts) > 3
    assert all(1 <= len(listed(run, part)) <= 5 for part in parts)
    assert sum(len(listed(run, part)) for part in parts) == len(indexable(run.output))
    assert set().union(*(listed(run, part) for part in parts)) == indexable(run.output).keys()


def test_robots_find_it(make_site, build_site, quick_website):
    """Everybody may read everything; addresses with blanks and ampersands are written as XML wants them."""
    site = make_site({**FILES, "network.yaml": NETWORK.replace(".example", ".example/a&b/")})
    run = build_site(site, "--only", "sitemap")
    assert run.text("robots.txt") == (
        "User-agent: *\nDisallow:\n\nSitemap: https://bioregion.example/a&b/sitemap.xml\n"
    )
    assert "https://bioregion.example/a&b/de/" in listed(run)

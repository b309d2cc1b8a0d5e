"""What machines read of the demonstration, all media together; and that a browser has nothing to say about it."""

import json
import re

from lxml import etree, html

BASE = "https://bioregion.example/"


def test_every_page_is_listed_or_says_why_not(public):
    """A page of whatever medium is in the site map, is a page's second address, or says `noindex`."""
    listed = set(re.findall(r"<loc>(.*?)</loc>", (public / "sitemap.xml").read_text(encoding="utf-8")))
    for path in public.rglob("*.html"):
        page, place = html.fromstring(path.read_bytes()), path.relative_to(public).as_posix()
        canonical = page.xpath("string(//link[@rel='canonical']/@href)")
        is_second = canonical and canonical != BASE + place.removesuffix("index.html")
        is_left_out = "noindex" in page.xpath("string(//meta[@name='robots']/@content)")
        assert (BASE + place.removesuffix("index.html") in listed) is not bool(is_second or is_left_out), place
        assert not is_second or canonical in listed, place


def test_what_pages_name_to_machines_is_there(public):
    """Languages and pictures have full addresses, and lead to files of the output."""
    for path in public.rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        named = page.xpath("//head/link[@hreflang]/@href | //meta[@property='og:image']/@content")
        for address in named:
            assert address.startswith(BASE), path
            place = address.removeprefix(BASE)
            assert (public / (f"{place}index.html" if place.endswith("/") or not place else place)).is_file(), path


def test_descriptions_are_as_long_as_they_are_shown(public):
    """Each page that may be listed has one, without marks of Markdown, none longer than what search engines show."""
    for path in public.rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        if page.xpath("//meta[@name='robots'][@content='noindex']"):
            continue
        said = page.xpath("string(//meta[@name='description']/@content)")
        assert 10 <= len(said) <= 160, path
        assert not re.search(r"\*\*|\[\[|\]\(|\{[a-z]+:", said), path


def test_pictures_of_links_are_small(public):
    """A palette keeps each below 20 kB."""
    sizes = [path.stat().st_size for path in (public / "assets" / "previews").rglob("*.png")]
    assert len(sizes) > 300
    assert max(sizes) < 20_000


def test_the_site_map_is_well_formed(public):
    tree = etree.fromstring((public / "sitemap.xml").read_bytes())
    assert etree.QName(tree).localname == "urlset"


def test_data_blocks_meet_the_policy(chromium, serve):
    """Under the strictest policy a browser keeps the data, runs nothing, and has nothing to say."""
    driver = chromium.driver
    driver.get(serve("") + "de/mitglieder/hzi.html")
    block = driver.execute_script("return document.querySelector('script').textContent")
    assert json.loads(block)["@graph"][0]["@id"] == "https://ror.org/03d0p2685"
    assert chromium.said() == []

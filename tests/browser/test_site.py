"""All pages of the demonstration, read with a parser: links, fragments, ids, headings, pictures, languages, titles."""

import posixpath
from collections import Counter
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(public):
    """Read every page of the website: path -> tree; mails are none."""
    paths = {path.relative_to(public).as_posix(): path for path in sorted(public.rglob("*.html"))}
    return {name: html.parse(path).getroot() for name, path in paths.items() if not name.startswith("mail/")}


def leads_on(page):
    """Tell whether a page is only an address that leads to another page."""
    return bool(page.xpath("//meta[@http-equiv='refresh']"))


@pytest.fixture(scope="module")
def files(public):
    """List every published file."""
    return {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}


def test_every_internal_link_and_fragment_leads_somewhere(pages, files):
    """Links, pictures, style sheets, alternates and feeds are there, and so is the place within the page."""
    ids = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    broken = set()
    for path, page in pages.items():
        sources = [part.split()[0] for value in page.xpath("//@srcset") for part in value.split(",")]
        for address in [*page.xpath("//@href"), *page.xpath("//@src"), *sources]:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            # Only 404 is shown at any depth, so its links begin at the root of the host.
            assert not parts.path.startswith("/") or path.endswith("/404.html"), (path, address)
            here = "" if parts.path.startswith("/") else posixpath.dirname(path)
            target = posixpath.normpath(posixpath.join(here, unquote(parts.path).lstrip("/"))) if parts.path else path
            if target not in files or (parts.fragment and unquote(parts.fragment) not in ids.get(target, ())):
                broken.add((path, address))
    assert sorted(broken)[:20] == []


def test_what_a_canonical_address_names_is_there(pages, files):
    """The canonical address is the page's own; old addresses and untranslated texts name the page that they repeat."""
    named = {}
    for path, page in pages.items():
        for address in page.xpath("//link[@rel='canonical']/@href"):
            target = unquote(urlsplit(address).path).lstrip("/")
            named[path] = f"{target}index.html" if target.endswith("/") or not target else target
    assert named["index.html"] == "de/index.html"
    for path, target in named.items():
        assert named[target] == target, (path, target)
        is_repeated = leads_on(pages[path]) or pages[path].xpath("//h1[@lang]")
        assert (target == path) is not bool(is_repeated), (path, target)


def test_every_style_sheet_finds_its_files(public, files):
    """Fonts and pictures of the style sheet are published and stand on the same host."""
    import re

    for path in (name for name in files if name.endswith(".css")):
        for address in re.findall(r"url\(\s*[\"']?([^)\"']+)", (public / path).read_text(encoding="utf-8")):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) in files, address


def test_ids_are_unique_on_their_page(pages):
    """A fragment, a label and a skip link lead to one place."""
    double = {
        path: [one for one, count in Counter(page.xpath("//@id")).items() if count > 1] for path, page in pages.items()
    }
    assert {path: ids for path, ids in double.items() if ids} == {}


def test_labels_name_what_is_there(pages):
    """aria-labelledby and its like name an id of the page."""
    for path, page in pages.items():
        ids = set(page.xpath("//@id"))
        for named in page.xpath("//@aria-labelledby | //@aria-describedby | //@aria-controls | //@for | //@headers"):
            assert set(named.split()) <= ids, (path, named)


def test_headings_make_an_outline(pages):
    """One first heading, and no level is left out on the way down (WCAG 1.3.1)."""
    wrong = {}
    for path, page in pages.items():
        levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        jumps = [(before, after) for before, after in zip([0, *levels], levels, strict=False) if after > before + 1]
        if levels.count(1) != 1 or jumps:
            wrong[path] = (levels.count(1), jumps)
    assert wrong == {}


def test_headings_and_links_have_words(pages):
    """Nobody hears an empty heading or a link without a name."""
    for path, page in pages.items():
        for element in page.iter("h1", "h2", "h3", "h4", "h5", "h6", "a", "summary", "caption", "th"):
            words = element.text_content().strip() or element.get("aria-label") or "".join(element.xpath(".//@alt"))
            assert words, (path, etree.tostring(element))


def test_pictures_have_words_and_measures(pages):
    """Every picture has an alternative text (empty where it says nothing), width and height; drawings have a name.

    A drawing that holds links is a group: as a picture it would hide them.
    """
    for path, page in pages.items():
        for picture in page.iter("img"):
            assert picture.get("alt") is not None, (path, picture.get("src"))
            assert int(picture.get("width")) > 0
            assert int(picture.get("height")) > 0
        for drawing in page.iter("svg"):
            named = drawing.xpath("ancestor-or-self::*[@role='img' or @role='group'][@aria-label]")
            named += drawing.xpath("ancestor-or-self::*[@aria-hidden='true']")
            assert named, path


def test_every_page_says_its_language(pages):
    """The language of the page is that of its folder; links to another language say so."""
    for path, page in pages.items():
        if "/" in path:
            assert page.get("lang") == path.partition("/")[0]
        assert page.get("lang")
        for link in page.xpath("//a[@hreflang]"):
            assert len(link.get("hreflang")) >= 2


def test_titles_are_unique_within_their_language(pages):
    """Two tabs of a browser can be told apart."""
    titles = Counter((path.partition("/")[0], page.findtext(".//title")) for path, page in pages.items())
    assert [title for title, count in titles.items() if count > 1 or not title[1].strip()] == []


def test_every_page_has_its_frame(pages):
    """Character set, viewport, description, one main part; no style and no script that runs within the page."""
    for path, page in pages.items():
        assert len(page.xpath("//meta[@charset]")) == 1, path
        assert len(page.xpath("//meta[@name='viewport']")) == 1, path
        assert len(page.xpath("//main")) == 1, path
        assert page.xpath("//script[not(@src) and not(@type='application/ld+json')]") == [], path
        assert page.xpath("//style | //@style | //iframe | //object | //base") == [], path
        assert page.xpath("//@*[starts-with(name(), 'on')]") == [], path
        if not leads_on(page):
            assert page.xpath("string(//meta[@name='description']/@content)").strip(), path
            assert page.xpath("//a[@href='#nz-content']"), path


def test_no_page_loads_anything_from_another_host(pages):
    """Only links lead elsewhere, and only to http, https, mailto and tel."""
    for path, page in pages.items():
        loaded = page.xpath("//@src | //@srcset | //link[not(@rel='canonical' or @rel='alternate')]/@href")
        assert [address for address in loaded if urlsplit(address).scheme or urlsplit(address).netloc] == [], path
        schemes = {urlsplit(address).scheme for address in page.xpath("//a/@href")}
        assert schemes <= {"", "http", "https", "mailto", "tel"}, path


def test_tables_have_headers(pages):
    """A table has a caption or a name, and cells that head it (WCAG 1.3.1)."""
    for path, page in pages.items():
        for table in page.iter("table"):
            assert table.xpath(".//th"), path
            for cell in table.xpath("./thead//th | ./tbody//th"):
                assert cell.get("scope") in ("col", "row", "colgroup", "rowgroup"), path

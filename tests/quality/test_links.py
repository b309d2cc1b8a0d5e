"""Every address within the output leads to a file of it, and to a place that is there."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest

ADDRESSES = "//@href | //@src | //@poster | //@action | //@formaction | //form//@data-src"
ELSEWHERE = {"http", "https", "mailto", "tel", "data"}


@pytest.fixture(scope="module")
def files(public):
    """List every published file."""
    return {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def ids(trees):
    """Give the places of each page: path -> ids."""
    return {path: {"", "top", *tree.xpath("//@id")} for path, tree in trees.items()}


@pytest.fixture(scope="module")
def base_url(trees):
    """Give the address at which the output is going to be: the canonical one of its first home page."""
    home = next(path for path in trees if path.count("/") == 1 and path.endswith("/index.html"))
    canonical: str = trees[home].xpath("string(//link[@rel='canonical']/@href)")
    return canonical.removesuffix("index.html").removesuffix(f"{home.partition('/')[0]}/")


def addresses(tree):
    """Yield every address in a page: links, sources, candidates of pictures, redirects, parts of drawings."""
    yield from tree.xpath(ADDRESSES)
    for candidates in tree.xpath("//@srcset"):
        yield from (candidate.split()[0] for candidate in candidates.split(","))
    for refresh in tree.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content"):
        yield refresh.partition("url=")[2]
    for value in tree.xpath("//@*[contains(., 'url(#')]"):
        yield from re.findall(r"url\((#[^)]+)\)", value)


def target(address, path):
    """Give the file that an address on a page means, and the place in it; None for what lies elsewhere."""
    parts = urlsplit(address)
    if parts.scheme in ELSEWHERE or parts.netloc:
        return None
    name = unquote(parts.path)
    folder = "" if name.startswith("/") else posixpath.dirname(path)
    found = posixpath.normpath(posixpath.join(folder, name.lstrip("/"))) if name else path
    found = "" if found == "." else found
    return (posixpath.join(found, "index.html") if name.endswith("/") else found), unquote(parts.fragment)


def is_there(found, files, ids):
    """Tell whether a target is a published file, and its place one of that page."""
    return found is None or (found[0] in files and (not found[1] or found[1] in ids.get(found[0], ())))


def test_every_address_of_a_page_leads_somewhere(trees, files, ids):
    """Links, fragments, pictures, alternates, feeds and redirects are there."""
    broken = {
        (path, address)
        for path, tree in trees.items()
        for address in addresses(tree)
        if not is_there(target(address, path), files, ids)
    }
    assert sorted(broken) == []


def test_every_style_sheet_finds_its_files(public, files):
    """Fonts and pictures of the style sheets are published."""
    for path in (name for name in files if name.endswith(".css")):
        for address in re.findall(r"url\(\s*[\"']?([^)\"']+)", (public / path).read_text(encoding="utf-8")):
            assert is_there(target(address, path), files, {}), (path, address)


def test_every_full_address_leads_somewhere(public, files, ids, base_url):
    """Where feeds, calendars, site maps, data and pages write this website's full address, the file is there."""
    assert base_url.startswith("http")
    kinds = (".html", ".rss", ".atom", ".xml", ".json", ".ics", ".txt", ".webmanifest", ".js", ".csv")
    pattern = re.compile(re.escape(base_url) + r"[^\s\"'<>\\)\],]*")
    counted, broken = 0, set()
    for path in (name for name in files if name.endswith(kinds) and name != "manifest.json"):
        text = re.sub(r"\r?\n[ \t]", "", (public / path).read_text(encoding="utf-8"))  # RFC 5545 folds lines
        text = re.sub(r'"@id": ?"[^"]*"', "", text)  # JSON-LD names things by addresses
        for address in set(pattern.findall(text)):
            parts = urlsplit(address.replace("&amp;", "&").removeprefix(base_url).rstrip(".,;"))
            found = parts._replace(path=f"/{parts.path}", query="").geturl()
            counted += 1
            if not is_there(target(found, "index.html"), files, ids):
                broken.add((path, address))
    assert sorted(broken) == []
    assert counted > 100


@pytest.mark.parametrize(
    "address", ["missing.html", "../de/missing/", "index.html#missing", "#missing", "/missing.html"]
)
def test_a_broken_address_is_noticed(address, files, ids):
    """The check would notice a missing page, folder or place."""
    assert not is_there(target(address, "de/index.html"), files, ids)
    assert is_there(target("../en/#nz-content", "de/index.html"), files, ids)

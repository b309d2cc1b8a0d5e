"""What a reader downloads: a first visit, the next page, and the scripts of each page."""

import gzip
import json
import posixpath

import pytest

LIMIT_FIRST = 60_000
LIMIT_NEXT = 15_000
LIMIT_SCRIPTS = 8_000
TYPICAL = ("home", "list", "member", "news", "event", "person", "page", "edition", "comparison")
"""Templates whose pages are mostly text; figures and chapters of reports are drawings too."""


def loaded(chromium, url):
    """Load a page; give the bytes that came over the wire for it, with headers: what it is -> bytes."""
    chromium.driver.get_log("performance")
    chromium.driver.get(url)
    chromium.driver.execute_async_script("document.fonts.ready.then(arguments[0])")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for entry in chromium.driver.get_log("performance"):
        event = json.loads(entry["message"])["message"]
        told = event["params"]
        if event["method"] == "Network.responseReceived":
            kinds[told["requestId"]] = told["type"]
        elif event["method"] == "Network.loadingFinished":
            kind = kinds.get(told["requestId"], "Other")
            sizes[kind] = sizes.get(kind, 0) + int(told["encodedDataLength"])
    return sizes


@pytest.fixture(scope="module")
def longest(pages):
    """Choose the longest page without pictures of each template, in the first language: template -> path."""
    first = min(page.lang for page in pages if page.lang)
    plain = [page for page in pages if page.lang == first and not page.has_pictures and page.template in TYPICAL]
    return {page.template: page.path for page in sorted(plain, key=lambda page: page.size)}


def test_a_first_visit_is_light(chromium, address, longest, record_property):
    """A typical page without pictures comes with its style sheet and fonts in 60 kB."""
    weights = {}
    for template, path in longest.items():
        chromium.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
        weights[template] = loaded(chromium, address + path)
        record_property(f"bytes of a first visit, {template}", weights[template])
    assert {path: sizes for path, sizes in weights.items() if sum(sizes.values()) > LIMIT_FIRST} == {}
    assert all(sizes["Font"] for sizes in weights.values())


def test_the_next_page_is_lighter(chromium, address, longest, record_property):
    """Who has seen the home page has the style sheet and the fonts."""
    for template, path in longest.items():
        chromium.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
        loaded(chromium, address + path.partition("/")[0] + "/index.html")
        sizes = loaded(chromium, address + path)
        record_property(f"bytes of the next page, {template}", sizes)
        assert sum(sizes.values()) <= LIMIT_NEXT, (path, sizes)


def test_scripts_are_small(trees, public):
    """All scripts of a page but those of the search come in 8 kB."""
    for path, tree in trees.items():
        names = {
            posixpath.normpath(posixpath.join(posixpath.dirname(path), src)) for src in tree.xpath("//script/@src")
        }
        sizes = {name: len(gzip.compress((public / name).read_bytes(), 6)) for name in names if "search" not in name}
        assert sum(sizes.values()) <= LIMIT_SCRIPTS, (path, sizes)

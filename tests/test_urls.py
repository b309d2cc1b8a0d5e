"""netzsite.urls: addresses that stay, and links that work from any host, below any folder and from a disk."""

import posixpath
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzsite.fields import ID_PATTERN
from netzsite.urls import absolute_link, entry_path, home_path, list_path, relative_link, slug


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Über uns", "ueber-uns"),
        ("Straße", "strasse"),
        ("  Forschung & Lehre! ", "forschung-lehre"),
        ("Århus – København", "arhus-kobenhavn"),
        ("ÄÖÜ äöü ß", "aeoeue-aeoeue-ss"),
        ("漢字", ""),
    ],
)
def test_words_become_part_of_an_address(words, expected):
    """Umlauts are written out, everything else than letters and digits becomes one hyphen."""
    assert slug(words) == expected


@given(st.text())
def test_a_slug_is_an_id(words):
    """Whatever the words, their slug can be the name of a file, or is empty."""
    assert not slug(words) or ID_PATTERN.fullmatch(slug(words))


def test_paths_say_language_kind_and_entry():
    """An address is readable: language, kind in that language, id."""
    assert home_path("de") == "de/index.html"
    assert list_path("de", "mitglieder") == "de/mitglieder/index.html"
    assert entry_path("en", "news", "2026/2026-03-01-partner") == "en/news/2026/2026-03-01-partner.html"
    assert entry_path("en", "", "about") == "en/about.html"


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("de/index.html", "de/mitglieder/hzi.html", "../index.html"),
        ("de/a.html#b", "de/a.html", "a.html#b"),
        ("assets/site.css", "index.html", "assets/site.css"),
        ("de/a b.html", "de/c.html", "a%20b.html"),
    ],
)
def test_links_are_relative(target, page, link):
    """A page links relatively, and keeps the place within the page."""
    assert relative_link(target, page) == link


SEGMENTS = st.lists(st.from_regex(r"[a-z0-9 äß%-]{1,5}", fullmatch=True), min_size=1, max_size=4).map("/".join)


@given(SEGMENTS, SEGMENTS)
def test_a_relative_link_leads_back(target, page):
    """Following a relative link from its page always leads to its target."""
    followed = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(relative_link(target, page))))
    assert followed == posixpath.normpath(target)


def test_absolute_links_name_a_folder_by_itself():
    """The canonical address of an index page is its folder; a base URL may end with a slash or not."""
    assert absolute_link("de/index.html", "https://a.example") == "https://a.example/de/"
    assert absolute_link("index.html", "https://a.example/") == "https://a.example/"
    assert absolute_link("de/ä.html#x", "https://a.example/sub") == "https://a.example/sub/de/%C3%A4.html#x"
    assert re.fullmatch(r"[!-~]+", absolute_link("de/ä.html", "https://a.example"))

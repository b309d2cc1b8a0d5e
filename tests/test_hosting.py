"""netzsite.hosting: what a careful host sends."""

import pytest

from netzsite import hosting
from netzsite.hosting import cache_control, content_type, is_text, security_headers
from tests.browser.conftest import POLICY, SEARCHING


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("de/index.html", "text/html; charset=utf-8"),
        ("assets/site.css", "text/css; charset=utf-8"),
        ("assets/icon.svg", "image/svg+xml; charset=utf-8"),
        ("assets/fonts/source-sans-pro-400-normal.woff2", "font/woff2"),
        ("de/feed.rss", "application/rss+xml; charset=utf-8"),
        ("de/feed.atom", "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("data/figures/companies.csv", "text/csv; charset=utf-8"),
        ("de/downloads/report.pdf", "application/pdf"),
        ("de/termine.ics", "text/calendar; charset=utf-8"),
        ("de/mitglieder/hzi.vcf", "text/vcard; charset=utf-8"),
        ("manifest.json", "application/json"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("photo.JPG", "image/jpeg"),
        ("what.ever", "application/octet-stream"),
        ("none", "application/octet-stream"),
    ],
)
def test_files_have_their_type(path, expected):
    """Texts say their character set; what nobody knows is offered for download."""
    assert content_type(path) == expected


def test_only_files_named_after_their_bytes_are_kept_long():
    """A picture's name changes with its bytes; a page's does not."""
    assert "immutable" in cache_control("assets/pictures/lab-480.de8e33df77.jpg")
    assert cache_control("de/index.html") == cache_control("assets/site.css") == "no-cache"


def test_the_index_of_the_search_is_kept_long():
    """Pagefind names its files after their bytes; the two that are asked for first keep their names."""
    assert "immutable" in cache_control("assets/search/fragment/de_12ab34c.pf_fragment")
    assert "immutable" in cache_control("assets/search/pagefind.de_0123456789.pf_meta")
    assert (
        cache_control("assets/search/pagefind-entry.json") == cache_control("assets/search/pagefind.js") == "no-cache"
    )


def test_texts_are_told_from_what_is_compressed_already():
    """Pages, styles and tables become smaller when they are compressed; pictures, fonts and PDFs do not."""
    assert all(map(is_text, ("a.html", "a.css", "a.js", "a.svg", "a.csv", "a.json", "a.rss", "a.webmanifest")))
    assert not any(map(is_text, ("a.jpg", "a.woff2", "a.pdf", "a.pf_fragment", "a.zip")))


def test_the_policy_is_the_one_that_every_page_is_tested_with():
    """Nothing but our own scripts, styles, pictures and fonts, none of them within a page; one page may search."""
    assert security_headers()["Content-Security-Policy"] == POLICY
    assert security_headers(hosting.SEARCHING)["Content-Security-Policy"] == SEARCHING


def test_a_host_may_allow_more():
    """What is added stands beside what is there, or is new."""
    policy = security_headers({"img-src": "https://maps.example", "connect-src": "'self'"})["Content-Security-Policy"]
    assert "img-src 'self' https://maps.example;" in policy
    assert policy.endswith("; connect-src 'self'")
    assert "unsafe" not in policy

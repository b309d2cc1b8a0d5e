"""netzsite.render.paper and codes: what paper shows in place of links."""

import re

import pytest

from netzsite.render.codes import QUIET, qr_code
from netzsite.render.paper import short_address, with_addresses

BASE = "https://network.example"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.example.org/", "example.org"),
        ("http://example.org/a/b", "example.org/a/b"),
        ("https://example.org/" + "long/" * 10, "example.org/…"),
        ("https://wwwhere.example", "wwwhere.example"),
    ],
)
def test_an_address_is_short_enough_to_be_typed(url, address):
    """Without scheme, www and last slash; a long one is named by its host."""
    assert short_address(url) == address


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ('<a href="https://example.org/x">Wort</a>', "example.org/x"),
        ('<a class="b" href="https://example.org/?a=1&amp;b=2" rel="c">Wort</a>', "example.org/?a=1&amp;b=2"),
        ('<a href="https://www.example.org/">example.org</a>', ""),
        ('<a href="https://network.example/de/">Wort</a>', ""),
        ('<a href="https://network.example.org/">Wort</a>', "network.example.org"),
        ('<a href="#anker">Wort</a>', None),
        ('<a href="mailto:a@example.org">Wort</a>', None),
    ],
)
def test_links_into_the_web_say_where_they_lead(link, address):
    """Unless their words do, or they lead to the network's own website."""
    found = re.search(r'data-address="([^"]*)"', with_addresses(link, BASE))
    assert (found[1] if found else None) == address
    assert with_addresses(link, BASE).replace(f' data-address="{address}"', "") == link


def test_a_code_is_drawn_module_by_module():
    """The runs of the drawing are the dark modules, within the quiet zone that readers need."""
    import segno

    address = f"{BASE}/de/report/2026.html"
    drawn = qr_code(address)
    (size,) = map(int, re.findall(r'viewBox="0 0 (\d+) \1"', drawn))
    dark = set()
    for x, y, width in (map(int, run) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn)):
        dark |= {(x + step, y) for step in range(width)}
    matrix = segno.make(address, error="m", micro=False, boost_error=False).matrix
    assert dark == {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark}
    assert size == len(matrix) + 2 * QUIET

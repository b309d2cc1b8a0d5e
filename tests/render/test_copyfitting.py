"""netzsite.render.copyfitting: pieces become pages that are full, and a multiple of four."""

import pytest

from netzsite.render.copyfitting import GAP, SHEET, Piece, Room, arrange

HEIGHT, BACK = 60, 40


def pages_of(heights, spares=(), *, back=(), before=0):
    """Arrange pieces of some heights; p0, p1, ... must be in, s0, s1, ... may."""
    pieces = [Piece(f"p{number}", height) for number, height in enumerate(heights)]
    extras = [Piece(f"s{number}", height) for number, height in enumerate(spares)]
    last = Room(BACK, [Piece(f"b{number}", height) for number, height in enumerate(back)])
    return arrange(pieces, extras, height=HEIGHT, front=1, back=last, before=before)


def names(pages):
    return [name for page in pages for name in page.pieces]


@pytest.mark.parametrize("heights", [[], [10], [58], [20] * 7, [20] * 8, [35] * 9, [130], [59, 3, 59, 3]])
def test_pages_are_a_multiple_of_four(heights):
    """Front page and back page count; every piece is there once."""
    pages = pages_of(heights)
    assert (1 + len(pages)) % SHEET == 0
    assert sorted(names(pages)) == sorted(f"p{number}" for number in range(len(heights)))


def test_no_page_holds_more_than_it_can():
    """Pieces and the lines above them never exceed a page."""
    heights = {f"p{number}": height for number, height in enumerate([25, 18, 31, 9, 44, 12, 23, 29, 16])}
    spares = {"s0": 8, "s1": 10, "s2": 26}
    for page in pages_of(heights.values(), spares.values())[:-1]:
        assert sum((heights | spares)[name] for name in page.pieces) + sum(page.spaces) + page.open <= HEIGHT


def test_the_first_comes_first_and_neighbours_change_places_to_fill_a_page():
    """What is most important leads; what fills its page best stands beside it."""
    pages = pages_of([40, 30, 18, 28])
    assert pages[0].pieces == ("p0", "p2")
    assert pages[1].pieces == ("p1", "p3")


def test_spare_pieces_fill_gaps_the_worthier_first():
    """Of two that fill alike, the first in the list is taken; a full page takes none."""
    pages = pages_of([60, 40], [18, 18], back=[40])
    assert pages[0].pieces == ("p0",)
    assert pages[1].pieces == ("p1", "s0")
    assert pages[1].open == 0


def test_what_stays_open_is_spread_if_it_is_little():
    """A few lines go between the pieces; many stay at the foot, and are told."""
    assert pages_of([28, 28])[0].spaces == (0, 4)
    assert pages_of([10, 10])[0].open == HEIGHT - 20 - GAP


def test_a_story_longer_than_a_page_runs_on():
    """The rest of its last page is filled; that page begins without a break."""
    first, second, third = pages_of([130, 38])[:3]
    assert (first.pieces, first.is_fresh) == (("p0",), True)
    assert (second.pieces, second.is_fresh, second.open) == ((), False, 0)
    assert (third.pieces, third.is_fresh, third.spaces) == (("p1",), False, (GAP,))


def test_a_lead_that_runs_on_takes_lines_of_the_next_page():
    """The front page's story goes on above the first piece."""
    first = pages_of([46], before=12)[0]
    assert (first.pieces, first.is_fresh) == (("p0",), False)
    assert first.open <= HEIGHT - 12 - 46


def test_the_same_pieces_give_the_same_pages():
    """Nothing is left to chance."""
    heights = [25, 18, 31, 9, 44, 12, 23]
    assert pages_of(heights, [8, 10, 26]) == pages_of(heights, [8, 10, 26])

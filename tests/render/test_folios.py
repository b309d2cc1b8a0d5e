"""netzsite.render.folios: page numbers are those of the layout that they are written into."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzsite.render.book import Indexed, TermView
from netzsite.render.folios import NotSettledError, mark, merged, settle, short_ends, tighten, write_pages

WHERE = "Seite {n}"


def indexed(name, *words, url=""):
    return Indexed(name, name.casefold(), name[0], url, words or (name,), is_example=False)


HZI = indexed("Musterzentrum", "Musterzentrum", "MZI", url="https://example.org/mzi")
ERIKA = indexed("Mustermann, Erika", "Erika Mustermann")
TERM = TermView("term-1", "Rücklauf", "Anteil")


def text(html):
    return f"<!--text-->{html}<!--/text-->"


def test_pages_in_a_row_become_a_range():
    """An index says 12-14 with a dash, and 20; a page is named once."""
    assert [words for _, words in merged([20, 12, 14, 13, 12])] == ["12–14", "20"]
    assert merged([]) == []


@given(st.sets(st.integers(1, 300)))
def test_ranges_name_each_page_and_no_other(pages):
    """Whatever pages there are, the ranges hold just them."""
    named = set()
    for first, words in merged(pages):
        start, _, end = words.partition("–")
        assert int(start) == first
        named |= set(range(int(start), int(end or start) + 1))
    assert named == pages


def test_links_within_say_their_page():
    """Contents show the number, references the words; links into the web have none."""
    html = write_pages('<a class="x" href="#a">A</a> <a href="https://example.org/">B</a>', {"a": 7}, WHERE)
    assert (
        html == '<a class="x" href="#a" data-page="7" data-where="Seite 7">A</a> <a href="https://example.org/">B</a>'
    )


def test_an_index_links_the_first_mention_of_each_range():
    """Two mentions on a page are one number, and pages in a row one link."""
    html = write_pages(
        '<span class="nz-index__pages" data-anchors="a b c d"></span>', {"a": 4, "b": 4, "c": 5, "d": 9}, WHERE
    )
    assert re.findall(r'href="#(\w)"[^>]*>([^<]*)<', html) == [("a", "4–5"), ("d", "9")]


class Laid:
    """A book with one anchor, on a page of its own."""

    def __init__(self, page):
        self.boxes: list[dict[str, tuple[float, float]]] = [{}] * (page - 1) + [{"a": (0, 20)}]


def test_numbers_are_written_until_they_are_true():
    """A wider number pushes an anchor to the next page; the number that is written is where it stands then."""
    layouts = []

    def lay_out(html):
        layouts.append(Laid(100 if 'data-page="100"' in html or 'data-page="99"' in html else 99))
        return layouts[-1]

    assert settle('<a href="#a">A</a>', lay_out, WHERE, {}) == ({"a": 100}, layouts[2])
    assert len(layouts) == 3


def test_numbers_that_never_settle_are_an_error():
    """Each layout contradicts the one before."""
    with pytest.raises(NotSettledError):
        settle('<a href="#a">A</a>', lambda html: Laid(2 if 'data-page="1"' in html else 1), WHERE, {})


def test_a_text_that_leaves_a_few_lines_for_its_last_page_is_set_tighter():
    """One that ends on its first page, or leaves half a page, stays as it is."""
    layout = [{"a": (0, 900), "b": (0, 40)}, {"a": (0, 40), "c": (0, 900)}, {"c": (0, 400)}]
    assert short_ends(layout, ["a", "b", "c"]) == ["a"]
    assert tighten('<section class="nz-part" id="a">', ["a"]) == '<section class="nz-part nz-part--tight" id="a">'


def test_names_are_found_by_links_and_by_words():
    """A link to somebody's page is a mention, and so is a name or an acronym that nobody else has."""
    html, anchors = mark(
        text('<p><a href="https://example.org/mzi">das Zentrum</a>, das MZI, Erika Mustermann, ein MZIV</p>'),
        [HZI, ERIKA],
        [],
    )
    assert anchors == {0: ["ix-1", "ix-2"], 1: ["ix-3"]}
    assert '<a id="ix-1" href="https://example.org/mzi">' in html
    assert '<span id="ix-2">MZI</span>' in html
    assert "ein MZIV" in html


def test_only_texts_are_marked():
    """The directory and the contents name everybody; the index would lead to them for nothing."""
    html, anchors = mark("<p>MZI</p>" + text("<p>nichts</p>"), [HZI], [])
    assert anchors == {}
    assert html == "<p>MZI</p><p>nichts</p>"


def test_a_term_is_linked_once_in_each_text():
    """Its first use leads to the glossary, with whatever ending it has; not in headings, not within links."""
    html, _ = mark(
        text('<h3>Rücklauf</h3><p><a href="#x">Rücklauf</a> Rücklaufs und Rücklauf</p>') + text("<p>rücklauf</p>"),
        [],
        [TERM],
    )
    assert html.count('<a class="nz-term" href="#term-1">') == 2
    assert '<a class="nz-term" href="#term-1">Rücklaufs</a> und Rücklauf' in html
    assert "<h3>Rücklauf</h3>" in html

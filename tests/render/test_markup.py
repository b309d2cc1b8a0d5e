"""netzsite.render.markup: Markdown becomes the HTML of a medium."""

import pytest
from markupsafe import Markup

from netzsite.render.markup import Body, Fillers, Target, convert, headings_of, render_body

FILLERS = Fillers(
    lambda path: f"/{path}",
    lambda view: Markup("<figure>{}</figure>").format(view),
    lambda view, alt: Markup('<img src="/{}" alt="{}">').format(view, alt),
)
TARGETS = {
    "hzi": Target("H & Z", "de/hzi.html"),
    "en-only": Target("Only", "en/x.html", "en"),
    "picture": Target("Bild"),
}


def render(text, **more):
    body = Body(text, TARGETS, {"sales": "SALES"}, {"photo": "photo.jpg"}, {"sales, year=2020": "12.500"}, **more)
    return str(render_body(body, FILLERS)).strip()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[hzi]]", '<p><a href="/de/hzi.html">H &amp; Z</a></p>'),
        ("[[hzi|das *Zentrum*]]", '<p><a href="/de/hzi.html">das <em>Zentrum</em></a></p>'),
        ("[[en-only]]", '<p><a href="/en/x.html" hreflang="en">Only</a></p>'),
        ("[[picture]]", "<p>Bild</p>"),
        ("[[gone|Worte]]", "<p>Worte</p>"),
        ("x {value: sales, year=2020} y", "<p>x 12.500 y</p>"),
        ("{figure: sales}", "<figure>SALES</figure>"),
        ("{figure: gone}", ""),
        ("![a & b](photo)", '<img src="/photo.jpg" alt="a &amp; b">'),
        ("x ![a](photo) y", '<p>x <img src="/photo.jpg" alt="a"> y</p>'),
        (
            "[![a](photo)](https://example.org)",
            '<p><a href="https://example.org"><img src="/photo.jpg" alt="a"></a></p>',
        ),
        ("![a](gone)", ""),
        ("    eingerückt", "<p>eingerückt</p>"),
        ("`[[hzi]] {value: sales, year=2020}`", "<p><code>[[hzi]] {value: sales, year=2020}</code></p>"),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        (
            "<https://example.org/?a=1&b=2>",
            '<p><a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a></p>',
        ),
    ],
)
def test_a_text_is_filled_with_what_it_names(text, html):
    """Links lead to entries in the reader's language, figures, values and pictures stand in their place."""
    assert render(text) == html


def test_headings_start_below_those_of_the_template():
    """The first heading of a text takes the level that the page has free; anchors are readable."""
    assert render("# Über uns\n\n## Mehr", level=3) == '<h3 id="ueber-uns">Über uns</h3>\n<h4 id="mehr">Mehr</h4>'
    found = headings_of(Body("# A *b* & c\n\n# A *b* & c", level=2))
    assert [(heading.level, heading.words) for heading in found] == [(2, "A b & c")] * 2
    assert len({heading.anchor for heading in found}) == 2


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Titel\n=====\n\nMehr\n--- \n\n### Und", [2, 3, 4]),
        ("Titel\n---\n\n- Punkt\n\n### Mehr", [2, 3]),
        ("- Punkt\n\n---\n\n### Erst\n\n#### Dann", [2, 3]),
        ("Jahr | Zahl\n---- | ----\n2020 | 1\n\n## Erst", [2]),
        ("#hashtag\n\n##### Erst", [2, 6]),
        ("####### Erst", [6]),
    ],
)
def test_the_highest_heading_is_found(text, levels):
    """Headings may be underlined or have number signs; lines, lists and tables are not taken for underlines."""
    assert [heading.level for heading in headings_of(Body(text, level=2))] == levels


def test_several_texts_share_a_page():
    """A prefix keeps the anchors of headings and footnotes apart."""
    text = "# Titel\n\nx[^1]\n\n[^1]: Note"
    one, other = render(text, prefix="a-"), render(text, prefix="b-")
    assert 'id="a-titel"' in one
    for anchor in ("fn-1", "fnref-1"):
        assert f'id="a-{anchor}"' in one
        assert f'href="#a-{anchor}"' in one
        assert f'href="#b-{anchor}"' in other


def test_a_footnote_says_where_its_arrow_leads():
    """The arrow back has words in the reader's language."""
    assert 'title="Zurück &amp; weiter 1"' in render("x[^1]\n\n[^1]: Note", note_label="Zurück & weiter")


def test_the_heads_of_a_table_head_its_columns():
    """Screen readers say the head of the column with each cell (WCAG 1.3.1)."""
    assert '<th scope="col">Jahr</th>' in render("Jahr | Zahl\n-----|-----\n2020 | 1")


def test_a_greater_sign_in_an_attribute_hides_nothing():
    """Placeholders are found by pattern, so the sanitiser must write > in attributes as &gt;."""
    text, _ = convert('<a href="entry:x" title="1 > 2 <b>">w</a>')
    assert 'title="1 &gt; 2 &lt;b&gt;"' in text


def test_texts_do_not_leak_into_each_other():
    """Footnotes, abbreviations and anchors of one text are unknown to the next."""
    render("# Titel\n\nHZI[^1]\n\n[^1]: Note\n\n*[HZI]: Zentrum")
    assert render("# Titel\n\nHZI[^1]") == '<h2 id="titel">Titel</h2>\n<p>HZI[^1]</p>'

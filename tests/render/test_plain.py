"""netzsite.render.plain: Markdown as plain text, and descriptions that end where words end."""

import time

import pytest

from netzsite.render.plain import plain_text, shortened

TEXT = """\
## Überschrift

Das **Netzwerk** trifft *sich* bei [[hzi]] und [[member:umg|der UMG]], siehe [Seite](https://example.org "t").[^1]
{value: f, year=2025} <b>von</b> &#52; {: .klasse } [[geheim]]

![Bild](p) {figure: x}

| a | b |
|---|---|

> - Zitat mit `code` und 2 \\* 3

[^1]: Fußnote
[x]: https://example.org
"""


def test_markdown_becomes_the_words_that_readers_see():
    """Marks, notes, pictures, tables, headings are gone; what links name has its title, what is withheld has none."""
    found = list(plain_text(TEXT, {"hzi": "HZI"}, {"f, year=2025": "3"}))
    assert found == ["Das Netzwerk trifft sich bei HZI und der UMG, siehe Seite. 3 von 4", "• Zitat mit code und 2 * 3"]


@pytest.mark.parametrize(
    "text", ["*a" * 40_000, "[" * 80_000, "<a" * 40_000, "**a " * 20_000, "{: " * 30_000, "_" * 80_000, "> " * 40_000]
)
def test_no_text_keeps_it_busy(text):
    """A text that is made to keep the patterns busy is done with at once."""
    start = time.perf_counter()
    list(plain_text(text, {}, {}))
    assert time.perf_counter() - start < 1


def test_a_short_text_stays_as_it_is():
    assert shortened("Ein  Satz.\nNoch einer") == "Ein Satz. Noch einer"


def test_a_long_text_ends_with_a_word():
    """It is never cut within a word, and never longer than search engines show."""
    cut = shortened("Wirkstoffforschung " * 20)
    assert cut.endswith("Wirkstoffforschung…")
    assert 140 < len(cut) <= 160


def test_a_long_text_ends_with_a_sentence_if_it_can():
    """Whole sentences read better than dots; a title such as Prof. ends none, and half a line is too little."""
    assert (
        shortened("Das Netzwerk besteht seit vielen Jahren. Es wächst.", 45)
        == "Das Netzwerk besteht seit vielen Jahren."
    )
    assert shortened("Eine lange Rede hielt Prof. Muster in Hannover", 40) == "Eine lange Rede hielt Prof. Muster in…"
    assert shortened("Kurzes steht vorn. " + "Langes " * 10, 60).endswith("Langes…")


def test_a_word_without_end_is_cut():
    assert len(shortened("x" * 300)) == 160

"""netzsite.render.shortcuts: Markdown's HTML to the byte, with less work."""

import ast
import sys
from pathlib import Path
from random import Random
from xml.etree.ElementTree import Element

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor

from benchmarks.corpus import documents
from netzsite.render.markup import make_converter, options
from netzsite.render.shortcuts import Contents, Converter
from tests.conftest import ROOT

LIBRARY_TESTS = Path(sys.prefix, "sources", f"markdown-{markdown.__version__}", "tests")
"""Python-Markdown's own tests, which its source distribution has and the installed library has not."""

OTHERS = ["extra", "sane_lists", "nl2br", "smarty", "admonition", "wikilinks", "legacy_em"]
"""Extensions of the library that netzsite does not use, and whose triggers are not named."""

PAIRS = {
    "netzsite's extensions": (Markdown(**options(TocExtension(permalink=False))), make_converter()),
    "no extensions": (Markdown(), Converter({}, {})),
    "other extensions": (
        Markdown(extensions=[*OTHERS, TocExtension()], tab_length=2),
        Converter({}, {}, extensions=[*OTHERS, Contents()], tab_length=2),
    ),
}
"""The library's converter and ours, with the same extensions."""

PIECES = [
    "[^1]",
    "[^1]: Anmerkung",
    "[^2]: Anmerkung mit *Betonung*",
    '[Wort](https://example.org "Titel")',
    "**Das Labor** prüft *35 %* ([Bericht](https://example.org/ein_bericht*1*?a=1&b=2)), *so*-wie **so**.",
    "*offen [Wort](ziel) **anders* [![x](y)](z) *a**b* ** c** *d *",
    "[Wort][ziel]",
    "[ziel]",
    "[ziel]: <https://example.org> 'Titel'",
    "![Bild](photo.jpg)",
    "![Bild][ziel]",
    "[[hzi]]",
    "[[member:hzi|das *Zentrum*]]",
    "{value: sales, year=2020}",
    "{figure: sales}",
    "*[HZI]: Helmholtz-Zentrum",
    "Das HZI",
    "<https://example.org/?a=1&b=2>",
    "<info@example.org>",
    "H<sub>2</sub>O &amp; &#169; F&E < >",
    '<div class="x">*roh*</div>',
    "<!-- nichts -->",
    "`Code | mit **Strich**`",
    "\\*kein\\* \\[ Zeichen \\\\",
    "Begriff",
    ":   Erklärung",
    "> Zitat",
    "1. eins",
    "10. zehn",
    "- Punkt",
    "    - tiefer",
    "+ Punkt",
    "# Titel {#anker .klasse}",
    "Titel",
    "=====",
    "---",
    "* * *",
    "| a | b |",
    "|:--|--:|",
    "a `|` b | c \\| d",
    "[TOC]",
    "    eingerückt",
    "***beides*** __stark__ _schwach_ wort_mit_strich",
    "{: .klasse }",
    "Zeile mit Umbruch  ",
    "\tTabulator\r",
    "",
]
"""Lines of Markdown, each with something that a converter looks for."""


def result(converter, text):
    """Give all that netzsite takes from a converter."""
    converter.reset()
    return converter.convert(text), getattr(converter, "toc_tokens", None)


def assert_same(texts, names=tuple(PAIRS)):
    for text in texts:
        for name in names:
            library, ours = PAIRS[name]
            assert result(ours, text) == result(library, text), f"{name}: {text!r}"


# -- The same bytes ----------------------------------------------------------------------------------------------------


def library_tests(suffix):
    found = sorted(LIBRARY_TESTS.rglob(f"*{suffix}"))
    if not found:
        pytest.fail(f"{LIBRARY_TESTS} is missing: `make test` fetches it, with the very version that is installed")
    return found


@pytest.mark.slow
def test_the_librarys_own_documents_come_out_the_same():
    """Each text that Python-Markdown keeps together with its HTML has the library's HTML here, too."""
    texts = [path.read_text(encoding="utf-8") for path in library_tests(".txt") if path.with_suffix(".html").exists()]
    assert len(texts) > 80
    assert_same(texts)


@pytest.mark.slow
def test_the_librarys_own_examples_come_out_the_same():
    """Likewise the examples in Python-Markdown's test programs: whatever string stands in them is a text."""
    strings = {
        node.value
        for path in library_tests(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(strings) > 1000
    assert_same(sorted(strings))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1996, 2003])
def test_news_come_out_the_same(seed):
    """2,000 pieces of German news, with whatever Markdown has strewn in, have the library's HTML."""
    random = Random(seed)
    texts = []
    for text in (document.body for document in documents(1000, seed)):
        lines = text.split("\n")
        for _ in range(random.randrange(12)):
            lines.insert(random.randrange(len(lines)), random.choice(["", "\n"]) + random.choice(PIECES))
        texts.append("\n".join(lines))
    assert_same(texts, ["netzsite's extensions"])


@pytest.mark.slow
def test_the_demonstration_network_comes_out_the_same():
    """Every text of content/ has the library's HTML."""
    assert_same([path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.md"))])


@pytest.mark.slow
@settings(max_examples=1000)
@example("\u0663. arabische Ziffer")
@example("\u00a0{figure: sales}\n\n\u00a0# x\n\n\u2003: y")
@example("\x02klzzwxh:0000\x03 *a* \x02wzxhzdk:0\x03")
@example("![a][b] ![c][] ![b] [a][b] [b]\n\n[b]: c 'd'")
@example("*a [b _c] d_ [[e|*f]] g*")
@example("x\n\n*[x]: y\n\n[TOC]\n\n# [TOC]")
@example("*a* [b](c*d) **e** [^f](g) ![h](i) [b][b] [b](c)\n\n[b]: j\n\n[^f]: k")
@example("- *a* b\n    - **c**\n\n    d [e](f)\n- *g*")
@example("*a*b**c**d***e*** [f]((g)) *h*\n *i\n* \u00a0*j* *k\u00a0*")
@given(
    st.lists(
        st.sampled_from(list("*_[]()!<>&\\`{}:|#-+=0123456789\n\n\n .^~\"'aä\t\r")) | st.sampled_from(PIECES),
        max_size=60,
    ).map("".join)
)
def test_whatever_looks_like_markdown_comes_out_the_same(text):
    """Any mixture of characters that mean something has the library's HTML."""
    assert_same([text])


# -- Strangers ---------------------------------------------------------------------------------------------------------


class Shout(InlineProcessor):
    """Turns a quotation mark into words that other patterns match."""

    def handleMatch(self, m, data):  # type: ignore[override]  # noqa: N802 - Markdown's name
        element = Element("q")
        element.text = "*laut* `und` <b>deutlich</b> &amp; [so](https://example.org)"
        return element, m.start(0), m.end(0)


class Stage(BlockProcessor):
    """Turns a block with a quotation mark anywhere into one that other processors know."""

    def test(self, parent, block):
        return "”" in block

    def run(self, parent, blocks):
        blocks[0] = "# " + blocks[0].replace("”", "")


class Stranger(Extension):
    """An extension that netzsite has never heard of."""

    def extendMarkdown(self, md):  # noqa: N802 - Markdown's name
        md.inlinePatterns.register(Shout("„", md), "shout", 200)
        md.parser.blockprocessors.register(Stage(md.parser), "stage", 95)


@pytest.mark.parametrize("text", ["„", "a „ b\n\n- „", "a ” b\n\n- ”\n- „", "x\n\n> a ”\nb"])
def test_what_nobody_has_named_is_always_tried(text):
    """Patterns and blocks of other extensions find what they look for, also if they are added later."""
    library, ours = Markdown(extensions=[Stranger()]), Converter({}, {}, extensions=[Stranger()])
    assert result(ours, text) == result(library, text)
    late, plain = Converter({}, {}), result(Markdown(), text)
    assert result(late, text) == plain
    Stranger().extendMarkdown(late)
    assert result(late, text) == result(library, text) != plain


# -- Less work ---------------------------------------------------------------------------------------------------------


def calls(converter, text):
    """Count the functions that are called to convert a text."""
    counted = 0

    def count(frame, event, argument):
        nonlocal counted
        counted += event in ("call", "c_call")

    converter.reset()
    sys.setprofile(count)
    try:
        converter.convert(text)
    finally:
        sys.setprofile(None)
    return counted


def test_news_take_a_quarter_of_the_work():
    """A piece of news needs less than a quarter of the library's calls: no pattern of ours lacks its triggers."""
    library, ours = PAIRS["netzsite's extensions"]
    (document,) = documents(1)
    text = document.body
    calls(ours, text)  # the first text makes what all share
    assert calls(ours, text) * 4 < calls(library, text)

"""Partners' texts are not trusted: what they hold is either text or harmless, in every medium."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markupsafe import Markup

from netzsite.media import feeds
from netzsite.prose import Mentioned, mentions
from netzsite.render.markup import Body, Fillers, Target, render_body
from tests.safety.conftest import MARKDOWN, dangers

FILLERS = Fillers(
    lambda path: f"/{path}",
    lambda view: Markup("<figure>{}</figure>").format(view),
    lambda view, alt: Markup('<img src="/ours/{}" alt="{}">').format(view, alt),
)
NEWS = "---\ntitle: Neues\nform: press-release\ndate: 2026-01-01\n---\n"
MEMBER = "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Braunschweig}\n"


def rendered(text):
    body = Body(text, targets={"hzi": Target("HZI", "de/hzi.html")}, pictures={"photo": "photo.jpg"})
    return str(render_body(body, FILLERS))


def test_the_sanitiser_lets_nothing_dangerous_through(attack):
    """Markdown's HTML passes an allow-list sanitiser; URLs may be http, https, mailto, tel."""
    assert list(dangers(rendered(attack), images="/ours/")) == []


PIECES = st.sampled_from(
    [
        *MARKDOWN,
        *"<>\"'`[](){}!|:=&;/\\#*_~^-\n\t ",
        "<script>",
        "</script>",
        "<img ",
        "src=x ",
        "onerror=alert(1) ",
        '"><',
        "[[hzi|",
        "]]",
        "![x](photo",
        "](",
        "javascript:",
        "&#106;",
        "{: ",
        "onclick=x }",
        "<a href=",
        "</a>",
        "<div>",
        "</div>",
        "entry:hzi",
        "picture:photo",
        '<div data-figure="x">',
        "\n\n",
        "    ",
        "> ",
        "- ",
        "[^1]",
        "[^1]: ",
        "*[x]: ",
        "| a | b |\n|---|---|\n",
        "<!--",
        "-->",
        "<![CDATA[",
        "\x00",
        "\u2028",
        "\ufffe",
    ]
)


@settings(max_examples=150)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))
@example("[[hzi|<img src=https://evil.example/x.png>]]")
def test_no_mixture_of_dangerous_pieces_gets_through(text):
    """Whatever the pieces, an HTML parser finds no script, no event attribute, no unsafe scheme, no foreign picture."""
    assert list(dangers(rendered(text), images="/ours/")) == []


ATTACKS = {
    f"news/2026/2026-01-01-x{number}.de.md": NEWS + text for number, text in enumerate(MARKDOWN) if "&#2;" not in text
}


def test_pages_and_feeds_hold_nothing_dangerous_even_if_nobody_checks(
    make_site, build_site, monkeypatch, quick_website
):
    """The sanitiser alone is enough: with all rules switched off, no published file holds an attack."""
    monkeypatch.setattr("netzsite.inspection.CHECKS", ())
    monkeypatch.setattr("netzsite.linking.Linker._report", lambda *arguments: None)
    monkeypatch.setitem(feeds.MAX_ITEMS, "", len(ATTACKS))
    run = build_site(make_site({"members/hzi.yaml": MEMBER, **ATTACKS}), "--only", "website", "--only", "feeds")
    assert run.code == 0, run.lines
    pages = sorted(run.output.glob("de/aktuelles/2026/2026-*.html"))
    assert len(pages) == len(ATTACKS)
    fragments = [part for page in pages for part in html.parse(page).xpath("//*[contains(@class, 'nz-prose')]")]
    written = [etree.tostring(part, method="html", encoding="unicode") for part in fragments]
    assert len(written) == len(ATTACKS)
    for name, places in (("de/feed.rss", "encoded description"), ("de/feed.atom", "content")):
        feed = etree.fromstring(run.text(name).encode())
        found = [feed.xpath(f"//*[local-name()='{place}']/text()") for place in places.split()]
        assert sum(map(len, found)) >= len(ATTACKS)
        written += [text for texts in found for text in texts]
    assert [danger for text in written for danger in dangers(text)] == []


def test_what_would_be_dropped_is_a_problem_with_a_place(make_site, check_site):
    """Nothing is swallowed: an editor learns what a page would have dropped, and where it stands."""
    run = check_site(make_site({"members/hzi.yaml": MEMBER, **ATTACKS}))
    assert run.code == 1
    found = [problem for problem in run.problems if problem.spot.line >= 6 and problem.spot.column]
    assert all(problem.hint for problem in found)
    silent = {f"content/{name}" for name in ATTACKS} - {problem.spot.path for problem in found}
    assert [ATTACKS[name.removeprefix("content/")].removeprefix(NEWS) for name in silent] == []


@pytest.mark.parametrize(
    "text",
    [
        "a < b, c > d, 3 <5, x<y",
        "<https://www.example.org/a?b=c&d=e> und <info@example.org>",
        "x[^1]\n\n[^1]: Quelle: EY, <https://example.org>",
        "[x](https://example.org/a_(b)) [y](mailto:a@example.org) [z](tel:+49-511-1) [w](#kapitel)",
        "It`s one thing\n\nand it`s another",
        "`<script>` in Worten",
        "Zitat [1], [2] und [3]; Liste [a] [b]",
        "<span lang='en' class='x'>Life Sciences</span><br />H<sub>2</sub>O",
        "Ein {: .klasse }",
    ],
)
def test_what_is_harmless_is_not_reported(text):
    """A rule that cries wolf is switched off."""
    body = [mention for mention in mentions(text) if mention.what in (Mentioned.HTML, Mentioned.TANGLE)]
    assert [mention for mention in body if mention.target not in ("y", "b")] == []


def test_an_address_that_leads_nowhere_by_itself_is_a_problem(make_site, check_site):
    """`www.example.org` and `/de/x.html` would lead to a page that is not there."""
    text = "[a](www.example.org) [b](/de/x.html) [c](//evil.example/)\n"
    run = check_site(make_site({"news/2026/2026-01-01-x.de.md": NEWS + text}))
    assert run.codes == ["incomplete-link"] * 3
    assert [(problem.spot.line, problem.spot.column) for problem in run.problems] == [(6, 5), (6, 26), (6, 42)]


@pytest.mark.parametrize(
    "piece",
    ["[", "![](", "[[a|", "![", "<a ", "{: ", "{value: ", "{a: ", "`a ", "](", "**a ", "<", "<a b='", "&", "\\", "> "],
)
def test_no_text_keeps_a_check_busy(piece):
    """A text that repeats what a pattern looks for takes as long as it is long."""
    started = time.process_time()
    mentions.__wrapped__(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "text",
    ["[" * 5000, "> " * 300, "a\n: b\n" * 400, "\n".join(" " * 4 * n + "- a" for n in range(400))],
)
def test_a_text_nested_without_end_is_refused(text, make_site, check_site):
    """Markdown would read such a text for minutes, or not to its end."""
    run = check_site(make_site({"news/2026/2026-01-01-x.de.md": NEWS + text}))
    assert "tangled-text" in run.codes

"""netzsite.prose: what a text mentions, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzsite.prose import Mentioned, directive_arguments, has_safe_scheme, mentions


def found(body):
    """List what a body mentions: what, target, words."""
    return [(mention.what, mention.target, mention.words) for mention in mentions(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[[hzi]]", (Mentioned.ENTRY, "hzi", "")),
        ("[[ member:hzi | das HZI ]]", (Mentioned.ENTRY, "member:hzi", "das HZI")),
        ("{figure: sales}", (Mentioned.FIGURE, "sales", "")),
        ("{value: sales, year=2025}", (Mentioned.VALUE, "sales", "sales, year=2025")),
        ("{karte: hzi}", (Mentioned.UNKNOWN_DIRECTIVE, "karte", "hzi")),
        ("![Eine Tasse](cup.jpg)", (Mentioned.PICTURE, "cup.jpg", "Eine Tasse")),
        ("[hier](https://example.org)", (Mentioned.ADDRESS, "https://example.org", "")),
        ("[hier]: https://example.org", (Mentioned.ADDRESS, "https://example.org", "")),
        ("<script>", (Mentioned.HTML, "script", "the tag")),
        ("<b onclick='x()'>", (Mentioned.HTML, "onclick", "the attribute")),
    ],
)
def test_a_text_mentions(body, expected):
    """Links, figures, numbers, pictures, addresses and HTML are found as written."""
    assert found(f"Vorher. {body}\n" if not body.startswith("[hier]:") else f"{body}\n") == [expected]


@pytest.mark.parametrize(
    "body", ["`[[hzi]]`", "``{figure: x} ` ``", "[x] [y]", "a < b", "{ }", "{:}", "1 [[ 2 ]", "<b>fett</b>", "<br>"]
)
def test_a_text_does_not_mention(body):
    """Code spans, plain brackets and braces, comparisons and harmless HTML are left alone."""
    assert found(body) == []


def test_indented_text_is_no_code():
    """Editors indent by accident: an indented link is a link."""
    assert found("    [[hzi]]\n\t{figure: x}\n") == [(Mentioned.ENTRY, "hzi", ""), (Mentioned.FIGURE, "x", "")]


def test_mentions_come_in_order_with_their_places():
    """What a text mentions is listed from top to bottom, with its place."""
    body = "Ä [[a]] und\n\n![b](c)\n  `[[x]]` [[d]]\n"
    assert [(mention.target, body[mention.start :][:5]) for mention in mentions(body)] == [
        ("a", "[[a]]"),
        ("c", "![b]("),
        ("d", "[[d]]"),
    ]


def test_a_directive_has_arguments():
    """`{value: id, name=value}` names conditions."""
    assert directive_arguments("sales, year=2025 , column = costs") == ("sales", {"year": "2025", "column": "costs"})
    with pytest.raises(ValueError, match="'2025' is not 'name=value'"):
        directive_arguments("sales, 2025")


@pytest.mark.parametrize("address", ["https://a.b", "HTTP://a.b", "mailto:a@b.c", "tel:+49", "#note", "a/b.html"])
def test_these_addresses_may_be_linked(address):
    """The web, mail, telephone and places of the same site may be linked."""
    assert has_safe_scheme(address)


@pytest.mark.parametrize(
    "address",
    ["javascript:x", "JaVaScRiPt:x", "java\tscript:x", " javascript:x", "data:a,x", "file:///etc", "javascript&#58;x"],
)
def test_these_addresses_may_not_be_linked(address):
    """What could run or read something may not be linked, however it is written."""
    assert not has_safe_scheme(address)


PROSE = st.lists(
    st.sampled_from([*"[]{}()!|:<>`#*\\ \n\t=\"'&;-", "a", "[[a]]", "{figure: ", "![", "<b ", "ä"]), max_size=60
)


@given(PROSE.map("".join) | st.text())
def test_any_text_is_searched(body):
    """Whatever a text holds, it is searched, and what it mentions lies in it."""
    for mention in mentions(body):
        assert 0 <= mention.start < len(body)
        if mention.what is Mentioned.ENTRY:
            assert body.startswith("[[", mention.start)

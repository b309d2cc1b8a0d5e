"""netzsite.render.css: style sheets without what only people read."""

from netzsite.render.css import minified
from tests.conftest import THEME


def test_comments_and_spaces_go_and_words_stay():
    """What stands in quotation marks, sums and lists of selectors mean the same as before."""
    css = """
    /* The /* comment */
    @media (min-width: 48rem) and (max-width: 60rem) {
      .a > .b , .c .d::after { content: "/* no  comment */" / ""; inline-size: calc(100% - 2 * var(--space-m)); }
    }
    """
    assert minified(css) == (
        "@media (min-width:48rem) and (max-width:60rem){.a>.b,.c .d::after"
        '{content:"/* no  comment */" / "";inline-size:calc(100% - 2 * var(--space-m))}}\n'
    )


def test_the_theme_gets_a_sixth_shorter():
    """It is worth a library."""
    css = "".join(path.read_text(encoding="utf-8") for path in sorted((THEME / "website" / "css").glob("*.css")))
    assert len(minified(css)) < len(css) * 5 / 6
    assert minified(minified(css)) == minified(css)

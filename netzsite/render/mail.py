"""Turns a page into what mail programs show: style sheets become attributes, bodies become plain text.

Imports css-inline and Inscriptis alone.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH = 72
"""Characters of a line of plain text (RFC 5322 asks for at most 78)."""


def resolve(css: str, tokens: Mapping[str, Any], mode: str) -> str:
    """Put the values of tokens in the place of `var(--colour-...)` and `var(--font-...)`: mail has no variables.

    Args:
        css: a style sheet.
        tokens: of the theme.
        mode: light or dark.

    Raises:
        KeyError: there is no such token.
    """
    values = {f"--colour-{name}": value for name, value in tokens["colours"][mode].items()}
    values |= {f"--font-{name}": value for name, value in tokens["fonts"].items()}
    return re.sub(r"var\((--[a-z-]+)\)", lambda found: values[found[1]], css)


def inline(html: str, css: Sequence[str]) -> str:
    """Write style sheets into the attributes of a page; what it has in `<style>` of its own stays.

    Args:
        html: a whole page; its own style element is marked `data-css-inline="keep"`.
        css: style sheets without variables and at-rules.
    """
    import css_inline  # needed only for mail

    inliner = css_inline.CSSInliner(
        extra_css="\n".join(css), keep_style_tags=True, load_remote_stylesheets=False, apply_width_attributes=True
    )
    return inliner.inline(html)


def inline_part(html: str, css: Sequence[str]) -> str:
    """Write style sheets into the attributes of a part of a page, as `inline` does."""
    import css_inline  # needed only for mail

    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, apply_width_attributes=True)
    return inliner.inline_fragment(html, "\n".join(css))


def plain(html: str) -> str:
    """Turn the HTML of a text into plain text, with the addresses of its links."""
    from inscriptis import get_text  # needed only for mail
    from inscriptis.model.config import ParserConfig

    return str(get_text(html, ParserConfig(display_links=True))).strip()

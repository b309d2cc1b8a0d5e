"""Turns a theme into the files that all pages link: style sheet, scripts, icon, fonts.

Their names carry a digest of all that makes their bytes, so that browsers may keep them for ever: what has changed has
another name, and so the pages that link it change too. In a preview the names stay, so that an open page can exchange
its style sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256

from netzsite.engine.fingerprint import digest_file, step_fingerprint
from netzsite.library import Library
from netzsite.render.css import minified
from netzsite.render.fonts import STAND_INS, WebFont, web_fonts, woff2
from netzsite.render.palettes import palette, recolour_css
from netzsite.render.places import ICON, STYLESHEET, TOUCH_ICON
from netzsite.render.previews import SIGN, draw_icon
from netzsite.render.theme import Theme
from netzsite.urls import relative_link

_DIGITS = 10
"""Of a digest in a name: a trillion names, of which a website has a hundred."""


SEARCH = "search"
"""The script and the style sheet of the pages for searching; a website without a search does not have them."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A text that pages link: its path and what it holds."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Assets:
    """What pages link.

    Attributes:
        stylesheet: of all pages.
        touch_icon: the path of the icon that is no text.
        sheets: what some pages load besides, by the names of their files in `css/pages/`.
        scripts: by the names of their files.
    """

    stylesheet: Asset
    icon: Asset
    touch_icon: str
    sheets: Mapping[str, Asset]
    scripts: Mapping[str, Asset]


def assets(library: Library, theme: Theme) -> Assets:
    """Give the texts that the pages of a website link, made once."""
    return library.once("assets", partial(_make, theme))


def _make(theme: Theme, library: Library) -> Assets:
    accent: str = theme.tokens["colours"]["light"]["accent"]
    sheets, scripts = theme.page_sheets("website"), theme.scripts("website")
    return Assets(
        _asset(theme, STYLESHEET, _stylesheet(theme)),
        _asset(theme, ICON, _icon(accent)),
        _named(theme, TOUCH_ICON, step_fingerprint(draw_icon, accent)),
        {name: _asset(theme, f"assets/{name}.css", minified(text)) for name, text in sheets.items()},
        {name: _asset(theme, f"assets/{name}.js", text) for name, text in scripts.items()},
    )


def font_path(font: WebFont, theme: Theme) -> str:
    """Give the path of a font; its bytes are made of its file by a step of which nothing else is known to the name."""
    return _named(theme, f"assets/fonts/{font.name}", _font_digest(font))


@cache
def _font_digest(font: WebFont) -> str:
    return step_fingerprint(woff2, f"{font.name} {digest_file(font.font.path)}")


def _asset(theme: Theme, path: str, text: str) -> Asset:
    return Asset(_named(theme, path, sha256(text.encode()).hexdigest()), text)


def _named(theme: Theme, path: str, digest: str) -> str:
    if theme.has_fixed_names:
        return path
    stem, _, suffix = path.rpartition(".")
    return f"{stem}.{digest[:_DIGITS]}.{suffix}"


def _stylesheet(theme: Theme) -> str:
    faces = "".join(font.face(relative_link(font_path(font, theme), STYLESHEET)) for font in web_fonts())
    faces += "".join(font.face() for font in STAND_INS)
    recoloured = recolour_css(palette(theme.tokens, "light"), palette(theme.tokens, "dark"))
    dark = f"@media (prefers-color-scheme: dark) {{\n{recoloured}}}\n"
    return minified(f"{faces}{theme.stylesheet('website')}\n{dark}")


def _icon(accent: str) -> str:
    """Draw the icon of browser tabs: three linked members in the network's colour."""
    lines = "M" + "L".join(f"{x} {y}" for x, y in SIGN) + "Z"
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="4" fill="#fff"/>' for x, y in SIGN)
    square = f'<rect width="32" height="32" rx="6" fill="{accent}"/>'
    links = f'<path d="{lines}" fill="none" stroke="#fff" stroke-width="2"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{square}{links}{circles}</svg>\n'

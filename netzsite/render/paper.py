"""Turns what the web shows into what paper needs: notes at the foot of the page, absolute links, a drawn cover."""

import math
import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from typing import Any

from netzsite.urls import absolute_link

_NOTES = re.compile(r'<div class="footnote">\s*<hr>\s*<ol>(.*?)\n</ol>\s*</div>', re.DOTALL)
_NOTE = re.compile(r'<li id="((?:[a-z0-9-]*-)?fn-[^"]*)">')
_REFERENCE = re.compile(r'<sup id="[^"]*fnref\d*-[^"]*">(<a class="footnote-ref" href="#([^"]*)">\d+</a>)</sup>')
_WAY_BACK = re.compile(r'(?:&nbsp;|\s)*<a class="footnote-backref".*?</a>', re.DOTALL)

_WEB_LINK = re.compile(r'<a\b([^>]*)\bhref="(https?://[^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)
_LONGEST_ADDRESS = 48

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def notes_to_foot(html: str) -> str:
    """Move each footnote of rendered Markdown to its first reference, as `<span class="nz-note">`.

    The style sheet floats it to the foot of the page (CSS GCPM 3, `float: footnote`); further references stay links.
    """
    notes: dict[str, str] = {}
    for found in _NOTES.finditer(html):
        _, *parts = _NOTE.split(found[1])
        notes |= dict(zip(parts[::2], map(_inline, parts[1::2]), strict=True))
    seen: set[str] = set()

    def place(reference: re.Match[str]) -> str:
        anchor = reference[2]
        if anchor not in notes or anchor in seen:
            return f'<sup class="nz-note-again">{reference[1]}</sup>'
        seen.add(anchor)
        return f'<span class="nz-note" id="{anchor}">{notes[anchor]}</span>'

    return _REFERENCE.sub(place, _NOTES.sub("", html))


def _inline(note: str) -> str:
    """Make the paragraphs of a note lines of one, without the ways back."""
    text = _WAY_BACK.sub("", note).removesuffix("\n</li>").strip().removesuffix("</li>").strip()
    return re.sub(r"</p>\s*<p>", "<br>", text).removeprefix("<p>").removesuffix("</p>")


def paper_link(path: str, base_url: str) -> str:
    """Link a path of the output as paper can: by its full address; an anchor stays within the document."""
    return path if path.startswith("#") else absolute_link(path, base_url)


def with_addresses(html: str, base_url: str) -> str:
    """Give each link into the web an attribute `data-address` with what can be typed; the style sheet shows it.

    It is empty for a link whose words are its address, and for one into the network's own website: paper gives the way
    there once.
    """

    def give(link: re.Match[str]) -> str:
        before, url, after, words = link.groups()
        address = short_address(unescape(url))
        if f"{url}/".startswith(f"{base_url.rstrip('/')}/") or address.removesuffix("/…") in unescape(words):
            address = ""
        return f'<a{before}href="{url}"{after} data-address="{escape(address)}">{words}</a>'

    return _WEB_LINK.sub(give, html)


def short_address(url: str) -> str:
    """Write an address as one types it; of a long one the host, and that there is more."""
    address = typed_address(url)
    return address if len(address) <= _LONGEST_ADDRESS else f"{address.partition('/')[0]}/…"


def typed_address(url: str) -> str:
    """Write an address as one types it: without `https://`, `www.` and the last stroke."""
    return re.sub(r"^(https?://(www\.)?|mailto:)|/$", "", url)


def mark_questions(html: str, name: str) -> str:
    """Name the paragraphs that are bold as a whole, the questions of an interview: `<p class="...">`."""
    return re.sub(r"<p>(?=<strong>(?:(?!</strong>).)*</strong></p>)", f'<p class="{name}">', html, flags=re.DOTALL)


def paper_colours(tokens: Mapping[str, Any]) -> str:
    """Write the colours of light paper as CSS custom properties."""
    colours = [f"--colour-{name}: {value};" for name, value in tokens["colours"]["light"].items()]
    series = [f"--series-{number}: {value};" for number, value in enumerate(tokens["series"]["light"], 1)]
    return f":root {{ {' '.join([*colours, *series])} }}\n"


def draw_cover(dots: Sequence[bool], colour: str) -> str:
    """Draw a dot for each item, from the middle outwards as a sunflower orders its seeds: full, or a ring.

    The drawing is a square of 1,000 units with the middle at its centre; the same items give the same drawing.
    """
    pitch = 440 / math.sqrt(max(len(dots), 1))
    radius = min(pitch * 0.62, 55)
    shapes = []
    for number, is_full in enumerate(dots):
        angle, distance = number * _GOLDEN_ANGLE, pitch * math.sqrt(number + 0.5)
        x, y = 500 + distance * math.cos(angle), 500 + distance * math.sin(angle)
        paint = f'fill="{colour}"' if is_full else f'fill="none" stroke="{colour}" stroke-width="{radius / 6:.2f}"'
        shapes.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius if is_full else radius * 11 / 12:.2f}" {paint}/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">{"".join(shapes)}</svg>'

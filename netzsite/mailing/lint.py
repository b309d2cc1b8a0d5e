"""Turns a mail into findings: what mail programs drop, clip or garble, and whom it hurts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from lxml import html

from netzsite.mailing.forced import FORCED_DARK
from netzsite.mailing.styles import Sheet, Tag, declarations, pixels
from netzsite.render.contrast import contrast, least_contrast, parse_colour

MAX_BYTES = 102_400
"""What is longer, Gmail shows only the beginning of (102 KiB)."""

MAX_SUBJECT = 78
"""Characters of a subject that programs list at most."""

PREHEADER = (25, 150)
"""Characters that a preheader should have."""

MAX_WIDTH = 700
"""px that windows of mail programs show without a scroll bar."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should be mended.

    Attributes:
        rule: its name.
        message: what is wrong, and where.
        hint: what to do.
        clients: the programs that it hurts.
        is_error: the mail must not go out like this.
    """

    rule: str
    message: str
    hint: str
    clients: str
    is_error: bool = True


@dataclass(frozen=True)
class Mail:
    """A mail to look at: HTML as bytes, the plain text, subject, and the addresses that it must hold."""

    html: bytes
    text: str
    subject: str
    archive_url: str
    unsubscribe_url: str

    @cached_property
    def tree(self) -> Tag:
        """The HTML, read as programs do."""
        return html.document_fromstring(self.html, parser=html.HTMLParser(encoding="utf-8"))

    @cached_property
    def sheet(self) -> Sheet:
        """The rules of its style elements."""
        return Sheet("\n".join(style.text or "" for style in self.tree.iter("style")))

    def tags(self, *names: str) -> Iterator[Tag]:
        """Yield the tags of some names, all if there is none."""
        return (tag for tag in self.tree.iter(*names) if isinstance(tag.tag, str))


def lint(mail: Mail) -> list[Finding]:
    """Look at a mail; nothing is found in one that may go out."""
    return [finding for rule in _RULES for finding in rule(mail)]


# -- The whole ---------------------------------------------------------------------------------------------------------


def _whole(mail: Mail) -> Iterator[Finding]:
    if len(mail.html) > MAX_BYTES:
        message = f"the HTML has {len(mail.html):,} bytes"
        yield Finding("size", message, f"carry less: at most {MAX_BYTES:,} bytes are shown", "Gmail")
    try:
        mail.html.decode()
    except UnicodeDecodeError as error:
        yield Finding("encoding", f"byte {error.start} is not UTF-8", "write the page in UTF-8", "all programs")
    metas = {(meta.get("charset") or "").lower() for meta in mail.tags("meta")}
    if "utf-8" not in metas:
        yield Finding("charset", "the page does not say that it is UTF-8", "add <meta charset>", "Outlook, T-Online")
    if not mail.tree.get("lang"):
        yield Finding("language", "the page names no language", "add lang to <html>", "screen readers, translation")
    if not (mail.tree.findtext("head/title") or "").strip():
        yield Finding("title", "the page has no title", "add <title>", "screen readers, the view in the browser")
    if not mail.text.strip():
        yield Finding("plain-text", "there is no plain text", "add one", "programs without HTML, filters")


def _words(mail: Mail) -> Iterator[Finding]:
    if not mail.subject.strip() or re.search(r"[\r\n]", mail.subject):
        yield Finding("subject", "the subject is empty or has several lines", "write one line", "all programs")
    elif len(mail.subject) > MAX_SUBJECT:
        message = f"the subject has {len(mail.subject)} characters"
        yield Finding("subject", message, f"at most {MAX_SUBJECT} are listed", "all programs", is_error=False)
    first = next((tag for tag in mail.tags("div", "span", "p") if (tag.text or "").strip()), None)
    hidden = first is not None and "none" in declarations(first.get("style") or "").get("display", "")
    words = (first.text or "").strip() if first is not None and hidden else ""
    least, most = PREHEADER
    if not least <= len(words) <= most:
        message = f"the preheader has {len(words)} characters" if words else "there is no preheader"
        hint = f"write 'preheader:' in the edition, {least} to {most} characters"
        yield Finding("preheader", message, hint, "lists of all programs", is_error=False)


def _duties(mail: Mail) -> Iterator[Finding]:
    links = {link.get("href") for link in mail.tags("a")}
    for name, url in (("unsubscribe", mail.unsubscribe_url), ("archive", mail.archive_url)):
        if not url or url not in links:
            yield Finding(name, f"no link to {name}", "see the profile for mail in media.yaml", "all readers")


# -- Links and pictures ------------------------------------------------------------------------------------------------


def _links(mail: Mail) -> Iterator[Finding]:
    for link in mail.tags("a"):
        url = link.get("href") or ""
        if _is_filled_in(url):
            continue
        scheme = urlsplit(url).scheme
        if scheme not in ("https", "mailto", "tel"):
            hint = "write the whole address with https://"
            yield Finding("link", f"the link '{url or 'without address'}' leads nowhere safe", hint, "all programs")
        if not "".join(link.itertext()).strip() and not any(image.get("alt") for image in link.iter("img")):
            yield Finding("link-text", f"the link to '{url}' has no words", "give it some", "screen readers")


def _is_filled_in(url: str) -> bool:
    """Tell whether a service puts the address in."""
    return bool(re.fullmatch(r"\{\{ ?\w+ ?\}\}|\*\|\w+\|\*", url))


def _pictures(mail: Mail) -> Iterator[Finding]:
    for image in mail.tags("img"):
        source = image.get("src") or ""
        name = source if len(source) < 60 else f"{source[:57]}..."
        if image.get("alt") is None:
            yield Finding("alt", f"the picture '{name}' has no alternative text", "add alt", "readers without pictures")
        if not (image.get("width") or "").isdigit():
            yield Finding("picture-size", f"the picture '{name}' has no width", "add width in px", "Outlook")
        if source.startswith("data:"):
            yield Finding("data-picture", f"the picture '{name}' lies in the mail", "link it", "Gmail, Outlook")
        elif not source.startswith("https://"):
            yield Finding("picture-link", f"the picture '{name}' has no https address", "link it", "all programs")
        if re.search(r"\.(svg|webp|avif)($|\?)|^data:image/(svg|webp|avif)", source, re.IGNORECASE):
            yield Finding("picture-type", f"the picture '{name}' is no PNG or JPEG", "use PNG", "Outlook, GMX, WEB.DE")


# -- What is dropped ---------------------------------------------------------------------------------------------------

_DROPPED = {
    "script": "all programs",
    "link": "Gmail, GMX, WEB.DE, T-Online",
    "form": "Outlook, GMX, WEB.DE",
    "input": "Outlook, GMX, WEB.DE",
    "button": "Outlook, GMX, WEB.DE",
    "iframe": "all programs",
    "object": "all programs",
    "embed": "all programs",
    "video": "Gmail, Outlook, GMX",
    "audio": "Gmail, Outlook, GMX",
    "canvas": "all programs",
    "svg": "Gmail, Outlook, GMX, WEB.DE",
}

_PROPERTIES = {
    "position": "Gmail, Outlook, GMX, WEB.DE",
    "float": "Outlook",
    "background-image": "Outlook",
    "transform": "Gmail, Outlook",
    "animation": "Gmail, Outlook",
}


def _dropped(mail: Mail) -> Iterator[Finding]:
    for tag in mail.tags(*_DROPPED):
        yield Finding("tag", f"<{tag.tag}> is dropped", "leave it out", _DROPPED[tag.tag])
    for tag in mail.tags():
        style = declarations(tag.get("style") or "")
        for name in sorted(style.keys() & _PROPERTIES.keys()):
            yield Finding(
                "property", f"'{name}' of <{tag.tag}> is ignored", "use tables and padding", _PROPERTIES[name]
            )
        if style.get("display") in ("flex", "grid", "inline-flex"):
            yield Finding("layout", f"<{tag.tag}> is laid out by {style['display']}", "use a table", "Outlook, GMX")
        if any(re.search(r"var\(|calc\(|clamp\(|\d(rem|vw|vh)\b", value) for value in style.values()):
            message = f"<{tag.tag}> has sizes or colours that are worked out"
            yield Finding("value", message, "write px and hex digits", "Outlook, Gmail, T-Online")
    if mail.sheet.always:
        selector = mail.sheet.always[0][0]
        message = f"'{selector}' stands in a style sheet only"
        yield Finding("style-sheet", message, "write it into the tags", "T-Online, Gmail for forwarded mail")


def _tables(mail: Mail) -> Iterator[Finding]:
    for table in mail.tags("table"):
        if table.get("role") != "presentation" and table.find(".//th") is None:
            hint = "add role=presentation, or heads to a table of data"
            yield Finding(
                "table", "a table says neither that it is layout nor what its columns are", hint, "screen readers"
            )
        width = table.get("width") or ""
        if width.isdigit() and int(width) > MAX_WIDTH:
            yield Finding("width", f"a table is {width} px wide", f"at most {MAX_WIDTH}", "all programs on phones")


# -- Colours -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """What a tag hands on to those within."""

    ink: str | None = None
    ground: str | None = None
    size_px: float = 16
    is_bold: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Mode:
    """A way in which programs show a mail: its name, and what they make of a colour where they choose it."""

    name: str
    has_sheet: bool = False
    turned: Callable[[str], str] | None = None


_LIGHT, _DARK = _Mode("light mode"), _Mode("dark mode", has_sheet=True)
_FORCED = tuple(_Mode(f"dark mode that {client} forces", turned=turned) for client, turned in FORCED_DARK.items())


def _colours(mail: Mail) -> Iterator[Finding]:
    body = mail.tree.find("body")
    for mode in (_LIGHT, *([_DARK] if mail.sheet.dark else []), *_FORCED) if body is not None else ():
        yield from _faint(mail, body, _Look(), mode)


def _faint(mail: Mail, tag: Tag, above: _Look, mode: _Mode) -> Iterator[Finding]:
    """Yield the texts that stand out too little, or of which only one of the two colours is set."""
    look = _look(mail, tag, above, mode)
    words = " ".join([tag.text or "", *(child.tail or "" for child in tag)]).strip()
    if words and not look.is_hidden:
        yield from _judge(f"'{words[:30]}'", look, mode)
    for child in tag:
        if isinstance(child.tag, str):
            yield from _faint(mail, child, look, mode)


def _judge(shown: str, look: _Look, mode: _Mode) -> Iterator[Finding]:
    """Yield what is wrong with a text: what programs force on it is found only where it is right in light mode."""
    if look.ink is None or look.ground is None:
        if mode is _LIGHT:
            hint = "set colour and background together"
            yield Finding("forced-dark", f"only one colour of {shown} is set", hint, "Outlook, Gmail in dark mode")
        return
    ratio, least = contrast(look.ink, look.ground), least_contrast(look.size_px, is_bold=look.is_bold)
    if mode.turned is not None:
        ratio = contrast(mode.turned(look.ink), mode.turned(look.ground)) if ratio >= least else least
    if ratio < least:
        message, is_error = f"{shown} has a contrast of {ratio:.1f} in {mode.name}, {least} is needed", not mode.turned
        yield Finding("contrast", message, "change the token", "readers with weak eyes", is_error)


def _look(mail: Mail, tag: Tag, above: _Look, mode: _Mode) -> _Look:
    style = declarations(tag.get("style") or "")
    if mode.has_sheet:
        style |= mail.sheet.dark_style(tag)
    weight = style.get("font-weight", "")
    bold = weight in ("bold", "600", "700", "800") if weight else above.is_bold or tag.tag in ("b", "strong", "th")
    return _Look(
        parse_colour(style.get("color", "")) or above.ink,
        parse_colour(style.get("background-color", "")) or above.ground,
        pixels(style.get("font-size", ""), above.size_px),
        bold,
        above.is_hidden or style.get("display") == "none",
    )


_RULES: tuple[Callable[[Mail], Iterator[Finding]], ...] = (
    _whole,
    _words,
    _duties,
    _links,
    _pictures,
    _dropped,
    _tables,
    _colours,
)

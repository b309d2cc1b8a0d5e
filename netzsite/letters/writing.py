"""Turns the view of a letter into HTML mail, a part of a page, plain text, and a message."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from textwrap import fill, indent
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from netzsite.config import TextLength
from netzsite.letters.letter import ChapterView, MailView
from netzsite.render.charts import measures
from netzsite.render.editions import SectionView
from netzsite.render.mail import WIDTH, inline, inline_part, plain, resolve
from netzsite.render.parts import FigureView
from netzsite.render.places import mail_chart_path
from netzsite.render.workshop import Workshop
from netzsite.urls import links_below

if TYPE_CHECKING:
    from netzsite.render.markup import Body

FOLDER = "mail"
"""The theme's folder of templates and style sheets."""

PICTURE_WIDTH, CHART_WIDTH = 552, 480
"""px of a picture that fills the width of a letter, and of a chart."""


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """The chart of a figure as a picture: its path and the px in which it is shown."""

    path: str
    width: int
    height: int


def write_html(view: MailView, workshop: Workshop) -> str:
    """Render the HTML: looks stand in attributes, only what dark mode changes stands in a style sheet."""
    theme = workshop.theme
    dark = resolve(theme.sheets(FOLDER)["dark"], theme.tokens, "dark")
    values = {**_values(view), "dark_css": dark}
    page = workshop.render(FOLDER, "newsletter.html", view.lang, values, link=_link(view))
    return inline(page, _sheets(workshop))


def write_part(view: MailView, workshop: Workshop) -> str:
    """Render the letter without head and footer duties, for a service that puts it into a page of its own."""
    values = {**_values(view), "view": replace(view, archive_url=_link(view)(view.page), unsubscribe_url="")}
    part = workshop.render(FOLDER, "letter.html", view.lang, values, link=_link(view))
    return inline_part(part, _sheets(workshop))


def _values(view: MailView) -> dict[str, Any]:
    picture = partial(_chart_picture, view.lang)
    return {"view": view, "is_line": TextLength.LINE, "is_plain": False, "picture_of": picture, "width": PICTURE_WIDTH}


def _chart_picture(lang: str, figure: FigureView) -> ChartPicture:
    width, height = measures(figure.spec)
    return ChartPicture(mail_chart_path(figure.id, lang), CHART_WIDTH, round(height * CHART_WIDTH / width))


def _sheets(workshop: Workshop) -> list[str]:
    """Give the style sheets of light mode, without variables."""
    sheets, tokens = workshop.theme.sheets(FOLDER), workshop.theme.tokens
    return [resolve(css, tokens, "light") for name, css in sheets.items() if name != "dark"]


def _link(view: MailView) -> Callable[[str], str]:
    return links_below(view.base_url)


def write_text(view: MailView, workshop: Workshop) -> str:
    """Write the plain text that stands beside the HTML."""
    strings, link = workshop.theme.strings[view.lang], _link(view)
    head = [view.title, "=" * min(len(view.title), WIDTH), ""]
    if view.is_example:
        head += [fill(strings.text("entry.example-note"), WIDTH), ""]
    blocks = [line for part in view.parts for line in _text_part(part, view, workshop)]
    site = view.site
    foot = [
        "-- ",
        f"{strings.text('mail.in-browser')}: {view.archive_url}",
        f"{strings.text('mail.unsubscribe')}: {view.unsubscribe_url}",
        "",
        fill(f"{strings.text('footer.published-by')}: {site.publisher}", WIDTH),
        f"{strings.text('mail.imprint')}: {link('')}",
    ]
    return "\n".join([*head, *blocks, *foot]) + "\n"


def _text_part(part: ChapterView | SectionView, view: MailView, workshop: Workshop) -> Iterator[str]:
    yield from ("", part.title.upper(), "-" * min(len(part.title), WIDTH), "")
    if isinstance(part, ChapterView):
        yield from (_plain_body(part.body, view, workshop), "")
        return
    if part.intro:
        yield from (fill(part.intro, WIDTH), "")
    strings, link = workshop.theme.strings[view.lang], _link(view)
    for item in part.items:
        card = item.card
        example = f" ({strings.text('entry.example')})" if card.is_example else ""
        when = strings.span(card.date, card.date_end) if card.date else ""
        yield fill(f"* {card.link.title}{example}", WIDTH, subsequent_indent="  ")
        details = " · ".join(filter(None, [when, card.label, card.note, *card.meta]))
        yield indent(fill(details, WIDTH - 2), "  ")
        if part.length is TextLength.SUMMARY and card.summary:
            yield indent(fill(card.summary, WIDTH - 2), "  ")
        if item.body is not None:
            yield indent(_plain_body(item.body, view, workshop), "  ")
        if card.link.path:
            yield f"  {link(card.link.path)}"
        yield ""


def _plain_body(body: "Body", view: MailView, workshop: Workshop) -> str:
    return plain(workshop.render(FOLDER, "body.html", view.lang, {"body": body, "is_plain": True}, link=_link(view)))


def write_message(view: MailView, workshop: Workshop) -> bytes:
    """Write the message as mail programs open it to send it on: both texts, no receiver."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = view.subject
    message["From"] = f"{_quoted(view.sender_name)} <{view.sender}>"
    if view.reply_to:
        message["Reply-To"] = view.reply_to
    message["Date"] = format_datetime(view.sent)
    html, text = write_html(view, workshop), write_text(view, workshop)
    digest = sha256(f"{view.id} {html}".encode()).hexdigest()[:24]
    message["Message-ID"] = f"<{digest}@{urlsplit(view.base_url).hostname}>"
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = view.lang
    message.set_boundary(f"=_{digest}")
    return message.as_bytes()


def _quoted(name: str) -> str:
    """Write a display name as RFC 5322 has it."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'

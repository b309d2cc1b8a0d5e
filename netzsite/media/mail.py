"""The medium `mail`: each edition of a newsletter as HTML mail, as plain text and as a message, in every language."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from textwrap import fill, indent
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from netzsite.config import MailProfile, MailService, MediumProfile, TextLength
from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition
from netzsite.library import Library
from netzsite.render.editions import SectionView, section_view
from netzsite.render.frames import Frames, Site
from netzsite.render.mail import WIDTH, inline, plain, resolve
from netzsite.render.places import mail_path
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop
from netzsite.urls import absolute_link

if TYPE_CHECKING:
    from netzsite.render.markup import Body

NAME = "mail"
IS_SLOW = False

PREHEADER = 110
"""Characters of a preheader that mail programs show beside the subject at most."""

_UNSUBSCRIBE = {
    MailService.LISTMONK: "{{ UnsubscribeURL }}",
    MailService.KEILA: "{{ unsubscribe_link }}",
    MailService.MAILCHIMP: "*|UNSUB|*",
    MailService.BREVO: "{{ unsubscribe }}",
}
"""What each service replaces by the reader's own address to unsubscribe."""

_ARCHIVE = {
    MailService.LISTMONK: "{{ MessageURL }}",
    MailService.MAILCHIMP: "*|ARCHIVE|*",
    MailService.BREVO: "{{ mirror }}",
}
"""What each service replaces by the address of the mail in a browser; the others show the edition on the website."""


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A text written for the edition: an editorial."""

    title: str
    body: "Body"


@dataclass(frozen=True, slots=True)
class MailView:
    """What a mail shows; `page` is the edition's path on the website, `id` is unique and stays."""

    lang: str
    id: str
    base_url: str
    subject: str
    preheader: str
    title: str
    date: dt.date
    sent: dt.datetime
    sender: str
    sender_name: str
    reply_to: str
    site: Site
    parts: tuple[ChapterView | SectionView, ...]
    page: str
    archive_url: str
    unsubscribe_url: str
    is_example: bool
    is_draft: bool


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the mails of the media that have some."""
    renderers = {"html": _render_html, "txt": _render_text, "eml": _render_message}
    for head in library.catalogue.heads[Edition.kind].values():
        profile = library.mix.media[head.id.partition("/")[0]]
        for lang in mail_languages(library, profile):
            for suffix, render in renderers.items():
                path = mail_path(head.id, lang, suffix)
                yield Artifact(path, NAME, compose_mail, (lang, head.id), render, head.key, lang)


def mail_languages(library: Library, profile: MediumProfile) -> tuple[str, ...]:
    """List the languages in which a medium goes out as mail; none if it does not."""
    if profile.mail is None:
        return ()
    return profile.languages or library.network.languages


# -- Composing ---------------------------------------------------------------------------------------------------------


def compose_mail(library: Library, theme: Theme, lang: str, edition_id: str) -> MailView:
    """Compose the mail of an edition in a language.

    Raises:
        KeyError: there is no such edition, or its medium has no mail.
    """
    edition, profile = library.get(Edition, edition_id), library.mix.media[edition_id.partition("/")[0]].mail
    if edition is None or profile is None:
        raise KeyError(edition_id)
    views = Views(library, theme, lang)
    facts, network, page = edition.facts, library.network, views.path(edition)
    parts = tuple(_parts(views, edition))
    return MailView(
        lang,
        f"{edition_id}.{lang}",
        network.base_url,
        facts.subject.pick(lang) if facts.subject else edition.title(lang),
        facts.preheader.pick(lang) if facts.preheader else _preheader(parts),
        edition.title(lang),
        facts.date,
        dt.datetime.combine(facts.date, dt.time(8), ZoneInfo(network.time_zone)),
        profile.sender,
        profile.sender_name.pick(lang) if profile.sender_name else network.short_name,
        profile.reply_to or "",
        Frames(views).site,
        parts,
        page or "",
        _ARCHIVE.get(profile.service, absolute_link(page or "", network.base_url)),
        _unsubscribe(profile),
        facts.example,
        edition.is_draft(lang),
    )


def _unsubscribe(profile: MailProfile) -> str:
    """Give where readers unsubscribe: as the profile says, else what the service fills in."""
    return profile.unsubscribe or _UNSUBSCRIBE[profile.service]


def _parts(views: Views, edition: Entry[Edition]) -> Iterator[ChapterView | SectionView]:
    for part in edition.facts.parts:
        if part.section is not None:
            section = section_view(views, edition, part, part.section)
            if section.items:
                yield section
        elif chapter := views.library.get(Chapter, f"{edition.id}/{part.chapter}"):
            yield ChapterView(chapter.title(views.lang), views.body(chapter, level=3, prefix=f"{part.chapter}-"))


def _preheader(parts: tuple[ChapterView | SectionView, ...]) -> str:
    """Join the first headlines, as many as are shown."""
    cards = [item.card for part in parts if isinstance(part, SectionView) for item in part.items]
    words = ""
    for card in cards:
        longer = f"{words} · {card.link.title}" if words else card.link.title
        if words and len(longer) > PREHEADER:
            break
        words = longer
    return words


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render_html(view: MailView, workshop: Workshop) -> bytes:
    return write_html(view, workshop).encode()


def write_html(view: MailView, workshop: Workshop) -> str:
    """Render the HTML: looks stand in attributes, only what dark mode changes stands in a style sheet."""
    theme = workshop.theme
    sheets = theme.sheets(NAME)
    dark = resolve(sheets.pop("dark"), theme.tokens, "dark")
    values = {"view": view, "dark_css": dark, "is_line": TextLength.LINE}
    page = workshop.render(NAME, "newsletter.html", view.lang, values, link=_link(view))
    return inline(page, [resolve(css, theme.tokens, "light") for css in sheets.values()])


def _link(view: MailView) -> partial[str]:
    return partial(absolute_link, base_url=view.base_url)


def _render_text(view: MailView, workshop: Workshop) -> bytes:
    return write_text(view, workshop).encode()


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
    return plain(workshop.render(NAME, "body.html", view.lang, {"body": body}, link=_link(view)))


def _render_message(view: MailView, workshop: Workshop) -> bytes:
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

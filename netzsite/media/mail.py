"""The medium `mail`: each edition of a newsletter as HTML mail, as plain text and as a message, in every language.

With them come the charts that mails show, as PNG, and for each newsletter two feeds for services that send mail.
"""

from collections.abc import Iterator

from netzsite.engine.artifact import Artifact, Effort
from netzsite.kinds.edition import Edition
from netzsite.kinds.figure import Figure
from netzsite.letters.feeds import compose_items, compose_letters, write_letter_feed
from netzsite.letters.letter import MailView, compose_chart, compose_mail, mail_languages, shown_charts
from netzsite.letters.writing import write_html, write_message, write_text
from netzsite.library import Library
from netzsite.render.places import mail_chart_path, mail_path
from netzsite.render.subscriptions import edition_feeds
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.render.workshop import Workshop

NAME = "mail"
IS_SLOW = False


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the mails of the media that have some, their charts and their feeds."""
    renderers = {"html": _render_html, "txt": _render_text, "eml": write_message}
    for head in library.catalogue.heads[Edition.kind].values():
        profile = library.mix.media[head.id.partition("/")[0]]
        for lang in mail_languages(library, profile):
            for suffix, render in renderers.items():
                path = mail_path(head.id, lang, suffix)
                yield Artifact(path, NAME, compose_mail, (lang, head.id), render, head.key, lang)
    for figure, lang in shown_charts(library):
        path, key = mail_chart_path(figure, lang), (Figure.kind, figure)
        yield Artifact(path, NAME, compose_chart, (lang, figure), _render_chart, key, lang, Effort.CHARTS)
    for medium, profile in library.mix.media.items():
        for lang in mail_languages(library, profile):
            feeds = edition_feeds(Views(library, theme, lang), medium)
            for feed, compose in zip(feeds, (compose_letters, compose_items), strict=True):
                yield Artifact(feed.path, NAME, compose, (lang, medium), write_letter_feed, lang=lang)


def _render_html(view: MailView, workshop: Workshop) -> bytes:
    return write_html(view, workshop).encode()


def _render_text(view: MailView, workshop: Workshop) -> bytes:
    return write_text(view, workshop).encode()


def _render_chart(view: str, workshop: Workshop) -> bytes:
    return workshop.paint(view)

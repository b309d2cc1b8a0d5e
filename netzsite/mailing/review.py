"""Turns the editions that are about to go out as mail into problems, before anything is published."""

import datetime as dt
from collections.abc import Iterator

from netzsite.engine.cache import Cache
from netzsite.errors import Code, Problem, Severity
from netzsite.kinds.edition import Edition
from netzsite.letters.letter import MailView, compose_mail, mail_languages
from netzsite.letters.writing import write_html, write_text
from netzsite.library import Library
from netzsite.mailing.lint import Finding, Mail, lint
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop

DAYS = 7
"""An edition older than this has gone out; what is wrong with it cannot be mended any more."""


def review(library: Library, theme: Theme, cache: Cache) -> Iterator[Problem]:
    """Yield what is wrong with the mails of the newest editions.

    Args:
        library: what is public.
        theme: with the templates of mail.
        cache: keeps the HTML of texts.
    """
    workshop = Workshop(theme, library.folder, cache)
    since = (dt.datetime.fromisoformat(library.catalogue.moment) - dt.timedelta(days=DAYS)).date()
    for edition in library.choose(Edition):
        profile = library.mix.media[edition.id.partition("/")[0]]
        for lang in mail_languages(library, profile) if edition.facts.date >= since else ():
            view = compose_mail(library.fresh(), theme, lang, edition.id)
            for finding in lint(mail_of(view, workshop)):
                severity = Severity.ERROR if finding.is_error else Severity.WARNING
                yield Problem(edition.source.spot(), Code.BAD_MAIL, _message(finding, lang), finding.hint, severity)


def mail_of(view: MailView, workshop: Workshop) -> Mail:
    """Render a mail to look at."""
    html, text = write_html(view, workshop), write_text(view, workshop)
    return Mail(html.encode(), text, view.subject, view.archive_url, view.unsubscribe_url)


def _message(finding: Finding, lang: str) -> str:
    return f"mail in '{lang}', {finding.rule}: {finding.message} (hurts {finding.clients})"

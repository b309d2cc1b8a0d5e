"""Turns an edition into the frozen view of a letter, and lists the charts that letters show."""

import datetime as dt
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from netzsite.config import MailProfile, MailService, MediumProfile, TextLength
from netzsite.entry import Entry, Key
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition
from netzsite.kinds.figure import Figure
from netzsite.library import Library
from netzsite.render.charts import on_plate
from netzsite.render.editions import SectionView, section_view
from netzsite.render.frames import Frames, Site
from netzsite.render.items import morning
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.source import Table
from netzsite.urls import absolute_link

if TYPE_CHECKING:
    from netzsite.render.markup import Body

CHART_WIDTH = 380
"""px of a chart: its words are large enough to be read on a telephone too, where it is shown smaller."""

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


class LetterViews(Views):
    """The views of one language for mail: charts are narrow, and painted on a ground of their own."""

    chart_width: ClassVar[int] = CHART_WIDTH

    @property
    def name(self) -> Hashable:
        """What tells these views from others of the same entries."""
        return "letter", self.lang

    def chart(self, facts: Figure, table: Table) -> str:
        """Describe the drawing of a figure; forced dark mode leaves pictures as they are, with light ground and all."""
        return on_plate(super().chart(facts, table), self.theme.tokens["colours"]["light"]["plate"])


def mail_languages(library: Library, profile: MediumProfile) -> tuple[str, ...]:
    """List the languages in which a medium goes out as mail; none if it does not."""
    return profile.mail_languages(library.network.languages)


def compose_mail(library: Library, theme: Theme, lang: str, edition_id: str) -> MailView:
    """Compose the mail of an edition in a language.

    Raises:
        KeyError: there is no such edition, or its medium has no mail.
    """
    edition, profile = library.get(Edition, edition_id), library.mix.media[edition_id.partition("/")[0]].mail
    if edition is None or profile is None:
        raise KeyError(edition_id)
    views = LetterViews(library, theme, lang)
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
        morning(network, facts.date),
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


# -- Charts ------------------------------------------------------------------------------------------------------------


def shown_charts(library: Library) -> Iterator[Key]:
    """List the figures whose charts mails could show, and their languages, each once: (id, language)."""
    shown: dict[Key, None] = {}
    for head in library.catalogue.heads[Edition.kind].values():
        profile = library.mix.media[head.id.partition("/")[0]]
        for lang in mail_languages(library, profile):
            shown |= {(figure, lang): None for figure in _figures(library, profile, head.key)}
    return iter(shown)


def _figures(library: Library, profile: MediumProfile, edition: Key) -> Iterator[str]:
    """Yield the figures that an edition carries, and those in its own texts and in those that it carries in full."""
    links = library.catalogue.links
    is_full = any(section.text is TextLength.FULL for section in profile.sections)
    for key in links.get(edition, ()):
        further = links.get(key, ()) if is_full or key[0] == Chapter.kind else ()
        for kind, entry_id in (key, *further):
            if kind == Figure.kind and library.catalogue.head((kind, entry_id)) is not None:
                yield entry_id


def compose_chart(library: Library, theme: Theme, lang: str, figure_id: str) -> str:
    """Describe the chart of a figure as mail shows it.

    Raises:
        KeyError: there is no such figure.
    """
    figure = library.get(Figure, figure_id)
    if figure is None:
        raise KeyError(figure_id)
    return LetterViews(library, theme, lang).figure(figure).spec

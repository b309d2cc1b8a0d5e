"""The section `editions`: a page in each language that lists all editions, by medium and year, in every form they have.

A form is the page to read online, the mail that went out, a PDF or another document. The list of editions shows the
newest of all media (`archive`); this page is for whoever looks for an older one.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from netzsite.engine.artifact import Artifact, Document
from netzsite.entry import Entry, Key
from netzsite.kinds.edition import Edition
from netzsite.library import Library
from netzsite.render.parts import Link
from netzsite.render.places import mail_path
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, PageView, render_page

ENDINGS = (".pdf", ".zip", ".epub")
"""Of the files that count as documents of an edition."""


@dataclass(frozen=True, slots=True)
class Version:
    """An edition in another form than its page: words, path, language and what is to be known before it is opened."""

    words: str
    path: str
    lang: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition: its page and its other forms."""

    page: Link
    date: dt.date
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class MediumGroup:
    """The editions of a medium: year -> editions, the newest first."""

    medium: str
    count: int
    years: tuple[tuple[int, tuple[EditionRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class EditionsPage:
    """What the page shows."""

    title: str
    intro: str
    groups: tuple[MediumGroup, ...]


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the page, if there are editions; it is made when the documents are finished."""
    composer = Composer(library, theme, lang)
    if Edition in composer.kinds:
        yield Artifact(composer.all_editions().path, NAME, _page, (lang,), render_page, lang=lang, lists=ENDINGS)


def _page(library: Library, theme: Theme, lang: str, documents: tuple[Document, ...] = ()) -> PageView:
    composer = Composer(library, theme, lang)
    item, intro = composer.all_editions(), composer.strings.text("editions.intro")
    others = composer.others(lambda other: composer.all_editions(other).path)
    trail = (composer.frames.list_item(Edition),)
    frame = composer.frames.frame(item.path, item.label, intro, "editions", others, trail)
    return PageView("editions.html", frame, EditionsPage(item.label, intro, tuple(_groups(composer, documents))))


def _groups(composer: Composer, documents: tuple[Document, ...]) -> Iterator[MediumGroup]:
    """Yield the media that have editions, in the order of the mix."""
    of_entry: dict[Key | None, list[Document]] = {}
    for document in documents:
        of_entry.setdefault(document.entry, []).append(document)
    editions = composer.library.choose(Edition, composer.lang)
    for medium, profile in composer.library.mix.media.items():
        own = [edition for edition in editions if edition.id.startswith(f"{medium}/")]
        rows = [_row(composer, edition, of_entry.get(edition.key, [])) for edition in own]
        years = groupby(rows, key=lambda row: row.date.year)
        if rows:
            name = profile.name.pick(composer.lang)
            yield MediumGroup(name, len(rows), tuple((year, tuple(same)) for year, same in years))


def _row(composer: Composer, edition: Entry[Edition], documents: list[Document]) -> EditionRow:
    ordered = sorted(documents, key=lambda document: (document.lang != composer.lang, document.lang, document.variant))
    versions = (*_mails(composer, edition), *(_version(composer, document) for document in ordered))
    return EditionRow(composer.views.link(edition), edition.facts.date, versions)


def _mails(composer: Composer, edition: Entry[Edition]) -> Iterator[Version]:
    """Yield the mail in the reader's language, else in those in which it went out."""
    profile = composer.library.mix.media[edition.id.partition("/")[0]]
    languages = profile.mail_languages(composer.network.languages)
    for lang in (composer.lang,) if composer.lang in languages else languages:
        yield Version(composer.strings.text("editions.mail"), mail_path(edition.id, lang, "html"), lang)


def _version(composer: Composer, document: Document) -> Version:
    pages = composer.strings.text("downloads.pages", n=document.pages) if document.pages else ""
    variant = composer.strings.text(f"downloads.variants.{document.variant}") if document.variant else ""
    facts = tuple(filter(None, (variant, pages, composer.size(document.bytes))))
    return Version(PurePosixPath(document.path).suffix[1:].upper(), document.path, document.lang, facts)

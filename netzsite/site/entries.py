"""The section `entries`: a page for each entry in each language in which it can be read."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.engine.artifact import Artifact, Effort
from netzsite.entry import Entry, Key, Kind
from netzsite.head import Head
from netzsite.kinds import KINDS
from netzsite.kinds.edition import Edition
from netzsite.kinds.figure import Figure
from netzsite.library import Library
from netzsite.render.frames import has_list
from netzsite.render.parts import Card, FactRow, Link, PictureView
from netzsite.render.subscriptions import entry_feeds
from netzsite.render.theme import Theme
from netzsite.site.appearances import Appearance, appearances
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, Group, PageView, render_page
from netzsite.site.particulars import FIRST, OWN_GROUPS, particulars, shown_fields
from netzsite.site.sharing import description_of, sharing_of
from netzsite.site.structured import things

if TYPE_CHECKING:
    from netzsite.render.markup import Body

RELATED = 24
"""Entries of a kind that the page of another names; the newest come first."""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What the page of an entry shows.

    `original` is set where the text is in another language than the reader's; `own` is what only the entry's kind has
    (`particulars/<kind>.py`).
    """

    card: Card
    title: str
    summary: str
    body: "Body"
    facts: tuple[FactRow, ...]
    picture: PictureView | None
    related: tuple[Group, ...]
    appearances: tuple[Appearance, ...]
    is_example: bool
    is_over: bool
    is_draft: bool
    original: Link | None
    own: object


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the pages of entries."""
    composer = Composer(library, theme, lang)
    own_templates = {name.removesuffix(".html") for name in theme.templates(NAME)}
    for kind in KINDS:
        effort = Effort.CHARTS if kind in (Figure, Edition) else Effort.PAGE
        for listed in library.listed(kind, lang) if kind.has_page else ():
            key, path = (kind.kind, listed.id), composer.views.page_path(kind, listed.id, listed.slug, lang)
            subject = lang, key, path, _template(library.catalogue.heads[kind.kind][listed.id], own_templates)
            yield Artifact(path, NAME, _entry, subject, render_page, key, lang, effort)


def _template(head: Head, own: Collection[str]) -> str:
    """Choose a template of the theme: that of the form, else that of the kind, else the one for all."""
    forms = (f"{head.kind}-{label[5:]}" for label in head.labels if label.startswith("form-"))
    return next((f"{name}.html" for name in (*forms, head.kind) if name in own), "entry.html")


def _entry(library: Library, theme: Theme, lang: str, key: Key, path: str, template: str) -> PageView:
    entry = library.named(key)
    if entry is None:
        raise KeyError(key)
    composer = Composer(library, theme, lang)
    others = {
        other: other_path
        for other in composer.network.languages
        if other != lang and (other_path := composer.views.path(entry, other)) is not None
    }
    translations = {other: found for other, found in others.items() if entry.has_language(other)}
    original = composer.views.substitute(entry)
    kind = type(entry.facts)
    trail = (composer.frames.list_item(kind),) if has_list(kind) else ()
    page = _content(composer, entry)
    frame = composer.frames.frame(
        path,
        page.title,
        description_of(composer, page.card, page.body),
        entry.kind,
        translations,
        trail,
        substitutes={other: found for other, found in others.items() if other not in translations},
        repeats=original.path if original is not None else None,
        own_feeds=entry_feeds(composer.views, entry),
        sharing=sharing_of(composer, entry, page.card),
        structured=things(composer, entry),
    )
    return PageView(template, frame, page)


def _content(composer: Composer, entry: Entry[Kind]) -> EntryPage:
    views, lang = composer.views, composer.lang
    kind = type(entry.facts)
    own = particulars(kind)
    return EntryPage(
        views.card(entry),
        entry.title(lang),
        views.summary(entry),
        views.body(entry),
        views.facts(entry, shown_fields(kind)),
        views.picture_of(entry),
        tuple(_related(composer, entry)),
        appearances(composer, entry),
        entry.facts.example,
        views.is_over(entry),
        entry.is_draft(lang),
        views.substitute(entry),
        own.compose(composer, entry) if own is not None else None,
    )


def _related(composer: Composer, entry: Entry[Kind]) -> Iterator[Group]:
    """List the entries that name this one, by kinds."""
    for kind in _kinds(composer, type(entry.facts)):
        referring = composer.library.referring(entry, kind, composer.lang)
        if referring:
            more = composer.list_path(kind) if len(referring) > RELATED else None
            cards = tuple(composer.views.card_of(key) for key in referring[:RELATED])
            yield Group(composer.strings.text(f"kinds.{kind.kind}.many"), cards, more)


def _kinds(composer: Composer, kind: type[Kind]) -> list[type[Kind]]:
    """Order the kinds of related entries that the page of a kind lists, without those that it shows in its own way."""
    shown = [each for each in composer.kinds if each not in {Edition, *OWN_GROUPS.get(kind, ())}]
    return sorted(shown, key=lambda each: each not in FIRST.get(kind, ()))

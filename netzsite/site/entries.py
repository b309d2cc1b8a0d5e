"""The section `entries`: a page for each entry in each language in which it can be read."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.engine.artifact import Artifact, Effort
from netzsite.entry import Entry, Key, Kind
from netzsite.head import Head
from netzsite.kinds import KINDS
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition
from netzsite.kinds.figure import Figure
from netzsite.kinds.member import Member
from netzsite.library import Library
from netzsite.render.frames import has_list
from netzsite.render.parts import Card, FactRow, Link, PictureView
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, Group, PageView, render_page
from netzsite.site.particulars import PARTICULARS, SHOWN

if TYPE_CHECKING:
    from netzsite.render.markup import Body

RELATED = 24
"""Entries of a kind that the page of another names; the newest come first."""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What the page of an entry shows; `own` is what only its kind has (`particulars/<kind>.py`)."""

    card: Card
    title: str
    summary: str
    body: "Body"
    facts: tuple[FactRow, ...]
    picture: PictureView | None
    related: tuple[Group, ...]
    is_example: bool
    is_over: bool
    is_draft: bool
    other_languages: tuple[Link, ...]
    own: object


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the pages of entries."""
    composer = Composer(library, theme, lang)
    own_templates = {path.stem for path in (theme.folder / NAME).glob("*.html")}
    for kind in KINDS:
        effort = Effort.CHARTS if kind in (Figure, Edition) else Effort.PAGE
        for head in library.catalogue.heads[kind.kind].values():
            if kind.has_page and head.has_language(lang):
                path = composer.views.page_path(kind, head.id, head.languages.get(lang, ""), lang)
                subject = lang, head.key, path, _template(head, own_templates)
                yield Artifact(path, NAME, _entry, subject, render_page, head.key, lang, effort)


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
    kind = type(entry.facts)
    trail = (composer.frames.list_item(kind),) if has_list(kind) else ()
    frame = composer.frame(path, entry.title(lang), composer.views.summary(entry), entry.kind, others, trail)
    return PageView(template, frame, _content(composer, entry))


def _content(composer: Composer, entry: Entry[Kind]) -> EntryPage:
    views, lang = composer.views, composer.lang
    compose_own = PARTICULARS.get(type(entry.facts))
    return EntryPage(
        views.card(entry),
        entry.title(lang),
        views.summary(entry),
        views.body(entry),
        views.facts(entry, SHOWN.get(type(entry.facts), ())),
        views.picture_of(entry),
        tuple(_related(composer, entry)),
        entry.facts.example,
        views.is_over(entry),
        entry.is_draft(lang),
        tuple(Link(entry.title(other), views.path(entry, other), other) for other in entry.wordings if other != lang),
        compose_own(composer, entry) if compose_own is not None else None,
    )


def _related(composer: Composer, entry: Entry[Kind]) -> Iterator[Group]:
    """List the entries that name this one, by kinds."""
    for kind in composer.kinds:
        referring = _referring(composer, entry, kind)
        if referring:
            between_members = kind is Member and isinstance(entry.facts, Member)
            title = "member.related" if between_members else f"kinds.{kind.kind}.many"
            more = composer.list_path(kind) if len(referring) > RELATED else None
            cards = tuple(composer.views.card_of(key) for key in referring[:RELATED])
            yield Group(composer.strings.text(title), cards, more)


def _referring(composer: Composer, entry: Entry[Kind], kind: type[Kind]) -> tuple[Key, ...]:
    """List the entries of a kind that name an entry; an edition names what its chapters name."""
    library = composer.library
    if kind is not Edition:
        return library.referring(entry, kind, composer.lang)
    ids = {entry_id.rpartition("/")[0] for _, entry_id in library.referring(entry, Chapter)}
    editions = library.choose(Edition) if ids else ()
    return tuple(edition.key for edition in editions if edition.id in ids and edition.id != entry.id)

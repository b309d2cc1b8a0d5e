"""Turns the sections of an edition into frozen views: composed once, laid out by the website, in mail and in print."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.config import SectionProfile, TextLength
from netzsite.entry import Entry, Key, Kind
from netzsite.kinds.edition import Edition, Part
from netzsite.kinds.figure import Figure
from netzsite.render.parts import Card, FigureView
from netzsite.render.views import Views

if TYPE_CHECKING:
    from netzsite.render.markup import Body


@dataclass(frozen=True, slots=True)
class ItemView:
    """An entry in a section; `body` where the section shows texts in full, `figure` if it is one and has room."""

    card: Card
    body: "Body | None"
    figure: FigureView | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of an edition; `length` is how much it shows of its entries."""

    id: str
    title: str
    intro: str
    length: TextLength
    items: tuple[ItemView, ...]


def profile_of(views: Views, edition: Entry[Edition], name: str) -> SectionProfile:
    """Give the profile of a section by its name in the medium of an edition."""
    sections = views.library.mix.media[edition.id.partition("/")[0]].sections
    return next(section for section in sections if section.id == name)


def section_view(views: Views, edition: Entry[Edition], part: Part, name: str) -> SectionView:
    """Give a section with the entries that it carries, as far as they are public.

    Args:
        views: of the reader's language.
        edition: the edition.
        part: the part of it that is the section.
        name: the section's id.
    """
    profile = profile_of(views, edition, name)
    return SectionView(
        name,
        (part.title or profile.title).pick(views.lang),
        part.intro.pick(views.lang) if part.intro else "",
        profile.text,
        tuple(filter(None, (_item(views, key_of(item), profile.text) for item in part.items))),
    )


def _item(views: Views, key: Key, length: TextLength) -> ItemView | None:
    is_full = length is TextLength.FULL
    entry: Entry[Kind] | None = views.library.named(key) if is_full else views.library.face(key)
    if entry is None:
        return None
    prefix = f"{entry.id.replace('/', '-')}-"
    figure = views.library.get(Figure, entry.id) if key[0] == Figure.kind and length is not TextLength.LINE else None
    return ItemView(
        views.card(entry),
        views.body(entry, level=4, prefix=prefix) if is_full else None,
        views.figure(figure) if figure is not None else None,
    )


def key_of(item: str) -> Key:
    """Read what an edition names: kind and id."""
    kind, _, entry_id = item.partition(":")
    return kind, entry_id

"""What only the page of an edition shows: its PDFs, and its chapters on the web."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.entry import Entry
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition, Listing, Part
from netzsite.kinds.member import Member
from netzsite.render.editions import section_view
from netzsite.render.parts import Card, DealView
from netzsite.site.composer import Composer
from netzsite.site.page import Download

if TYPE_CHECKING:
    from netzsite.render.markup import Body


ON_THE_WEB = frozenset({Listing.DEALS, Listing.MEMBERS, Listing.PORTRAITS})
"""Listings that the page shows; the others are for the pages of a book."""


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A part of an edition on the web: a chapter, the deals of the year, the members, or a section of entries."""

    title: str
    anchor: str
    lead: str
    body: "Body | None" = None
    deals: tuple[DealView, ...] | None = None
    members: tuple[Card, ...] | None = None
    entries: tuple[Card, ...] = ()
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class EditionPart:
    """PDFs and chapters."""

    downloads: tuple[Download, ...]
    chapters: tuple[ChapterView, ...]


def compose(composer: Composer, entry: Entry[Edition]) -> EditionPart:
    """Give an edition's PDFs and chapters."""
    return EditionPart(composer.downloads(entry), tuple(_chapters(composer, entry)))


def _chapters(composer: Composer, entry: Entry[Edition]) -> Iterator[ChapterView]:
    views = composer.views
    for number, part in enumerate(entry.facts.parts, 1):
        if part.listing is not None:
            if part.listing in ON_THE_WEB:
                yield _listing(composer, entry.facts, part, part.listing, f"part-{number}")
        elif part.section is not None:
            yield _section(composer, entry, part, part.section)
        elif chapter := composer.library.get(Chapter, f"{entry.id}/{part.chapter}"):
            anchor, lead = str(part.chapter), views.summary(chapter)
            body = views.body(chapter, level=3, prefix=f"{anchor}-")
            title, is_example = chapter.title(composer.lang), chapter.facts.example
            yield ChapterView(title, anchor, lead, body, is_example=is_example)


def _section(composer: Composer, entry: Entry[Edition], part: Part, name: str) -> ChapterView:
    section = section_view(composer.views, entry, part, name)
    cards = tuple(item.card for item in section.items)
    return ChapterView(section.title, name, section.intro, entries=cards)


def _listing(composer: Composer, edition: Edition, part: Part, listing: Listing, anchor: str) -> ChapterView:
    words = composer.strings.text(f"report.titles.{listing.value}")
    title = part.title.pick(composer.lang) if part.title else words
    lead = part.intro.pick(composer.lang) if part.intro else ""
    if listing is Listing.PORTRAITS:
        keys = (tuple(item.split(":", 1)) for item in part.items)
        shown = [portrait for kind, name in keys if (portrait := composer.library.face((kind, name)))]
        return ChapterView(title, anchor, lead, entries=composer.cards(shown))
    if listing is Listing.MEMBERS:
        members = [member for member in composer.library.choose(Member) if member.facts.is_active]
        return ChapterView(title, anchor, lead, members=composer.cards(composer.by_name(members)))
    return ChapterView(title, anchor, lead, deals=composer.views.deals(edition.reported_year))

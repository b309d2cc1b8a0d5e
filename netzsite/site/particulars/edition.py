"""What only the page of an edition shows: its PDFs, and its chapters, or the way to their pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.entry import Entry
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import ON_THE_WEB, Edition, Listing, Part
from netzsite.kinds.member import Member
from netzsite.render.editions import section_view
from netzsite.render.parts import Card, DealView, Link
from netzsite.render.places import READ_BY_CHAPTERS
from netzsite.site.composer import Composer
from netzsite.site.page import Download
from netzsite.site.reports import KeyNumber, PartItem, comparison, key_numbers, listing_title, parts, reports

if TYPE_CHECKING:
    from netzsite.render.markup import Body


@dataclass(frozen=True, slots=True)
class ListingView:
    """What an edition lists by itself: the deals of a year, the members, or portraits."""

    deals: tuple[DealView, ...] | None = None
    members: tuple[Card, ...] | None = None
    portraits: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A part of an edition on its page: a chapter, a listing, or a section of entries."""

    title: str
    anchor: str
    lead: str
    body: "Body | None" = None
    listing: ListingView | None = None
    entries: tuple[Card, ...] = ()
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class EditionPart:
    """PDFs; and chapters, or where each part is found, with the numbers that a report is remembered by."""

    downloads: tuple[Download, ...]
    archives: tuple[Download, ...]
    chapters: tuple[ChapterView, ...]
    contents: tuple[PartItem, ...] = ()
    numbers: tuple[KeyNumber, ...] = ()
    comparison: Link | None = None


def compose(composer: Composer, entry: Entry[Edition]) -> EditionPart:
    """Give an edition's PDFs, and its chapters or the way to them."""
    downloads, archives = composer.downloads(entry), composer.archives(entry)
    if entry.id.partition("/")[0] not in READ_BY_CHAPTERS:
        return EditionPart(downloads, archives, tuple(_chapters(composer, entry)))
    has_others = len(reports(composer)) > 1
    return EditionPart(
        downloads,
        archives,
        (),
        parts(composer, entry),
        tuple(key_numbers(composer, entry)),
        comparison(composer) if has_others else None,
    )


def _chapters(composer: Composer, entry: Entry[Edition]) -> Iterator[ChapterView]:
    views = composer.views
    for number, part in enumerate(entry.facts.parts, 1):
        if part.listing is not None:
            if listing := listing_view(composer, entry.facts, part):
                lead = part.intro.pick(composer.lang) if part.intro else ""
                yield ChapterView(listing_title(composer, part), f"part-{number}", lead, listing=listing)
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


def listing_view(composer: Composer, edition: Edition, part: Part) -> ListingView | None:
    """Give what a part of an edition lists; None if it lists nothing that is for the web."""
    if part.listing not in ON_THE_WEB:
        return None
    if part.listing is Listing.PORTRAITS:
        keys = (tuple(item.split(":", 1)) for item in part.items)
        shown = [portrait for kind, name in keys if (portrait := composer.library.face((kind, name)))]
        return ListingView(portraits=composer.cards(shown))
    if part.listing is Listing.MEMBERS:
        members = [member for member in composer.library.choose(Member) if member.facts.is_active]
        return ListingView(members=composer.cards(composer.by_name(members)))
    return ListingView(deals=composer.views.deals(edition.reported_year))

"""Turns the parts of an edition into those of a book, numbered, with what stands in every book added."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netzsite.books.glance import advertisements, key_figures, terms
from netzsite.books.listings import letters, register, sectors
from netzsite.books.method import method
from netzsite.books.portraits import portrait_pages
from netzsite.books.sources import Sources
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Listing, Part
from netzsite.render.book import Division, PartView

if TYPE_CHECKING:
    from netzsite.render.markup import Body, Heading

CHAPTER = "chapter"
CHAPTER_LEVEL = 2
"""Level of the headings of parts, below the title of the book."""

NUMBERED = frozenset({Listing.METHOD, Listing.DEALS, Listing.PORTRAITS, Listing.MEMBERS})
"""Listings that have a number, as chapters have; the others only lead to parts."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part stands: its anchor, its number among those that have one, the division that begins with it."""

    anchor: str
    number: int | None
    place: int
    division: Division | None


def compose_parts(sources: Sources) -> tuple[PartView, ...]:
    """Compose the parts of a book, in order."""
    parts = tuple(_with_the_usual(sources))
    return tuple(_compose(sources, part, place) for part, place in zip(parts, _places(sources, parts), strict=True))


def _with_the_usual(sources: Sources) -> Iterator[Part]:
    """Add contents, list of figures and tables to the parts that the edition names."""
    parts, has_figures = sources.edition.facts.parts, bool(sources.numbers)
    named = {part.listing for part in parts}
    if Listing.CONTENTS not in named:
        yield Part(listing=Listing.CONTENTS)
        if has_figures and Listing.FIGURES not in named:
            yield Part(listing=Listing.FIGURES)
    yield from (part for part in parts if part.listing is not None or part.chapter is not None)
    if has_figures and Listing.TABLES not in named:
        yield Part(listing=Listing.TABLES)


def _places(sources: Sources, parts: tuple[Part, ...]) -> Iterator[_Place]:
    """Number the parts: chapters after the contents and listings that say something themselves."""
    start = next(number for number, part in enumerate(parts) if part.listing is Listing.CONTENTS)
    seen: dict[str, int] = {}
    number = divisions = 0
    for position, part in enumerate(parts):
        name = part.chapter or (part.listing.value if part.listing else CHAPTER)
        seen[name] = seen.get(name, 0) + 1
        anchor = name if seen[name] == 1 else f"{name}-{seen[name]}"
        division = None
        if part.division is not None:
            divisions += 1
            division = Division(_roman(divisions), part.division.pick(sources.lang), f"division-{divisions}")
        is_numbered = position > start and (part.chapter is not None or part.listing in NUMBERED)
        number += is_numbered
        yield _Place(anchor, number if is_numbered else None, number if is_numbered else 0, division)


def _compose(sources: Sources, part: Part, place: _Place) -> PartView:
    if part.chapter is not None:
        return _chapter(sources, part.chapter, place)
    listing = part.listing or Listing.CONTENTS
    words = sources.strings.text
    title = part.title.pick(sources.lang) if part.title else words(f"report.titles.{listing.value}")
    lead = part.intro.pick(sources.lang) if part.intro else ""
    if listing is Listing.TABLES and not lead:
        lead = words("report.tables-lead")
    view = _view(listing.value, place, title, lead, is_example=False, lang=sources.lang)
    return _listed(sources, part, view)


def _listed(sources: Sources, part: Part, view: PartView) -> PartView:
    """Add what a listing lists."""
    match part.listing:
        case Listing.DEALS:
            return replace(view, deals=register(sources))
        case Listing.MEMBERS:
            return replace(view, sectors=tuple(sectors(sources)), letters=tuple(letters(sources)))
        case Listing.KEY_FIGURES:
            return replace(view, key_figures=tuple(key_figures(sources)))
        case Listing.METHOD:
            found = method(sources, part)
            return replace(view, method=found, is_example=found is not None and found.is_example)
        case Listing.PORTRAITS:
            return replace(view, portraits=tuple(portrait_pages(sources, part)))
        case Listing.GLOSSARY:
            return replace(view, terms=tuple(terms(sources, part)))
        case Listing.ADVERTISEMENTS:
            return replace(view, advertisements=tuple(advertisements(sources, part)))
    return view


def _chapter(sources: Sources, name: str, place: _Place) -> PartView:
    entry = sources.library.get(Chapter, f"{sources.edition.id}/{name}")
    if entry is None:
        return _view(CHAPTER, place, name, "", is_example=False, lang=sources.lang)
    body, headings = _headed(sources.body(entry, level=CHAPTER_LEVEL + 1, prefix=f"{name}-"))
    wording = entry.wording(sources.lang)
    title, lead = entry.title(sources.lang), sources.summary(entry)
    view = _view(
        CHAPTER, place, title, lead, is_example=entry.facts.example, lang=wording.lang if wording else sources.lang
    )
    return replace(view, body=body, headings=headings, signature=sources.signature(entry.facts.author))


def _view(form: str, place: _Place, title: str, lead: str, *, is_example: bool, lang: str) -> PartView:
    where = place.number, place.place, place.anchor
    return PartView(form, *where, title, lead, is_example, lang, division=place.division)


def _headed(body: "Body") -> "tuple[Body, tuple[Heading, ...]]":
    """Let the text's first headings stand right below the chapter's, whatever level the editor wrote; list them."""
    from netzsite.render.markup import headings_of  # and Markdown, needed only where a report is due

    first = min((heading.level for heading in headings_of(body)), default=CHAPTER_LEVEL + 1)
    placed = replace(body, level=body.level - first + CHAPTER_LEVEL + 1)
    return placed, headings_of(placed)


def _roman(number: int) -> str:
    """Write a small number in Roman digits."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]

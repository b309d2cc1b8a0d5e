"""The section `chapters`: a page for each part of a report, chapter or listing, in each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.engine.artifact import Artifact, Effort
from netzsite.entry import Entry
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition
from netzsite.library import Library
from netzsite.render.frames import MenuItem
from netzsite.render.parts import Link
from netzsite.render.places import READ_BY_CHAPTERS
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, Download, PageView, render_page
from netzsite.site.particulars.edition import ListingView, listing_view
from netzsite.site.reports import PartItem, parts

if TYPE_CHECKING:
    from netzsite.render.markup import Body


@dataclass(frozen=True, slots=True)
class ChapterPage:
    """What the page of a part shows: a text (`body`) or a listing, its neighbours, and how to cite it."""

    report: Link
    part: PartItem
    contents: tuple[PartItem, ...]
    previous: PartItem | None
    following: PartItem | None
    body: "Body | None"
    listing: ListingView | None
    is_example: bool
    citation: str
    downloads: tuple[Download, ...]


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the pages of all parts of all reports."""
    composer = Composer(library, theme, lang)
    for edition in library.of(Edition):
        if edition.id.partition("/")[0] in READ_BY_CHAPTERS:
            for name, part in edition.facts.named_parts:
                key = (Chapter.kind, f"{edition.id}/{name}") if part.chapter else edition.key
                path, subject = composer.views.part_path(edition.id, name), (lang, edition.id, name)
                yield Artifact(path, NAME, _chapter, subject, render_page, key, lang, Effort.CHARTS)


def _chapter(library: Library, theme: Theme, lang: str, edition_id: str, name: str) -> PageView:
    composer, edition = Composer(library, theme, lang), library.get(Edition, edition_id)
    if edition is None:
        raise KeyError(edition_id)
    chapter = library.get(Chapter, f"{edition_id}/{name}") if dict(edition.facts.named_parts)[name].chapter else None
    page = _page(composer, edition, name, chapter)
    paths = composer.others(lambda other: composer.views.part_path(edition_id, name, other))
    exact = {other: path for other, path in paths.items() if chapter is None or chapter.has_language(other)}
    frame = composer.frames.frame(
        page.part.path,
        f"{page.part.title} – {page.report.title}",
        page.part.lead,
        "chapter",
        exact,
        (composer.frames.list_item(Edition), MenuItem(page.report.title, page.report.path or "")),
        substitutes={other: path for other, path in paths.items() if other not in exact},
        repeats=composer.views.part_path(edition_id, name, page.part.lang) if page.part.lang else None,
    )
    return PageView("chapter.html", frame, page)


def _page(composer: Composer, edition: Entry[Edition], name: str, chapter: Entry[Chapter] | None) -> ChapterPage:
    views, contents = composer.views, parts(composer, edition)
    at = next(place for place, item in enumerate(contents) if item.name == name)
    return ChapterPage(
        views.link(edition),
        contents[at],
        contents,
        contents[at - 1] if at else None,
        contents[at + 1] if at + 1 < len(contents) else None,
        views.body(chapter) if chapter is not None else None,
        listing_view(composer, edition.facts, dict(edition.facts.named_parts)[name]),
        chapter.facts.example if chapter is not None else False,
        _citation(composer, edition, contents[at]),
        composer.downloads(edition),
    )


def _citation(composer: Composer, edition: Entry[Edition], part: PartItem) -> str:
    return composer.strings.text(
        "chapters.citation",
        publisher=composer.network.contact.name.pick(composer.lang),
        report=edition.title(composer.lang),
        number=part.number,
        chapter=part.title,
        date=composer.strings.date(edition.facts.date),
        address=composer.address(part.path),
    )

"""The medium `print-newsletter`: each edition as a PDF on full pages, a multiple of four.

There is one for the screen, and if `media.yaml` says how the newsletter is printed, one for the printer.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from netzsite.engine.artifact import Artifact, Effort
from netzsite.engine.cache import Cache
from netzsite.engine.fingerprint import fingerprint, surroundings
from netzsite.errors import Code, Problem, Severity, Spot
from netzsite.kinds.edition import Edition
from netzsite.library import Library
from netzsite.render.codes import qr_code
from netzsite.render.copyfitting import GAP, SHEET, Page, Piece, Room, arrange
from netzsite.render.newsletter import NewsletterComposer
from netzsite.render.paper import mark_questions, paper_colours, paper_link, typed_address, with_addresses
from netzsite.render.pdf import PdfDetails, Resource, lay_out, write_pdf
from netzsite.render.pictures import picture_bytes
from netzsite.render.places import pdf_path, print_path
from netzsite.render.prepress.expected import Expected
from netzsite.render.prepress.printing import write_print_pdf
from netzsite.render.prepress.profiles import print_order
from netzsite.render.printed import Block, NewsletterView, PrintPicture
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop

NAME = "print-newsletter"
IS_SLOW = True

LINE = 16
"""CSS px between two lines of the baseline grid: 12 pt."""

LINE_MM = 12 / 72 * 25.4
"""The same in mm."""

LINES = 60
"""Lines of a page."""

FRONT_LINES = 47
"""Lines that the front page has for the lead, beside the masthead."""

BACK_FOOT = 20
"""Lines at the foot of the last page that hold imprint and address."""

LEAD_PICTURE = (6, 24)
"""The least and the most lines of the lead's picture across two columns, which takes what its text leaves."""

CAPTION = 5
"""Lines of its caption and around it."""

DAYS = 7
"""An edition older than this is printed; its pages cannot be filled any more."""

OPEN_SHARE = 0.2
"""Share of a page that may stay open before somebody is told."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages of a newsletter are filled.

    Attributes:
        pages: those after the front page, the last page at the end.
        picture: height of the lead's picture in lines; 0 for none.
        has_editorial: the front page has room for the editorial.
    """

    pages: tuple[Page, ...]
    picture: int
    has_editorial: bool


@dataclass(frozen=True, slots=True)
class Composed:
    """A newsletter ready to be written: the page, its style sheets, what it shows, what it says of itself."""

    html: str
    css: tuple[str, ...]
    resources: Mapping[str, Resource]
    details: PdfDetails


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the PDFs."""
    for edition in library.of(Edition):
        if edition.id.partition("/")[0] == NAME:
            profile = library.mix.media[NAME]
            for lang in profile.languages or library.network.languages:
                subject, rest = (lang, edition.id), (edition.key, lang, Effort.DOCUMENT)
                yield Artifact(pdf_path(edition, lang), NAME, compose, subject, render, *rest, expected=Expected())
                if profile.printing is not None:
                    path, order = print_path(edition.id, lang), print_order(profile.printing, library.folder)
                    made = NAME, _compose_print, subject, _render_print
                    yield Artifact(path, *made, *rest, expected=Expected(order=order))


def compose(library: Library, theme: Theme, lang: str, edition_id: str) -> NewsletterView:
    """Compose an edition in a language.

    Raises:
        KeyError: there is no such edition.
    """
    edition = library.get(Edition, edition_id)
    if edition is None:
        raise KeyError(edition_id)
    return NewsletterComposer(library, theme, lang, edition).newsletter()


def _compose_print(library: Library, theme: Theme, lang: str, edition_id: str) -> NewsletterView:
    printing = library.mix.media[NAME].printing
    order = print_order(printing, library.folder) if printing is not None else None
    return replace(compose(library, theme, lang, edition_id), printing=order)


def render(view: NewsletterView, workshop: Workshop) -> bytes:
    """Write the PDF for the screen."""
    made = _composed(view, workshop)
    return write_pdf(made.html, made.css, made.resources, made.details, spot=Spot(view.source)).data


def _render_print(view: NewsletterView, workshop: Workshop) -> bytes:
    """Write the printer's PDF; its pages are filled as those for the screen."""
    if view.printing is None:
        raise ValueError("a newsletter that is not printed has no printer's PDF")
    made, tokens = _composed(replace(view, printing=None), workshop), workshop.theme.tokens
    arguments = made.html, made.css, made.resources, made.details, view.printing
    return write_print_pdf(*arguments, content=workshop.content, tokens=tokens, spot=Spot(view.source))


def _composed(view: NewsletterView, workshop: Workshop) -> Composed:
    """Fill the pages."""
    css = (paper_colours(workshop.theme.tokens), *workshop.theme.sheets(NAME).values())
    found = layout(view, workshop)
    blocks = {block.id: block for block in (*view.blocks, *view.back, *view.spares)}
    if view.editorial is not None:
        blocks[view.editorial.id] = view.editorial
    pages = tuple(tuple(zip(map(blocks.__getitem__, page.pieces), page.spaces, strict=True)) for page in found.pages)
    listed = [block for page in pages for block, _ in page if block in view.blocks or block in view.back]
    numbers = {block.id: number for number, page in enumerate(pages, 2) for block, _ in page}
    numbers |= {view.lead.id: 1} if view.lead is not None else {}
    html = _html(view, workshop, "newsletter.html", pages=pages, listed=listed, numbers=numbers, layout=found)
    details = PdfDetails(
        f"{view.site.short_name}: {view.title}",
        view.lang,
        view.site.contact_name,
        view.date,
        view.summary,
        view.keywords,
    )
    shown = [block for page in pages for block, _ in page]
    return Composed(html, css, _resources(view, workshop, shown), details)


def _html(view: NewsletterView, workshop: Workshop, template: str, **values: object) -> str:
    link = partial(paper_link, base_url=view.base_url)
    context = {"view": view, "short": typed_address, **values}
    html = workshop.render(NAME, template, view.lang, context, link=link)
    return with_addresses(mark_questions(html, "n-question"), view.base_url)


# -- Filling pages -----------------------------------------------------------------------------------------------------


def layout(view: NewsletterView, workshop: Workshop) -> Layout:
    """Measure all pieces and fill the pages with them; measures are kept."""
    measures = workshop.cache.made(_key(view, workshop), lambda: json.dumps(_measured(view, workshop)).encode())
    return _layout(view, json.loads(measures))


def _key(view: NewsletterView, workshop: Workshop) -> str:
    return fingerprint(_measured, view, surroundings(workshop.theme.digest))


def _measured(view: NewsletterView, workshop: Workshop) -> dict[str, int]:
    """Lay out each piece on a sheet as high as it wants: anchor -> lines."""
    css = (paper_colours(workshop.theme.tokens), *workshop.theme.sheets(NAME).values())
    html = _html(view, workshop, "measure.html", numbers={})
    resources = _resources(view, workshop, (*view.blocks, *view.back, *view.spares))
    layout = lay_out(html, css, resources, spot=Spot(view.source))
    boxes = {name: box for page in layout.boxes for name, box in page.items()}
    return {name: round((bottom - top) / LINE + 0.49) for name, (top, bottom) in boxes.items()}


def _layout(view: NewsletterView, heights: Mapping[str, int]) -> Layout:
    has_editorial = view.editorial is None or heights["nz-side"] <= FRONT_LINES
    pieces = [] if has_editorial or view.editorial is None else [_piece(view.editorial, heights)]
    pieces += [_piece(block, heights) for block in view.blocks]
    picture, before = _front(view, heights.get("nz-lead", 0))
    back = Room(LINES - BACK_FOOT)
    for block in view.back:
        (back.pieces if back.takes([_piece(block, heights)]) else pieces).append(_piece(block, heights))
    spares = [_piece(block, heights) for block in view.spares]
    return Layout(arrange(pieces, spares, height=LINES, front=1, back=back, before=before), picture, has_editorial)


def _front(view: NewsletterView, lead: int) -> tuple[int, int]:
    """Give the height of the lead's picture, and the lines of the next page that the lead takes, in three columns."""
    picture, over = 0, lead - FRONT_LINES
    shown = view.lead.story.picture if view.lead is not None and view.lead.story is not None else None
    if shown is not None and shown.is_wide:
        least, most = LEAD_PICTURE  # never higher than it is: to fill its place, it would be enlarged
        picture = min(max(-over - CAPTION, least), most, round(shown.height_mm / LINE_MM))
        over += picture + CAPTION
    return picture, round(over * 2 / 3 + 0.49) + GAP if over > 0 else 0


def _piece(block: Block, heights: Mapping[str, int]) -> Piece:
    return Piece(block.id, heights[block.id])


def review(library: Library, theme: Theme, cache: Cache) -> Iterator[Problem]:
    """Yield the pages of the newest editions that stay partly empty, as far as a build has measured them."""
    workshop = Workshop(theme, library.folder, cache)
    since = (dt.datetime.fromisoformat(library.catalogue.moment) - dt.timedelta(days=DAYS)).date()
    for edition in library.choose(Edition):
        if edition.id.partition("/")[0] == NAME and edition.facts.date >= since:
            for lang in library.mix.media[NAME].languages or library.network.languages:
                view = compose(library.fresh(), theme, lang, edition.id)
                if (known := cache.find(_key(view, workshop))) is not None:
                    yield from _open_pages(view, _layout(view, json.loads(known)))


def _open_pages(view: NewsletterView, found: Layout) -> Iterator[Problem]:
    for number, page in enumerate(found.pages, 2):
        height = LINES if number <= len(found.pages) else LINES - BACK_FOOT
        if page.open > OPEN_SHARE * height:
            share, total = round(100 * page.open / height), len(found.pages) + 1
            message = f"page {number} of {total} in '{view.lang}' stays {share} per cent empty"
            hint = f"add texts, or take away as much as fills the pages beyond {total - SHEET}"
            yield Problem(Spot(view.source), Code.OPEN_PAGE, message, hint, Severity.WARNING)


# -- What pages show ---------------------------------------------------------------------------------------------------


def _resources(view: NewsletterView, workshop: Workshop, blocks: Iterable[Block]) -> dict[str, Resource]:
    """Give what the front page and some pieces show, at the size at which it is printed."""
    resources: dict[str, Resource] = {}
    lead = (view.lead,) if view.lead is not None else ()
    editorial = (view.editorial,) if view.editorial is not None else ()
    for block in (*lead, *editorial, *blocks):
        for picture in _pictures(block):
            resources[f"netzsite:{picture.src}"] = _picture(picture, workshop)
        figures = [block.figure] if block.figure else block.story.body.figures.values() if block.story else ()
        for figure in figures:
            drawn = workshop.draw(figure.spec).encode()
            resources[f"netzsite:charts/{figure.id}.svg"] = Resource(drawn, "image/svg+xml")
        for url in filter(None, (line.url for line in block.lines)):
            resources[f"netzsite:qr/{url}"] = _code(url)
        if block.figure is not None and block.figure.page.path:
            url = paper_link(block.figure.page.path, view.base_url)
            resources[f"netzsite:qr/{url}"] = _code(url)
    return resources


@lru_cache(maxsize=256)
def _code(url: str) -> Resource:
    return Resource(qr_code(url, quiet=0).encode(), "image/svg+xml")


def _pictures(block: Block) -> Iterator[PrintPicture]:
    if block.story is not None:
        yield from block.story.body.pictures.values()
        if block.story.picture is not None:
            yield block.story.picture
        if block.story.face is not None and block.story.face.picture is not None:
            yield block.story.face.picture


def _picture(picture: PrintPicture, workshop: Workshop) -> Resource:
    data, mime = picture_bytes(workshop.content, picture.file, picture.pixels)
    return Resource(data, mime)

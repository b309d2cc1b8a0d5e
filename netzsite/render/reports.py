"""Turns the view of a report into its PDFs: one for the screen (PDF/UA-1), one for the printer (PDF/X-4)."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from netzsite.engine.fingerprint import fingerprint, surroundings
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.render.book import ReportView
from netzsite.render.codes import qr_code
from netzsite.render.folios import (
    NotSettledError,
    Pages,
    first_pages,
    mark,
    settle,
    short_ends,
    tighten,
    write_pages,
)
from netzsite.render.paper import (
    draw_cover,
    mark_questions,
    notes_to_foot,
    paper_colours,
    paper_link,
    short_address,
    with_addresses,
)
from netzsite.render.pdf import TAGGED, Layout, PdfDetails, Resource, lay_out, write_layout
from netzsite.render.pictures import PictureFile, publish
from netzsite.render.prepress.printing import write_print_pdf
from netzsite.render.workshop import Workshop

INDEX = "<!--index-->"
"""Stands for the index until it is known whom it names."""

PRINTED_WIDTH = 3600
"""Pixels of a printed picture at most: the width of a page at more than 400 per inch."""


@dataclass(frozen=True, slots=True)
class Paged:
    """A book that says its own page numbers: the page of each anchor, what is set tighter, and the layout."""

    pages: Pages
    tight: Sequence[str]
    layout: Layout

    @property
    def kept(self) -> bytes:
        """What a cache keeps of it."""
        return json.dumps((self.pages, self.tight)).encode()


def render_report(view: ReportView, workshop: Workshop) -> bytes:
    """Make the PDF for the screen, of the layout that has confirmed its page numbers if there was one."""
    key = _pages_key(view, workshop)
    if (known := workshop.cache.find(key)) is None:
        paged = _find_pages(view, workshop)
        workshop.cache.keep(key, paged.kept)
        layout = paged.layout
    else:
        layout = _press(view, workshop)(_numbered(view, workshop, *json.loads(known)))
    return write_layout(layout, report_details(view), spot=Spot(view.source), pdf_variant=TAGGED)


def render_print_report(view: ReportView, workshop: Workshop) -> bytes:
    """Make the printer's PDF: with addresses in place of links, and a back cover with the way to the website."""
    if view.printing is None:
        raise ValueError("a report that is not printed has no printer's PDF")
    return write_print_pdf(
        _html(view, workshop),
        print_sheets(workshop),
        _resources(view, workshop, printed=True),
        report_details(view),
        view.printing,
        content=workshop.content,
        tokens=workshop.theme.tokens,
        spot=Spot(view.source),
    )


def _html(view: ReportView, workshop: Workshop) -> str:
    """Write the page with the numbers that the PDF for the screen has, too; they are found if no cache has them."""
    screen = replace(view, printing=None)
    kept = workshop.cache.made(_pages_key(screen, workshop), lambda: _find_pages(screen, workshop).kept)
    return _numbered(view, workshop, *json.loads(kept))


def _numbered(view: ReportView, workshop: Workshop, pages: Pages, tight: Sequence[str]) -> str:
    return write_pages(tighten(_unnumbered(view, workshop), tight), pages, _where(view, workshop))


def _where(view: ReportView, workshop: Workshop) -> str:
    return workshop.theme.strings[view.lang].text("report.page")


def _unnumbered(view: ReportView, workshop: Workshop) -> str:
    """Write the page without the numbers of its pages: notes at the foot, names marked, terms linked, the index."""
    link, values = partial(paper_link, base_url=view.base_url), {"view": view, "address": short_address(view.online)}
    html = workshop.render("print", "report.html", view.lang, values, link=link)
    terms = [term for part in view.parts for term in part.terms]
    html = mark_questions(with_addresses(notes_to_foot(html), view.base_url), "nz-question")
    html, anchors = mark(html, view.indexed, terms)
    listed = [(view.indexed[place], found) for place, found in sorted(anchors.items())]
    letters = [(letter, list(names)) for letter, names in groupby(listed, key=lambda each: each[0].letter)]
    shown = {"letters": letters, "has_examples": any(each.is_example for each, _ in listed)}
    index = workshop.render("print", "index.html", view.lang, shown, link=link)
    return html.replace(INDEX, index)


def _pages_key(view: ReportView, workshop: Workshop) -> str:
    """Give the key under which the page numbers of a view are kept."""
    return fingerprint(_find_pages, view, surroundings(workshop.theme.digest))


def _find_pages(view: ReportView, workshop: Workshop) -> Paged:
    html, where, press = _unnumbered(view, workshop), _where(view, workshop), _press(view, workshop)
    first = press(write_pages(html, {}, where)).boxes
    tight = short_ends(first, [part.anchor for part in view.parts if part.body is not None])
    try:
        pages, layout = settle(tighten(html, tight), press, where, first_pages(first))
    except NotSettledError:
        message, hint = "the page numbers do not settle", "shorten or lengthen a chapter by a line"
        raise NetzsiteError(Problem(Spot(view.source), Code.PDF_LAYOUT, message, hint)) from None
    return Paged(pages, tight, layout)


def _press(view: ReportView, workshop: Workshop) -> Callable[[str], Layout]:
    """Give what lays out the page of a view for the screen."""
    resources = _resources(view, workshop, printed=False)
    return partial(lay_out, css=print_sheets(workshop), resources=resources, spot=Spot(view.source))


def print_sheets(workshop: Workshop) -> list[str]:
    """Give the style sheets of paper."""
    return [paper_colours(workshop.theme.tokens), *workshop.theme.sheets("print").values()]


def report_details(view: ReportView) -> PdfDetails:
    """Give what a report's PDFs say of themselves."""
    return PdfDetails(view.title, view.lang, view.site.contact_name, view.date, view.summary, view.keywords)


def _resources(view: ReportView, workshop: Workshop, *, printed: bool) -> Mapping[str, Resource]:
    cover = draw_cover(view.cover, workshop.theme.tokens["colours"]["light"]["accent-ink"])
    resources = {"netzsite:cover.svg": Resource(cover.encode(), "image/svg+xml")}
    small = ((f"{key.figure.id}-small", key.figure) for part in view.parts for key in part.key_figures)
    for name, figure in (*((figure.id, figure) for figure in view.figures), *small):
        resources[f"netzsite:charts/{name}.svg"] = Resource(workshop.draw(figure.spec).encode(), "image/svg+xml")
    for portrait in (portrait for part in view.parts for portrait in part.portraits if portrait.url):
        code = qr_code(portrait.url, quiet=0).encode()
        resources[f"netzsite:qr/{portrait.anchor}.svg"] = Resource(code, "image/svg+xml")
    for picture in view.pictures:
        resources[f"netzsite:{picture.path}"] = _picture(picture.file, workshop, printed=printed)
    return resources


def _picture(file: PictureFile, workshop: Workshop, *, printed: bool) -> Resource:
    mime = {"svg": "image/svg+xml", "jpeg": "image/jpeg", "png": "image/png"}[file.format]
    width = min(file.width, PRINTED_WIDTH) if printed else file.variants()[-1]
    return Resource(publish(workshop.content, file, width), mime)

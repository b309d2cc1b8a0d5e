"""Turns a report and the number of its printed pages into the cover around them: back, spine and front on one sheet."""

from dataclasses import dataclass, replace
from decimal import Decimal

from netzsite.errors import Spot
from netzsite.render.book import ReportView
from netzsite.render.paper import draw_cover, short_address
from netzsite.render.pdf import Resource
from netzsite.render.prepress.covers import LIBRARY_MM, TRIM_MM, cover_size_mm, has_spine_title, spine_mm
from netzsite.render.prepress.printing import write_print_pdf
from netzsite.render.prepress.profiles import PrintOrder
from netzsite.render.reports import print_sheets, report_details
from netzsite.render.workshop import Workshop

_POINT_MM = Decimal("0.3528")
_LARGEST_PT = 12
_TOLERANCE_MM = 1
"""How far a fold may lie beside its place."""


@dataclass(frozen=True, slots=True)
class CoverView:
    """The cover of a report: what it says, how it is printed, and how many pages lie within."""

    report: ReportView
    order: PrintOrder
    pages: int


def render_cover(view: CoverView, workshop: Workshop) -> bytes:
    """Make the printer's PDF of a cover: a single sheet, whatever the pages are a multiple of."""
    report, order = view.report, replace(view.order, multiple=1)
    values = {
        "view": report,
        "address": short_address(report.online),
        "has_spine_title": has_spine_title(order, view.pages),
    }
    drawing = draw_cover(report.cover, workshop.theme.tokens["colours"]["light"]["accent-ink"])
    return write_print_pdf(
        workshop.render("print", "cover.html", report.lang, values, link=str),
        [*print_sheets(workshop), _measures(view)],
        {"netzsite:cover.svg": Resource(drawing.encode(), "image/svg+xml")},
        report_details(report),
        order,
        content=workshop.content,
        tokens=workshop.theme.tokens,
        spot=Spot(report.source),
        folds_mm=(TRIM_MM[0], float(TRIM_MM[0] + spine_mm(order, view.pages))),
    )


def _measures(view: CoverView) -> str:
    """Tell the style sheets the measures that follow from the number of pages."""
    (width, height), spine = cover_size_mm(view.order, view.pages), spine_mm(view.order, view.pages)
    front = TRIM_MM[0] + spine
    rules = [
        f"@page cover {{ size: {width}mm {height}mm }}",
        f".nz-sheet {{ width: {width}mm; height: {height}mm }}",
        f".nz-sheet__front {{ left: {front}mm }}",
    ]
    if has_spine_title(view.order, view.pages):
        letters = min(Decimal(_LARGEST_PT), (spine - 2 * _TOLERANCE_MM) / _POINT_MM)
        place = f"left: {front}mm; width: {TRIM_MM[1] - LIBRARY_MM}mm"
        rules.append(f".nz-sheet__spine {{ {place}; font-size: {letters:.1f}pt; line-height: {spine}mm }}")
    return "\n".join(rules)

"""Turns a finished PDF into what is wrong with it, before a printer or a reader finds it.

Each rule yields a message and a hint; a page is named once for all that one rule finds on it.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Name, Page, Pdf, PdfError

from netzsite.render.prepress.expected import Expected
from netzsite.render.prepress.findings import PageMarks, Placed, Run
from netzsite.render.prepress.geometry import EVERYWHERE, Box, box_of, common, is_inside, is_something
from netzsite.render.prepress.keeping import archive_faults
from netzsite.render.prepress.marks import Reader

MM = 72 / 25.4
TOLERANCE = 1.0
"""Points that boxes may differ, and that a letter may reach over an edge: a third of a millimetre."""

PRINTED_SPACES = ("DeviceCMYK", "DeviceGray", "ICCBased-4", "ICCBased-1", "Separation", "DeviceN")

_MEND = "mend the text, or the theme's folder print/"
_LENGTH = 40


@dataclass(frozen=True, slots=True)
class _Proof:
    """A PDF, what is on its pages, and what it should be."""

    pdf: Pdf
    pages: Sequence[Page]
    marks: Sequence[PageMarks]
    expected: Expected

    @property
    def allowed_blanks(self) -> int:
        """How many pages at the end may be blank: those that fill the last leaf of what is glued into a cover."""
        order = self.expected.order
        return order.multiple - 1 if order is not None and order.has_cover_apart else 0

    def trim(self, number: int) -> Box:
        """Give the box of the trimmed page; pages are counted from 1."""
        page = self.pages[number - 1]
        return box_of(page.trimbox)  # the media box where there is none (ISO 32000-1, 14.11.2)


Finding = tuple[str, str]
"""Message and hint."""


def preflight(data: bytes, expected: Expected) -> tuple[Finding, ...]:
    """Look at a finished PDF, and give what is wrong with it."""
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            reader, pages = Reader(), list(pdf.pages)
            proof = _Proof(pdf, pages, [reader.read(page) for page in pages], expected)
            rules = [*_ALWAYS, *(_PRINTED if expected.order else ()), *(_KEPT if expected.is_archive else ())]
            found = dict.fromkeys(finding for rule in rules for finding in rule(proof))
    except PdfError as error:
        found = {(f"the PDF cannot be read: {error}", "build again with --no-cache"): None}
    return tuple(found)


# -- Every PDF ---------------------------------------------------------------------------------------------------------


def _fonts(proof: _Proof) -> Iterator[Finding]:
    all_letters = [run.letters for marks in proof.marks for run in marks.runs]
    used = {(letters.name, letters.is_embedded): letters for letters in all_letters}
    for (name, _), letters in sorted(used.items()):
        if not letters.is_embedded:
            yield f"the font {name} is not embedded", "use the fonts of the theme; a drawing may bring another one in"
        elif letters.kind == "Type3":
            yield f"the font {name} is of drawings (Type 3), which print badly", "use a TrueType or OpenType font"
        elif proof.expected.families and not name.startswith(proof.expected.families):
            where = _numbers(number for number, marks in _numbered(proof) if _sets(marks, name))
            message = f"{where}: the font {name} stands in for letters that the theme's fonts do not have"
            yield message, "write them another way: another machine takes another font"


def _glyphs(proof: _Proof) -> Iterator[Finding]:
    for number, marks in _numbered(proof):
        lacking = [run for run in marks.runs if any(map(run.letters.lacks, run.codes))]
        if lacking:
            message = f"page {number}: letters that no font has are printed as empty boxes: {_quote(lacking)}"
            yield message, "write them another way"


def _blank(proof: _Proof) -> Iterator[Finding]:
    for number, marks in _numbered(proof):
        if number > len(proof.pages) - proof.allowed_blanks:
            return
        trim, letters = proof.trim(number), (run for run in marks.runs if run.letters.text(run.codes).strip())
        boxes = [*(run.box for run in letters), *(picture.box for picture in marks.pictures), *marks.areas]
        if not any(is_something(common(box, trim)) for box in boxes):
            yield f"page {number} is blank", "shorten or lengthen the text, or take out the break before what follows"


def _overset(proof: _Proof) -> Iterator[Finding]:
    for number, marks in _numbered(proof):
        trim, texts = proof.trim(number), [run for run in marks.runs if run.letters.text(run.codes).strip()]
        outside = [run for run in texts if not is_inside(run.box, trim, TOLERANCE)]
        clipped = [run for run in texts if run not in outside and not is_inside(run.box, run.clip, TOLERANCE)]
        if outside:
            yield f"page {number}: text reaches over the edge of the page: {_quote(outside)}", _MEND
        if clipped:
            yield f"page {number}: text is cut off: {_quote(clipped)}", f"shorten it; or {_MEND}"


# -- Printers' PDFs ----------------------------------------------------------------------------------------------------


def _count(proof: _Proof) -> Iterator[Finding]:
    order, count = proof.expected.order, len(proof.pages)
    if order and count % order.multiple:
        missing = -count % order.multiple
        message = f"{count} pages cannot be bound: their number must be a multiple of {order.multiple}"
        yield message, f"add {missing} or take out {order.multiple - missing}, or change 'binding' in media.yaml"


def _boxes(proof: _Proof) -> Iterator[Finding]:
    order, (width, height) = proof.expected.order, proof.expected.trim_mm
    bleed, hint = (order.bleed_mm if order else 0) * MM, "mend '@page' in the theme's folder print/"
    wrong: dict[str, list[int]] = {}
    for number, page in enumerate(proof.pages, 1):
        names = ("/TrimBox", "/BleedBox", "/MediaBox")
        trim, around, sheet = (box_of(page.obj.get(name, (0, 0, 0, 0))) for name in names)
        wide, high = trim[2] - trim[0], trim[3] - trim[1]
        if "/TrimBox" not in page.obj or "/ArtBox" in page.obj:
            wrong.setdefault("there is no TrimBox, or an ArtBox beside it", []).append(number)
        elif max(abs(wide - width * MM), abs(high - height * MM)) > TOLERANCE:
            size = f"the trimmed page is {wide / MM:.0f} x {high / MM:.0f} mm, not {width:g} x {height:g} mm"
            wrong.setdefault(size, []).append(number)
        elif not is_inside(_grown(trim, bleed), around, 0.1) or not is_inside(around, sheet, 0.1):
            wrong.setdefault(f"the bleed is less than {bleed / MM:.0f} mm", []).append(number)
    yield from ((f"{_numbers(numbers)}: {message}", hint) for message, numbers in wrong.items())


def _spaces(proof: _Proof) -> Iterator[Finding]:
    foreign: dict[str, list[int]] = {}
    for number, marks in _numbered(proof):
        for space in sorted(marks.spaces):
            if space not in PRINTED_SPACES:
                foreign.setdefault(space, []).append(number)
    for space, numbers in foreign.items():
        message = f"{_numbers(numbers)}: colours of {space} are no inks"
        yield message, "write colours as #rrggbb, and gradients between two such colours"


def _resolution(proof: _Proof) -> Iterator[Finding]:
    order = proof.expected.order
    for number, marks in _numbered(proof):
        coarse = [picture for picture in marks.pictures if order and _ppi(picture) < order.least_ppi]
        if order and coarse:
            worst = min(coarse, key=_ppi)
            wide, least = worst.size[0] / MM, order.least_ppi
            message = f"page {number}: a picture is printed with {_ppi(worst):.0f} pixels per inch, less than {least}"
            hint = f"{wide:.0f} mm need {wide / 25.4 * least:.0f} pixels: give the picture in a larger size"
            yield message, f"{hint}, or print it smaller"


def _intent(proof: _Proof) -> Iterator[Finding]:
    intents = [one for one in proof.pdf.Root.get("/OutputIntents", []) if one.get("/S") == Name.GTS_PDFX]
    if len(intents) != 1:
        yield "the file does not name one printing condition", "give 'output_intent' in media.yaml"
    elif "/DestOutputProfile" not in intents[0]:
        message = "without the colour profile of its printing condition the file is no PDF/X-4"
        yield message, "ask the printer for it, put it into printing/ and name it in media.yaml: 'profile'"


def _annotations(proof: _Proof) -> Iterator[Finding]:
    numbers = [number for number, page in enumerate(proof.pages, 1) if _has_annotation(page)]
    if numbers:
        yield f"{_numbers(numbers)}: a link or a note lies on the page", "paper shows addresses and codes instead"


def _has_annotation(page: Page) -> bool:
    around = box_of(page.obj.get("/BleedBox", page.mediabox))
    boxes = (box_of(each.get("/Rect", EVERYWHERE)) for each in page.obj.get("/Annots", []))
    return any(is_something(common(box, around)) for box in boxes)


def _archive(proof: _Proof) -> Iterator[Finding]:
    yield from archive_faults(proof.pdf)


_Rule = Callable[[_Proof], Iterator[Finding]]
_ALWAYS: tuple[_Rule, ...] = (_fonts, _glyphs, _blank, _overset)
_PRINTED: tuple[_Rule, ...] = (_count, _boxes, _spaces, _resolution, _intent, _annotations)
_KEPT: tuple[_Rule, ...] = (_archive,)


# -- Words -------------------------------------------------------------------------------------------------------------


def _numbered(proof: _Proof) -> Iterator[tuple[int, PageMarks]]:
    return enumerate(proof.marks, 1)


def _sets(marks: PageMarks, font: str) -> bool:
    return any(run.letters.name == font for run in marks.runs)


def _ppi(picture: Placed) -> float:
    """Give the resolution in the direction in which it is less; drawings in two colours have no need of any."""
    if picture.is_line_art or not is_something(picture.box):
        return float("inf")
    return min(72 * pixels / max(points, 0.001) for pixels, points in zip(picture.pixels, picture.size, strict=True))


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _numbers(numbers: Iterator[int] | Sequence[int]) -> str:
    """Name pages, the first few of many."""
    first, *others = numbers
    if not others:
        return f"page {first}"
    rest = f" and {len(others) - 3} more" if len(others) > 4 else ""
    return f"pages {', '.join(map(str, [first, *(others[:3] if rest else others)]))}{rest}"


def _quote(runs: Sequence[Run]) -> str:
    """Quote the first of some texts."""
    words = " ".join(runs[0].letters.text(runs[0].codes).split())
    return f"'{words if len(words) <= _LENGTH else words[: _LENGTH - 1] + '…'}'"

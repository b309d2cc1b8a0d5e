"""Turns values into what fields look like: appearance streams (ISO 32000-1, 12.5.5), and the foot of a page."""

from typing import TYPE_CHECKING, Any

from netzsite.render.fonts import FieldFont, field_font
from netzsite.survey.pdfs.fields import TextBox

if TYPE_CHECKING:
    import pikepdf

SIZE = 9.5
"""pt of letters in fields."""

PADDING = 3
"""pt between the border of a field and its letters."""

_INK = "0.11 0.114 0.102 rg"
_FOOT = (130, 36, 7.5)
"""pt from the right and from the bottom of the page, and the size: below the title and beside the page number."""


class Looks:
    """Draws what fields look like.

    Attributes:
        font: an embedded one, in which every reader writes what is typed.
        font_name: its name among the resources.
        appearance: how fields are written (/DA).
    """

    font_name = "/NetzsiteSans"

    def __init__(self, pdf: "pikepdf.Pdf") -> None:
        self.pdf, self.metrics = pdf, field_font()
        self.font = _embedded(pdf, self.metrics)
        self.appearance = f"{self.font_name} {SIZE} Tf {_INK}"

    def of_text(self, widget: Any, spec: TextBox) -> Any:
        """Draw the words of a field."""
        width, height = _measures(widget)
        lines = _wrapped(spec.value, width - 2 * PADDING, self.width) if spec.is_long else [spec.value]
        leading = 1.25 * SIZE
        top = height - leading if spec.is_long else (height - SIZE * self.metrics.cap_height / 1000) / 2
        drawn = []
        for place, line in enumerate(lines):
            left = width - PADDING - self.width(line) if spec.is_right else PADDING
            drawn.append(f"1 0 0 1 {left:.2f} {top - place * leading:.2f} Tm <{_encoded(line).hex()}> Tj")
        shown = "\n".join(drawn) if spec.value else ""
        clip = f"0 0 {width:.2f} {height:.2f} re W n"
        content = f"/Tx BMC q {clip} BT {self.appearance}\n{shown}\nET Q EMC"
        return self._states(self._stream(content, width, height))

    def of_mark(self, widget: Any, state: str, *, is_round: bool) -> Any:
        """Draw a tick, or the dot of a radio button, for the chosen state; nothing for the other."""
        from pikepdf import Dictionary

        width, height = _measures(widget)
        drawn = _dot(width, height) if is_round else _tick(width, height)
        chosen = self._stream(f"q {_INK} {drawn} Q", width, height)
        return Dictionary(N=Dictionary({state: chosen, "/Off": self._stream("q Q", width, height)}))

    def write_foot(self, page: "pikepdf.Page", words: str) -> None:
        """Write whose form it is at the foot of a page: still there when somebody prints the form to a new PDF."""
        from pikepdf import Dictionary

        right, bottom, size = _FOOT
        left = float(page.mediabox[2]) - right - self.width(words) * size / SIZE
        if "/Font" not in page.obj.Resources:
            page.obj.Resources.Font = Dictionary()
        page.obj.Resources.Font[self.font_name] = self.font
        content = f"{self.font_name} {size} Tf 0.36 0.373 0.345 rg 1 0 0 1 {left:.2f} {bottom} Tm"
        shown = f"/Artifact BMC q BT {content} <{_encoded(words).hex()}> Tj ET Q EMC"
        page.contents_coalesce()
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(f"\nQ\n{shown}\n".encode())

    def width(self, text: str) -> float:
        """Give the width of a line in pt."""
        return sum(self.metrics.widths[code - 32] for code in _encoded(text) if code >= 32) * SIZE / 1000

    def _states(self, normal: Any) -> Any:
        from pikepdf import Dictionary

        return Dictionary(N=normal)

    def _stream(self, content: str, width: float, height: float) -> Any:
        from pikepdf import Array, Dictionary, Name, Stream

        fonts = Dictionary(Font=Dictionary({self.font_name: self.font}))
        box = Array([0, 0, round(width, 2), round(height, 2)])
        head = {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": box, "/Resources": fonts}
        return Stream(self.pdf, content.encode("ascii"), head)


def _measures(widget: Any) -> tuple[float, float]:
    left, one, right, other = (float(side) for side in widget.Rect)
    return right - left, abs(other - one)


def _encoded(text: str) -> bytes:
    """Write letters as the font has them."""
    return text.replace("\n", " ").encode("cp1252", "replace")


def _wrapped(text: str, width: float, measure: Any) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and measure(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def _dot(width: float, height: float) -> str:
    """Draw a disc of four curves in the middle."""
    x, y, r = width / 2, height / 2, min(width, height) * 0.27
    k = r * 0.5523
    return (
        f"{x + r:.2f} {y:.2f} m"
        f" {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c"
        f" {x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c"
        f" {x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c"
        f" {x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c f"
    )


def _tick(width: float, height: float) -> str:
    """Draw a tick as a line with round ends."""
    points = [(0.2, 0.52), (0.42, 0.27), (0.82, 0.78)]
    (x1, y1), (x2, y2), (x3, y3) = ((x * width, y * height) for x, y in points)
    line = f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l {x3:.2f} {y3:.2f} l"
    return f"0.11 0.114 0.102 RG 1 J 1 j {min(width, height) * 0.13:.2f} w {line} S"


def _embedded(pdf: "pikepdf.Pdf", font: FieldFont) -> Any:
    """Embed a font of one byte a letter."""
    from pikepdf import Array, Dictionary, Name, Stream

    data = Stream(pdf, font.data, {"/Length1": len(font.data)})
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name(f"/{font.name}"), Flags=32, ItalicAngle=0)
    descriptor.Ascent, descriptor.Descent, descriptor.CapHeight = font.ascent, font.descent, font.cap_height
    descriptor.FontBBox, descriptor.StemV, descriptor.FontFile2 = Array(list(font.box)), 84, data
    made = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{font.name}"))
    made.Encoding, made.FirstChar, made.LastChar = Name.WinAnsiEncoding, 32, 255
    made.Widths, made.FontDescriptor = Array(list(font.widths)), pdf.make_indirect(descriptor)
    return pdf.make_indirect(made)

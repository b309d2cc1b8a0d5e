"""Turns values into what fields look like: appearance streams (ISO 32000-1, 12.5.5), and the foot of a page."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from netzsite.survey.pdfs.faces import Face, typed_face, wide_face
from netzsite.survey.pdfs.fields import TextBox

if TYPE_CHECKING:
    import pikepdf

SIZE = 9.5
"""pt of letters in fields."""

PADDING = 3
"""pt between the border of a field and its letters."""

_INK = "0.11 0.114 0.102 rg"

_FOR_PDFIUM = "/Wingdings"
"""A second name of the font, named first and at once replaced. PDFium, as in Chrome, takes the first font named.
It asks one of this name for every letter; any other it does not ask for quotation marks, dashes and dots (U+2000 to
U+206F), which it takes from a Chinese font of the machine, or leaves out."""

_FOOT = (130, 36, 7.5)
"""pt from the right and from the bottom of the page, and the size: below the title and beside the page number."""


class Looks:
    """Draws what fields look like.

    Attributes:
        face: the font of what is typed.
        fonts: the same among the resources of the form.
        appearance: how fields are written (/DA).
    """

    def __init__(self, pdf: "pikepdf.Pdf") -> None:
        from pikepdf import Dictionary

        self.pdf, self.face = pdf, typed_face(pdf, "/NetzsiteSans")
        self.fonts = Dictionary({self.face.name: self.face.made, _FOR_PDFIUM: self.face.made})
        self.appearance = f"{_FOR_PDFIUM} {SIZE} Tf {self.face.name} {SIZE} Tf {_INK}"

    @cached_property
    def wide(self) -> Face:
        """The font for words with letters that the other lacks; embedded only where there are any."""
        return wide_face(self.pdf, "/NetzsiteSansWide")

    def of_text(self, widget: Any, spec: TextBox) -> Any:
        """Draw the words of a field."""
        width, height = _measures(widget)
        face = self._face(spec.value)
        lines = _wrapped(spec.value, width - 2 * PADDING, face) if spec.is_long else [spec.value.replace("\n", " ")]
        leading = 1.25 * SIZE
        top = height - leading if spec.is_long else (height - SIZE * face.letters.cap_height / 1000) / 2
        drawn = []
        for place, line in enumerate(lines):
            left = width - PADDING - _width(line, face) if spec.is_right else PADDING
            drawn.append(f"1 0 0 1 {left:.2f} {top - place * leading:.2f} Tm {face.hex(line)} Tj")
        shown = "\n".join(drawn) if spec.value else ""
        clip = f"0 0 {width:.2f} {height:.2f} re W n"
        content = f"/Tx BMC q {clip} BT {face.name} {SIZE} Tf {_INK}\n{shown}\nET Q EMC"
        return self._states(self._stream(content, width, height, face))

    def of_mark(self, widget: Any, state: str, *, is_round: bool) -> Any:
        """Draw a tick, or the dot of a radio button, for the chosen state; nothing for the other."""
        from pikepdf import Dictionary

        width, height = _measures(widget)
        drawn = _dot(width, height) if is_round else _tick(width, height)
        chosen = self._stream(f"q {_INK} {drawn} Q", width, height, self.face)
        return Dictionary(N=Dictionary({state: chosen, "/Off": self._stream("q Q", width, height, self.face)}))

    def write_foot(self, page: "pikepdf.Page", words: str) -> None:
        """Write whose form it is at the foot of a page: still there when somebody prints the form to a new PDF."""
        from pikepdf import Dictionary

        right, bottom, size = _FOOT
        face = self._face(words)
        left = float(page.mediabox[2]) - right - face.width(words) * size / 1000
        if "/Font" not in page.obj.Resources:
            page.obj.Resources.Font = Dictionary()
        page.obj.Resources.Font[face.name] = face.made
        content = f"{face.name} {size} Tf 0.36 0.373 0.345 rg 1 0 0 1 {left:.2f} {bottom} Tm"
        shown = f"/Artifact BMC q BT {content} {face.hex(words)} Tj ET Q EMC"
        page.contents_coalesce()
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(f"\nQ\n{shown}\n".encode())

    def _face(self, words: str) -> Face:
        return self.face if self.face.shows(words.replace("\n", " ")) else self.wide

    def _states(self, normal: Any) -> Any:
        from pikepdf import Dictionary

        return Dictionary(N=normal)

    def _stream(self, content: str, width: float, height: float, face: Face) -> Any:
        from pikepdf import Array, Dictionary, Name, Stream

        fonts = Dictionary(Font=Dictionary({face.name: face.made}))
        box = Array([0, 0, round(width, 2), round(height, 2)])
        head = {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": box, "/Resources": fonts}
        return Stream(self.pdf, content.encode("ascii"), head)


def _measures(widget: Any) -> tuple[float, float]:
    left, one, right, other = (float(side) for side in widget.Rect)
    return right - left, abs(other - one)


def _width(line: str, face: Face) -> float:
    return face.width(line) * SIZE / 1000


def _wrapped(text: str, width: float, face: Face) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and _width(longer, face) > width:
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

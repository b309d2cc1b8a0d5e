"""Turns a page of a PDF into the marks on it: texts, pictures and areas, each with its place, colour and clip.

What is drawn through forms and patterns counts as drawn on the page. Sections are those of ISO 32000-1.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pikepdf import Array, Dictionary, Name, Page, Stream, String, parse_content_stream

from netzsite.render.prepress.findings import PageMarks, Placed, Run
from netzsite.render.prepress.geometry import (
    EVERYWHERE,
    IDENTITY,
    NOWHERE,
    Box,
    Matrix,
    around,
    box_of,
    common,
    is_something,
    matrix_of,
    moved,
    moved_box,
    times,
)
from netzsite.render.prepress.letters import Letters, letters_of

_DEEPEST = 20
"""Forms within forms; more are a circle."""


@dataclass(slots=True)
class _State:
    """The graphics state (8.4) as far as it matters here."""

    ctm: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    is_white: bool = False
    letters: Letters | None = None
    size: float = 1.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 100.0
    leading: float = 0.0
    rise: float = 0.0
    mode: float = 0.0


class Reader:
    """Reads pages; fonts are read once for all of them."""

    def __init__(self) -> None:
        self._letters: dict[tuple[int, int], Letters] = {}

    def read(self, page: Page) -> PageMarks:
        """Give the marks of a page."""
        marks = PageMarks()
        _Drawing(marks, self._font, page.obj.get("/Resources", Dictionary()), _State()).draw(page)
        return marks

    def _font(self, font: Any) -> Letters:
        if not font.is_indirect:
            return letters_of(font)
        if font.objgen not in self._letters:
            self._letters[font.objgen] = letters_of(font)
        return self._letters[font.objgen]


class _Drawing:
    """Follows a content stream; `_OPERATORS` says which method does what."""

    def __init__(
        self, marks: PageMarks, font: Callable[[Any], Letters], resources: Any, state: _State, depth: int = 0
    ) -> None:
        self.marks, self.font, self.resources, self.depth = marks, font, resources, depth
        self.state, self.kept = state, list[_State]()
        self.path, self.is_clipping = list[tuple[float, float]](), False
        self.matrix = self.line = IDENTITY

    def draw(self, source: Any) -> None:
        for instruction in parse_content_stream(source):
            operator = _OPERATORS.get(str(instruction.operator))
            if operator is not None:
                operator(self, instruction.operands)

    def resource(self, kind: str, name: Any) -> Any:
        return self.resources.get(kind, Dictionary()).get(str(name))

    # -- State (8.4), colours (8.6) ------------------------------------------------------------------------------------

    def keep(self, _: Any) -> None:
        self.kept.append(replace(self.state))

    def restore(self, _: Any) -> None:
        if self.kept:
            self.state = self.kept.pop()

    def transform(self, operands: Any) -> None:
        self.state.ctm = times(matrix_of(operands), self.state.ctm)

    def extend(self, operands: Any) -> None:
        """Read a soft mask: it is no mark itself."""
        mask = (self.resource("/ExtGState", operands[0]) or Dictionary()).get("/SMask")
        if isinstance(mask, Dictionary) and "/G" in mask:
            self.inner(mask.G, replace(self.state), PageMarks())

    def colour(self, space: str, operands: Any) -> None:
        self.marks.spaces.add(space)
        paper = 0.0 if space == "DeviceCMYK" else 1.0
        self.state.is_white = all(float(number) == paper for number in operands)

    def line_colour(self, space: str, _: Any) -> None:
        self.marks.spaces.add(space)

    def space(self, operands: Any) -> None:
        space = space_of(self.resource("/ColorSpace", operands[0]) or operands[0])
        if space != "Pattern":
            self.marks.spaces.add(space)
        self.state.is_white = False

    def special(self, operands: Any) -> None:
        """Take a colour of the space that was named, or a pattern (8.7)."""
        if not operands or not isinstance(operands[-1], Name):
            self.state.is_white = len(operands) == 4 and not any(map(float, operands))
            return
        pattern = self.resource("/Pattern", operands[-1])
        if isinstance(pattern, Stream):
            self.inner(pattern, _State(), PageMarks(spaces=self.marks.spaces))
        elif pattern is not None:
            self.marks.spaces.add(space_of(pattern.Shading.ColorSpace))
        self.state.is_white = False

    # -- Paths (8.5) ---------------------------------------------------------------------------------------------------

    def points(self, operands: Any) -> None:
        numbers = [float(number) for number in operands]
        self.path += [moved(self.state.ctm, *pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(number) for number in operands)
        self.points((x, y, x + width, y, x, y + height, x + width, y + height))

    def clip(self, _: Any) -> None:
        self.is_clipping = True

    def fill(self, operands: Any) -> None:
        if not self.state.is_white:
            self.paint(around(self.path) if self.path else NOWHERE)
        self.end(operands)

    def stroke(self, operands: Any) -> None:
        self.paint(around(self.path) if self.path else NOWHERE)
        self.end(operands)

    def shade(self, operands: Any) -> None:
        self.marks.spaces.add(space_of(self.resource("/Shading", operands[0]).ColorSpace))
        self.paint(self.state.clip)

    def paint(self, box: Box) -> None:
        seen = common(box, self.state.clip)
        if is_something(seen):
            self.marks.areas.append(seen)

    def end(self, _: Any) -> None:
        if self.is_clipping:
            self.state.clip = common(self.state.clip, around(self.path)) if self.path else NOWHERE
        self.path, self.is_clipping = [], False

    # -- Pictures (8.9) and forms (8.10) -------------------------------------------------------------------------------

    def show(self, operands: Any) -> None:
        thing = self.resource("/XObject", operands[0])
        if isinstance(thing, Stream):
            if thing.get("/Subtype") == Name.Form:
                self.inner(thing, replace(self.state), self.marks)
            else:
                self.picture(thing)

    def picture(self, image: Any) -> None:
        a, b, c, d, _, _ = self.state.ctm
        is_mask = bool(image.get("/ImageMask", False))
        space = "DeviceGray" if is_mask else space_of(image.get("/ColorSpace", Name.DeviceGray))
        box = common(moved_box(self.state.ctm, (0, 0, 1, 1)), self.state.clip)
        size, pixels = ((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5), (int(image.Width), int(image.Height))
        is_line_art = is_mask or int(image.get("/BitsPerComponent", 8)) == 1
        self.marks.spaces.add(space)
        self.marks.pictures.append(Placed(box, pixels, size, space, is_line_art))

    def inner(self, form: Any, state: _State, marks: PageMarks) -> None:
        if self.depth < _DEEPEST:
            state.ctm = times(matrix_of(form.get("/Matrix", IDENTITY)), state.ctm)
            state.clip = common(state.clip, moved_box(state.ctm, box_of(form.get("/BBox", EVERYWHERE))))
            resources = form.get("/Resources", self.resources)
            _Drawing(marks, self.font, resources, state, self.depth + 1).draw(form)

    # -- Texts (9.3, 9.4) ----------------------------------------------------------------------------------------------

    def begin(self, _: Any) -> None:
        self.matrix = self.line = IDENTITY

    def choose(self, operands: Any) -> None:
        font = self.resource("/Font", operands[0])
        self.state.letters, self.state.size = self.font(font) if font is not None else None, float(operands[1])

    def place(self, operands: Any) -> None:
        self.matrix = self.line = matrix_of(operands)

    def shift(self, operands: Any) -> None:
        self.matrix = self.line = times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.line)

    def shift_and_lead(self, operands: Any) -> None:
        self.state.leading = -float(operands[1])
        self.shift(operands)

    def next_line(self, _: Any) -> None:
        self.shift((0, -self.state.leading))

    def write_next(self, operands: Any) -> None:
        self.next_line(operands)
        self.write(operands)

    def write(self, operands: Any) -> None:
        state, letters, advance, codes = self.state, self.state.letters, 0.0, list[int]()
        if letters is None:
            return
        for part in operands[-1] if isinstance(operands[-1], Array) else operands[-1:]:
            if not isinstance(part, String):
                advance -= float(part) / 1000 * state.size
                continue
            for code, width in letters.widths(bytes(part)):
                codes.append(code)
                is_word_space = letters.code_bytes == 1 and code == 32
                advance += width / 1000 * state.size + state.spacing + state.word_spacing * is_word_space
        advance *= state.stretch / 100
        place = times(self.matrix, state.ctm)
        if codes and state.mode not in (3, 7):  # neither filled nor stroked
            box = moved_box(place, (0, state.rise, advance, state.rise + state.size / 2))
            self.marks.runs.append(Run(box, state.clip, tuple(codes), letters))
        self.matrix = times((1, 0, 0, 1, advance, 0), self.matrix)


_Operator = Callable[[_Drawing, Any], None]


def _sets(name: str) -> _Operator:
    return lambda drawing, operands: setattr(drawing.state, name, float(operands[0]))


def _fills(space: str) -> _Operator:
    return lambda drawing, operands: drawing.colour(space, operands)


def _strokes(space: str) -> _Operator:
    return lambda drawing, operands: drawing.line_colour(space, operands)


_OPERATORS: dict[str, _Operator] = {
    **{"q": _Drawing.keep, "Q": _Drawing.restore, "cm": _Drawing.transform, "gs": _Drawing.extend},
    **{"g": _fills("DeviceGray"), "rg": _fills("DeviceRGB"), "k": _fills("DeviceCMYK")},
    **{"G": _strokes("DeviceGray"), "RG": _strokes("DeviceRGB"), "K": _strokes("DeviceCMYK")},
    **dict.fromkeys(("cs", "CS"), _Drawing.space),
    **dict.fromkeys(("sc", "scn", "SC", "SCN"), _Drawing.special),
    **dict.fromkeys(("m", "l", "c", "v", "y"), _Drawing.points),
    **{"re": _Drawing.rectangle, "W": _Drawing.clip, "W*": _Drawing.clip, "n": _Drawing.end, "sh": _Drawing.shade},
    **dict.fromkeys(("f", "F", "f*"), _Drawing.fill),
    **dict.fromkeys(("S", "s", "B", "B*", "b", "b*"), _Drawing.stroke),
    **{"Do": _Drawing.show, "BT": _Drawing.begin, "Tf": _Drawing.choose, "Tm": _Drawing.place, "Td": _Drawing.shift},
    **{"TD": _Drawing.shift_and_lead, "T*": _Drawing.next_line, "'": _Drawing.write_next, '"': _Drawing.write_next},
    **dict.fromkeys(("Tj", "TJ"), _Drawing.write),
    **{"Tc": _sets("spacing"), "Tw": _sets("word_spacing"), "Tz": _sets("stretch"), "TL": _sets("leading")},
    **{"Ts": _sets("rise"), "Tr": _sets("mode")},
}


def space_of(space: Any) -> str:
    """Name a colour space; one of a profile with its number of channels, a table by what it holds."""
    if not isinstance(space, Array):
        return str(space).removeprefix("/")
    name = str(space[0]).removeprefix("/")
    if name == "Indexed":
        return space_of(space[1])
    return f"ICCBased-{space[1].N}" if name == "ICCBased" else name

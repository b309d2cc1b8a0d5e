"""Turns the colours of a PDF into inks: in content streams, forms, patterns, shadings, groups and pictures.

What is in RGB becomes CMYK; greys (DeviceGray) stay, they are black ink. What cannot be turned (colours of CIE spaces,
shadings with functions that are tables or programs) stays as it is, and preflight names it.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Operator,
    Page,
    Pdf,
    PdfImage,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from netzsite.render.prepress.inks import Inks, Lightness, jpeg

_CMYK = {"rg": Operator("k"), "RG": Operator("K")}
_GREY = {"rg": Operator("g"), "RG": Operator("G")}
_IN_SPACE = {"sc": "cs", "scn": "cs", "SC": "CS", "SCN": "CS"}


def separate(pdf: Pdf, inks: Inks) -> None:
    """Turn all colours of a PDF into inks, in place."""
    separation = _Separation(pdf, inks, set())
    for page in pdf.pages:
        separation.content(page, page.obj.get("/Resources"))
        separation.resources(page.obj.get("/Resources"))
        separation.group(page.obj)


class _Separation:
    """Walks through a PDF and does each object once."""

    def __init__(self, pdf: Pdf, inks: Inks, done: set[tuple[int, int]]) -> None:
        self.pdf, self.inks, self.done = pdf, inks, done
        is_mask = isinstance(inks, Lightness)
        self.masks = self if is_mask else _Separation(pdf, Lightness(), done)
        self.space, self.operators = (Name.DeviceGray, _GREY) if is_mask else (Name.DeviceCMYK, _CMYK)

    def is_new(self, thing: Any) -> bool:
        """Tell whether an object comes for the first time; one that stands within another always does."""
        if thing.is_indirect and thing.objgen in self.done:
            return False
        self.done.add(thing.objgen)
        return True

    def resources(self, resources: Any) -> None:
        """Turn what a page, a form or a pattern draws with; masks first, for they are listed among the forms too."""
        if resources is None or not self.is_new(resources):
            return
        for state in _values(resources, "/ExtGState"):
            mask = state.get("/SMask")
            if mask is not None and mask != Name("/None"):
                (self.masks if Name.Luminosity == mask.S else self).form(mask.G)
        for thing in _values(resources, "/XObject"):
            if thing.get("/Subtype") == Name.Image:
                self.image(thing)
            else:
                self.form(thing)
        for thing in _values(resources, "/Pattern"):
            if isinstance(thing, Stream):
                self.form(thing)
            elif "/Shading" in thing:
                self.shading(thing.Shading)
        for thing in _values(resources, "/Shading"):
            self.shading(thing)

    def form(self, form: Any) -> None:
        """Turn a form or a tiling pattern with all that it draws."""
        if self.is_new(form):
            self.content(form, form.get("/Resources"))
            self.resources(form.get("/Resources"))
            self.group(form)

    def group(self, thing: Any) -> None:
        """Let a transparency group blend in inks."""
        group = thing.get("/Group")
        if group is not None and "/CS" in group and is_rgb(group.CS):
            group.CS = self.space

    # -- Content streams -----------------------------------------------------------------------------------------------

    def content(self, source: Any, resources: Any) -> None:
        """Turn the colours that a content stream sets."""
        instructions = list(parse_content_stream(source))
        turned = list(self._turned(instructions, resources))
        if turned != instructions:
            data = unparse_content_stream(turned)
            if isinstance(source, Page):
                source.obj.Contents = self.pdf.make_stream(data)
            else:
                source.write(data)

    def _turned(self, instructions: list[Any], resources: Any) -> Iterator[Any]:
        spaces, kept = {"cs": False, "CS": False}, list[dict[str, bool]]()
        for instruction in instructions:
            name, operands = str(instruction.operator), instruction.operands
            if name == "q":
                kept.append(dict(spaces))
            elif name == "Q" and kept:
                spaces = kept.pop()
            elif name in self.operators:
                spaces["cs" if name == "rg" else "CS"] = False
                yield ContentStreamInstruction(self._inks(operands), self.operators[name])
                continue
            elif name in spaces:
                spaces[name] = is_rgb(_space(operands[0], resources))
                if spaces[name]:
                    yield ContentStreamInstruction([self.space], instruction.operator)
                    continue
            elif name in _IN_SPACE and spaces[_IN_SPACE[name]] and len(operands) == 3:
                yield ContentStreamInstruction(self._inks(operands), instruction.operator)
                continue
            yield instruction

    def _inks(self, operands: Any) -> list[Any]:
        return [_number(share) for share in self.inks.of(*(float(channel) for channel in operands))]

    # -- Shadings and pictures -----------------------------------------------------------------------------------------

    def shading(self, shading: Any) -> None:
        """Turn an axial or radial shading whose colours are ends of exponential functions (ISO 32000-1, 8.7.4.5)."""
        if not self.is_new(shading) or not is_rgb(shading.ColorSpace):
            return
        functions = list(_exponentials(shading.get("/Function")))
        if any(function is None or len(function.get("/C0", ())) not in (3, 4) for function in functions):
            return
        for function in functions:
            if len(function.C0) == 3:  # else another shading has it too, and it is done
                function.C0, function.C1 = Array(self._inks(function.C0)), Array(self._inks(function.C1))
        if "/Background" in shading:
            shading.Background = Array(self._inks(shading.Background))
        shading.ColorSpace = self.space

    def image(self, image: Any) -> None:
        """Turn a picture; a JPEG stays one."""
        if not self.is_new(image) or not is_rgb(image.get("/ColorSpace")):
            return
        is_jpeg = image.get("/Filter") == Name.DCTDecode and self.space == Name.DeviceCMYK
        separated = self.inks.separated(PdfImage(image).as_pil_image())
        for name in ("/DecodeParms", "/Decode"):
            if name in image:
                del image[name]
        if is_jpeg:
            image.write(jpeg(separated), filter=Name.DCTDecode)
            image.Decode = Array([1, 0] * 4)
        else:
            image.write(separated.tobytes())
        image.ColorSpace, image.BitsPerComponent = self.space, 8


def _values(resources: Any, kind: str) -> Iterator[Any]:
    return (thing for _, thing in resources.get(kind, {}).items())


def _space(name: Any, resources: Any) -> Any:
    """Give the colour space that a name stands for."""
    return resources.get("/ColorSpace", Dictionary()).get(str(name), name) if resources is not None else name


def is_rgb(space: Any) -> bool:
    """Tell whether a colour space is one of red, green and blue, or a table of such colours."""
    if isinstance(space, Array) and len(space) > 1:
        if space[0] == Name.Indexed:
            return is_rgb(space[1])
        return space[0] == Name.CalRGB or (space[0] == Name.ICCBased and space[1].N == 3)
    return bool(space == Name.DeviceRGB)


def _exponentials(function: Any) -> Iterator[Any]:
    """Yield the functions that hold colours (type 2), through those that stitch them (type 3); None for others."""
    if function is not None and function.FunctionType == 3:
        for part in function.Functions:
            yield from _exponentials(part)
    else:
        yield function if function is not None and function.FunctionType == 2 else None


def _number(share: float) -> Decimal:
    return Decimal(f"{share:.4f}")

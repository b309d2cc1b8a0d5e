"""Turns an empty form into a company's: names, values, tooltips and looks of its fields.

The library pikepdf is imported here, in `looks` and in `faces` only.

WeasyPrint places the fields and tags them for screen readers. Here they become fields that every reader fills in alike:
radio buttons that belong together, an embedded font, and a look for each state, so that nothing must be computed when
the file is opened. The same form gives the same bytes.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from netzsite.survey.form import Form
from netzsite.survey.pdfs.fields import IDENTIFICATION, Mark, TextBox
from netzsite.survey.pdfs.looks import Looks

if TYPE_CHECKING:
    import pikepdf

_READ_ONLY, _REQUIRED, _MULTILINE, _NO_SPELLING, _RADIO = 1, 1 << 1, 1 << 12, 1 << 22, 1 << 15
_LAYOUT_FONT = "Italic"
"""In the name of the font that the style sheet gives to fields, and to nothing else."""

_HIDDEN, _PRINTED = 1 << 1, 1 << 2


def fill_pdf(blank: bytes, form: Form, specs: dict[str, TextBox | Mark], number: str) -> bytes:
    """Write a company's form.

    Args:
        blank: its layout.
        form: the form.
        specs: what its fields are.
        number: what the foot of each page says of whose form it is.
    """
    import pikepdf  # slow, and needed only where forms are made

    with pikepdf.open(io.BytesIO(blank)) as pdf:
        writer = _Writer(pdf, specs)
        for page in pdf.pages:
            writer.write_page(page)
            _drop_layout_font(page)
            writer.looks.write_foot(page, number)
        writer.hide(pdf.pages[0], IDENTIFICATION, str(form.identification))
        writer.close()
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return buffer.getvalue()


class _Writer:
    """Writes the fields of a PDF."""

    def __init__(self, pdf: "pikepdf.Pdf", specs: dict[str, TextBox | Mark]) -> None:
        self.pdf, self.specs, self.looks = pdf, specs, Looks(pdf)
        self.groups: dict[str, pikepdf.Object] = {}
        self.fields: list[pikepdf.Object] = []

    def write_page(self, page: "pikepdf.Page") -> None:
        """Write the fields of a page, in the order in which they are read (/Tabs /S)."""
        from pikepdf import Name

        for widget in _widgets(page):
            spec = self.specs[str(widget.T)]
            for key in ("/AP", "/AS", "/MK", "/Border", "/Parent", "/Ff", "/V", "/MaxLen", "/Opt", "/DA"):
                if key in widget:
                    del widget[key]
            widget.F = _PRINTED
            if isinstance(spec, TextBox):
                self._text(widget, spec)
            else:
                self._mark(widget, spec)
        page.obj.Tabs = Name.S

    def _text(self, widget: Any, spec: TextBox) -> None:
        from pikepdf import Name, String

        flags = [_MULTILINE] * spec.is_long + [_REQUIRED] * spec.is_required + [_READ_ONLY] * spec.is_fixed
        widget.FT, widget.Ff, widget.TU = Name.Tx, sum(flags) | _NO_SPELLING, String(spec.tooltip)
        widget.DA, widget.Q = String(self.looks.appearance), 2 if spec.is_right else 0
        widget.V = widget.DV = String(spec.value)
        if spec.length:
            widget.MaxLen = max(spec.length, len(spec.value))
        widget.AP = self.looks.of_text(widget, spec)
        self.fields.append(widget)

    def _mark(self, widget: Any, spec: Mark) -> None:
        from pikepdf import Array, Dictionary, Name, String

        state = Name("/" + (spec.option if spec.group else "yes"))
        widget.FT, widget.TU = Name.Btn, String(spec.tooltip)
        widget.AS = state if spec.is_chosen else Name.Off
        widget.AP = self.looks.of_mark(widget, str(state), is_round=bool(spec.group))
        widget.MK = Dictionary(CA=String("l" if spec.group else "4"))
        if not spec.group:
            widget.V = widget.DV = widget.AS
            self.fields.append(widget)
            return
        del widget.T, widget.FT
        if spec.group not in self.groups:
            made = Dictionary(FT=Name.Btn, Ff=_RADIO, T=String(spec.group), TU=String(spec.group_tooltip))
            made.V, made.Kids = Name.Off, Array([])
            self.groups[spec.group] = self.pdf.make_indirect(made)
            self.fields.append(self.groups[spec.group])
        group = self.groups[spec.group]
        group.Kids.append(widget)
        widget.Parent = group
        if spec.is_chosen:
            group.V = state

    def hide(self, page: "pikepdf.Page", name: str, value: str) -> None:
        """Add a field that nobody sees and every program keeps."""
        from pikepdf import Array, Dictionary, Name, String

        made = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(name), V=String(value))
        made.TU, made.Ff, made.F = String(name), _READ_ONLY, _HIDDEN | _PRINTED
        made.Rect, made.P, made.DA = Array([0, 0, 0, 0]), page.obj, String(self.looks.appearance)
        widget = self.pdf.make_indirect(made)
        page.obj.Annots = Array([*page.obj.get("/Annots", []), widget])
        self.fields.append(widget)

    def close(self) -> None:
        """List the fields in the order of the pages."""
        from pikepdf import Array, Dictionary, String

        resources = Dictionary(Font=self.looks.fonts)
        form = Dictionary(Fields=Array(self.fields), DR=resources, DA=String(self.looks.appearance))
        self.pdf.Root.AcroForm = self.pdf.make_indirect(form)


def _widgets(page: "pikepdf.Page") -> Iterator[Any]:
    for annotation in list(page.obj.get("/Annots", [])):
        if str(annotation.get("/Subtype")) == "/Widget":
            yield annotation


def _drop_layout_font(page: "pikepdf.Page") -> None:
    """Take out the whole font that WeasyPrint embeds for fields, 130 kB; ours has what is needed."""
    fonts: Any = page.obj.Resources.get("/Font", {})
    for name in [name for name, font in fonts.items() if _LAYOUT_FONT in str(font.BaseFont)]:
        del fonts[name]

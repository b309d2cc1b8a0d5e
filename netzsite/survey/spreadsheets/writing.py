"""Turns a form into a spreadsheet: answers in light cells, all else locked. The same form gives the same bytes."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from netzsite.kinds.survey import QuestionType
from netzsite.strings import Strings
from netzsite.survey.answers import Answer
from netzsite.survey.form import Form, FormField
from netzsite.survey.spreadsheets.rows import ANSWER, COLUMNS, HIDDEN_SHEET, NAME, Block, Row, blocks

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"A": 46, "B": 26, "C": 15, "D": 60, "E": 4}
"""Of the columns, in letters."""

_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.5, "bottom": 0.7, "header": 0.3, "footer": 0.3}
"""Of the printed page, in inches."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive knows."""

_FORMULA_LENGTH = 255
"""Characters that a prompt of a cell may have."""


def write_workbook(form: Form, strings: Strings, colours: dict[str, str]) -> bytes:
    """Write a company's form.

    Args:
        form: the form.
        strings: words of its language.
        colours: of the theme's light mode, by name: '#0b5d5a'.
    """
    from openpyxl import Workbook  # slow, and needed only where forms are made

    book = Workbook()
    book.remove(book.worksheets[0])
    writer = _Writer(book, form, strings, {name: value.lstrip("#") for name, value in colours.items()})
    writer.write()
    moment = dt.datetime.combine(form.opens, dt.time())
    book.properties.creator, book.properties.title = form.network, form.title
    book.properties.language, book.properties.created = form.lang, moment
    buffer = io.BytesIO()
    book.save(buffer)
    return _settled(buffer.getvalue(), moment)


class _Writer:
    """Writes the two sheets."""

    def __init__(self, book: Any, form: Form, strings: Strings, colours: dict[str, str]) -> None:
        self.form, self.strings, self.colours = form, strings, colours
        self.sheet: Worksheet = book.create_sheet(strings.text("survey-form.sheet"))
        self.hidden: Worksheet = book.create_sheet(HIDDEN_SHEET)
        self.line = 1
        self.lists: dict[tuple[str, ...], str] = {}
        self.rules: dict[tuple[object, ...], Any] = {}

    def write(self) -> None:
        self.hidden["A1"] = str(self.form.identification)
        self.hidden.sheet_state = "veryHidden"
        self._head()
        for block in blocks(self.form, self.strings):
            self._block(block)
        self._foot()
        for column, width in _WIDTHS.items():
            self.sheet.column_dimensions[column].width = width
        self.sheet.column_dimensions["E"].hidden = True
        for sheet in (self.sheet, self.hidden):
            sheet.protection.sheet = True
            sheet.protection.formatColumns = sheet.protection.formatRows = False
        self.sheet.sheet_view.showGridLines = False
        self._page()

    def _page(self) -> None:
        """Lay the sheet out for paper; the foot says whose form it is."""
        from openpyxl.worksheet.page import PageMargins
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self.sheet
        sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", "9", 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins, sheet.print_area = PageMargins(**_MARGINS), f"A1:D{self.line - 1}"
        foot: Any = sheet.oddFooter
        foot.left.text = self.strings.text("survey-form.number", number=self.form.number).replace("&", "&&")
        foot.right.text = "&P / &N"

    def _head(self) -> None:
        words, form = self.strings.text, self.form
        self._line(form.network, bold=True, colour="accent")
        self._line(form.title, size=18, bold=True)
        lines = [form.intro, words("survey-form.due", date=self.strings.date(form.closes))]
        lines += [words("survey-form.example")] if form.is_example else []
        for text in lines:
            self._line(text)
        self.line += 1
        self._line(words("survey-form.privacy"), bold=True, colour="accent")
        self._line(form.privacy)
        self.line += 1
        self._line(words("survey-form.how"), bold=True, colour="accent")
        names = ["cells", "numbers", "estimate", "declined"] + ["prefilled"] * form.has_prefilled
        for name in names:
            self._line(words(f"survey-form.how-{name}"))

    def _block(self, block: Block) -> None:
        self.line += 1
        self._line(block.title, size=13, bold=True, colour="accent")
        if block.intro:
            self._line(block.intro, colour="muted")
        for column, name in enumerate(COLUMNS, 1):
            cell = self.sheet.cell(self.line, column, self.strings.text(f"survey-form.{name}"))
            self._style(cell, size=9, colour="muted", border="rule-strong")
        self.line += 1
        for row in block.rows:
            self._row(row)

    def _row(self, row: Row) -> None:
        from openpyxl.styles import Alignment

        shown = (row.label, None, row.unit, row.help)
        for column, text in enumerate(shown, 1):
            cell = self.sheet.cell(self.line, column, text or None)
            self._style(cell, colour="muted" if column > ANSWER else "ink", border="rule")
            cell.alignment = Alignment("left", "top", wrap_text=True, indent=1 if column > ANSWER else 0)
        self.sheet.cell(self.line, NAME, row.name)
        self._answer(self.sheet.cell(self.line, ANSWER), row)
        is_long = row.field is not None and row.field.is_long
        lengths = (len(row.label), "A"), (len(row.value), "B"), (len(row.help), "D")
        lines = max(3 if is_long else 0, *(max(length - 1, 0) // round(_WIDTHS[column]) for length, column in lengths))
        self.sheet.row_dimensions[self.line].height = 16 + 14 * lines
        self.line += 1

    def _answer(self, cell: Any, row: Row) -> None:
        from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

        is_number = row.field is not None and row.field.is_number
        cell.value = _native(row.field.answer) if is_number and row.field else row.value or None
        cell.data_type = cell.data_type if is_number else "s"
        cell.number_format = "General" if is_number else "@"  # a percentage or a day that is typed then shows as one
        if row.field is not None and row.field.type is QuestionType.DATE:
            cell.number_format = "yyyy-mm-dd"
        self._style(cell)
        side = Side(style="thin", color=self.colours["rule-strong"])
        cell.border = Border(left=side, right=side, top=side, bottom=side)
        cell.fill = PatternFill("solid", fgColor="FFFDF2")
        cell.protection = Protection(locked=False)
        cell.alignment = Alignment(
            horizontal="right" if is_number else "left", vertical="top", indent=1, wrap_text=not is_number
        )
        if row.field is not None:
            self._validate(cell, row, row.field)

    def _validate(self, cell: Any, row: Row, field: FormField) -> None:
        """Say beside the cell what is meant, and let the program check what it can; `ca. 20` must stay possible."""
        rule = self._rule(row, field)
        prompt = re.sub(r"\s+", " ", row.help or row.label)[:_FORMULA_LENGTH]
        rule.promptTitle, rule.prompt, rule.showInputMessage = field.label[:32], prompt, True
        rule.add(cell)
        self.sheet.add_data_validation(rule)

    def _rule(self, row: Row, field: FormField) -> Any:
        from openpyxl.worksheet.datavalidation import DataValidation

        if row.choices:
            return DataValidation(
                type="list", formula1=self._list(row.choices), allow_blank=True, showErrorMessage=True
            )
        if field.type is QuestionType.TEXT:
            return DataValidation(
                type="textLength", operator="lessThanOrEqual", formula1=str(field.length), showErrorMessage=True
            )
        least, most = (self._limit(field, text) for text in (field.least, field.most))
        if field.type is QuestionType.DATE:
            least, most = "1", "73050"  # 1900 to 2099, in days
        return DataValidation(
            type="date"
            if field.type is QuestionType.DATE
            else "whole"
            if field.type is QuestionType.INTEGER
            else "decimal",
            operator="between",
            formula1=least or "-1000000000000",
            formula2=most or "1000000000000000",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="information",  # an estimate or "n/a" may be written all the same
            error=row.help[:_FORMULA_LENGTH] or None,
        )

    def _limit(self, field: FormField, text: str) -> str:
        return text.replace(" ", "").replace(",", ".") if field.is_number else ""

    def _list(self, choices: tuple[str, ...]) -> str:
        """Write the words of a list to the hidden sheet, once, and give where they stand."""
        from openpyxl.utils import get_column_letter

        if choices not in self.lists:
            column = len(self.lists) + 3
            for line, words in enumerate(choices, 1):
                self.hidden.cell(line, column, words).data_type = "s"
            letter = get_column_letter(column)
            self.lists[choices] = f"{HIDDEN_SHEET}!${letter}$1:${letter}${len(choices)}"
        return self.lists[choices]

    def _foot(self) -> None:
        words, form = self.strings.text, self.form
        if form.known:
            self.line += 1
            self._line(words("survey-form.known"), size=13, bold=True, colour="accent")
            self._line(words("survey-form.known-intro"), colour="muted")
            for label, answer in form.known:
                self._line(f"{label}: {answer}")
        self.line += 1
        self._line(words("survey-form.back-sheet", date=self.strings.date(form.closes)))
        self._line(" · ".join(filter(None, form.sender)))
        self._line(words("survey-form.number", number=form.number), size=9, colour="muted")

    def _line(self, text: str, *, size: float = 11, bold: bool = False, colour: str = "ink") -> None:
        """Write a line over all columns."""
        from openpyxl.styles import Alignment

        cell = self.sheet.cell(self.line, 1, text)
        cell.data_type = "s"
        self._style(cell, size=size, bold=bold, colour=colour)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self.sheet.merge_cells(start_row=self.line, start_column=1, end_row=self.line, end_column=len(COLUMNS))
        self.sheet.row_dimensions[self.line].height = size * 1.45 * (1 + len(text) // 150)
        self.line += 1

    def _style(self, cell: Any, *, size: float = 11, bold: bool = False, colour: str = "ink", border: str = "") -> None:
        from openpyxl.styles import Border, Font, Side

        cell.font = Font(name="Calibri", size=size, bold=bold, color=self.colours[colour])
        if border:
            cell.border = Border(bottom=Side(style="thin", color=self.colours[border]))


def _native(answer: Answer | None) -> int | float | None:
    if not isinstance(answer, Decimal):
        return None
    return int(answer) if answer == answer.to_integral_value() else float(answer)


def _settled(data: bytes, moment: dt.datetime) -> bytes:
    """Pack a workbook anew without the time at which it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "docProps/core.xml":
                stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            made = zipfile.ZipInfo(info.filename, _EPOCH)
            made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(made, content)
    return buffer.getvalue()

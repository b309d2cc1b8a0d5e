"""Fills in forms as companies do: PDFs with pypdf, spreadsheets with openpyxl."""

import io
import warnings
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook
from pypdf import PdfReader, PdfWriter


def fill_pdf(data: bytes, values: Mapping[str, str]) -> bytes:
    """Fill in a PDF: name of a field -> what is typed, or the state of a button."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(values), auto_regenerate=False)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def fill_sheet(data: bytes, values: Mapping[str, Any], formats: Mapping[str, str] | None = None) -> bytes:
    """Fill in a spreadsheet: name of an answer -> what is typed; and -> the format that its cell gets by that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data))
    for row in book.worksheets[0].iter_rows(max_col=5):
        name = str(row[4].value)
        if name in values:
            row[1].value = values[name]
        if formats and name in formats:
            row[1].number_format = formats[name]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()

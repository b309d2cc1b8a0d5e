"""Turns rows into CSV that a spreadsheet opens as data, never as a program."""

import csv
import io
import re
from collections.abc import Iterable

_FORMULA = re.compile(r"(^|[;\t\r\n]|[;\t\r\n][ \"']+)(?=[=+\-@\t\r＝＋－＠])")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?%?")


def write_csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Write a table as CSV (RFC 4180, UTF-8), defusing cells that a spreadsheet would run as a formula.

    An apostrophe goes before a cell that begins with =, +, -, @, tab or carriage return and is no number, as OWASP's
    note on CSV injection recommends.
    """
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow([_defused(cell) for cell in columns])
    writer.writerows([_defused(cell) for cell in row] for row in rows)
    return output.getvalue().encode()


def _defused(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else _FORMULA.sub(r"\1'", cell)

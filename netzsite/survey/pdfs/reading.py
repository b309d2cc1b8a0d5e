"""Turns a PDF that came back into what was typed into its fields; imports pypdf alone, whose limits guard it.

A PDF from elsewhere is not trusted: only fields are read, nothing is drawn, run or followed.
"""

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from netzsite.errors import Code
from netzsite.survey.form import BY, FACT
from netzsite.survey.key import parse_identification
from netzsite.survey.pdfs.fields import IDENTIFICATION, KNOWN
from netzsite.survey.submission import Submission, Typed, UnusableError

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES, MAX_FIELDS, MAX_LETTERS = 100, 2000, 10_000
"""Of a form, and of a field; ours stay far below."""

MAX_UNPACKED = 20_000_000
"""Bytes that a compressed part of a PDF may unpack to."""

_PAGES_LOOKED_AT = 3
"""Pages that are searched for words where there are no fields."""


def read_pdf(data: bytes) -> Submission:
    """Read a form.

    Raises:
        UnusableError: it is broken, locked, too large, a scan, printed to a new PDF, or no form of ours.
    """
    from pypdf import PdfReader, apply_configuration  # needed only where PDFs come back
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    names = ("zlib", "lzw", "run_length", "array_based_stream")
    limits: dict[str, Any] = {f"{name}_maximum_output_length": MAX_UNPACKED for name in names}
    try:
        with _silence(), apply_configuration(**limits), PdfReader(io.BytesIO(data)) as reader:
            return _read(reader)
    except DependencyError:  # a kind of lock that needs further libraries
        raise UnusableError(Code.FORM_ENCRYPTED) from None
    except LimitReachedError:
        raise UnusableError(Code.FORM_TOO_LARGE) from None
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, RecursionError):
        raise UnusableError(Code.FORM_BROKEN) from None  # nothing of the file is repeated


def _read(reader: "PdfReader") -> Submission:
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnusableError(Code.FORM_ENCRYPTED)
    if len(reader.pages) > MAX_PAGES:
        raise UnusableError(Code.FORM_TOO_LARGE)
    words, marks = _values(reader)
    if not words and not marks:
        raise UnusableError(_without_fields(reader))
    identification = parse_identification(words.pop(IDENTIFICATION, ""))
    if identification is None:
        raise UnusableError(Code.FORM_FOREIGN)
    facts = {name.removeprefix(FACT): value for name, value in words.items() if name.startswith(FACT)}
    typed: dict[str, Typed] = {name: value for name, value in words.items() if not name.startswith((FACT, KNOWN, BY))}
    return Submission(identification, typed | _chosen(marks), facts, words.get(BY, ""))


def _values(reader: "PdfReader") -> tuple[dict[str, str], dict[str, str]]:
    """Give the values of fields: name -> text, and name -> state of what is ticked; empty where nothing is."""
    form = _resolved(reader.root_object.get("/AcroForm"))
    fields = _resolved(form.get("/Fields")) if isinstance(form, dict) else None
    if not isinstance(fields, list):
        return {}, {}
    if len(fields) > MAX_FIELDS:
        raise UnusableError(Code.FORM_TOO_LARGE)
    words: dict[str, str] = {}
    marks: dict[str, str] = {}
    for field in map(_resolved, fields):
        if isinstance(field, dict) and "/T" in field:
            is_mark = _resolved(field.get("/FT")) == "/Btn"
            (marks if is_mark else words)[str(field["/T"])] = _value(field)
    return words, marks


def _value(field: Mapping[str, Any]) -> str:
    value = _resolved(field.get("/V", field.get("/AS")))
    if not isinstance(value, (str, bytes)):
        return ""
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    if len(text) > MAX_LETTERS:
        raise UnusableError(Code.FORM_TOO_LARGE)
    return "" if text == "/Off" else text


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _chosen(marks: Mapping[str, str]) -> dict[str, Typed]:
    """Give the options that are ticked or chosen; boxes of one question together."""
    chosen: dict[str, tuple[str, ...]] = {}
    for name, state in marks.items():
        question, divider, option = name.partition(":")
        ticked = option if divider else state.removeprefix("/")
        chosen[question] = chosen.get(question, ()) + ((ticked,) if state else ())
    return dict(chosen)


def _without_fields(reader: "PdfReader") -> Code:
    """Tell why a PDF has no fields: it was printed anew, or scanned."""
    pages = reader.pages[:_PAGES_LOOKED_AT]
    has_words = any(len((page.extract_text() or "").split()) > 5 for page in pages)
    return Code.FORM_FLATTENED if has_words else Code.FORM_SCANNED


@contextmanager
def _silence() -> Iterator[None]:
    """Let the library log nothing: it would repeat parts of the file."""
    logger, handler = logging.getLogger("pypdf"), logging.NullHandler()
    before, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = before

"""Turns a finished document into what pages say of it; imports pypdf alone."""

from pathlib import Path


def count_pages(path: Path) -> int:
    """Count the pages of a PDF; other files have none."""
    if path.suffix != ".pdf":
        return 0
    from pypdf import PdfReader  # needed only where a document is new

    with PdfReader(path) as reader:
        return len(reader.pages)

"""Turns a finished document into what pages say of it; of libraries, pikepdf alone."""

from pathlib import Path


def count_pages(path: Path) -> int:
    """Count the pages of a PDF; other files have none."""
    if path.suffix != ".pdf":
        return 0
    from pikepdf import open as open_pdf  # needed only where a document is new

    with open_pdf(path) as pdf:
        return len(pdf.pages)

"""Turns an HTML page and its style sheets into a tagged PDF (PDF/UA-1, ISO 14289-1) or a plain one; WeasyPrint's fence.

The page may show what it is handed and nothing else: no file, no address. The same page gives the same bytes.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from importlib.resources import files
from typing import Any

from netzsite.errors import Code, NetzsiteError, Problem, Severity, Spot
from netzsite.render.fonts import font_files, missing_characters, printable
from netzsite.render.tagging import drop_repeated_links, mend_tags

SCHEME = "netzsite:"
"""Begins the addresses of what a page shows: `netzsite:charts/sales.svg`."""

TAGGED = "pdf/ua-1"
"""The sort of PDF whose tags say what is what (PDF/UA-1)."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that a page shows: its bytes and its media type."""

    data: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class PdfDetails:
    """What a PDF says of itself; the date is the edition's, never that of the build."""

    title: str
    lang: str
    author: str
    date: dt.date
    description: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF, and what should be mended though it could be made."""

    data: bytes
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A page that is laid out, and what it was made from; `document` is WeasyPrint's."""

    html: str
    css: Sequence[str]
    resources: Mapping[str, Resource]
    document: Any

    @property
    def boxes(self) -> tuple[Mapping[str, tuple[float, float]], ...]:
        """Give for each printed page: anchor -> top and bottom of its box in CSS px."""
        return tuple({name: (box[1], box[3]) for name, box in page.anchors.items()} for page in self.document.pages)


def lay_out(html: str, css: Sequence[str], resources: Mapping[str, Resource], *, spot: Spot) -> Layout:
    """Lay out a page.

    Args:
        html: the page, with `lang` on its root element; links lead to anchors of the page or are absolute.
        css: texts of style sheets, in order of precedence; the fonts need not be loaded by them.
        resources: address, beginning with `netzsite:` -> what is there.
        spot: what problems are said of: the file of the edition.

    Raises:
        NetzsiteError: the engine complained of an address that is not among the resources, of CSS, of a link.
    """
    with _reports(spot):
        return _laid_out(html, css, resources)


def write_pdf(
    html: str, css: Sequence[str], resources: Mapping[str, Resource], details: PdfDetails, *, spot: Spot
) -> Pdf:
    """Lay out a page as tagged PDF; arguments as those of `lay_out` and `write_layout`.

    Raises:
        NetzsiteError: as `lay_out`.
    """
    with _reports(spot):
        layout = _laid_out(html, css, resources)
        data = _written(layout, details, pdf_variant=TAGGED)
    return Pdf(data, tuple(_missing_letters(layout.html, spot)))


def write_layout(layout: Layout, details: PdfDetails, *, spot: Spot, **options: str) -> bytes:
    """Write a layout as PDF, once.

    Args:
        layout: of the page.
        details: title, language, author, date.
        spot: what problems are said of.
        options: WeasyPrint's; with `pdf_variant=TAGGED` the PDF is tagged.

    Raises:
        NetzsiteError: as `lay_out`.
    """
    with _reports(spot):
        return _written(layout, details, **options)


def screen_profile() -> bytes:
    """Give the colour profile of screens, sRGB, which WeasyPrint brings."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _laid_out(html: str, css: Sequence[str], resources: Mapping[str, Resource]) -> Layout:
    from weasyprint import CSS, HTML  # 1 s, needed only where a PDF has changed
    from weasyprint.text.fonts import FontConfiguration

    _mend_line_breaks()
    fonts = {f"{SCHEME}fonts/{file.path.name}": file for file in font_files()}
    served = {url: Resource(file.path.read_bytes(), "font/ttf") for url, file in fonts.items()} | dict(resources)
    faces = "".join(file.face(url) for url, file in fonts.items())
    fetch, config = _fetcher(served), FontConfiguration()
    sheets = [CSS(string=text, url_fetcher=fetch, font_config=config) for text in (faces, *css)]
    html = printable(html)
    document = HTML(string=html, url_fetcher=fetch).render(font_config=config, stylesheets=sheets)
    return Layout(html, css, resources, document)


def _written(layout: Layout, details: PdfDetails, **options: str) -> bytes:
    document = layout.document
    _describe(document.metadata, details)
    identifier = _identifier(layout.html, layout.css, layout.resources)
    drop_repeated_links(document)
    finisher = mend_tags if "pdf_variant" in options else None
    data: bytes = document.write_pdf(pdf_identifier=identifier, finisher=finisher, cache={}, **options)
    return data


def _mend_line_breaks() -> None:
    """Let a text fit whose last space does not; WeasyPrint 70 breaks it after its first word if a link follows.

    The link does not fit either, so the space ends the line and is not to be seen.
    """
    from weasyprint.layout import inline

    split: Any = inline.split_first_line
    if hasattr(split, "mends"):
        return

    def mended(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **options: Any) -> Any:
        found = split(text, style, context, max_width, *rest, **options)
        if max_width is None or found[2] is None or not text.endswith(" ") or not text.strip():
            return found
        whole = split(text.rstrip(" "), style, context, max_width, *rest, **options)
        return whole if whole[2] is None and whole[3] <= max_width else found

    mended.mends = split  # type: ignore[attr-defined]  # says that it is done
    inline.split_first_line = mended


def _fetcher(served: Mapping[str, Resource]) -> Any:
    """Make what WeasyPrint asks for every address; it knows the given ones and opens nothing."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]  # untyped
        def fetch(self, url: str, headers: object = None) -> Any:
            resource = served.get(url)
            if resource is None:
                raise ValueError("a PDF loads nothing but what it is given")
            return URLFetcherResponse(url, resource.data, {"Content-Type": resource.mime})

    return Fetcher()


def _describe(metadata: Any, details: PdfDetails) -> None:
    """Fill in the metadata, in place of what the page says of itself."""
    metadata.title, metadata.authors, metadata.lang = details.title, [details.author], details.lang
    metadata.description, metadata.keywords = details.description or None, list(details.keywords)
    metadata.generator = "netzsite"
    metadata.created = metadata.modified = details.date.isoformat()


def _identifier(html: str, css: Sequence[str], resources: Mapping[str, Resource]) -> bytes:
    """Give the file identifier (ISO 32000-1, 14.4): one for the same content."""
    content = hashlib.sha256()
    for part in (html, *css, *sorted(resources)):
        content.update(part.encode() + b"\0")
    for url in sorted(resources):
        content.update(hashlib.sha256(resources[url].data).digest())
    return content.hexdigest()[:32].encode()


class _Collector(logging.Handler):
    """Turns log records into problems."""

    def __init__(self, spot: Spot) -> None:
        super().__init__(logging.WARNING)
        self.spot = spot
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().partition("\n")[0].removesuffix(":")
        problem = Problem(self.spot, Code.PDF_LAYOUT, message, "mend the text, or the theme's folder print/")
        if problem not in self.problems:
            self.problems.append(problem)


@contextmanager
def _reports(spot: Spot) -> Iterator[None]:
    """Let nothing be printed that WeasyPrint and the library that cuts fonts log.

    Raises:
        NetzsiteError: they have logged something.
    """
    collector, loggers = _Collector(spot), [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(collector)
            logger.propagate = propagate
    if collector.problems:
        raise NetzsiteError(*collector.problems)


def _missing_letters(html: str, spot: Spot) -> Iterator[Problem]:
    missing = missing_characters(unescape(html))
    if missing:
        names = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in missing)
        message = f"the fonts have no {names}; a font of the system stands in"
        yield Problem(spot, Code.PDF_LAYOUT, message, "write it another way", Severity.WARNING)

"""The section `downloads`: a page in each language that lists every document of the output, by medium and year."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from netzsite.engine.artifact import Artifact, Document
from netzsite.kinds.edition import Edition
from netzsite.library import Library
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, PageView, render_page

ENDINGS = (".pdf", ".zip", ".epub")
"""Of the files that count as documents."""

RECENT_YEARS = 2
"""Of documents that belong to no medium (press kits, which may be thousands), those of so many years are listed."""


@dataclass(frozen=True, slots=True)
class DownloadRow:
    """A document: `format`, `variant`, `pages` and `size` in words; `lang` is empty where it is in no language."""

    title: str
    path: str
    lang: str
    date: dt.date | None
    format: str
    pages: str
    size: str
    variant: str = ""


Years = tuple[tuple[int, tuple[DownloadRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class DownloadGroup:
    """The documents of a medium: year -> documents, the newest first; 0 for those without a day.

    `is_cut` says that older ones are left out; they stand on the pages of the entries that they belong to.
    """

    medium: str
    years: Years
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class DownloadsPage:
    """What the page shows."""

    title: str
    intro: str
    groups: tuple[DownloadGroup, ...]


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the page; it is made when the documents are finished."""
    path = Composer(library, theme, lang).all_downloads().path
    yield Artifact(path, NAME, _page, (lang,), render_page, lang=lang, lists=ENDINGS)


def _page(library: Library, theme: Theme, lang: str, documents: tuple[Document, ...] = ()) -> PageView:
    composer = Composer(library, theme, lang)
    item, intro = composer.all_downloads(), composer.strings.text("downloads.intro")
    others = composer.others(lambda other: composer.all_downloads(other).path)
    frame = composer.frames.frame(item.path, item.label, intro, "downloads", others, (composer.media_mix(),))
    return PageView("downloads.html", frame, DownloadsPage(item.label, intro, tuple(_groups(composer, documents))))


def _groups(composer: Composer, documents: tuple[Document, ...]) -> Iterator[DownloadGroup]:
    """Yield the media in the order of the mix, and at last what belongs to none."""
    by_medium: dict[str, list[DownloadRow]] = {}
    for document in documents:
        medium = document.entry[1].partition("/")[0] if document.entry and document.entry[0] == Edition.kind else ""
        by_medium.setdefault(medium, []).append(_row(composer, document))
    names = {name: profile.name.pick(composer.lang) for name, profile in composer.library.mix.media.items()}
    for medium, name in {**names, "": composer.strings.text("downloads.further")}.items():
        if rows := by_medium.get(medium):
            rows.sort(key=lambda row: (row.lang != composer.lang, row.lang, row.title, row.variant))
            rows.sort(key=lambda row: row.date or dt.date.min, reverse=True)
            years = tuple((year, tuple(same)) for year, same in groupby(rows, key=_year))
            shown = years if medium else _recent(years)
            yield DownloadGroup(name, shown, is_cut=len(shown) < len(years))


def _recent(years: Years) -> Years:
    """Take the newest years, and what has no day."""
    dated = [year for year, _ in years if year]
    return tuple((year, rows) for year, rows in years if not year or year in dated[:RECENT_YEARS])


def _year(row: DownloadRow) -> int:
    return row.date.year if row.date else 0


def _row(composer: Composer, document: Document) -> DownloadRow:
    strings, path = composer.strings, PurePosixPath(document.path)
    entry = composer.library.face(document.entry) if document.entry is not None else None
    return DownloadRow(
        entry.title(document.lang or composer.lang) if entry is not None else path.stem,
        document.path,
        document.lang,
        entry.facts.dated() if entry is not None else None,
        path.suffix[1:].upper(),
        strings.text("downloads.pages", n=document.pages) if document.pages else "",
        composer.size(document.bytes),
        strings.text(f"downloads.variants.{document.variant}") if document.variant else "",
    )

"""What composing any page of the website needs: views, frames and words of a language, and what several pages share."""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from netzsite.entry import Entry, K, Kind
from netzsite.kinds import KINDS
from netzsite.kinds.edition import Edition
from netzsite.library import Library
from netzsite.render.frames import Frames, MenuItem, has_list
from netzsite.render.parts import Card
from netzsite.render.places import ARCHIVE_MEDIA, PDF_MEDIA, archive_path, pdf_path
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.site.page import Download, Grade, ListPage
from netzsite.urls import absolute_link, list_path


class Composer:
    """Composes pages of one language; every page has one of its own, with the library that keeps account for it."""

    def __init__(self, library: Library, theme: Theme, lang: str) -> None:
        self.library, self.theme, self.lang = library, theme, lang
        self.network = library.network
        self.views = Views(library, theme, lang)
        self.frames = Frames(self.views)
        self.strings = self.views.strings

    @property
    def kinds(self) -> tuple[type[Kind], ...]:
        """The kinds that have a list, and something to put on it."""
        return self.library.once("kinds", lambda library: tuple(filter(library.has_any, filter(has_list, KINDS))))

    def description(self, page: ListPage) -> str:
        """Describe a list to search engines: by its introduction; a narrower one also by what it is narrowed to."""
        return page.intro or f"{page.title}: {self.strings.text(f'kinds.{page.kind}.intro')}"

    def address(self, path: str) -> str:
        """Give the full address of a path of the output."""
        return absolute_link(path, self.network.base_url)

    def others(self, path_in: Callable[[str], str]) -> dict[str, str]:
        """Give the path of a page in each other language."""
        return {lang: path_in(lang) for lang in self.network.languages if lang != self.lang}

    def list_path(self, kind: type[Kind], year: int | None = None, lang: str | None = None) -> str:
        """Give the path of the list of a kind, or of one of its years, in a language."""
        segment = self.theme.strings[lang or self.lang].text(f"kinds.{kind.kind}.segment")
        return list_path(lang or self.lang, segment if year is None else f"{segment}/{year}")

    def media_mix(self, lang: str | None = None) -> MenuItem:
        """Link the page that explains the media mix, in a language."""
        strings = self.theme.strings[lang or self.lang]
        path = list_path(lang or self.lang, strings.text("media-mix.segment"))
        return MenuItem(strings.text("media-mix.title"), path)

    def all_downloads(self, lang: str | None = None) -> MenuItem:
        """Link the page that lists all documents, in a language."""
        strings = self.theme.strings[lang or self.lang]
        return MenuItem(
            strings.text("downloads.title"), list_path(lang or self.lang, strings.text("downloads.segment"))
        )

    def all_editions(self, lang: str | None = None) -> MenuItem:
        """Link the page that lists all editions, in a language."""
        strings = self.theme.strings[lang or self.lang]
        segment = f"{strings.text(f'kinds.{Edition.kind}.segment')}/{strings.text('editions.segment')}"
        return MenuItem(strings.text("editions.title"), list_path(lang or self.lang, segment))

    def size(self, size: int) -> str:
        """Say a size in units of 1,000 or a million bytes, as systems for files do."""
        if size < 1_000_000:
            return self.strings.text("downloads.kilobytes", size=self.strings.number(max(1, round(size / 1000))))
        millions = (Decimal(size) / 1_000_000).quantize(Decimal("0.1"))
        return self.strings.text("downloads.megabytes", size=self.strings.number(millions, 1))

    def cards(self, entries: Iterable[Entry[Kind]]) -> tuple[Card, ...]:
        """Give entries as items of a list."""
        return tuple(self.views.card(entry) for entry in entries)

    def grade(self, number: int) -> Grade:
        """Say what a grade of transferability means."""
        words, about = (self.strings.text(f"services.grade-{number}.{name}") for name in ("words", "about"))
        return Grade(number, words, about)

    # -- Names ---------------------------------------------------------------------------------------------------------

    def by_name(self, entries: Iterable[Entry[K]]) -> list[Entry[K]]:
        """Sort entries as readers of the language look names up."""
        return sorted(entries, key=lambda entry: (self.initial(entry), self._name_key(entry)))

    def initial(self, entry: Entry[Kind]) -> str:
        """Give the letter under which an entry is looked up."""
        initial = self._name_key(entry)[:1].upper()
        return initial if initial.isalpha() else "0–9"

    def by_letter(self, entries: Iterable[Entry[K]]) -> Iterator[tuple[str, str, Iterator[Entry[K]]]]:
        """Divide entries by the letters under which they are looked up: letter, its anchor, entries."""
        for letter, named in groupby(self.by_name(entries), key=self.initial):
            yield letter, f"nz-{letter.replace('–', '-')}", named

    def _name_key(self, entry: Entry[Kind]) -> str:
        order = entry.facts.order()
        key = self.strings.sort_key(" ".join(order) if order else entry.title(self.lang))
        return " ".join(re.sub(r"[^\w\s]", " ", re.sub("[’']", "", key)).split()) or key  # marks do not count

    # -- Editions ------------------------------------------------------------------------------------------------------

    def archives(self, edition: Entry[Edition]) -> tuple[Download, ...]:
        """List the PDFs for archives of an edition, the reader's language first."""
        if edition.id.partition("/")[0] not in ARCHIVE_MEDIA:
            return ()
        endings = {lang: strings.text("report.archive-ending") for lang, strings in self.theme.strings.items()}
        return tuple(
            Download(download.title, archive_path(edition, download.lang, endings[download.lang]), download.lang)
            for download in self.downloads(edition)
        )

    def downloads(self, edition: Entry[Edition]) -> tuple[Download, ...]:
        """List the PDFs of an edition, the reader's language first."""
        if edition.id.partition("/")[0] not in PDF_MEDIA:
            return ()
        languages = self.library.mix.languages_of(edition.id) or self.network.languages
        return tuple(
            Download(edition.title(lang), pdf_path(edition, lang), lang)
            for lang in sorted(languages, key=lambda lang: lang != self.lang)
        )

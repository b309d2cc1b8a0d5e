"""Turns the public library into the frames and contents of the website's pages in one language."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from netzsite.entry import Entry, Grouping, Key, Kind
from netzsite.kinds import KINDS
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition, Listing, Part
from netzsite.kinds.event import Event
from netzsite.kinds.figure import Figure
from netzsite.kinds.member import Member
from netzsite.kinds.news import News
from netzsite.kinds.portrait import Portrait
from netzsite.library import Library
from netzsite.render.frames import Frame, Frames, MenuItem, has_list
from netzsite.render.pages import ChapterView, Download, EntryPage, Group, HomePage, ListPage, Medium
from netzsite.render.parts import Card, Link
from netzsite.render.places import pdf_path
from netzsite.render.subscriptions import entry_feeds, kind_feeds
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.urls import entry_path, home_path, list_path

NEWEST = 20
"""Entries on the list of a kind that is listed by year; older ones stand on the pages of their years."""

RELATED = 24
"""Entries of a kind that the page of another names; the newest come first."""


class Site:
    """Composes pages; each method gives the frame of a page and its content."""

    def __init__(self, library: Library, theme: Theme, lang: str) -> None:
        self.library, self.theme, self.lang = library, theme, lang
        self.views = Views(library, theme, lang)
        self.frames = Frames(self.views)
        self.strings = self.views.strings
        self.kinds = [kind for kind in KINDS if has_list(kind) and library.has_any(kind)]

    def _others(self, path_in: partial[str]) -> dict[str, str]:
        return {lang: path_in(lang) for lang in self.library.network.languages if lang != self.lang}

    # -- Home ----------------------------------------------------------------------------------------------------------

    def home(self) -> tuple[Frame, HomePage]:
        """Compose the home page."""
        network = self.library.network
        title = f"{network.short_name} – {network.claim.pick(self.lang)}"
        frame = self.frames.frame(home_path(self.lang), title, "", "home", self._others(partial(home_path)))
        return frame, self._home_page()

    def _home_page(self) -> HomePage:
        network, lists = self.library.network, {kind.kind: self.frames.list_item(kind) for kind in self.kinds}
        coming = self.library.choose(Event, self.lang, is_over=False)[:-5:-1]
        editions, figures = self.library.choose(Edition, limit=1), self.library.choose(Figure, limit=1)
        counts = tuple((self.library.count(kind, self.lang), lists[kind.kind]) for kind in self.kinds)
        return HomePage(
            network.claim.pick(self.lang),
            network.description.pick(self.lang),
            self._cards(self.library.choose(News, self.lang, limit=6)),
            self._cards(coming),
            self._cards(self.library.choose(Portrait, self.lang, limit=3)),
            self.views.figure(figures[0]) if figures else None,
            self.views.card(editions[0]) if editions else None,
            self._downloads(editions[0]) if editions else (),
            counts,
            tuple(
                Medium(medium.name.pick(self.lang), medium.about.pick(self.lang), medium)
                for medium in self.library.mix.media.values()
            ),
            lists,
        )

    def _cards(self, entries: Iterable[Entry[Kind]]) -> tuple[Card, ...]:
        return tuple(self.views.card(entry) for entry in entries)

    # -- Lists ---------------------------------------------------------------------------------------------------------

    def years(self, kind: type[Kind]) -> tuple[int, ...]:
        """List the years that have a page of their own, the newest first; only kinds listed by year have some."""
        if kind.grouping is not Grouping.YEAR:
            return ()
        return self.library.years(kind, self.lang)

    def overview(self, kind: type[Kind], year: int | None = None) -> tuple[Frame, ListPage]:
        """Compose the list of a kind, or of one of its years; a list by year shows the newest and links the years."""
        item = self.frames.list_item(kind)
        years = tuple(MenuItem(str(each), self.list_path(kind, each), each == year) for each in self.years(kind))
        limit = NEWEST if years and year is None else None
        entries = self.library.choose(kind, self.lang, year=year or 0, limit=limit)
        title = item.label if year is None else f"{item.label} {year}"
        page = ListPage(
            kind.kind,
            title,
            self.strings.text(f"kinds.{kind.kind}.intro") if year is None else "",
            self.library.count(kind, self.lang) if year is None else len(entries),
            tuple(self._groups(kind.grouping, entries)),
            years,
        )
        path, trail = self.list_path(kind, year), () if year is None else (item,)
        others = {lang: self.list_path(kind, year, lang) for lang in self._others_with(kind, year)}
        name = f"{title} – {self.library.network.short_name}"
        feeds = kind_feeds(self.views, kind)
        return self.frames.frame(path, name, page.intro, "list", others, trail, feeds), page

    def list_path(self, kind: type[Kind], year: int | None = None, lang: str | None = None) -> str:
        """Give the path of the list of a kind, or of one of its years, in a language."""
        segment = self.theme.strings[lang or self.lang].text(f"kinds.{kind.kind}.segment")
        return list_path(lang or self.lang, segment if year is None else f"{segment}/{year}")

    def _others_with(self, kind: type[Kind], year: int | None) -> Iterator[str]:
        """Yield the other languages that have the list too."""
        for lang in self.library.network.languages:
            if lang != self.lang and (year is None or year in self.library.years(kind, lang)):
                yield lang

    def _groups(self, grouping: Grouping, entries: tuple[Entry[Kind], ...]) -> Iterator[Group]:
        if grouping is Grouping.CURRENT:
            current = [entry for entry in entries if not self.views.is_over(entry)]
            over = [entry for entry in entries if self.views.is_over(entry)]
            if entries and entries[0].facts.order() is not None and isinstance(entries[0].facts, Event):
                current.reverse()
            for name, part in (("current", current), ("over", over)):
                if part:
                    yield Group(self.strings.text(f"list.{name}"), self._cards(part))
        elif grouping is Grouping.YEAR:
            for year, dated in groupby(entries, key=_year):
                yield Group(str(year), self._cards(dated))
        elif grouping is Grouping.LETTER:
            for letter, named in groupby(self._by_name(entries), key=self._initial):
                yield Group(letter, self._cards(named))
        elif entries:
            yield Group("", self._cards(entries))

    def _by_name(self, entries: Iterable[Entry[Kind]]) -> list[Entry[Kind]]:
        return sorted(entries, key=lambda entry: (self._initial(entry), self._name_key(entry)))

    def _name_key(self, entry: Entry[Kind]) -> str:
        order = entry.facts.order()
        return self.strings.sort_key(" ".join(order) if order else entry.title(self.lang))

    def _initial(self, entry: Entry[Kind]) -> str:
        initial = self._name_key(entry)[:1].upper()
        return initial if initial.isalpha() else "0–9"

    # -- Entries -------------------------------------------------------------------------------------------------------

    def entry(self, entry: Entry[Kind], path: str) -> tuple[Frame, EntryPage]:
        """Compose the page of an entry, which lies at a path."""
        others = {
            lang: other
            for lang in self.library.network.languages
            if lang != self.lang and (other := self.views.path(entry, lang)) is not None
        }
        trail = (self.frames.list_item(type(entry.facts)),) if has_list(type(entry.facts)) else ()
        title = f"{entry.title(self.lang)} – {self.library.network.short_name}"
        feeds = entry_feeds(self.views, entry)
        frame = self.frames.frame(path, title, self.views.summary(entry), entry.kind, others, trail, feeds)
        return frame, self._entry_page(entry)

    def _entry_page(self, entry: Entry[Kind]) -> EntryPage:
        views, facts = self.views, entry.facts
        return EntryPage(
            views.card(entry),
            entry.title(self.lang),
            views.summary(entry),
            views.body(entry),
            views.facts(entry),
            views.picture_of(entry),
            tuple(self._related(entry)),
            facts.example,
            views.is_over(entry),
            entry.is_draft(self.lang),
            tuple(
                Link(entry.title(lang), views.path(entry, lang), lang) for lang in entry.wordings if lang != self.lang
            ),
            address=facts.address if isinstance(facts, Member) else None,
            deal=views.deal(entry) if isinstance(facts, News) else None,  # type: ignore[arg-type]  # its facts say so
            programme=views.programme(facts) if isinstance(facts, Event) else (),
            box=tuple((line.label.pick(self.lang), line.value.pick(self.lang)) for line in getattr(facts, "box", ())),
            figure=views.figure(entry) if isinstance(facts, Figure) else None,  # type: ignore[arg-type]  # dto.
            downloads=self._downloads(entry) if isinstance(facts, Edition) else (),  # type: ignore[arg-type]  # dto.
            chapters=tuple(self._chapters(facts, entry)) if isinstance(facts, Edition) else (),
            when=views.when(facts) if isinstance(facts, Event) else "",
        )

    def _related(self, entry: Entry[Kind]) -> Iterator[Group]:
        for kind in self.kinds:
            referring = self._referring(entry, kind)
            if referring:
                title = (
                    "member.related"
                    if kind is Member and isinstance(entry.facts, Member)
                    else f"kinds.{kind.kind}.many"
                )
                more = self.list_path(kind) if len(referring) > RELATED else None
                cards = tuple(self.views.card_of(key) for key in referring[:RELATED])
                yield Group(self.strings.text(title), cards, more)

    def _referring(self, entry: Entry[Kind], kind: type[Kind]) -> tuple[Key, ...]:
        """List the entries of a kind that name an entry; an edition names what its chapters name."""
        if kind is not Edition:
            return self.library.referring(entry, kind, self.lang)
        ids = {entry_id.rpartition("/")[0] for _, entry_id in self.library.referring(entry, Chapter)}
        editions = self.library.choose(Edition) if ids else ()
        return tuple(edition.key for edition in editions if edition.id in ids and edition.id != entry.id)

    def _downloads(self, edition: Entry[Edition]) -> tuple[Download, ...]:
        if not edition.id.startswith("report/"):
            return ()
        return tuple(
            Download(edition.title(lang), pdf_path(edition, lang), lang)
            for lang in sorted(self.library.network.languages, key=lambda lang: lang != self.lang)
        )

    def _chapters(self, edition: Edition, entry: Entry[Kind]) -> Iterator[ChapterView]:
        for number, part in enumerate(edition.parts, 1):
            if part.listing is not None:
                yield self._listing(edition, part, part.listing, f"part-{number}")
            elif chapter := self.library.get(Chapter, f"{entry.id}/{part.chapter}"):
                anchor, lead = str(part.chapter), self.views.summary(chapter)
                body = self.views.body(chapter, level=3, prefix=f"{anchor}-")
                yield ChapterView(chapter.title(self.lang), anchor, lead, body, is_example=chapter.facts.example)

    def _listing(self, edition: Edition, part: Part, listing: Listing, anchor: str) -> ChapterView:
        title = part.title.pick(self.lang) if part.title else ""
        lead = part.intro.pick(self.lang) if part.intro else ""
        if listing is Listing.MEMBERS:
            members = [member for member in self.library.choose(Member) if member.facts.is_active]
            return ChapterView(title, anchor, lead, members=self._cards(self._by_name(members)))
        return ChapterView(title, anchor, lead, deals=self.views.deals(edition.reported_year))

    def not_found(self, path: str) -> tuple[Frame, None]:
        """Compose the page that is shown where there is none."""
        title = f"{self.strings.text('not-found.title')} – {self.library.network.short_name}"
        others = self._others(partial(entry_path, segment="", entry_id="404"))
        return self.frames.frame(path, title, "", "not-found", others), None


def _year(entry: Entry[Kind]) -> int:
    day = entry.facts.dated()
    return day.year if day else 0

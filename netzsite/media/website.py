"""The medium `website`: every entry, list and home page in every language, with style sheet, fonts and pictures."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry, Grouping, Key, Kind
from netzsite.kinds import KINDS
from netzsite.kinds.edition import Edition
from netzsite.kinds.event import Event
from netzsite.kinds.figure import Figure
from netzsite.kinds.member import Member
from netzsite.kinds.news import News
from netzsite.kinds.picture import Picture
from netzsite.kinds.portrait import Portrait
from netzsite.library import Library
from netzsite.render.charts import recolour_css
from netzsite.render.fonts import FontFile, font_files, woff2
from netzsite.render.frames import STYLESHEET, Frame, Frames, has_list
from netzsite.render.pages import ChapterView, Download, EntryPage, Group, HomePage, ListPage, Medium, PageView
from netzsite.render.parts import Card, Link
from netzsite.render.pictures import PictureFile, inspect, resize
from netzsite.render.tables import write_csv
from netzsite.render.theme import Theme
from netzsite.render.views import Views, figure_data_path, palette, pdf_path, picture_path
from netzsite.render.workshop import Workshop
from netzsite.source import Table
from netzsite.urls import entry_path, home_path, relative_link, slug

NAME = "website"


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the website."""
    for lang in library.network.languages:
        yield from _SitePlan(library, theme, lang).artifacts()
    yield _root(library)
    yield Artifact(STYLESHEET, NAME, _render_stylesheet, partial(_stylesheet, theme))
    for font in font_files():
        yield Artifact(_font_path(font), NAME, _render_font, partial(_itself, font))
    for picture in library.of(Picture):
        file = inspect(library.folder / "pictures" / picture.facts.file)
        for width in file.variants():
            path = picture_path(picture.id, file, width)
            yield Artifact(path, NAME, _render_picture, partial(_itself, (file, width)), picture.key)
    for figure in library.of(Figure):
        yield Artifact(figure_data_path(figure.id), NAME, _render_table, partial(_itself, figure.table), figure.key)


Composed = Callable[[], tuple[Frame, object]]
"""Makes the frame and the content of a page."""


class _SitePlan:
    """Plans the pages of one language."""

    def __init__(self, library: Library, theme: Theme, lang: str) -> None:
        self.library, self.theme, self.lang = library, theme, lang
        self.views = Views(library, theme, lang)
        self.frames = Frames(self.views)
        self.strings = self.views.strings
        self.own_templates = {path.stem for path in (theme.folder / NAME).glob("*.html")}
        self.kinds = [kind for kind in KINDS if has_list(kind) and library.of(kind)]

    def artifacts(self) -> Iterator[Artifact]:
        """Plan home, lists, entries and the page that is shown where there is none."""
        yield self._page("home.html", home_path(self.lang), self._home)
        for kind in self.kinds:
            yield self._page("list.html", self.frames.list_item(kind).path, partial(self._list, kind))
        for kind in KINDS:
            for entry in self.library.of(kind):
                if (path := self.views.path(entry)) is not None:
                    template = f"{entry.kind}.html" if entry.kind in self.own_templates else "entry.html"
                    yield self._page(template, path, partial(self._entry, entry, path), entry.key)
        not_found = entry_path(self.lang, "", "404")
        yield self._page("404.html", not_found, partial(self._not_found, not_found))

    def _page(self, template: str, path: str, composed: Composed, key: Key | None = None) -> Artifact:
        return Artifact(path, NAME, _render_page, partial(_page_view, template, composed), key, self.lang)

    def _others(self, path_in: partial[str]) -> dict[str, str]:
        return {lang: path_in(lang) for lang in self.library.network.languages if lang != self.lang}

    # -- Home ----------------------------------------------------------------------------------------------------------

    def _home(self) -> tuple[Frame, HomePage]:
        network = self.library.network
        title = f"{network.short_name} – {network.claim.pick(self.lang)}"
        frame = self.frames.frame(home_path(self.lang), title, "", "home", self._others(partial(home_path)))
        return frame, self._home_page()

    def _home_page(self) -> HomePage:
        network, lists = self.library.network, {kind.kind: self.frames.list_item(kind) for kind in self.kinds}
        coming = [entry for entry in reversed(self._shown(Event)) if not entry.facts.is_over(self.library.moment)]
        editions, figures = self.library.of(Edition), self.library.of(Figure)
        counts = tuple((len(self._shown(kind)), lists[kind.kind]) for kind in self.kinds)
        return HomePage(
            network.claim.pick(self.lang),
            network.description.pick(self.lang),
            self._cards(self._shown(News)[:6]),
            self._cards(coming[:4]),
            self._cards(self._shown(Portrait)[:4]),
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

    def _shown(self, kind: type[Kind]) -> tuple[Entry[Kind], ...]:
        """List the entries of a kind that can be read in the language."""
        return tuple(entry for entry in self.library.of(kind) if entry.has_language(self.lang))

    def _cards(self, entries: Iterable[Entry[Kind]]) -> tuple[Card, ...]:
        return tuple(self.views.card(entry) for entry in entries)

    # -- Lists ---------------------------------------------------------------------------------------------------------

    def _list(self, kind: type[Kind]) -> tuple[Frame, ListPage]:
        entries, item = self._shown(kind), self.frames.list_item(kind)
        page = ListPage(
            kind.kind,
            item.label,
            self.strings.text(f"kinds.{kind.kind}.intro"),
            len(entries),
            tuple(self._groups(kind.grouping, entries)),
        )
        others = {
            lang: Frames(Views(self.library, self.theme, lang)).list_item(kind).path
            for lang in self.library.network.languages
            if lang != self.lang
        }
        frame = self.frames.frame(
            item.path, f"{item.label} – {self.library.network.short_name}", page.intro, "list", others
        )
        return frame, page

    def _groups(self, grouping: Grouping, entries: tuple[Entry[Kind], ...]) -> Iterator[Group]:
        if grouping is Grouping.CURRENT:
            moment = self.library.moment
            current = [entry for entry in entries if not entry.facts.is_over(moment)]
            over = [entry for entry in entries if entry.facts.is_over(moment)]
            if entries and entries[0].facts.order() is not None and isinstance(entries[0].facts, Event):
                current.reverse()
            for name, part in (("current", current), ("over", over)):
                if part:
                    yield Group(self.strings.text(f"list.{name}"), self._cards(part))
        elif grouping is Grouping.YEAR:
            for year, dated in groupby(entries, key=lambda entry: day.year if (day := entry.facts.dated()) else 0):
                yield Group(str(year), self._cards(dated))
        elif grouping is Grouping.LETTER:
            ordered = sorted(entries, key=lambda entry: (self._initial(entry), self._name_key(entry)))
            for letter, named in groupby(ordered, key=self._initial):
                yield Group(letter, self._cards(named))
        elif entries:
            yield Group("", self._cards(entries))

    def _name_key(self, entry: Entry[Kind]) -> str:
        order = entry.facts.order()
        return self.strings.sort_key(" ".join(order) if order else entry.title(self.lang))

    def _initial(self, entry: Entry[Kind]) -> str:
        initial = self._name_key(entry)[:1].upper()
        return initial if initial.isalpha() else "0–9"

    # -- Entries -------------------------------------------------------------------------------------------------------

    def _entry(self, entry: Entry[Kind], path: str) -> tuple[Frame, EntryPage]:
        others = {
            lang: other
            for lang in self.library.network.languages
            if lang != self.lang and (other := self.views.path(entry, lang)) is not None
        }
        trail = (self.frames.list_item(type(entry.facts)),) if has_list(type(entry.facts)) else ()
        title = f"{entry.title(self.lang)} – {self.library.network.short_name}"
        frame = self.frames.frame(path, title, self.views.summary(entry), entry.kind, others, trail)
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
            facts.is_over(self.library.moment),
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
            referring = [other for other in self.library.referring(entry, kind) if other.has_language(self.lang)]
            if referring:
                yield Group(self.strings.text(f"kinds.{kind.kind}.many"), self._cards(referring))

    def _downloads(self, edition: Entry[Edition]) -> tuple[Download, ...]:
        if not edition.id.startswith("report/"):
            return ()
        return tuple(
            Download(edition.title(lang), pdf_path(edition, lang), lang)
            for lang in sorted(self.library.network.languages, key=lambda lang: lang != self.lang)
        )

    def _chapters(self, edition: Edition, entry: Entry[Kind]) -> Iterator[ChapterView]:
        for part in edition.parts:
            chapter = self.library.named(("chapter", f"{entry.id}/{part.chapter}")) if part.chapter else None
            if chapter is not None and part.chapter is not None:
                anchor = part.chapter
                body = self.views.body(chapter, level=3, prefix=f"{anchor}-")
                yield ChapterView(chapter.title(self.lang), anchor, body, chapter.facts.example)

    def _not_found(self, path: str) -> tuple[Frame, None]:
        title = f"{self.strings.text('not-found.title')} – {self.library.network.short_name}"
        others = self._others(partial(entry_path, segment="", entry_id="404"))
        return self.frames.frame(path, title, "", "not-found", others), None


def _page_view(template: str, composed: Composed) -> PageView:
    return PageView(template, *composed())


def _itself(view: object) -> object:
    return view


def _root(library: Library) -> Artifact:
    network = library.network
    homes = tuple((lang, home_path(lang)) for lang in network.languages)
    view = (network.default_language, network.short_name, homes)
    return Artifact("index.html", NAME, _render_root, partial(_itself, view))


def _stylesheet(theme: Theme) -> str:
    faces = "".join(font.face(relative_link(_font_path(font), STYLESHEET)) for font in font_files())
    recoloured = recolour_css(palette(theme, "light"), palette(theme, "dark"))
    return f"{faces}{theme.stylesheet(NAME)}\n@media (prefers-color-scheme: dark) {{\n{recoloured}}}\n"


def _font_path(font: FontFile) -> str:
    return f"assets/fonts/{slug(font.family)}-{font.weight}-{font.style}.woff2"


# -- Rendering: functions of the module, so that they can be sent to other processes -----------------------------------


def _render_page(view: PageView, workshop: Workshop) -> bytes:
    values = {"frame": view.frame, "view": view.content}
    return workshop.render_page(NAME, view.template, view.frame.lang, view.frame.path, values)


def _render_root(view: tuple[str, str, tuple[tuple[str, str], ...]], workshop: Workshop) -> bytes:
    lang, name, homes = view
    return workshop.render_page(NAME, "root.html", lang, "index.html", {"lang": lang, "name": name, "homes": homes})


def _render_stylesheet(view: str, workshop: Workshop) -> bytes:
    return view.encode()


def _render_font(view: FontFile, workshop: Workshop) -> bytes:
    return woff2(view.path)


def _render_picture(view: tuple[PictureFile, int], workshop: Workshop) -> bytes:
    file, width = view
    return resize((workshop.content / "pictures" / file.path).read_bytes(), width, file.format)


def _render_table(view: Table, workshop: Workshop) -> bytes:
    return write_csv(view.columns, view.rows)

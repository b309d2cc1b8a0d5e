"""Turns entries into the frozen views that templates lay out; each holds all that a page may show, and nothing else.

Media share these views: a figure, a picture, a link or a deal is the same on the web, in the feed and in print.
"""

import datetime as dt
from collections.abc import Collection, Hashable, Iterator
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self

from netzsite.entry import Entry, Key, Kind, day_after, midnight
from netzsite.fields import Choice, Localised
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition
from netzsite.kinds.event import Event, EventStatus
from netzsite.kinds.figure import Figure
from netzsite.kinds.news import News, deal_label
from netzsite.kinds.page import Page
from netzsite.kinds.picture import Picture
from netzsite.kinds.project import Project
from netzsite.library import Library
from netzsite.prose import Mentioned, mentions
from netzsite.render import deals, figures, programmes
from netzsite.render.charts import chart_spec
from netzsite.render.facts import FactTable
from netzsite.render.palettes import Palette, palette
from netzsite.render.parts import Card, DealView, FactRow, FigureView, Link, PictureView, SessionView
from netzsite.render.pictures import inspect
from netzsite.render.places import READ_BY_CHAPTERS, picture_path
from netzsite.render.theme import Theme
from netzsite.source import Table
from netzsite.strings import Strings
from netzsite.urls import entry_path

if TYPE_CHECKING:
    from netzsite.render.markup import Body


class Views:
    """Makes the views of one language from the public library."""

    def __init__(self, library: Library, theme: Theme, lang: str) -> None:
        self.library, self.theme, self.lang = library, theme, lang
        self.strings: Strings = theme.strings[lang]

    @property
    def name(self) -> Hashable:
        """What tells these views from others of the same entries."""
        return self.lang

    def on(self, library: Library) -> Self:
        """Give the same views of another library."""
        views = copy(self)
        views.library = library
        return views

    # -- Links ---------------------------------------------------------------------------------------------------------

    def path(self, entry: Entry[Kind], lang: str | None = None) -> str | None:
        """Give the path of an entry's page in a language (else the reader's); None if it has none there."""
        lang = lang or self.lang
        if entry.kind == Chapter.kind:
            return self._chapter_path(entry.id, lang)
        if not entry.facts.has_page or not (entry.has_language(lang) or self._stands_in(entry)):
            return None
        wording = entry.wordings.get(lang)
        return self.page_path(type(entry.facts), entry.id, wording.words.get("slug", "") if wording else "", lang)

    def page_path(self, kind: type[Kind], entry_id: str, slug: str, lang: str) -> str:
        """Give the path of the page of an entry of a kind."""
        segment = "" if kind is Page else self.theme.strings[lang].text(f"kinds.{kind.kind}.segment")
        return entry_path(lang, segment, slug or entry_id)

    def part_path(self, edition_id: str, name: str, lang: str | None = None) -> str:
        """Give the path of the page of a part of an edition that is read by chapters."""
        return self.page_path(Edition, f"{edition_id}/{name}", "", lang or self.lang)

    def _chapter_path(self, chapter_id: str, lang: str) -> str | None:
        """Give the path of a chapter's page, which is there in all languages: another language stands in its place."""
        edition_id, _, name = chapter_id.rpartition("/")
        if edition_id.partition("/")[0] not in READ_BY_CHAPTERS:
            return None
        edition = self.library.get(Edition, edition_id)
        is_part = edition is not None and name in dict(edition.facts.named_parts)
        return self.part_path(edition_id, name, lang) if is_part else None

    def topic_path(self, topic: str) -> str:
        """Give the path of the page of a topic of the network's vocabulary."""
        return entry_path(self.lang, self.strings.text("topics.segment"), topic)

    def _stands_in(self, entry: Entry[Kind]) -> bool:
        """Tell whether the original of an entry stands in for translations that are missing."""
        return self.library.network.shows_original(type(entry.facts))

    def substitute(self, entry: Entry[Kind]) -> Link | None:
        """Link the original where the entry is not translated into the reader's language; None where it is."""
        if entry.original is None or entry.has_language(self.lang):
            return None
        lang = entry.original.lang
        return Link(entry.original.title, self.path(entry, lang), lang, entry.facts.example)

    def link(self, entry: Entry[Kind]) -> Link:
        """Link an entry among the reader's pages, else in its original language; say where it is not the reader's."""
        path, original = self.path(entry), self.substitute(entry)
        if original is None or not entry.facts.has_page:
            return Link(entry.title(self.lang), path, None, entry.facts.example)
        return replace(original, path=path or original.path)

    def reference(self, kind: str, entry_id: str) -> Link | None:
        """Link what a reference field names; sectors have no page, and what is not public gives nothing."""
        if kind == "topic":
            return Link(self.library.network.topics[entry_id].pick(self.lang), self.topic_path(entry_id))
        if kind == "sector":
            return Link(self.library.network.sectors[entry_id].pick(self.lang), None)
        entry = self.library.face((kind, entry_id))
        return self.link(entry) if entry is not None else None

    # -- Texts ---------------------------------------------------------------------------------------------------------

    def body(self, entry: Entry[Kind], *, level: int = 2, prefix: str = "") -> "Body":
        """Give an entry's text with all that it links and shows."""
        from netzsite.render.markup import Body, Target  # and Markdown, needed only where a page is due

        wording = entry.wording(self.lang)
        text = wording.body if wording else ""
        targets: dict[str, Target] = {}
        shown: dict[str, FigureView] = {}
        pictures: dict[str, PictureView] = {}
        values: dict[str, str] = {}
        for mention in mentions(text):
            if mention.what is Mentioned.ENTRY and (found := self.library.find(mention.target, entry)):
                link = self.link(found)
                targets[mention.target] = Target(link.title, link.path, link.lang)
            elif mention.what is Mentioned.FIGURE and (figure := self.library.get(Figure, mention.target)):
                shown[mention.target] = self.figure(figure)
            elif mention.what is Mentioned.VALUE and (figure := self.library.get(Figure, mention.target)):
                values[mention.words] = figures.figure_value(self, figure, mention.words)
            elif mention.what is Mentioned.PICTURE and (picture := self.library.picture(mention.target)):
                pictures[mention.target] = self.picture(picture)
        return Body(text, targets, shown, pictures, values, level, prefix, self.strings.text("entry.footnote-back"))

    def summary(self, entry: Entry[Kind]) -> str:
        """Give a few words on an entry: its summary, or what its kind has instead."""
        wording = entry.wording(self.lang)
        if wording is not None:
            return wording.summary
        for name in ("about", "summary", "subtitle", "description"):
            value = getattr(entry.facts, name, None)
            if isinstance(value, Localised):
                return value.pick(self.lang)
        return ""

    # -- Pictures and figures ------------------------------------------------------------------------------------------

    def picture(self, entry: Entry[Picture], alt: str | None = None) -> PictureView:
        """Give a picture with its variants; `alt` replaces its own alternative text."""
        file = inspect(self.library.folder / "pictures" / entry.facts.file)
        variants = tuple((picture_path(entry.id, file, width), width) for width in file.variants())
        own = entry.facts.alt.pick(self.lang) if entry.facts.alt else ""
        credit = entry.facts.credit.pick(self.lang)
        return PictureView(variants, file.width, file.height, alt or own, credit, entry.facts.licence)

    def picture_of(self, entry: Entry[Kind]) -> PictureView | None:
        """Give the picture that an entry names."""
        picture = self.library.get(Picture, getattr(entry.facts, "picture", None))
        if picture is None:
            return None
        wording = entry.wording(self.lang)
        return self.picture(picture, wording.words.get("alt") if wording else None)

    @cached_property
    def palette(self) -> Palette:
        """The colours of charts, as tokens say them for light paper."""
        return palette(self.theme.tokens, "light")

    chart_width: ClassVar[int] = 640
    """px of a chart."""

    def figure(self, entry: Entry[Figure]) -> FigureView:
        """Give a figure with its chart and its table."""
        return figures.figure_view(self, entry)

    def chart(self, facts: Figure, table: Table) -> str:
        """Describe the drawing of a figure."""
        return chart_spec(facts, table, self.strings, self.palette, self.chart_width, self.library.region)

    # -- Facts ---------------------------------------------------------------------------------------------------------

    def facts(self, entry: Entry[Kind], without: Collection[str] = ()) -> tuple[FactRow, ...]:
        """List an entry's facts in the order in which its kind declares them, without some fields."""
        return FactTable(self.strings, self.reference).rows(entry, without)

    # -- Lists ---------------------------------------------------------------------------------------------------------

    def card(self, entry: Entry[Kind]) -> Card:
        """Give an entry as an item of a list."""
        return self.card_of(entry.key)

    def card_of(self, key: Key) -> Card:
        """Give the entry of a key as an item of a list; made once."""
        return self.library.once(("card", self.name, key), lambda library: self.on(library)._card(key))

    def _card(self, key: Key) -> Card:
        entry = self.library.face(key)
        if entry is None:
            raise KeyError(key)
        facts = entry.facts
        is_over = self.is_over(entry)
        start, end = _dates(facts)
        status = getattr(facts, "status", None)
        note = self.strings.value(status) if status in (EventStatus.CANCELLED, EventStatus.POSTPONED) else ""
        form = getattr(facts, "form", None) or getattr(facts, "type", None) or getattr(facts, "employment", None)
        return Card(
            entry.kind,
            entry.id,
            self.link(entry),
            self.summary(entry),
            self.strings.value(form) if isinstance(form, Choice) else self.strings.text(f"kinds.{entry.kind}.one"),
            start,
            end,
            note,
            tuple(self._card_meta(facts)),
            self.picture_of(entry),
            facts.example,
            is_over,
            entry.is_draft(self.lang),
        )

    def has_come(self, moment: dt.datetime) -> bool:
        """Tell whether a moment has come for the reader."""
        return self.library.has_come(moment)

    def is_over(self, entry: Entry[Kind]) -> bool:
        """Tell whether an entry has expired."""
        return self.library.has_come(entry.facts.over_from())

    def _card_meta(self, facts: Kind) -> Iterator[str]:
        address = getattr(facts, "address", None)
        if address is not None:
            yield address.town
        for position in getattr(facts, "positions", ())[:1]:
            member = self.reference("member", position.member)
            yield ", ".join(filter(None, [position.role.pick(self.lang), member.title if member else ""]))
        if getattr(facts, "place", None) is not None:
            yield facts.place.pick(self.lang)  # type: ignore[attr-defined]  # asked for in the line above
        if isinstance(facts, Event) and facts.online is not None:
            yield self.strings.text("event.online")
        deadlines = [item.date for item in getattr(facts, "deadlines", ())] or [getattr(facts, "deadline", None)]
        opens = getattr(facts, "opens", None)
        if opens is not None and not self.has_come(midnight(opens)):
            yield self.strings.text("units.from", date=self.strings.date(opens))
        coming = [day for day in deadlines if day is not None and not self.has_come(day_after(day))]
        if coming:
            yield self.strings.text("units.until", date=self.strings.date(min(coming)))

    # -- Deals and programmes ------------------------------------------------------------------------------------------

    def deal(self, entry: Entry[News]) -> DealView | None:
        """Give the deal that a piece of news reports."""
        return deals.deal(self, entry)

    def deals(self, year: int) -> tuple[DealView, ...]:
        """List the deals of a year, the first first."""
        return deals.deals(self, deal_label(year))

    def when(self, event: Event) -> str:
        """Say on which days an event takes place, and at what time."""
        return programmes.when(self, event)

    def programme(self, event: Event) -> tuple[SessionView, ...]:
        """Give an event's sessions."""
        return programmes.programme(self, event)


def _dates(facts: Kind) -> tuple[dt.date | None, dt.date | None]:
    """Find the day or days that a list shows with an entry."""
    if isinstance(facts, (Event, Project)):
        return facts.start, facts.end
    return facts.dated(), None

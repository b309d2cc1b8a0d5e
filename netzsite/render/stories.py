"""Turns entries into what print shows of them: stories in full, short items, pictures and figures to measure."""

import datetime as dt
import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from netzsite.entry import Entry, Kind, midnight
from netzsite.fields import Choice
from netzsite.kinds.edition import Edition
from netzsite.kinds.event import Event
from netzsite.kinds.news import News, NewsForm
from netzsite.kinds.person import Person
from netzsite.kinds.picture import Picture
from netzsite.kinds.portrait import PortraitForm
from netzsite.library import Library
from netzsite.prose import Mentioned, mentions
from netzsite.render.pictures import inspect
from netzsite.render.printed import COLUMN, Block, Face, Line, PrintPicture, Story
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.urls import absolute_link

if TYPE_CHECKING:
    from netzsite.render.markup import Body

CHART_WIDTH = 540
"""In CSS px; the page shows it at 117 mm, two of three columns, so that its letters are those of captions."""

IN_A_ROW = 3
"""Short items that stand beside each other."""

_QUOTATION = 150
"""The most characters of a quotation."""


class Stories(Views):
    """Makes the pieces of one edition, as of its day: what was due then stays due on paper."""

    chart_width: ClassVar[int] = CHART_WIDTH

    def __init__(self, library: Library, theme: Theme, lang: str, edition: Entry[Edition]) -> None:
        super().__init__(library, theme, lang)
        self.edition, self.base_url = edition, library.network.base_url
        self.medium = edition.id.partition("/")[0]

    @property
    def name(self) -> Hashable:
        """What tells these views from those of the website."""
        return self.lang, self.edition.id

    def has_come(self, moment: dt.datetime) -> bool:
        """Tell whether a moment had come on the day of the edition."""
        return moment <= midnight(self.edition.facts.date)

    # -- Stories -------------------------------------------------------------------------------------------------------

    def story(self, entry: Entry[Kind], section: str, form: str = "story", intro: str = "") -> Block:
        """Give an entry in full."""
        facts, wording = entry.facts, entry.wording(self.lang)
        label = getattr(facts, "form", None)
        face = self._face(entry)
        story = Story(
            self.summary(entry),
            self.paper_body(entry),
            wording.lang if wording else self.lang,
            self._picture(entry) if face is None else None,
            face,
            tuple((line.label.pick(self.lang), line.value.pick(self.lang)) for line in getattr(facts, "box", ())),
            getattr(facts, "source", None) or "",
            self._url(entry) if facts.has_page else "",
        )
        words = self.strings.value(label) if isinstance(label, Choice) else ""
        title, is_example = entry.title(self.lang), facts.example
        return Block(anchor_of(entry), form, section, words, title, intro, is_example=is_example, story=story)

    def paper_body(self, entry: Entry[Kind]) -> "Body":
        """Give an entry's text with its pictures in the width of a column."""
        body = self.body(entry, level=3, prefix=f"{anchor_of(entry)}-")
        named = {mention.target for mention in mentions(body.markdown) if mention.what is Mentioned.PICTURE}
        found = {target: self.library.picture(target) for target in sorted(named)}
        return replace(body, pictures={name: self.print_picture(each) for name, each in found.items() if each})

    def print_picture(self, entry: Entry[Picture], alt: str = "") -> PrintPicture:
        """Give a picture in the width of a column; `alt` replaces its own alternative text."""
        facts, file = entry.facts, inspect(self.library.folder / "pictures" / entry.facts.file)
        own = facts.alt.pick(self.lang) if facts.alt else ""
        credit = facts.credit.pick(self.lang)
        return PrintPicture(entry.id.replace("/", "-"), file, COLUMN, alt or own, credit, facts.licence or "")

    def _picture(self, entry: Entry[Kind]) -> PrintPicture | None:
        """Give the picture that an entry names, if its text does not show it anyway."""
        picture, wording = self.library.get(Picture, getattr(entry.facts, "picture", None)), entry.wording(self.lang)
        shown = {mention.target for mention in mentions(wording.body)} if wording else set()
        if picture is None or picture.id in shown:
            return None
        return self.print_picture(picture, self._alt(entry))

    def _alt(self, entry: Entry[Kind]) -> str:
        wording = entry.wording(self.lang)
        return wording.words.get("alt", "") if wording else ""

    def _face(self, entry: Entry[Kind]) -> Face | None:
        """Give the one who is interviewed or portrayed, with what the person said for publication."""
        facts = entry.facts
        is_interview = getattr(facts, "form", None) in (PortraitForm.INTERVIEW, NewsForm.INTERVIEW)
        names = (getattr(facts, "person", None), *(getattr(facts, "people", ()) if is_interview else ()))
        person = next((found for name in names if name and (found := self.library.get(Person, name))), None)
        if person is None:
            return None
        picture = self.library.get(Picture, person.facts.picture)
        statement = person.facts.statement
        return Face(
            person.facts.full_name,
            next(iter(self.card(person).meta), ""),
            person.facts.initials,
            self.print_picture(picture) if picture else None,
            _first_sentences(statement.pick(self.lang)) if statement else "",
        )

    # -- Short items ---------------------------------------------------------------------------------------------------

    def line(self, entry: Entry[Kind]) -> Line:
        """Give an entry as a short item."""
        card = self.card(entry)
        is_dated = card.date is not None and card.kind in (Event.kind, News.kind)  # else the day is that of the advert
        when = self.strings.span(card.date, card.date_end) if is_dated and card.date else ""
        meta = ", ".join((*filter(None, [card.note]), *card.meta))
        title, lang = card.link.title, card.link.lang
        return Line(title, card.label, when, meta, card.summary, self._url(entry), card.is_example, lang)

    def _url(self, entry: Entry[Kind]) -> str:
        path = self.link(entry).path
        return absolute_link(path, self.base_url) if path else ""

    def listed(self, form: str, name: str, title: str, intro: str, lines: tuple[Line, ...]) -> Iterator[Block]:
        """Yield a list of short items, if there are any."""
        if lines:
            yield Block(f"part-{name}", form, title, "", title, intro, lines=lines)

    def rows(self, name: str, title: str, intro: str, entries: Sequence[Entry[Kind]]) -> Iterator[Block]:
        """Yield rows of short items; the first has the title."""
        for number in range(0, len(entries), IN_A_ROW):
            lines = tuple(map(self.line, entries[number : number + IN_A_ROW]))
            words = ("", "") if number else (title, intro)
            yield Block(row_anchor(name, number), "briefs", words[0], "", *words, lines=lines)


def _first_sentences(words: str) -> str:
    """Cut words after a sentence, as many as make a quotation that stands by itself."""
    ends = [found.end() for found in re.finditer(r"[.!?](?=\s|$)", words) if found.end() <= _QUOTATION]
    return words[: ends[-1]] if ends else ""


def anchor_of(entry: Entry[Kind]) -> str:
    """Give the anchor of an entry in the document."""
    return re.sub(r"[^a-z0-9-]", "-", f"{entry.kind}-{entry.id}")


def row_anchor(name: str, number: int) -> str:
    """Give the anchor of the row in which an item of a list stands, from its number."""
    return f"part-{name}-{number // IN_A_ROW * IN_A_ROW}"

"""Turns an edition into what a printed newsletter shows: the lead, stories, short news, tables, lists, and spare pieces."""

import datetime as dt
import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netzsite.config import SectionProfile, Take, TextLength
from netzsite.entry import Entry, Kind
from netzsite.fields import Choice
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition, Listing, Part
from netzsite.kinds.event import Event
from netzsite.kinds.figure import Figure
from netzsite.kinds.group import Group
from netzsite.kinds.news import News, NewsForm
from netzsite.kinds.offer import Offer
from netzsite.kinds.person import Person
from netzsite.kinds.picture import Picture
from netzsite.kinds.portrait import Portrait, PortraitForm
from netzsite.kinds.service import Service
from netzsite.library import Library
from netzsite.prose import IMAGE, Mentioned, mentions
from netzsite.render.charts import chart_spec
from netzsite.render.editions import key_of, profile_of
from netzsite.render.frames import Frames, Site
from netzsite.render.parts import DealView, FigureView
from netzsite.render.pictures import PictureFile, inspect
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.urls import absolute_link

if TYPE_CHECKING:
    from netzsite.render.markup import Body

CHART_WIDTH = 540
"""In CSS px; the page shows it at 117 mm, two of three columns, so that its letters are those of captions."""

COLUMN, TWO_COLUMNS = 55.3, 116.7
"""Widths of pictures in mm."""

_QUOTATION = 150
"""The most characters of a quotation."""

IN_A_ROW = 3
"""Short items that stand beside each other."""

_MOST_SPARE_FIGURES = 6
_MOST_SPARE_PORTRAITS = 6
_MOST_SPARE_MEDIA = 3
_SPARE_DAYS = 200
"""News that is older has had its time, also where something short is missing."""


@dataclass(frozen=True, slots=True)
class PrintPicture:
    """A picture in print: its file, the width in mm at which it is shown, and what must stand with it."""

    name: str
    file: PictureFile
    width_mm: float
    alt: str
    credit: str
    licence: str

    @property
    def pixels(self) -> int:
        """The width that 300 dpi need, never more than there is."""
        return min(self.file.width, round(self.width_mm / 25.4 * 300))

    @property
    def src(self) -> str:
        """Where the document finds it."""
        return f"pictures/{self.name}-{self.pixels}"


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody who is interviewed or portrayed; `initials` stand where there is no picture."""

    name: str
    role: str
    initials: str
    picture: PrintPicture | None
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """A short item: a piece of news, a date, a call, a job; `url` is its page, shown as a QR code."""

    title: str
    label: str
    when: str
    meta: str
    summary: str
    url: str
    is_example: bool
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A text in full."""

    standfirst: str
    body: "Body"
    lang: str
    picture: PrintPicture | None
    face: Face | None
    box: tuple[tuple[str, str], ...]
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal of the edition, and the anchor of the story that reports it, if it is reported in full."""

    deal: DealView
    anchor: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page: a story, or short items, dates, deals, a figure.

    Attributes:
        id: its anchor.
        form: which macro of the theme lays it out: story, briefs, dates, deals, figure.
        section: name of its section.
        label: what sort of text it is.
        title: its headline.
        intro: a few sentences before what it holds.
    """

    id: str
    form: str
    section: str
    label: str
    title: str
    intro: str
    is_example: bool = False
    story: Story | None = None
    lines: tuple[Line, ...] = ()
    deals: tuple[DealRow, ...] = ()
    figure: FigureView | None = None


@dataclass(frozen=True, slots=True)
class NewsletterView:
    """All that a printed newsletter can show; which of the spare pieces it shows is decided by the room on its pages.

    Attributes:
        source: the edition's file, for messages.
        blocks: what must be in, in order.
        back: what stands on the last page.
        spares: what may fill pages, the worthiest first.
        editorial: an editorial, on the front page.
        about: lines of the imprint on the medium: cadence, circulation.
    """

    lang: str
    source: str
    base_url: str
    title: str
    subtitle: str
    summary: str
    date: dt.date
    isbn: str
    medium: str
    site: Site
    responsible: str
    notes: str
    keywords: tuple[str, ...]
    about: tuple[str, ...]
    is_example: bool
    is_draft: bool
    lead: Block | None
    editorial: Block | None
    blocks: tuple[Block, ...]
    back: tuple[Block, ...]
    spares: tuple[Block, ...]


class NewsletterComposer(Views):
    """Makes the view of one edition: figures and pictures in the measure of paper."""

    def __init__(self, library: Library, theme: Theme, lang: str, edition: Entry[Edition]) -> None:
        super().__init__(library, theme, lang)
        self.edition, self.base_url = edition, library.network.base_url
        self.medium = edition.id.partition("/")[0]

    @property
    def name(self) -> Hashable:
        """What tells these views from those of the website."""
        return self.lang, self.edition.id

    def newsletter(self) -> NewsletterView:
        """Compose the newsletter."""
        facts, network, lang = self.edition.facts, self.library.network, self.lang
        blocks = [block for part in facts.parts for block in self._part(part)]
        editorial = next((block for block in blocks if block.form == "editorial"), None)
        lead = next(
            (block for block in blocks if block.story and block.story.face is None and block != editorial), None
        )
        rest = [block for block in blocks if block not in (lead, editorial)]
        return NewsletterView(
            lang,
            self.edition.source.path,
            network.base_url,
            facts.title.pick(lang),
            facts.subtitle.pick(lang) if facts.subtitle else "",
            facts.summary.pick(lang) if facts.summary else "",
            facts.date,
            facts.isbn or "",
            self.library.mix.media[self.medium].name.pick(lang),
            Frames(self).site,
            network.legal.responsible or "",
            network.legal.notes.pick(lang) if network.legal.notes else "",
            (network.field.pick(lang), network.region.pick(lang)),
            tuple(self._about()),
            facts.example,
            self.edition.is_draft(lang),
            self._on_front(lead) if lead else None,
            editorial,
            tuple(block for block in rest if block.form != "dates"),
            tuple(block for block in rest if block.form == "dates"),
            tuple(self._spares(blocks)),
        )

    def _about(self) -> Iterator[str]:
        profile, text = self.library.mix.media[self.medium], self.strings.text
        yield self.strings.value(profile.cadence)
        if profile.circulation is not None and profile.circulation_unit is not None:
            yield text("print.circulation", n=profile.circulation, unit=profile.circulation_unit.pick(self.lang))

    def _on_front(self, lead: Block) -> Block:
        """Show the lead's own picture across two columns, above the text, and not again within it."""
        entry = self.library.named(key_of(next(item for item in self.edition.facts.carried if _names(item, lead))))
        story = lead.story
        picture = self.library.get(Picture, getattr(entry.facts, "picture", None)) if entry is not None else None
        if story is None or entry is None or picture is None:
            return lead
        own = next((found for found in IMAGE.finditer(story.body.markdown) if found[2] == picture.id), None)
        text = story.body.markdown.replace(own[0], "") if own else story.body.markdown
        shown = replace(self.print_picture(picture, own[1] if own else self._alt(entry)), width_mm=TWO_COLUMNS)
        return replace(lead, story=replace(story, body=replace(story.body, markdown=text), picture=shown))

    # -- Parts ---------------------------------------------------------------------------------------------------------

    def _part(self, part: Part) -> Iterator[Block]:
        if part.chapter is not None:
            chapter = self.library.get(Chapter, f"{self.edition.id}/{part.chapter}")
            if chapter is not None:
                is_first = part.chapter == next(each.chapter for each in self.edition.facts.parts if each.chapter)
                yield self._story(chapter, self.strings.text("print.editorial"), "editorial" if is_first else "story")
        elif part.listing is Listing.DEALS:
            rows = tuple(DealRow(deal, "") for deal in self.deals(self.edition.facts.reported_year))
            yield from self._deals(part.title.pick(self.lang) if part.title else "", _words(part, self.lang), rows)
        elif part.section is not None:
            yield from self._section(part, profile_of(self, self.edition, part.section))

    def _section(self, part: Part, profile: SectionProfile) -> Iterator[Block]:
        title, intro = (part.title or profile.title).pick(self.lang), _words(part, self.lang)
        is_full = profile.text is TextLength.FULL
        keys = map(key_of, part.items)
        entries = list(filter(None, (self.library.named(key) if is_full else self.library.face(key) for key in keys)))
        if is_full:
            yield from (self._story(entry, title, intro=intro) for entry in entries)
        elif profile.takes is Take.EVENTS:
            lines = tuple(map(self._line, entries))
            yield from self._list("dates", profile.id, title, intro, lines)
        else:
            for number in range(0, len(entries), IN_A_ROW):
                lines = tuple(map(self._line, entries[number : number + IN_A_ROW]))
                name = f"{profile.id}-{number}"
                yield from self._list("briefs", name, title if not number else "", intro if not number else "", lines)
        if profile.takes is Take.DEALS:
            yield from self._deals(title if not entries else "", intro if not entries else "", tuple(self._carried()))

    def _list(self, form: str, name: str, title: str, intro: str, lines: tuple[Line, ...]) -> Iterator[Block]:
        if lines:
            yield Block(f"part-{name}", form, title, "", title, intro, lines=lines)

    def _deals(self, title: str, intro: str, rows: tuple[DealRow, ...]) -> Iterator[Block]:
        if rows:
            rows = tuple(sorted(rows, key=lambda row: (row.deal.date, row.deal.news.title)))
            yield Block("part-deals", "deals", title, "", title, intro, deals=rows)

    def _carried(self) -> Iterator[DealRow]:
        """List the deals that any section of the edition reports."""
        for part in self.edition.facts.parts:
            for item in part.items if part.section else ():
                entry = self.library.named(key_of(item))
                if entry is not None and isinstance(entry.facts, News) and (deal := self.deal(entry)):  # type: ignore[arg-type]  # an entry of news
                    is_full = profile_of(self, self.edition, str(part.section)).text is TextLength.FULL
                    yield DealRow(deal, _anchor(entry) if is_full else "")

    # -- Stories -------------------------------------------------------------------------------------------------------

    def _story(self, entry: Entry[Kind], section: str, form: str = "story", intro: str = "") -> Block:
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
        return Block(_anchor(entry), form, section, words, title, intro, is_example=is_example, story=story)

    def paper_body(self, entry: Entry[Kind]) -> "Body":
        """Give an entry's text with its pictures in the width of a column."""
        body = self.body(entry, level=3, prefix=f"{_anchor(entry)}-")
        named = {mention.target for mention in mentions(body.markdown) if mention.what is Mentioned.PICTURE}
        found = {target: self.library.picture(target) for target in sorted(named)}
        return replace(body, pictures={name: self.print_picture(each) for name, each in found.items() if each})

    def figure(self, entry: Entry[Figure]) -> FigureView:
        """Give a figure whose chart has the width of two columns."""
        view = super().figure(entry)
        if entry.table is None:
            return view
        return replace(view, spec=chart_spec(entry.facts, entry.table, self.lang, self.palette, CHART_WIDTH))

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

    def _line(self, entry: Entry[Kind]) -> Line:
        card = self.card(entry)
        is_dated = card.date is not None and card.kind in (Event.kind, News.kind)  # else the day is that of the advert
        when = self.strings.span(card.date, card.date_end) if is_dated and card.date else ""
        meta = ", ".join((*filter(None, [card.note]), *card.meta))
        title, lang = card.link.title, card.link.lang
        return Line(title, card.label, when, meta, card.summary, self._url(entry), card.is_example, lang)

    def _url(self, entry: Entry[Kind]) -> str:
        path = self.link(entry).path
        return absolute_link(path, self.base_url) if path else ""

    # -- Spare pieces --------------------------------------------------------------------------------------------------

    def _spares(self, blocks: list[Block]) -> Iterator[Block]:
        """Yield what may fill pages: nothing that was not there on the day of the edition, or that it shows anyway."""
        yield from self._spare_briefs()
        figures = {name for block in blocks if block.story for name in block.story.body.figures}
        spare = [figure for figure in self.library.choose(Figure) if figure.id not in figures and figure.table]
        for figure in spare[:_MOST_SPARE_FIGURES]:
            view = self.figure(figure)
            section = self.strings.text("print.figure")
            yield Block(f"figure-{figure.id}", "figure", section, "", view.title, "", view.is_example, figure=view)
        yield from self._spare_portraits()
        yield from self._spare_lists()
        yield from self._spare_media()

    def _carried_before(self) -> set[str]:
        """Name what this and earlier editions of the medium carry."""
        editions = (each for each in self.library.choose(Edition) if each.id.startswith(f"{self.medium}/"))
        return {item for each in editions if each.facts.date <= self.edition.facts.date for item in each.facts.carried}

    def _spare_briefs(self) -> Iterator[Block]:
        day, carried = self.edition.facts.date, self._carried_before()
        found = [
            entry
            for entry in self.library.choose(News, self.lang)
            if f"news:{entry.id}" not in carried and 0 <= (day - entry.facts.date).days <= _SPARE_DAYS
        ]
        yield from self._rows("news", self.strings.text("print.briefs"), found)

    def _spare_portraits(self) -> Iterator[Block]:
        carried, day = self._carried_before(), self.edition.facts.date
        found = [each for each in self.library.choose(Portrait, self.lang) if f"portrait:{each.id}" not in carried]
        dated = [each for each in found if each.facts.date is None or each.facts.date <= day]
        for each in dated[:_MOST_SPARE_PORTRAITS]:
            if entry := self.library.named(each.key):
                yield self._story(entry, self.strings.text("print.portrait"))

    def _spare_lists(self) -> Iterator[Block]:
        """Give three at a time of what the network and its members offer."""
        kinds: tuple[tuple[str, type[Kind]], ...] = (("offers", Offer), ("groups", Group), ("services", Service))
        for name, kind in kinds:
            entries = self.library.choose(kind, self.lang, is_over=False)
            found = [
                each for each in entries if (each.facts.dated() or self.edition.facts.date) <= self.edition.facts.date
            ]
            yield from self._rows(name, self.strings.text(f"print.{name}"), found)

    def _rows(self, name: str, title: str, entries: Sequence[Entry[Kind]]) -> Iterator[Block]:
        for number in range(0, len(entries) - IN_A_ROW + 1, IN_A_ROW):
            lines = tuple(map(self._line, entries[number : number + IN_A_ROW]))
            yield from self._list("briefs", f"{name}-{number}", title, "", lines)

    def _spare_media(self) -> Iterator[Block]:
        """Tell of the network's other media."""
        others = [(name, each) for name, each in self.library.mix.media.items() if name != self.medium and each.since]
        for name, each in others[:_MOST_SPARE_MEDIA]:
            label, about = self.strings.value(each.cadence), each.about.pick(self.lang)
            line = Line(each.name.pick(self.lang), label, "", "", about, "", is_example=False)
            yield from self._list("briefs", f"media-{name}", self.strings.text("print.media"), "", (line,))


def _first_sentences(words: str) -> str:
    """Cut words after a sentence, as many as make a quotation that stands by itself."""
    ends = [found.end() for found in re.finditer(r"[.!?](?=\s|$)", words) if found.end() <= _QUOTATION]
    return words[: ends[-1]] if ends else ""


def _names(item: str, block: Block) -> bool:
    return re.sub(r"[^a-z0-9-]", "-", item) == block.id


def _anchor(entry: Entry[Kind]) -> str:
    return re.sub(r"[^a-z0-9-]", "-", f"{entry.kind}-{entry.id}")


def _words(part: Part, lang: str) -> str:
    return part.intro.pick(lang) if part.intro else ""

"""What every part of a book is made from: the edition, its texts, pictures and faces, the members."""

from collections.abc import Iterator
from functools import cached_property

from netzsite.entry import Entry
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition, Listing
from netzsite.kinds.figure import Figure
from netzsite.kinds.member import Member
from netzsite.kinds.person import Person
from netzsite.kinds.picture import Picture
from netzsite.kinds.portrait import Portrait
from netzsite.library import Library
from netzsite.prose import Mentioned, mentions
from netzsite.render.book import PictureUse, Signature
from netzsite.render.charts import chart_spec
from netzsite.render.parts import FigureView
from netzsite.render.pictures import inspect
from netzsite.render.places import picture_path
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.source import Table

CHART_WIDTH = 540
"""In CSS px; the page shows it at 120 mm, so that its letters are those of captions."""


class Sources(Views):
    """Finds what one book shows."""

    def __init__(self, library: Library, theme: Theme, lang: str, edition: Entry[Edition]) -> None:
        super().__init__(library, theme, lang)
        self.edition, self.width = edition, CHART_WIDTH
        self.chapters = [f"{edition.id}/{part.chapter}" for part in edition.facts.parts if part.chapter]
        self.numbers = {figure: number for number, figure in enumerate(dict.fromkeys(self._mentioned()), 1)}

    def texts(self) -> Iterator[Entry[Chapter] | Entry[Portrait]]:
        """Yield the texts of the book, chapters and portraits, in order."""
        for part in self.edition.facts.parts:
            if part.chapter is not None:
                chapter = self.library.get(Chapter, f"{self.edition.id}/{part.chapter}")
                if chapter is not None:
                    yield chapter
            elif part.listing is Listing.PORTRAITS:
                yield from self.portraits(part.items)

    def _mentioned(self) -> Iterator[str]:
        """Yield the figures that the texts of the book show, in order."""
        for entry in self.texts():
            wording = entry.wording(self.lang)
            for mention in mentions(wording.body) if wording is not None else ():
                if mention.what is Mentioned.FIGURE and self.library.knows(Figure.kind, mention.target):
                    yield mention.target

    def portraits(self, items: tuple[str, ...]) -> Iterator[Entry[Portrait]]:
        """Yield the portraits that items name, as far as they are public."""
        for item in items:
            kind, _, name = item.partition(":")
            portrait = self.library.get(Portrait, name) if kind == Portrait.kind else None
            if portrait is not None:
                yield portrait

    @cached_property
    def members(self) -> list[Entry[Member]]:
        """The active members, from A to Z."""
        found = [member for member in self.library.choose(Member) if member.facts.is_active]
        return sorted(found, key=lambda member: self.strings.sort_key(member.title(self.lang)))

    def picture_use(self, entry: Entry[Picture]) -> PictureUse:
        """Give a picture of the book."""
        facts, file = entry.facts, inspect(self.library.folder / "pictures" / entry.facts.file)
        path = picture_path(entry.id, file, file.variants()[-1])
        alt = facts.alt.pick(self.lang) if facts.alt else facts.title_in(self.lang)
        return PictureUse(path, file, alt, facts.credit.pick(self.lang), facts.licence or "")

    def signature(self, person_id: str | None) -> Signature | None:
        """Give the face of a person, if it may be shown."""
        person = self.library.get(Person, person_id) if person_id else None
        if person is None:
            return None
        picture = self.library.get(Picture, person.facts.picture)
        role = next(iter(self.card(person).meta), "")
        use = self.picture_use(picture) if picture is not None else None
        return Signature(person.facts.full_name, role, person.facts.initials, use, person.facts.example)

    def chart(self, facts: Figure, table: Table) -> str:
        """Describe the drawing of a figure."""
        return chart_spec(facts, table, self.strings, self.palette, self.width, self.library.region)

    def figure_of_width(self, entry: Entry[Figure], width: int) -> FigureView:
        """Give a figure whose chart has a width in CSS px."""
        views = self.on(self.library)
        views.width = width
        return views.figure(entry)

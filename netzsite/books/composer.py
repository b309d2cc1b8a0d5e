"""Turns an edition of the report into the view of a book: front matter, parts, and what refers to them."""

from collections.abc import Hashable, Iterator

from netzsite.books.names import indexed_names
from netzsite.books.parts import compose_parts
from netzsite.books.sources import Sources
from netzsite.entry import Entry, Kind
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition
from netzsite.kinds.figure import Figure
from netzsite.kinds.member import Member, MemberType
from netzsite.library import Library
from netzsite.prose import Mentioned, mentions
from netzsite.render.book import PartView, PictureUse, ReportView, TableRef
from netzsite.render.frames import Frames
from netzsite.render.parts import Link
from netzsite.render.theme import Theme
from netzsite.urls import absolute_link


def compose_report(library: Library, theme: Theme, lang: str, edition: Entry[Edition]) -> ReportView:
    """Compose a report in a language."""
    return _Composer(library, theme, lang, edition).report()


class _Composer(Sources):
    """Makes the view of one report: figures in the measure of paper, links to chapters and figures within it."""

    @property
    def name(self) -> Hashable:
        """What tells these views from those of the website, whose links and figures differ."""
        return self.lang, self.edition.id

    def link(self, entry: Entry[Kind]) -> Link:
        """Link a chapter and a figure of this report within it, all else as ever."""
        if entry.kind == Chapter.kind and entry.id in self.chapters:
            return Link(entry.title(self.lang), f"#{entry.id.rpartition('/')[2]}")
        if entry.kind == Figure.kind and entry.id in self.numbers:
            return Link(self.strings.text("figure.number", n=self.numbers[entry.id]), f"#figure-{entry.id}")
        return super().link(entry)

    def report(self) -> ReportView:
        """Compose the report."""
        facts, network, lang = self.edition.facts, self.library.network, self.lang
        parts = compose_parts(self)
        figures = tuple(self.figure(found) for name in self.numbers if (found := self.library.get(Figure, name)))
        return ReportView(
            lang,
            self.edition.source.path,
            network.base_url,
            facts.title.pick(lang),
            facts.subtitle.pick(lang) if facts.subtitle else "",
            facts.summary.pick(lang) if facts.summary else "",
            facts.date,
            facts.reported_year,
            facts.isbn or "",
            Frames(self).site,
            network.legal.responsible or "",
            network.legal.notes.pick(lang) if network.legal.notes else "",
            (
                network.field.pick(lang),
                network.region.pick(lang),
                *(name.pick(lang) for name in network.sectors.values()),
            ),
            parts,
            figures,
            self.numbers,
            tuple(dict.fromkeys(self._pictures(parts))),
            tuple(member.facts.type is MemberType.COMPANY for member in sorted(self.members, key=_age)),
            absolute_link(super().link(self.edition).path or "", network.base_url),
            issn=facts.issn or "",
            tables=tuple(self._tables(parts)),
            indexed=indexed_names(self, parts),
        )

    def _pictures(self, parts: tuple[PartView, ...]) -> Iterator[PictureUse]:
        for entry in self.texts():
            wording = entry.wording(self.lang)
            for mention in mentions(wording.body) if wording is not None else ():
                picture = self.library.picture(mention.target) if mention.what is Mentioned.PICTURE else None
                if picture is not None:
                    yield self.picture_use(picture)
        for part in parts:
            faces = (part.signature, *(portrait.signature for portrait in part.portraits))
            yield from (face.picture for face in faces if face is not None and face.picture is not None)
            yield from (portrait.picture for portrait in part.portraits if portrait.picture is not None)
            yield from (page.picture for page in part.advertisements if page.picture is not None)

    def _tables(self, parts: tuple[PartView, ...]) -> Iterator[TableRef]:
        """Number the tables that have captions."""
        text, year = self.strings.text, str(self.edition.facts.reported_year)
        captions: list[tuple[str, str]] = []
        for part in parts:
            if part.deals is not None and part.deals.rows:
                captions += [("table-types", text("report.deals-by-type", year=year))]
                captions += [("table-deals", text("deals.caption", year=year))]
            if part.method is not None:
                captions += [("table-questions", text("report.questions"))]
                words = (question.words for question in part.method.questions)
                named = ((each.id, text("survey.named.caption", label=each.label)) for each in words if each.named)
                captions += [(f"table-named-{name}", caption) for name, caption in named]
        yield from (TableRef(number, anchor, title) for number, (anchor, title) in enumerate(captions, 1))


def _age(member: Entry[Member]) -> tuple[int, str]:
    return member.facts.founded or 9999, member.id

"""Turns an edition into what a printed newsletter shows: lead, stories, short items, deals, dates, and spare pieces."""

import re
from collections.abc import Iterator
from dataclasses import replace

from netzsite.config import SectionProfile, Take, TextLength
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Listing, Part
from netzsite.kinds.news import News
from netzsite.kinds.picture import Picture
from netzsite.printing import LEAST_PPI
from netzsite.prose import IMAGE
from netzsite.render.editions import key_of, profile_of
from netzsite.render.frames import Frames
from netzsite.render.printed import TWO_COLUMNS, Block, DealRow, NewsletterView
from netzsite.render.spares import spare_blocks
from netzsite.render.stories import Stories, anchor_of, row_anchor


class NewsletterComposer(Stories):
    """Makes the view of one edition."""

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
            facts.issn or facts.isbn or "",
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
            tuple(spare_blocks(self, blocks)),
        )

    def _about(self) -> Iterator[str]:
        profile, text = self.library.mix.media[self.medium], self.strings.text
        yield self.strings.value(profile.cadence)
        if profile.circulation is not None and profile.circulation_unit is not None:
            yield text("print.circulation", n=profile.circulation, unit=profile.circulation_unit.pick(self.lang))

    def _on_front(self, lead: Block) -> Block:
        """Show the lead's own picture across two columns, above the text and not within it, if it is fine enough."""
        item = next((item for item in self.edition.facts.carried if _names(item, lead)), None)
        entry = self.library.named(key_of(item)) if item is not None else None
        story = lead.story
        picture = self.library.get(Picture, getattr(entry.facts, "picture", None)) if entry is not None else None
        if story is None or entry is None or picture is None:
            return lead
        own = next((found for found in IMAGE.finditer(story.body.markdown) if found[2] == picture.id), None)
        text = story.body.markdown.replace(own[0], "") if own else story.body.markdown
        shown = replace(self.print_picture(picture, own[1] if own else self._alt(entry)), width_mm=TWO_COLUMNS)
        printing = self.library.mix.media[self.medium].printing
        if not shown.can_be_wide(printing.least_ppi if printing is not None else LEAST_PPI):
            return lead
        return replace(lead, story=replace(story, body=replace(story.body, markdown=text), picture=shown))

    # -- Parts ---------------------------------------------------------------------------------------------------------

    def _part(self, part: Part) -> Iterator[Block]:
        if part.chapter is not None:
            chapter = self.library.get(Chapter, f"{self.edition.id}/{part.chapter}")
            if chapter is not None:
                is_first = part.chapter == next(each.chapter for each in self.edition.facts.parts if each.chapter)
                yield self.story(chapter, self.strings.text("print.editorial"), "editorial" if is_first else "story")
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
            yield from (self.story(entry, title, intro=intro) for entry in entries)
        elif profile.takes is Take.EVENTS:
            lines = tuple(map(self.line, entries))
            yield from self.listed("dates", profile.id, title, intro, lines)
        else:
            yield from self.rows(profile.id, title, intro, entries)
        if profile.takes is Take.DEALS:
            yield from self._deals(title if not entries else "", intro if not entries else "", tuple(self._carried()))

    def _deals(self, title: str, intro: str, rows: tuple[DealRow, ...]) -> Iterator[Block]:
        if rows:
            rows = tuple(sorted(rows, key=lambda row: (row.deal.date, row.deal.news.title)))
            yield Block("part-deals", "deals", title, "", title, intro, deals=rows)

    def _carried(self) -> Iterator[DealRow]:
        """List the deals that any section of the edition reports."""
        for part in self.edition.facts.parts:
            for number, item in enumerate(part.items if part.section else ()):
                entry = self.library.named(key_of(item))
                if entry is not None and isinstance(entry.facts, News) and (deal := self.deal(entry)):  # type: ignore[arg-type]  # an entry of news
                    is_full = profile_of(self, self.edition, str(part.section)).text is TextLength.FULL
                    yield DealRow(deal, anchor_of(entry) if is_full else row_anchor(str(part.section), number))


def _names(item: str, block: Block) -> bool:
    return re.sub(r"[^a-z0-9-]", "-", item) == block.id


def _words(part: Part, lang: str) -> str:
    return part.intro.pick(lang) if part.intro else ""

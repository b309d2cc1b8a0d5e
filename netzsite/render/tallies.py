"""Turns what the library says into the columns and the table of a figure, as if an editor had written them down.

So a timeline of deals, a network and a count of members have a table, a CSV file and a description like all figures,
and whatever shows one need not know where its numbers come from. Unless a figure is an example itself, examples are
left out of it: a fact is not made of them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from netzsite.entry import Entry, Kind
from netzsite.fields import Choice, Localised
from netzsite.kinds.figure import Column, Figure, Mark
from netzsite.kinds.member import Member
from netzsite.kinds.news import Deal, News, deal_label
from netzsite.region import District, Region
from netzsite.render.connections import Connections
from netzsite.source import Table

if TYPE_CHECKING:
    from netzsite.render.views import Views

Words = Callable[[str], str]
"""Gives words in a language."""


def filled(views: "Views", entry: Entry[Figure]) -> Entry[Figure]:
    """Give a figure with its table, and with labels for all that it shows.

    Raises:
        ValueError: it needs a CSV file and has none; reading says so before.
    """
    if not entry.facts.chart.is_of_library:
        return _filled(views, entry)
    return views.library.once(("figure", entry.id), lambda library: _filled(views.on(library), entry))


def _filled(views: "Views", entry: Entry[Figure]) -> Entry[Figure]:
    chart, tally = entry.facts.chart, _Tally(views, entry)
    if chart.mark is Mark.TIMELINE:
        return tally.deals(chart.year or 0)
    if chart.mark is Mark.NETWORK:
        return tally.connections()
    if chart.count is not None:
        return tally.members()
    if entry.table is None:
        raise ValueError(f"figure '{entry.id}' has no table")
    return tally.read(entry.table)


class _Tally:
    """Makes the table of one figure."""

    def __init__(self, views: "Views", entry: Entry[Figure]) -> None:
        self.views, self.library, self.entry = views, views.library, entry
        self.languages = self.library.network.languages
        self.default = self.library.network.default_language
        self.strings = {lang: views.theme.strings[lang] for lang in self.languages}
        self.cells: dict[str, Localised] = {}

    def read(self, table: Table) -> Entry[Figure]:
        """Take the table of the CSV file; name districts, and the column of answers."""
        chart, columns = self.entry.facts.chart, dict[str, str]()
        if chart.base is not None and chart.base not in self.entry.facts.columns:
            columns[chart.base] = "answers"
        region = self.library.region if chart.mark is Mark.MAP else None
        if region is not None and chart.x in table.columns:
            place = table.columns.index(chart.x)
            for row in table.rows:
                self._name_district(region, row[place])
        return self._with(columns, table)

    # -- Members -------------------------------------------------------------------------------------------------------

    def members(self) -> Entry[Figure]:
        """Count the members that take part by sector, type or district."""
        by, region = self.entry.facts.chart.x, self.library.region
        members = [each for each in self.library.choose(Member, label="active") if self._is_shown(each)]
        counts = Counter(self._group(each.facts, by, region) for each in members)
        off_map = counts.pop("", 0) if self.entry.facts.chart.mark is Mark.MAP else 0
        if region is not None and self.entry.facts.chart.mark is Mark.MAP:
            counts.update(dict.fromkeys((self._cell_of(region, each) for each in region.districts), 0))
        if "" in counts:
            self._say("elsewhere", lambda lang: self.strings[lang].text("map.elsewhere"))
            counts["elsewhere"] = counts.pop("")
        rows = sorted(((name, str(count)) for name, count in counts.items()), key=lambda row: (-int(row[1]), row[0]))
        return self._with({by: by, "members": "members"}, self._table((by, "members"), rows), ("members",), off_map)

    def _group(self, member: Member, by: str, region: Region | None) -> str:
        """Give the cell that a member is counted in; empty if its district is not known, or not one of the region."""
        if by == "sector":
            sector = self.library.network.sectors[member.sector]
            self._say(member.sector, sector.pick)
            return member.sector
        if by == "type":
            self._say(member.type.value, partial(self._value, member.type))
            return member.type.value
        address = member.address
        if region is None:
            return address.district or ""
        found = region.find(address.district or "")
        if address.longitude is not None and address.latitude is not None:
            district = region.district_of((float(address.longitude), float(address.latitude)))
            found = (district,) if district is not None else ()
        if len(found) != 1:
            return ""
        return self._cell_of(region, found[0])

    def _cell_of(self, region: Region, district: District) -> str:
        cell = district.key or district.name
        self._name_district(region, cell)
        return cell

    def _name_district(self, region: Region, cell: str) -> None:
        """Give a key the name of its district, with the key behind it where others have the same name."""
        for district in region.find(cell):
            if cell == district.key:
                is_alone = len(region.find(district.name)) == 1
                name = district.name if is_alone else f"{district.name} ({district.key})"
                self._say(cell, partial(_same, name))

    # -- Deals ---------------------------------------------------------------------------------------------------------

    def deals(self, year: int) -> Entry[Figure]:
        """List the deals that news report of a year, the first first."""
        rows = sorted(self._deals(year), key=lambda row: (row[0], row[-1]))
        names = ("date", "type", "parties", "volume", "currency", "news")
        shown = {name: name for name in names[:-1]} | {"type": "type-of-deal"}
        self._say("", lambda lang: self.strings[lang].text("units.undisclosed"))
        return self._with(shown, self._table(names, rows), ("volume",))

    def _deals(self, year: int) -> Iterator[tuple[str, ...]]:
        for news in self.library.choose(News, label=deal_label(year)):
            deal = news.facts.deal
            if deal is None or not self._is_shown(news):
                continue
            day, parties = deal.date or news.facts.date, self._parties(deal, self.default)
            self._say(day.isoformat(), partial(self._day, day))
            self._say(deal.type.value, partial(self._value, deal.type))
            self._say(parties, partial(self._parties, deal))
            volume = f"{deal.volume:f}" if deal.volume is not None else ""
            yield day.isoformat(), deal.type.value, parties, volume, deal.currency if volume else "", news.id

    def _parties(self, deal: Deal, lang: str) -> str:
        """Name the parties to a deal; what is not public is left out."""
        named = (self._title(party.member, lang) if party.member else party.name for party in deal.parties)
        return ", ".join(filter(None, named))

    # -- Connections ---------------------------------------------------------------------------------------------------

    def connections(self) -> Entry[Figure]:
        """List who works with whom, a row for each pair and each sort of connection."""
        rows: list[tuple[str, ...]] = []
        for (one, other), ties in Connections(self.views).all().items():
            if not all(self._is_shown(self._member(name)) for name in (one, other)):
                continue
            shown = [tie for tie in ties if self._is_shown(self.library.face(tie.key))]
            for through in dict.fromkeys(tie.through for tie in shown):
                self._say(through.value, partial(self._value, through))
                rows.append((one, self._label(one), other, self._label(other), through.value))
        for name in {name for row in rows for name in (row[0], row[2])}:
            self._say(name, partial(self._title, name))
        names = ("member", "member_name", "partner", "partner_name", "through")
        shown_columns = {name: name for name in ("member", "partner", "through")}
        return self._with(shown_columns, self._table(names, rows))

    def _label(self, name: str) -> str:
        """Give the short name of a member, if it has one."""
        member = self._member(name)
        acronym = member.facts.acronym if member is not None and isinstance(member.facts, Member) else None
        return acronym or self._title(name, self.default)

    def _member(self, name: str) -> Entry[Kind] | None:
        return self.library.face((Member.kind, name))

    def _title(self, name: str, lang: str) -> str:
        member = self._member(name)
        return member.title(lang) if member is not None else ""

    # -- Putting together ----------------------------------------------------------------------------------------------

    def _is_shown(self, entry: Entry[Kind] | None) -> bool:
        return entry is not None and (self.entry.facts.example or not entry.facts.example)

    def _value(self, choice: Choice, lang: str) -> str:
        return self.strings[lang].value(choice)

    def _day(self, day: dt.date, lang: str) -> str:
        return self.strings[lang].date(day, "medium")

    def _say(self, cell: str, words: Words) -> None:
        """Note what readers see for a cell."""
        if cell not in self.cells:
            self.cells[cell] = Localised({lang: words(lang) for lang in self.languages})

    def _table(self, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
        listed = tuple(rows)
        return Table(self.entry.source.path, columns, listed, tuple(range(2, len(listed) + 2)))

    def _with(
        self, columns: Mapping[str, str], table: Table, y: tuple[str, ...] = (), off_map: int = 0
    ) -> Entry[Figure]:
        """Add labels by the names of their words, cells, a table, and a note on what a map does not show."""
        facts, words = self.entry.facts, self.strings
        labels = {
            name: Column(label=Localised({lang: words[lang].text(f"figure.columns.{key}") for lang in self.languages}))
            for name, key in columns.items()
        }
        chart = facts.chart.model_copy(update={"x": facts.chart.x or table.columns[0], "y": facts.chart.y or y})
        made: dict[str, object] = {"chart": chart, "columns": labels | facts.columns, "cells": self.cells | facts.cells}
        if off_map:
            said = {lang: words[lang].text("figure.off-map", n=off_map) for lang in self.languages}
            notes = {lang: facts.note.pick(lang) if facts.note else "" for lang in self.languages}
            made["note"] = Localised({lang: f"{notes[lang]} {said[lang]}".strip() for lang in self.languages})
        return replace(self.entry, facts=facts.model_copy(update=made), table=table)


def _same(name: str, lang: str) -> str:
    """Give a name that is the same in all languages."""
    return name

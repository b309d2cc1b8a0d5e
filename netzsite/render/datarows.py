"""Turns the public library into the rows of data sets, the same for all languages.

People are in none of them, nor what reaches people.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from netzsite.entry import Entry, Kind
from netzsite.fields import Localised
from netzsite.kinds.event import Event
from netzsite.kinds.figure import Figure
from netzsite.kinds.member import EmployeeClass, Member
from netzsite.kinds.news import DEAL, Deal, News, PartyRole
from netzsite.library import Library
from netzsite.render.datasets import COLUMNS, DataSet, Value
from netzsite.render.places import figure_data_path
from netzsite.render.tallies import filled
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.urls import absolute_link

_EMPLOYEES = {
    EmployeeClass.MICRO: (1, 9),
    EmployeeClass.SMALL: (10, 49),
    EmployeeClass.MEDIUM: (50, 249),
    EmployeeClass.LARGE: (250, 999),
    EmployeeClass.MAJOR: (1000, None),
}
"""Numbers, because a spreadsheet takes 10-49 for a month."""


def data_set(library: Library, theme: Theme, name: str) -> DataSet:
    """Give a data set; made once."""
    return library.once(("data set", name), lambda library: _Composer(library, theme).data_set(name))


class _Composer:
    """Makes data sets of entries."""

    def __init__(self, library: Library, theme: Theme) -> None:
        self.library, self.network = library, library.network
        self.views = tuple(Views(library, theme, lang) for lang in self.network.languages)

    def data_set(self, name: str) -> DataSet:
        rows: Iterable[tuple[Value, ...]] = getattr(self, f"_{name}")()
        key = ("deal", "number") if name == "parties" else ("id",)
        return DataSet(name, key, self.network.languages, COLUMNS[name], tuple(rows))

    def _members(self) -> Iterator[tuple[Value, ...]]:
        for entry in sorted(self.library.choose(Member), key=lambda entry: entry.id):
            facts, address = entry.facts, entry.facts.address
            yield (
                entry.id,
                self._pick(facts.name),
                facts.acronym,
                facts.former_names,
                facts.type.value,
                facts.sector,
                self._pick(self.network.sectors[facts.sector]),
                facts.topics,
                self._pick(facts.about),
                facts.founded,
                *(_EMPLOYEES[facts.employees] if facts.employees else (None, None)),
                *(address.street, address.postcode, address.town, address.district, address.country),
                address.latitude,
                address.longitude,
                facts.website,
                facts.ror,
                facts.wikidata,
                facts.status.value,
                facts.verified,
                facts.example,
                self._urls(entry),
            )

    def _events(self) -> Iterator[tuple[Value, ...]]:
        for entry in self.library.choose(Event):
            facts = entry.facts
            deadline = facts.registration_deadline
            yield (
                entry.id,
                self._titles(entry),
                facts.form.value,
                facts.status.value,
                facts.start.date(),
                _time(facts.start) if facts.has_time else None,
                facts.last_day,
                _time(facts.end) if facts.has_time and facts.end else None,
                facts.time_zone,
                self._pick(facts.place),
                facts.online,
                tuple(name for name in facts.organisers if self._names("member", name)),
                facts.topics,
                facts.registration,
                deadline.date() if deadline else None,
                self._pick(facts.fee),
                facts.capacity,
                facts.replaced_by if facts.replaced_by and self._names("event", facts.replaced_by) else None,
                facts.announced,
                facts.example,
                self._urls(entry),
            )

    def _deals(self) -> Iterator[tuple[Value, ...]]:
        for entry, deal in self._reported():
            parties = self._parties_of(deal)
            is_disclosed = deal.volume is not None
            yield (
                entry.id,
                deal.date or entry.facts.date,
                deal.type.value,
                tuple(
                    "; ".join(f"{names[place]} ({views.strings.value(role)})" for _, names, role in parties)
                    for place, views in enumerate(self.views)
                ),
                tuple(member for member, _, _ in parties if member),
                deal.volume,
                deal.currency if is_disclosed else None,
                is_disclosed,
                self._pick(deal.stage),
                self._titles(entry),
                entry.facts.example,
                self._urls(entry),
            )

    def _parties(self) -> Iterator[tuple[Value, ...]]:
        for entry, deal in self._reported():
            for number, (member, names, role) in enumerate(self._parties_of(deal), 1):
                yield entry.id, number, member, names, role.value

    def _reported(self) -> Iterator[tuple[Entry[News], Deal]]:
        for entry in self.library.choose(News, label=DEAL):
            if entry.facts.deal is not None:
                yield entry, entry.facts.deal

    def _parties_of(self, deal: Deal) -> list[tuple[str | None, tuple[str, ...], PartyRole]]:
        """List the parties to a deal: id of a member, names, role; what is not public is left out."""
        parties = []
        for party in deal.parties:
            names = self._names("member", party.member) if party.member else (party.name or "",) * len(self.views)
            if names:
                parties.append((party.member, names, party.role))
        return parties

    def _figures(self) -> Iterator[tuple[Value, ...]]:
        for entry in sorted(self.library.choose(Figure), key=lambda entry: entry.id):
            facts, table = entry.facts, filled(self.views[0], entry).table
            if table is not None:
                sources = [self._pick(source.title) or () for source in facts.sources]
                yield (
                    entry.id,
                    self._pick(facts.title),
                    self._pick(facts.description),
                    self._pick(facts.unit),
                    self._pick(facts.note),
                    tuple("; ".join(titles) for titles in zip(*sources, strict=True)),
                    tuple(source.url for source in facts.sources if source.url),
                    table.columns,
                    len(table.rows),
                    absolute_link(figure_data_path(entry.id), self.network.base_url),
                    facts.example,
                    self._urls(entry),
                )

    # -- Words ---------------------------------------------------------------------------------------------------------

    def _pick(self, words: Localised | None) -> tuple[str, ...] | None:
        return tuple(words.pick(views.lang) for views in self.views) if words else None

    def _titles(self, entry: Entry[Kind]) -> tuple[str, ...]:
        return tuple(entry.title(views.lang) if entry.has_language(views.lang) else "" for views in self.views)

    def _urls(self, entry: Entry[Kind]) -> tuple[str, ...]:
        paths = (views.path(entry) for views in self.views)
        return tuple(absolute_link(path, self.network.base_url) if path else "" for path in paths)

    def _names(self, kind: str, entry_id: str) -> tuple[str, ...]:
        """Name an entry in each language; nothing if it is not public."""
        entry = self.library.face((kind, entry_id))
        return tuple(entry.title(views.lang) for views in self.views) if entry is not None else ()


def _time(moment: dt.datetime) -> dt.time | None:
    return moment.time() if moment.time() != dt.time() else None

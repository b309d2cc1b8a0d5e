"""Turns the public library into data sets: rows of facts with typed columns, the same for all languages.

A fact stands once; words stand once for each language. People are in none of them, nor what reaches people.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from netzsite.entry import Entry, Kind
from netzsite.fields import Choice, Localised
from netzsite.kinds.event import Event, EventForm, EventStatus
from netzsite.kinds.figure import Figure
from netzsite.kinds.member import EmployeeClass, Member, MemberStatus, MemberType
from netzsite.kinds.news import DEAL, Deal, DealType, News, PartyRole
from netzsite.library import Library
from netzsite.render.places import figure_data_path
from netzsite.render.theme import Theme
from netzsite.render.views import Views
from netzsite.urls import absolute_link

Value = str | int | Decimal | bool | dt.date | dt.time | tuple[str, ...] | None
"""What stands in a row; texts of a column of lists, or one text for each language; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and its type as Table Schema calls it (https://datapackage.org/standard/table-schema/).

    Attributes:
        is_words: it holds a text for each language.
        is_address: its texts are web addresses.
        choices: the values that there are.
        refers_to: the data set whose ids it holds.
    """

    name: str
    type: str = "string"
    is_words: bool = False
    is_address: bool = False
    choices: tuple[Choice, ...] = ()
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set: the first columns that are its key, its columns, its rows; words are in the order of `languages`."""

    name: str
    key: tuple[str, ...]
    languages: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def _words(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, is_words=True) for name in names)


_ID = Column("id")
_EXAMPLE = Column("example", "boolean")
_URL = Column("url", is_words=True, is_address=True)
_TOPICS = Column("topics", "list")

COLUMNS: dict[str, tuple[Column, ...]] = {
    "members": (
        _ID,
        *_words("name"),
        Column("acronym"),
        Column("former_names", "list"),
        Column("type", choices=tuple(MemberType)),
        Column("sector"),
        *_words("sector_name"),
        _TOPICS,
        *_words("about"),
        Column("founded", "integer"),
        Column("employees_min", "integer"),
        Column("employees_max", "integer"),
        *(Column(name) for name in ("street", "postcode", "town", "district", "country")),
        Column("latitude", "number"),
        Column("longitude", "number"),
        Column("website", is_address=True),
        Column("ror", is_address=True),
        Column("wikidata"),
        Column("status", choices=tuple(MemberStatus)),
        Column("verified", "date"),
        _EXAMPLE,
        _URL,
    ),
    "events": (
        _ID,
        *_words("title"),
        Column("form", choices=tuple(EventForm)),
        Column("status", choices=tuple(EventStatus)),
        Column("start_date", "date"),
        Column("start_time", "time"),
        Column("end_date", "date"),
        Column("end_time", "time"),
        Column("time_zone"),
        *_words("place"),
        Column("online", is_address=True),
        Column("organisers", "list", refers_to="members"),
        _TOPICS,
        Column("registration", is_address=True),
        Column("registration_until", "date"),
        *_words("fee"),
        Column("capacity", "integer"),
        Column("replaced_by", refers_to="events"),
        Column("announced", "date"),
        _EXAMPLE,
        _URL,
    ),
    "deals": (
        _ID,
        Column("date", "date"),
        Column("type", choices=tuple(DealType)),
        *_words("parties"),
        Column("members", "list", refers_to="members"),
        Column("volume", "number"),
        Column("currency"),
        Column("disclosed", "boolean"),
        *_words("stage", "title"),
        _EXAMPLE,
        _URL,
    ),
    "parties": (
        Column("deal", refers_to="deals"),
        Column("number", "integer"),
        Column("member", refers_to="members"),
        *_words("name"),
        Column("role", choices=tuple(PartyRole)),
    ),
    "figures": (
        _ID,
        *_words("title", "description", "unit", "note", "sources"),
        Column("source_urls", "list"),
        Column("columns", "list"),
        Column("rows", "integer"),
        Column("data", is_address=True),
        _EXAMPLE,
        _URL,
    ),
}
"""Name of a data set -> its columns."""

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
            facts, table = entry.facts, entry.table
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

"""The data sets: their columns with types, and what a row of them holds. A fact stands once, words once a language."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from netzsite.fields import Choice
from netzsite.kinds.event import EventForm, EventStatus
from netzsite.kinds.member import MemberStatus, MemberType
from netzsite.kinds.news import DealType, PartyRole

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

"""What only the pages of one kind show, written out: a file here and a line in `PARTICULARS`.

`compose` in each gives a frozen view, which the kind's template finds as `view.own`.
"""

from collections.abc import Collection, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast

from netzsite.entry import Entry, Kind
from netzsite.kinds.edition import Edition
from netzsite.kinds.event import Event
from netzsite.kinds.figure import Figure
from netzsite.kinds.funding import Funding
from netzsite.kinds.group import Group
from netzsite.kinds.member import Member
from netzsite.kinds.news import News
from netzsite.kinds.offer import Offer
from netzsite.kinds.page import Page
from netzsite.kinds.person import Person
from netzsite.kinds.portrait import Portrait
from netzsite.kinds.project import Project
from netzsite.kinds.service import Service
from netzsite.kinds.survey import Survey
from netzsite.site.composer import Composer

PARTICULARS: Mapping[type[Kind], str] = {
    Member: "member",
    Person: "person",
    Portrait: "portrait",
    News: "news",
    Event: "event",
    Funding: "funding",
    Offer: "offer",
    Group: "group",
    Project: "project",
    Service: "service",
    Page: "page",
    Figure: "figure",
    Edition: "edition",
    Survey: "survey",
}
"""Kind -> its file here; each is loaded when the first page of its kind is composed."""


class Particulars(Protocol):
    """What the file of a kind offers; `SHOWN`, if it is there, names the fields shown outside the table of facts."""

    def compose(self, composer: Composer, entry: Entry[Any]) -> object:
        """Compose what only the pages of the kind show."""


@cache
def particulars(kind: type[Kind]) -> Particulars | None:
    """Give the file of a kind; None if its pages show nothing of their own."""
    name = PARTICULARS.get(kind)
    return cast(Particulars, import_module(f"{__name__}.{name}")) if name is not None else None


def shown_fields(kind: type[Kind]) -> Collection[str]:
    """Give the fields that the page of a kind shows outside its table of facts."""
    fields: Collection[str] = getattr(particulars(kind), "SHOWN", ())
    return fields


OWN_GROUPS: Mapping[type[Kind], frozenset[type[Kind]]] = {
    Member: frozenset({Member, Person, Portrait}),
    Person: frozenset({Event}),
}
"""Kind -> the kinds of related entries that its page shows in a way of its own."""

FIRST: Mapping[type[Kind], frozenset[type[Kind]]] = {
    Member: frozenset({Group, Project}),
    Person: frozenset({Group, Project}),
}
"""Kind -> the kinds of related entries that its page lists before the others: what lasts before what passes."""

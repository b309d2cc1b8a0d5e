"""What only the pages of one kind show, written out: a file here and a line in `PARTICULARS`.

Each function composes a frozen view, which the kind's template finds as `view.own`.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

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
from netzsite.site.particulars import (
    edition,
    event,
    figure,
    funding,
    group,
    member,
    news,
    offer,
    page,
    person,
    portrait,
    project,
    service,
    survey,
)

PARTICULARS: Mapping[type[Kind], Callable[[Composer, Entry[Any]], object]] = {
    Member: member.compose,
    Person: person.compose,
    Portrait: portrait.compose,
    News: news.compose,
    Event: event.compose,
    Funding: funding.compose,
    Offer: offer.compose,
    Group: group.compose,
    Project: project.compose,
    Service: service.compose,
    Page: page.compose,
    Figure: figure.compose,
    Edition: edition.compose,
    Survey: survey.compose,
}

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

SHOWN: Mapping[type[Kind], Collection[str]] = {News: news.SHOWN, Event: event.SHOWN, Funding: funding.SHOWN}
"""The fields that the page of a kind shows outside its table of facts."""

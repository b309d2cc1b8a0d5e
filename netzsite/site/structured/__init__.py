"""What search engines are told of the page of an entry, written out: a file here and a line in `STRUCTURED`.

Each function composes a thing of schema.org, or nothing if too little is known. A kind without one has only its place
in the website (breadcrumbs), which every page says.
"""

from collections.abc import Callable, Mapping
from typing import Any

from netzsite.entry import Entry, Kind
from netzsite.kinds.edition import Edition
from netzsite.kinds.event import Event
from netzsite.kinds.figure import Figure
from netzsite.kinds.job import Job
from netzsite.kinds.member import Member
from netzsite.kinds.news import News
from netzsite.kinds.person import Person
from netzsite.kinds.portrait import Portrait
from netzsite.render.structured import Thing
from netzsite.site.composer import Composer
from netzsite.site.structured import edition, event, figure, job, member, news, person, portrait

STRUCTURED: Mapping[type[Kind], Callable[[Composer, Entry[Any]], Thing | None]] = {
    Member: member.compose,
    Person: person.compose,
    Portrait: portrait.compose,
    News: news.compose,
    Event: event.compose,
    Job: job.compose,
    Figure: figure.compose,
    Edition: edition.compose,
}


def things(composer: Composer, entry: Entry[Kind]) -> tuple[Thing, ...]:
    """Say what the page of an entry is about; nothing of what is made up, which machines would take for true."""
    compose = STRUCTURED.get(type(entry.facts))
    thing = compose(composer, entry) if compose is not None and not entry.facts.example else None
    return (thing,) if thing is not None else ()

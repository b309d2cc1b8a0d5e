"""The kinds of content, written out: a new kind is a file here and a name in `KINDS`."""

from netzsite.entry import Kind
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition
from netzsite.kinds.event import Event
from netzsite.kinds.figure import Figure
from netzsite.kinds.funding import Funding
from netzsite.kinds.group import Group
from netzsite.kinds.job import Job
from netzsite.kinds.member import Member
from netzsite.kinds.news import News
from netzsite.kinds.offer import Offer
from netzsite.kinds.page import Page
from netzsite.kinds.person import Person
from netzsite.kinds.picture import Picture
from netzsite.kinds.portrait import Portrait
from netzsite.kinds.project import Project
from netzsite.kinds.service import Service
from netzsite.kinds.survey import Survey

KINDS: tuple[type[Kind], ...] = (
    Member,
    Person,
    Portrait,
    News,
    Event,
    Funding,
    Job,
    Offer,
    Group,
    Project,
    Service,
    Page,
    Figure,
    Survey,
    Picture,
    Edition,
    Chapter,
)


def kind_named(name: str) -> type[Kind]:
    """Give the kind of a name: `news`."""
    return next(kind for kind in KINDS if kind.kind == name)

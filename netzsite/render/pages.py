"""What the pages of the website show: a frozen view for each template."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.config import MediumProfile
from netzsite.kinds.member import Address
from netzsite.render.frames import Frame, MenuItem
from netzsite.render.parts import Card, DealView, FactRow, FigureView, Link, PictureView, SessionView

if TYPE_CHECKING:
    from netzsite.render.markup import Body


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a list, or related entries."""

    title: str
    cards: tuple[Card, ...]
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium of the mix, as the home page shows it."""

    name: str
    about: str
    profile: MediumProfile


@dataclass(frozen=True, slots=True)
class Download:
    """A PDF: what it is, its path and its language."""

    title: str
    path: str
    lang: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the home page shows."""

    claim: str
    description: str
    news: tuple[Card, ...]
    events: tuple[Card, ...]
    portraits: tuple[Card, ...]
    figure: FigureView | None
    edition: Card | None
    downloads: tuple[Download, ...]
    counts: tuple[tuple[int, MenuItem], ...]
    media: tuple[Medium, ...]
    lists: dict[str, MenuItem]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the list of a kind shows; `groups` are empty where there is nothing."""

    kind: str
    title: str
    intro: str
    count: int
    groups: tuple[Group, ...]
    years: tuple[MenuItem, ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A part of an edition on the web: a chapter, the deals of the year, or the members."""

    title: str
    anchor: str
    lead: str
    body: "Body | None" = None
    deals: tuple[DealView, ...] | None = None
    members: tuple[Card, ...] | None = None
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class EntryPage:
    """What the page of an entry shows."""

    card: Card
    title: str
    summary: str
    body: "Body"
    facts: tuple[FactRow, ...]
    picture: PictureView | None
    related: tuple[Group, ...]
    is_example: bool
    is_over: bool
    is_draft: bool
    other_languages: tuple[Link, ...]
    address: Address | None = None
    deal: DealView | None = None
    programme: tuple[SessionView, ...] = ()
    box: tuple[tuple[str, str], ...] = ()
    figure: FigureView | None = None
    downloads: tuple[Download, ...] = ()
    chapters: tuple[ChapterView, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page: its template, its frame and its content."""

    template: str
    frame: Frame
    content: object

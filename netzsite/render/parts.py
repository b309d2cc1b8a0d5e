"""The frozen views that pages are laid out from, shared by all media: links, pictures, facts, cards, figures, deals."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from netzsite.engine.fingerprint import WrittenOnce


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page of the output.

    `path` is None where the entry has no page, `lang` is set where the page is in another language than the reader's.
    """

    title: str
    path: str | None
    lang: str | None = None
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: its variants (path, width in px) smallest first, measures in px, and what must stand with it."""

    variants: tuple[tuple[str, int], ...]
    width: int
    height: int
    alt: str
    credit: str
    licence: str | None

    @property
    def src(self) -> str:
        """The path of the largest variant."""
        return self.variants[-1][0]

    def fitting(self, width: int) -> str:
        """Give the path of the smallest variant of at least a width in px, else of the largest."""
        return next((path for path, each in self.variants if each >= width), self.src)


@dataclass(frozen=True, slots=True)
class FactValue:
    """A value in a table of facts; with a path of the output or a URL it is a link."""

    text: str
    path: str | None = None
    url: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """A line of a table of facts."""

    label: str
    values: tuple[FactValue, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Card(WrittenOnce):
    """An entry in a list: what it is called, where it leads, and a few words."""

    kind: str
    id: str
    link: Link
    summary: str
    label: str
    date: dt.date | None = None
    date_end: dt.date | None = None
    note: str = ""
    meta: tuple[str, ...] = ()
    picture: PictureView | None = None
    is_example: bool = False
    is_over: bool = False
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure: the chart's specification (drawn when it is rendered), and the table behind it as formatted texts.

    Attributes:
        are_numbers: whether each column holds numbers.
        remarks: what must stand wherever the chart or the table does: whose answers these are, where numbers do not
            compare, what is kept secret.
        alt: the description, and what is kept secret: for those who do not see the chart.
    """

    id: str
    title: str
    description: str
    spec: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str
    note: str
    sources: tuple[FactValue, ...]
    page: Link
    csv_path: str
    is_example: bool
    are_numbers: tuple[bool, ...]
    remarks: tuple[str, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class DealView:
    """A deal as a row of a register: `amount` in units of `currency`, None if undisclosed."""

    date: dt.date
    type: str
    parties: tuple[tuple[Link, str], ...]
    volume: str
    amount: Decimal | None
    currency: str
    stage: str
    news: Link
    is_example: bool


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Who speaks, and where from; `initials` stand where there is no photo."""

    person: Link
    member: Link | None
    picture: PictureView | None
    initials: str


@dataclass(frozen=True, slots=True)
class TalkView:
    """An item of a programme."""

    start: str
    title: str
    about: str
    speakers: tuple[SpeakerView, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """A part of a programme."""

    title: str
    day: dt.date
    room: str
    talks: tuple[TalkView, ...]

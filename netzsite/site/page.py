"""What every page of the website is: a template, a frame and a frozen content; and how one is rendered."""

from dataclasses import dataclass

from netzsite.render.frames import Frame
from netzsite.render.parts import Card
from netzsite.render.workshop import Workshop

NAME = "website"
"""The medium that pages belong to, and its folder of templates."""


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a list, or related entries; `more` is the path of a list with the rest."""

    title: str
    cards: tuple[Card, ...]
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A PDF: what it is, its path and its language."""

    title: str
    path: str
    lang: str


@dataclass(frozen=True, slots=True)
class Option:
    """A narrower list: what it is called, how many entries it has, where it is."""

    label: str
    count: int
    path: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The narrower lists of one sort: years, topics."""

    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What a list of entries of a kind shows; `groups` are empty where there is nothing."""

    kind: str
    title: str
    intro: str
    count: int
    groups: tuple[Group, ...]
    narrowings: tuple[Narrowing, ...] = ()
    calendar: str | None = None
    all_editions: str | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """How easily a service can be taken over: 1 to 4, in a few words, and explained."""

    number: int
    words: str
    about: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A page: its template, its frame and its content."""

    template: str
    frame: Frame
    content: object


def render_page(view: PageView, workshop: Workshop) -> bytes:
    """Render a page; its template sees `frame` and `view`, its content."""
    values = {"frame": view.frame, "view": view.content}
    return workshop.render_page(NAME, view.template, view.frame.lang, view.frame.path, values)

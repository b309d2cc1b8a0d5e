"""Turns a page's place in the site into the frame around it: menus, languages, breadcrumbs, addresses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from netzsite.config import Contact, Previews
from netzsite.engine.fingerprint import WrittenOnce
from netzsite.entry import Kind
from netzsite.kinds import KINDS
from netzsite.kinds.member import Member
from netzsite.kinds.news import DEAL, News
from netzsite.kinds.page import Menu, Page
from netzsite.library import Library
from netzsite.render.assets import assets
from netzsite.render.machines import Machines, Sharing, tell_machines
from netzsite.render.places import search_path
from netzsite.render.plain import shortened
from netzsite.render.structured import Thing
from netzsite.render.subscriptions import Feed, network_feeds
from netzsite.render.views import Views
from netzsite.strings import Strings
from netzsite.urls import absolute_link, entry_path, home_path, list_path

FURTHER_PAGES = ("subscriptions", "open-data")
"""Pages of the website that are made of no text, by the section of their words; media write them."""


@dataclass(frozen=True, slots=True, repr=False)
class Site(WrittenOnce):
    """What every page says of the network, in the reader's language."""

    short_name: str
    name: str
    claim: str
    description: str
    founded: int
    region: str
    contact_name: str
    contact: Contact
    funder: str
    coordinator: str
    publisher: str
    licence: str
    demonstration: str


@dataclass(frozen=True, slots=True, repr=False)
class MenuItem(WrittenOnce):
    """An item of a menu; `lang` is set where its label is in another language than the reader's."""

    label: str
    path: str
    is_current: bool = False
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page in another language; not exact where it is only the nearest page there is."""

    lang: str
    path: str
    is_current: bool
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """All that surrounds the content of a page.

    Attributes:
        feeds: the language's.
        sheets: name -> path of what only some pages load; the template says which.
        own_feeds: what the page itself offers.
    """

    lang: str
    path: str
    title: str
    description: str
    body_class: str
    canonical: str
    site: Site
    menu: tuple[MenuItem, ...]
    footer_menu: tuple[MenuItem, ...]
    alternates: tuple[Alternate, ...]
    breadcrumbs: tuple[MenuItem, ...]
    feeds: tuple[Feed, ...]
    home: str
    machines: Machines
    theme_colours: tuple[tuple[str, str], ...]
    stylesheet: str
    sheets: Mapping[str, str]
    icon: str
    touch_icon: str
    search: str | None = None
    own_feeds: tuple[Feed, ...] = ()

    @property
    def menu_page(self) -> str:
        """The page's own path if the main menu has it, else nothing: all that the menu needs to know of the page."""
        return self.path if any(item.path == self.path for item in self.menu) else ""


class Frames:
    """Makes the frames of one language."""

    def __init__(self, views: Views) -> None:
        self.views, self.lang, self.strings = views, views.lang, views.strings

    def frame(
        self,
        path: str,
        title: str,
        description: str,
        body_class: str,
        translations: dict[str, str],
        trail: tuple[MenuItem, ...] = (),
        *,
        substitutes: Mapping[str, str] = MappingProxyType({}),
        repeats: str | None = None,
        own_feeds: tuple[Feed, ...] = (),
        sharing: Sharing | None = None,
        structured: Iterable[Thing] = (),
    ) -> Frame:
        """Frame a page.

        Args:
            path: its path.
            title: plain text; the network's name follows it, but on its home page.
            description: plain text for search engines, which is shortened; the network's own if empty.
            body_class: what the style sheet may tell pages apart by.
            translations: language -> path of the same page; a language without it is led to the nearest page.
            trail: breadcrumbs between the home page and this one.
            substitutes: language -> path of the page there on which the original stands in for a translation.
            repeats: path of the original's page, if this one is such a page: it claims to be no translation.
            own_feeds: feeds and calendars of what the page shows.
            sharing: what it is where a link to it is shared; a page like others if it is not said.
            structured: what it is about, in words of schema.org; where it stands is said of every page.
        """
        home = MenuItem(self.site.short_name, home_path(self.lang))
        linked = assets(self.views.library, self.views.theme)
        paths = {self.lang: path, **translations}
        alternates = tuple(self._alternates(paths, substitutes, is_exact=repeats is None))
        sharing = sharing or Sharing(title)
        own_title = title if path == home.path else f"{title} – {self.site.short_name}"
        exact = {each.lang: self._address(each.path) for each in alternates if each.is_exact}
        steps = [*((item.label, self._address(item.path)) for item in (home, *trail)), (sharing.name, "")]
        return Frame(
            self.lang,
            path,
            own_title,
            shortened(description or self.site.description),
            body_class,
            self._address(repeats or path),
            self.site,
            tuple(self._marked(self.menu(Menu.HEADER), path, trail)),
            tuple(self._marked(self.menu(Menu.FOOTER), path, trail)),
            alternates,
            (home, *trail) if path != home.path else (),
            network_feeds(self.views),
            home.path,
            tell_machines(self.views, path, exact, steps if path != home.path else (), sharing, structured),
            tuple((mode, colours["paper"]) for mode, colours in self.views.theme.tokens["colours"].items()),
            linked.stylesheet.path,
            {name: sheet.path for name, sheet in linked.sheets.items()},
            linked.icon.path,
            linked.touch_icon,
            search=search_path(self.strings) if self.views.library.network.search else None,
            own_feeds=own_feeds,
        )

    @property
    def has_previews(self) -> bool:
        """Whether a picture is drawn for each page that somebody may share."""
        return self.views.library.network.previews is Previews.PAGES

    def _address(self, path: str) -> str:
        return absolute_link(path, self.views.library.network.base_url)

    def _marked(self, menu: tuple[MenuItem, ...], path: str, trail: tuple[MenuItem, ...]) -> Iterator[MenuItem]:
        current = {path, *(item.path for item in trail)}
        for item in menu:
            yield replace(item, is_current=True) if item.path in current else item

    def _alternates(
        self, paths: Mapping[str, str], substitutes: Mapping[str, str], *, is_exact: bool
    ) -> Iterator[Alternate]:
        for lang in self.views.library.network.languages:
            exact = paths.get(lang)
            nearest = exact or substitutes.get(lang) or home_path(lang)
            yield Alternate(lang, nearest, lang == self.lang, exact is not None and is_exact)

    @property
    def site(self) -> Site:
        """What every page says of the network."""
        return self.views.library.once(("site", self.lang), self._site)

    def _site(self, library: Library) -> Site:
        network, lang = library.network, self.lang
        return Site(
            network.short_name,
            network.name.pick(lang),
            network.claim.pick(lang),
            network.description.pick(lang),
            network.founded,
            network.region.pick(lang),
            network.contact.name.pick(lang),
            network.contact,
            network.funder.pick(lang) if network.funder else "",
            network.coordinator.pick(lang) if network.coordinator else "",
            network.legal.publisher.pick(lang),
            network.legal.licence.pick(lang) if network.legal.licence else "",
            network.demonstration.pick(lang) if network.demonstration else "",
        )

    def menu(self, menu: Menu) -> tuple[MenuItem, ...]:
        """List the items of a menu: lists that have entries, the main ones in the header, and then pages.

        The footer ends with the pages that are made of no text.
        """

        def make(library: Library) -> tuple[MenuItem, ...]:
            frames = Frames(self.views.on(library))
            if menu is Menu.HEADER:
                return (*frames._lists(in_header=True), *frames._pages(menu))
            further = map(frames.further_page, FURTHER_PAGES)
            return (*frames._lists(in_header=False), *frames._overviews(), *frames._pages(menu), *further)

        return self.views.library.once(("menu", self.lang, menu), make)

    def further_page(self, name: str, lang: str | None = None) -> MenuItem:
        """Link a page that is made of no text, in a language (else the reader's)."""
        strings = self.views.theme.strings[lang or self.lang]
        return MenuItem(strings.text(f"{name}.title"), further_path(strings, name))

    def further_frame(self, name: str) -> Frame:
        """Frame such a page."""
        item, network = self.further_page(name), self.views.library.network
        others = {lang: self.further_page(name, lang).path for lang in network.languages if lang != self.lang}
        return self.frame(item.path, item.label, self.strings.text(f"{name}.lead"), "list", others)

    def list_item(self, kind: type[Kind]) -> MenuItem:
        """Link the list of a kind."""
        segment = self.strings.text(f"kinds.{kind.kind}.segment")
        return MenuItem(self.strings.text(f"kinds.{kind.kind}.many"), list_path(self.lang, segment))

    def _lists(self, *, in_header: bool) -> Iterator[MenuItem]:
        for kind in KINDS:
            if kind.in_header is in_header and has_list(kind) and self.views.library.has_any(kind):
                yield self.list_item(kind)

    def overview(self, name: str, lang: str | None = None) -> MenuItem:
        """Link a section that belongs to no kind, in a language (else the reader's): `topics`, `register`, ..."""
        strings = self.views.theme.strings[lang or self.lang]
        return MenuItem(strings.text(f"{name}.title"), list_path(strings.lang, strings.text(f"{name}.segment")))

    def _overviews(self) -> Iterator[MenuItem]:
        """Link what belongs to no kind: the topics, the register of deals, who works with whom; where there are any."""
        if self.views.library.network.topics:
            yield self.overview("topics")
        if self.views.library.has_any(News, DEAL):
            yield self.overview("register")
        if self.views.library.has_any(Member):
            yield self.overview("connections")

    def _pages(self, menu: Menu) -> Iterator[MenuItem]:
        for page in self.views.library.choose(Page):
            if page.facts.menu is menu and (path := self.views.path(page)):
                original = self.views.substitute(page)
                yield MenuItem(page.title(self.lang), path, lang=original.lang if original is not None else None)


def further_path(strings: Strings, name: str) -> str:
    """Give the path of a page that is made of no text, by the section of its words."""
    return entry_path(strings.lang, "", strings.text(f"{name}.segment"))


def has_list(kind: type[Kind]) -> bool:
    """Tell whether the website lists a kind; pages stand in menus instead."""
    return kind.has_page and kind is not Page

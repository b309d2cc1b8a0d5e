"""Turns a page's place in the site into the frame around it: menus, languages, breadcrumbs, addresses."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.config import Contact
from netzsite.entry import Kind
from netzsite.kinds import KINDS
from netzsite.kinds.page import Menu, Page
from netzsite.library import Library
from netzsite.render.parts import Link
from netzsite.render.places import ICON, STYLESHEET
from netzsite.render.subscriptions import Feed, network_feeds
from netzsite.render.views import Views
from netzsite.urls import absolute_link, entry_path, home_path, list_path

FURTHER_PAGES = ("subscriptions", "open-data")
"""Pages of the website that are made of no text, by the section of their words; media write them."""


@dataclass(frozen=True, slots=True)
class Site:
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


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An item of a menu."""

    label: str
    path: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page in another language; not exact where it is only the nearest page there is."""

    lang: str
    path: str
    is_current: bool
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """All that surrounds the content of a page; `feeds` are the language's, `own_feeds` what the page itself offers."""

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
    own_feeds: tuple[Feed, ...] = ()
    stylesheet: str = STYLESHEET
    icon: str = ICON


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
        own_feeds: tuple[Feed, ...] = (),
    ) -> Frame:
        """Frame a page.

        Args:
            path: its path.
            title: plain text.
            description: plain text for search engines; the network's own if empty.
            body_class: what the style sheet may tell pages apart by.
            translations: language -> path of the same page; a language without it is led to the nearest page.
            trail: breadcrumbs between the home page and this one.
            own_feeds: feeds and calendars of what the page shows.
        """
        home = MenuItem(self.site.short_name, home_path(self.lang))
        return Frame(
            self.lang,
            path,
            title,
            description or self.site.description,
            body_class,
            absolute_link(path, self.views.library.network.base_url),
            self.site,
            tuple(self._marked(self.menu(Menu.HEADER), path, trail)),
            tuple(self._marked(self.menu(Menu.FOOTER), path, trail)),
            tuple(self._alternates(path, translations, trail)),
            (home, *trail) if path != home.path else (),
            network_feeds(self.views),
            home.path,
            own_feeds,
        )

    def _marked(self, menu: tuple[MenuItem, ...], path: str, trail: tuple[MenuItem, ...]) -> Iterator[MenuItem]:
        current = {path, *(item.path for item in trail)}
        for item in menu:
            yield MenuItem(item.label, item.path, item.path in current)

    def _alternates(self, path: str, translations: dict[str, str], trail: tuple[MenuItem, ...]) -> Iterator[Alternate]:
        for lang in self.views.library.network.languages:
            exact = path if lang == self.lang else translations.get(lang)
            yield Alternate(lang, exact or home_path(lang), lang == self.lang, exact is not None)

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
            further = map(frames.further_page, FURTHER_PAGES) if menu is Menu.FOOTER else ()
            return (*frames._lists(in_header=menu is Menu.HEADER), *frames._pages(menu), *further)

        return self.views.library.once(("menu", self.lang, menu), make)

    def further_page(self, name: str, lang: str | None = None) -> MenuItem:
        """Link a page that is made of no text, in a language (else the reader's)."""
        strings = self.views.theme.strings[lang or self.lang]
        segment = strings.text(f"{name}.segment")
        return MenuItem(strings.text(f"{name}.title"), entry_path(strings.lang, "", segment))

    def further_frame(self, name: str) -> Frame:
        """Frame such a page."""
        item, network = self.further_page(name), self.views.library.network
        others = {lang: self.further_page(name, lang).path for lang in network.languages if lang != self.lang}
        title = f"{item.label} – {network.short_name}"
        return self.frame(item.path, title, self.strings.text(f"{name}.lead"), "list", others)

    def list_item(self, kind: type[Kind]) -> MenuItem:
        """Link the list of a kind."""
        segment = self.strings.text(f"kinds.{kind.kind}.segment")
        return MenuItem(self.strings.text(f"kinds.{kind.kind}.many"), list_path(self.lang, segment))

    def _lists(self, *, in_header: bool) -> Iterator[MenuItem]:
        for kind in KINDS:
            if kind.in_header is in_header and has_list(kind) and self.views.library.has_any(kind):
                yield self.list_item(kind)

    def _pages(self, menu: Menu) -> Iterator[MenuItem]:
        for page in self.views.library.choose(Page):
            if page.facts.menu is menu and (path := self.views.path(page)):
                yield MenuItem(page.title(self.lang), path)


def has_list(kind: type[Kind]) -> bool:
    """Tell whether the website lists a kind; pages stand in menus instead."""
    return kind.has_page and kind is not Page


def link_item(link: Link) -> MenuItem | None:
    """Make a breadcrumb of a link, if it leads anywhere."""
    return MenuItem(link.title, link.path) if link.path else None

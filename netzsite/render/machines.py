"""Turns a page's place and words into what machines read of it: search engines, and services that show links."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from netzsite.config import Previews
from netzsite.render.places import preview_path
from netzsite.render.structured import Thing, breadcrumbs, write_things
from netzsite.render.views import Views
from netzsite.urls import absolute_link, home_path


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a page is where somebody shares a link to it.

    Attributes:
        name: the page's title without the network's name; says if it is an example.
        label: what sort of page it is.
        is_article: it is a text of its own rather than a page of the website.
        published: the day, if it has one (ISO 8601).
        has_preview: a picture is drawn for this page; else it shares the one of its language.
    """

    name: str
    label: str = ""
    is_article: bool = False
    published: str = ""
    has_preview: bool = False


@dataclass(frozen=True, slots=True)
class Machines:
    """What machines read of a page beside its title, description and address.

    Attributes:
        hreflangs: language or `x-default` and the full address of the page there; empty if it is in one language only.
        structured: JSON-LD.
        sharing: what it is where a link to it is shared.
        preview: full address of the picture that is shown with a link; empty if there is none.
        preview_alt: what the picture says.
        locale, locales: of the page and of its other languages, as Open Graph writes them: de_DE.
    """

    hreflangs: tuple[tuple[str, str], ...]
    structured: str
    sharing: Sharing
    preview: str
    preview_alt: str
    locale: str
    locales: tuple[str, ...]


def tell_machines(
    views: Views,
    path: str,
    addresses: Mapping[str, str],
    steps: Sequence[tuple[str, str]],
    sharing: Sharing,
    structured: Iterable[Thing],
) -> Machines:
    """Compose what machines read of a page.

    Args:
        views: of the page's language.
        path: its path.
        addresses: language -> full address of the page there, its own too.
        steps: names and addresses from the home page to the page; none for the home page.
        sharing: what it is where a link to it is shared.
        structured: what it is about.
    """
    network = views.library.network
    preview, about = _preview(views, path, sharing)
    return Machines(
        tuple(_hreflangs(addresses, network.default_language)),
        write_things((*structured, breadcrumbs(steps))),
        sharing,
        absolute_link(preview, network.base_url) if preview else "",
        f"{network.short_name} – {about}",
        _locale(views, views.lang),
        tuple(_locale(views, lang) for lang in addresses if lang != views.lang),
    )


def _hreflangs(addresses: Mapping[str, str], default_language: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses of a page in its languages; readers of others are led where the website's root leads."""
    if len(addresses) > 1:
        yield from addresses.items()
        if default_language in addresses:
            yield "x-default", addresses[default_language]


def _preview(views: Views, path: str, sharing: Sharing) -> tuple[str, str]:
    """Give the path of the picture of a page and what it says; no path if there is none."""
    network = views.library.network
    if sharing.has_preview and network.previews is Previews.PAGES:
        return preview_path(path), ": ".join(filter(None, (sharing.label, sharing.name)))
    is_drawn = network.previews is not Previews.NONE
    return preview_path(home_path(views.lang)) if is_drawn else "", network.claim.pick(views.lang)


def _locale(views: Views, lang: str) -> str:
    return views.theme.strings[lang].text("locale").replace("-", "_")

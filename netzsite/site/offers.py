"""The section `offers`: the list of offers and requests, each parted by what is offered or sought."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry
from netzsite.kinds.offer import Offer, OfferForm, OfferSubject, offer_label
from netzsite.library import Library
from netzsite.render.parts import Card, Link
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, PageView, render_page


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer or a request in the list, and who makes it."""

    card: Card
    who: Link | None


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """What is offered, or sought, of one subject."""

    title: str
    lines: tuple[OfferLine, ...]


@dataclass(frozen=True, slots=True)
class OfferHalf:
    """The offers, or the requests."""

    form: str
    title: str
    count: int
    groups: tuple[OfferGroup, ...]


@dataclass(frozen=True, slots=True)
class OffersPage:
    """What the list shows: the offers and the requests that are valid, and what is over."""

    title: str
    intro: str
    count: int
    halves: tuple[OfferHalf, ...]
    over: tuple[OfferLine, ...]


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the list, if there is something to put on it."""
    if library.has_any(Offer):
        path = Composer(library, theme, lang).list_path(Offer)
        yield Artifact(path, NAME, _offers, (lang,), render_page, lang=lang)


def _offers(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    item, intro = composer.frames.list_item(Offer), composer.strings.text("kinds.offer.intro")
    others = composer.others(lambda other: composer.list_path(Offer, lang=other))
    frame = composer.frames.frame(item.path, item.label, intro, "list", others)
    halves = tuple(half for form in OfferForm if (half := _half(composer, form)).groups)
    over = _lines(composer, library.choose(Offer, lang, is_over=True))
    count = sum(half.count for half in halves)
    return PageView("offers.html", frame, OffersPage(item.label, intro, count, halves, over))


def _half(composer: Composer, form: OfferForm) -> OfferHalf:
    groups = tuple(_groups(composer, form))
    title = composer.strings.text(f"offers.{form.value}")
    return OfferHalf(form.value, title, sum(len(group.lines) for group in groups), groups)


def _groups(composer: Composer, form: OfferForm) -> Iterator[OfferGroup]:
    for subject in OfferSubject:
        label = offer_label(form, subject)
        found = composer.library.choose(Offer, composer.lang, label=label, is_over=False)
        if found:
            yield OfferGroup(composer.strings.value(subject), _lines(composer, found))


def _lines(composer: Composer, offers: tuple[Entry[Offer], ...]) -> tuple[OfferLine, ...]:
    return tuple(OfferLine(composer.views.card(offer), _who(composer, offer.facts)) for offer in offers)


def _who(composer: Composer, offer: Offer) -> Link | None:
    if offer.member is not None:
        return composer.views.reference("member", offer.member)
    return composer.views.reference("person", offer.person) if offer.person else None

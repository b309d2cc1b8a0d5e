"""The medium `previews`: the pictures that services show with a link, one for each page that somebody may share."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from netzsite.config import Previews
from netzsite.engine.artifact import Artifact
from netzsite.engine.fingerprint import step_fingerprint
from netzsite.entry import Key
from netzsite.kinds import KINDS
from netzsite.kinds.event import Event
from netzsite.library import Library
from netzsite.render.parts import Card
from netzsite.render.places import preview_path
from netzsite.render.previews import PreviewWords, draw_preview
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.site.composer import Composer
from netzsite.site.sharing import has_preview
from netzsite.urls import home_path

NAME = "previews"
IS_SLOW = True


def artifacts(library: Library, theme: Theme) -> Iterator[Artifact]:
    """Plan the previews that the network wants."""
    previews = library.network.previews
    for lang in library.network.languages if previews is not Previews.NONE else ():
        yield Artifact(preview_path(home_path(lang)), NAME, _of_network, (lang,), _render, lang=lang)
        if previews is Previews.PAGES:
            yield from _of_entries(Composer(library, theme, lang))


def _of_entries(composer: Composer) -> Iterator[Artifact]:
    lang = composer.lang
    for kind in filter(has_preview, KINDS):
        for listed in (each for each in composer.library.listed(kind, lang) if each.is_own):
            key, page = (kind.kind, listed.id), composer.views.page_path(kind, listed.id, listed.slug, lang)
            yield Artifact(preview_path(page), NAME, _of_entry, (lang, key), _render, key, lang)


# -- Composing ---------------------------------------------------------------------------------------------------------


def _of_network(library: Library, theme: Theme, lang: str) -> PreviewWords:
    network, host = library.network, urlsplit(library.network.base_url).hostname or ""
    return _words(Composer(library, theme, lang), network.region.pick(lang), network.claim.pick(lang), host)


def _of_entry(library: Library, theme: Theme, lang: str, key: Key) -> PreviewWords:
    composer = Composer(library, theme, lang)
    entry = library.face(key)
    if entry is None:
        raise KeyError(key)
    card = composer.views.card_of(key)
    when = composer.views.when(entry.facts) if isinstance(entry.facts, Event) else _day(composer, card)
    label = " · ".join(filter(None, (card.label, when, card.note)))
    return _words(composer, label, entry.title(lang), library.network.claim.pick(lang), is_example=card.is_example)


def _day(composer: Composer, card: Card) -> str:
    return composer.strings.date(card.date) if card.date else ""


def _words(composer: Composer, label: str, title: str, foot: str, *, is_example: bool = False) -> PreviewWords:
    """Put words together; where all is a demonstration each preview says so, as each page does."""
    colours, strings = composer.theme.tokens["colours"]["light"], composer.strings
    inks = colours["ink"], colours["muted"], colours["accent"]
    marks = [("entry.example", is_example), ("frame.demonstration", composer.network.demonstration is not None)]
    mark = next((strings.text(key) for key, holds in marks if holds), "")
    name, lang = composer.network.short_name, strings.text("locale")
    return PreviewWords(name, mark, label, title, foot, lang, colours["paper"], inks)


# -- Rendering ---------------------------------------------------------------------------------------------------------


def _render(view: PreviewWords, workshop: Workshop) -> bytes:
    """Draw a preview, or find it drawn: it depends on its words, whatever else of theme and program has changed."""
    return workshop.cache.made(step_fingerprint(draw_preview, repr(view)), lambda: draw_preview(view))

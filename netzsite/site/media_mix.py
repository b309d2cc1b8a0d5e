"""The section `media-mix`: a page in each language that says what each medium is, when it appears and how to get it."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.config import MediumProfile
from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry
from netzsite.kinds.edition import Edition
from netzsite.kinds.event import Event, EventStatus
from netzsite.library import Library
from netzsite.render.frames import MenuItem
from netzsite.render.parts import FactRow, FactValue, Link
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, PageView, render_page


@dataclass(frozen=True, slots=True)
class MediumView:
    """A medium of the mix: where its part of the page begins, and what is to be known of it."""

    anchor: str
    name: str
    about: str
    facts: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class MediaMixPage:
    """What the page shows."""

    title: str
    intro: str
    media: tuple[MediumView, ...]
    downloads: MenuItem


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the page."""
    yield Artifact(Composer(library, theme, lang).media_mix().path, NAME, _page, (lang,), render_page, lang=lang)


def _page(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    item, intro = composer.media_mix(), composer.strings.text("media-mix.intro")
    media = tuple(_medium(composer, name, profile) for name, profile in library.mix.media.items())
    others = composer.others(lambda other: composer.media_mix(other).path)
    frame = composer.frames.frame(item.path, item.label, intro, "media-mix", others)
    return PageView("media-mix.html", frame, MediaMixPage(item.label, intro, media, composer.all_downloads()))


def _medium(composer: Composer, name: str, profile: MediumProfile) -> MediumView:
    facts = (*_profile(composer, profile), *_editions(composer, name, profile), *_events(composer, profile))
    if profile.subscribe is not None:
        is_mail = profile.subscribe.startswith("mailto:")
        words = (
            profile.subscribe.removeprefix("mailto:") if is_mail else composer.strings.text("media-mix.subscribe-web")
        )
        facts = (*facts, _row(composer, "media-mix.subscribe", FactValue(words, url=profile.subscribe)))
    return MediumView(f"nz-{name}", profile.name.pick(composer.lang), profile.about.pick(composer.lang), facts)


def _row(composer: Composer, label: str, *values: FactValue) -> FactRow:
    return FactRow(composer.strings.text(label), values)


def _profile(composer: Composer, profile: MediumProfile) -> Iterator[FactRow]:
    """Yield what media.yaml says of a medium."""
    strings, lang = composer.strings, composer.lang
    languages = profile.languages or composer.network.languages
    unit = profile.circulation_unit.pick(lang) if profile.circulation_unit else ""
    said = {
        "media.cadence": strings.value(profile.cadence),
        "media.since": str(profile.since or ""),
        "media-mix.audience": profile.audience.pick(lang) if profile.audience else "",
        "media.scope": ", ".join(map(strings.value, profile.scope)),
        "media.circulation": f"{strings.number(profile.circulation)} {unit}" if profile.circulation is not None else "",
        "media-mix.languages": ", ".join(map(strings.language, languages)),
        "media-mix.formats": ", ".join(map(strings.value, profile.formats)),
    }
    yield from (_row(composer, label, FactValue(words.strip())) for label, words in said.items() if words)


def _editions(composer: Composer, name: str, profile: MediumProfile) -> Iterator[FactRow]:
    """Yield the last edition, and the next if it is announced: no day is computed that nobody has promised."""
    editions = [each for each in composer.library.choose(Edition) if each.id.startswith(f"{name}/")]
    last = editions[0] if editions else None
    if last is not None:
        date = composer.strings.date(last.facts.date)
        yield _row(composer, "media-mix.last", _linked(composer.views.link(last)), FactValue(date))
    following = profile.next_edition
    if following is not None and (last is None or last.facts.date < following):
        words = composer.strings.text("media-mix.announced", date=composer.strings.date(following))
        yield _row(composer, "media-mix.next", FactValue(words))


def _events(composer: Composer, profile: MediumProfile) -> Iterator[FactRow]:
    """Yield the last and the next event of a medium that takes place."""
    if profile.event_form is None:
        return
    for label, is_over, place in (("media-mix.last-event", True, 0), ("media-mix.next-event", False, -1)):
        found = [
            each
            for each in composer.library.choose(Event, composer.lang, is_over=is_over)
            if each.facts.form.value == profile.event_form and each.facts.status is EventStatus.PLANNED
        ]
        if found:
            yield _row(composer, label, *_event(composer, found[place]))


def _event(composer: Composer, event: Entry[Event]) -> Iterator[FactValue]:
    yield _linked(composer.views.link(event))
    yield FactValue(composer.views.when(event.facts))


def _linked(link: Link) -> FactValue:
    return FactValue(link.title, link.path, None, link.lang)

"""The section `funding`: the list of funding calls by state, the next deadline first."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry
from netzsite.kinds.funding import Funding
from netzsite.library import Library
from netzsite.render.parts import Card
from netzsite.render.subscriptions import kind_feeds
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.page import NAME, Group, ListPage, PageView, render_page
from netzsite.site.states import CallStanding, CallState, call_standing


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the list."""
    composer = Composer(library, theme, lang)
    if library.has_any(Funding):
        yield Artifact(composer.list_path(Funding), NAME, _funding, (lang,), render_page, lang=lang)


def _funding(library: Library, theme: Theme, lang: str) -> PageView:
    composer, strings = Composer(library, theme, lang), theme.strings[lang]
    title, intro = strings.text("kinds.funding.many"), strings.text("kinds.funding.intro")
    calls = library.choose(Funding, lang)
    page = ListPage(Funding.kind, title, intro, len(calls), tuple(_groups(composer, calls)))
    others = composer.others(lambda other: composer.list_path(Funding, lang=other))
    feeds = kind_feeds(composer.views, Funding)
    frame = composer.frames.frame(composer.list_path(Funding), title, intro, "list", others, own_feeds=feeds)
    return PageView("list.html", frame, page)


def _groups(composer: Composer, calls: tuple[Entry[Funding], ...]) -> Iterator[Group]:
    """Part calls by state; what is ahead comes next first, what is closed last first."""
    standings = [(call_standing(composer.library, call.facts, composer.lang), call) for call in calls]
    for state in CallState:
        found = [(standing, call) for standing, call in standings if standing.state is state]
        found.sort(key=lambda pair: pair[0].day or dt.date.max, reverse=state is CallState.CLOSED)
        if found:
            cards = tuple(_card(composer, call, standing) for standing, call in found)
            yield Group(composer.strings.text(f"calls.{state.value}"), cards)


def _card(composer: Composer, call: Entry[Funding], standing: CallStanding) -> Card:
    """Show the day that counts, what it is for, and who gives how much."""
    facts, lang = call.facts, composer.lang
    label = standing.label or composer.strings.text(f"calls.{standing.state.value}-day")
    meta = (facts.funder.pick(lang), facts.volume.pick(lang) if facts.volume else "")
    if standing.day is None:
        label = composer.strings.text("calls.always")
    return replace(composer.views.card(call), date=standing.day, label=label, meta=tuple(filter(None, meta)))

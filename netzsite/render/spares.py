"""Turns a library into spare pieces for print: what may fill the pages of an edition, the worthiest first.

Nothing of it came after the day of the edition, so that a printed edition stays as it was printed.
"""

from collections.abc import Iterator, Sequence

from netzsite.entry import Entry, Kind, midnight
from netzsite.kinds.edition import Edition
from netzsite.kinds.figure import Figure
from netzsite.kinds.group import Group
from netzsite.kinds.news import News
from netzsite.kinds.offer import Offer
from netzsite.kinds.portrait import Portrait
from netzsite.kinds.service import Service
from netzsite.render.printed import Block, Line
from netzsite.render.stories import IN_A_ROW, Stories

_MOST_FIGURES = 6
_MOST_PORTRAITS = 6
_MOST_MEDIA = 4

_NEWS_DAYS = 200
"""News that is older has had its time, also where something short is missing."""


def spare_blocks(stories: Stories, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield what an edition that carries some blocks could have beside them."""
    day, text = stories.edition.facts.date, stories.strings.text
    carried = _carried(stories)
    news = [
        each
        for each in stories.library.choose(News, stories.lang)
        if f"news:{each.id}" not in carried and 0 <= (day - each.facts.date).days <= _NEWS_DAYS
    ]
    yield from _full_rows(stories, "news", text("print.briefs"), news)
    yield from _figures(stories, {name for block in blocks if block.story for name in block.story.body.figures})
    yield from _portraits(stories, carried)
    kinds: tuple[tuple[str, type[Kind]], ...] = (("offers", Offer), ("groups", Group), ("services", Service))
    for name, kind in kinds:
        there = [each for each in stories.library.choose(kind, stories.lang) if _is_there(each, stories)]
        yield from _full_rows(stories, name, text(f"print.{name}"), there)
    yield from _media(stories)


def _carried(stories: Stories) -> set[str]:
    """Name what this and earlier editions of the medium carry."""
    editions = (each for each in stories.library.choose(Edition) if each.id.startswith(f"{stories.medium}/"))
    return {item for each in editions if each.facts.date <= stories.edition.facts.date for item in each.facts.carried}


def _is_there(entry: Entry[Kind], stories: Stories) -> bool:
    """Tell whether an entry was there on the day of the edition, and not yet over."""
    day, dated = stories.edition.facts.date, entry.facts.dated()
    return (dated is None or dated <= day) and midnight(day) < entry.facts.over_from()


def _full_rows(stories: Stories, name: str, title: str, entries: Sequence[Entry[Kind]]) -> Iterator[Block]:
    """Yield full rows, each with the title: they may stand anywhere."""
    for number in range(0, len(entries) - IN_A_ROW + 1, IN_A_ROW):
        yield from stories.rows(f"{name}-{number}", title, "", entries[number : number + IN_A_ROW])


def _figures(stories: Stories, shown: set[str]) -> Iterator[Block]:
    found = [figure for figure in stories.library.choose(Figure) if figure.id not in shown]
    for figure in found[:_MOST_FIGURES]:
        view, section = stories.figure(figure), stories.strings.text("print.figure")
        yield Block(f"figure-{figure.id}", "figure", section, "", view.title, "", view.is_example, figure=view)


def _portraits(stories: Stories, carried: set[str]) -> Iterator[Block]:
    found = [
        each
        for each in stories.library.choose(Portrait, stories.lang)
        if f"portrait:{each.id}" not in carried and _is_there(each, stories)
    ]
    for each in found[:_MOST_PORTRAITS]:
        if entry := stories.library.named(each.key):
            yield stories.story(entry, stories.strings.text("print.portrait"))


def _media(stories: Stories) -> Iterator[Block]:
    """Tell of the network's other media."""
    mix, strings, lang = stories.library.mix.media, stories.strings, stories.lang
    others = [(name, profile) for name, profile in mix.items() if name != stories.medium and profile.since]
    for name, profile in others[:_MOST_MEDIA]:
        about = profile.about.pick(lang)
        line = Line(profile.name.pick(lang), strings.value(profile.cadence), "", "", about, "", is_example=False)
        yield from stories.listed("briefs", f"media-{name}", strings.text("print.media"), "", (line,))

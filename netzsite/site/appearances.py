"""Turns an entry into its appearances: the editions that carry it, the newest first."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.entry import Entry, Kind
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition, Listing
from netzsite.kinds.news import News
from netzsite.kinds.page import Page
from netzsite.render.parts import Link
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class Appearance:
    """An edition that carries an entry: the medium's name, the edition's page, the day of publication."""

    medium: str
    edition: Link
    date: dt.date


def appearances(composer: Composer, entry: Entry[Kind]) -> tuple[Appearance, ...]:
    """List the editions that carry an entry.

    An edition carries what its sections list, what its chapters name, and the news whose deals it lists. A list of all
    members is a directory, and carries nobody in particular; a page of the website is linked, not carried.
    """
    if isinstance(entry.facts, Page):
        return ()
    library, mix = composer.library, composer.library.mix.media
    ids = {entry_id for _, entry_id in library.referring(entry, Edition)}
    ids |= {entry_id.rpartition("/")[0] for _, entry_id in library.referring(entry, Chapter)}
    year = _deal_year(entry)
    found = library.choose(Edition) if ids or year else ()
    carrying = (each for each in found if each.key != entry.key and (each.id in ids or year in _years_of_deals(each)))
    return tuple(
        Appearance(mix[each.id.partition("/")[0]].name.pick(composer.lang), composer.views.link(each), each.facts.date)
        for each in carrying
    )


def _deal_year(entry: Entry[Kind]) -> int:
    """Give the year of the deal that an entry reports; 0 if it reports none."""
    deal = entry.facts.deal if isinstance(entry.facts, News) else None
    return (deal.date or entry.facts.date).year if deal is not None and isinstance(entry.facts, News) else 0


def _years_of_deals(edition: Entry[Edition]) -> Iterator[int]:
    if any(part.listing is Listing.DEALS for part in edition.facts.parts):
        yield edition.facts.reported_year

"""What only a page of its own shows: the pages made of no text that it leads to."""

from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.page import Page
from netzsite.render.frames import MenuItem
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class PagePart:
    """Where a page leads, in the order in which it says so."""

    leads_to: tuple[MenuItem, ...]


def compose(composer: Composer, entry: Entry[Page]) -> PagePart:
    """Give where a page leads."""
    return PagePart(tuple(composer.frames.overview(each.value) for each in entry.facts.leads_to))

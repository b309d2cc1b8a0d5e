"""What only the page of a piece of news shows: the deal that it reports."""

from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.news import News
from netzsite.render.parts import DealView
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class NewsPart:
    """The deal, if it reports one."""

    deal: DealView | None


def compose(composer: Composer, entry: Entry[News]) -> NewsPart:
    """Give the deal that a piece of news reports."""
    return NewsPart(composer.views.deal(entry))

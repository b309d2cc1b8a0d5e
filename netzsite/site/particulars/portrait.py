"""What only the page of a portrait shows: its box of facts."""

from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.portrait import Portrait
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class PortraitPart:
    """The box of facts: pairs of label and value."""

    box: tuple[tuple[str, str], ...]


def compose(composer: Composer, entry: Entry[Portrait]) -> PortraitPart:
    """Give a portrait's box of facts."""
    lang = composer.lang
    return PortraitPart(tuple((line.label.pick(lang), line.value.pick(lang)) for line in entry.facts.box))

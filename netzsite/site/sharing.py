"""What the page of an entry is where a link to it is shown: in a search engine, in a message, in a social network."""

from typing import TYPE_CHECKING

from netzsite.entry import Entry, Kind
from netzsite.kinds.news import News
from netzsite.kinds.portrait import Portrait
from netzsite.render.frames import has_list
from netzsite.render.machines import Sharing
from netzsite.render.parts import Card
from netzsite.render.plain import DESCRIPTION, plain_text
from netzsite.site.composer import Composer

if TYPE_CHECKING:
    from netzsite.render.markup import Body

ARTICLES: tuple[type[Kind], ...] = (News, Portrait)
"""Kinds whose entries are texts to be read by themselves."""


def has_preview(kind: type[Kind]) -> bool:
    """Tell whether a picture is drawn for each entry of a kind; nobody shares an imprint."""
    return has_list(kind)


def sharing_of(composer: Composer, entry: Entry[Kind], card: Card) -> Sharing:
    """Say what the page of an entry is."""
    is_article, day = isinstance(entry.facts, ARTICLES), entry.facts.dated()
    return Sharing(
        marked_title(composer, entry),
        card.label,
        is_article,
        day.isoformat() if day and is_article else "",
        has_preview(type(entry.facts)) and entry.has_language(composer.lang),
    )


def marked_title(composer: Composer, entry: Entry[Kind]) -> str:
    """Give the title of an entry where it stands without its page: an example says so itself."""
    title = entry.title(composer.lang)
    return f"{title} ({composer.strings.text('entry.example')})" if entry.facts.example else title


def description_of(composer: Composer, card: Card, body: "Body") -> str:
    """Describe an entry: by its summary, else by the beginning of its text, else by what a list says of it."""
    words = card.summary
    if not words:
        titles = {name: target.title for name, target in body.targets.items()}
        for paragraph in plain_text(body.markdown, titles, body.values):
            words = f"{words} {paragraph}".strip()
            if len(words) > DESCRIPTION:
                break
    words = words or f"{card.link.title}: {', '.join((card.label, *card.meta))}"
    return f"{composer.strings.text('entry.example')}: {words}" if card.is_example else words

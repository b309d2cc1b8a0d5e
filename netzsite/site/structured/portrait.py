"""A portrait in schema.org's words: an article about an organisation or a person."""

from netzsite.entry import Entry
from netzsite.kinds.portrait import Portrait
from netzsite.render.structured import Thing
from netzsite.site.composer import Composer
from netzsite.site.structured.words import image, moment, organisations, page_of, people, publisher


def compose(composer: Composer, entry: Entry[Portrait]) -> Thing:
    """Describe a portrait."""
    facts = entry.facts
    return {
        "@type": "Article",
        "headline": entry.title(composer.lang),
        "description": composer.views.summary(entry),
        "datePublished": moment(facts.date, composer.network.time_zone),
        "inLanguage": composer.lang,
        "mainEntityOfPage": page_of(composer, entry),
        "image": image(composer, entry),
        "about": (*organisations(composer, (facts.member,)), *people(composer, (facts.person,))),
        "author": publisher(composer),
        "publisher": publisher(composer),
    }

"""A piece of news in schema.org's words: what it says, when, on whose word, about whom."""

from netzsite.entry import Entry, midnight
from netzsite.kinds.news import News, NewsForm
from netzsite.render.structured import Thing
from netzsite.site.composer import Composer
from netzsite.site.structured.words import image, moment, organisations, page_of, people, publisher

REPORTS = (NewsForm.PRESS_RELEASE, NewsForm.COMPANY_NEWS, NewsForm.NETWORK_NEWS)
"""Forms that report something new; interviews and background reports are articles."""


def compose(composer: Composer, entry: Entry[News]) -> Thing:
    """Describe a piece of news."""
    facts = entry.facts
    published = max(midnight(facts.date), facts.public_from())
    return {
        "@type": "NewsArticle" if facts.form in REPORTS else "Article",
        "headline": entry.title(composer.lang),
        "description": composer.views.summary(entry),
        "datePublished": moment(published, composer.network.time_zone),
        "inLanguage": composer.lang,
        "mainEntityOfPage": page_of(composer, entry),
        "image": image(composer, entry),
        "author": {"@type": "Organization", "name": facts.source} if facts.source else publisher(composer),
        "publisher": publisher(composer),
        "isBasedOn": facts.source_url,
        "about": organisations(composer, facts.members),
        "mentions": people(composer, facts.people),
    }

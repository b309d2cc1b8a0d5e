"""An edition in schema.org's words: a report, or an issue of another medium, with its PDFs."""

from netzsite.entry import Entry
from netzsite.kinds.edition import Edition
from netzsite.render.structured import Thing
from netzsite.site.composer import Composer
from netzsite.site.structured.words import page_of, publisher


def compose(composer: Composer, entry: Entry[Edition]) -> Thing:
    """Describe an edition."""
    facts, lang = entry.facts, composer.lang
    medium = composer.library.mix.media.get(entry.id.partition("/")[0])
    return {
        "@type": "Report" if entry.id.startswith("report/") else "PublicationIssue",
        "name": entry.title(lang),
        "description": composer.views.summary(entry),
        "datePublished": facts.date.isoformat(),
        "temporalCoverage": str(facts.year or ""),
        "identifier": facts.isbn,
        "inLanguage": lang,
        "url": page_of(composer, entry),
        "isPartOf": {"@type": "Periodical", "name": medium.name.pick(lang)} if medium else None,
        "publisher": publisher(composer),
        "encoding": tuple(
            {
                "@type": "MediaObject",
                "contentUrl": composer.address(download.path),
                "encodingFormat": "application/pdf",
                "inLanguage": download.lang,
            }
            for download in composer.downloads(entry)
        ),
    }

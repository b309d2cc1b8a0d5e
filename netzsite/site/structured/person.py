"""A key person in schema.org's words: name, roles, registers; telephone and e-mail stand on the page only."""

from netzsite.entry import Entry
from netzsite.kinds.person import Person
from netzsite.render.structured import Thing
from netzsite.site.composer import Composer
from netzsite.site.structured.words import organisations, page_of


def compose(composer: Composer, entry: Entry[Person]) -> Thing:
    """Describe a person, who is only there with recorded consent."""
    facts, page = entry.facts, page_of(composer, entry)
    orcid = f"https://orcid.org/{facts.orcid}" if facts.orcid else None
    return {
        "@type": "Person",
        "@id": orcid or f"{page}#person",
        "name": facts.full_name,
        "honorificPrefix": facts.titles,
        "givenName": facts.given_name,
        "familyName": facts.family_name,
        "jobTitle": tuple(position.role.pick(composer.lang) for position in facts.positions),
        "worksFor": organisations(composer, (position.member for position in facts.positions)),
        "url": page,
        "sameAs": tuple(filter(None, (orcid, facts.website))),
    }

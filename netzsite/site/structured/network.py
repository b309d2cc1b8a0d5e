"""The website and the network in schema.org's words, for the home pages."""

from collections.abc import Iterator

from netzsite.render.structured import Thing
from netzsite.site.composer import Composer
from netzsite.site.structured.words import publisher
from netzsite.urls import home_path


def things(composer: Composer) -> Iterator[Thing]:
    """Describe the website, and the network whose it is; a demonstration does not speak for a network.

    No `SearchAction`: it named the address of a search to Google, which has not used it since November 2024.
    """
    network, lang, author = composer.network, composer.lang, publisher(composer)
    yield {
        "@type": "WebSite",
        "name": network.name.pick(lang),
        "alternateName": network.short_name,
        "description": (network.demonstration or network.description).pick(lang),
        "url": composer.address(home_path(lang)),
        "inLanguage": lang,
        "publisher": {"@id": author["@id"]} if author else None,
    }
    if author is not None:
        contact = network.contact
        yield {
            **author,
            "alternateName": network.short_name,
            "description": network.description.pick(lang),
            "foundingDate": str(network.founded),
            "areaServed": network.region.pick(lang),
            "knowsAbout": network.field.pick(lang),
            "email": contact.email,
            "telephone": contact.phone,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": contact.street,
                "postalCode": contact.postcode,
                "addressLocality": contact.town,
            },
        }

"""What only the page of an offer shows: whom to write to."""

from dataclasses import dataclass
from urllib.parse import quote

from netzsite.entry import Entry
from netzsite.kinds.member import Member
from netzsite.kinds.offer import Offer
from netzsite.kinds.person import Person
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class OfferPart:
    """What is offered or sought, in words; the address to reply to, and a link that begins the mail."""

    subject: str
    email: str
    mail: str


def compose(composer: Composer, entry: Entry[Offer]) -> OfferPart:
    """Give an offer's subject and the address to reply to."""
    offer = entry.facts
    email = offer.email or _address(composer, offer) or ""
    mail = f"mailto:{email}?subject={quote(entry.title(composer.lang))}" if email else ""
    return OfferPart(composer.strings.value(offer.subject), email, mail)


def _address(composer: Composer, offer: Offer) -> str | None:
    """Give the public address of the person, else of the member."""
    person = composer.library.get(Person, offer.person)
    member = composer.library.get(Member, offer.member)
    return (person.facts.email if person else None) or (member.facts.email if member else None)

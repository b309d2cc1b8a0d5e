"""What only the page of an organisation shows: its address."""

from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.member import Address, Member
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class MemberPart:
    """The address, with coordinates."""

    address: Address


def compose(composer: Composer, entry: Entry[Member]) -> MemberPart:
    """Give an organisation's address."""
    return MemberPart(entry.facts.address)

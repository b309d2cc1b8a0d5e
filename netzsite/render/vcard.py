"""Turns a frozen view into a vCard 4.0 (RFC 6350): what address books take over with one click."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

OCTETS = 75
"""The longest line (RFC 6350, section 3.2)."""


@dataclass(frozen=True, slots=True)
class VCard:
    """What a business card says; empty texts are left out.

    Attributes:
        identity: of the entry across languages; becomes the UID.
        name: as it is said.
        structured: family name, given name and titles of a person; None for an organisation.
        organisation, role: where a person works and as what; for an organisation, its name and nothing.
        address: street, town, postcode, country; None where there is none.
        position: degrees north and east.
        source: address of the page.
    """

    identity: str
    name: str
    structured: tuple[str, str, str] | None
    organisation: str
    role: str
    address: tuple[str, str, str, str] | None
    position: tuple[str, str] | None
    email: str
    phone: str
    website: str
    source: str


def write_vcard(card: VCard) -> bytes:
    """Write a vCard: UTF-8, lines folded, ended by CR and LF."""
    return "".join(f"{fold(line)}\r\n" for line in _lines(card)).encode()


def _lines(card: VCard) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"KIND:{'individual' if card.structured else 'org'}")
    yield f"UID:urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, card.identity)}"
    yield f"FN:{escape(card.name)}"
    if card.structured is not None:
        family, given, titles = map(escape, card.structured)
        yield f"N:{family};{given};;{titles};"
    if card.organisation:
        yield f"ORG:{escape(card.organisation)}"
    if card.role:
        yield f"TITLE:{escape(card.role)}"
    if card.address is not None:
        street, town, postcode, country = map(escape, card.address)
        yield f"ADR:;;{street};{town};;{postcode};{country}"
    if card.position is not None:
        yield f"GEO:geo:{card.position[0]},{card.position[1]}"
    if card.email:
        yield f"EMAIL:{escape(card.email)}"
    if card.phone:
        yield _telephone(card.phone)
    if card.website:
        yield f"URL:{card.website}"
    yield from (f"SOURCE:{card.source}", "END:VCARD")


def escape(text: str) -> str:
    r"""Escape what divides values: backslash, comma, semicolon, line ends (section 3.4)."""
    escaped = re.sub(r"([\\,;])", r"\\\1", text)
    return re.sub(r"\r\n|\r|\n", r"\\n", escaped)


def _telephone(phone: str) -> str:
    """Write a number as a `tel:` URI where it is an international one, else as the text that it is."""
    digits = re.sub(r"\(0\)|[\s/().–-]", "", phone)
    is_number = re.fullmatch(r"\+\d{4,15}", digits)
    return f"TEL;VALUE=uri:tel:{digits}" if is_number else f"TEL;VALUE=text:{escape(phone)}"


def fold(line: str) -> str:
    """Break a line after 75 octets at most, never within a letter; a blank begins what continues it."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    return "\r\n".join([*pieces, piece])

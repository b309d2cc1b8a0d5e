"""vCards: the lines of RFC 6350, escaped and folded, that address books take over."""

import re

import pytest

from netzsite.render.vcard import OCTETS, VCard, escape, fold, write_vcard

PERSON = VCard(
    "https://netz.example/person/a",
    "Prof. Dr. Änne Müller-Lüdenscheidt",
    ("Müller-Lüdenscheidt", "Änne", "Prof. Dr."),
    "Größe; Länge, Breite & Söhne \\ Co",
    "Leiterin\nForschung",
    None,
    None,
    "a@netz.example",
    "+49 (0)511 12-34/5",
    "https://netz.example/?a=1;b=2",
    "https://netz.example/de/a.html",
)


def unfolded(card):
    """Read a vCard as lines."""
    text = card.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_a_card_says_who_it_is():
    """Properties stand in version 4.0; what divides values is escaped, a number becomes one that can be called."""
    lines = unfolded(write_vcard(PERSON))
    assert lines[:3] == ["BEGIN:VCARD", "VERSION:4.0", "KIND:individual"]
    assert re.fullmatch(r"UID:urn:uuid:[0-9a-f-]{36}", lines[3])
    assert lines[4:] == [
        "FN:Prof. Dr. Änne Müller-Lüdenscheidt",
        "N:Müller-Lüdenscheidt;Änne;;Prof. Dr.;",
        "ORG:Größe\\; Länge\\, Breite & Söhne \\\\ Co",
        "TITLE:Leiterin\\nForschung",
        "EMAIL:a@netz.example",
        "TEL;VALUE=uri:tel:+4951112345",
        "URL:https://netz.example/?a=1;b=2",
        "SOURCE:https://netz.example/de/a.html",
        "END:VCARD",
    ]


def test_an_organisation_has_an_address():
    """Street, town, postcode and country have their places; the position is a geo URI."""
    card = VCard("x", "A", None, "A", "", ("Weg 1; Hof", "Ort", "12345", "DE"), ("52.5", "9"), "", "innen 7", "", "y")
    lines = unfolded(write_vcard(card))
    assert "KIND:org" in lines
    assert "ADR:;;Weg 1\\; Hof;Ort;;12345;DE" in lines
    assert "GEO:geo:52.5,9" in lines
    assert "TEL;VALUE=text:innen 7" in lines
    assert not [line for line in lines if line.startswith(("N:", "EMAIL", "URL"))]


@pytest.mark.parametrize("text", ["ä" * 200, "a" * 75, "a" * 76, "x" * 74 + "€€", "𝔸" * 60])
def test_lines_are_folded_between_letters(text):
    """No line is longer than 75 octets, and none begins within a letter."""
    folded = fold(text)
    assert all(len(line.encode()) <= OCTETS for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text


def test_a_name_cannot_add_a_line():
    """A line end in a value stays in the value."""
    assert escape("A\r\nEMAIL:b@c\rd\ne") == "A\\nEMAIL:b@c\\nd\\ne"

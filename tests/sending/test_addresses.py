"""netzsite.sending.addresses: a table as offices have it, and what is wrong with it, by line and column."""

import pytest

from netzsite.errors import NetzsiteError
from netzsite.sending.addresses import Recipient, deliverable, mask, read_addresses


@pytest.fixture
def read(tmp_path):
    """Give a function that reads a table: its recipients, or its problems as lines."""

    def read(text, encoding="utf-8"):
        path = tmp_path / "a.csv"
        path.write_bytes(text.encode(encoding))
        try:
            return read_addresses(path, ("de", "en"), "de")
        except NetzsiteError as error:
            return [str(problem).replace(str(path), "a.csv").partition("\n")[0] for problem in error.problems]

    return read


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_tables_as_spreadsheets_write_them(read, divider):
    """Commas, semicolons or tabs, capitals in the head, a byte-order mark, empty lines, and columns of the office."""
    rows = [
        ["Email", "Firma", "Name", "Lang", "Unsubscribe"],
        ["Erika@Example.ORG", "X", '"Muster, ""E"" und; M"', "en", "https://example.org/leave/1"],
        ["max@müller.example", "", "", "", ""],
        ["", "", "", "", ""],
    ]
    found = read("\r\n".join(divider.join(row) for row in rows) + "\r\n", "utf-8-sig")
    assert found.recipients == (
        Recipient(2, "Erika@example.org", 'Muster, "E" und; M', "en", "https://example.org/leave/1"),
        Recipient(3, "max@xn--mller-kva.example", "", "de"),
    )
    assert found.unused == ("Firma",)


def test_one_column_is_enough(read):
    """The languages that the table does not name are the one that is asked for."""
    assert read("email\na@example.org\n").recipients == (Recipient(2, "a@example.org", lang="de"),)


def test_each_mistake_has_its_place(read):
    """All in one run, by line and column, without an address in a message."""
    text = """\
name,email,lang,unsubscribe
Erika,erika@example.org,de,
Max,max.example.org,,
"Zwei
Bcc: somebody@example.org",zwei@example.org,,
Drei,drei@example.org,fr,
Vier,ERIKA@Example.org,,
Fünf,"fünf@example.org",,
Sechs,,,
Sieben,sieben@example.org,,"https://example.org/>, <x"
Acht,acht@straße.example,,
Neun,"neun@example.org, zehn@example.org",,
"""
    found = read(text)
    assert found == [
        "a.csv:3:5: error[bad-recipient]: this is not an e-mail address",
        "a.csv:4:1: error[bad-recipient]: this name cannot stand in the head of a mail",
        "a.csv:6:23: error[bad-recipient]: the edition is not there in this language",
        "a.csv:7:6: error[bad-recipient]: this address is on line 2 already",
        "a.csv:8:6: error[bad-recipient]: this is not an e-mail address",
        "a.csv:9:7: error[bad-recipient]: there is no address",
        "a.csv:10:28: error[bad-recipient]: nobody can unsubscribe at this address",
        "a.csv:11:6: error[bad-recipient]: this domain must be written in ASCII: xn--...",
        "a.csv:12:6: error[bad-recipient]: this is not an e-mail address",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mail\na@example.org\n", "a.csv:1:1: error[bad-recipient]: there is no column 'email'"),
        ("email\n\n", "a.csv: error[bad-recipient]: there is no address in the table"),
        ("email,name\na@example.org\n", "a.csv:2:1: error[bad-csv]: this row has 1 cell, the first line has 2"),
        ("email,email\na,b\n", "a.csv:1:1: error[bad-csv]: column 2: 'email' is given twice"),
        ('email\n"a\n', "a.csv:2:1: error[bad-csv]: a quotation mark is never closed"),
        ("email\na@example.org\x0bBcc: x\n", "a.csv:2:14: error[bad-encoding]: the character U+000B is not allowed"),
    ],
)
def test_what_is_no_table_of_addresses(read, text, message):
    """A table that cannot be read says where."""
    assert read(text) == [message]


@pytest.mark.parametrize(
    "address", ["a@b", "@example.org", "a@@example.org", "a b@example.org", ".a@example.org", "a@-x.org", "<a@x.org>"]
)
def test_what_is_no_address(address):
    """What a mail server would take for something else is refused here."""
    with pytest.raises(ValueError, match="not an e-mail address"):
        deliverable(address)


def test_reports_mask_addresses():
    """Whoever has the table knows them; nobody else."""
    assert mask("erika.mustermann@mail.example.org") == "e***@m***.org"

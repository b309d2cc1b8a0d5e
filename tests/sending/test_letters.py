"""netzsite.sending.letters: what was built goes out as it was reviewed, with a head of each recipient's own."""

import datetime as dt
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest

from netzsite.sending.addresses import Recipient
from netzsite.sending.letters import Letter, write_letter

SENT = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
URL = "mailto:office@example.org?subject=leave&body=x"


@pytest.fixture
def letter(tmp_path):
    """Give a letter with its address to unsubscribe in both texts."""
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = "Größe & Güte der Lebenswissenschaften in Niedersachsen, von A bis Z und wieder zurück"
    message["From"] = '"Das \\"Büro\\"" <office@example.org>'
    message["Date"] = "Fri, 20 Nov 2026 08:00:00 +0100"
    message["Message-ID"] = "<abc@bioregion.example>"
    message["X-Unsent"] = "1"
    message.set_content(f".Punkt\n\nAbbestellen: {URL}\n", cte="quoted-printable")
    html = f'<p>Grüße</p><a href="{URL.replace("&", "&amp;")}">Abbestellen</a>'
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return Letter("brief/2026-11-20", "de", "Rundbrief", message.as_bytes(), URL)


def read(data):
    return message_from_bytes(data, policy=policy.default)


def test_the_body_is_the_one_that_was_built(letter):
    """Byte for byte; the head of the file says nothing to mail programs any more that open it."""
    data = write_letter(letter, Recipient(2, "a@example.org"), SENT)
    assert data.partition(b"\r\n\r\n")[2] == letter.data.partition(b"\r\n\r\n")[2]
    message = read(data)
    assert not message.defects
    assert message["X-Unsent"] is None
    assert message["Subject"] == letter.subject
    assert message["From"] == '"Das \\"Büro\\"" <office@example.org>'
    assert message["Date"].datetime == SENT
    assert message["To"] == "a@example.org"
    assert all(len(line) < 998 and line.isascii() for line in data.splitlines())
    assert all(len(message.get_all(name)) == 1 for name in message)


@pytest.mark.parametrize(
    "name", ["Erika Mustermann", 'Muster, "E" \\ M', "Jürgen " * 20, "Ω", "=?utf-8?q?x?=", "a: b; c, d <e@x.org>"]
)
def test_names_arrive_as_they_were_written(letter, name):
    """Commas, quotation marks and long foreign names neither break the head nor name somebody else."""
    data = write_letter(letter, Recipient(2, "a@example.org", name.strip()), SENT)
    (mailbox,) = read(data)["To"].addresses
    assert mailbox.addr_spec == "a@example.org"
    shown, _ = parseaddr(str(make_header(decode_header(message_from_bytes(data)["To"]))))
    assert shown == name.strip()


def test_doubles_can_be_told(letter):
    """The Message-ID follows from edition and address, whatever else changes; a test has one of its own each time."""
    ids = [
        read(write_letter(each, recipient, sent))["Message-ID"]
        for each, recipient, sent in [
            (letter, Recipient(2, "Erika@example.org"), SENT),
            (
                Letter("brief/2026-11-20", "en", "x", letter.data.replace(b"Punkt", b"point"), URL),
                Recipient(9, "erika@example.org", "Erika"),
                SENT + dt.timedelta(days=1),
            ),
            (letter, Recipient(2, "max@example.org"), SENT),
            (Letter("brief/2026-11-27", "de", "x", letter.data, URL), Recipient(2, "erika@example.org"), SENT),
        ]
    ]
    assert ids[0] == ids[1]
    assert len({*ids}) == 3
    tests = [write_letter(letter, Recipient(0, "erika@example.org"), SENT, is_test=True) for _ in range(2)]
    assert len({*ids, *(read(test)["Message-ID"] for test in tests)}) == 5
    assert read(tests[0])["Subject"] == f"[Test] {letter.subject}"


def test_mail_programs_can_unsubscribe(letter):
    """RFC 2369: the medium's address, in one line. RFC 8058 needs an address that says who: one click only with one."""
    message = read(write_letter(letter, Recipient(2, "a@example.org"), SENT))
    assert message["List-Unsubscribe"] == f"<{URL}>"
    assert message["List-Unsubscribe-Post"] is None
    assert message["List-ID"] == "<brief.bioregion.example>"

    own = f"https://lists.example.org/leave?key={'k' * 200}&list=brief"
    data = write_letter(letter, Recipient(2, "a@example.org", unsubscribe=own), SENT)
    message = read(data)
    assert f"\r\nList-Unsubscribe: <{own}>\r\n".encode() in data
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, html = (part.get_content().replace("\r\n", "\n") for part in message.iter_parts())
    assert b"=0D" not in data
    assert plain == f".Punkt\n\nAbbestellen: {own}\n"
    assert html == f'<p>Grüße</p><a href="{own.replace("&", "&amp;")}">Abbestellen</a>\n'

    umlaut = Letter("brief/2026-11-20", "de", "x", letter.data, "https://example.org/abbestellen/größe")
    assert b"/gr%C3%B6%C3%9Fe>\r\n" in write_letter(umlaut, Recipient(2, "a@example.org"), SENT)

    by_mail = read(write_letter(letter, Recipient(2, "a@example.org", unsubscribe="mailto:leave+1@example.org"), SENT))
    assert by_mail["List-Unsubscribe"] == "<mailto:leave+1@example.org>"
    assert by_mail["List-Unsubscribe-Post"] is None

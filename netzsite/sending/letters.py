"""Turns the message that was built of an edition into the one that a recipient gets: its head; the body stays."""

import datetime as dt
import re
import secrets
from dataclasses import dataclass
from email import message_from_bytes
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cached_property
from hashlib import sha256
from html import escape
from urllib.parse import quote

from netzsite.sending.addresses import Recipient

_REPLACED = {"x-unsent", "date", "message-id", "to", "cc", "bcc"}
"""What the file says to mail programs that open it, or what each recipient has an own one of; also all of a list."""


@dataclass(frozen=True)
class Letter:
    """A message of an edition in a language, as it lies in the output.

    Attributes:
        edition: id of the edition.
        lang: its language.
        title: of the edition.
        data: the `.eml` file.
        unsubscribe_url: the address to unsubscribe that stands in it.
    """

    edition: str
    lang: str
    title: str
    data: bytes
    unsubscribe_url: str

    @cached_property
    def message(self) -> EmailMessage:
        """The message, read."""
        return _read(self.data)

    @property
    def subject(self) -> str:
        """Its subject."""
        return str(self.message["Subject"])

    @property
    def sender(self) -> str:
        """The address that it comes from, where answers of mail servers go."""
        return str(self.message["From"].addresses[0].addr_spec)

    @property
    def digest(self) -> str:
        """What tells it from the same edition in other words."""
        return sha256(self.data).hexdigest()[:12]

    @property
    def host(self) -> str:
        """The host that names its messages."""
        return str(self.message["Message-ID"]).strip("<> ").rpartition("@")[2]

    def text(self, subtype: str) -> str:
        """Give one of its texts, `plain` or `html`; empty where it has none."""
        part = self.message.get_body((subtype,))
        return str(part.get_content()) if part is not None else ""


def write_letter(letter: Letter, recipient: Recipient, sent: dt.datetime, *, is_test: bool = False) -> bytes:
    """Write the message for a recipient.

    What mail servers tell doubles by, the Message-ID, follows from the edition and the address: it is the same each
    time, unless it is a test.

    Args:
        letter: of the recipient's language.
        recipient: who gets it.
        sent: when, with a time zone.
        is_test: it goes to whoever wants to look at it, and says so.
    """
    data = letter.data
    if recipient.unsubscribe:
        data = _with_own_address(letter, recipient.unsubscribe)
    head, _, body = data.partition(b"\r\n\r\n")
    dropped = _REPLACED | ({"subject"} if is_test else set())
    lines = [line for line in re.split(rb"\r\n(?![ \t])", head) if _name(line) not in dropped]
    lines = [line for line in lines if not _name(line).startswith("list-")]
    lines += [line.encode("ascii") for line in _head(letter, recipient, sent, is_test=is_test)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def _name(line: bytes) -> str:
    return line.partition(b":")[0].decode("ascii", "replace").lower()


def _head(letter: Letter, recipient: Recipient, sent: dt.datetime, *, is_test: bool) -> list[str]:
    """Write what each recipient has an own one of, and what mail programs offer to unsubscribe by (RFC 2369, 8058)."""
    own = secrets.token_hex(12) if is_test else _digest(letter.edition, recipient.identity)
    leave = quote(recipient.unsubscribe or letter.unsubscribe_url, safe="%:/?#[]@!$&'()*+,;=~")
    lines = [
        f"Date: {format_datetime(sent)}",
        f"Message-ID: <{own}@{letter.host}>",
        f"To: {_mailbox(recipient)}",
        f"List-ID: <{letter.edition.partition('/')[0]}.{letter.host}>",
        f"List-Unsubscribe: <{leave}>",
    ]
    if recipient.unsubscribe.startswith("https:"):
        lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    if is_test:
        lines.append(f"Subject: {_encoded(f'[Test] {letter.subject}', 'Subject')}")
    return lines


def _digest(edition: str, identity: str) -> str:
    return sha256(f"{edition} {identity}".encode()).hexdigest()[:24]


def _mailbox(recipient: Recipient) -> str:
    if not recipient.name:
        return recipient.address
    if _is_plain(recipient.name):
        quoted = recipient.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{recipient.address}>'
    return f"{_encoded(recipient.name, 'To')}\r\n <{recipient.address}>"


def _is_plain(words: str) -> bool:
    """Tell whether words can stand in a head as they are."""
    return words.isascii() and "=?" not in words


def _encoded(words: str, name: str) -> str:
    """Write words as a head may hold them, in lines that are not too long (RFC 2047)."""
    return Header(words, "us-ascii" if _is_plain(words) else "utf-8", header_name=name).encode(linesep="\r\n")


def _with_own_address(letter: Letter, url: str) -> bytes:
    """Put a recipient's address to unsubscribe in the place of the one that stands in both texts."""
    message = _read(letter.data)
    for part in message.walk():
        if part.get_content_maintype() != "text":
            continue
        content, subtype = part.get_content(), part.get_content_subtype()
        old, new = letter.unsubscribe_url, url
        if subtype == "html":
            old, new = (f'"{escape(each, quote=False)}"' for each in (old, new))
        content = content.replace(old, new)
        part.set_content(content, subtype=subtype, cte="quoted-printable")
    return message.as_bytes()


def _read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=SMTP)
    if not isinstance(message, EmailMessage):  # the policy makes them
        raise TypeError(type(message))
    return message

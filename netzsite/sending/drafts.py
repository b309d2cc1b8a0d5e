"""Turns a folder of mails, each to one recipient, into mails on their way; nobody gets the same mail twice.

They are the ones that `netzsite survey` writes: letters with forms, reminders, questions. Forms are confidential, so a
mail goes to the one address that stands in it, and no message repeats that.
"""

import datetime as dt
import os
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.sending.account import read_account
from netzsite.sending.addresses import Recipient, deliverable, without_addresses
from netzsite.sending.delivery import Delivery, Pace, Sending
from netzsite.sending.journal import Journal, State, open_journal, read_journal
from netzsite.sending.posting import Manner, aware
from netzsite.sending.server import Answer, Server


@dataclass(frozen=True, slots=True)
class Addressee(Recipient):
    """Somebody who gets a mail of their own; another mail to them is another matter."""

    digest: str = ""

    @property
    def identity(self) -> str:
        """What tells mails apart: to whom, and which."""
        return f"{self.address.lower()} {self.digest}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail: its file, its bytes, from whom and to whom."""

    name: str
    data: bytes
    sender: str
    addressee: Addressee


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What became of mails.

    Attributes:
        sent: how many went out in this run.
        missed: those that have not, in this run or an earlier one, and why: name, words.
        halted: why it ended before all were tried; empty if it did not.
    """

    sent: int
    missed: tuple[tuple[str, str], ...]
    halted: str


def read_drafts(folder: Path) -> tuple[Draft, ...]:
    """Read the mails of a folder, in the order of their names.

    Raises:
        NetzsiteError: there are none, or one has no sender or not one recipient; carries every problem.
    """
    drafts, problems = [], []
    for path in sorted(folder.glob("*.eml")):
        try:
            drafts.append(_read(path))
        except (ValueError, IndexError, AttributeError, OSError):
            hint = "it needs one address each in From and To; write it anew with `netzsite survey`"
            problems.append(Problem(Spot(str(path)), Code.NOT_SENDABLE, "this mail cannot be sent", hint))
    if not drafts and not problems:
        hint = "write mails to it with `netzsite survey forms`, `status --reminders` or `collect --replies`"
        problems.append(Problem(Spot(str(folder)), Code.NOT_SENDABLE, "there is no mail in this folder", hint))
    if problems:
        raise NetzsiteError(*problems)
    return tuple(drafts)


def _read(path: Path) -> Draft:
    data = path.read_bytes()
    message = message_from_bytes(data, policy=SMTP)
    if not isinstance(message, EmailMessage):  # the policy makes them
        raise TypeError(type(message))
    (sender,), (recipient,) = message["From"].addresses, message["To"].addresses
    digest = sha256(data).hexdigest()[:24]
    return Draft(path.name, data, sender.addr_spec, Addressee(0, deliverable(recipient.addr_spec), digest=digest))


def waiting(drafts: Sequence[Draft], path: Path, name: str, again: Collection[State]) -> tuple[Draft, ...]:
    """List the mails that have not gone out.

    Raises:
        NetzsiteError: the journal cannot be read.
    """
    return tuple(_waiting(drafts, read_journal(path, name), again))


def missed(drafts: Sequence[Draft], path: Path, name: str) -> tuple[tuple[str, str], ...]:
    """List the mails that were tried and have not gone out, or may not have, and why.

    Raises:
        NetzsiteError: the journal cannot be read.
    """
    return tuple(_missed(drafts, read_journal(path, name), {}))


def post_drafts(drafts: Sequence[Draft], path: Path, name: str, manner: Manner, zone: str) -> Dispatch:
    """Send the mails that have not gone out.

    Args:
        drafts: the mails.
        path: of the journal.
        name: what the journal is of.
        manner: how they are sent.
        zone: in which the moment is said.

    Raises:
        NetzsiteError: the account, the journal or the mail server cannot be used.
    """
    server = Server(read_account(os.environ))
    with open_journal(path, name) as journal:
        todo = _waiting(drafts, journal, manner.again)
        pace = Pace(manner.interval, time.monotonic, time.sleep)
        delivery = Delivery(server, journal, pace, manner.pause, manner.progress)
        sendings = [
            Sending(
                draft.addressee, draft.sender, draft.addressee.digest[:12], partial(_dated, draft, manner.now, zone)
            )
            for draft in todo
        ]
        halted = delivery.run(sendings) if sendings else ""
        notes = (journal.find(draft.addressee.identity) for draft in todo)
        sent = sum(note is not None and note.state is State.SENT for note in notes)
        return Dispatch(sent, tuple(_missed(drafts, journal, delivery.answers)), without_addresses(halted))


def _waiting(drafts: Sequence[Draft], journal: Journal, again: Collection[State]) -> list[Draft]:
    notes = ((draft, journal.find(draft.addressee.identity)) for draft in drafts)
    return [draft for draft, note in notes if note is None or note.state in (State.LEFT, *again)]


def _missed(drafts: Sequence[Draft], journal: Journal, answers: Mapping[str, Answer]) -> Iterator[tuple[str, str]]:
    for draft in drafts:
        note, answer = journal.find(draft.addressee.identity), answers.get(draft.addressee.identity)
        if note is not None and note.state is State.REFUSED:
            yield draft.name, f"refused: {without_addresses(answer.words) if answer else note.about}"
        elif note is not None and note.state is State.HANDING:
            yield draft.name, "handed over, but no answer came: they may have it"


def _dated(draft: Draft, now: Callable[[], dt.datetime], zone: str) -> bytes:
    """Write a mail as it goes out: with its moment, and without the word that lets programs open it as a draft."""
    head, _, body = draft.data.partition(b"\r\n\r\n")
    lines = [
        line for line in re.split(rb"\r\n(?![ \t])", head) if not line.lower().startswith((b"date:", b"x-unsent:"))
    ]
    return b"\r\n".join([*lines, f"Date: {format_datetime(aware(now(), zone))}".encode()]) + b"\r\n\r\n" + body

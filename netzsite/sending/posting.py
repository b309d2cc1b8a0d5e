"""Turns an edition and a table of addresses into mails sent, and an account of them; or one of them into a test."""

import datetime as dt
import os
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.sending.account import read_account
from netzsite.sending.addresses import Addresses, Recipient
from netzsite.sending.delivery import Delivery, Pace, Sending
from netzsite.sending.issue import Issue
from netzsite.sending.journal import Journal, State, open_journal, read_journal
from netzsite.sending.letters import write_letter
from netzsite.sending.report import Tally
from netzsite.sending.server import Outcome, Server

AGAIN = {"refused": State.REFUSED, "unknown": State.HANDING}
"""Whom the command line may ask to try again."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is sent.

    Attributes:
        interval: seconds from one mail to the next.
        pause: seconds before the first repetition; each further one waits twice as long.
        again: of which states recipients are tried again.
        now: gives the moment at which a mail is sent.
        progress: is told how many of how many are done.
    """

    interval: float
    pause: float
    again: Collection[State]
    now: Callable[[], dt.datetime]
    progress: Callable[[int, int], None]


def find_journal(content: Path, edition: str) -> Path:
    """Give the journal of an edition: beside the content folder, not in the cache, which anybody may clear."""
    return content.absolute().parent / ".netzsite-sent" / f"{edition}.journal"


def look(issue: Issue, addresses: Addresses, path: Path, again: Collection[State]) -> Tally:
    """Say what would be sent; nothing is, and nothing is written.

    Raises:
        NetzsiteError: the journal cannot be read.
    """
    journal = read_journal(path, issue.edition)
    before = {each.identity: journal.find(each.identity) for each in addresses.recipients}
    for each in _waiting(addresses, journal, again):
        journal.forget(each.identity)
    return Tally(issue, addresses, before, journal, {}, is_sent=False)


def post(issue: Issue, addresses: Addresses, path: Path, manner: Manner) -> Tally:
    """Send an edition to everybody who has not got it.

    Raises:
        NetzsiteError: the account, the journal or the mail server cannot be used; nothing was sent.
    """
    server = Server(read_account(os.environ))
    with open_journal(path, issue.edition) as journal:
        before = {each.identity: journal.find(each.identity) for each in addresses.recipients}
        pace = Pace(manner.interval, time.monotonic, time.sleep)
        delivery = Delivery(server, journal, pace, manner.pause, manner.progress)
        waiting = _waiting(addresses, journal, manner.again)
        if waiting:
            _open(server)
        halted = delivery.run([_sending(issue, recipient, manner.now) for recipient in waiting])
        return Tally(issue, addresses, before, journal, delivery.answers, is_sent=True, halted=halted)


def post_test(issue: Issue, lang: str, recipient: Recipient, now: Callable[[], dt.datetime]) -> str:
    """Send one mail that says that it is a test; gives the server's words. The journal knows nothing of it.

    Raises:
        NetzsiteError: it could not be sent.
    """
    server, letter = Server(read_account(os.environ)), issue.letters[lang]
    data = write_letter(letter, recipient, aware(now(), issue.zone), is_test=True)
    try:
        _open(server)
        answer = server.hand_over(letter.sender, recipient.address, data, lambda: None)
    finally:
        server.close()
    if answer.outcome is not Outcome.SENT:
        raise _failed(server, f"did not take the mail: {answer.words}")
    return answer.words


def _open(server: Server) -> None:
    """Connect for the first time: what cannot be reached now was probably named wrongly.

    Raises:
        NetzsiteError: it cannot be reached, or does not let us in.
    """
    try:
        server.open()
    except OSError as error:
        raise _failed(server, f"cannot be reached: {error.strerror or error}") from None


def _failed(server: Server, message: str) -> NetzsiteError:
    spot = Spot(f"{server.account.host}:{server.account.port}")
    hint = "look at the NETZSITE_SMTP_ variables and the address, or try again later"
    return NetzsiteError(Problem(spot, Code.NO_MAIL_SERVER, f"the mail server {message}", hint))


def _waiting(addresses: Addresses, journal: Journal, again: Collection[State]) -> list[Recipient]:
    """List who is still to get the edition; nobody who has it, or may have it, unless that is asked for."""
    tried = {State.LEFT, *again}
    notes = ((each, journal.find(each.identity)) for each in addresses.recipients)
    return [each for each, note in notes if note is None or note.state in tried]


def _sending(issue: Issue, recipient: Recipient, now: Callable[[], dt.datetime]) -> Sending:
    letter = issue.letters[recipient.lang]
    write = partial(_written, issue, recipient, now)
    return Sending(recipient, letter.sender, letter.digest, write)


def _written(issue: Issue, recipient: Recipient, now: Callable[[], dt.datetime]) -> bytes:
    return write_letter(issue.letters[recipient.lang], recipient, aware(now(), issue.zone))


def aware(moment: dt.datetime, zone: str) -> dt.datetime:
    """Give a moment as the head of a mail has it: in the network's time zone, which a naive one is taken to be in."""
    return moment.replace(tzinfo=ZoneInfo(zone)) if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone))

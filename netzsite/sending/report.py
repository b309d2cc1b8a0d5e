"""Turns recipients and the journal into an account: who has the mail, who has not, and of whom it is not known."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from netzsite.sending.addresses import Addresses, Recipient, without_addresses
from netzsite.sending.issue import Issue
from netzsite.sending.journal import Journal, Note, State
from netzsite.sending.server import Answer

SHOWN = 20
"""Recipients that a list names on a terminal; programs get all."""

_HINTS = {
    "refused": "the server does not take these; mend the addresses, then '--again refused' tries them again",
    "unknown": "handed over, but no answer came: they may have it; '--again unknown' sends to them again",
    "left": "not sent; the same command goes on with them",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What is known of all recipients.

    Attributes:
        issue: what they get.
        addresses: who they are.
        before: what was known of each when the run began.
        journal: what is known now.
        answers: identity -> what the server said in this run.
        is_sent: this run may send; else it says what it would do.
        halted: why it ended before its time; empty if it did not.
    """

    issue: Issue
    addresses: Addresses
    before: Mapping[str, Note | None]
    journal: Journal
    answers: Mapping[str, Answer]
    is_sent: bool
    halted: str = ""

    def of(self, state: State | None) -> list[Recipient]:
        """List the recipients of whom the same is known; None for those who are still to get it."""
        return [recipient for recipient in self.addresses.recipients if self._state(recipient) is state]

    @property
    def sent_before(self) -> list[Recipient]:
        """Those who had it when the run began."""
        return [each for each in self.of(State.SENT) if _state_of(self.before[each.identity]) is State.SENT]

    @property
    def sent_now(self) -> list[Recipient]:
        """Those who were sent it in this run."""
        return [each for each in self.of(State.SENT) if _state_of(self.before[each.identity]) is not State.SENT]

    @property
    def in_other_words(self) -> int:
        """How many were sent the edition as it was before it was built anew."""
        notes = ((each, self.journal.find(each.identity)) for each in self.of(State.SENT))
        return sum(note is not None and note.about != self.issue.letters[each.lang].digest for each, note in notes)

    @property
    def missed(self) -> dict[str, list[Recipient]]:
        """Those who have not got it, or may not have."""
        return {"refused": self.of(State.REFUSED), "unknown": self.of(State.HANDING), "left": self.of(None)}

    @property
    def is_complete(self) -> bool:
        """Tell whether everybody has it."""
        return not any(self.missed.values())

    def _state(self, recipient: Recipient) -> State | None:
        state = _state_of(self.journal.find(recipient.identity))
        return None if state is State.LEFT else state

    def words(self, recipient: Recipient) -> str:
        """Give what the server said of a recipient, without the address."""
        answer = self.answers.get(recipient.identity)
        if answer is not None:
            return without_addresses(answer.words)
        note = self.journal.find(recipient.identity)
        return note.about if note is not None and note.state is State.REFUSED else ""


def _state_of(note: Note | None) -> State | None:
    return note.state if note is not None else None


def plan_lines(tally: Tally, interval: float) -> Iterator[str]:
    """Say what would be sent."""
    counts = Counter(recipient.lang for recipient in tally.addresses.recipients)
    for lang, letter in tally.issue.letters.items():
        people = f"{counts[lang]} recipient{'' if counts[lang] == 1 else 's'}"
        yield f"{lang}: {people}, '{letter.subject}', from {letter.message['From']}"
    shown = ", ".join(f"{each.masked} (line {each.line})" for each in tally.addresses.recipients[:3])
    yield f"first: {shown}"
    own = [each.unsubscribe for each in tally.addresses.recipients if each.unsubscribe]
    one_click = sum(url.startswith("https:") for url in own)
    yield f"unsubscribe: {len(own)} by an address of their own, {one_click} of them with one click (RFC 8058)"
    if tally.addresses.unused:
        yield f"columns that are not looked at: {', '.join(tally.addresses.unused)}"
    if tally.sent_before:
        yield f"sent before: {len(tally.sent_before)}"
    waiting = len(tally.missed["left"])
    minutes = waiting * interval / 60
    yield f"to be sent: {waiting}, which takes about {f'{minutes:.0f} minutes' if minutes >= 1.5 else 'a minute'}"
    yield from _missed_lines(tally, "refused", "unknown")


def report_lines(tally: Tally) -> Iterator[str]:
    """Say what was sent, and who was not."""
    yield from _missed_lines(tally, "refused", "unknown", "left")
    if tally.in_other_words:
        yield f"{tally.in_other_words} were sent the edition as it was before it was built anew"
    if tally.halted:
        yield f"stopped: {without_addresses(tally.halted)}"


def summary(tally: Tally) -> str:
    """Say in a line how it stands."""
    total, now, before = len(tally.addresses.recipients), len(tally.sent_now), len(tally.sent_before)
    missed = [f"{len(recipients)} {name}" for name, recipients in tally.missed.items() if recipients]
    return ", ".join([f"{now + before} of {total} have it ({now} sent now, {before} before)", *missed])


def _missed_lines(tally: Tally, *names: str) -> Iterator[str]:
    for name in names:
        recipients = tally.missed[name]
        if recipients:
            yield f"{name}: {len(recipients)} ({_HINTS[name]})"
        for recipient in recipients[:SHOWN]:
            words = tally.words(recipient)
            place = f"  {tally.addresses.path}:{recipient.line}: {recipient.masked}"
            yield f"{place}: {words}" if words else place
        if len(recipients) > SHOWN:
            yield f"  and {len(recipients) - SHOWN} more"


def as_dict(tally: Tally) -> dict[str, Any]:
    """Give all of it for programs."""
    counts = Counter(recipient.lang for recipient in tally.addresses.recipients)
    letters = tally.issue.letters.items()
    missed = {
        name: [{"line": each.line, "address": each.masked, "words": tally.words(each)} for each in recipients]
        for name, recipients in tally.missed.items()
    }
    return {
        "edition": tally.issue.edition,
        "is_dry_run": not tally.is_sent,
        "recipients": len(tally.addresses.recipients),
        "languages": {
            lang: {"recipients": counts[lang], "subject": letter.subject, "from": str(letter.message["From"])}
            for lang, letter in letters
        },
        "sent": len(tally.sent_now),
        "sent_before": len(tally.sent_before),
        **missed,
        "in_other_words": tally.in_other_words,
        "stopped": without_addresses(tally.halted),
    }

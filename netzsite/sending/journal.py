"""Turns each hand-over into lines of a file that outlive the process: who was sent what, without naming anybody.

A recipient is a digest under a key of the journal's own. `handing` is on the disk before the end of a mail is sent,
what came of it afterwards; so whoever reads the file knows all but what happened between the two lines.
"""

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from netzsite.errors import Code, NetzsiteError, Problem, Spot

_HEAD = re.compile(r"netzsite-sent 1 (\S+) ([0-9a-f]{64})")
_LINE = re.compile(r"(handing|sent|refused|left) ([0-9a-f]{32}) (\S+)")


class State(Enum):
    """What is known of a recipient: the end of the mail was sent, and the server took it, refused it or did neither."""

    HANDING = "handing"
    SENT = "sent"
    REFUSED = "refused"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Note:
    """The last that is known of a recipient; `about` is the digest of the edition's words, or the server's code."""

    state: State
    about: str


@dataclass
class Journal:
    """What was sent of an edition.

    Attributes:
        path: the file.
        edition: id of the edition.
        key: of the digests.
        notes: digest of a recipient -> the last that is known.
    """

    path: Path
    edition: str
    key: bytes
    notes: dict[str, Note] = field(default_factory=dict)
    _file: int | None = None

    def find(self, identity: str) -> Note | None:
        """Give what is known of a recipient."""
        return self.notes.get(self._digest(identity))

    def write(self, identity: str, state: State, about: str) -> None:
        """Put down what is known of a recipient; it is on the disk when this returns.

        Raises:
            NetzsiteError: it is not.
        """
        if self._file is None:
            raise ValueError("the journal is not open")
        digest = self._digest(identity)
        try:
            _write_all(self._file, f"{state.value} {digest} {about}\n")
        except OSError as error:
            hint = "make room, then run the same command again"
            raise _unusable(self.path, f"cannot be written: {error.strerror}", hint) from None
        self.notes[digest] = Note(state, about)

    def forget(self, identity: str) -> None:
        """Leave a recipient out of what is known, not out of the file."""
        self.notes.pop(self._digest(identity), None)

    def _digest(self, identity: str) -> str:
        return hashlib.blake2b(identity.encode(), key=self.key, digest_size=16).hexdigest()


def read_journal(path: Path, edition: str) -> Journal:
    """Read what was sent of an edition; nothing yet, where there is no journal.

    Raises:
        NetzsiteError: the file is no journal, or that of another edition.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Journal(path, edition, b"")
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror}") from None
    return _parse(path, edition, data)


@contextmanager
def open_journal(path: Path, edition: str) -> Iterator[Journal]:
    """Open the journal of an edition to go on with it, or begin one; nobody else may meanwhile.

    Raises:
        NetzsiteError: as `read_journal` does, or it cannot be written, or another run has it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise _unusable(path, f"cannot be written: {error.strerror}") from None
    try:
        yield _begin(path, edition, file)
    finally:
        os.close(file)


def _begin(path: Path, edition: str, file: int) -> Journal:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _unusable(path, "another run is sending this edition", "wait until it has ended") from None
    except OSError as error:
        raise _unusable(path, f"cannot be locked: {error.strerror}") from None
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if whole != data:
        os.ftruncate(file, len(whole))  # a line that was being written when the machine stopped was never true
    if not whole:
        key = secrets.token_hex(32)
        _write_all(file, f"netzsite-sent 1 {edition} {key}\n")
        _settle(path.parent)
        whole = path.read_bytes()
    journal = _parse(path, edition, whole)
    journal._file = file
    return journal


def _parse(path: Path, edition: str, data: bytes) -> Journal:
    lines = data[: data.rfind(b"\n") + 1].decode("utf-8", "replace").splitlines()
    if not lines:
        return Journal(path, edition, b"")
    head = _HEAD.fullmatch(lines[0])
    if head is None:
        raise _unusable(path, "is not a journal of what was sent")
    if head[1] != edition:
        raise _unusable(path, f"is the journal of {head[1]}")
    journal = Journal(path, edition, bytes.fromhex(head[2]))
    for number, line in enumerate(lines[1:], start=2):
        found = _LINE.fullmatch(line)
        if found is None:
            hint = "restore the file: without it nobody knows who has the mail"
            raise _unusable(path, f"line {number} is damaged", hint)
        journal.notes[found[2]] = Note(State(found[1]), found[3])
    return journal


def _write_all(file: int, line: str) -> None:
    """Write a line, down to the disk."""
    data = line.encode()
    while data:
        data = data[os.write(file, data) :]
    os.fsync(file)


def _settle(folder: Path) -> None:
    """Let the name of a new file reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unusable(path: Path, message: str, hint: str = "name another file with --journal") -> NetzsiteError:
    return NetzsiteError(Problem(Spot(str(path)), Code.BAD_JOURNAL, message, hint))

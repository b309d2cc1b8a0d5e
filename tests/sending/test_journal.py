"""netzsite.sending.journal: what is known outlives the process, the machine and a line that was not finished."""

import os

import pytest

from netzsite.errors import NetzsiteError
from netzsite.sending.journal import Note, State, open_journal, read_journal

ID = "brief/2026-11-20"


@pytest.fixture
def path(tmp_path):
    """Give a journal in which one has the mail, and another is being handed it."""
    path = tmp_path / "sent" / "a.journal"
    with open_journal(path, ID) as journal:
        journal.write("a@example.org", State.HANDING, "d1")
        journal.write("a@example.org", State.SENT, "d1")
        journal.write("b@example.org", State.HANDING, "d1")
    return path


def known(path):
    journal = read_journal(path, ID)
    return {name: journal.find(f"{name}@example.org") for name in "abc"}


KNOWN = {"a": Note(State.SENT, "d1"), "b": Note(State.HANDING, "d1"), "c": None}


def test_what_was_written_is_known(path):
    """The last line of a recipient counts; nobody but the owner reads the file, and nobody is named in it."""
    assert known(path) == KNOWN
    assert path.stat().st_mode & 0o777 == 0o600
    assert "example" not in path.read_text()


def test_another_journal_has_other_digests(path, tmp_path):
    """Who is in two journals cannot be told from the files."""
    with open_journal(tmp_path / "b.journal", ID) as journal:
        journal.write("a@example.org", State.SENT, "d1")
    digests = [{line.split()[1] for line in file.read_text().splitlines()[1:]} for file in (path, journal.path)]
    assert digests[0].isdisjoint(digests[1])


def test_every_line_is_on_the_disk_before_anything_follows(tmp_path, monkeypatch):
    """A machine that stops at any moment has lost nothing that was answered."""
    synced = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append((tmp_path / "a.journal").read_text().count("\n")))
    with open_journal(tmp_path / "a.journal", ID) as journal:
        journal.write("a@example.org", State.HANDING, "d1")
        journal.write("a@example.org", State.SENT, "d1")
    assert synced == [1, 1, 2, 3]


def test_a_line_that_was_being_written_was_never_true(path):
    """Whatever part of it is there: it is passed over, and the next line does not join it."""
    whole = path.read_bytes()
    line = whole.splitlines()[1].replace(b"handing", b"sent") + b"\n"
    for cut in range(1, len(line)):
        path.write_bytes(whole + line[:cut])
        assert known(path) == KNOWN
    with open_journal(path, ID) as journal:
        journal.write("c@example.org", State.SENT, "d1")
    assert known(path) == {**KNOWN, "c": Note(State.SENT, "d1")}


def test_a_journal_that_was_only_just_begun_is_none(tmp_path):
    """The head is written before anything else, and may be cut like any line."""
    path = tmp_path / "a.journal"
    for beginning in (b"", b"netzsite-se"):
        path.write_bytes(beginning)
        assert known(path) == dict.fromkeys("abc")
        with open_journal(path, ID) as journal:
            assert journal.find("a@example.org") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hello\n", "is not a journal of what was sent"),
        (f"netzsite-sent 1 brief/2026-11-13 {'0' * 64}\n", "is the journal of brief/2026-11-13"),
        (f"netzsite-sent 1 {ID} {'0' * 64}\nsent x\n", "line 2 is damaged"),
    ],
)
def test_what_is_no_journal_of_this_edition_is_left_alone(tmp_path, text, message):
    """Going on without knowing who has the mail would send it twice."""
    path = tmp_path / "a.journal"
    path.write_text(text)
    with pytest.raises(NetzsiteError, match=f"bad-journal.*{message}"):
        read_journal(path, ID)
    with pytest.raises(NetzsiteError, match=message), open_journal(path, ID):
        pass
    assert path.read_text() == text


def test_two_runs_do_not_send_at_once(path):
    """The second is told to wait."""
    with (
        open_journal(path, ID),
        pytest.raises(NetzsiteError, match="another run is sending"),
        open_journal(path, ID),
    ):
        pass


def test_a_folder_that_cannot_be_written(tmp_path):
    """Nothing is sent that could not be put down."""
    (tmp_path / "file").write_text("")
    with pytest.raises(NetzsiteError, match="cannot be written"), open_journal(tmp_path / "file" / "a", ID):
        pass

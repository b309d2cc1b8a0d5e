"""netzsite.sending.delivery: a real mail server that fails, a process that is killed, and one mail for each."""

import json
import os
import subprocess
import sys

import pytest

from netzsite.sending.delivery import Pace
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # talks to real servers and processes

PEOPLE = [f"reader{number}@example.org" for number in range(1000)]


def strew(mailbox):
    """Let the server fail for some of a thousand, all over the table: what it does to whom."""
    faults = {
        "refused": PEOPLE[7::50],
        "deferred": PEOPLE[11::100],
        "closing": PEOPLE[23::200],
        "rcpt": PEOPLE[31::200],
        "before": PEOPLE[47::200],
        "after": PEOPLE[53::200],
    }
    mailbox.refused = {address: f"550 5.1.1 <{address}>: User unknown" for address in faults["refused"]}
    mailbox.deferred = dict.fromkeys(faults["deferred"], "451 4.7.1 Try again later")
    mailbox.deferred |= dict.fromkeys(faults["closing"], "421 4.3.2 Closing")
    mailbox.cut = {address: where for where in ("rcpt", "before", "after") for address in faults[where]}
    return faults


def killed(mailbox, table, *arguments):
    """Send in a process of its own, which the mail server kills."""
    command = [sys.executable, "-m", "netzsite", "send", "brief/2026-11-20", "--to", str(table), "--really"]
    command += ["--today", "2026-11-22", "--pause", "0", "--rate", "999999/s", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    mailbox.child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert mailbox.child.stderr.read() == b""
    mailbox.child.stderr.close()
    assert mailbox.child.wait() == -9


@pytest.mark.slow
def test_of_a_thousand_each_gets_exactly_one(mailbox, table, send):
    """Connections are cut, addresses refused and put off, the process is killed twice; the report tells who is who."""
    faults, path = strew(mailbox), table("email", *PEOPLE)
    mailbox.kill_at = {300, 700}
    killed(mailbox, path)
    killed(mailbox, path)
    open_ends = {mailbox.accepted[299][0], mailbox.accepted[699][0]}
    code, printed, errors = send("--to", path, "--really", "--format", "json")
    report = json.loads(printed)
    assert (code, errors) == (1, "")

    lines = {address: line for line, address in enumerate(PEOPLE, start=2)}
    unknown = {*faults["before"], *faults["after"], *open_ends}
    assert {each["line"] for each in report["refused"]} == {lines[address] for address in faults["refused"]}
    assert {each["line"] for each in report["unknown"]} == {lines[address] for address in unknown}
    assert report["left"] == []
    assert report["sent"] + report["sent_before"] == 1000 - len(faults["refused"]) - len(unknown)
    without = {*faults["refused"], *faults["before"]}
    assert mailbox.counts == dict.fromkeys((each for each in PEOPLE if each not in without), 1)

    assert send("--to", path, "--really")[0] == 1
    assert mailbox.counts.most_common(1)[0][1] == 1

    code, printed, _ = send("--to", path, "--really", "--again", "unknown", "--format", "json")
    assert json.loads(printed)["unknown"] == []
    ids = {(to, message_id(data)) for to, data in mailbox.accepted}
    assert sorted(to for to, _ in ids) == sorted({*PEOPLE} - {*faults["refused"]})


def message_id(data):
    """Give the line that a receiving server tells doubles by."""
    return next(line for line in data.splitlines() if line.startswith(b"Message-ID:"))


@pytest.mark.parametrize("cut", PEOPLE[:3])
def test_a_cut_before_the_end_is_no_doubt(mailbox, table, send, cut):
    """What the server cannot have is sent again, on a new connection."""
    mailbox.cut = {cut: "rcpt"}
    code, printed, _ = send("--to", table("email", *PEOPLE[:3]), "--really")
    assert (code, printed) == (0, "send: brief/2026-11-20: 3 of 3 have it (3 sent now, 0 before)\n")
    assert mailbox.connections == 2
    assert set(mailbox.counts.values()) == {1}


def test_the_report_names_nobody(mailbox, table, send, place):
    """Lines of the table, masked addresses, the server's words without the address; nothing in the journal either."""
    mailbox.refused = {PEOPLE[1]: f"550 5.1.1 <{PEOPLE[1]}>: User unknown"}
    mailbox.cut = {PEOPLE[2]: "after"}
    code, printed, _ = send("--to", table("email", *PEOPLE[:3]), "--really")
    assert code == 1
    assert "addresses.csv:3: r***@e***.org: 550 5.1.1 <***>: User unknown\n" in printed
    assert "unknown: 1 (handed over, but no answer came" in printed
    assert "addresses.csv:4: r***@e***.org: Connection unexpectedly closed" in printed
    assert "1 of 3 have it (1 sent now, 0 before), 1 refused, 1 unknown\n" in printed
    journal = (place / ".netzsite-sent/brief/2026-11-20.journal").read_text()
    assert "reader" not in printed + journal
    kept = b"".join(file.read_bytes() for file in place.rglob(".netzsite-cache/**/*") if file.is_file())
    assert b"reader" not in kept


def test_refused_ones_are_tried_again_only_if_asked(mailbox, table, send):
    """A mended mailbox is a reason to; asking costs nobody a second mail."""
    path = table("email", *PEOPLE[:3])
    mailbox.refused = {PEOPLE[1]: "550 5.2.2 Mailbox full"}
    send("--to", path, "--really")
    mailbox.refused = {}
    code, printed, _ = send("--to", path, "--really")
    assert code == 1
    assert "addresses.csv:3: r***@e***.org: 550\n" in printed
    assert send("--to", path, "--really", "--again", "refused")[0] == 0
    assert mailbox.counts == dict.fromkeys(PEOPLE[:3], 1)


@pytest.mark.parametrize(("where", "refused", "accepted"), [("before", False, 0), ("", True, 0)])
def test_a_server_that_takes_nothing_is_left_alone(mailbox, table, send, where, refused, accepted):
    """After three without an answer, or 25 refused, it is not the recipients: the rest is left for another time."""
    mailbox.cut = dict.fromkeys(PEOPLE, where)
    mailbox.refused = {address: f"554 5.7.1 <{address}> Spam" for address in PEOPLE} if refused else {}
    code, printed, _ = send("--to", table("email", *PEOPLE[:40]), "--really", "--format", "json")
    report = json.loads(printed)
    assert code == 1
    assert (len(report["unknown"]), len(report["refused"])) == ((0, 25) if refused else (3, 0))
    assert len(report["left"]) == 40 - (25 if refused else 3)
    assert report["stopped"].startswith("25 mails one after the other were refused: 554" if refused else "3 mails")
    assert len(mailbox.accepted) == accepted
    assert "reader" not in printed


def test_whoever_is_asked_to_stop_says_how_far_it_came(mailbox, table, send):
    """Ctrl-C: nothing is lost, and nobody gets a second mail afterwards."""
    path = table("email", *PEOPLE[:9])
    mailbox.interrupt_at = 5
    code, printed, _ = send("--to", path, "--really", "--format", "json")
    report = json.loads(printed)
    assert (code, report["stopped"]) == (130, "interrupted")
    assert report["sent"] + len(report["unknown"]) + len(report["left"]) == 9
    assert 3 <= len(report["left"]) <= 4
    code, printed, _ = send("--to", path, "--really", "--format", "json")
    assert json.loads(printed)["left"] == []
    assert mailbox.counts == dict.fromkeys(PEOPLE[:9], 1)


def test_a_server_that_does_not_come_back(mailbox, table, send):
    """It is tried again for a while; the rest is left."""
    mailbox.close_at = 2
    code, printed, _ = send("--to", table("email", *PEOPLE[:5]), "--really", "--format", "json")
    report = json.loads(printed)
    assert (code, report["sent"], len(report["unknown"]), len(report["left"])) == (1, 1, 1, 3)
    assert report["stopped"] == "the mail server cannot be reached: Connection refused"


def test_nothing_is_ended_that_could_not_be_put_down(mailbox, table, send, monkeypatch):
    """A disk that is full stops it: the mail that was on its way is not ended, so the server drops it."""
    lines, sync = [], os.fsync

    def full(file):
        lines.append(file)
        if len(lines) > 6:  # the head and its folder, two mails
            raise OSError(28, "No space left on device")
        sync(file)

    monkeypatch.setattr(os, "fsync", full)
    code, printed, _ = send("--to", table("email", *PEOPLE[:5]), "--really")
    assert code == 1
    assert "send: stopped: cannot be written: No space left on device\n" in printed
    assert sorted(mailbox.counts) == PEOPLE[:2]


def test_a_rate_is_kept():
    """Mails go at equal distances; what was late is not made up for."""
    now, slept = [100.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(2.0, lambda: now[0], sleep)
    pace.wait()
    pace.wait()
    now[0] += 1.5
    pace.wait()
    now[0] += 10
    pace.wait()
    pace.wait()
    assert slept == [2.0, 0.5, 2.0]

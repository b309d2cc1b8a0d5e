"""The verb `send` says what it would do, sends what was built and is public, and refuses everything else."""

import json
import os
from shutil import copytree

import pytest

from tests.conftest import THEME, run_netzsite, write_files
from tests.sending.conftest import build_mail, files

pytestmark = pytest.mark.slow  # talks to real servers and processes


def test_says_what_it_would_do(send, table, mailbox, place):
    """How many, in which languages, the subject, from whom, how long it takes; nothing is sent, nothing is written."""
    people = ["erika@example.org,Erika,de,https://example.org/leave/1,X", "max@example.org,,en,,Y"]
    path = table("email,name,lang,unsubscribe,firma", *people)
    code, printed, _ = send("--to", path, "--rate", "1/h")
    assert code == 0
    assert printed.splitlines() == [
        "send: de: 1 recipient, 'Rundbrief für 2026-11-20', from BioRegioN <office@example.org>",
        "send: en: 1 recipient, 'Letter of 2026-11-20', from BioRegioN <office@example.org>",
        "send: first: e***@e***.org (line 2), m***@e***.org (line 3)",
        "send: unsubscribe: 1 by an address of their own, 1 of them with one click (RFC 8058)",
        "send: columns that are not looked at: firma",
        "send: to be sent: 2, which takes about 120 minutes",
        f"send: mail server: 127.0.0.1:{os.environ['NETZSITE_SMTP_PORT']}, none",
        "send: brief/2026-11-20: nothing was sent; --really sends it",
    ]
    assert mailbox.accepted == []
    assert not (place / ".netzsite-sent").exists()


def test_says_that_no_server_is_named(send, table, monkeypatch):
    """Looking needs none; sending would."""
    monkeypatch.delenv("NETZSITE_SMTP_HOST", raising=False)
    path = table("email", "erika@example.org")
    assert "\nsend: mail server: NETZSITE_SMTP_HOST: the mail server is not named\n" in send("--to", path)[1]
    assert send("--to", path, "--really")[0] == 1


def test_sends_to_each_in_their_language_and_once(send, table, mailbox):
    """What goes out is what lies in the output; the same command again sends nothing; who is new gets it."""
    path = table("email,lang", "erika@example.org,", "max@example.org,en")
    assert send("--to", path, "--really")[0] == 0
    assert mailbox.message("erika@example.org")["Subject"] == "Rundbrief für 2026-11-20"
    assert mailbox.message("max@example.org")["Subject"] == "Letter of 2026-11-20"
    path = table("email", "MAX@example.org", "erika@example.org", "neu@example.org")
    printed = send("--to", path, "--lang", "en")[1]
    assert "send: sent before: 2\nsend: to be sent: 1," in printed
    printed = send("--to", path, "--lang", "en", "--really")[1]
    assert printed.endswith("send: brief/2026-11-20: 3 of 3 have it (1 sent now, 2 before)\n")
    assert sorted(mailbox.counts) == ["erika@example.org", "max@example.org", "neu@example.org"]
    assert set(mailbox.counts.values()) == {1}
    assert mailbox.message("neu@example.org")["Subject"] == "Letter of 2026-11-20"


def test_the_published_file_goes_out(send, table, mailbox, place):
    """Byte for byte, but for the head."""
    send("--to", table("email", "erika@example.org"), "--really")
    built = (place / "public/mail/brief/2026-11-20.de.eml").read_bytes()
    assert mailbox.accepted[0][1].partition(b"\r\n\r\n")[2] == built.partition(b"\r\n\r\n")[2]


def test_a_test_goes_to_oneself(send, mailbox, place):
    """One mail, marked; neither --really nor a table is needed, and it counts for nothing."""
    code, printed, _ = send("--test", "me@example.org", "--lang", "en")
    assert (code, printed) == (0, "send: brief/2026-11-20: sent a test in 'en' to m***@e***.org: 250 accepted\n")
    assert mailbox.message("me@example.org")["Subject"] == "[Test] Letter of 2026-11-20"
    assert not (place / ".netzsite-sent").exists()
    mailbox.refused = {"me@example.org": "550 No"}
    code, printed, _ = send("--test", "me@example.org")
    assert code == 1
    assert "error[no-mail-server]: the mail server did not take the mail: 550 No" in printed


def test_an_edition_that_was_built_anew_goes_on(send, table, mailbox):
    """Those who are left get the words of today, and the report says how many had others."""
    send("--to", table("email", "erika@example.org"), "--really")
    write_files(table().parent / "content", {"news/2026/a.de.md": files()["news/2026/a.de.md"].replace("Kurz", "Lang")})
    path = table("email", "erika@example.org", "max@example.org")
    code, printed, _ = send("--to", path, "--really")
    assert code == 1
    assert "error[not-sendable]: the output does not have what the content says today: public/mail/brief" in printed
    assert printed.endswith("send: 2 errors; nothing was sent\n")
    build_mail()
    code, printed, _ = send("--to", path, "--really")
    assert code == 0
    assert "send: 1 were sent the edition as it was before it was built anew\n" in printed
    assert "Lang & " in mailbox.message("max@example.org").get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("edition", "message"),
    [
        ("brief/2026-11-13", "the edition is a draft"),
        ("brief/2026-11-27", "the edition is not published before 2026-11-27"),
        ("website/eins", "the medium 'website' does not go out as mail"),
        ("brief/2026-11-21", "there is no edition 'brief/2026-11-21'"),
    ],
)
def test_what_is_not_published_does_not_go_out(send, table, mailbox, edition, message):
    """A draft, an edition of a day to come, one of a medium without mail, and one that is not there."""
    code, printed, _ = send("--to", table("email", "erika@example.org"), "--really", edition=edition)
    assert code == 1
    assert f"content/editions/{edition}/edition.yaml: error[not-sendable]: {message}\n" in printed
    assert mailbox.accepted == []


def test_what_was_not_built_does_not_go_out(send, table, mailbox, place):
    """Neither a mail nor its page may be missing from the output."""
    path = table("email", "erika@example.org")
    (place / "public/de/ausgaben/brief/2026-11-20.html").unlink()
    (place / "public/mail/brief/2026-11-20.en.eml").unlink()
    printed = send("--to", path, "--really")[1]
    assert (
        "its page is not in the output: public/de/ausgaben/brief/2026-11-20.html\n  hint: run 'netzsite build'"
        in printed
    )
    assert "its mail is not in the output: public/mail/brief/2026-11-20.en.eml\n" in printed
    assert mailbox.accepted == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('{{ s.text("footer.published-by") }}: {{ view.site.publisher }}', "the html text in 'de' lacks an imprint"),
        ('<a class="m-quiet" href="{{ view.unsubscribe_url }}">', "mail in 'de', unsubscribe: no link to unsubscribe"),
        ('href="{{ view.archive_url }}"', "mail in 'de', archive: no link to archive"),
    ],
)
def test_a_theme_that_leaves_out_a_duty(place, table, mailbox, words, message):
    """Imprint, unsubscribing and archive must stand in the mail, whatever the theme is."""
    theme = copytree(THEME, place / "theme")
    template = theme / "mail" / "letter.html"
    text = template.read_text(encoding="utf-8")
    assert words in text
    template.write_text(text.replace(words, "<a>" if words.startswith("<a") else ""), encoding="utf-8")
    path = table("email", "erika@example.org")
    arguments = ("--today", "2026-12-22", "--theme", str(theme))  # when builds do not look at it any more
    if "imprint" in message:
        build_mail(*arguments)
    code, printed, _ = run_netzsite("send", "brief/2026-11-20", "--to", str(path), "--really", *arguments)
    assert code == 1
    assert message in printed
    assert mailbox.accepted == []


def test_a_mail_for_a_service_is_not_sent_past_it(built, monkeypatch, tmp_path):
    """Its words for the service would reach readers as they stand."""
    (tmp_path / "a.csv").write_text("email\na@example.org\n")
    monkeypatch.chdir(built["listmonk"])
    code, printed, _ = run_netzsite(
        "send", "brief/2026-11-20", "--to", str(tmp_path / "a.csv"), "--today", "2026-11-22"
    )
    assert code == 1
    assert "its mails are made for listmonk, not for smtp\n  hint: send it with --listmonk" in printed


def test_a_server_that_is_not_there(send, table, monkeypatch):
    """Whoever named it wrongly is told at once, and nothing was sent."""
    monkeypatch.setenv("NETZSITE_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("NETZSITE_SMTP_PORT", "1")
    code, printed, _ = send("--to", table("email", "erika@example.org"), "--really")
    assert code == 1
    assert "127.0.0.1:1: error[no-mail-server]: the mail server cannot be reached: Connection refused\n" in printed
    assert printed.endswith("send: 1 error; nothing was sent\n")


def test_the_journal_may_lie_elsewhere(send, table, mailbox, place):
    """And is that of one edition."""
    path = table("email", "erika@example.org")
    send("--to", path, "--really", "--journal", place / "j")
    assert send("--to", path, "--really", "--journal", place / "j")[1].endswith("(0 sent now, 1 before)\n")
    assert not (place / ".netzsite-sent").exists()


def test_programs_read_json(send, table, mailbox):
    """One object, whatever else is said."""
    path = table("email", "erika@example.org", "max@example.org")
    mailbox.refused = {"max@example.org": "550 No"}
    assert json.loads(send("--to", path, "--format", "json")[1])["is_dry_run"] is True
    read = json.loads(send("--to", path, "--format", "json", "--really")[1])
    assert (read["sent"], read["recipients"], read["stopped"]) == (1, 2, "")
    assert read["refused"] == [{"line": 3, "address": "m***@e***.org", "words": "550 No"}]
    assert read["languages"]["de"]["subject"] == "Rundbrief für 2026-11-20"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "say to whom"),
        (["--to", "a", "--listmonk", "https://b.example"], "not allowed with"),
        (["--listmonk", "https://b.example"], "belong together"),
        (["--to", "a", "--list", "3"], "belong together"),
        (["--test", "a@example.org", "--really"], "leave out"),
        (["--test", "nobody"], "this is not an e-mail address"),
        (["--test", "a@example.org", "--lang", "fr"], "write one of de, en"),
        (["--to", "a", "--rate", "0"], "not a rate"),
        (["--to", "a", "--pause", "-1"], "not a number of seconds"),
        (["--to", "a", "--again", "sent"], "invalid choice"),
    ],
)
def test_a_wrong_command_line_is_refused(send, arguments, message):
    """2, as everywhere."""
    code, _, errors = send(*arguments)
    assert code == 2
    assert message in errors

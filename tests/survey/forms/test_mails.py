"""netzsite survey forms, status and send: what goes out, to whom, and to nobody twice."""

import stat
from email import message_from_bytes
from email.policy import SMTP

import pytest

from netzsite.survey.mails import XLSX, Attachment
from tests.sending.mailbox import Mailbox, listening
from tests.survey.forms.filling import fill_sheet

pytestmark = pytest.mark.slow


def read(data):
    """Read a mail."""
    return message_from_bytes(data, policy=SMTP)


def text(mail, subtype="plain"):
    return mail.get_body((subtype,)).get_content()


@pytest.fixture
def letter(office):
    """Give the letter to a company, with a made-up attachment."""
    issue = office.issue()
    company = issue.campaign.companies[0]
    return issue.post.letter(company, [Attachment("form.xlsx", XLSX, b"PK")], "https://web.example/", "0123")


def test_a_letter_names_whom_until_when_and_what_for(letter):
    """The contact, the deadline, what becomes of the answers; text and HTML, the form beside them."""
    mail = read(letter)
    assert (mail["To"], mail["From"], mail["Content-Language"]) == (
        "office@musterbiotech.example",
        "BioRegioN <info@example.org>",
        "de",
    )
    for shown in (text(mail), text(mail, "html")):
        for words in (
            "Guten Tag Erika Mustermann!",
            "17. April 2026",
            "Niemand sieht es.",
            "https://web.example/",
            "0123",
        ):
            assert words in shown
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type(), attached.get_content()) == ("form.xlsx", XLSX, b"PK")
    assert "Ltd" not in text(mail)


def test_a_mail_is_written_the_same_way_each_time(office, letter):
    """Same day, same bytes."""
    issue = office.issue()
    company = issue.campaign.companies[0]
    again = issue.post.letter(company, [Attachment("form.xlsx", XLSX, b"PK")], "https://web.example/", "0123")
    assert again == letter


@pytest.mark.pdf
def test_forms_are_written_for_their_owner_only(office):
    """PDF, spreadsheet and letter of each company, and what LimeSurvey imports."""
    code, printed = office.run("forms", "--company", "stumm")
    folder = office.survey / "forms"
    assert (code, "survey: 1 form with a letter each in" in printed) == (0, True)
    assert "surveys/2026/asked.yaml: warning[bad-recipient]: stumm has no e-mail address" in printed
    names = {f"stumm-2026.{suffix}" for suffix in ("pdf", "xlsx", "eml")}
    assert {path.name for path in folder.iterdir()} == names | {
        "limesurvey-2026.txt",
        "limesurvey-participants-2026.csv",
    }
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_forms_do_not_go_where_they_could_be_published(office):
    """Not to the content, not to what a build has made."""
    (office.folder / "public").mkdir()
    (office.folder / "public" / "manifest.json").write_text("{}", encoding="utf-8")
    for place in ("content/forms", "public/forms", "public"):
        code, printed = office.run("forms", "--output", office.folder / place)
        assert (code, "error[unwritable-output]: what is confidential must not lie here" in printed) == (1, True)
        assert not (office.folder / "content" / "forms").exists()


def test_a_company_that_is_not_asked_has_no_form(office):
    """The hint names the nearest."""
    code, printed = office.run("forms", "--company", "stum")
    assert (code, "'stum' is not asked" in printed, "did you mean 'stumm'?" in printed) == (1, True, True)


def test_the_key_is_made_once(office):
    """Forms that are out stay valid."""
    from netzsite.survey.key import make_key

    key = make_key(office.survey)
    assert make_key(office.survey) == key
    (office.survey / "key").unlink()
    assert make_key(office.survey) != key
    assert stat.S_IMODE((office.survey / "key").stat().st_mode) == 0o600


@pytest.fixture
def answered(office, issued):
    """One company has answered, another in part, a third not at all."""
    whole = {"employees": 80, "women": 3, "revenue": 5, "products": 60, "services": 40, "outlook": "besser"}
    office.run("collect", office.put("a.xlsx", fill_sheet(issued["musterbiotech.xlsx"], whole)))
    office.run("collect", office.put("b.xlsx", fill_sheet(issued["sample-med.xlsx"], {"employees": 8})))
    return office


def test_status_says_who_has_answered(answered):
    """In full, in part, not; and the rate of each sector."""
    code, printed = answered.run("status")
    assert (code, printed.splitlines()) == (
        0,
        [
            "survey: musterbiotech: answered",
            "survey: sample-med: partly, 6 questions open",
            "survey: stumm: open",
            "survey: sector biotech: 1 of 1 have answered (100 %)",
            "survey: sector medtech: 1 of 2 have answered (50 %)",
            "survey: 2 of 3 have answered (66 %)",
        ],
    )


def test_reminders_go_to_those_who_have_not_answered(answered):
    """Whoever has answered in part is told what is missing; nobody is told what they have answered."""
    answered.run("status", "--reminders", answered.folder / "reminders", today="2026-04-10")
    (path,) = (answered.folder / "reminders").iterdir()
    mail = read(path.read_bytes())
    assert (path.name, mail["Subject"]) == ("sample-med-2026.eml", "Survey 2026: some answers are still missing")
    for words in ("* Revenue", "* Outlook", "* Registered on", "17 April 2026"):
        assert words in text(mail)
    assert "Employees" not in text(mail)
    assert "* Remark" not in text(mail)


def test_who_has_not_answered_at_all_is_asked_for_the_whole(answered):
    """After the last day the mail says so."""
    (answered.survey / "answers" / "musterbiotech.yaml").unlink()
    answered.run("status", "--reminders", answered.folder / "reminders", today="2026-04-20")
    mail = read((answered.folder / "reminders" / "musterbiotech-2026.eml").read_bytes())
    assert mail["Subject"] == "Umfrage 2026: Ihre Antwort fehlt noch"
    assert "war bis zum 17. April 2026 offen" in text(mail)


@pytest.fixture
def mailbox(monkeypatch):
    """Run a mail server, and name it in the environment."""
    mailbox = Mailbox()
    with listening(mailbox) as port:
        monkeypatch.setenv("NETZSITE_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("NETZSITE_SMTP_PORT", str(port))
        yield mailbox


@pytest.mark.slow
def test_mails_are_sent_once(answered, mailbox):
    """Without --really nothing goes out; with it each mail once, and a mail of another day again."""
    folder = answered.folder / "reminders"
    answered.run("status", "--reminders", folder, today="2026-04-10")
    code, printed = answered.run("send", folder, today="2026-04-10")
    assert (code, "1 of 1 mails to be sent" in printed, "nothing was sent; --really sends them" in printed) == (
        0,
        True,
        True,
    )
    assert "x***@s***.example" in printed
    really = ("send", folder, "--really", "--rate", "999999/s")
    assert "survey: 1 sent, 0 not" in answered.run(*really, today="2026-04-10")[1]
    assert "survey: 0 of 1 mails to be sent" in answered.run(*really, today="2026-04-11")[1]
    answered.run("status", "--reminders", folder, today="2026-04-17")
    assert "survey: 1 sent, 0 not" in answered.run(*really, today="2026-04-17T08:00")[1]
    assert mailbox.counts == {"x@sample-med.example": 2}
    sent = read(mailbox.accepted[-1][1])
    assert (sent["X-Unsent"], sent["Date"]) == (None, "Fri, 17 Apr 2026 08:00:00 +0200")
    assert sent["Subject"] == "Survey 2026: some answers are still missing"


@pytest.mark.slow
def test_a_mail_that_was_refused_is_named(answered, mailbox):
    """With the server's words and without the address, in this run and in later ones, until it is tried again."""
    folder = answered.folder / "reminders"
    answered.run("status", "--reminders", folder, today="2026-04-10")
    mailbox.refused["x@sample-med.example"] = "550 5.1.1 <x@sample-med.example>: User unknown"
    really = ("send", folder, "--really", "--rate", "999999/s")
    code, printed = answered.run(*really)
    assert (code, "x@sample-med" in printed, "survey: 0 sent, 1 not" in printed) == (1, False, True)
    assert "sample-med-2026.eml: refused: 550 5.1.1 <***>: User unknown\n  hint: mend the address" in printed
    code, printed = answered.run("send", folder)
    assert (code, "sample-med-2026.eml: refused: 550\n" in printed) == (0, True)
    assert "survey: 0 sent, 1 not" in answered.run(*really)[1]
    mailbox.refused.clear()
    assert "survey: 1 sent, 0 not" in answered.run(*really, "--again", "refused")[1]
    assert mailbox.counts == {"x@sample-med.example": 1}


def test_a_mail_without_an_address_is_not_sent(office):
    """The folder says which; an empty one says how to fill it."""
    folder = office.folder / "mails"
    folder.mkdir()
    assert "error[not-sendable]: there is no mail in this folder" in office.run("send", folder)[1]
    (folder / "a.eml").write_bytes(b"From: a@example.org\r\nSubject: x\r\n\r\nx")
    code, printed = office.run("send", folder)
    assert (code, "a.eml: error[not-sendable]: this mail cannot be sent" in printed) == (1, True)


def test_a_contact_cannot_write_into_the_head(office):
    """A line end in asked.yaml does not become another line of the mail's head."""
    path = office.survey / "asked.yaml"
    asked = path.read_text(encoding="utf-8").replace("contact: Erika Mustermann", 'contact: "E\\nBcc: y@example.org"')
    path.write_text(asked, encoding="utf-8")
    issue = office.issue()
    mail = read(issue.post.reminder(issue.campaign.companies[0], ()))
    assert mail["Bcc"] is None


def test_nothing_of_the_answers_is_printed(office, issued, capfd):
    """Whatever is wrong with a form, and whichever step runs: no answer and no word of it."""
    secret = {
        "employees": "98765432-98765433",
        "women": "Vierundsiebzigtausend",
        "revenue": "8.765.432.198,76 $",
        "products": "=98761+1",
        "services": 98763,
        "outlook": "Xylophonfabrik",
        "remarks": "Geheimrezeptur " * 30,
        "registered": "31.02.1987",
        "form-by": "Petra Geheimnis",
        "fact-town": "Verstecktdorf",
    }
    steps = [("collect", "--check"), ("collect", "--replies", office.folder / "replies"), ("collect",), ("status",)]
    printed = ""
    form = office.put("musterbiotech-2026.xlsx", fill_sheet(issued["musterbiotech.xlsx"], secret))
    for step, *further in steps:
        files = [form] if step == "collect" else []
        printed += office.run(step, *further, *files)[1]
    (office.survey / "answers" / "musterbiotech.yaml").write_text(
        'company: musterbiotech\nanswers: {employees: "98765432"}\n'
    )
    printed += office.run("status")[1]
    printed += "".join(capfd.readouterr())
    printed += "\n".join(path.read_text(encoding="utf-8") for path in (office.folder / "replies").iterdir())
    assert "error[answer-range]" in printed
    for answer in secret.values():
        for word in str(answer).strip("=$+ ").split():
            assert word not in printed, word
    assert "98765432" not in printed

"""A small network with a newsletter that has been built, and a mail server that it can be sent to."""

import shutil

import pytest

from tests.conftest import NETWORK, run_netzsite, run_on, write_files
from tests.sending.mailbox import Mailbox, listening

MIX = """\
media:
  website: {{name: Website, about: Alles, since: 1996, scope: [national], cadence: continuous}}
  brief:
    name: {{de: Rundbrief, en: Letter}}
    about: Neues
    scope: [regional]
    cadence: weekly
    mail: {mail}
    sections:
      - {{id: news, title: {{de: Neues, en: News}}, takes: news}}
"""
SMTP = "{sender: office@example.org, unsubscribe: 'mailto:office@example.org?subject=leave'}"
LISTMONK = "{sender: office@example.org, reply_to: answers@example.org, service: listmonk}"
NEWS = "---\ntitle: Erste Meldung\nform: press-release\ndate: 2026-11-10\nsummary: Kurz & {{ gut }}.\n---\nText.\n"
EDITION = "title: {{de: Rundbrief für {0}, en: Letter of {0}}}\ndate: {0}\n{1}parts:\n"
EDITION += "  - {{section: news, items: [news:2026/a]}}\n"
PREHEADER = "preheader: {de: Was im November bei uns neu ist, en: What is new with us in November}\n"


def files(mail=SMTP):
    """Give the content of the network."""
    return {
        "network.yaml": NETWORK,
        "media.yaml": MIX.format(mail=mail),
        "news/2026/a.de.md": NEWS,
        "editions/brief/2026-11-20/edition.yaml": EDITION.format("2026-11-20", PREHEADER),
        "editions/website/eins/edition.yaml": "title: Eins\ndate: 2026-11-20\n",
        "editions/brief/2026-11-13/edition.yaml": EDITION.format("2026-11-13", f"{PREHEADER}draft: true\n"),
        "editions/brief/2026-11-27/edition.yaml": EDITION.format("2026-11-27", PREHEADER),
    }


def build_mail(*arguments):
    """Build the mails of the network anew; its pages stay as they are."""
    further = () if "--today" in arguments else ("--today", "2026-11-22")
    code, printed, _ = run_netzsite("build", "--only", "mail", "--no-cache", "--workers", "1", *further, *arguments)
    assert code == 0, printed


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Build the network once for each service: service -> its folder."""
    folders = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("netzsite.render.assets.web_fonts", tuple)
        for service, mail in (("smtp", SMTP), ("listmonk", LISTMONK)):
            folder = tmp_path_factory.mktemp(service)
            site = write_files(folder / "content", files(mail))
            run = run_on(site, "build", folder / "public", "--only", "website", "--only", "mail")
            assert run.code == 0, run.lines
            folders[service] = folder
    return folders


@pytest.fixture
def place(built, tmp_path, monkeypatch):
    """Work in a copy of what was built for SMTP."""
    shutil.copytree(built["smtp"], tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def mailbox(monkeypatch):
    """Run a mail server, and name it in the environment."""
    mailbox = Mailbox()
    with listening(mailbox) as port:
        monkeypatch.setenv("NETZSITE_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("NETZSITE_SMTP_PORT", str(port))
        yield mailbox


@pytest.fixture
def send(place):
    """Give a function that sends the edition of the network: exit code, output, errors."""

    def send(*arguments, edition="brief/2026-11-20"):
        further = () if "--today" in arguments else ("--today", "2026-11-22")
        return run_netzsite("send", edition, "--pause", "0", "--rate", "999999/s", *further, *map(str, arguments))

    return send


@pytest.fixture
def table(place):
    """Give a function that writes a table of addresses: from its lines, the file."""

    def write(*lines):
        path = place / "addresses.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write

"""netzsite.sending.campaign: a draft in listmonk, found again by its tag, and started only when that is asked for."""

import json
import shutil
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.conftest import run_netzsite, write_files
from tests.sending.conftest import build_mail, files

pytestmark = pytest.mark.slow  # talks to real servers and processes

TAG = "netzsite-brief-2026-11-20-de"


class Listmonk:
    """The endpoints of listmonk that are used, as its documentation says what they take and give."""

    def __init__(self):
        self.campaigns, self.templates, self.asked, self.tests = {}, [], [], []
        self.lists = [{"id": 3, "name": "Rundbrief"}, {"id": 4, "name": "Presse"}, {"id": 5, "name": "Presse"}]
        self.is_allowed = True

    def answer(self, method, path, content, authorization):
        """Give status and body of an answer."""
        self.asked.append((method, path.partition("?")[0]))
        if authorization != "token office:secret" or not self.is_allowed:
            return 403, {"message": "invalid API credentials"}
        match [method, *path.partition("?")[0].strip("/").split("/")[1:]]:
            case ["GET", "lists"]:
                return 200, {"data": {"results": self.lists, "total": len(self.lists)}}
            case ["GET", "templates"]:
                return 200, {"data": self.templates}
            case ["POST", "templates"]:
                self.templates.append({"id": 9, **content})
                return 200, {"data": self.templates[-1]}
            case ["GET", "campaigns"]:
                shown = [{**each, "body": ""} for each in self.campaigns.values()]
                return 200, {"data": {"results": shown, "total": len(shown)}}
            case ["POST", "campaigns"]:
                number = len(self.campaigns) + 1
                self.campaigns[number] = {"id": number, "status": "draft", **content}
                return 200, {"data": self.campaigns[number]}
            case ["PUT", "campaigns", number]:
                self.campaigns[int(number)] |= content
                return 200, {"data": self.campaigns[int(number)]}
            case ["PUT", "campaigns", number, "status"]:
                self.campaigns[int(number)] |= content
                return 200, {"data": self.campaigns[int(number)]}
            case ["POST", "campaigns", number, "test"]:
                self.tests.append((int(number), content))
                return 200, {"data": True}
        return 404, {"message": "not found"}


@contextmanager
def serving(listmonk):
    """Serve it at a free port; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            length = int(self.headers["Content-Length"] or 0)
            content = json.loads(self.rfile.read(length)) if length else None
            status, body = listmonk.answer(self.command, self.path, content, self.headers["Authorization"])
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = answer  # noqa: N815

        def log_message(self, *words):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def listmonk():
    """Run listmonk, empty."""
    return Listmonk()


@pytest.fixture
def send(built, tmp_path, monkeypatch, listmonk):
    """Give a function that sends the edition of the network to listmonk: exit code and output."""
    shutil.copytree(built["listmonk"], tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETZSITE_LISTMONK_USER", "office")
    monkeypatch.setenv("NETZSITE_LISTMONK_TOKEN", "secret")

    with serving(listmonk) as url:

        def send(*arguments, to="Rundbrief"):
            further = ("--today", "2026-11-22", "--listmonk", url, "--list", to)
            code, printed, errors = run_netzsite("send", "brief/2026-11-20", *further, *arguments)
            assert errors == ""
            return code, printed.replace(url, "URL")

        yield send


def test_makes_a_draft_and_starts_nothing(send, listmonk):
    """Subject, sender, both texts, tags; a template that adds nothing is made once."""
    done = "send: brief/2026-11-20: campaign 1 made, draft: URL/admin/campaigns/1\n"
    assert send() == (0, done)
    campaign = listmonk.campaigns[1]
    assert campaign["status"] == "draft"
    assert campaign["name"] == "Rundbrief für 2026-11-20 (de)"
    assert campaign["subject"] == "Rundbrief für 2026-11-20"
    assert campaign["from_email"] == "BioRegioN <office@example.org>"
    assert campaign["headers"] == [{"Reply-To": "answers@example.org"}]
    assert (campaign["lists"], campaign["tags"]) == ([3], ["netzsite", "brief", "de", TAG])
    assert campaign["content_type"] == "html"
    assert campaign["template_id"] == 9
    assert [each["body"] for each in listmonk.templates] == ['{{ template "content" . }}']
    assert "Abbestellen: {{ UnsubscribeURL }}" in campaign["altbody"]
    assert '"{{ UnsubscribeURL }}"' in campaign["body"]
    assert '"{{ MessageURL }}"' in campaign["body"]
    assert "Was im November bei uns neu ist" in campaign["body"]


def test_editors_words_are_no_program(send, listmonk):
    """Listmonk runs what stands in double braces; only its own two words are left to it."""
    send()
    assert 'Kurz & {{ "{{" }} gut }}.' in listmonk.campaigns[1]["altbody"]
    assert "Kurz &amp; &#123;&#123; gut }}." in listmonk.campaigns[1]["body"]


def test_the_same_edition_again_updates_its_draft(send, listmonk, tmp_path):
    """Whatever it is called there by now; another language is another campaign."""
    send()
    listmonk.campaigns[1]["name"] = "Unser Name"
    write_files(tmp_path / "content", {"news/2026/a.de.md": files()["news/2026/a.de.md"].replace("Kurz", "Lang")})
    build_mail()
    assert send() == (0, "send: brief/2026-11-20: campaign 1 brought up to date, draft: URL/admin/campaigns/1\n")
    assert "Lang &amp;" in listmonk.campaigns[1]["body"]
    assert listmonk.campaigns[1]["name"] == "Unser Name"
    assert len(listmonk.templates) == 1
    assert send("--lang", "en", to="3")[0] == 0
    assert {each["subject"] for each in listmonk.campaigns.values()} == {
        "Rundbrief für 2026-11-20",
        "Letter of 2026-11-20",
    }


def test_it_is_started_when_that_is_asked_for_and_once(send, listmonk):
    """A run that is repeated starts nothing again; one that has gone out is not written over."""
    code, printed = send("--really", "--format", "json")
    assert code == 0
    assert json.loads(printed)["status"] == listmonk.campaigns[1]["status"] == "running"
    listmonk.campaigns[1]["status"] = "finished"
    before = len(listmonk.asked)
    code, printed = send("--really")
    assert (code, printed) == (
        0,
        "send: brief/2026-11-20: campaign 1 was started before, finished: URL/admin/campaigns/1\n",
    )
    assert listmonk.asked[before:] == [("GET", "/api/campaigns")]
    code, printed = send()
    assert code == 1
    assert "the campaign 1 is not a draft any more: finished" in printed
    assert len(listmonk.campaigns) == 1


def test_a_test_goes_to_a_subscriber(send, listmonk):
    """Listmonk sends it, marked, and the campaign stays a draft."""
    assert send("--test", "me@example.org")[0] == 0
    ((number, content),) = listmonk.tests
    assert (number, content["subscribers"]) == (1, ["me@example.org"])
    assert content["subject"] == "[Test] Rundbrief für 2026-11-20"
    assert listmonk.campaigns[1]["subject"] == "Rundbrief für 2026-11-20"
    assert listmonk.campaigns[1]["status"] == "draft"


def test_what_listmonk_does_not_have_or_allow_is_said(send, listmonk, monkeypatch):
    """A list that is not there or there twice, two campaigns of one tag, a user without rights, no credentials."""
    assert "has no list 'Rundbref'\n  hint: did you mean 'Rundbrief'?" in send(to="Rundbref")[1]
    assert "has several lists 'Presse'\n  hint: give its number" in send(to="Presse")[1]
    listmonk.campaigns = {number: {"id": number, "status": "draft", "tags": [TAG]} for number in (1, 2)}
    assert f"several campaigns have the tag '{TAG}': 1, 2" in send()[1]
    listmonk.is_allowed = False
    code, printed = send()
    assert code == 1
    assert "answers GET /api/campaigns with 403: invalid API credentials\n  hint: may the API user" in printed
    assert printed.endswith("send: 1 error; nothing was sent\n")
    monkeypatch.delenv("NETZSITE_LISTMONK_TOKEN")
    assert "there are no credentials for it" in send()[1]


@pytest.mark.parametrize(
    "url", ["http://lists.example.org", "lists.example.org", "https://me@lists.example.org", "https://a.example:x"]
)
def test_credentials_go_over_no_open_line(built, monkeypatch, url):
    """An address without https is refused, unless it is this machine's."""
    monkeypatch.chdir(built["listmonk"])
    arguments = ("--today", "2026-11-22", "--listmonk", url, "--list", "3")
    code, printed, _ = run_netzsite("send", "brief/2026-11-20", *arguments)
    assert code == 1
    assert "is not an address of listmonk" in printed

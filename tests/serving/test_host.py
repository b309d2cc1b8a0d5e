"""netzsite.serving.host: the output as a web host would serve it, and nothing else."""

import socket
import threading

import pytest

from netzsite.errors import NetzsiteError
from netzsite.serving.audience import Audience
from netzsite.serving.host import hosted
from tests.conftest import snapshot, write_files
from tests.serving.conftest import OUTPUT, Served

pytestmark = pytest.mark.slow  # talks to real servers and processes

# -- Files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/de/", "text/html; charset=utf-8"),
        ("/de/index.html?from=mail", "text/html; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/de/downloads/report.pdf", "application/pdf"),
        ("/de/d%6fwnloads/report.pdf", "application/pdf"),
    ],
)
def test_files_are_served_with_their_type(served, path, kind):
    """A folder shows its index; a question mark and coded letters change nothing."""
    reply = served.ask(path)
    assert (reply.status, reply.headers["content-type"]) == (200, kind)
    assert int(reply.headers["content-length"]) == len(reply.body)


@pytest.mark.parametrize("path", ["/", "/assets/site.css", "/nowhere", "/de", "/_netzsite/live.js"])
def test_every_answer_has_the_security_headers(served, path):
    """Pages, files, redirects and refusals: the policy allows no inline script or style."""
    headers = served.ask(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert {"referrer-policy", "permissions-policy"} <= headers.keys()
    assert headers["cache-control"] in ("no-store", "no-cache")


def test_a_page_gets_the_script_and_the_file_does_not(served):
    """The policy lets this one script run: it carries a word that is new for every answer."""
    before = snapshot(served.folder)
    first, second = served.ask("/de/"), served.ask("/de/")
    assert first.body.count(b'<script src="/_netzsite/live.js" nonce="') == 1
    assert first.body.index(b"<script") < first.body.index(b"</head>")
    assert first.body != second.body
    nonce = first.body.split(b'nonce="')[1].split(b'"')[0].decode()
    assert f"script-src 'self' 'nonce-{nonce}'; " in first.headers["content-security-policy"]
    assert first.headers["content-security-policy"].endswith("; connect-src 'self'")
    assert "nonce" not in served.ask("/assets/site.css").headers["content-security-policy"]
    assert snapshot(served.folder) == before


def test_our_script_and_style_sheet_are_served(served):
    """They are the only files that the folder does not hold."""
    assert served.ask("/_netzsite/live.js").headers["content-type"] == "text/javascript; charset=utf-8"
    assert served.ask("/_netzsite/live.css").status == 200
    assert served.ask("/_netzsite/waiting.html").status == 404
    assert served.ask("/_netzsite/../live.py").status == 404


def test_a_folder_without_a_slash_is_redirected(served):
    """Links on the page are relative to the folder; the query stays."""
    reply = served.ask("/de/news?page=2")
    assert (reply.status, reply.headers["location"]) == (301, "/de/news/?page=2")
    assert served.ask("/assets").status == 404


@pytest.mark.parametrize(
    ("path", "title"),
    [("/de/x", "Nicht gefunden"), ("/en/a/b.html", "Not found"), ("/fr/", "Nicht gefunden"), ("/x.css", "Nicht gef")],
)
def test_a_missing_page_is_answered_in_the_right_language(served, path, title):
    """The first part of the address is the language; elsewhere it is that of the page at the root."""
    reply = served.ask(path)
    assert reply.status == 404
    assert title in reply.body.decode()
    assert b"/_netzsite/live.js" in reply.body


def test_a_site_without_such_a_page_says_it_plainly(serve, tmp_path):
    """The answer is a line of text."""
    served = serve(write_files(tmp_path / "preview", {"index.html": "<html>"}))
    assert served.ask("/x").body == b"404 Not Found\n"


def test_before_the_first_build_there_is_a_page_that_waits(serve, tmp_path):
    """It is not yet the website, and says so to programs too."""
    served = serve(tmp_path / "preview")
    reply = served.ask("/de/")
    assert (reply.status, reply.headers["retry-after"]) == (503, "1")
    assert b"The first build is under way" in reply.body
    assert b"/_netzsite/live.js" in reply.body
    write_files(served.folder, OUTPUT)
    assert served.ask("/de/").status == 200


# -- Parts, and what is still the same ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "start", "stop"), [("bytes=0-9", 0, 10), ("bytes=1000-", 1000, 1024), ("bytes=-24", 1000, 1024)]
)
def test_a_part_of_a_pdf_is_served(served, asked, start, stop):
    """Viewers fetch the pages that they show."""
    reply = served.ask("/de/downloads/report.pdf", Range=asked)
    assert reply.status == 206
    assert reply.headers["content-range"] == f"bytes {start}-{stop - 1}/1024"
    assert reply.body == (served.folder / "de/downloads/report.pdf").read_bytes()[start:stop]


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5", "bytes=" + "9" * 5000 + "-"])
def test_a_range_that_is_not_understood_is_passed_over(served, asked):
    """The whole file is always right."""
    assert served.ask("/de/downloads/report.pdf", Range=asked).status == 200


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=9-3", "bytes=-0"])
def test_a_range_beyond_the_file_is_refused(served, asked):
    """The answer says how long the file is."""
    reply = served.ask("/de/downloads/report.pdf", Range=asked)
    assert (reply.status, reply.headers["content-range"]) == (416, "bytes */1024")


def test_what_is_still_the_same_is_not_sent_again(served):
    """A changed file is, and a part of a file that has changed meanwhile is the whole of it."""
    tag = served.ask("/assets/site.css").headers["etag"]
    assert served.ask("/assets/site.css", If_None_Match=tag).status == 304
    assert served.ask("/assets/site.css", Range="bytes=0-1", If_Range=tag).status == 206
    write_files(served.folder, {"assets/site.css": "body { color: red }\n"})
    assert served.ask("/assets/site.css", If_None_Match=tag).status == 200
    assert served.ask("/assets/site.css", Range="bytes=0-1", If_Range=tag).status == 200


def test_head_is_get_without_the_bytes(served):
    """Headers are the same but for the word that the script carries and the time."""
    for path in ("/de/", "/assets/site.css", "/nowhere", "/de"):
        got, head = served.ask(path), served.ask(path, "HEAD")
        assert head.body == b""
        assert head.status == got.status
        assert head.headers.keys() == got.headers.keys()
        assert head.headers["content-length"] == got.headers["content-length"]


# -- What is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/de/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/de/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "//secret.txt",
        "/de//index.html",
        "/link.txt",
        "/linked/secret.txt",
        "/circle",
        "/.hidden",
        "/de/index.html%00.css",
        "/de/index.html/",
        "/%ff",
        "/" + "a" * 5000,
        "http://127.0.0.1/secret.txt",
    ],
)
def test_nothing_outside_of_the_folder_is_served(served, path):
    """Neither by dots, however they are coded, nor through links."""
    outside = served.folder.parent
    write_files(outside, {"secret.txt": "secret"})
    (served.folder / "link.txt").symlink_to(outside / "secret.txt")
    (served.folder / "linked").symlink_to(outside)
    (served.folder / "circle").symlink_to("circle")
    (served.folder / ".hidden").write_text("secret", encoding="utf-8")
    reply = served.ask(path)
    assert reply.status == 404
    assert b"secret" not in reply.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_only_reading_is_allowed(served, method):
    """Everything else is answered with what is."""
    reply = served.ask("/de/", method)
    assert (reply.status, reply.headers["allow"], reply.headers["connection"]) == (405, "GET, HEAD", "close")


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9000", "127.1.2.3", "[::1]:8000"])
def test_names_of_this_machine_are_answered(served, host):
    """The port may be another: somebody forwards it."""
    assert served.ask("/de/", Host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "192.168.1.5", "0.0.0.0", "", "[::1", "a b", "x@localhost:1:2"]
)
def test_other_names_are_refused(served, host):
    """A page of another host whose name leads here reads nothing (DNS rebinding)."""
    assert served.ask("/de/", Host=host).status == 421
    assert served.ask("/_netzsite/events?path=/de/", Host=host).status == 421


def test_who_listens_everywhere_is_asked_by_number(tmp_path):
    """Names are still refused: a number cannot be made to lead elsewhere."""
    with hosted(write_files(tmp_path / "preview", OUTPUT), Audience(), "0.0.0.0", 0) as address:
        served = Served(tmp_path, Audience(), address.replace("0.0.0.0", "127.0.0.1"))
        assert served.ask("/de/", Host="192.168.1.5").status == 200
        assert served.ask("/de/", Host="evil.example").status == 421


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
        (b"GET\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 505),
        (b"GET / HTTP/1.0\r\n\r\n", 421),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n", 431),
    ],
)
def test_what_is_not_http_is_refused(served, capsys, request_bytes, status):
    """In a line of text; and the server goes on, in silence."""
    assert str(status).encode() in served.say(request_bytes).splitlines()[-1]
    assert served.ask("/de/").status == 200
    assert capsys.readouterr() == ("", "")


# -- Beginning and end -------------------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_a_message(served):
    """It names the next one."""
    name, port = served.place
    with pytest.raises(NetzsiteError) as raised, hosted(served.folder, Audience(), name, port):
        pass
    (problem,) = raised.value.problems
    assert str(problem).startswith(f"127.0.0.1:{port}: error[bad-address]: cannot listen here: Address already in use")
    assert "--port 0" in problem.hint


def test_an_address_of_another_machine_is_a_message(tmp_path):
    """Another port would not help."""
    with pytest.raises(NetzsiteError) as raised, hosted(tmp_path, Audience(), "203.0.113.1", 0):
        pass
    (problem,) = raised.value.problems
    assert problem.hint == "name an address of this machine with --host, or leave it out"


def test_it_ends_at_once_and_leaves_no_thread(tmp_path):
    """Though connections are open: some wait for the next question, some listen."""
    before = threading.active_count()
    with hosted(write_files(tmp_path / "preview", OUTPUT), Audience(), "127.0.0.1", 0) as address:
        place = Served(tmp_path, Audience(), address).place
        opened = [socket.create_connection(place, timeout=10) for _ in range(20)]
        for number, connection in enumerate(opened):
            path = b"/_netzsite/events?path=/de/" if number % 2 else b"/assets/site.css"
            connection.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert connection.recv(12) == b"HTTP/1.1 200"
        assert threading.active_count() > before + 20
    assert threading.active_count() == before
    for connection in opened:
        connection.close()

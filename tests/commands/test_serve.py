"""netzsite serve: what one types, what is printed, and how it ends."""

import re
import signal
from urllib.parse import urlsplit

import pytest

from tests.conftest import run_netzsite, write_files
from tests.serving.running import servings

pytestmark = pytest.mark.slow

PAGE = "---\ntitle: Über uns\n---\nText.\n"
BROKEN = "---\ntitel: Über uns\n---\nText.\n"


@pytest.fixture
def serving(make_site, pytestconfig):
    """Serve a small content folder."""
    with servings(make_site, pytestconfig.cache.mkdir("netzsite-serve")) as start:
        yield start


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_says_what_it_does_and_ends_cleanly(serving, ending):
    """Exit code 0, one last line, and nothing is left in the folder for temporary files."""
    running = serving({"pages/about.de.md": PAGE})
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", running.address)
    assert re.fullmatch(r"serve: \d+ files in [\d.]+ m?s; \d+ warnings?", running.line("serve: "))
    assert running.ask("/de/about.html")[0] == 200
    write_files(running.site, {"pages/about.de.md": PAGE.replace("Text", "Neu")})
    assert re.fullmatch(r"serve: \d+ files? in [\d.]+ m?s; \d+ warnings?", running.line(r"serve: \d+ file"))
    assert "Neu" in running.ask("/de/about.html")[1]
    running.process.send_signal(ending)
    assert running.line("serve: ") == "serve: stopped"
    assert running.process.wait(10) == 0
    assert running.output.read() == ""
    assert list(running.folder.iterdir()) == []


def test_problems_are_printed_as_check_prints_them(serving):
    """With the place and a hint; the pages stay until they are mended."""
    running = serving({"pages/about.de.md": BROKEN})
    assert running.line("unknown-key") == "content/pages/about.de.md:2:1: error[unknown-key]: " + (
        "'titel' is not a field of 'page'"
    )
    assert running.line("serve: ").startswith("serve: 2 errors")
    status, text = running.ask("/de/")
    assert status == 503
    assert "netzsite" in text
    write_files(running.site, {"pages/about.de.md": PAGE})
    running.line(r"serve: \d+ files")
    assert running.ask("/de/about.html")[0] == 200


def test_drafts_are_shown_unless_asked_not_to(serving):
    """The website of `build` is one option away."""
    draft = {"pages/about.de.md": PAGE.replace("---\n", "---\ndraft: true\n", 1)}
    running = serving(draft, "--no-drafts")
    running.line("files in")
    assert running.ask("/de/about.html")[0] == 404
    assert running.ask("/de/")[0] == 200


def test_a_port_that_is_taken_is_said(serving):
    """In one message, with a way out; the exit code is 1."""
    running = serving({"pages/about.de.md": PAGE})
    port = str(urlsplit(running.address).port)
    code, printed, errors = run_netzsite("serve", "--content", "content", "--port", port)
    assert code == 1
    said = f"127.0.0.1:{port}: error[bad-address]: cannot listen here: Address already in use\n  hint: "
    assert printed.startswith(said)
    assert errors == ""


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_a_port_that_is_none_is_a_wrong_command_line(port):
    """The message says what one is."""
    code, _, errors = run_netzsite("serve", f"--port={port}")
    assert code == 2
    assert f"'{port}' is not a port; write a number from 0 to 65535" in errors

"""netzsite.serving.audience: who hears what, by the stream of events that a browser opens."""

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode

import pytest

from netzsite.errors import Code, Problem, Spot
from netzsite.serving.preview import Refreshed

pytestmark = pytest.mark.slow  # talks to real servers and processes

MISTAKE = Problem(
    Spot("content/a.md", 3, 1), Code.BAD_DATE, "date: 'bald' is no date,\u2028or is it", "write YYYY-MM-DD"
)


def refreshed(*changed, problems=()):
    return Refreshed(frozenset(changed), tuple(problems), 0.01)


class Stream:
    """An open stream of events."""

    def __init__(self, connection: socket.socket) -> None:
        self._lines = connection.makefile("r", encoding="utf-8", newline="\n")

    def next(self):
        """Give the name and the data of the next event."""
        while not (line := self._lines.readline()).startswith("event: "):
            assert line, "the stream has ended"
        data = []
        while (part := self._lines.readline()) != "\n":
            data.append(part.removeprefix("data: "))
        return line.removeprefix("event: ").strip(), json.loads("".join(data))


@pytest.fixture
def listen(served):
    """Open pages and listen as their scripts do; what is given is for `with`: an address becomes a stream of events."""

    @contextmanager
    def opened(path, mark=None) -> Iterator[Stream]:
        if mark is None:
            (found,) = re.findall(rb'data-mark="([^"]*)"', served.ask(path).body)
            mark = found.decode()
        query = urlencode({"path": path, "mark": mark})
        with socket.create_connection(served.place, timeout=10) as connection:
            connection.sendall(f"GET /_netzsite/events?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            yield Stream(connection)
            connection.shutdown(socket.SHUT_RDWR)

    return opened


def test_a_page_that_is_as_it_was_hears_only_that_nothing_is_wrong(listen):
    """It begins with the problems that there are."""
    with listen("/de/") as stream:
        assert stream.next() == ("problems", [])


def test_a_page_hears_that_it_has_changed(served, listen):
    """So does whoever looks at its index by name."""
    with listen("/de/") as one, listen("/de/index.html") as other:
        assert one.next()[0] == other.next()[0] == "problems"
        served.audience.tell(refreshed("de/index.html", "en/index.html"))
        for stream in (one, other):
            name, told = stream.next()
            assert (name, told["page"], told["files"]) == ("change", True, [])


def test_a_page_hears_nothing_of_other_pages(served, listen):
    """But of style sheets, pictures and the like, because it may show them."""
    with listen("/de/") as stream:
        stream.next()
        served.audience.tell(refreshed("en/index.html"))
        assert stream.next() == ("problems", [])
        served.audience.tell(refreshed("en/index.html", "assets/site.css"))
        name, told = stream.next()
        assert (name, told["page"], told["files"]) == ("change", False, ["assets/site.css"])


def test_a_page_that_is_not_there_hears_of_every_change(served, listen):
    """It may be there now."""
    with listen("/de/new.html") as stream:
        stream.next()
        served.audience.tell(refreshed("en/index.html"))
        assert stream.next()[1]["page"] is True


def test_a_page_hears_what_it_has_missed(served, listen):
    """What happened while it was in the background, or before its script ran."""
    served.audience.tell(refreshed("en/index.html"))
    mark = served.audience.mark
    served.audience.tell(refreshed("de/index.html"))
    with listen("/de/", mark) as late, listen("/en/", mark) as in_time:
        name, told = late.next()
        assert (name, told["page"], told["mark"]) == ("change", True, served.audience.mark)
        assert in_time.next() == ("problems", [])


@pytest.mark.parametrize("mark", ["0badcafe.0", "", "{run}", "{run}.", "{run}.x", "{run}." + "9" * 5000])
def test_a_page_of_another_server_is_to_be_loaded_again(served, listen, mark):
    """Whoever starts the server again sees the page come back by itself; so does a mark that nobody made."""
    with listen("/de/", mark.replace("{run}", served.audience.mark.partition(".")[0])) as stream:
        name, told = stream.next()
        assert (name, told["page"]) == ("change", True)


def test_problems_are_told_and_taken_back(served, listen):
    """With file, line, column, code, message and hint; a page that is opened later hears of them, too."""
    with listen("/de/") as stream:
        stream.next()
        served.audience.tell(refreshed(problems=[MISTAKE]))
        expected = {
            "file": "content/a.md",
            "line": 3,
            "column": 1,
            "severity": "error",
            "code": "bad-date",
            "message": MISTAKE.message,
            "hint": MISTAKE.hint,
        }
        assert stream.next() == ("problems", [expected])
        with listen("/en/") as later:
            assert later.next() == ("problems", [expected])
        served.audience.tell(refreshed())
        assert stream.next() == ("problems", [])


def test_the_pages_that_are_open_are_known(served, listen):
    """They are done first; when nobody looks, the last one that somebody looked at."""
    assert served.audience.open_pages() == frozenset()
    with listen("/en/") as one:
        one.next()
        with listen("/de/news/") as other:
            other.next()
            assert served.audience.open_pages() == {"en/index.html", "de/news/index.html"}
    until = time.monotonic() + 10
    while served.audience.open_pages() != {"de/news/index.html"}:
        assert time.monotonic() < until


@pytest.mark.slow
def test_many_pages_listen_at_once(served, listen):
    """A hundred tabs hear of a change."""
    with ExitStack() as stack:
        streams = [stack.enter_context(listen("/de/", served.audience.mark)) for _ in range(100)]
        for stream in streams:
            stream.next()
        served.audience.tell(refreshed("de/index.html"))
        assert all(stream.next()[1]["page"] for stream in streams)

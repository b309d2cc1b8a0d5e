"""Turns what a refresh did into messages to the pages that are open in browsers."""

import json
import re
import secrets
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock

from netzsite.errors import Problem
from netzsite.reporting import Format, format_problems
from netzsite.serving.preview import Refreshed

_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, eq=False, slots=True)
class _Listener:
    """An open page: where it listens, and its path below the folder; None if there is no such page."""

    connection: socket.socket
    page: str | None


class Audience:
    """The pages that are open, and all that has changed since the first of them was opened.

    A state of the output has a number. A page says of which state it is when it begins to listen, and hears at once
    what it has missed: pages in the background do not listen, because browsers open six connections to a host only.
    """

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._state = 0
        self._changed: dict[str, int] = {}  # path -> the state that it changed with
        self._problems: tuple[Problem, ...] = ()
        self._listeners: list[_Listener] = []
        self._last: str | None = None
        self._lock = Lock()

    @property
    def mark(self) -> str:
        """Name the state that a page is of that is served now."""
        return f"{self._run}.{self._state}"

    def open_pages(self) -> frozenset[str]:
        """Give the paths of the pages that somebody looks at, or of the last one."""
        with self._lock:
            pages = {listener.page for listener in self._listeners} or {self._last}
            return frozenset(page for page in pages if page is not None)

    def tell(self, refreshed: Refreshed) -> None:
        """Tell each page what has changed and what is to be mended."""
        with self._lock:
            self._state += bool(refreshed.changed)
            self._changed |= dict.fromkeys(refreshed.changed, self._state)
            self._problems = refreshed.problems
            for listener in self._listeners:
                self._send(listener, refreshed.changed)

    @contextmanager
    def joined(self, connection: socket.socket, page: str | None, mark: str) -> Iterator[None]:
        """Tell a page what it has missed, and from now on what changes, as long as the block lasts.

        Args:
            connection: takes server-sent events.
            page: its path below the folder; None if there is no such page.
            mark: the state that it is of.
        """
        listener = _Listener(connection, page)
        run, _, state = mark.partition(".")
        is_other = run != self._run or not _NUMBER.fullmatch(state)  # of a server that has ended
        with self._lock:
            self._listeners.append(listener)
            self._last = page
            missed = [path for path, since in self._changed.items() if is_other or since > int(state)]
            self._send(listener, missed, is_other=is_other)
        try:
            yield
        finally:
            with self._lock:
                self._listeners.remove(listener)

    def _send(self, listener: _Listener, changed: Collection[str], *, is_other: bool = False) -> None:
        """Send what concerns a page; one that has gone is noticed where it is waited for."""
        is_page = is_other or listener.page in changed or (listener.page is None and bool(changed))
        files = sorted(path for path in changed if not path.endswith(".html"))
        messages = [("problems", format_problems(self._problems, Format.JSON))]
        if is_page or files:
            messages.insert(0, ("change", json.dumps({"mark": self.mark, "page": is_page, "files": files})))
        with suppress(OSError):
            listener.connection.sendall(b"".join(_event(name, data) for name, data in messages))


def _event(name: str, data: str) -> bytes:
    """Write a server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
    lines = "".join(f"data: {line}\n" for line in data.split("\n"))
    return f"event: {name}\n{lines}\n".encode()

"""A folder served on a free port, asked by http.client."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from netzsite.serving.audience import Audience
from netzsite.serving.host import hosted
from tests.conftest import Files, write_files

PAGE = '<!doctype html>\n<html lang="{lang}">\n<head>\n<title>{title}</title>\n</head>\n<body>Grüße</body>\n</html>\n'


def page(title: str, lang: str = "de") -> str:
    """Write a page."""
    return PAGE.format(title=title, lang=lang)


OUTPUT: Files = {
    "index.html": page("root"),
    "de/index.html": page("Start"),
    "de/404.html": page("Nicht gefunden"),
    "de/news/index.html": page("Aktuelles"),
    "en/404.html": page("Not found", "en"),
    "en/index.html": page("Home", "en"),
    "assets/site.css": "body { color: black }\n",
    "assets/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "de/downloads/report.pdf": bytes(range(256)) * 4,
}


@dataclass(frozen=True)
class Reply:
    """What the server answered; names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Served:
    """A running server: its folder, its audience and where it listens."""

    folder: Path
    audience: Audience
    address: str

    @property
    def place(self) -> tuple[str, int]:
        """Give host and port."""
        parts = urlsplit(self.address)
        return str(parts.hostname), int(parts.port or 0)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """Ask for a path, written as it is; underscores in names of headers become hyphens."""
        connection = HTTPConnection(*self.place, timeout=10)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            return Reply(
                response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
            )
        finally:
            connection.close()

    def say(self, request: bytes) -> bytes:
        """Send bytes that need not be HTTP, and read until the server hangs up."""
        with socket.create_connection(self.place, timeout=10) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65_536), b""))


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Served]]:
    """Serve a folder: `serve(folder)`."""
    running = []

    def start(folder: Path) -> Served:
        audience = Audience()
        host = hosted(folder, audience, "127.0.0.1", 0)
        running.append(host)
        return Served(folder, audience, host.__enter__())

    yield start
    for host in running:
        host.__exit__(None, None, None)


@pytest.fixture
def served(serve: Callable[[Path], Served], tmp_path: Path) -> Served:
    """Serve a small output."""
    return serve(write_files(tmp_path / "preview", OUTPUT))

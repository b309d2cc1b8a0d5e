"""Turns a folder into a website on this machine: a thread for each connection, a stream of messages for each page."""

import errno
import socket
import socketserver
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import parse_qs, urlsplit

from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.hosting import security_headers
from netzsite.serving.addresses import find, is_own
from netzsite.serving.answers import Answer, answer, plain
from netzsite.serving.audience import Audience
from netzsite.serving.live import EVENTS
from netzsite.serving.searching import PreviewIndex

_PATIENCE_S = 5
"""How long a page that listens may take to read a message, so that one that hangs does not hold up the others."""


_Connection = socket.socket | tuple[bytes, socket.socket]


class Host(socketserver.ThreadingTCPServer):
    """A web server for a folder; it knows its open connections, so that it can end at once."""

    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, bound: tuple[str, int], folder: Path, audience: Audience) -> None:
        self.address_family, *_, address = socket.getaddrinfo(*bound, type=socket.SOCK_STREAM)[0]
        super().__init__((str(address[0]), bound[1]), _Handler)
        self.name, self.folder, self.audience = bound[0], folder, audience
        self.index = PreviewIndex(folder)
        self._connections: set[socket.socket] = set()
        self._lock = Lock()

    @property
    def address(self) -> str:
        """Give what one types into a browser."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        return f"http://{name}:{self.server_address[1]}/"

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        """Remember a connection, and start its thread."""
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        """Forget a connection, and close it."""
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: _Connection, client_address: object) -> None:
        """Say nothing of a browser that has hung up."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def end(self) -> None:
        """Stop listening, close every connection and wait for the threads."""
        self.shutdown()
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()


@contextmanager
def hosted(folder: Path, audience: Audience, name: str, port: int) -> Iterator[str]:
    """Serve a folder as long as the block lasts, and give the address.

    Args:
        folder: need not be there yet.
        audience: hears which pages are open.
        name: address or name of this machine to listen at.
        port: 0 chooses a free one.

    Raises:
        NetzsiteError: one cannot listen there.
    """
    try:
        host = Host((name, port), folder, audience)
    except OSError as error:
        raise NetzsiteError(_refused_address(name, port, error)) from None
    thread = Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05}, name="host")
    thread.start()
    try:
        yield host.address
    finally:
        host.end()
        thread.join()


def _refused_address(name: str, port: int, error: OSError) -> Problem:
    hint = f"try --port {port + 1 if 1023 < port < 65535 else 8000}, or --port 0 for any that is free"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        hint = "name an address of this machine with --host, or leave it out"
    return Problem(Spot(f"{name}:{port}"), Code.BAD_ADDRESS, f"cannot listen here: {error.strerror}", hint)


class _Handler(BaseHTTPRequestHandler):
    """Reads requests of one connection and answers them."""

    server: Host
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "netzsite", ""
    disable_nagle_algorithm = True
    timeout = 60

    def parse_request(self) -> bool:
        """Read a request, and refuse what is not for us."""
        return super().parse_request() and not self._is_refused()

    def _is_refused(self) -> bool:
        if self.command not in ("GET", "HEAD"):
            self.close_connection = True  # a body may follow
            self._send(plain(HTTPStatus.METHOD_NOT_ALLOWED, Allow="GET, HEAD"))
        elif not is_own(self.headers.get("Host", ""), self.server.name):
            self._send(plain(HTTPStatus.MISDIRECTED_REQUEST))
        else:
            return False
        return True

    def do_GET(self) -> None:
        """Answer with a file, or begin to tell what changes."""
        if self.path.partition("?")[0] == EVENTS:
            self._tell()
        else:
            self.do_HEAD()

    def do_HEAD(self) -> None:
        """Answer; what is only asked for its headers gets no bytes."""
        host = self.server
        self._send(answer(host.folder, self.path, self.headers, host.audience.mark, host.index))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is not HTTP."""
        self.close_connection = True
        self._send(plain(HTTPStatus(code)))

    def _send(self, answered: Answer) -> None:
        headers = {**answered.headers, **security_headers(answered.policy)}
        if answered.status is not HTTPStatus.NOT_MODIFIED:
            headers["Content-Length"] = str(len(answered.body))
        self._begin(answered.status, headers)
        if self.command != "HEAD":
            self.wfile.write(answered.body)

    def _begin(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        """Send status and headers."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _tell(self) -> None:
        """Send events until the browser closes the page."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        page = find(self.server.folder, asked.get("path", ""))
        self.close_connection = True
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", **security_headers()}
        self._begin(HTTPStatus.OK, headers)
        self.connection.settimeout(_PATIENCE_S)
        with self.server.audience.joined(self.connection, page, asked.get("mark", "")):
            while not self._has_hung_up():
                pass

    def _has_hung_up(self) -> bool:
        """Wait a while for the end of the connection; a browser that listens sends nothing else."""
        try:
            return not self.connection.recv(1)
        except TimeoutError:
            return False

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

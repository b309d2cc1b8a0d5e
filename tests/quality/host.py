"""Turns the output into a website as a careful host would: compressed, with the headers of `netzsite.hosting`."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from netzsite.hosting import SEARCHING, cache_control, content_type, security_headers
from netzsite.serving.addresses import find, folder_address, missing_page

_IS_TEXT = ("text/", "application/json", "application/xml", "application/rss", "application/atom", "image/svg")


@dataclass(frozen=True, slots=True)
class Served:
    """A file as it is sent: its bytes, compressed if it is a text, its headers, and what it may load beside others."""

    body: bytes
    headers: dict[str, str]
    further: Mapping[str, str]


@cache
def served(path: Path, takes_brotli: bool) -> Served:
    """Read a file once, with the copy that was published for those who take it, or else compress it."""
    data = path.read_bytes()
    headers = {"Content-Type": content_type(path.name), "Cache-Control": cache_control(path.name)}
    headers["ETag"] = f'"{hashlib.sha256(data).hexdigest()[:20]}"'
    further = SEARCHING if b"nz-page--search" in data else {}
    if headers["Content-Type"].startswith(_IS_TEXT):
        copy = path.with_name(f"{path.name}.br")
        is_brotli = takes_brotli and copy.is_file()
        headers |= {"Content-Encoding": "br" if is_brotli else "gzip", "Vary": "Accept-Encoding"}
        data = copy.read_bytes() if is_brotli else gzip.compress(data, 6, mtime=0)
    return Served(data, headers, further)


class _Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "host", ""
    disable_nagle_algorithm = True
    folder = Path()
    further: Mapping[str, str] = {}

    def do_GET(self) -> None:
        """Send a file, or the page that is shown where there is none."""
        found, status = find(self.folder, self.path), HTTPStatus.OK
        moved = None if found else folder_address(self.folder, self.path)
        if moved:
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": moved, **security_headers()})
            return
        if found is None:
            found, status = missing_page(self.folder, self.path), HTTPStatus.NOT_FOUND
        assert found is not None
        file = served(self.folder / found, "br" in self.headers.get("Accept-Encoding", ""))
        if status is HTTPStatus.OK and self.headers.get("If-None-Match") == file.headers["ETag"]:
            kept = {name: file.headers[name] for name in ("ETag", "Cache-Control")}
            self._send(HTTPStatus.NOT_MODIFIED, b"", kept)
        else:
            self._send(status, file.body, {**file.headers, **security_headers({**file.further, **self.further})})

    def _send(self, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """A server whose connections may be broken off by the browser."""

    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that has hung up."""


@contextmanager
def hosted(folder: Path, further: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a folder as long as the block lasts, and give the address.

    Args:
        folder: the output.
        further: what pages may load beside what the policy allows: directive -> sources.
    """
    handler = type("Handler", (_Handler,), {"folder": folder, "further": further or {}})
    server = _Server(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()

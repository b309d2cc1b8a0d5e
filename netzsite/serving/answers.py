"""Turns what a browser asks for into what it gets: status, headers and bytes."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from pathlib import Path

from netzsite.errors import NetzsiteError
from netzsite.hosting import ASK_EACH_TIME, SEARCHING, content_type
from netzsite.serving.addresses import find, folder_address, missing_page
from netzsite.serving.live import own_file, waiting_page, with_script
from netzsite.serving.searching import PreviewIndex

_SCRIPT = b"<script src="
"""What only the page for searching has."""

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent.

    Attributes:
        policy: what the page may load beside what the website's policy allows: directive -> sources.
    """

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    policy: Mapping[str, str] = field(default_factory=dict)


def answer(folder: Path, address: str, asked: Message, mark: str, index: PreviewIndex) -> Answer:
    """Answer as a web host would, with the live script in each page.

    Args:
        folder: the output; it need not be there yet.
        address: path and query as they were sent.
        asked: headers of the request.
        mark: names the state that the pages are of.
        index: what their search looks words up in.
    """
    own = own_file(address)
    if own is not None:
        return _file(own.name, own.read_bytes(), asked)
    if not folder.is_dir():
        return _page(HTTPStatus.SERVICE_UNAVAILABLE, waiting_page(), mark, {"Retry-After": "1"})
    try:
        found = index.find(address, mark)
        return _file(*found, asked) if found is not None else _published(folder, address, asked, mark)
    except (FileNotFoundError, NetzsiteError):  # a build has just put another output in its place; there is no Pagefind
        return plain(HTTPStatus.SERVICE_UNAVAILABLE, **{"Retry-After": "1"})


def plain(status: HTTPStatus, **headers: str) -> Answer:
    """Say no in one line."""
    text = f"{status.value} {status.phrase}\n".encode()
    return Answer(status, text, {"Content-Type": content_type("answer.txt"), "Cache-Control": "no-store", **headers})


def _published(folder: Path, address: str, asked: Message, mark: str) -> Answer:
    found = find(folder, address)
    if found is None:
        return _missing(folder, address, mark)
    data = (folder / found).read_bytes()
    return _page(HTTPStatus.OK, data, mark) if found.endswith(".html") else _file(found, data, asked)


def _missing(folder: Path, address: str, mark: str) -> Answer:
    redirected = folder_address(folder, address)
    if redirected is not None:
        return plain(HTTPStatus.MOVED_PERMANENTLY, Location=redirected)
    page = missing_page(folder, address)
    if page is None:
        return plain(HTTPStatus.NOT_FOUND)
    return _page(HTTPStatus.NOT_FOUND, (folder / page).read_bytes(), mark)


def _page(status: HTTPStatus, data: bytes, mark: str, further: Mapping[str, str] | None = None) -> Answer:
    nonce = secrets.token_urlsafe(12)
    headers = {"Content-Type": content_type("page.html"), "Cache-Control": "no-store", **(further or {})}
    policy = {"script-src": f"'nonce-{nonce}'", "connect-src": "'self'"}
    if _SCRIPT in data:
        policy = {"script-src": f"{policy['script-src']} {SEARCHING['script-src']}", "connect-src": "'self'"}
    return Answer(status, with_script(data, mark, nonce), headers, policy)


def _file(path: str, data: bytes, asked: Message) -> Answer:
    """Answer with a file, a part of it, or with the word that it is still the same (RFC 9110, sections 13 and 14)."""
    tag = f'"{hashlib.sha256(data).hexdigest()[:20]}"'
    headers = {"Cache-Control": ASK_EACH_TIME, "ETag": tag}
    if tag in asked.get("If-None-Match", ""):
        return Answer(HTTPStatus.NOT_MODIFIED, b"", headers)
    headers |= {"Content-Type": content_type(path), "Accept-Ranges": "bytes"}
    wanted = asked.get("Range", "") if asked.get("If-Range", tag) == tag else ""
    if (found := _RANGE.fullmatch(wanted)) is None or found[0] == "bytes=-":
        return Answer(HTTPStatus.OK, data, headers)
    return _part(data, found[1], found[2], headers)


def _part(data: bytes, first: str, last: str, headers: Mapping[str, str]) -> Answer:
    """Answer with the bytes from the first to the last, to the end, or with so many at the end."""
    size = len(data)
    start = int(first) if first else max(size - int(last), 0)
    stop = min(int(last) + 1, size) if first and last else size
    if start >= stop:
        return plain(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, **{"Content-Range": f"bytes */{size}"})
    part = {"Content-Range": f"bytes {start}-{stop - 1}/{size}"}
    return Answer(HTTPStatus.PARTIAL_CONTENT, data[start:stop], {**headers, **part})

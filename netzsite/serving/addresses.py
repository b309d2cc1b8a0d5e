"""Turns the address that a browser asks for into a file of the served folder, and into no other file."""

import re
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, unquote

_HIDDEN_OR_UP = re.compile(r"(?:^|/)\.|//|^/|[\x00-\x1f\x7f\\]")
"""Hidden files, `..`, empty names, and characters that no published file has in its name."""

_LANGUAGE = re.compile(rb'<html lang="([A-Za-z-]+)"')

_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+))(?::\d+)?")
"""A name or a number, and a port (RFC 9110, section 7.2)."""


def find(folder: Path, address: str) -> str | None:
    """Give the path below the folder of the file that an address leads to; None if it leads to none."""
    path = _path(address)
    if path is None:
        return None
    path += "index.html" if path.endswith("/") or not path else ""
    return path if _is_inside(folder, path) else None


def folder_address(folder: Path, address: str) -> str | None:
    """Give the right address of a folder with an index that was asked for without its slash; None otherwise."""
    path = _path(address)
    if not path or path.endswith("/") or not _is_inside(folder, f"{path}/index.html"):
        return None
    query = address.partition("?")[2]
    return f"/{quote(path)}/" + (f"?{query}" if query else "")


def missing_page(folder: Path, address: str) -> str | None:
    """Give the path of the page that is shown where there is none: in the address's language, else in the default."""
    languages = [(_path(address) or "").partition("/")[0]]
    if _is_inside(folder, "index.html"):  # it leads to the default language, and is written in it
        languages += [found.decode() for found in _LANGUAGE.findall((folder / "index.html").read_bytes())]
    paths = (f"{lang}/404.html" for lang in languages)
    return next((path for path in paths if _is_inside(folder, path)), None)


def _path(address: str) -> str | None:
    """Give the path that an address names; None if no file can have it."""
    name = address.partition("?")[0]
    if not name.startswith("/"):
        return None
    try:
        path = unquote(name[1:], errors="strict")
    except UnicodeDecodeError:
        return None
    return None if _HIDDEN_OR_UP.search(path) else path


def _is_inside(folder: Path, path: str) -> bool:
    """Tell whether a path is a file that lies below the folder, wherever links lead."""
    try:
        file = (folder / path).resolve(strict=True)
        return file.is_file() and file.is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # not there, too long, or a circle of links
        return False


def is_own(host: str, bound: str) -> bool:
    """Tell whether a Host header names this server.

    A page of another host whose name suddenly leads here (DNS rebinding) asks under its own name, and is refused.

    Args:
        host: the header, with or without a port.
        bound: the name or number that the server listens at.
    """
    found = _HOST.fullmatch(host)
    name = (found[1] or found[2]).lower() if found else ""
    if name and name in ("localhost", bound.lower()):
        return True
    try:
        number = ip_address(name)
        return number.is_loopback or ip_address(bound).is_unspecified
    except ValueError:
        return False

"""Turns an entry and a language into the path of its page, and paths into links.

A path is relative to the output folder, with forward slashes: `de/mitglieder/hzi.html`. Pages link relatively, so that
the output works from any host, below any folder and from a disk.
"""

import posixpath
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial
from urllib.parse import quote

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def slug(words: str) -> str:
    """Write words as a part of a URL, without umlauts and accents: `Über uns` becomes `ueber-uns`."""
    composed = unicodedata.normalize("NFC", words.lower()).translate(_WRITTEN_OUT)
    plain = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", composed))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def home_path(lang: str) -> str:
    """Give the path of the home page in a language."""
    return f"{lang}/index.html"


def list_path(lang: str, segment: str) -> str:
    """Give the path of the list of a kind; `segment` is the kind's part of the URL in that language."""
    return f"{lang}/{segment}/index.html"


def entry_path(lang: str, segment: str, entry_id: str) -> str:
    """Give the path of an entry's page; pages of their own have no segment."""
    return f"{lang}/{segment}/{entry_id}.html" if segment else f"{lang}/{entry_id}.html"


def relative_link(target: str, page: str) -> str:
    """Link from one path of the output to another, keeping a fragment."""
    return _link_from(target, posixpath.dirname(page))


@lru_cache(maxsize=1024)
def links_from(folder: str) -> Callable[[str], str]:
    """Give the function that links from the pages of a folder: the same for all of them."""
    return partial(_link_from, folder=folder)


@lru_cache(maxsize=65_536)
def _link_from(target: str, folder: str) -> str:
    """Link from a folder: the pages of one share their menus' links."""
    path, hash_sign, fragment = target.partition("#")
    ours, theirs = folder.split("/") if folder else [], path.split("/")
    shared = 0
    while shared < min(len(ours), len(theirs) - 1) and ours[shared] == theirs[shared]:
        shared += 1
    return quote("/".join([".."] * (len(ours) - shared) + theirs[shared:])) + hash_sign + fragment


@lru_cache(maxsize=16)
def links_below(base_url: str) -> Callable[[str], str]:
    """Give the function that links with full URLs: the same for all that is published there."""
    return partial(absolute_link, base_url=base_url)


def absolute_link(target: str, base_url: str) -> str:
    """Give the full URL of a path of the output; an index page is named by its folder."""
    path, hash_sign, fragment = target.partition("#")
    return f"{base_url.rstrip('/')}/{_quoted(path.removesuffix('index.html'))}{hash_sign}{fragment}"


@lru_cache(maxsize=4_096)
def _quoted(path: str) -> str:
    """Write a path as a part of a URL: a page says its own address, and those of what it names, several times."""
    return quote(path)

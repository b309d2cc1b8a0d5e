"""Looks at what a tool has written: whether every document became a page and is listed, and how much it is."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import documents
from benchmarks.measure import MeasurementError
from benchmarks.peer import Peer


@dataclass(frozen=True, slots=True)
class Written:
    """How much a tool has written: HTML pages, all files, their bytes."""

    pages: int
    files: int
    size: int


def check_pages(peer: Peer, output: Path, number: int) -> None:
    """Make sure that every document has a page with its text, is listed, and that home page and feed are complete.

    Raises:
        MeasurementError: something is missing.
    """
    lists: dict[str, str] = {}
    newest: list[str] = []
    for each in documents(number):
        if each.mark not in _read(output / peer.page(each)):
            raise MeasurementError(f"{peer.name}: '{each.mark}' is not in {peer.page(each)}")
        name = peer.listing(each)
        lists[name] = lists[name] if name in lists else _read(output / name)
        if each.title not in lists[name]:
            raise MeasurementError(f"{peer.name}: '{each.title}' is not in {name}")
        newest = [*newest, each.title][-50:] if each.section == "news" else newest
    home, feed = _read(output / peer.home()), _read(output / peer.feed())
    absent = [title for title in newest[-peer.newest :] if title not in home] + [
        title for title in newest if title not in feed
    ]
    if absent or feed.count("<item>") != len(newest):
        raise MeasurementError(f"{peer.name}: the home page or the feed misses {absent or 'something'}")


def check_edit(peer: Peer, output: Path, page: str, words: str) -> None:
    """Make sure that an edit has reached the page and the feed.

    Raises:
        MeasurementError: it has not.
    """
    for name in (page, peer.feed()):
        if words not in _read(output / name):
            raise MeasurementError(f"{peer.name}: '{words}' is not in {name}")


def count(output: Path) -> Written:
    """Count what lies below a folder."""
    files = [path for path in output.rglob("*") if path.is_file()]
    return Written(
        sum(path.suffix == ".html" for path in files), len(files), sum(path.stat().st_size for path in files)
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""

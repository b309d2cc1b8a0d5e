"""Turns the arguments that several verbs share into the settings of a run."""

import argparse
import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from netzsite.reporting import Format
from netzsite.settings import CLUSTER, Settings, count_cores


class Names(Collection[str]):
    """The words that an argument may be, found out when the first one is looked up: that loads much."""

    def __init__(self, find: Callable[[], Collection[str]]) -> None:
        self._find = find

    def __contains__(self, name: object) -> bool:
        return name in self._find()

    def __iter__(self) -> Iterator[str]:
        return iter(self._find())

    def __len__(self) -> int:
        return len(self._find())


def add_content_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what both checking and building need to know."""
    add_source_arguments(parser)
    parser.add_argument("--drafts", action="store_true", help="show drafts too")
    parser.add_argument("--strict", action="store_true", help="take warnings for errors")
    parser.add_argument(
        "--format",
        type=Format,
        choices=list(Format),
        default=Format.TEXT,
        metavar="FORMAT",
        help="how problems are printed: text, json or github (default: text)",
    )


def add_source_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what everything is made from."""
    _add_content_argument(parser)
    parser.add_argument(
        "--theme",
        type=Path,
        default=None,
        metavar="FOLDER",
        help="the theme's folder (default: themes/bioregion beside the content)",
    )
    _add_today_argument(parser)


def add_reading_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what reading the content needs."""
    add_cache_arguments(parser)
    _add_today_argument(parser)


def _add_today_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--today",
        type=parse_moment,
        default=None,
        metavar="DATE",
        help="look at the content as on this day: YYYY-MM-DD or YYYY-MM-DDTHH:MM (default: now)",
    )


def add_output_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what building needs to know beside."""
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("public"),
        metavar="FOLDER",
        help="the folder to publish to (default: public)",
    )
    add_cache_argument(parser)
    parser.add_argument("--no-cache", action="store_true", help="render everything, keep nothing")
    parser.add_argument(
        "--workers",
        type=parse_workers,
        default=None,
        metavar="N",
        help="render in N processes side by side (default: one for each core), or on a cluster: dask://host:port",
    )
    only = parser.add_argument("--only", action="append", choices=Names(_media), default=[], metavar="MEDIUM")
    # A help text that is set later is filled in when it is printed, in every version of Python.
    only.help = "build only this medium and keep the others as they are; can be repeated (%(choices)s)"


def _media() -> Collection[str]:
    from netzsite.all_media import MEDIA

    return [medium.NAME for medium in MEDIA]


def add_cache_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what finding the cache needs."""
    _add_content_argument(parser)
    add_cache_argument(parser)


def add_cache_argument(parser: argparse.ArgumentParser) -> None:
    """Declare where the cache is."""
    parser.add_argument(
        "--cache",
        type=Path,
        default=None,
        metavar="FOLDER",
        help="keep what was rendered here, so that only changes are rendered again (default: .netzsite-cache)",
    )


def _add_content_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--content", type=Path, default=Path("content"), metavar="FOLDER", help="the content folder (default: content)"
    )


def parse_moment(text: str) -> dt.datetime:
    """Read a day, or a day with a time, in the network's time zone."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2})?", text):
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(f"'{text}' is not a date; write YYYY-MM-DD, for example 2026-03-10")


def parse_instant(text: str) -> dt.datetime:
    """Read a day, or a day with a time, in the network's time zone or, as programs write it, with a zone of its own."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})", text):
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            pass
    return parse_moment(text)


def parse_workers(text: str) -> int | str:
    """Read a number of processes, or the address of a cluster."""
    if re.fullmatch(r"[1-9]\d{0,2}", text):
        return int(text)
    if re.fullmatch(re.escape(CLUSTER) + r"[^/\s]+:\d+", text):
        return text
    raise argparse.ArgumentTypeError(f"'{text}' is neither a number of processes nor an address {CLUSTER}host:port")


def make_settings(arguments: argparse.Namespace) -> Settings:
    """Gather the settings of a run; without a theme, the one beside the content, else the one that is installed."""
    return Settings(
        arguments.content,
        getattr(arguments, "theme", None) or find_theme(arguments.content),
        getattr(arguments, "output", Path("public")),
        arguments.today,
        getattr(arguments, "drafts", False),
        tuple(getattr(arguments, "only", ())),
        getattr(arguments, "strict", False),
        find_cache(arguments),
        getattr(arguments, "workers", None) or count_cores(),
    )


def find_cache(arguments: argparse.Namespace) -> Path | None:
    """Give the folder of the cache; None where it is switched off or not needed."""
    if getattr(arguments, "no_cache", False):
        return None
    cache: Path | None = getattr(arguments, "cache", None)
    return cache or arguments.content.absolute().parent / ".netzsite-cache"


def find_theme(content: Path) -> Path:
    """Find the default theme: `themes/bioregion` beside the content folder, else the copy inside the package."""
    beside = content.absolute().parent / "themes" / "bioregion"
    if beside.is_dir():
        return beside
    package = Path(__file__).parent
    installed = package / "_themes" / "bioregion"
    return installed if installed.is_dir() else package.parent / "themes" / "bioregion"

"""The verb `cache`: says how much is kept from earlier builds, or clears it."""

import argparse

from netzsite.arguments import add_cache_arguments, find_cache
from netzsite.engine.cache import Cache

NAME = "cache"
HELP = "show how much is kept from earlier builds, or clear it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_cache_arguments(parser)
    parser.add_argument(
        "--clear", action="store_true", help="drop everything that is kept; the next build takes longer"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the size, or clear the cache."""
    folder = find_cache(arguments)
    with Cache(folder) as cache:
        entries, size = cache.size()
        oldest = cache.oldest()
        if arguments.clear:
            if folder is not None:
                from netzsite.serving.place import clear_previews  # only where something is cleared

                clear_previews(folder)
            cache.clear()
    since = f", the oldest used on {oldest}" if oldest is not None else ""
    held = f"{entries} entries, {_megabytes(size)} of {_megabytes(cache.limit)} MB{since}"
    print(f"cache: {folder}: {held}{'; cleared' if arguments.clear else ''}")
    for note in cache.notes:
        print(f"cache: {note}")
    return 0


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"

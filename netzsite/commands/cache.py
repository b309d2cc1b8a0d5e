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
    cache = Cache(folder)
    files, size = cache.size()
    if arguments.clear:
        cache.clear()
    print(f"cache: {folder}: {files} files, {size / 1_000_000:.1f} MB{' cleared' if arguments.clear else ''}")
    return 0

"""How long tests take: what comes first, how often chance tries, and what is made once for all."""

import os
from functools import cache
from pathlib import Path

import jinja2
import pytest
from hypothesis import HealthCheck, settings
from jinja2.bccache import Bucket

from netzsite.render import charts, pictures

THOROUGH = "NETZSITE_THOROUGH" in os.environ
"""Whether `make test-thorough` asked for all that chance can find."""

settings.register_profile(
    "netzsite",
    max_examples=25,
    deadline=None,
    derandomize="CI" in os.environ,  # a merge is judged by the same examples each time; people try new ones
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("netzsite")


def examples(count: int, thorough: int) -> settings:
    """Try so many examples of what takes long, and more in a thorough run."""
    return settings(max_examples=thorough if THOROUGH else count)


BUILDING = frozenset({"build_once", "build_site", "make_website", "public", "published", "quick_website"})


def mark_slow(items: list[pytest.Item]) -> None:
    """Mark the tests that build media."""
    for item in items:
        if not BUILDING.isdisjoint(_needed(item)):
            item.add_marker(pytest.mark.slow)


def sort(items: list[pytest.Item]) -> None:
    """Put modules first that look at the demonstration, then those with slow tests; else they stay as they are.

    A process that has nothing left to do takes over what another would do last: then that is quick.
    """
    efforts: dict[Path, int] = {}
    for item in items:
        effort = 2 * ("public" in _needed(item)) or any(map(item.get_closest_marker, ("slow", "pdf", "browser")))
        efforts[item.path] = max(effort, efforts.get(item.path, 0))
    items.sort(key=lambda item: -efforts[item.path])


def _needed(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


class Compiled(jinja2.BytecodeCache):
    """The templates compiled in this session; copies of a theme share what is the same, a changed template is new."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Know a template by its name, wherever its theme lies."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of the same text."""
        if bucket.key + bucket.checksum in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


paint_svg, with_fewer_colours = cache(charts.paint_svg), cache(pictures.with_fewer_colours)
"""Paint each drawing once."""

"""The media, written out: a new one is a file in `media/`, a name in `MEDIA` and a folder of templates in the theme."""

from collections.abc import Iterator
from typing import Protocol

from netzsite.engine.artifact import Artifact
from netzsite.engine.cache import Cache
from netzsite.errors import Problem
from netzsite.library import Library
from netzsite.media import (
    calendar,
    feeds,
    hosting,
    mail,
    opendata,
    previews,
    print_newsletter,
    report,
    search,
    sitemap,
    website,
)
from netzsite.render.theme import Theme


class Medium(Protocol):
    """What a medium offers."""

    NAME: str
    IS_SLOW: bool
    """Its files take seconds each: a preview makes them last."""

    def artifacts(self, library: Library, theme: Theme) -> Iterator[Artifact]:
        """Plan the files of the medium."""


class ReviewedMedium(Protocol):
    """What a medium offers besides, if a build finds out how its files turn out."""

    def review(self, library: Library, theme: Theme, cache: Cache) -> Iterator[Problem]:
        """Yield what is amiss with the newest editions, as far as the cache knows it."""


REVIEWED: tuple[ReviewedMedium, ...] = (print_newsletter,)

MEDIA: tuple[Medium, ...] = (
    website,
    search,
    feeds,
    calendar,
    opendata,
    previews,
    sitemap,
    mail,
    hosting,
    report,
    print_newsletter,
)

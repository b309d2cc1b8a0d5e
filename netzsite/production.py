"""Turns artifacts into files: composes the view of each from a library of its own, and renders it if it must.

That can be done in any process. One that does not have the content yet reads it itself, and goes on only if it finds
what the build found.
"""

import datetime as dt
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from netzsite.config import Network
from netzsite.engine.artifact import Artifact
from netzsite.engine.cache import Cache
from netzsite.engine.collecting import seldom_collected
from netzsite.engine.fingerprint import digest_of, fingerprint, surroundings
from netzsite.engine.placing import Placed, Shelf
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.inspection import Inspection, inspect_content
from netzsite.ledger import read_inspection
from netzsite.library import Library
from netzsite.render.theme import Theme, load_theme
from netzsite.render.workshop import Workshop
from netzsite.settings import content_surroundings


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an artifact.

    Attributes:
        path: the artifact's.
        file: the file, or its bytes if it still has to be put in its place.
        asked: what was asked to make it.
        key: under which a cache keeps it.
        is_new: it was rendered, not found.
    """

    path: str
    file: Placed | bytes
    asked: frozenset[str]
    key: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """An artifact's view, what was asked to compose it, and its key."""

    view: Any
    asked: frozenset[str]
    key: str


@dataclass(frozen=True, slots=True)
class Studio:
    """Makes artifacts, one after the other.

    Attributes:
        library: what is public.
        workshop: with the theme and the cache.
        around: digest of what all rendering depends on.
        shelf: where files are put; None to give their bytes.
    """

    library: Library
    workshop: Workshop
    around: str
    shelf: Shelf | None = None

    def make(self, artifact: Artifact) -> Made:
        """Compose and render an artifact, or find it rendered."""
        draft = self._compose(artifact)
        data = self.workshop.cache.find(draft.key)
        if data is not None:
            return self._put(artifact, draft, data, is_new=False)
        data = self.workshop.cache.keep(draft.key, artifact.render(draft.view, self.workshop))
        return self._put(artifact, draft, data, is_new=True)

    def find(self, artifact: Artifact) -> Made | None:
        """Compose an artifact; None if it is not found rendered."""
        draft = self._compose(artifact)
        data = self.workshop.cache.find(draft.key)
        return self._put(artifact, draft, data, is_new=False) if data is not None else None

    def _compose(self, artifact: Artifact) -> _Draft:
        library = self.library.fresh()
        view = artifact.compose(library, self.workshop.theme, *artifact.subject)
        asked = frozenset(map(sys.intern, library.asked))  # the same texts weigh little where they are sent together
        return _Draft(view, asked, fingerprint(artifact.render, view, self.around))

    def _put(self, artifact: Artifact, draft: _Draft, data: bytes, *, is_new: bool) -> Made:
        file = self.shelf.put(artifact.path, data) if self.shelf is not None else data
        return Made(artifact.path, file, draft.asked, draft.key, is_new)


@dataclass(frozen=True, slots=True)
class Order:
    """All that another process needs to know to make what this one would make.

    Attributes:
        content, theme, cache: the folders; None for no cache.
        moment: the time at which the content is looked at, as in the settings.
        drafts: show drafts.
        found: under which key the cache has what was found in the content.
        state: digest of the content.
        around: digest of what all rendering depends on.
        shelf: where files are put; None to give their bytes.
    """

    content: Path
    theme: Path
    cache: Path | None
    moment: dt.datetime
    drafts: bool
    found: str
    state: str
    around: str
    shelf: Shelf | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of a share: what was made, by which process, and what befell its cache so far."""

    made: tuple[Made, ...]
    process: int
    notes: tuple[str, ...]


_studios: dict[Order, Studio] = {}
"""The studio of this process if it is a worker: it outlives the calls of an executor, and is too large to be sent with
each. Only `take_over` and `make_share` see it, and what they make does not depend on it: it follows from the order."""

_turns = Lock()
"""Held while a share is made: the workers of a cluster have threads, the tools of a studio are for one at a time."""


def take_over(order: Order, studio: Studio) -> None:
    """Work in a studio that was inherited from another process."""
    _studios[order] = studio


def make_share(order: Order, artifacts: Sequence[Artifact]) -> Delivery:
    """Make some artifacts as a worker.

    Raises:
        NetzsiteError: a template is wrong, or this process does not see what the order was made from.
    """
    with _turns:
        if order not in _studios:
            _studios.clear()
            _studios[order] = _open_studio(order)
        studio = _studios[order]
        with seldom_collected():
            made = tuple(map(studio.make, artifacts))
        studio.workshop.cache.flush()  # the other workers find it, and this one may be gone before it has more
        return Delivery(made, os.getpid(), studio.workshop.cache.notes)


def content_state(inspection: Inspection) -> str:
    """Give the digest of a content folder: of its profiles and of all files that belong to entries."""
    content = inspection.content
    files = [f"{path} {digest}" for path, digest in sorted(content.inventory.digests.items())]
    return digest_of(content_surroundings(content.folder), *files)


def _open_studio(order: Order) -> Studio:
    """Read what an order was made from.

    Raises:
        NetzsiteError: something else is found.
    """
    cache = Cache(order.cache)
    inspection, network = _inspect(order, cache)
    theme = _load_theme(order, network)
    library = inspection.library(with_drafts=order.drafts)
    return Studio(library, Workshop(theme, order.content, cache), order.around, order.shelf)


def _inspect(order: Order, cache: Cache) -> tuple[Inspection, Network]:
    before = read_inspection(cache.find(order.found), order.content, content_surroundings(order.content))
    if order.content.is_dir():
        inspection = inspect_content(order.content, order.moment, before)
        network = inspection.content.network
        if network is not None and inspection.is_usable and content_state(inspection) == order.state:
            return inspection, network
    raise _foreign("content", order.content)


def _load_theme(order: Order, network: Network) -> Theme:
    try:
        theme = load_theme(order.theme, network.languages, network.identity)
    except NetzsiteError:
        raise _foreign("theme", order.theme) from None
    if surroundings(theme.digest) != order.around:
        raise _foreign("theme", order.theme)
    return theme


def _foreign(name: str, folder: Path) -> NetzsiteError:
    message = f"a worker finds another {name} in '{folder}' than the build"
    hint = "run the same command again; on a cluster every machine needs the same files at the same place"
    return NetzsiteError(Problem(Spot(str(folder)), Code.FOREIGN_WORKER, message, hint))

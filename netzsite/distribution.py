"""Deals artifacts out to workers, and makes itself what is too little for them, or what they leave undone."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from itertools import groupby

from netzsite.engine.artifact import Artifact, Effort
from netzsite.engine.cache import Cache
from netzsite.engine.cluster import cluster
from netzsite.engine.workers import Crew, gather, processes
from netzsite.production import Made, Order, Studio, make_share, take_over
from netzsite.render.workshop import Workshop

Workers = int | str
"""How many processes of this machine, or the address of a cluster."""

Share = tuple[Artifact, ...]

_SECONDS = {Effort.PAGE: 0.005, Effort.FILE: 0.3, Effort.CHARTS: 0.3, Effort.DOCUMENT: 4.0}
"""About what an artifact takes."""

_LEAST_SECONDS = 0.1
"""Work for which no worker is called: to start them takes half of it."""

_SHARE = 48
"""Pages in a share where nobody knows how many workers there are, and pages with charts in each."""

_SMALLEST_SHARE, _LARGEST_SHARE = 4, 480
"""Pages in a share: many at first, for pages that stand together show the same things, which each worker composes once;
few in the end, so that all workers end at about the same time."""


class Distribution:
    """Makes artifacts side by side.

    Args:
        studio: makes what is made in this process.
        order: says what other processes need to know; asked only if there are any.
        workers: how many, or which.
    """

    def __init__(self, studio: Studio, order: Callable[[], Order], workers: Workers) -> None:
        self._studio, self._order, self._workers = studio, order, workers
        self._lost = 0
        self._told: dict[int, tuple[str, ...]] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what befell workers and their caches, one line each."""
        told = dict.fromkeys(note for notes in self._told.values() for note in notes)
        lost = f"a worker ended unexpectedly; {self._lost} files were made without it"
        return (*([lost] if self._lost else []), *told)

    def make(self, artifacts: Sequence[Artifact]) -> Generator[Made, None, None]:
        """Make artifacts, in any order.

        Raises:
            NetzsiteError: one cannot be made, or the workers cannot be used.
        """
        if isinstance(self._workers, str):
            artifacts = yield from self._find(artifacts)
        shares = deal(artifacts, self._workers)
        if len(shares) < 2 or sum(_SECONDS[artifact.effort] for artifact in artifacts) < _LEAST_SECONDS:
            yield from map(self._studio.make, artifacts)
            return
        crew, order = self._call(len(shares))
        with crew as called:
            lost = yield from self._gather(called, order, shares)
        for share in lost:
            self._lost += len(share)
            yield from map(self._studio.make, share)

    def _find(self, artifacts: Sequence[Artifact]) -> Generator[Made, None, Sequence[Artifact]]:
        """Look for slow artifacts in the cache, which a cluster does not see; gives those that must be made."""
        found = {artifact.path: self._studio.find(artifact) for artifact in artifacts if artifact.effort > Effort.PAGE}
        yield from filter(None, found.values())
        return [artifact for artifact in artifacts if found.get(artifact.path) is None]

    def _call(self, most: int) -> tuple[AbstractContextManager[Crew], Order]:
        """Call workers, and give what they are told of the build."""
        order = self._order()
        if isinstance(self._workers, str):  # their cache would be a database on a network's disk, no place for one
            content, theme = order.content.absolute(), order.theme.absolute()
            return cluster(self._workers), replace(order, content=content, theme=theme, cache=None, shelf=None)
        workshop = Workshop(self._studio.workshop.theme, self._studio.workshop.content, Cache(order.cache))
        studio = replace(self._studio, workshop=workshop)
        return processes(min(self._workers, most), partial(take_over, order, studio)), order

    def _gather(self, crew: Crew, order: Order, shares: Sequence[Share]) -> Generator[Made, None, list[Share]]:
        lost: list[Share] = []
        for share, delivery in gather(crew, partial(make_share, order), shares):
            if delivery is None:
                lost.append(share)
            else:
                self._told[delivery.process] = delivery.notes
                for made in delivery.made:
                    if isinstance(made.file, bytes):
                        self._studio.workshop.cache.keep(made.key, made.file)
                    yield made
        return lost


def deal(artifacts: Sequence[Artifact], workers: Workers) -> list[Share]:
    """Divide artifacts into shares, the slowest first; one share if there is one worker.

    Documents of the same subject stay together: what one finds out, the cache has for the next.
    """
    if workers == 1:
        return [tuple(artifacts)]
    by_effort = {effort: [one for one in artifacts if one.effort is effort] for effort in Effort}
    documents = groupby(by_effort[Effort.DOCUMENT], lambda each: (each.medium, each.subject))
    pages = by_effort[Effort.PAGE]
    return [
        *(tuple(share) for _, share in documents),
        *_cut(by_effort[Effort.CHARTS], _SHARE),
        *_cut(by_effort[Effort.FILE], 1),
        *(_cut_dwindling(pages, workers) if isinstance(workers, int) else _cut(pages, _SHARE)),
    ]


def _cut(artifacts: Sequence[Artifact], size: int) -> Iterator[Share]:
    return (tuple(artifacts[start : start + size]) for start in range(0, len(artifacts), size))


def _cut_dwindling(pages: Sequence[Artifact], workers: int) -> Iterator[Share]:
    start = 0
    while start < len(pages):
        size = max(_SMALLEST_SHARE, min(_LARGEST_SHARE, (len(pages) - start) // (4 * workers)))
        yield tuple(pages[start : start + size])
        start += size

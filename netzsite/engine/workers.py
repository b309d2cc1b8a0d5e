"""Deals work out to workers through the executor of `concurrent.futures`, and gathers what they make.

The workers here are processes of this machine; those of a cluster are in `cluster`.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

S = TypeVar("S")
R = TypeVar("R")

PATIENCE_SECONDS = 5.0
"""How long nothing may come back before somebody looks whether the workers are still there."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Workers that are ready.

    Attributes:
        submit: (function, argument) -> what it will give; both are pickled.
        losses: what a future raises if its worker was lost.
        is_there: tells whether there are workers at all.
    """

    submit: Callable[[Callable[[Any], Any], Any], "Future[Any]"]
    losses: tuple[type[BaseException], ...]
    is_there: Callable[[], bool]


def gather(crew: Crew, make: Callable[[S], R], shares: Sequence[S]) -> Iterator[tuple[S, R | None]]:
    """Yield each share with what a worker made of it, as they come; None if its worker was lost."""
    from concurrent.futures import FIRST_COMPLETED, wait  # this and the like are slow to load, and not always needed

    pending: dict[Future[R], S] = {}
    for share in shares:
        try:
            pending[crew.submit(make, share)] = share
        except crew.losses:
            yield share, None
    while pending:
        done, _ = wait(pending, PATIENCE_SECONDS, FIRST_COMPLETED)
        if not done and not crew.is_there():
            yield from ((share, None) for share in pending.values())
            return
        for future in done:
            share = pending.pop(future)
            try:
                result = future.result()
            except crew.losses:
                yield share, None
            else:
                yield share, result


@contextmanager
def processes(count: int, inherit: Callable[[], None]) -> Iterator[Crew]:
    """Start processes of this machine; at the end of the block none is left, at once if it ends with an exception.

    Args:
        count: how many.
        inherit: called first in each that is a copy of this process, and so finds all that this one has read. Where
            processes cannot be copied safely, it is not called, and they begin with nothing.
    """
    import multiprocessing
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    method = "fork" if _can_fork() else "spawn"
    others = {*multiprocessing.active_children()}
    begin = _begin, (inherit if method == "fork" else None,)
    executor = ProcessPoolExecutor(count, multiprocessing.get_context(method), *begin)
    gc.freeze()  # what copies share stays shared: a collection would write to it
    try:
        yield Crew(executor.submit, (BrokenProcessPool,), lambda: True)
    except BaseException:
        for process in {*multiprocessing.active_children()} - others:
            process.kill()
        raise
    finally:
        executor.shutdown(cancel_futures=True)
        gc.unfreeze()


def _can_fork() -> bool:
    """Tell whether a copy of this process works: it does on Linux, as long as there are no threads in it."""
    tasks = Path("/proc/self/task")
    return sys.platform == "linux" and tasks.is_dir() and len(list(tasks.iterdir())) == 1


def _begin(inherit: Callable[[], None] | None) -> None:
    """Begin as a worker, who ends with the process that started it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the one that builds says what is to be done
    Thread(target=_follow, daemon=True).start()
    if inherit is not None:
        inherit()


def _follow() -> None:
    import multiprocessing

    if (parent := multiprocessing.parent_process()) is not None:
        with suppress(OSError):
            parent.join()
    os._exit(1)

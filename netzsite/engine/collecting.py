"""Lets Python look for garbage less often where much is made that is needed until the end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 400_000, 2, 1
"""A PDF of a hundred pages is laid out with 700,000 objects, few of which are garbage before all of them are. Python by
itself looks for it after every 700, and six times among all of them: a quarter of the time."""


@contextmanager
def uncollected(*, is_last: bool = False) -> Iterator[None]:
    """Look for no garbage while much is read that will all be needed: it takes a third of the time and finds none.

    Args:
        is_last: what is there in the end is not looked through later either: it is needed as long as the process runs.
    """
    gc.disable()
    try:
        yield
    finally:
        if is_last:
            gc.freeze()
        gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage a few times for each large document: often enough that one can be made after the other."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)

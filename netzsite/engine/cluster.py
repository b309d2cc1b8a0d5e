"""Lets the workers of a Dask cluster do what processes of this machine do: the fence around `distributed`.

A worker is used only if it runs the same netzsite with the same libraries: another would give other bytes. What is sent
to it is unpacked after that.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from netzsite.engine.fingerprint import code_digest, library_versions
from netzsite.engine.workers import Crew
from netzsite.errors import Code, NetzsiteError, Problem, Spot

if TYPE_CHECKING:
    from concurrent.futures import Future

    from distributed import Client

_CONNECT_SECONDS = 5

Versions = tuple[str, str]
"""The digest of netzsite's code; the versions of Python and of the libraries."""


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """Reach the workers of a cluster.

    Args:
        address: `dask://host:port` of the scheduler.

    Raises:
        NetzsiteError: there is no such cluster, or its workers are not like this process.
    """
    try:
        from distributed import Client, KilledWorker  # an extra, and slow to load
    except ImportError:
        raise _unusable(address, "a cluster needs the library 'distributed'", "pip install netzsite[cluster]") from None
    import logging
    from concurrent.futures import CancelledError

    for name in ("distributed", "distributed.client"):  # what befalls the cluster is said in the build's notes
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(f"tcp://{address.partition('://')[2]}", timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"there is no scheduler of Dask: {error}"
        raise _unusable(address, message, "start one: dask scheduler") from None
    try:
        versions = own_versions()
        _check(client, address, versions)
        executor = client.get_executor(pure=False)
        submit = partial(_submit, executor.submit, versions)
        yield Crew(submit, (KilledWorker, CancelledError), partial(_is_there, client))
    finally:
        with suppress(OSError):
            client.close()  # what it has not done is cancelled with it


def own_versions() -> Versions:
    """Say what runs here."""
    return code_digest(), library_versions()


def _check(client: "Client", address: str, expected: Versions) -> None:
    found = client.run(own_versions, on_error="return")
    if not found:
        raise _unusable(address, "the cluster has no workers", "start some: dask worker HOST:PORT")
    problems = [problem for worker in sorted(found) if (problem := _difference(worker, found[worker], expected))]
    if problems:
        raise NetzsiteError(*problems)


def _difference(worker: str, found: Versions | Exception, expected: Versions) -> Problem | None:
    if isinstance(found, Exception):
        message = f"cannot run this netzsite: {found}"
    elif found[0] != expected[0]:
        message = "runs another netzsite"
    elif found[1] != expected[1]:
        names = sorted({*found[1].split("\n")} ^ {*expected[1].split("\n")})
        message = f"runs another Python or other libraries: {', '.join(names[:6])}"
    else:
        return None
    return Problem(Spot(worker), Code.FOREIGN_WORKER, message, "install the same on every machine, and restart it")


def _submit(
    submit: "Callable[..., Future[Any]]", expected: Versions, make: Callable[[Any], Any], share: object
) -> "Future[Any]":
    return submit(run_checked, expected, pickle.dumps((make, share)))


_unpacking = Lock()
"""Held while something is unpacked: that imports modules, and the threads of a worker would wait for each other."""


def run_checked(expected: Versions, packed: bytes) -> Any:
    """Do what was sent, on a worker.

    Raises:
        NetzsiteError: the worker runs something else, or sees other files; the place is the worker's address.
    """
    from distributed import get_worker

    address: str = get_worker().address
    if (problem := _difference(address, own_versions(), expected)) is not None:
        raise NetzsiteError(problem)
    with _unpacking:
        make, share = pickle.loads(packed)  # noqa: S301 - the scheduler could send any code as well
    try:
        return make(share)
    except NetzsiteError as error:
        here = [replace(found, spot=Spot(address)) for found in error.problems if found.code is Code.FOREIGN_WORKER]
        raise NetzsiteError(*here or error.problems) from None


def _is_there(client: "Client") -> bool:
    with suppress(OSError):
        return bool(client.scheduler_info()["workers"])
    return False


def _unusable(address: str, message: str, hint: str) -> NetzsiteError:
    return NetzsiteError(Problem(Spot(address), Code.NO_CLUSTER, message, hint))

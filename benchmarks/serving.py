"""Turns an edit in a running server into its cost: from saving the file to the answer that has the new words."""

import http.client
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from benchmarks.measure import Command, MeasurementError, Run, end

INTERVAL = 0.005
"""Seconds between two requests."""

PATIENCE = 1800.0
"""Seconds until a server that does not answer, or does not come to rest, is given up."""


def can_serve() -> bool:
    """Tell whether the system says what the processes of a group have used."""
    return Path("/proc/self/stat").exists()


def free_port() -> int:
    """Find a port of the loopback interface."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Server:
    """A server that runs, the head of a process group."""

    def __init__(self, group: int, port: int, is_alive: Callable[[], bool]) -> None:
        self._group = group
        self._port = port
        self._is_alive = is_alive

    def wait_for(self, address: str, words: str) -> None:
        """Ask for a page until it has the words."""
        sought, limit = words.encode(), time.perf_counter() + PATIENCE
        while time.perf_counter() < limit and self._is_alive():
            asked = time.perf_counter()
            if sought in self._page(address):
                return
            time.sleep(max(0.0, INTERVAL - (time.perf_counter() - asked)))
        raise MeasurementError(f"the server does not answer with '{words}' at {address}")

    def wait_for_rest(self) -> None:
        """Wait until the processes have used less than a fifth of a core for a second."""
        limit, used = time.perf_counter() + PATIENCE, self.cpu()
        while time.perf_counter() < limit:
            time.sleep(1)
            before, used = used, self.cpu()
            if used - before < 0.2:
                return
        raise MeasurementError("the server does not come to rest")

    def measure_edit(self, path: Path, address: str, words: str) -> Run:
        """Add words to a file; CPU is taken until the server rests again, the answers to all requests included."""
        self.wait_for_rest()
        before = self.cpu()
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")
        saved = time.perf_counter()
        self.wait_for(address, words)
        wall = time.perf_counter() - saved
        self.wait_for_rest()
        return Run(wall, self.cpu() - before, self._memory())

    def cpu(self) -> float:
        """Give the seconds that the group has used, processes that have ended included."""
        ticks = sum(int(field) for fields in self._processes().values() for field in fields[11:15])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _page(self, address: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.request("GET", address)
            return connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            connection.close()

    def _memory(self) -> float:
        """Give the MiB that the largest process of the group has held."""
        most = 0
        for folder in self._processes():
            status = _read(folder / "status")
            most = max([most, *(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))])
        return most / 1024

    def _processes(self) -> dict[Path, list[str]]:
        """Give the folder in /proc of each process of the group -> its state and what follows (man 5 proc)."""
        found = {path.parent: _read(path).rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")}
        return {folder: fields for folder, fields in found.items() if fields and int(fields[2]) == self._group}


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process has ended
        return ""


@contextmanager
def served(command: Command, port: int) -> Iterator[Server]:
    """Start a server and end it."""
    with TemporaryFile() as log:
        process = command.start(log)
        try:
            yield Server(process.pid, port, lambda: process.poll() is None)
        except MeasurementError as error:
            raise command.failure(str(error), log) from error
        finally:
            end(process)

"""Turns a command line into what its run cost: a process of its own, from its start to its end."""

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

_LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONUNBUFFERED", "VIRTUAL_ENV")
"""Variables that the tools do not inherit: users have byte code, and no folder of ours among their modules."""


class MeasurementError(Exception):
    """A tool failed, or did not do what was measured."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of wall clock; seconds of CPU, children included; MiB that the largest process held."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Command:
    """A command line with the folder and the further environment that it runs in."""

    line: Sequence[str]
    folder: Path
    environment: Mapping[str, str]

    def start(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start it as the head of a process group that can be ended as a whole; it cannot ask anything."""
        inherited = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        return subprocess.Popen(
            self.line,
            cwd=self.folder,
            env={**inherited, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def failure(self, reason: str, log: IO[bytes]) -> MeasurementError:
        """Say what went wrong, with the end of what was printed."""
        log.seek(0)
        printed = log.read().decode("utf-8", "replace")[-2000:]
        return MeasurementError(f"{' '.join(self.line)}: {reason}\n{printed}")


def measure(command: Command) -> Run:
    """Run a command to its end.

    Raises:
        MeasurementError: it failed.
    """
    with TemporaryFile() as log:
        started = time.perf_counter()
        process = command.start(log)
        try:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            wall = time.perf_counter() - started
            end(process)
        if process.returncode:
            raise command.failure(f"ended with {process.returncode}", log)
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started here, and whatever is left of its group."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
    with suppress(ProcessLookupError, PermissionError):  # nothing is left
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def median(runs: Sequence[Run]) -> Run:
    """Give the median of each figure."""
    return Run(*(statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "memory")))

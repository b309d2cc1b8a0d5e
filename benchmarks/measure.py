"""Measures whole runs of `netzsite build` and `netzsite check`, each a fresh process without earlier output.

Prints a Markdown table. Each figure is the median of several runs. CPU is user and system time of the process and of
those that it started; memory is the most that one of them held.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import write_corpus

TODAY = "2026-11-22"


@dataclass(frozen=True)
class Run:
    """One run: seconds of wall clock and CPU, MiB of memory."""

    wall: float
    cpu: float
    memory: float


def measure(command: Sequence[str]) -> Run:
    """Run a command as a process of its own.

    Raises:
        SystemExit: it failed.
    """
    with TemporaryDirectory() as folder:
        log = Path(folder, "log")
        started = time.perf_counter()
        with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{log.read_text()[-2000:]}")
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def commands(content: Path, output: Path, arguments: argparse.Namespace) -> Iterator[tuple[str, list[str]]]:
    """Name what is measured for a content folder."""
    base = [sys.executable, "-m", "netzsite"]
    shared = ["--content", str(content), "--theme", str(arguments.theme), "--today", TODAY]
    for verb in arguments.verbs:
        only = [f"--only={medium}" for medium in arguments.only]
        yield verb, [*base, verb, *shared, *([f"--output={output}", *only] if verb == "build" else [])]


def main() -> None:
    """Measure and print."""
    arguments = _parser().parse_args()
    print(
        "| pieces of news | command | wall | CPU | CPU per piece | memory |\n| ---: | --- | ---: | ---: | ---: | ---: |"
    )
    for size in arguments.sizes:
        with TemporaryDirectory() as folder:
            content, output = Path(folder, "content"), Path(folder, "public")
            write_corpus(arguments.content, content, size)
            for verb, command in commands(content, output, arguments):
                runs = [measure(command) for _ in _cold(output, arguments.runs)]
                print(_row(size, verb, runs), flush=True)


def _cold(output: Path, runs: int) -> Iterator[int]:
    """Count runs, each without the output of the one before."""
    for run in range(runs):
        shutil.rmtree(output, ignore_errors=True)
        yield run


def _row(size: int, verb: str, runs: Sequence[Run]) -> str:
    wall, cpu, memory = (statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "memory"))
    each = f"{cpu / size * 1000:.1f} ms" if size else ""
    return f"| {size or 'as it is'} | {verb} | {wall:.1f} s | {cpu:.1f} s | {each} | {memory:.0f} MiB |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="FOLDER", help="what is multiplied")
    parser.add_argument("--theme", type=Path, default=Path("themes/bioregion"), metavar="FOLDER", help="the theme")
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 1000, 10000], metavar="N", help="pieces of news")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs a figure (default: 3)")
    parser.add_argument("--verbs", nargs="+", default=["check", "build"], choices=["check", "build"], metavar="VERB")
    parser.add_argument("--only", action="append", default=[], metavar="MEDIUM", help="build only this medium")
    return parser


if __name__ == "__main__":
    main()

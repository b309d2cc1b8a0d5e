"""Measures whole runs of `netzsite check` and `netzsite build`, each a process of its own.

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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import write_corpus

TODAY = "2026-11-22"

VERBS = {
    "check": "check",
    "build": "build, nothing there yet",
    "again": "build, nothing has changed",
    "edit": "build, one text has changed",
}
"""What can be measured; the last two go on from the output and the cache of a build."""


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


def command(verb: str, content: Path, arguments: argparse.Namespace) -> list[str]:
    """Give the command line of what is measured."""
    line = [sys.executable, "-m", "netzsite", "check" if verb == "check" else "build", "--today", TODAY]
    line += ["--content", str(content), "--theme", str(arguments.theme)]
    if verb == "check":
        return line
    only = [f"--only={medium}" for medium in arguments.only]
    return [*line, "--output", str(content.parent / "public"), "--cache", str(content.parent / "cache"), *only]


def prepare(verb: str, content: Path, run: int) -> None:
    """Bring a content folder into the state that a verb is measured in."""
    if verb == "build":
        for name in ("public", "cache"):
            shutil.rmtree(content.parent / name, ignore_errors=True)
    if verb == "edit":
        path = next(content.glob("news/*/*.md"))
        path.write_text(f"{path.read_text(encoding='utf-8')}\nEin Satz mehr, zum {run}. Mal.\n", encoding="utf-8")


def main() -> None:
    """Measure and print."""
    arguments = _parser().parse_args()
    print("| pieces of news | what | wall | CPU | memory |\n| ---: | --- | ---: | ---: | ---: |")
    for size in arguments.sizes:
        with TemporaryDirectory() as folder:
            content = Path(folder, "content")
            write_corpus(arguments.content, content, size)
            for verb in arguments.verbs:
                runs = []
                for run in range(arguments.runs):
                    prepare(verb, content, run)
                    runs.append(measure(command(verb, content, arguments)))
                print(_row(size, VERBS[verb], runs), flush=True)


def _row(size: int, verb: str, runs: Sequence[Run]) -> str:
    wall, cpu, memory = (statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "memory"))
    return f"| {size or 'as it is'} | {verb} | {wall:.1f} s | {cpu:.1f} s | {memory:.0f} MiB |"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="FOLDER", help="what is multiplied")
    parser.add_argument("--theme", type=Path, default=Path("themes/bioregion"), metavar="FOLDER", help="the theme")
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 1000, 10000], metavar="N", help="pieces of news")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs a figure (default: 3)")
    parser.add_argument("--verbs", nargs="+", default=list(VERBS), choices=list(VERBS), metavar="VERB")
    parser.add_argument("--only", action="append", default=[], metavar="MEDIUM", help="build only this medium")
    return parser


if __name__ == "__main__":
    main()

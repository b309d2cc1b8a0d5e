"""Measures netzsite and other tools on the same documents, in turns, and prints Markdown tables.

Each figure is the median of several runs, each a process of its own. CPU is user and system time of the process and of
those that it started; memory is the most that one of them held. In each run every task goes through all tools before
the next task begins, so that a machine that slows down slows all of them down.
"""

import argparse
import shutil
import signal
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.corpus import documents, newest_news
from benchmarks.measure import MeasurementError, Run
from benchmarks.output import Written
from benchmarks.peer import Peer
from benchmarks.peers import PEERS
from benchmarks.serving import can_serve
from benchmarks.site import Site
from benchmarks.tables import TASKS, costs, outputs, surroundings, write_tables


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was measured on a number of documents.

    Attributes:
        runs: task and name of a tool -> its runs.
        written: name of a tool -> what it has written.
        failed: names of tools that failed.
    """

    runs: Mapping[tuple[str, str], Sequence[Run]]
    written: Mapping[str, Written]
    failed: Collection[str]


def compare(peers: Sequence[Peer], number: int, runs: int, tasks: Iterable[str], folder: Path) -> Comparison:
    """Measure the tools on a number of documents; one that fails is left out from then on."""
    sites = {peer.name: _make_site(peer, number, folder) for peer in peers}
    measured = {(task, name): list[Run]() for task in tasks for name in sites}
    failed = set[str]()
    for index in range(runs):
        for task, name in measured:
            if name in failed:
                continue
            try:
                run = sites[name].run(task, number)
            except MeasurementError as error:
                failed.add(name)
                print(f"bench: {name}, {number} documents, {task}: {error}", file=sys.stderr, flush=True)
                continue
            if run is not None:
                measured[task, name].append(run)
                print(f"bench: {number} {task} {index + 1} {name}: {run.wall:.2f} s", file=sys.stderr, flush=True)
    written = {name: site.written for name, site in sites.items() if site.written is not None}
    return Comparison(measured, written, failed)


def _make_site(peer: Peer, number: int, folder: Path) -> Site:
    path = folder / peer.name
    site = Site(peer, path, newest_news(number))
    peer.write(path / "site", documents(number))
    return site


def available(names: Iterable[str], tools: Path) -> dict[Peer, str]:
    """Give the tools that can be had here with their versions; say which cannot."""
    found: dict[Peer, str] = {}
    for peer in (kind(tools) for kind in PEERS if kind.name in names):
        peer.install()
        version = peer.version()
        if version is None:
            print(f"bench: {peer.name} is left out: it cannot be started or installed here", file=sys.stderr)
        else:
            found[peer] = version
    return found


@contextmanager
def workspace() -> Iterator[Path]:
    """Make a folder and remove it; whoever stops the program then waits until it is gone."""
    folder = Path(mkdtemp(prefix="netzsite-bench-"))
    try:
        yield folder
    finally:
        before = {sign: signal.signal(sign, signal.SIG_IGN) for sign in (signal.SIGINT, signal.SIGTERM)}
        shutil.rmtree(folder)
        for sign, handler in before.items():
            signal.signal(sign, handler)


def main() -> int:
    """Measure, print, and write the page if a date is given; the exit code is 1 if a tool failed."""
    parser = _parser()
    arguments = parser.parse_args()
    counts = arguments.runs if len(arguments.runs) > 1 else arguments.runs * len(arguments.sizes)
    if len(counts) != len(arguments.sizes) or min(*arguments.sizes, 20) < 20 or min(counts) < 1:
        parser.error("a size is 20 or more; --runs takes one number, or one for each size")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if arguments.write:
        _write_sites(arguments)
        return 0
    versions = available(arguments.peers, arguments.tools.resolve())
    tasks = [task for task in TASKS if task in arguments.tasks and (task != "serve" or can_serve())]
    texts = [surroundings({peer.name: version for peer, version in versions.items()}, arguments.date)]
    print(texts[0], flush=True)
    failed = set[str]()
    with workspace() as folder:
        compare(list(versions), 20, 1, ["cold"], folder / "before")  # so that byte code is there
        for number, runs in zip(arguments.sizes, counts, strict=True):
            found = compare(list(versions), number, runs, tasks, folder / str(number))
            failed |= set(found.failed)
            texts.append("\n".join([*costs(number, found.runs), *outputs(number, found.written)]))
            print(f"\n{texts[-1]}", flush=True)
    if arguments.date:
        write_tables(arguments.page, "\n\n".join(texts))
    return 1 if failed else 0


def _write_sites(arguments: argparse.Namespace) -> None:
    for number in arguments.sizes:
        for peer in (kind(arguments.tools.resolve()) for kind in PEERS if kind.name in arguments.peers):
            peer.write(arguments.write / str(number) / peer.name, documents(number))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [kind.name for kind in PEERS]
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], metavar="N", help="numbers of documents")
    parser.add_argument("--peers", nargs="+", default=names, choices=names, metavar="TOOL", help=", ".join(names))
    parser.add_argument(
        "--tasks", nargs="+", default=list(TASKS), choices=list(TASKS), metavar="TASK", help=", ".join(TASKS)
    )
    parser.add_argument(
        "--runs", type=int, nargs="+", default=[3], metavar="N", help="runs: one number, or one for each size"
    )
    parser.add_argument("--date", metavar="DATE", help="today; writes the tables to the page, too")
    parser.add_argument("--page", type=Path, default=Path("docs/benchmarks.md"), metavar="FILE", help="the page")
    parser.add_argument("--tools", type=Path, default=Path(".venv/bench"), metavar="FOLDER", help="where the tools are")
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="only write what the tools build from, to look at it"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

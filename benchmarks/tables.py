"""Turns what was measured into Markdown tables, and puts them into the page that explains them."""

import os
import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.measure import Run, median
from benchmarks.output import Written

TASKS = {
    "cold": "build, nothing there yet",
    "one-worker": "the same, one worker",
    "two-workers": "the same, two workers",
    "again": "build, nothing has changed",
    "edit": "build, one text has changed",
    "serve": "one text changes, in the server",
    "check": "check alone",
}
"""What can be measured, in the order of a run."""

BEGIN, END = "<!-- written by make bench: begin -->", "<!-- written by make bench: end -->"

Measured = Mapping[tuple[str, str], Sequence[Run]]
"""Task and name of a tool -> its runs."""


def costs(number: int, measured: Measured) -> Iterator[str]:
    """Yield the table of a size; ratios are to Hugo in the same runs."""
    most = max((len(runs) for runs in measured.values()), default=0)
    yield f"### {number:,} documents"
    yield ""
    yield f"Median of {most} runs." if most > 1 else "One run."
    yield ""
    yield "| what | tool | wall | to Hugo | CPU | to Hugo | memory |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for task, words in TASKS.items():
        hugo = measured.get((task, "hugo"))
        for (found, name), runs in measured.items():
            if found == task and runs:
                yield _row(words, name, median(runs), median(hugo) if hugo else None)


def _row(words: str, name: str, run: Run, hugo: Run | None) -> str:
    wall, cpu = (_ratio(run.wall, hugo.wall), _ratio(run.cpu, hugo.cpu)) if hugo else ("–", "–")
    figures = f"{_seconds(run.wall)} | {wall} | {_seconds(run.cpu)} | {cpu} | {run.memory:,.0f} MiB"
    return f"| {words} | {name} | {figures} |"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:,.1f} s"


def _ratio(seconds: float, other: float) -> str:
    ratio = seconds / max(other, 0.001)
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.1f}"


def outputs(number: int, written: Mapping[str, Written]) -> Iterator[str]:
    """Yield the table of what was written for a size, if anything was."""
    if not written:
        return
    yield ""
    yield f"What was written for {number:,} documents:"
    yield ""
    yield "| tool | pages | files | bytes |"
    yield "| --- | ---: | ---: | ---: |"
    for name, found in written.items():
        yield f"| {name} | {found.pages:,} | {found.files:,} | {found.size:,} |"


def surroundings(versions: Mapping[str, str], date: str | None) -> str:
    """Say in a sentence on what was measured, and with which versions."""
    tools = ", ".join(f"{name} {version}" for name, version in versions.items())
    machine = f"{os.cpu_count()} cores ({_processor()}), {platform.system()}, Python {platform.python_version()}"
    return f"Measured{f' on {date}' if date else ''} on {machine}; {tools}."


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", path.read_text(), re.MULTILINE) if path.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def write_tables(page: Path, text: str) -> None:
    """Replace what stands between the two marks of a page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"{page} has not the lines {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")

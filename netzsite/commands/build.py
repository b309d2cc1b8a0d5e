"""The verb `build`: checks everything, renders everything and publishes it in one step."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from netzsite.arguments import add_content_arguments, add_output_arguments, make_settings
from netzsite.engine.cache import Cache
from netzsite.engine.collecting import uncollected
from netzsite.reasons import explain
from netzsite.reporting import Format, format_count, format_problems
from netzsite.seal import find_seal
from netzsite.settings import Built, Settings

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from netzsite.pipeline import Progress

NAME = "build"
HELP = "check the content and publish all media"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_content_arguments(parser)
    add_output_arguments(parser)
    parser.add_argument(
        "--why", action="append", default=[], metavar="PATH", help="say why this file of the output was made anew"
    )


def run(arguments: argparse.Namespace) -> int:
    """Build, then say what was made; problems that stop a build are raised as NetzsiteError."""
    started = time.perf_counter()
    settings = make_settings(arguments)
    built = _build(settings, arguments.format)
    if built.problems or arguments.format is Format.JSON:
        print(format_problems(built.problems, arguments.format))
    if arguments.format is Format.TEXT:
        for note in built.notes:
            print(f"build: {note}")
        for path in arguments.why:
            print("\n".join(f"why: {line}" for line in explain(built, settings.output, path)))
        print(_summary(built, str(settings.output), time.perf_counter() - started))
    return 0


def _build(settings: Settings, output: Format) -> Built:
    """Build, unless nothing has changed since the last time, or nothing but words."""
    with uncollected(is_last=True), Cache(settings.cache) as cache:
        sealed = find_seal(settings, cache)
        done = sealed.built if sealed is not None and sealed.is_current else None
        if sealed is not None and done is None:
            from netzsite.amending import amend_output

            done = amend_output(settings, cache, sealed)
    if done is not None:
        return replace(done, notes=cache.notes)
    from netzsite.pipeline import build  # most of netzsite, and not needed until here

    with _shown_progress(output) as progress:
        built = build(settings, progress)
    return replace(built, notes=(*cache.notes, *built.notes))


def _summary(built: Built, output: str, seconds: float) -> str:
    named = {".html": "page", ".rss": "feed", ".atom": "feed", ".pdf": "PDF"}
    counts = Counter[str]()
    for suffix, count in built.files.items():
        counts[named.get(suffix, "other file")] += count
    parts = [
        f"{counts[name]} {name}{'' if counts[name] == 1 else 's'}" for name in ("page", "feed", "PDF", "other file")
    ]
    total = sum(built.files.values())
    warnings = f"; {format_count(built.problems)}" if built.problems else ""
    return f"build: {output}: {', '.join(parts)} in {seconds:.1f} s, {built.rendered} of {total} rendered{warnings}"


@contextmanager
def _shown_progress(output: Format) -> Iterator["Progress"]:
    """Show a bar on a terminal; in CI a plain line for each step; for programs nothing."""
    if output is not Format.TEXT:
        yield lambda step, done, total: None
    elif sys.stdout.isatty():
        from rich.progress import Progress as Bar

        with Bar(transient=True, auto_refresh=False) as bar:  # a thread of its own would keep workers from being copied
            yield _ShownBar(bar, bar.add_task("check", total=None))
    else:
        yield _PlainLines()


class _ShownBar:
    """Draws the bar, ten times a second at most."""

    def __init__(self, bar: "Bar", task: "TaskID") -> None:
        self.bar, self.task, self.drawn = bar, task, 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.perf_counter()
        is_due = now - self.drawn >= 0.1
        self.bar.update(self.task, description=step, completed=done, total=total, refresh=is_due)
        if is_due:
            self.drawn = now


class _PlainLines:
    """Prints each step once."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def __call__(self, step: str, done: int, total: int) -> None:
        if step not in self.seen:
            self.seen.add(step)
            print(f"build: {step} ...", flush=True)

"""The verb `serve`: shows the website in the browser, and each change as soon as it is saved."""

import argparse
import signal
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Event

from netzsite.arguments import add_cache_argument, add_source_arguments, find_cache, make_settings
from netzsite.errors import Problem, has_errors
from netzsite.reporting import Format, format_count, format_problems

NAME = "serve"
HELP = "show the website in the browser, and each change as soon as it is saved"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_source_arguments(parser)
    add_cache_argument(parser)
    parser.add_argument(
        "--no-drafts", action="store_false", dest="drafts", help="leave drafts out, as build does (default: show them)"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="listen at this address of the machine (default: 127.0.0.1, which nobody else can reach)",
    )
    parser.add_argument(
        "--port",
        type=_parse_port,
        default=8000,
        metavar="NUMBER",
        help="listen at this port; 0 takes one that is free (default: 8000)",
    )


def _parse_port(text: str) -> int:
    if text.isdecimal() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is not a port; write a number from 0 to 65535")


def run(arguments: argparse.Namespace) -> int:
    """Serve until somebody says stop: Ctrl-C, or SIGTERM."""
    from netzsite.serving.place import preview_folder  # needed only here

    stopped = Event()

    def stop(number: int, frame: object) -> None:
        stopped.set()  # heard even where the exception is not: Python drops what is raised in a finaliser
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with suppress(KeyboardInterrupt), preview_folder(arguments.content, find_cache(arguments)) as folder:
            _serve(arguments, folder, stopped)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    print("serve: stopped")
    return 0


def _serve(arguments: argparse.Namespace, folder: Path, stopped: Event) -> None:
    """Serve until stopped, and say what each change did."""
    from netzsite.serving.audience import Audience  # a web server and a watcher, needed only here
    from netzsite.serving.host import hosted
    from netzsite.serving.preview import LivePreview
    from netzsite.serving.session import refreshes

    # It has threads, which are not copied: one worker.
    settings = replace(make_settings(arguments), output=folder, workers=1, preview=True)
    preview, audience = LivePreview(settings, arguments.now), Audience()
    with hosted(preview.folder, audience, arguments.host, arguments.port) as address:
        print(f"serve: {address}", flush=True)
        known: tuple[Problem, ...] = ()
        for refreshed in refreshes(preview, (settings.content, settings.theme), audience, stopped):
            if refreshed.problems and refreshed.problems != known:
                print(format_problems(refreshed.problems, Format.TEXT))
            known = refreshed.problems
            print(_line(len(refreshed.changed), refreshed.seconds, refreshed.problems), flush=True)


def _line(files: int, seconds: float, problems: tuple[Problem, ...]) -> str:
    """Say in one line what a refresh did."""
    if has_errors(problems):
        return f"serve: {format_count(problems)}; the pages stay as they were"
    took = f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"
    warnings = f"; {format_count(problems)}" if problems else ""
    return f"serve: {files} file{'' if files == 1 else 's'} in {took}{warnings}"

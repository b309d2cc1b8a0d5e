"""Turns the command line into a run: arguments, the clock, printing and the exit code."""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from netzsite.commands import COMMANDS
from netzsite.errors import NetzsiteError
from netzsite.reporting import Format, format_count, format_problems

DESCRIPTION = """\
netzsite turns one folder of Markdown and YAML into everything that an innovation network publishes.

Start with:  netzsite check      shows mistakes in the content and how to mend them
             netzsite build      publishes all media to the folder public/
"""

EXIT_CODES = (
    "Exit codes: 0 all is well, 1 the content has errors, 2 the command line is wrong, 3 nothing is due (due --since)."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; give 0 if all is well, 1 if the content has errors, 2 if the command line is wrong."""
    arguments = make_parser().parse_args(argv)
    day = arguments.today
    arguments.now = _read_clock if day is None else lambda: day
    arguments.today = arguments.now()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter shows its number
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads the output has stopped reading: netzsite check | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print(f"{arguments.command}: interrupted; {arguments.outcome}", file=sys.stderr)
        return 130
    return code


def _read_clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - the one place where the clock is read


def _run(arguments: argparse.Namespace) -> int:
    try:
        code: int = arguments.run(arguments)
    except NetzsiteError as error:
        problems = sorted(error.problems)
        print(format_problems(problems, arguments.format))
        if arguments.format is Format.TEXT:
            print(f"{arguments.command}: {format_count(problems)}; {arguments.outcome}")
        return 1
    return code


def make_parser() -> argparse.ArgumentParser:
    """Declare the command line."""
    parser = argparse.ArgumentParser(
        prog="netzsite",
        description=DESCRIPTION,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(today=None, format=Format.TEXT, outcome="nothing was published")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        verb = verbs.add_parser(command.NAME, help=command.HELP, description=command.HELP, epilog=EXIT_CODES)
        command.add_arguments(verb)
        verb.set_defaults(run=command.run)
    return parser

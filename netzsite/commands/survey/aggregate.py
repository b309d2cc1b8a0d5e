"""The step `aggregate` of `survey`: turns answers into published tables and figures."""

import argparse
from pathlib import Path

from netzsite.arguments import add_source_arguments, find_theme
from netzsite.engine.files import replace_file

NAME = "aggregate"
HELP = "turn the answers into published tables and figures, without anything that betrays a company's answer"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("year", type=int, metavar="YEAR", help="the year of the survey, its folder below surveys/")
    add_source_arguments(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")


def run(arguments: argparse.Namespace) -> int:
    """Write what has changed, and say how much is suppressed; no number and no answer is printed."""
    from netzsite.survey.aggregating.proposal import propose  # most of netzsite

    content: Path = arguments.content
    proposal = propose(content, arguments.theme or find_theme(content), arguments.year)
    for path, text in proposal.files.items():
        data, is_there = text.encode(), path.is_file()
        if not is_there or path.read_bytes() != data:
            if not arguments.dry_run:
                replace_file(path, data)
            print(f"survey: {path}: {'brought up to date' if is_there else 'written'}")
    shown = proposal.outcome.tables.numbers.values()
    hidden = sum(number.value is None for number in shown)
    print(f"survey: {len(shown)} numbers, {hidden} of them suppressed")
    named = len(proposal.outcome.tables.facts.named)
    if named:
        print(f"survey: {named} companies named, because they have agreed")
    return 0

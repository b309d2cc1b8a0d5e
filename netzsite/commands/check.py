"""The verb `check`: reads and checks everything, writes nothing."""

import argparse

from netzsite.arguments import add_content_arguments, make_settings
from netzsite.errors import has_errors
from netzsite.reporting import Format, format_count, format_problems

NAME = "check"
HELP = "look for mistakes in the content; nothing is written"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_content_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong; 1 if anything must be mended."""
    from netzsite.pipeline import inspect  # most of netzsite

    problems = inspect(make_settings(arguments))
    if problems or arguments.format is Format.JSON:
        print(format_problems(problems, arguments.format))
    if arguments.format is Format.TEXT:
        print(f"check: {format_count(problems)}")
    return int(has_errors(problems) or (arguments.strict and bool(problems)))

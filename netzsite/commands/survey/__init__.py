"""The verb `survey`: the yearly survey, from forms to published figures; each step is a verb of its own."""

import argparse

from netzsite.commands.survey import aggregate, audit, collect, forms, send, status
from netzsite.reporting import Format

NAME = "survey"
HELP = "the yearly survey of companies: forms, collected answers, published figures"

STEPS = (forms, send, status, collect, aggregate, audit)
"""Written out: a step is a file here and a name in this tuple."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the steps and their arguments."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True, help="what to do")
    for step in STEPS:
        below = steps.add_parser(step.NAME, help=step.HELP, description=step.HELP)
        below.set_defaults(outcome="nothing was written")
        step.add_arguments(below)
        below.set_defaults(step=step.run, format=Format.TEXT)


def run(arguments: argparse.Namespace) -> int:
    """Do the step that was named."""
    code: int = arguments.step(arguments)
    return code

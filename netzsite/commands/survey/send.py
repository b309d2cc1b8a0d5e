"""The step `send` of `survey`: sends letters, reminders or questions; says what it would do, unless told to."""

import argparse
import os
from pathlib import Path

from netzsite.arguments import add_source_arguments
from netzsite.commands.send import parse_rate

NAME = "send"
HELP = "send the mails of a folder, each to the one address in it; says what it would do, unless --really is given"

JOURNAL = "sent.journal"
"""What was sent: beside the questionnaire."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("year", type=int, metavar="YEAR", help="the year of the survey, its folder below surveys/")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder of the mails")
    add_source_arguments(parser)
    parser.add_argument("--really", action="store_true", help="send them")
    parser.add_argument(
        "--rate", type=parse_rate, default=1.0, metavar="RATE", help="mails a minute, or 2/s, 500/h (default: 60)"
    )
    parser.set_defaults(outcome="nothing was sent")


def run(arguments: argparse.Namespace) -> int:
    """Send, or say what would be sent: 0 if all have gone out or could, 1 if not."""
    from netzsite.sending.account import describe_account  # most of netzsite
    from netzsite.sending.drafts import post_drafts, read_drafts, waiting
    from netzsite.survey.campaign import read_directory
    from netzsite.survey.folder import survey_folder

    journal, name = survey_folder(arguments.content, arguments.year) / JOURNAL, f"survey/{arguments.year}"
    drafts = read_drafts(arguments.folder)
    todo = waiting(drafts, journal, name)
    for draft in todo:
        print(f"survey: {draft.name}: to {draft.addressee.masked}")
    print(f"survey: {len(todo)} of {len(drafts)} mails to be sent")
    if not arguments.really:
        print(f"survey: mail server: {describe_account(os.environ)}")
        print("survey: nothing was sent; --really sends them")
        return 0
    network, _ = read_directory(arguments.content)
    sent, halted = post_drafts(drafts, journal, name, arguments.rate, arguments.now, network.time_zone)
    print(f"survey: {sent} sent, {len(todo) - sent} not" + (f"; {halted}" if halted else ""))
    return int(sent < len(todo))

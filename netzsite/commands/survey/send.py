"""The step `send` of `survey`: sends letters, reminders or questions; says what it would do, unless told to."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from netzsite.arguments import add_source_arguments
from netzsite.commands.send import parse_rate

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    parser.add_argument(
        "--again",
        action="append",
        choices=["refused", "unknown"],
        default=[],
        metavar="STATE",
        help="try these again: refused, or unknown, who may have it already; can be repeated",
    )
    parser.set_defaults(outcome="nothing was sent")


def run(arguments: argparse.Namespace) -> int:
    """Send, or say what would be sent: 0 if all have gone out or could, 1 if not."""
    from netzsite.sending.account import describe_account  # most of netzsite
    from netzsite.sending.drafts import missed, post_drafts, read_drafts, waiting
    from netzsite.sending.posting import AGAIN, Manner
    from netzsite.survey.campaign import read_directory
    from netzsite.survey.folder import survey_folder

    journal, name = survey_folder(arguments.content, arguments.year) / JOURNAL, f"survey/{arguments.year}"
    drafts, again = read_drafts(arguments.folder), [AGAIN[state] for state in arguments.again]
    todo = waiting(drafts, journal, name, again)
    for draft in todo:
        print(f"survey: {draft.name}: to {draft.addressee.masked}")
    print(f"survey: {len(todo)} of {len(drafts)} mails to be sent")
    if not arguments.really:
        _list_missed(missed(drafts, journal, name))
        print(f"survey: mail server: {describe_account(os.environ)}")
        print("survey: nothing was sent; --really sends them")
        return 0
    network, _ = read_directory(arguments.content)
    manner = Manner(arguments.rate, arguments.rate, again, arguments.now, _say_nothing)
    dispatch = post_drafts(drafts, journal, name, manner, network.time_zone)
    _list_missed(dispatch.missed)
    not_sent = max(len(todo) - dispatch.sent, len(dispatch.missed))
    print(f"survey: {dispatch.sent} sent, {not_sent} not" + (f"; {dispatch.halted}" if dispatch.halted else ""))
    return int(not_sent > 0)


def _list_missed(missed: "Sequence[tuple[str, str]]") -> None:
    """Say which mails were tried in vain, and what to do about them."""
    for name, why in missed:
        print(f"survey: {name}: {why}")
    if missed:
        hint = (
            "mend the address in asked.yaml or in the directory and make the mail anew, or try these again with --again"
        )
        print(f"  hint: {hint}")


def _say_nothing(done: int, total: int) -> None:
    """Leave standard output to the report."""

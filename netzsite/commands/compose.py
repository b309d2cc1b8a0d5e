"""The verb `compose`: drafts an edition of a medium from what is new, or adds what is new to one that is there."""

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from netzsite.arguments import add_source_arguments, find_theme
from netzsite.engine.files import replace_file
from netzsite.reporting import Format

if TYPE_CHECKING:
    from netzsite.composing.proposal import Proposal

NAME = "compose"
HELP = "draft an edition of a medium from what is new since the last one; running it again adds only what is new"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("medium", metavar="MEDIUM", help="the medium, as media.yaml names it: online-newsletter")
    add_source_arguments(parser)
    parser.add_argument(
        "--until",
        type=_parse_day,
        default=None,
        metavar="DATE",
        help="the last day of the edition: YYYY-MM-DD (default: today)",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")
    parser.set_defaults(format=Format.TEXT)


def _parse_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f"'{text}' is not a date; write YYYY-MM-DD, for example 2026-03-10"
        raise argparse.ArgumentTypeError(message) from None


def run(arguments: argparse.Namespace) -> int:
    """Draft, write and say what was drafted."""
    from netzsite.composing.proposal import propose  # most of netzsite

    content: Path = arguments.content
    until = arguments.until or arguments.today.date()
    proposal = propose(content, arguments.theme or find_theme(content), arguments.medium, until)
    for line in _lines(proposal):
        print(f"compose: {line}")
    if proposal.text is not None and not arguments.dry_run:
        replace_file(proposal.path, proposal.text.encode())
    return 0


def _lines(proposal: "Proposal") -> list[str]:
    """Say what is drafted, what found no place, and what does not fit its place."""
    window, draft = proposal.draft.window, proposal.draft
    if proposal.text is None:
        least = proposal.profile.least_entries
        nothing = f"{draft.new} new since {window.since}, an edition needs {least}: nothing to write"
        return [f"{proposal.path}: nothing new since {window.since}" if proposal.is_there else nothing]
    lines = [f"{proposal.path}: {'added to' if proposal.is_there else 'drafted'}, {window.since} to {window.until}"]
    for section in draft.sections:
        lines += [f"  {section.section.id}: {pick.name} ({pick.reason})" for pick in section.picks]
    lines += [f"  left out: {pick.name} ({pick.reason})" for pick in draft.left_out]
    lines += [f"  {misfit}" for section in draft.sections for misfit in section.misfits()]
    if proposal.pages is not None:
        lines.append(f"  {draft.characters} characters fill about {proposal.pages:.1f} pages")
    return lines

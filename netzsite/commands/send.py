"""The verb `send`: sends an edition to a table of addresses over SMTP, or makes it a campaign of listmonk."""

import argparse
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netzsite.arguments import add_cache_argument, add_source_arguments, make_settings
from netzsite.reporting import Format

if TYPE_CHECKING:
    from netzsite.sending.addresses import Recipient
    from netzsite.sending.issue import Issue

NAME = "send"
HELP = "send an edition as mail; says what it would do, unless --really is given"

_SECONDS = {"s": 1, "min": 60, "h": 3600}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("edition", metavar="EDITION", help="medium and edition: online-newsletter/2026-11-20")
    whereto = parser.add_mutually_exclusive_group()
    whereto.add_argument("--to", type=Path, metavar="FILE", help="send to the addresses of this CSV file")
    whereto.add_argument("--listmonk", metavar="URL", help="make it a campaign of listmonk at this address")
    parser.add_argument("--list", action="append", default=[], metavar="NAME", help="a list of listmonk, or its number")
    parser.add_argument("--lang", metavar="LANG", help="the language of those who name none, of a test or a campaign")
    parser.add_argument("--really", action="store_true", help="send it, or let listmonk send it")
    parser.add_argument("--test", metavar="ADDRESS", help="send one mail, marked as a test, to this address only")
    parser.add_argument(
        "--rate", type=parse_rate, default=1.0, metavar="RATE", help="mails a minute, or 2/s, 500/h (default: 60)"
    )
    parser.add_argument(
        "--pause",
        type=_parse_seconds,
        default=30.0,
        metavar="SECONDS",
        help="wait so long before a mail is tried again, then twice as long, and so on (default: 30)",
    )
    parser.add_argument(
        "--again",
        action="append",
        choices=["refused", "unknown"],
        default=[],
        metavar="STATE",
        help="try these again: refused, or unknown, who may have it already; can be repeated",
    )
    parser.add_argument("--journal", type=Path, metavar="FILE", help="the journal of who was sent it")
    add_source_arguments(parser)
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("public"),
        metavar="FOLDER",
        help="the output to send from (default: public)",
    )
    add_cache_argument(parser)
    parser.add_argument(
        "--format",
        type=Format,
        choices=[Format.TEXT, Format.JSON],
        default=Format.TEXT,
        metavar="FORMAT",
        help="how it is printed: text or json (default: text)",
    )
    parser.set_defaults(outcome="nothing was sent", refuse=parser.error)


def parse_rate(text: str) -> float:
    """Give the seconds from one mail to the next."""
    found = re.fullmatch(r"([1-9]\d{0,5})(?:/(s|min|h))?", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a rate; write mails a minute, or 2/s, 500/h")
    return _SECONDS[found[2] or "min"] / int(found[1])


def _parse_seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of seconds")
    return float(text)


def run(arguments: argparse.Namespace) -> int:
    """Send, or say what would be sent: 0 if everybody has it or could get it, 1 if not."""
    if arguments.to is None and arguments.listmonk is None and arguments.test is None:
        arguments.refuse("say to whom: --to FILE, --listmonk URL, or --test ADDRESS")
    if (arguments.listmonk is not None) != bool(arguments.list):
        arguments.refuse("--listmonk URL and --list NAME belong together")
    if arguments.really and arguments.test is not None:
        arguments.refuse("a test goes to one address: leave out --test or --really")
    from netzsite.config import MailService  # most of netzsite, and not needed until here
    from netzsite.sending.issue import read_issue

    service = MailService.SMTP if arguments.listmonk is None else MailService.LISTMONK
    issue = read_issue(make_settings(arguments), arguments.edition, service)
    lang = arguments.lang or issue.default
    if lang not in issue.letters:
        arguments.refuse(f"the edition is not there in '{lang}': write one of {', '.join(issue.letters)}")
    if arguments.listmonk is not None:
        return _run_listmonk(arguments, issue, lang)
    return _run_test(arguments, issue, lang) if arguments.test is not None else _run_smtp(arguments, issue, lang)


def _run_smtp(arguments: argparse.Namespace, issue: "Issue", lang: str) -> int:
    from netzsite.sending.account import describe_account
    from netzsite.sending.addresses import read_addresses
    from netzsite.sending.posting import AGAIN, Manner, find_journal, look, post
    from netzsite.sending.report import as_dict, plan_lines, report_lines, summary

    addresses = read_addresses(arguments.to, tuple(issue.letters), lang)
    path = arguments.journal or find_journal(arguments.content, issue.edition)
    again = {AGAIN[name] for name in arguments.again}
    if arguments.really:
        progress = _show_progress if arguments.format is Format.TEXT else _show_nothing
        tally = post(issue, addresses, path, Manner(arguments.rate, arguments.pause, again, arguments.now, progress))
        lines = [*report_lines(tally), f"{issue.edition}: {summary(tally)}"]
    else:
        tally = look(issue, addresses, path, again)
        server = f"mail server: {describe_account(os.environ)}"
        lines = [*plan_lines(tally, arguments.rate), server, f"{issue.edition}: nothing was sent; --really sends it"]
    _print(arguments, lines, as_dict(tally))
    if tally.halted == "interrupted":
        return 130
    return 0 if tally.is_complete or not arguments.really else 1


def _run_test(arguments: argparse.Namespace, issue: "Issue", lang: str) -> int:
    from netzsite.sending.posting import post_test

    recipient = _tester(arguments, lang)
    words = post_test(issue, lang, recipient, arguments.now)
    subject = issue.letters[lang].subject
    line = f"{issue.edition}: sent a test in '{lang}' to {recipient.masked}: {words}"
    _print(arguments, [line], {"edition": issue.edition, "lang": lang, "subject": subject, "test": recipient.masked})
    return 0


def _tester(arguments: argparse.Namespace, lang: str) -> "Recipient":
    from netzsite.sending.addresses import Recipient, deliverable

    try:
        return Recipient(0, deliverable(arguments.test), lang=lang)
    except ValueError as error:
        arguments.refuse(f"--test: {error}")
        raise


def _run_listmonk(arguments: argparse.Namespace, issue: "Issue", lang: str) -> int:
    from netzsite.sending.campaign import Listmonk

    listmonk, letter = Listmonk(arguments.listmonk, os.environ), issue.letters[lang]
    campaign = listmonk.find(letter)
    is_started = campaign is not None and campaign.status in ("running", "finished")
    if campaign is None or not (is_started and arguments.really):
        campaign = listmonk.put(letter, arguments.list)
        if arguments.test is not None:
            listmonk.test(campaign, letter, arguments.list, _tester(arguments, lang).address)
        if arguments.really:
            campaign = listmonk.start(campaign)
    done = "was started before" if is_started else "brought up to date" if campaign.was_there else "made"
    line = f"{issue.edition}: campaign {campaign.id} {done}, {campaign.status}: {campaign.url}"
    values = {"edition": issue.edition, "lang": lang, "campaign": campaign.id, "status": campaign.status}
    _print(arguments, [line], {**values, "url": campaign.url, "was_there": campaign.was_there})
    return 0


def _show_progress(done: int, total: int) -> None:
    if done and done % 50 == 0 and done < total:
        print(f"send: {done} of {total}", flush=True)


def _show_nothing(done: int, total: int) -> None:
    """Leave standard output to the report."""


def _print(arguments: argparse.Namespace, lines: list[str], values: dict[str, Any]) -> None:
    if arguments.format is Format.JSON:
        print(json.dumps(values, indent=1, ensure_ascii=False))
    else:
        print("\n".join(f"send: {line}" for line in lines))

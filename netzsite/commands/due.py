"""The verb `due`: says when the output changes by the calendar alone, and whether it has changed since a build."""

import argparse
import datetime as dt
import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netzsite.arguments import add_reading_arguments, make_settings, parse_instant, parse_moment
from netzsite.engine.publishing import read_as_of
from netzsite.reporting import Format

if TYPE_CHECKING:
    from netzsite.agenda import Change
    from netzsite.holdings import Holdings

NAME = "due"
HELP = "say when the output changes by the calendar alone, so that it is built then"

NOTHING_DUE = 3
"""Exit code: what was published is what a build would make of it now."""

_WORDS = {
    "appears": "appears",
    "embargo": "comes out of embargo",
    "consent": "may be shown: the consent begins",
    "news": "becomes news: feeds take it",
    "opens": "opens",
    "near": "a deadline is near",
    "deadline": "a deadline has passed",
    "registration": "registration has closed",
    "meeting": "a meeting is past",
    "expires": "expires",
    "over": "is over",
    "stale": "was last checked long ago: its page says so",
    "left": "has left",
    "vanishes": "is not shown any more",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_reading_arguments(parser)
    parser.add_argument("--drafts", action="store_true", help="drafts are published too")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="list all moments to come, not only the next one")
    which.add_argument(
        "--until", type=parse_moment, default=None, metavar="DATE", help="list the moments until then, inclusive"
    )
    which.add_argument(
        "--since",
        type=_parse_since,
        default=None,
        metavar="OUTPUT",
        help="ask whether something is due since this output was made: its folder, its manifest.json, or a date; "
        f"the exit code is 0 if it is, {NOTHING_DUE} if not",
    )
    parser.add_argument(
        "--format",
        type=Format,
        choices=[Format.TEXT, Format.JSON],
        default=Format.TEXT,
        metavar="FORMAT",
        help="how it is printed: text or json (default: text)",
    )


def _parse_since(text: str) -> dt.datetime | Path:
    return parse_instant(text) if text[:4].isdigit() and not Path(text).exists() else Path(text)


def run(arguments: argparse.Namespace) -> int:
    """Print what happens when."""
    from netzsite.agenda import Agenda  # the kinds, needed only here
    from netzsite.holdings import read_holdings

    holdings = read_holdings(make_settings(arguments))
    agenda, now = Agenda(holdings.catalogue, arguments.drafts), holdings.catalogue.moment
    since = _moment_of(arguments.since, holdings) if arguments.since is not None else now
    coming = next(agenda.changes(now), None)
    if arguments.since is not None:
        found = tuple(agenda.changes(since, now)) if since is not None else ()
    else:
        found = tuple(agenda.changes(now, _end(arguments, coming)))
    is_due = bool(found) or since is None
    report = _Report(holdings, found, coming.moment if coming is not None else None)
    if arguments.format is Format.JSON:
        print(json.dumps(report.as_dict(arguments.since, since, is_due=is_due), indent=1, ensure_ascii=False))
    else:
        print("\n".join([*report.lines(), f"due: {report.summary(arguments.since, since)}"]))
    return NOTHING_DUE if arguments.since is not None and not is_due else 0


def _moment_of(since: dt.datetime | Path, holdings: "Holdings") -> str | None:
    """Give the moment after which something is due; None where it is not known when the output was made."""
    from netzsite.inspection import network_time

    return read_as_of(since) if isinstance(since, Path) else network_time(since, holdings.network).isoformat()


def _end(arguments: argparse.Namespace, coming: "Change | None") -> str:
    if arguments.all:
        return "9"
    if arguments.until is not None:
        return str(arguments.until.isoformat())
    return coming.moment if coming is not None else ""


class _Report:
    """Writes what happens when."""

    def __init__(self, holdings: "Holdings", found: Iterable["Change"], coming: str | None) -> None:
        self.holdings, self.coming = holdings, coming
        self.moments = {moment: list(changes) for moment, changes in groupby(found, key=lambda each: each.moment)}

    def lines(self) -> Iterable[str]:
        for moment, changes in self.moments.items():
            yield _shown(moment)
            for change in changes:
                words = ", ".join(_WORDS[occasion.value] for occasion in change.occasions)
                yield f"  {self._file(change)}: {change.entry[0]} '{self._title(change)}': {words}"

    def summary(self, asked: dt.datetime | Path | None, since: str | None) -> str:
        following = f"the next change is on {_shown(self.coming)}" if self.coming else "nothing changes after that"
        if asked is None:
            count = len(self.moments)
            listed = f"{count} moment{'' if count == 1 else 's'}"
            return listed if count > 1 else following if self.coming else "nothing changes by itself any more"
        if since is None:
            return f"it is not known when {asked} was made: build now; {following}"
        if not self.moments:
            return f"nothing since {_shown(since) or 'the beginning'}; {following}"
        return f"build now; {following}"

    def as_dict(self, asked: object, since: str | None, *, is_due: bool) -> dict[str, Any]:
        state = {} if asked is None else {"since": self._aware(since), "is_due": is_due}
        return {
            "now": self._aware(self.holdings.catalogue.moment),
            **state,
            "next": self._aware(self.coming),
            "moments": [
                {"moment": self._aware(moment), "changes": [self._change(change) for change in changes]}
                for moment, changes in self.moments.items()
            ],
        }

    def _change(self, change: "Change") -> dict[str, Any]:
        kind, entry_id = change.entry
        occasions = [occasion.value for occasion in change.occasions]
        return {
            "file": self._file(change),
            "kind": kind,
            "id": entry_id,
            "title": self._title(change),
            "why": occasions,
        }

    def _file(self, change: "Change") -> str:
        from netzsite.listing import shown_path

        return shown_path(self.holdings.content.folder, self.holdings.content.heads[change.entry].files[0])

    def _title(self, change: "Change") -> str:
        return self.holdings.content.open_entry(change.entry).title(self.holdings.network.default_language)

    def _aware(self, moment: str | None) -> str | None:
        """Write a moment of the network's time zone with its distance from UTC, for programs elsewhere."""
        if not moment:
            return None
        from zoneinfo import ZoneInfo  # and the settings of Python's build, needed only here

        zone = ZoneInfo(self.holdings.network.time_zone)
        return dt.datetime.fromisoformat(moment).replace(tzinfo=zone).isoformat()


def _shown(moment: str) -> str:
    return moment[:16].replace("T", " ")

"""Turns the questions that made a file due into words: what has changed, seen from the file."""

from collections.abc import Iterator
from pathlib import Path

from netzsite.settings import Built

NEW, ALL, LOST = "new", "all", "lost"
"""Why a file is due beside its questions: it was not there; nothing is known of an earlier build under the same theme,
profiles, code and libraries; the published file is gone, or not as it was published."""

MOST = 12
"""Reasons that are written out; more say no more."""

_OTHERS = {
    NEW: "it is new",
    ALL: "no earlier build is known with the same theme, profiles, version of netzsite and libraries",
    LOST: "the published file was gone, or changed by somebody else",
}
_WORDS = {
    "entry": "the entry {0} has changed, appeared or gone",
    "face": "the fields of {0} have changed, or it has appeared or gone",
    "name": "what the id '{1}' means has changed",
    "referring": "other entries name {0} than before",
    "all": "an entry of the kind '{1}' has changed",
    "any": "there are entries of the kind '{1}' for the first time, or no more",
    "count": "the number of entries of the kind '{1}' has changed",
    "labels": "the counts of entries of the kind '{1}' have changed",
    "list": "a list of entries of the kind '{1}' has changed",
    "listed": "entries of the kind '{1}' have appeared, gone, expired, or changed their address or day",
    "years": "the years of the kind '{1}' have changed",
    "newest": "other entries are the newest",
    "time": "the moment {1} has come, or the build looks at an earlier day",
}
"""Verb of a question -> what has changed; {0} is the entry, {1} the first argument."""


def explain(built: Built, output: Path, path: str) -> Iterator[str]:
    """Yield lines that say why a build made a file anew, or that it did not.

    Args:
        built: what the build did.
        output: the output folder.
        path: the file, below the output folder or below the folder that one works in.
    """
    relative = path.removeprefix(f"{output.as_posix()}/")
    reasons = built.reasons.get(relative)
    if reasons is None:
        is_there = (output / relative).is_file()
        what = "was left as it was: nothing that it shows has changed" if is_there else "is no file of the output"
        yield f"{relative} {what}"
        return
    yield f"{relative} was made anew:"
    yield from (f"  {_say(reason)}" for reason in reasons[:MOST])
    if len(reasons) > MOST:
        yield f"  and {len(reasons) - MOST} more"


def _say(reason: str) -> str:
    verb, *arguments = reason.split(" ")
    if not arguments:
        return _OTHERS[verb]
    return _WORDS[verb].format(":".join(arguments[:2]), arguments[0])

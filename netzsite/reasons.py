"""Turns the questions that made a file due into words: what has changed, seen from the file."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from netzsite.settings import Built

NEW, ALL, LOST, FEWER, DOCUMENTS = "new", "all", "lost", "fewer", "documents"
"""Why a file is due beside its questions: it was not there; nothing is known of an earlier build under the same theme,
profiles, code and libraries; the published file is gone, or not as it was published; so is one that it is made from;
it lists other files."""

_MADE = "made "
_SOURCE = "it is made from {}, which has changed or is new"
"""How a reason begins that names a source, and how it is said."""

MOST = 12
"""Reasons that are written out; more say no more."""

_OTHERS = {
    NEW: "it is new",
    ALL: "no earlier build is known with the same theme, profiles, version of netzsite and libraries",
    LOST: "the published file was gone, or changed by somebody else",
    FEWER: "a file that it was made from is gone, or another that is made with it was",
    DOCUMENTS: "the documents that it lists have changed, appeared or gone",
}
_WORDS = {
    "entry": "the entry {0} has changed, appeared or gone",
    "face": "the fields of {0} have changed, or it has appeared or gone",
    "name": "what the id '{1}' means has changed",
    "referring": "other entries name {0} than before",
    "all": "an entry of the kind '{1}' has changed",
    "any": "there are entries of the kind '{1}' for the first time, or no more",
    "count": "the number of entries of the kind '{1}' has changed",
    "known": "entries of the kind '{1}' have other labels than before",
    "labels": "the counts of entries of the kind '{1}' have changed",
    "list": "a list of entries of the kind '{1}' has changed",
    "listed": "entries of the kind '{1}' have appeared, gone, expired, or changed their address or day",
    "years": "the years of the kind '{1}' have changed",
    "tally": "the counts of entries of the kind '{1}' by years have changed",
    "beside": "the entries before and after {0} are others",
    "related": "the entries related to {0} are others",
    "links": "{0} names other entries",
    "newest": "other entries are the newest",
    "time": "the moment {1} has come, or the build looks at an earlier day",
    "moved": "entries have other former ids, or their pages have other addresses",
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


def finishing_reasons(
    sources: Iterable[str], paths: Iterable[str], known: Mapping[str, object], there: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    """Say why files that are made of finished files were made anew: path -> reasons.

    Args:
        sources: those of the finished files that have changed.
        paths: what was made of them together.
        known: what the last build made so: path -> stamp.
        there: what lies in the output: path -> stamp.
    """
    changed = tuple(f"{_MADE}{source}" for source in sources)
    reasons = dict[str, tuple[str, ...]]()
    for path in paths:
        if not known:
            reasons[path] = (ALL,)
        elif changed:
            reasons[path] = changed
        elif path not in known:
            reasons[path] = (NEW,)
        else:
            reasons[path] = (FEWER,) if known[path] == there.get(path) else (LOST,)
    return reasons


def _say(reason: str) -> str:
    if reason.startswith(_MADE):
        return _SOURCE.format(reason.removeprefix(_MADE))
    verb, *arguments = reason.split(" ")
    if not arguments:
        return _OTHERS[verb]
    return _WORDS[verb].format(":".join(arguments[:2]), arguments[0])

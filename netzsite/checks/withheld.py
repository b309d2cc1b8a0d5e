"""The rule that no sentence gets a hole: a link without words to what is not public yet would show nothing."""

from collections.abc import Iterator

from netzsite.errors import Code, Problem, Severity
from netzsite.library import Library, public_library
from netzsite.prose import Mentioned, mentions


def check(library: Library) -> Iterator[Problem]:
    """Yield links without words to entries that are withheld at the library's moment."""
    public = public_library(library, with_drafts=False)
    for ids in library.entries.values():
        for entry in ids.values():
            for wording in entry.wordings.values():
                for mention in mentions(wording.body):
                    if mention.what is not Mentioned.ENTRY or mention.words:
                        continue
                    target = library.find(mention.target, entry)
                    if target is not None and public.named(target.key) is None:
                        spot = wording.source.body_spot(mention.line, mention.column)
                        message = f"[[{mention.target}]] is not public yet, so nothing would stand here"
                        hint = f"give the link words of its own: [[{mention.target}|words]]"
                        yield Problem(spot, Code.WITHHELD_REFERENCE, message, hint, Severity.WARNING)

"""The rule that no sentence gets a hole: a link without words to what is not public yet would show nothing."""

from collections.abc import Iterator

from netzsite.entry import Entry, Kind
from netzsite.errors import Code, Problem, Severity
from netzsite.library import Library
from netzsite.prose import Mentioned, mentions
from netzsite.rule import Rule


class Withheld(Rule):
    """Looks for links without words to what is withheld."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield links without words to entries that are withheld at the library's moment."""
        for wording in entry.wordings.values():
            for mention in mentions(wording.body):
                if mention.what is not Mentioned.ENTRY or mention.words:
                    continue
                target = library.resolve(mention.target, entry.id)
                if isinstance(target, tuple) and library.is_withheld(target):
                    spot = wording.source.body_spot(mention.start)
                    message = f"[[{mention.target}]] is not public yet, so nothing would stand here"
                    hint = f"give the link words of its own: [[{mention.target}|words]]"
                    yield Problem(spot, Code.WITHHELD_REFERENCE, message, hint, Severity.WARNING)

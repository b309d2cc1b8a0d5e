"""What a rule of `checks/` is: it turns a text, an entry or the whole library into problems."""

from collections.abc import Iterator

from netzsite.entry import Entry, Kind, Wording
from netzsite.errors import Problem
from netzsite.library import Library


class Rule:
    """Base of the rules; each says what it has to say of some of these, drafts and withheld entries included.

    An entry is looked at again when it changes, or when the answer to anything changes that was asked of the library.
    """

    def of_text(self, wording: Wording) -> Iterator[Problem]:
        """Yield what is wrong with a text by itself; its entry may have mistakes in its fields."""
        yield from ()

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield what is wrong with an entry."""
        yield from ()

    def of_network(self, library: Library) -> Iterator[Problem]:
        """Yield what is wrong with the profiles, or with the folder as a whole."""
        yield from ()

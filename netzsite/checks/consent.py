"""The rule that people are published only with their consent: says who is left out."""

from collections.abc import Iterator

from netzsite.entry import Entry, Kind
from netzsite.errors import Code, Problem, Severity
from netzsite.kinds.person import Person
from netzsite.library import Library
from netzsite.rule import Rule


class Consent(Rule):
    """Warns of a person without consent."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield a warning if the entry is a person without consent."""
        person = entry.facts
        if isinstance(person, Person) and person.consent is None and not person.draft:
            message = f"{person.full_name} is not published: no consent is recorded"
            hint = "ask, then add 'consent: YYYY-MM-DD'; or set 'draft: true' to hear no more of it"
            yield Problem(entry.source.spot(), Code.NO_CONSENT, message, hint, Severity.WARNING)

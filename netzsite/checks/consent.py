"""The rule that people are published only with their consent: says who is left out."""

from collections.abc import Iterator

from netzsite.errors import Code, Problem, Severity
from netzsite.kinds.person import Person
from netzsite.library import Library


def check(library: Library) -> Iterator[Problem]:
    """Yield a warning for each person without consent."""
    for person in library.of(Person):
        if person.facts.consent is None and not person.facts.draft:
            message = f"{person.facts.full_name} is not published: no consent is recorded"
            hint = "ask, then add 'consent: YYYY-MM-DD'; or set 'draft: true' to hear no more of it"
            yield Problem(person.source.spot(), Code.NO_CONSENT, message, hint, Severity.WARNING)

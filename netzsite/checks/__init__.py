"""The rules, written out: a new rule is a file here and a name in `CHECKS`."""

from collections.abc import Iterator
from typing import Protocol

from netzsite.checks import consent, editions, figures, letters, pictures, texts, translations, withheld
from netzsite.errors import Problem
from netzsite.library import Library


class Check(Protocol):
    """What a module of this folder offers."""

    def check(self, library: Library) -> Iterator[Problem]:
        """Yield what is wrong with the library, drafts and withheld entries included."""


CHECKS: tuple[Check, ...] = (texts, translations, pictures, figures, editions, consent, withheld, letters)

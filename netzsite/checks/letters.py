"""The rule that the fonts have every letter of the texts, so that none is printed in a font of the system."""

import re
from collections.abc import Iterator

from netzsite.entry import Wording
from netzsite.errors import Code, Problem, Severity
from netzsite.render.fonts import missing_characters
from netzsite.rule import Rule

_UNCOMMON = re.compile("[^\\t\\n -~\u00a0-\u017f\u2010-\u2027\u202f\u2030\u2039\u203a\u20ac]+")
"""All but Latin letters and the usual punctuation, which the fonts have; fonts are opened only where this matches."""


class Letters(Rule):
    """Looks for letters that the fonts lack."""

    def of_text(self, wording: Wording) -> Iterator[Problem]:
        """Yield a warning for each run of letters that the fonts lack."""
        for found in _UNCOMMON.finditer(wording.body):
            missing = missing_characters(found[0])
            if missing:
                line = wording.body.count("\n", 0, found.start()) + 1
                column = found.start() - wording.body.rfind("\n", 0, found.start())
                names = ", ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in missing)
                spot = wording.source.body_spot(line, column)
                hint = "write it in other letters; else readers and printers see it in some other font"
                yield Problem(spot, Code.MISSING_LETTER, f"the fonts have no {names}", hint, Severity.WARNING)

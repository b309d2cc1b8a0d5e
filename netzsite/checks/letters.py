"""The rule that the fonts have every letter of the texts, so that none is printed in a font of the system."""

import re
from collections.abc import Iterator

from netzsite.entry import Wording
from netzsite.errors import Code, Problem, Severity
from netzsite.render.fonts import missing_characters
from netzsite.rule import Rule

UNCOMMON = re.compile("[^\\t\\n -~\u00a0-\u017f\u2010-\u2027\u202f\u2030\u2039\u203a\u20ac]+")
"""All but Latin letters and the usual punctuation, which the fonts have; fonts are opened only where this matches."""

_COMMON_BYTES = b"\t\n" + bytes(range(0x20, 0x7F)) + bytes(range(0x80, 0xC0)) + b"\xc3\xc4\xc5\xe2"
"""Bytes that those have in UTF-8; 0xe2 begins other letters as well."""

_OTHER_SIGNS = re.compile(b"\xe2(?!\x80[\x90-\xa7\xaf\xb0\xb9\xba]|\x82\xac)")
"""What 0xe2 begins but dashes, quotation marks, dots, the per mille and the euro sign: what is not common of it."""


class Letters(Rule):
    """Looks for letters that the fonts lack."""

    def of_text(self, wording: Wording) -> Iterator[Problem]:
        """Yield a warning for each run of letters that the fonts lack."""
        for found in UNCOMMON.finditer(wording.body) if may_have_uncommon(wording.body) else ():
            missing = missing_characters(found[0])
            if missing:
                names = ", ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in missing)
                spot = wording.source.body_spot(found.start())
                hint = "write it in other letters; else readers and printers see it in some other font"
                yield Problem(spot, Code.MISSING_LETTER, f"the fonts have no {names}", hint, Severity.WARNING)


def may_have_uncommon(text: str) -> bool:
    """Look whether it can be worth looking for uncommon letters: that takes a quarter of the time of finding none."""
    data = text.encode()
    return bool(data.translate(None, _COMMON_BYTES) or _OTHER_SIGNS.search(data))

"""What came back: a file's answers as they were typed, before anybody has understood them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from netzsite.errors import Code
from netzsite.survey.key import Identification

MAX_BYTES = 20 * 1024 * 1024
"""No form is larger; ours have a hundredth of it."""


class Refused(Enum):
    """What stands in the place of an answer and is none."""

    FORMULA = "formula"


Typed = str | Decimal | dt.date | tuple[str, ...] | Refused
"""A text, a number or a day as a spreadsheet knows them, the ids or words of options, or what is none of these."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that came back.

    Attributes:
        identification: what it says of itself.
        typed: question -> what was typed; an empty text where the question was left out.
        facts: fact of the directory -> what was typed.
        by: who has filled it in.
        is_exact: numbers are written as programs write them, with a point before decimals.
    """

    identification: Identification
    typed: Mapping[str, Typed] = field(repr=False)
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)
    by: str = ""
    is_exact: bool = False


class UnusableError(Exception):
    """A file that no answers can be taken from; says only why, never what stands in it.

    Attributes:
        code: why.
    """

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code

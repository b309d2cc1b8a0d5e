"""Turns what a YAML parser says of a mistake into words for people who have never heard of YAML."""

import re
from dataclasses import dataclass
from enum import Enum


class Place(Enum):
    """Which of a parser's two places shows the mistake.

    The problem is where it could not go on, the opening where what it was reading begins; either means the opening if
    that is on another line.
    """

    PROBLEM = "problem"
    OPENING = "opening"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say: where, what is wrong ({} is the character at the place), and how to mend it."""

    place: Place
    message: str
    hint: str

    def words(self, before: str, character: str) -> tuple[str, str]:
        """Give message and hint.

        Args:
            before: the line up to the place.
            character: the character at the place; empty at the end of the file.
        """
        if character == "\t":
            return "a tab stands where blanks should be", "indent with blanks, never with the tab key"
        if self.message == _MISFIT and re.search(r"[\"'\]}]\s*$", before):
            message = "something follows the closing quotation mark or bracket"
            return message, "put the whole value in quotation marks, in single ones ' if it contains double ones"
        return self.message.replace("{}", character or "this character"), self.hint


def advise(said: str) -> Advice:
    """Find the advice on what libyaml said: its context and its problem."""
    return next(advice for pattern, advice in _ADVICE if re.search(pattern, said))


_MISFIT = "this line does not fit to the lines above"
_BEGINS = "a value must not begin with {}"
_QUOTE = "put the whole value in quotation marks"

_ADVICE = tuple(
    (pattern, Advice(place, message, hint))
    for pattern, place, message, hint in (
        (
            "mapping values are not allowed",
            Place.PROBLEM,
            "a colon stands where none can be",
            "put a value that contains ': ' in quotation marks; in the line above, is there a blank after the colon?",
        ),
        ("cannot start any token", Place.PROBLEM, _BEGINS, _QUOTE),
        (
            "could not find expected ':'",
            Place.OPENING,
            "a colon is missing in this line",
            "write 'name: value'; indent all lines of a long text",
        ),
        (
            "expected key|<document start>",
            Place.PROBLEM,
            _MISFIT,
            "begin the fields of a group in the same column; put a value that contains quotation marks in others",
        ),
        (
            "expected ',' or '\\]'",
            Place.EITHER,
            "this list in brackets is not divided by commas, or never closed",
            "write [one, two]",
        ),
        (
            "expected ',' or '}'",
            Place.EITHER,
            "this group in braces is not divided by commas, or never closed",
            "write {name: value, name: value}",
        ),
        (
            "expected '-' indicator",
            Place.PROBLEM,
            "this line does not belong to the list above",
            "begin each item with '- ' in the same column",
        ),
        (
            "quoted scalar: found unexpected",
            Place.OPENING,
            "this quotation mark is never closed",
            "close it with the same mark",
        ),
        (
            "parsing a quoted scalar",
            Place.PROBLEM,
            "the backslash before this character means something else",
            "put the value in single quotation marks ' or write two backslashes",
        ),
        (
            "another document",
            Place.PROBLEM,
            "a second line of --- stands in the file",
            "remove it: a file holds the fields of one entry",
        ),
        ("an alias|undefined alias|an anchor|duplicate anchor", Place.OPENING, _BEGINS, _QUOTE),
        ("a tag|tag handle", Place.OPENING, _BEGINS, _QUOTE),
        ("a directive|incompatible", Place.OPENING, "a line must not begin with %", _QUOTE),
        ("mapping keys are not allowed", Place.PROBLEM, _BEGINS, _QUOTE),
        (
            "block sequence entries are not allowed",
            Place.PROBLEM,
            "a list begins in the line below its name",
            "write each item on a line of its own, or put a value that begins with - in quotation marks",
        ),
        (
            "a block scalar",
            Place.OPENING,
            "a text begins in the line below {}",
            "write nothing after > or |; put a value that begins with one of them in quotation marks",
        ),
        (
            "expected node content",
            Place.PROBLEM,
            _BEGINS,
            "put it in quotation marks; remove a comma that stands twice",
        ),
        (
            "",
            Place.PROBLEM,
            "the fields cannot be read from here on",
            "check indentation, colons and quotation marks",
        ),
    )
)
"""What libyaml says, and what we say; the first that fits counts, the last always does."""

"""Turns what people write into a field for a number into the number, or into the reason why it must be asked back.

Nothing is guessed: what can be read in two ways, and what is more than one number, is no answer. docs/survey.md has the
table of what is read how.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from netzsite.errors import Code
from netzsite.kinds.survey import QuestionType
from netzsite.survey.questionnaire import Question


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language writes numbers: what divides decimals and thousands, and its words for large numbers."""

    decimal: str
    thousands: str
    multiples: dict[str, int]


_THOUSAND, _MILLION, _BILLION = 1000, 10**6, 10**9

MANNERS = {
    "de": Manner(
        ",",
        ".",
        {"t": _THOUSAND, "teur": _THOUSAND, "tsd": _THOUSAND, "tausend": _THOUSAND, "k": _THOUSAND}
        | {"mio": _MILLION, "mill": _MILLION, "million": _MILLION, "millionen": _MILLION}
        | {"mrd": _BILLION, "milliarde": _BILLION, "milliarden": _BILLION},
    ),
    "en": Manner(
        ".",
        ",",
        {"k": _THOUSAND, "thousand": _THOUSAND, "th": _THOUSAND}
        | {"m": _MILLION, "mn": _MILLION, "mio": _MILLION, "million": _MILLION, "millions": _MILLION}
        | {"bn": _BILLION, "billion": _BILLION, "billions": _BILLION},
    ),
}
"""Language -> how it writes numbers; a language that is not here is read as German is."""

DECLINED = frozenset(
    {"k.a.", "k.a", "ka", "k/a", "keineangabe", "keineangaben", "keineauskunft", "vertraulich", "geheim"}
    | {"n/a", "n.a.", "n.a", "na", "noanswer", "notdisclosed", "confidential", "prefernottosay"}
)
"""What says, in small letters and without spaces, that somebody does not want to answer."""

_ABOUT = r"ca\.?|circa|zirka|c\.|rund|etwa|ungefähr|ungef\.|geschätzt|schätzungsweise|about|approx\.?|approximately"
_ESTIMATE = re.compile(rf"(?:(?:{_ABOUT}|around|roughly|est\.?|estimated|~|≈|±)\s*)+")
_ESTIMATED = re.compile(r"\s*\(?\s*(?:geschätzt|gesch\.|schätzung|ca\.?|estimated|estimate|est\.?|approx\.?)\s*\)?$")
_RANGE = re.compile(r"\d\s*(?:-|bis|to|\.\.+|/|oder|or|und|and)\s*(?:ca\.?\s*)?[€$]?\d|(?:zwischen|between)\s*\d")
_BOUND = re.compile(
    r"^(?:[<>≤≥]=?|über|unter|mehr als|weniger als|mindestens|mind\.|min\.|höchstens|max\.|bis zu|bis|maximal|minimal"
    r"|over|under|more than|less than|at least|at most|up to)\s*[€$]?\s*\d|\d\s*\+$"
)
_CURRENCIES = {"€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "usd": "USD", "us$": "USD"}
_CURRENCIES |= {"£": "GBP", "gbp": "GBP", "chf": "CHF", "fr.": "CHF", "sfr": "CHF"}
_MOST_DIGITS, _MOST_DECIMALS = 15, 6


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes:
        value: the number; None if there is none.
        fault: why there is none although something is written.
        is_estimate: it is said to be about so much.
        is_declined: nobody wants to say it.
    """

    value: Decimal | None = None
    fault: Code | None = None
    is_estimate: bool = False
    is_declined: bool = False


def read_number(text: str, question: Question, lang: str, currency: str) -> Reading:
    """Read a number as somebody has typed it.

    Args:
        text: as typed.
        question: says whether parts of one are possible, and which unit may stand beside.
        lang: of the form.
        currency: of amounts, ISO 4217.
    """
    words = _plain(text)
    if not words:
        return Reading()
    if is_declined(words):
        return Reading(is_declined=True)
    bare = _ESTIMATED.sub("", words)
    found = _ESTIMATE.match(bare)
    is_estimate = found is not None or bare != words
    bare = bare[found.end() :] if found else bare
    if _RANGE.search(bare) or _BOUND.search(bare):
        return Reading(fault=Code.ANSWER_RANGE)
    manner = MANNERS.get(lang.partition("-")[0], MANNERS["de"])
    digits, factor, fault = _without_unit(bare, question, lang, currency, manner)
    if fault is not None:
        return Reading(fault=fault)
    value, fault = _value(digits, manner, is_whole=question.type is QuestionType.INTEGER and factor == 1)
    if value is None:
        return Reading(fault=fault)
    value *= factor
    if question.type is QuestionType.INTEGER and value % 1:
        return Reading(fault=Code.ANSWER_UNREADABLE)
    return Reading(_shortened(value), is_estimate=is_estimate)


def is_declined(text: str) -> bool:
    """Tell whether words say that somebody does not want to answer."""
    return re.sub(r"\s", "", _plain(text)) in DECLINED


def _plain(text: str) -> str:
    """Write full-width and other digits as ASCII, every minus as a hyphen, every space as one, letters small."""
    folded = "".join(letter if unicodedata.category(letter) == "No" else _folded(letter) for letter in text)
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in folded)
    signs = re.sub("[\u2010-\u2015\u2212\ufe58\ufe63]", "-", digits)
    return " ".join(re.sub("[\u200b-\u200f\u2060\ufeff]", "", signs).split()).casefold().replace("’", "'")


def _folded(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter)


def _without_unit(
    text: str, question: Question, lang: str, currency: str, manner: Manner
) -> tuple[str, int, Code | None]:
    """Take off what stands before and after the digits: sign of a currency, percent, unit, word for a large number."""
    found = re.fullmatch(r"(?P<before>[^\d+\-.,]*)(?P<digits>[+\-]?\s*[.,]?\d[\d.,' ]*-{0,2})(?P<after>.*)", text)
    if found is None:
        return "", 1, Code.ANSWER_UNREADABLE
    factor, allowed = 1, _units(question, lang)
    for words in (found["before"].strip(), found["after"].strip()):
        left = words
        for word in re.findall(r"us\$|[€$£%]|[^\s€$£%]+", words):
            bare = word.rstrip(".")
            if bare in manner.multiples and factor == 1:
                factor, left = manner.multiples[bare], left.replace(word, "", 1)
            elif _is_own_unit(word, question, currency):
                left = left.replace(word, "", 1)
        if (left := left.strip()) and left.rstrip(".") not in allowed:
            return "", 1, Code.ANSWER_UNIT
    return found["digits"], factor, None


def _is_own_unit(word: str, question: Question, currency: str) -> bool:
    if question.type is QuestionType.MONEY:
        return _CURRENCIES.get(word, word.upper()) == currency
    return question.type is QuestionType.PERCENTAGE and word in ("%", "prozent", "percent")


def _units(question: Question, lang: str) -> Collection[str]:
    if question.unit is None:
        return ()
    return {words.casefold().rstrip(".") for words in (*question.unit.values(), question.unit.pick(lang))}


def _value(text: str, manner: Manner, *, is_whole: bool) -> tuple[Decimal | None, Code]:
    """Read digits with what divides them."""
    sign = -1 if text.startswith("-") else 1
    digits = re.sub(r",-{1,2}$", "", text.strip().lstrip("+-").strip()).rstrip(" ")
    if digits.endswith("-"):
        return None, Code.ANSWER_UNREADABLE
    whole, decimals, fault = _divided(digits, manner, is_whole=is_whole)
    if fault is not None or len(whole) > _MOST_DIGITS or len(decimals) > _MOST_DECIMALS:
        return None, fault or Code.ANSWER_UNREADABLE
    return sign * Decimal(f"{whole or 0}.{decimals or 0}"), Code.ANSWER_UNREADABLE


def _divided(digits: str, manner: Manner, *, is_whole: bool) -> tuple[str, str, Code | None]:
    """Tell the whole part of a number from its decimals."""
    wrong = "", "", Code.ANSWER_UNREADABLE
    marks = re.findall(r"[.,' ]", digits)
    kinds = list(dict.fromkeys(marks))
    if not marks:
        return digits, "", None
    if len(kinds) > 2 or (len(kinds) == 2 and (marks.count(kinds[1]) > 1 or kinds[1] not in ".,")):
        return wrong
    if len(kinds) == 2:
        whole, _, decimals = digits.rpartition(kinds[1])
        return (_joined(whole, kinds[0]), decimals, None) if _is_grouped(whole, kinds[0]) else wrong
    mark, is_grouped = kinds[0], _is_grouped(digits, kinds[0])
    if mark in " '" or len(marks) > 1:
        return (_joined(digits, mark), "", None) if is_grouped else wrong
    whole, _, decimals = digits.partition(mark)
    if not is_grouped:
        return whole, decimals, None
    return _one_mark(whole, decimals, is_thousands=mark == manner.thousands, is_whole=is_whole)


def _one_mark(whole: str, decimals: str, *, is_thousands: bool, is_whole: bool) -> tuple[str, str, Code | None]:
    """Read 1.234 and 1,234: as the form's language writes it where only that makes sense, else it is asked back."""
    if is_whole and is_thousands:
        return whole + decimals, "", None
    return "", "", Code.ANSWER_AMBIGUOUS


def _is_grouped(digits: str, mark: str) -> bool:
    return re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+", digits) is not None


def _joined(digits: str, mark: str) -> str:
    return digits.replace(mark, "")


def _shortened(value: Decimal) -> Decimal:
    """Leave out zeros that say nothing: 12.50 is 12.5, 500.0 is 500."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def written_number(value: Decimal, lang: str) -> str:
    """Write a number so that people read it easily and `read_number` reads it back: spaces between thousands."""
    manner = MANNERS.get(lang.partition("-")[0], MANNERS["de"])
    whole, _, decimals = f"{value:,f}".partition(".")
    padded = decimals + "0" if len(decimals) == 3 else decimals
    return whole.replace(",", " ") + (manner.decimal + padded if padded else "")

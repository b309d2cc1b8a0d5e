"""Turns keys, dates, numbers and amounts into the words of one language.

Words come from the theme's `strings/<lang>.yaml`, everything else from `formats`, which is loaded with the first date
or number.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.fields import Choice
from netzsite.source import parse_source

if TYPE_CHECKING:
    from netzsite.formats import Formats


class MissingStringError(NetzsiteError):
    """A template asks for words that the theme does not have."""

    def __init__(self, key: str, lang: str) -> None:
        message = f"'{key}' has no words"
        super().__init__(
            Problem(Spot(f"strings/{lang}.yaml"), Code.MISSING_STRING, message, "add the line in every language")
        )


class Strings:
    """The words of one language.

    Attributes:
        lang: language tag (BCP 47).
        texts: dotted key -> text, or plural category (CLDR: one, few, other, ...) -> text.
    """

    def __init__(self, lang: str, texts: Mapping[str, str | Mapping[str, str]]) -> None:
        self.lang = lang
        self.texts = texts

    @cached_property
    def _formats(self) -> "Formats":
        from netzsite.formats import Formats  # and Babel

        return Formats(str(self.texts.get("locale", self.lang)))

    def has(self, key: str) -> bool:
        """Tell whether there are words for a key."""
        return key in self.texts

    def text(self, key: str, **values: object) -> str:
        """Give the words of a key, with `{name}` replaced by values; `n` chooses the plural form.

        Raises:
            MissingStringError: the theme has no such words.
        """
        found = self.texts.get(key)
        if found is None:
            raise MissingStringError(key, self.lang)
        if not isinstance(found, str):
            count = values.get("n", 0)
            category = self._formats.plural(count if isinstance(count, (int, float, Decimal)) else 0)
            found = found.get(category) or found["other"]
        if not values:
            return found
        return found.format_map({name: self._shown(value) for name, value in values.items()})

    def _shown(self, value: object) -> str:
        return self.number(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else str(value)

    def field(self, kind: str, name: str) -> str:
        """Give the label of a field, the kind's own if there is one."""
        own = f"fields.{kind}-{name}"
        return self.text(own if self.has(own) else f"fields.{name}")

    def value(self, choice: Choice) -> str:
        """Give the word for a value of a closed vocabulary."""
        vocabulary = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(choice).__name__).lower()
        return self.text(f"values.{vocabulary}.{choice.value}")

    def date(self, day: dt.date, style: str = "long") -> str:
        """Format a day: full, long, medium or short."""
        return self._formats.date(day, style)

    def time(self, time: dt.time | dt.datetime) -> str:
        """Format a time of day with what the language says after it ("9:30 Uhr")."""
        return self.text("units.time", time=self._formats.time(time))

    def moment(self, moment: dt.datetime) -> str:
        """Say a day, with the time of day if there is one."""
        if moment.time() == dt.time():
            return self.date(moment)
        return self.text("units.date-and-time", date=self.date(moment), time=self.time(moment))

    def weekday(self, day: dt.date, *, is_short: bool = False) -> str:
        """Name the day of the week: "Thursday", or "Th" where there is little room."""
        return self._formats.weekday(day, is_short=is_short)

    def zone(self, moment: dt.datetime) -> str:
        """Name the time that clocks show at a moment with a time zone: "CET", "CEST"."""
        return self._formats.zone(moment)

    def city(self, zone: dt.tzinfo) -> str:
        """Name the city after which a time zone is called: "New York"."""
        return self._formats.city(zone)

    def month(self, day: dt.date) -> str:
        """Format a month with its year."""
        return self._formats.month(day)

    def span(self, start: dt.date, end: dt.date | None = None) -> str:
        """Format a day or a range of days, saying month and year once: "3.-5. November 2026"."""
        first, last = _day(start), _day(end or start)
        return self.date(first) if first == last else self._formats.span(first, last)

    def number(self, number: int | float | Decimal | Any, decimals: int | None = None) -> str:
        """Format a number with the grouping of the language; `decimals` fixes the digits after the separator."""
        return self._formats.number(number, decimals)

    def percent(self, part: Decimal, decimals: int = 0) -> str:
        """Format a part of one as percent: 0.8 is "80 %" in German, "80%" in English."""
        return self._formats.percent(part, decimals)

    def money(self, amount: Decimal, currency: str) -> str:
        """Format an amount in units of a currency (ISO 4217); large whole amounts are said in millions."""
        if amount >= 1_000_000:
            millions = (amount / 1_000_000).quantize(Decimal("0.01")).normalize()
            sign = self._formats.currency(currency)
            return self.text("units.millions", amount=self.number(millions), currency=sign)
        return self._formats.money(amount, currency)

    def language(self, lang: str) -> str:
        """Name a language in itself: "Deutsch", "English"."""
        return _own_name(lang)

    def sort_key(self, words: str) -> str:
        """Give the key that sorts words as German and English dictionaries do (DIN 5007-1): umlauts as base letters."""
        folded = words.casefold().replace("ß", "ss")
        return folded.translate(str.maketrans("äöüéèêáàóòøåçñ", "aoueeeaaoooacn"))


def load_strings(files: Mapping[str, bytes], languages: tuple[str, ...], theme: str) -> dict[str, Strings]:
    """Take the words of each language from the files of a theme, `strings/<lang>.yaml`.

    Args:
        files: path within the theme -> bytes.
        languages: language tags.
        theme: its name in messages.

    Raises:
        NetzsiteError: a file is missing or wrong, or the languages do not have the same keys.
    """
    read: dict[str, Strings] = {}
    problems: list[Problem] = []
    for lang in languages:
        path, shown = f"strings/{lang}.yaml", f"{theme}/strings/{lang}.yaml"
        if path not in files:
            problems.append(
                Problem(Spot(shown), Code.MISSING_STRING, f"the theme does not speak '{lang}'", "add the file")
            )
            continue
        try:
            read[lang] = Strings(lang, dict(_flatten(parse_source(files[path], shown).values)))
        except NetzsiteError as error:
            problems.extend(error.problems)
    for lang, strings in read.items():
        for other in read.values():
            for key in sorted(strings.texts.keys() - other.texts.keys()):
                spot = Spot(f"{theme}/strings/{other.lang}.yaml")
                problems.append(
                    Problem(spot, Code.MISSING_STRING, f"'{key}' is missing", f"it is in {lang}.yaml: add it here")
                )
    if problems:
        raise NetzsiteError(*problems)
    return read


@lru_cache(maxsize=64)
def _own_name(lang: str) -> str:
    """Give the name of a language, which every page says of each."""
    from netzsite.formats import Formats

    return (Formats(lang).own_name() or lang).capitalize()


_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})


def _flatten(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str | dict[str, str]]]:
    for name, value in values.items():
        if isinstance(value, dict) and not _PLURALS.issuperset(value):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment

"""Turns keys, dates, numbers and amounts into the words of one language.

Words come from the theme's `strings/<lang>.yaml`, everything else from the Unicode CLDR through Babel. The locale of
the process is never asked.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale, dates, numbers

from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.fields import Choice
from netzsite.source import read_source


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
    def _locale(self) -> Locale:
        return Locale.parse(str(self.texts.get("locale", self.lang)), sep="-")

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
            category = self._locale.plural_form(count if isinstance(count, (int, float, Decimal)) else 0)
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
        return dates.format_date(day, style, locale=self._locale)

    def time(self, time: dt.time | dt.datetime) -> str:
        """Format a time of day with what the language says after it ("9:30 Uhr")."""
        return self.text("units.time", time=dates.format_time(time, "short", locale=self._locale))

    def moment(self, moment: dt.datetime) -> str:
        """Say a day, with the time of day if there is one."""
        if moment.time() == dt.time():
            return self.date(moment)
        return self.text("units.date-and-time", date=self.date(moment), time=self.time(moment))

    def month(self, day: dt.date) -> str:
        """Format a month with its year."""
        return dates.format_skeleton("yMMMM", day, locale=self._locale)

    def span(self, start: dt.date, end: dt.date | None = None) -> str:
        """Format a day or a range of days, saying month and year once: "3.-5. November 2026"."""
        first, last = _day(start), _day(end or start)
        if first == last:
            return self.date(first)
        widest = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        patterns = self._locale.interval_formats["yMMMd"][widest]  # CLDR has no intervals with the month in full
        return "".join(
            dates.format_date(day, pattern.replace("MMM", "MMMM"), locale=self._locale)
            for day, pattern in zip((first, last), patterns, strict=True)
        )

    def number(self, number: int | float | Decimal | Any, decimals: int | None = None) -> str:
        """Format a number with the grouping of the language; `decimals` fixes the digits after the separator."""
        if decimals is None:
            return numbers.format_decimal(number, locale=self._locale)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return numbers.format_decimal(number, pattern, locale=self._locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """Format an amount in units of a currency (ISO 4217); large whole amounts are said in millions."""
        if amount >= 1_000_000:
            millions = (amount / 1_000_000).quantize(Decimal("0.01")).normalize()
            return self.text("units.millions", amount=self.number(millions), currency=self._currency(currency))
        pattern = self._locale.currency_formats["standard"].pattern
        if amount % 1 == 0:
            pattern = pattern.replace("0.00", "0")
        return numbers.format_currency(amount, currency, pattern, locale=self._locale, currency_digits=False)

    def _currency(self, currency: str) -> str:
        return numbers.get_currency_symbol(currency, locale=self._locale)

    def language(self, lang: str) -> str:
        """Name a language in itself: "Deutsch", "English"."""
        name = Locale.parse(lang, sep="-").get_display_name()
        return (name or lang).capitalize()

    def sort_key(self, words: str) -> str:
        """Give the key that sorts words as German and English dictionaries do (DIN 5007-1): umlauts as base letters."""
        folded = words.casefold().replace("ß", "ss")
        return folded.translate(str.maketrans("äöüéèêáàóòøåçñ", "aoueeeaaoooacn"))


def load_strings(folder: Path, languages: tuple[str, ...]) -> dict[str, Strings]:
    """Read `strings/<lang>.yaml` of a theme for each language.

    Raises:
        NetzsiteError: a file is missing or wrong, or the languages do not have the same keys.
    """
    read: dict[str, Strings] = {}
    problems: list[Problem] = []
    for lang in languages:
        path, shown = folder / f"{lang}.yaml", f"{folder.parent.name}/strings/{lang}.yaml"
        if not path.is_file():
            problems.append(
                Problem(Spot(shown), Code.MISSING_STRING, f"the theme does not speak '{lang}'", "add the file")
            )
            continue
        try:
            read[lang] = Strings(lang, dict(_flatten(read_source(path, shown).values)))
        except NetzsiteError as error:
            problems.extend(error.problems)
    for lang, strings in read.items():
        for other in read.values():
            for key in sorted(strings.texts.keys() - other.texts.keys()):
                spot = Spot(f"{folder.parent.name}/strings/{other.lang}.yaml")
                problems.append(
                    Problem(spot, Code.MISSING_STRING, f"'{key}' is missing", f"it is in {lang}.yaml: add it here")
                )
    if problems:
        raise NetzsiteError(*problems)
    return read


_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})


def _flatten(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str | dict[str, str]]]:
    for name, value in values.items():
        if isinstance(value, dict) and not _PLURALS.issuperset(value):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment

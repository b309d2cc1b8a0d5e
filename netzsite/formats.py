"""Turns dates, numbers and amounts into text as one language writes them; the only module that imports Babel.

Everything comes from the Unicode CLDR. The locale of the process is never asked.
"""

import datetime as dt
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from babel import Locale, dates, numbers

_KEPT_DAYS = 8192
"""How many days are kept as they are written: the same ones stand on many pages."""


class Formats:
    """How one language writes what is no word; `tag` is a language tag (BCP 47)."""

    def __init__(self, tag: str) -> None:
        self._locale = Locale.parse(tag, sep="-")
        self._kept_days = lru_cache(maxsize=_KEPT_DAYS)(partial(dates.format_date, locale=self._locale))

    def plural(self, count: int | float | Decimal) -> str:
        """Give the plural category of a count (CLDR: one, few, other, ...)."""
        return self._locale.plural_form(count)

    def date(self, day: dt.date, style: str) -> str:
        """Format a day: full, long, medium or short."""
        return self._day(day, style)

    def time(self, time: dt.time | dt.datetime) -> str:
        """Format a time of day: hours and minutes."""
        return dates.format_time(time, "short", locale=self._locale)

    def weekday(self, day: dt.date, *, is_short: bool) -> str:
        """Name the day of the week."""
        return self._day(day, "EEEEEE" if is_short else "EEEE")

    def zone(self, moment: dt.datetime) -> str:
        """Name the time that clocks show at a moment with a time zone: CET, CEST."""
        return dates.get_timezone_name(moment, width="short", locale=self._locale)

    def city(self, zone: dt.tzinfo) -> str:
        """Name the city after which a time zone is called."""
        return dates.get_timezone_location(zone, locale=self._locale, return_city=True)

    def month(self, day: dt.date) -> str:
        """Format a month with its year."""
        return dates.format_skeleton("yMMMM", day, locale=self._locale)

    def span(self, first: dt.date, last: dt.date) -> str:
        """Format a range of different days, saying month and year once."""
        widest = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        patterns = self._locale.interval_formats["yMMMd"][widest]  # CLDR has no intervals with the month in full
        return "".join(
            self._day(day, pattern.replace("MMM", "MMMM")) for day, pattern in zip((first, last), patterns, strict=True)
        )

    def number(self, number: int | float | Decimal | Any, decimals: int | None) -> str:
        """Format a number with the grouping of the language; `decimals` fixes the digits after the separator."""
        if decimals is None:
            return numbers.format_decimal(number, locale=self._locale)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return numbers.format_decimal(number, pattern, locale=self._locale)

    def percent(self, part: Decimal, decimals: int) -> str:
        """Format a part of one as percent: 0.8 is 80 %."""
        pattern = self._locale.percent_formats[None].pattern
        return numbers.format_percent(
            part, pattern.replace("0", "0." + "0" * decimals) if decimals else pattern, self._locale
        )

    def money(self, amount: Decimal, currency: str) -> str:
        """Format an amount in units of a currency (ISO 4217), without decimals where it is whole."""
        pattern = self._locale.currency_formats["standard"].pattern
        if amount % 1 == 0:
            pattern = pattern.replace("0.00", "0")
        return numbers.format_currency(amount, currency, pattern, locale=self._locale, currency_digits=False)

    def currency(self, currency: str) -> str:
        """Give the sign of a currency, or its letters where it has none."""
        return numbers.get_currency_symbol(currency, locale=self._locale)

    def own_name(self) -> str | None:
        """Name the language in itself: "Deutsch", "English"."""
        return self._locale.get_display_name()

    def _day(self, day: dt.date, pattern: str) -> str:
        """Format a day, or take it formatted; of a moment its day, because equal moments can be on different days."""
        return self._kept_days(day.date() if isinstance(day, dt.datetime) else day, pattern)

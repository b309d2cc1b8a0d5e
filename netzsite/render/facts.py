"""Turns an entry's record into a table of facts, by the types and markers that its kind declares."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from netzsite.declarations import field_markers, has_marker
from netzsite.entry import Entry, Kind
from netzsite.fields import Choice, Hidden, Linked, Localised, Record, Reference, Ungrouped
from netzsite.render.parts import FactRow, FactValue, Link
from netzsite.strings import Strings


@dataclass(frozen=True)
class FactTable:
    """Makes tables of facts in one language; `reference` links what a reference field names (kind, id)."""

    strings: Strings
    reference: Callable[[str, str], Link | None]

    def rows(self, entry: Entry[Kind], without: Collection[str] = ()) -> tuple[FactRow, ...]:
        """List an entry's facts in the order in which its kind declares them; what is hidden or empty is left out.

        Args:
            entry: the entry.
            without: names of fields that are left out too.
        """
        rows = []
        for name, marks in field_markers(type(entry.facts)).items():
            value = getattr(entry.facts, name)
            if value in (None, (), "") or name in without or has_marker(type(entry.facts), name, Hidden):
                continue
            values = tuple(self._fact_values(value, marks))
            if values:
                rows.append(FactRow(self.strings.field(entry.kind, name), values))
        return tuple(rows)

    def _fact_values(self, value: Any, marks: Collection[Any]) -> Iterator[FactValue]:
        if isinstance(value, tuple):
            for item in value:
                yield from self._fact_values(item, marks)
            return
        reference = next((mark for mark in marks if isinstance(mark, Reference)), None)
        linked = next((mark for mark in marks if isinstance(mark, Linked)), None)
        if isinstance(value, Record):
            yield from self._record_value(value)
        elif reference is not None:
            link = self.reference(reference.kind, value)
            if link is not None:
                yield FactValue(link.title, link.path, None, link.lang)
        elif linked is not None:
            yield FactValue(_shown_url(value), None, linked.prefix + value)
        else:
            yield FactValue(self._plain(value, is_grouped=not any(isinstance(mark, Ungrouped) for mark in marks)))

    def _record_value(self, record: Record) -> Iterator[FactValue]:
        """Join what a nested record says; nothing if it is about an entry that is not public."""
        parts: list[FactValue] = []
        for name, marks in field_markers(type(record)).items():
            value = getattr(record, name)
            if value is None:
                continue
            found = list(self._fact_values(value, marks))
            if not found and has_marker(type(record), name, Reference):
                return
            parts += found
        linked = next((part for part in parts if part.path or part.url), FactValue(""))
        begins_with_kind = isinstance(next(iter(dict(record).values()), None), Choice)
        text = (": " if begins_with_kind else ", ").join(part.text for part in parts)
        yield FactValue(text, linked.path, linked.url, linked.lang)

    def _plain(self, value: Any, *, is_grouped: bool) -> str:
        if isinstance(value, Localised):
            return value.pick(self.strings.lang)
        if isinstance(value, Choice):
            return self.strings.value(value)
        if isinstance(value, dt.datetime):
            return self.strings.moment(value)
        if isinstance(value, dt.date):
            return self.strings.date(value)
        if isinstance(value, bool):
            return self.strings.text("units.yes" if value else "units.no")
        return self.strings.number(value) if isinstance(value, (int, Decimal)) and is_grouped else str(value)


def _shown_url(url: str) -> str:
    """Show a URL as readers know it: without scheme and trailing slash."""
    parts = urlsplit(url)
    return (parts.netloc + parts.path).rstrip("/") if parts.netloc else parts.path

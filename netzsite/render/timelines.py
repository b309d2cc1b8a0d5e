"""Turns the deals of a year into a scene: a row for each, its day on a line of months, its size if it is disclosed."""

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from netzsite.kinds.figure import Figure, number
from netzsite.render.palettes import Palette
from netzsite.render.scenes import LINE, Scene, wrap
from netzsite.source import Table
from netzsite.strings import Strings

_LARGEST, _LEAST = 13.0, 3.0
"""The radius in px of the largest volume, and of the least that can be seen; areas grow with volumes."""

_HOLLOW = 5.0
_WHOLE_MONTHS = 240
"""From this width of a year on in px, the names of months have room."""

_BOLD = 1.06
"""How much wider bold letters are than those that are measured."""


@dataclass(frozen=True, slots=True)
class _Deal:
    """A row: day, type and parties in words, volume in units of the currency if it is disclosed."""

    day: dt.date
    type: str
    parties: str
    volume: Decimal | None
    currency: str


def timeline(figure: Figure, table: Table, strings: Strings, palette: Palette, width: int) -> str:
    """Draw the deals of a year, the first first; a ring without filling has no size, because none is disclosed."""
    deals = [_deal(figure, dict(zip(table.columns, row, strict=True)), strings) for row in table.rows]
    main = next(iter(Counter(deal.currency for deal in deals if deal.volume).most_common(1)), ("", 0))[0]
    largest = max((deal.volume for deal in deals if deal.volume and deal.currency == main), default=Decimal(1))
    scene, year = Scene(width), _Year(deals[0].day.year, 16.0, width * 0.42)
    top = y = _legend(scene, strings, palette, deals, main) + LINE + 10
    room, rows = width - year.right - 28, Scene(width)
    for deal in deals:
        names, further = wrap(deal.parties, room / _BOLD), wrap(f"{deal.type} · {_size(deal, strings)}", room)
        height = max(2 * _LARGEST + 4, (len(names) + len(further)) * LINE + 10)
        x, middle = year.across(deal.day), y + height / 2
        rows.rule((x, middle), (year.right + 8, middle), palette.rule)
        _mark(rows, palette, deal, (x, middle), _radius(deal, main, largest))
        at = middle - (len(names) + len(further) - 1) * LINE / 2
        rows.lines(year.right + 16, at, names, palette.ink, weight=600)
        rows.lines(year.right + 16, at + len(names) * LINE, further, palette.muted)
        y += height
    _months(scene, strings, palette, year, (top, y))
    scene.items += rows.items
    return scene.spec(y + 4)


@dataclass(frozen=True, slots=True)
class _Year:
    """A year between two places, in px."""

    year: int
    left: float
    right: float

    def across(self, day: dt.date) -> float:
        """Give the place of a day."""
        first = dt.date(self.year, 1, 1)
        whole = (dt.date(self.year, 12, 31) - first).days + 1
        return self.left + (day - first).days / whole * (self.right - self.left)


def _months(scene: Scene, strings: Strings, palette: Palette, year: _Year, box: tuple[float, float]) -> None:
    """Draw a line where each month begins, and name the first of each quarter."""
    top, bottom = box
    letters = None if year.right - year.left > _WHOLE_MONTHS else 3
    for month in range(1, 13):
        day = dt.date(year.year, month, 1)
        scene.rule((year.across(day), top - 4), (year.across(day), bottom), palette.rule)
        if month % 3 == 1:
            scene.text(year.across(day) + 3, top - 12, strings.month(day).split()[0][:letters], palette.muted)
    scene.rule((year.right, top - 4), (year.right, bottom), palette.rule)


def _deal(figure: Figure, row: dict[str, str], strings: Strings) -> _Deal:
    kind, parties = (figure.words(row[name], strings.lang) for name in ("type", "parties"))
    return _Deal(dt.date.fromisoformat(row["date"]), kind, parties, number(row["volume"]), row["currency"])


def _size(deal: _Deal, strings: Strings) -> str:
    if deal.volume is None:
        return strings.text("units.undisclosed")
    return strings.money(deal.volume, deal.currency)


def _radius(deal: _Deal, main: str, largest: Decimal) -> float | None:
    """Give the radius of a deal; None if it has no size to be compared: undisclosed, or in another currency."""
    if deal.volume is None or deal.currency != main:
        return None
    return max(_LEAST, _LARGEST * math.sqrt(float(deal.volume / largest)))


def _mark(scene: Scene, palette: Palette, deal: _Deal, place: tuple[float, float], radius: float | None) -> None:
    x, y = place
    if radius is not None:
        scene.add("circle", cx=x, cy=y, r=radius, fill=palette.series[0])
    elif deal.volume is not None:
        scene.add(
            "rect", x=x - 4.5, y=y - 4.5, width=9, height=9, fill="none", stroke=palette.series[0], stroke_width=1.5
        )
    else:
        ring = {"stroke_dasharray": "2.5 2", "stroke_width": "1.5"}
        scene.add("circle", cx=x, cy=y, r=_HOLLOW, fill="none", stroke=palette.series[0], **ring)


def _legend(scene: Scene, strings: Strings, palette: Palette, deals: list[_Deal], main: str) -> float:
    """Say what filled and hollow marks mean; give where the words end."""
    day, y = dt.date(2000, 1, 1), 4 + LINE / 2
    some = (
        (_Deal(day, "", "", Decimal(1), main), 6.0, "disclosed", any(deal.volume for deal in deals)),
        (_Deal(day, "", "", None, ""), None, "without-size", any(deal.volume is None for deal in deals)),
        (
            _Deal(day, "", "", Decimal(1), "?"),
            None,
            "other-currency",
            any(deal.volume and deal.currency != main for deal in deals),
        ),
    )
    for sample, radius, key, is_there in some:
        if is_there:
            lines = wrap(strings.text(f"figure.{key}", currency=main), scene.width - 24)
            _mark(scene, palette, sample, (10, y), radius)
            scene.lines(24, y, lines, palette.ink)
            y += len(lines) * LINE + 3
    return y - LINE / 2

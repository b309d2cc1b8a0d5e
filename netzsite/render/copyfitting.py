"""Turns pieces of known height into pages that are full: what must be in, and what may fill a gap.

Heights are lines of the baseline grid. The number of pages is a multiple of four, because sheets are folded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations

SHEET = 4
"""Pages of a folded sheet."""

GAP = 2
"""Lines between two pieces of a page, at least."""

_WINDOW = 9
"""Pieces in a row among which those are sought that fill a page best: so far an order may be changed."""

_MOST_SPARES = 4
"""Spare pieces that are tried together in one gap."""

_FEW_SPARES = 1
"""Spare pieces that may take part while there are others to be placed."""

_TOLERABLE = 4
"""Lines that may stay open on a page: they are spread between its pieces."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page: its name, and its height in lines."""

    name: str
    height: int


@dataclass
class Room:
    """A page: how many lines are to be filled, what stands there from above; not fresh if a story runs on to it."""

    height: int
    pieces: list[Piece] = field(default_factory=list)
    is_fresh: bool = True

    @property
    def rest(self) -> int:
        """Lines that are free; the first piece needs no gap above it."""
        return self.height - _lines(self.pieces) + (GAP if self.pieces else 0)

    def takes(self, pieces: Sequence[Piece]) -> bool:
        """Tell whether pieces fit below those that are there."""
        needed = _lines(pieces) - (0 if self.pieces else GAP)
        return needed <= self.rest


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: the names of its pieces, the lines above each, and the lines that stay open."""

    pieces: tuple[str, ...]
    spaces: tuple[int, ...]
    open: int
    is_fresh: bool = True


def arrange(
    pieces: Iterable[Piece], spares: Sequence[Piece], *, height: int, front: int, back: Room, before: int = 0
) -> tuple[Page, ...]:
    """Arrange pieces between a front page and a back page.

    Args:
        pieces: what must be in, the most important first; neighbours may change places so that pages become full.
        spares: what may fill gaps, the worthiest first.
        height: lines of a page.
        front: pages that are finished before the first: the front page.
        back: the last page, with what stands there already.
        before: lines that the front page's story takes of the next page.

    Returns:
        The pages after the front, the back page last.
    """
    left = list(spares)
    rooms = _place(list(pieces), left, height, before)
    rooms += [Room(height) for _ in range(-(front + len(rooms) + 1) % SHEET)]
    for room in sorted((*rooms, back), key=lambda room: -room.rest):
        _fill(room, left)
    return tuple(map(_finished, (*rooms, back)))


def _place(queue: list[Piece], spares: list[Piece], height: int, before: int) -> list[Room]:
    rooms = _run_on(before, height)
    is_open = bool(rooms)
    while queue:
        if not is_open:
            rooms.append(Room(height))
        is_open = False
        room = rooms[-1]
        if queue[0].height > height and room.is_fresh:
            room.pieces.append(queue.pop(0))
            rooms += _run_on(room.pieces[0].height - height, height)
            is_open = True
            continue
        chosen = _best(queue[:_WINDOW], room, spares)
        for piece in chosen:
            (spares if piece in spares else queue).remove(piece)
        room.pieces.extend(chosen)
    return rooms


def _run_on(lines: int, height: int) -> list[Room]:
    """Give the pages that a story runs on to: full ones have no line to be filled."""
    full, rest = divmod(lines, height)
    return [
        *(Room(0, is_fresh=False) for _ in range(full)),
        *([Room(height - rest - GAP, is_fresh=False)] if rest else []),
    ]


def _best(queue: Sequence[Piece], room: Room, spares: Sequence[Piece]) -> tuple[Piece, ...]:
    """Choose from the head of the queue what fills a room best, if need be with a spare piece or two.

    The first of the queue is among them if it fits at all.
    """
    choices = [choice for choice in _subsets(queue, len(queue)) if choice and room.takes(choice)]
    leading = [choice for choice in choices if choice[0] is queue[0]] or choices
    extras = list(_subsets(spares, _FEW_SPARES))
    return max(
        ((*choice, *extra) for choice in leading for extra in extras if room.takes((*choice, *extra))),
        key=lambda chosen: (_lines(chosen) - sum(piece in spares for piece in chosen), -len(chosen)),
        default=(),
    )


def _lines(pieces: Iterable[Piece]) -> int:
    return sum(piece.height + GAP for piece in pieces)


def _fill(room: Room, spares: list[Piece]) -> None:
    """Fill what is free with spare pieces; of choices that fill it alike, the worthier ones."""
    if room.rest <= _TOLERABLE:
        return
    chosen = max((choice for choice in _subsets(spares, _MOST_SPARES) if room.takes(choice)), key=_lines, default=())
    for piece in chosen:
        spares.remove(piece)
    room.pieces.extend(chosen)


def _subsets(pieces: Sequence[Piece], most: int) -> Iterable[tuple[Piece, ...]]:
    return chain.from_iterable(combinations(pieces, size) for size in range(min(len(pieces), most) + 1))


def _finished(room: Room) -> Page:
    """Spread what stays open between the pieces, if it is little."""
    rest, gaps = max(room.rest, 0), max(len(room.pieces) - 1, 0)
    spread = rest if gaps and rest <= _TOLERABLE * gaps else 0
    spaces = [GAP + spread // gaps + (number < spread % gaps) for number in range(gaps)] if gaps else []
    names = tuple(piece.name for piece in room.pieces)
    first = 0 if room.is_fresh else GAP
    return Page(names, (first, *spaces) if names else (), rest - spread, room.is_fresh)

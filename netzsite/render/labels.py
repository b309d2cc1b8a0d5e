"""Finds places for the labels of a picture of who works with whom: beside their nodes, and none upon another."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

LINE, LETTERS, LONGEST_WORD = 16, 22, 27
"""Height of a line of a label in CSS px, about how many letters it has, and how many a word has that is not broken."""

_GAP, _PAD, _SLANT = 4, 3, 7
_LEAST_TARGET = 26
"""The least width of what is clicked, in CSS px (WCAG 2.5.8)."""

Places = dict[int, tuple[float, float]]


class Box(NamedTuple):
    """A rectangle in CSS px."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def wrapped(words: str) -> tuple[str, ...]:
    """Break a label into lines at its blanks, and a word that is longer than any line wherever the line ends."""
    lines: list[str] = []
    for word in words.split():
        rest = word
        while len(rest) > LONGEST_WORD:
            lines.append(f"{rest[:LETTERS]}-")
            rest = rest[LETTERS:]
        if lines and rest is word and len(lines[-1]) + 1 + len(rest) <= LETTERS:
            lines[-1] += f" {rest}"
        else:
            lines.append(rest)
    return tuple(lines)


def around(place: tuple[float, float], radius: float) -> Box:
    """Give what a node takes up."""
    x, y = place
    half = reach(radius)
    return Box(x - half, y - half, x + half, y + half)


def reach(radius: float) -> float:
    """Give how far around a node is clicked."""
    return max(round(radius + _PAD, 1), _LEAST_TARGET / 2)


def labelled(
    places: Places, edges: Sequence[tuple[int, int]], radii: Sequence[float], sizes: Sequence[tuple[float, float]]
) -> dict[int, Box]:
    """Find places for labels where they meet nothing and few lines run through, first where there is least choice.

    Returns:
        Node -> its label; not of all where there is no room.
    """
    nodes = {node: around(place, radii[node]) for node, place in places.items()}
    labels: dict[int, Box] = {}
    if any(nodes[one].meets(nodes[other]) for one in nodes for other in nodes if one < other):
        return labels
    lines = [(places[first], places[second]) for first, second in edges]
    options = {
        node: [
            box
            for box in beside(places[node], radii[node], *sizes[node])
            if not any(box.meets(mark) for other, mark in nodes.items() if other != node)
        ]
        for node in places
    }
    while options:
        node = min(options, key=lambda node: (len(options[node]), node))
        if not options[node]:
            return labels
        label = min(options.pop(node), key=lambda box: sum(_crosses(box, *line) for line in lines))
        labels[node] = label
        options = {other: [box for box in boxes if not box.meets(label)] for other, boxes in options.items()}
    return labels


def _crosses(box: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Tell whether a line runs through a rectangle (Liang and Barsky, 1984)."""
    first, last = 0.0, 1.0
    for at, to, low, high in ((start[0], end[0], box.left, box.right), (start[1], end[1], box.top, box.bottom)):
        if at == to:
            if not low < at < high:
                return False
            continue
        near, far = sorted(((low - at) / (to - at), (high - at) / (to - at)))
        first, last = max(first, near), min(last, far)
    return first < last


def beside(place: tuple[float, float], radius: float, width: float, height: float) -> Iterator[Box]:
    """Yield where the label of a node could stand: below, above, right, left, and at the corners."""
    (x, y), away = place, radius + _GAP
    left, top = x - width / 2, y - height / 2
    below, above = y + away, y - away - height
    right, aside = x + away, x - away - width
    slant = width / 2 + radius * 0.7
    for at_x, at_y in (
        (left, below),
        (left, above),
        (right, top),
        (aside, top),
        (left + slant, below - _SLANT),
        (left - slant, below - _SLANT),
        (left + slant, above + _SLANT),
        (left - slant, above + _SLANT),
    ):
        yield Box(at_x, at_y, at_x + width, at_y + height)

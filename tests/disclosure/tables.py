"""Tables of made-up companies, for the tests of disclosure control."""

import random
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import cast

from hypothesis import strategies as st

from netzsite.disclosure.audit import audit
from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.derived import growth, total

Company = tuple[tuple[int, ...], float]
"""What a company is, by dimension, and its amount."""


def tables(
    companies: Sequence[Company], sizes: Sequence[int], shown: int, year: int = 0
) -> tuple[list[Cell], list[Constraint]]:
    """Give the totals of companies by each so many dimensions, and how they add up."""
    cells, constraints = [], []
    for kept in (kept for number in range(shown + 1) for kept in combinations(range(len(sizes)), number)):
        for place in product(*(range(size) if each in kept else [None] for each, size in enumerate(sizes))):
            cells.append(
                cell((year, *place), {f"c{n}": amount for n, (at, amount) in enumerate(companies) if lies(at, place)})
            )
            for dimension in range(len(sizes)):
                if place[dimension] is None and len(kept) < shown:
                    parts = [
                        (year, *place[:dimension], each, *place[dimension + 1 :]) for each in range(sizes[dimension])
                    ]
                    constraints.append(total((year, *place), parts))
    return cells, constraints


def lies(at: Sequence[int], place: Sequence[int | None]) -> bool:
    """Tell whether a company belongs to a cell."""
    return all(one in (None, other) for one, other in zip(place, at, strict=True))


def cell(identity: Hashable, contributions: Mapping[str, float], **more: object) -> Cell:
    """Give a cell that is the sum of its contributions."""
    return Cell(identity, sum(contributions.values()), dict(contributions), **more)  # type: ignore[arg-type]


def spread(identity: Hashable, value: float, parts: int = 5, **more: object) -> Cell:
    """Give a cell that is not sensitive: many contribute the same."""
    return cell(identity, {f"{identity}-{number}": value / parts for number in range(parts)}, **more)


def shown(cells: Sequence[Cell], suppressed: Collection[Hashable]) -> list[Cell]:
    """Give cells as whoever has only what is published knows them."""
    return [
        Cell(
            each.identity,
            None if each.identity in suppressed else each.value,
            contributors=len(each.contributions or ()),
        )
        for each in cells
        if each.is_published
    ]


def leaks(
    cells: Sequence[Cell], constraints: Sequence[Constraint], rules: object, suppressed: Collection[Hashable]
) -> set[Hashable]:
    """Name the cells of which something can be found out."""
    return {finding.cell for finding in audit(cells, constraints, rules, suppressed)}  # type: ignore[arg-type]


def of_companies(sizes: Sequence[int], most: int) -> st.SearchStrategy[list[Company]]:
    """Draw companies."""
    places = st.tuples(*(st.integers(0, size - 1) for size in sizes))
    return st.lists(st.tuples(places, st.integers(0, 60).map(float)), min_size=3, max_size=most)


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Cell], list[Constraint]]:
    """Draw a crossed table, two tables with a common margin, or two years that growth rates connect."""
    sizes, number = draw(st.sampled_from([((2, 3), 2), ((3, 2, 2), 1), ((2, 2, 2), 2)]))
    companies = draw(of_companies(sizes, 10))
    cells, constraints = tables(companies, sizes, number)
    if number == 1 and draw(st.booleans()):
        changed = [(at, amount + draw(st.integers(0, 9))) for at, amount in companies]
        more = tables(changed, sizes, number, year=1)
        cells, constraints = cells + more[0], constraints + more[1] + list(_growth(cells + more[0]))
    return cells, constraints


def unequal(seed: int) -> tuple[list[Cell], list[Constraint], set[Hashable]]:
    """Make up tables of two years with rates of growth, amounts from one to ten millions; and what is hidden."""
    chance = random.Random(seed)
    sizes, number = chance.choice([((2, 3), 2), ((3, 3), 2), ((2, 2, 2), 2)])
    places = [tuple(map(chance.randrange, sizes)) for _ in range(chance.randint(3, 12))]
    companies = [(place, float(chance.randint(1, 10 ** chance.choice([1, 2, 7])))) for place in places]
    cells, constraints = tables(companies, sizes, number)
    changed = tables([(at, amount + chance.randint(0, 9)) for at, amount in companies], sizes, number, year=1)
    cells, constraints = cells + changed[0], constraints + changed[1]
    constraints += _growth(cells)
    rate = chance.choice([0.3, 0.6])
    hidden = {each.identity for each in cells if chance.random() < rate}
    return cells, constraints, hidden | {each.identity for each in constraints if chance.random() < rate} - {None}


def _growth(cells: Sequence[Cell]) -> Iterator[Constraint]:
    """Yield what rates of growth from year 0 to year 1 say, which can be suppressed."""
    values = {cast(tuple[int | None, ...], each.identity): each.value or 0.0 for each in cells}
    for identity, value in values.items():
        before = (0, *identity[1:])
        if identity[0] == 1 and values[before]:
            rate = 100 * (value / values[before] - 1)
            yield from growth(identity, before, rate, 0.1, identity=("growth", *identity[1:]), weight=0.5)

"""Measures how long it takes to protect a questionnaire's tables and to attack what is left of them, on one core.

The answers are made up, by a fixed seed: companies of 9 sectors, 5 classes of size and 8 districts, whose amounts are
log-normal and change from year to year; not every company answers every question. Published are totals by sector, size
and district (and with --crossed by each two of these), and growth rates of the totals by sector.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

from netzsite.disclosure.audit import audit
from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.derived import growth, total
from netzsite.disclosure.protection import protect
from netzsite.disclosure.rules import Rules
from netzsite.disclosure.sensitivity import Reason

DIMENSIONS = (9, 5, 8)
Place = tuple[int, ...]
Answers = dict[Place, dict[Hashable, float]]


def answers(companies: int, years: int, seed: int) -> Iterator[Answers]:
    """Yield for each year: sector, size, district -> company -> amount."""
    chance = random.Random(seed)
    places = [tuple(min(int(chance.expovariate(3 / each)), each - 1) for each in DIMENSIONS) for _ in range(companies)]
    amounts = [chance.lognormvariate(2 + place[1], 0.8) for place in places]
    for _ in range(years):
        found: Answers = {}
        for number, place in enumerate(places):
            amounts[number] *= chance.lognormvariate(0.04, 0.15)
            if chance.random() < 0.8:
                found.setdefault(place, {})[f"company-{number:04}"] = float(round(amounts[number]))
        yield found


def question(number: int, companies: int, years: int, *, is_crossed: bool) -> tuple[list[Cell], list[Constraint]]:
    """Give the cells of a question in all years, and what connects them."""
    cells: list[Cell] = []
    constraints: list[Constraint] = []
    for year, found in enumerate(answers(companies, years, seed=number)):
        for kept in (kept for size in range(3 if is_crossed else 2) for kept in combinations(range(3), size)):
            for place in product(*(range(DIMENSIONS[each]) if each in kept else [None] for each in range(3))):
                chosen = [
                    found[each] for each in found if all(a in (None, b) for a, b in zip(place, each, strict=True))
                ]
                amounts = {company: amount for each in chosen for company, amount in each.items()}
                cells.append(Cell((number, year, *place), sum(amounts.values()), amounts))
                constraints += sums(number, year, place, is_crossed=is_crossed)
    known = {cell.identity: cell.value or 0.0 for cell in cells}
    for year, sector in product(range(1, years), [None, *range(DIMENSIONS[0])]):
        now, before = ((number, each, sector, None, None) for each in (year, year - 1))
        if known[now] and known[before]:
            percent = 100 * (known[now] / known[before] - 1)
            constraints += growth(now, before, percent, 0.1, identity=("growth", number, year, sector))
    return cells, constraints


def sums(number: int, year: int, place: Sequence[int | None], *, is_crossed: bool) -> Iterator[Constraint]:
    """Yield the sums over each dimension of which a cell is the total."""
    kept = sum(each is not None for each in place)
    for dimension, size in enumerate(DIMENSIONS):
        if place[dimension] is None and kept < (2 if is_crossed else 1):
            parts = [(number, year, *place[:dimension], each, *place[dimension + 1 :]) for each in range(size)]
            yield total((number, year, *place), parts)


def seconds(act: Callable[[], Any]) -> tuple[float, Any]:
    """Measure the CPU time of something, and give its result."""
    started = time.process_time()
    result = act()
    return time.process_time() - started, result


def run(cells: Sequence[Cell], constraints: Sequence[Constraint]) -> tuple[list[float], str]:
    """Protect and audit once: the CPU times, and what came of it."""
    first, protection = seconds(lambda: protect(cells, constraints, Rules()))
    hidden = protection.suppressed
    shown = [
        Cell(each.identity, None if each.identity in hidden else each.value, contributors=len(each.contributions or ()))
        for each in cells
    ]
    second, found = seconds(lambda: audit(cells, constraints, Rules(), hidden))
    third, seen = seconds(lambda: audit(shown, constraints, Rules(), hidden))
    if found or seen or protection.unprotected:
        raise SystemExit(f"not protected: {found or seen or protection.unprotected}")
    secondary = sum(reason is Reason.SECONDARY for reason in protection.reasons.values())
    return [first, second, third], f"{len(hidden)} suppressed, {secondary} of them secondary"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=25, metavar="N", help="questions (default: 25)")
    parser.add_argument("--companies", type=int, default=150, metavar="N", help="companies (default: 150)")
    parser.add_argument("--years", type=int, default=3, metavar="N", help="years (default: 3)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each (default: 3)")
    parser.add_argument("--crossed", action="store_true", help="with tables of each two dimensions")
    chosen = parser.parse_args()
    cells: list[Cell] = []
    constraints: list[Constraint] = []
    for number in range(chosen.questions):
        more = question(number, chosen.companies, chosen.years, is_crossed=chosen.crossed)
        cells, constraints = cells + more[0], constraints + more[1]
    runs = [run(cells, constraints) for _ in range(chosen.runs)]
    print(f"{len(cells)} cells, {len(constraints)} constraints; {runs[0][1]}")
    for number, name in enumerate(("protect", "audit", "audit of what is published")):
        print(f"{name}: {statistics.median(taken[number] for taken, _ in runs):.2f} s")


if __name__ == "__main__":
    main()

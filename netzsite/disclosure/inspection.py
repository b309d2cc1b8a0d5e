"""Inspects what is published: works out what is possible, part by part, and compares it with what the rules ask for."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from netzsite.disclosure.attack import Attacker, Siege, Target, attackers
from netzsite.disclosure.audit import Finding, Leak
from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.programs import maximise
from netzsite.disclosure.rules import Rules
from netzsite.disclosure.sensitivity import Need, assess
from netzsite.disclosure.suppression import concerned
from netzsite.disclosure.system import Mask, Part, parts

_EXACT = 1e-6
"""Of a step: so little uncertainty is none."""


def inspect(
    cells: Sequence[Cell], constraints: Sequence[Constraint], rules: Rules, suppressed: frozenset[Hashable]
) -> Iterator[Finding]:
    """Yield what is found, in the order of identities; arguments as for `audit.audit`."""
    found: dict[Hashable, Finding] = {}
    for part in parts(cells, constraints, suppressed):
        is_open = part.mask(suppressed)
        for finding in _findings(part, rules, is_open):
            found.setdefault(finding.cell, finding)
    for identity in sorted(found, key=repr):
        yield found[identity]


def feasible(
    cells: Sequence[Cell], constraints: Sequence[Constraint], suppressed: frozenset[Hashable]
) -> dict[Hashable, tuple[float, float]]:
    """Give the feasible interval of each suppressed cell; arguments as for `audit.intervals`."""
    found = {}
    for part in parts(cells, constraints, suppressed):
        public = Attacker((), {}, (), ())
        is_open = part.mask(suppressed)
        for place in np.flatnonzero(is_open[: len(part.cells)]):
            found[part.identities[place]] = _interval(part, public, is_open, int(place))
    return dict(sorted(found.items(), key=lambda item: repr(item[0])))


def _findings(part: Part, rules: Rules, is_open: Mask) -> Iterator[Finding]:
    """Yield what is found in a part; of a cell perhaps several things, the worst first."""
    for identity in part.contradictions:
        yield Finding(identity, Leak.INCONSISTENT)
    if part.contradictions:
        return
    sensitive = {place: found for place, cell in enumerate(part.cells) if (found := assess(cell, rules))}
    for place, assessment in sensitive.items():
        if not is_open[place] and (assessment.need.lower or assessment.need.upper):
            cell = part.cells[place]
            shown = float(part.base[place])
            yield Finding(cell.identity, Leak.PUBLISHED, shown, shown, assessment.need)
    siege = Siege(part)
    hidden = {place: assessment for place, assessment in sensitive.items() if is_open[place]}
    named: set[int] = set()
    for attacker in attackers(part, rules, hidden):
        if concerned(part, attacker, is_open):
            for target in siege.unmet(attacker, is_open):
                if target.unknown not in named:
                    named.add(target.unknown)
                    yield _finding(part, attacker, target, is_open)
    yield from _unknown(siege, rules, is_open)


def _finding(part: Part, attacker: Attacker, target: Target, is_open: Mask) -> Finding:
    """Say what an attacker finds out about a target."""
    cell = part.cells[target.unknown]
    lower, upper = _interval(part, attacker, is_open, target.unknown)
    needs = {each.sign: each.amount for each in attacker.targets if each.unknown == target.unknown}
    leak = Leak.EXACT if upper - lower <= _EXACT * (cell.step or 1.0) else Leak.NARROW
    return Finding(cell.identity, leak, lower, upper, Need(needs.get(-1, 0.0), needs.get(1, 0.0)), attacker.insiders)


def _interval(part: Part, attacker: Attacker, is_open: Mask, unknown: int) -> tuple[float, float]:
    """Work out the least and the greatest value that seem possible."""
    lower, upper = attacker.bounds(part, is_open)
    ends = []
    for sign in (-1, 1):
        objective = np.zeros(len(lower))
        objective[unknown] = sign
        point = maximise(part.matrix, objective, lower, upper)
        ends.append(sign * np.inf if point is None else float(part.base[unknown] + point[unknown]))
    return ends[0], ends[1]


# -- From what is published alone --------------------------------------------------------------------------------------


def _unknown(siege: Siege, rules: Rules, is_open: Mask) -> Iterator[Finding]:
    """Yield what anybody finds out of suppressed cells of which the audit knows no contributions."""
    part = siege.part
    places = [
        place
        for place, cell in enumerate(part.cells)
        if is_open[place] and cell.is_published and cell.contributions is None and cell.contributors != 0
    ]
    public = Attacker((), {}, (), ())
    for place in _exact(siege, public, is_open, places):
        value = float(part.base[place])
        yield Finding(part.identities[place], Leak.EXACT, value, value)
    few = [place for place in places if 0 < (part.cells[place].contributors or 0) < rules.least]
    narrow = [place for place in few if _is_narrow(part.cells[place], rules, *_interval(part, public, is_open, place))]
    for place in narrow:
        yield Finding(part.identities[place], Leak.NARROW, *_interval(part, public, is_open, place))
    pairs = [
        (place, others)
        for place, others in _neighbours(part, [place for place in few if place not in narrow])
        if part.cells[place].contributors == 1 and others
    ]
    inner = _centred(part, public, is_open) if pairs else siege
    for place, others in pairs:
        for other in _exact(inner, Attacker((), {}, (place,), ()), is_open, others):
            yield Finding(part.identities[other], Leak.EXACT)


def _centred(part: Part, public: Attacker, is_open: Mask) -> Siege:
    """Count a part from values that lie at no end of what is possible, if they need not."""
    siege, bounds = Siege(part), public.bounds(part, is_open)
    free = np.flatnonzero(bounds[1] > bounds[0])
    targets = tuple(Target(int(place), sign, _EXACT) for sign in (1, -1) for place in free)
    siege.unmet(replace(public, targets=targets), is_open)
    return Siege(part.moved_to(siege.middle(bounds)))


def _neighbours(part: Part, places: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield some cells, each with those of the others that are parts of the same total: nobody is in both."""
    signs = part.matrix[:, places].toarray()
    for column, place in enumerate(places):
        together = (signs * signs[:, [column]] > 0).any(axis=0)
        yield place, [other for other, found in zip(places, together, strict=True) if found and other != place]


def _exact(siege: Siege, attacker: Attacker, is_open: Mask, places: Sequence[int]) -> Iterator[int]:
    """Yield those of some unknowns that an attacker can work out: that can move neither up nor down."""
    sizes = {place: 10 * _EXACT * (siege.part.cells[place].step or 1.0) for place in places}
    for sign in (1, -1):
        targets = tuple(Target(place, sign, size) for place, size in sizes.items())
        stuck = siege.unmet(Attacker(attacker.insiders, attacker.floors, attacker.fixed, targets), is_open)
        sizes = {target.unknown: target.amount for target in stuck}
    yield from sizes


def _is_narrow(cell: Cell, rules: Rules, lower: float, upper: float) -> bool:
    """Tell whether for no value between two ends the rules hold; where zeros are not protected, they hold for zero.

    A cell of n contributors too few has a largest amount of at least an n-th of it, of which p percent must stay open
    on both sides. A value v for which that is so exists only if lower <= v (1 - p/n) and v (1 + p/n) <= upper.
    """
    if upper >= cell.upper or (lower <= 0 and not rules.protect_zeros):
        return False
    part = rules.percent / 100 / (cell.contributors or 1)
    return upper - lower < cell.step * (1 - _EXACT) or upper * (1 - part) < lower * (1 + part) * (1 - _EXACT)

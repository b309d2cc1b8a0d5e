"""Turns cells and what has been decided about them into what is suppressed, part by part."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from netzsite.disclosure.attack import Attacker, Siege, Target, attackers
from netzsite.disclosure.audit import Finding
from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.inspection import inspect
from netzsite.disclosure.optimum import MOST_CHOICES, improve
from netzsite.disclosure.rules import Rules
from netzsite.disclosure.sensitivity import Assessment
from netzsite.disclosure.suppression import close_needless, open_ways
from netzsite.disclosure.system import Mask, Part, parts


@dataclass(frozen=True, slots=True)
class Choice:
    """What is suppressed, what is not protected all the same, what it costs, and whether nothing costs less."""

    suppressed: frozenset[Hashable]
    unprotected: tuple[Finding, ...]
    cost: float
    is_optimal: bool


def choose(
    cells: Sequence[Cell],
    constraints: Sequence[Constraint],
    rules: Rules,
    assessments: Mapping[Hashable, Assessment],
    published: frozenset[Hashable],
    suppressed: frozenset[Hashable],
) -> Choice:
    """Choose what is suppressed in a system; arguments as for `protection.protect`, with the sensitive cells."""
    wanted = frozenset(assessments.keys() - published) | suppressed
    chosen: set[Hashable] = set()
    cost, is_optimal, is_certain = 0.0, True, True
    for part in parts(cells, constraints, wanted):
        is_open, is_best, is_safe = _choose(part, rules, assessments, wanted, published)
        fresh = is_open & ~part.mask(wanted)
        chosen.update(part.identities[item] for item in np.flatnonzero(is_open))
        cost += float(part.costs[fresh].sum())
        is_optimal, is_certain = is_optimal and is_best, is_certain and is_safe
    unprotected = () if is_certain else tuple(inspect(cells, constraints, rules, frozenset(chosen)))
    return Choice(frozenset(chosen), unprotected, cost, is_optimal)


def _choose(
    part: Part,
    rules: Rules,
    assessments: Mapping[Hashable, Assessment],
    wanted: frozenset[Hashable],
    published: frozenset[Hashable],
) -> tuple[Mask, bool, bool]:
    """Choose what is open in a part; tell whether nothing is cheaper, and whether all is protected."""
    least = part.mask(wanted)
    sensitive = {
        place: assessments[identity]
        for place, identity in enumerate(part.identities)
        if least[place] and identity in assessments
    }
    is_safe = not (part.contradictions or any(identity in assessments for identity in set(part.identities) & published))
    if not least.any() or not part.matrix.shape[0]:
        return least, True, is_safe
    may_open = np.array([identity not in published for identity in part.identities], dtype=bool)
    siege = Siege(part)
    enemies = [_also(each, part, least, sensitive) for each in attackers(part, rules, sensitive)]
    pattern = open_ways(siege, enemies, least, may_open)
    pattern = close_needless(siege, enemies, pattern, may_open & ~least)
    if pattern.missed or int((may_open & ~least).sum()) > MOST_CHOICES:
        return pattern.is_open, not (pattern.is_open & ~least).any(), is_safe and not pattern.missed
    is_open, is_best = improve(siege, enemies, least, pattern.is_open, may_open)
    return is_open, is_best, is_safe


def _also(attacker: Attacker, part: Part, least: Mask, sensitive: Mapping[int, Assessment]) -> Attacker:
    """Keep the public from working out what is suppressed from before, though it is not sensitive."""
    if attacker.insiders:
        return attacker
    earlier = [
        place for place, cell in enumerate(part.cells) if least[place] and cell.is_published and place not in sensitive
    ]
    targets = tuple(Target(place, 1, part.cells[place].step or 1.0) for place in earlier)
    return replace(attacker, targets=attacker.targets + targets)

"""The rules by which a cell of a table is too revealing to be published."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dominance:
    """The (n, k) rule: the n largest contributors may not make up more than k percent of a cell."""

    contributors: int
    percent: float


@dataclass(frozen=True, slots=True)
class Rules:
    """When a cell is sensitive, and against whom it is protected.

    Attributes:
        least: contributors that a cell has at least; with fewer, each could be worked out by the others.
        dominance: pairs (n, k), each of which must hold.
        percent: p of the p % rule: no contributor may be able to estimate another to within p percent. It also says
            how far a cell of too few contributors must stay uncertain.
        count_zeros: whether a contributor who answered zero counts towards `least`.
        protect_zeros: whether a total of zero is sensitive: it says that each of its contributors answered zero.
        coalition: contributors who may put together what they know; 1: each for himself.
    """

    least: int = 3
    dominance: tuple[Dominance, ...] = (Dominance(1, 75), Dominance(2, 85))
    percent: float = 10
    count_zeros: bool = False
    protect_zeros: bool = True
    coalition: int = 1

    def __post_init__(self) -> None:
        if self.least < 1 or self.coalition < 1 or not 0 < self.percent < 100:
            raise ValueError("least and coalition are at least 1, percent is between 0 and 100")
        if any(rule.contributors < 1 or not 0 < rule.percent <= 100 for rule in self.dominance):
            raise ValueError("a dominance rule has at least one contributor, and a percentage up to 100")

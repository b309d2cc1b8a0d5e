"""Turns published tables of all years into what everybody knows: quantities, and what connects them.

The same function serves the office, which knows what each company has answered, and whoever has only what is
published. So what is protected is what is attacked. A statistic without a quantity of its own (a mean, a share of the
answers) tells of the quantity that it is made of; growth rates and shares of sums connect two of them.
"""

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from netzsite.aggregates.classes import bounds_of
from netzsite.aggregates.keys import COUNT, GROWTH, GROWTH_REST, NUMBER, SHARE, SUM, Key
from netzsite.aggregates.named import taken_off
from netzsite.aggregates.tables import ALL, DIMENSIONS, UNKNOWN, Group, Place, Shown, Tables
from netzsite.disclosure.cells import Cell, Constraint
from netzsite.disclosure.derived import growth, ratio, total
from netzsite.kinds.survey import NUMERIC, Asked, QuestionType, Survey

PERCENT_STEP = 0.1
"""Percentages are published with one decimal."""

Contributions = Mapping[Key, Mapping[Hashable, float]]
"""Quantity -> company -> its amount."""


@dataclass(frozen=True)
class Knowledge:
    """All that an attacker can put together.

    Attributes:
        cells: the quantities.
        constraints: what connects them.
        hidden: the quantities and quotients that are not published.
    """

    cells: tuple[Cell, ...]
    constraints: tuple[Constraint, ...]
    hidden: frozenset[Key]


def knowledge_of(
    years: Sequence[Tables],
    contributions: Contributions | None = None,
    companies: Mapping[Key, frozenset[Hashable]] | None = None,
) -> Knowledge:
    """Put together what everybody knows.

    Args:
        years: the tables of each survey.
        contributions: what companies have answered, as far as it is known; what is not published is taken from there.
        companies: quotient -> whose answers are in it, as far as that is known.
    """
    builder = _Builder(contributions or {}, companies or {})
    for tables in years:
        builder.add_year(tables)
    for tables in years:
        builder.add_quotients(tables)
    for tables in years:
        cells, constraints = taken_off(tables.facts, builder.cells, builder.n)
        builder.hidden |= cells.keys() - builder.cells.keys()
        builder.cells |= cells
        builder.constraints += constraints
    return Knowledge(tuple(builder.cells.values()), tuple(builder.constraints), frozenset(builder.hidden))


def step_of(asked: Asked) -> float:
    """Give what published numbers of a question are multiples of."""
    return float(10.0**-asked.decimals)


class _Builder:
    """Collects cells and constraints."""

    def __init__(self, contributions: Contributions, companies: Mapping[Key, frozenset[Hashable]]) -> None:
        self.contributions, self.companies = {**contributions}, companies
        self.cells: dict[Key, Cell] = {}
        self.constraints: list[Constraint] = []
        self.hidden: set[Key] = set()
        self.n: dict[Key, int | None] = {}

    # -- Quantities ----------------------------------------------------------------------------------------------------

    def add_year(self, tables: Tables) -> None:
        """Add the quantities of a survey and the sums that hold among them."""
        for name, asked in tables.facts.questions.items():
            statistics, groups = tables.statistics(name), tables.groups(name)
            quantities: list[tuple[str, str]] = []
            if asked.type in NUMERIC and statistics & {SUM, "mean", GROWTH, GROWTH_REST, SHARE}:
                quantities.append(("", SUM))
                for group in groups:
                    self._add_sum(tables, name, asked, group, is_published=bool(statistics & {SUM, "mean"}))
            if name in tables.facts.secret_counts:
                quantities.append(("", NUMBER))
            categories = dict.fromkeys(place.category for place in tables.numbers if place.question == name)
            quantities += [(category, COUNT) for category in categories if category]
            for category, quantity in quantities:
                if quantity is not SUM:
                    for group in groups:
                        self._add_count(tables, name, category, quantity, group)
                self._add_totals(Key(tables.year, name, category, quantity, ALL), groups)
            if asked.type is not QuestionType.CHOICES and any(categories):
                self._add_whole(tables, name, tuple(asked.options), groups)
        self._add_agreements(tables)

    def _add(
        self,
        key: Key,
        shown: Shown,
        *,
        lower: float = 0.0,
        upper: float = math.inf,
        step: float = 1.0,
        rounding: float = 0.0,
        is_published: bool = True,
    ) -> None:
        """Add a quantity: as it was published, else as it is known from contributions, else as a secret."""
        contributions = self.contributions.get(key)
        value = None if shown.value is None else float(shown.value)
        if contributions is not None:
            exact = math.fsum(contributions.values())
            if value is not None and abs(exact - value) > rounding * 0.5000001 + 1e-9:
                contributions = None  # answers were mended after this was published
            elif value is None or rounding:
                value = exact
        if shown.value is None:
            self.hidden.add(key)
        self.n[key] = shown.n
        self.cells[key] = Cell(
            key,
            value,
            contributions,
            lower=lower,
            upper=upper,
            step=step,
            rounding=rounding,
            contributors=shown.n,
            is_published=is_published,
        )

    def _add_sum(self, tables: Tables, name: str, asked: Asked, group: Group, *, is_published: bool) -> None:
        places = [Place(name, "", statistic, group) for statistic in (SUM, "mean", "count", "median")]
        shown = {place.statistic: tables.numbers[place] for place in places if place in tables.numbers}
        if not shown:
            return
        first, step = next(iter(shown.values())), step_of(asked)
        value, rounding = None, 0.0
        if SUM in shown:
            value, rounding = shown[SUM].value, 0.0 if asked.type is QuestionType.INTEGER and step == 1 else step
        elif "mean" in shown:
            mean = shown["mean"].value
            value, rounding = None if mean is None or first.n is None else mean * first.n, step * (first.n or 1)
        lower, upper = _bounds(tables, name, asked, group, first.n)
        self._add(
            Key(tables.year, name, "", SUM, group),
            Shown(first.n, value),
            lower=lower,
            upper=upper,
            step=step,
            rounding=rounding,
            is_published=is_published,
        )

    def _add_count(self, tables: Tables, name: str, category: str, quantity: str, group: Group) -> None:
        shown = tables.numbers.get(Place(name, category, "count", group))
        share = tables.numbers.get(Place(name, category, SHARE, group))
        found = shown or share
        if found is None and quantity == NUMBER:
            found = next(
                (tables.numbers[place] for place in tables.numbers if place.question == name and place.group == group),
                None,
            )
        if found is None:
            return
        n, value = found
        if quantity == NUMBER:
            value = None if n is None else Decimal(n)
        elif shown is None and value is not None and n is not None:
            value = Decimal(round(value * n / 100))
        upper = math.inf if n is None or quantity == NUMBER else float(n)
        self._add(Key(tables.year, name, category, quantity, group), Shown(None, value), upper=upper)
        self.n[Key(tables.year, name, category, quantity, group)] = n

    # -- Sums ----------------------------------------------------------------------------------------------------------

    def _add_totals(self, whole: Key, groups: Sequence[Group]) -> None:
        """Say that all companies are those of all sectors, of all sizes and of all districts."""
        for dimension in DIMENSIONS:
            parts = [whole._replace(group=group) for group in groups if group.dimension == dimension]
            parts = [part for part in parts if part in self.cells]
            if parts and whole in self.cells:
                self.constraints.append(total(whole, parts))

    def _add_whole(self, tables: Tables, name: str, categories: Sequence[str], groups: Sequence[Group]) -> None:
        """Say that everybody who has answered has chosen one option, or is in one class."""
        for group in groups:
            keys = [Key(tables.year, name, category, COUNT, group) for category in categories]
            number = Key(tables.year, name, "", NUMBER, group)
            if not all(key in self.cells for key in keys):
                continue
            if number in self.cells:
                self.constraints.append(total(number, keys))
            elif (n := self.n[keys[0]]) is not None:
                self.constraints.append(Constraint(dict.fromkeys(keys, 1.0), n, n))

    def _add_agreements(self, tables: Tables) -> None:
        """Say what the questionnaire says of questions that add up, where the same number has answered all of them."""
        for agreement in tables.facts.agreements:
            for group in tables.groups(agreement.parts[0]):
                parts = [Key(tables.year, part, "", SUM, group) for part in agreement.parts]
                whole = [Key(tables.year, agreement.whole, "", SUM, group)] if agreement.whole else []
                numbers = {self.n.get(key) for key in (*parts, *whole)}
                if len(numbers) > 1 or None in numbers:
                    continue
                high = float(agreement.total or 0) * (numbers.pop() or 0)
                low = high if agreement.is_exact else -math.inf
                coefficients: dict[Hashable, float] = {**dict.fromkeys(parts, 1.0), **dict.fromkeys(whole, -1.0)}
                self.constraints.append(Constraint(coefficients, low, high))

    # -- Quotients -----------------------------------------------------------------------------------------------------

    def add_quotients(self, tables: Tables) -> None:
        """Add the growth rates and the shares of sums that a survey has published, or could publish."""
        for place, shown in tables.numbers.items():
            asked = tables.facts.questions.get(place.question)
            if asked is None or asked.type not in NUMERIC or place.category:
                continue
            identity = Key(tables.year, place.question, "", place.statistic, place.group)
            if place.statistic not in (GROWTH, GROWTH_REST, SHARE):
                continue
            if shown.value is None:
                self.hidden.add(identity)
            elif shown.n is not None and place.statistic == SHARE:
                self.constraints += self._share(tables, identity, float(shown.value), shown.n)
            elif shown.n is not None:
                self.constraints += self._growth(tables, identity, float(shown.value), shown.n)

    def _growth(self, tables: Tables, identity: Key, value: float, n: int) -> Iterator[Constraint]:
        """Connect the sums of two years over companies that have answered in both, with or without the largest."""
        panel = identity._replace(quantity=GROWTH)
        size = n + (identity.quantity == GROWTH_REST)
        before = identity._replace(year=tables.facts.follows or tables.year - 1, quantity=SUM)
        pair = (
            self._part(panel, identity._replace(quantity=SUM), size, f"{tables.year}"),
            self._part(panel, before, size, f"{tables.year}"),
        )
        if identity.quantity == GROWTH_REST:
            pair = (
                self._part(identity, pair[0], n, f"{tables.year}"),
                self._part(identity, pair[1], n, f"{tables.year}"),
            )
        yield from growth(*pair, value, PERCENT_STEP, identity=identity)

    def _share(self, tables: Tables, identity: Key, value: float, n: int) -> Iterator[Constraint]:
        part = identity._replace(quantity=SUM)
        other = whole_of(tables.facts, identity.question)
        if other is None:
            whole = part._replace(group=ALL)
        else:
            whole = self._part(identity, part._replace(question=other), n, identity.question)
            part = self._part(identity, part, n, other)
        yield from ratio(part, whole, value, PERCENT_STEP, scale=100, identity=identity)

    def _part(self, quotient: Key, whole: Key, n: int, about: str) -> Key:
        """Give the sum over the companies of a quotient: the group's own if they are as many, else one of its own."""
        if whole not in self.cells:
            self._add(whole, Shown(None, None), is_published=False, lower=-math.inf)
        if self.n[whole] == n:
            return whole
        key = whole._replace(quantity=f"{whole.quantity} of {quotient.quantity}", about=about)
        if key not in self.cells:
            rest, number = key._replace(quantity=f"{whole.quantity} without {quotient.quantity}"), self.n[whole]
            inside, known = self.companies.get(quotient), self.contributions.get(whole)
            if inside is not None and known is not None:
                self.contributions[key] = {company: known[company] for company in known if company in inside}
                self.contributions[rest] = {company: known[company] for company in known if company not in inside}
            lower = min(0.0, self.cells[whole].lower)
            for each, count in ((key, n), (rest, None if number is None else number - n)):
                self._add(each, Shown(count, None), is_published=False, lower=lower, step=self.cells[whole].step)
            self.constraints.append(total(whole, (key, rest)))
        return key


def whole_of(facts: Survey, question: str) -> str | None:
    """Name the question of which the answers to another are a part; None if there is none."""
    return next((each.whole for each in facts.agreements if each.parts == (question,) and each.whole), None)


def _bounds(tables: Tables, name: str, asked: Asked, group: Group, n: int | None) -> tuple[float, float]:
    """Give what a sum is at least and at most, as everybody knows from the form."""
    least, most = asked.least, asked.most
    if least is None and asked.type is not QuestionType.MONEY:
        least = Decimal(0)
    if name == tables.facts.size and group.dimension == "size" and group.name != UNKNOWN:
        low, high = bounds_of(asked).get(group.name, (None, None))
        least, most = (least if low is None else low), (most if high is None else high)
    if n is None:
        return (-math.inf if least is None or least < 0 else 0.0), math.inf
    return (-math.inf if least is None else float(least) * n), (math.inf if most is None else float(most) * n)

"""Turns what companies have answered into tables with every number, before any of them is suppressed.

What this module gives is confidential.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from netzsite.aggregates.classes import class_of
from netzsite.aggregates.keys import COUNT, GROWTH, GROWTH_REST, NUMBER, SHARE, SUM, Key
from netzsite.aggregates.knowledge import whole_of
from netzsite.aggregates.tables import ALL, ANSWERED, ASKED, Group, Place, Shown, Tables
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.kinds.survey import Survey
from netzsite.survey.aggregating.facts import published
from netzsite.survey.aggregating.groups import groups_of
from netzsite.survey.campaign import Campaign
from netzsite.survey.folder import shown
from netzsite.survey.questionnaire import FILE, Question, Statistic

Amounts = Mapping[str, Decimal]
"""Company -> its answer, in the published unit."""

_TENTH = Decimal("0.1")


@dataclass
class Tabulation:
    """The tables of a year with every number, and what they are made of.

    Attributes:
        numbers: place -> number.
        contributions: quantity -> company -> amount.
        companies: quotient -> whose answers are in it.
    """

    numbers: dict[Place, Shown] = field(default_factory=dict, repr=False)
    contributions: dict[Key, dict[Hashable, float]] = field(default_factory=dict, repr=False)
    companies: dict[Key, frozenset[Hashable]] = field(default_factory=dict, repr=False)


class Tabulator:
    """Makes the tables of a survey; for growth it knows the survey before."""

    def __init__(self, campaign: Campaign, facts: Survey, before: "Tabulator | None") -> None:
        self.campaign, self.facts = campaign, facts
        self.before = before
        self.groups = groups_of(campaign, facts)
        self.made = Tabulation()

    def tables(self) -> Tables:
        """Give the tables with every number."""
        self._add_response()
        for question in published(self.campaign.questionnaire):
            for group in self._groups(question):
                self._add(question, group)
        return Tables(self.facts, self.made.numbers)

    def _groups(self, question: Question) -> Iterator[Group]:
        """Yield the groups of a question's tables, in the order of the tables."""
        order = {
            "sector": list(self.campaign.network.sectors),
            "size": list(self.facts.sizes),
            "district": list(self.facts.districts),
        }
        yield ALL
        for dimension in question.by:
            for name in order[dimension.value]:
                group = Group(dimension.value, name)
                if any(group in self._of(company).values() for company in self.amounts(question)):
                    yield group

    def _of(self, company: str) -> Mapping[str, Group]:
        return self.groups.get(company, {})

    # -- Answers -------------------------------------------------------------------------------------------------------

    def amounts(self, question: Question) -> Amounts:
        """Give the answers of all companies that were asked; those to questions that are no numbers count 1."""
        return amounts_of(self.campaign, question)

    def _members(self, question: Question, group: Group) -> dict[str, Decimal]:
        dimension = group.dimension
        return {
            company: amount
            for company, amount in self.amounts(question).items()
            if self._of(company).get(dimension) == group
        }

    # -- Statistics ----------------------------------------------------------------------------------------------------

    def _add_response(self) -> None:
        everybody = [company.id for company in self.campaign.companies]
        order = list(self.campaign.network.sectors)
        sectors = sorted(
            {self._of(company)["sector"] for company in everybody}, key=lambda group: order.index(group.name)
        )
        for group in (ALL, *sectors):
            asked = [company for company in everybody if self._of(company)[group.dimension] == group]
            answered = sum(bool(found.values) for company in asked if (found := self.campaign.answers.get(company)))
            for statistic, count in ((ASKED, len(asked)), (ANSWERED, answered)):
                self.made.numbers[Place("", "", statistic, group)] = Shown(len(asked), Decimal(count))

    def _add(self, question: Question, group: Group) -> None:
        amounts, wanted = self._members(question, group), question.statistics
        if not amounts:
            return
        year, n = self.facts.year, len(amounts)
        self.made.contributions[Key(year, question.id, "", NUMBER, group)] = dict.fromkeys(amounts, 1.0)
        if question.is_numeric:
            self._add_sums(question, group, amounts)
            if Statistic.CLASSES in wanted and (group.dimension != "size" or question.id != self.facts.size):
                asked = self.facts.questions[question.id]
                classes = {company: {class_of(amount, asked)} for company, amount in amounts.items()}
                self._add_counts(question, group, classes, (Statistic.COUNT, Statistic.SHARE))
        elif question.options:
            chosen = {company: self._chosen(company, question.id) for company in amounts}
            self._add_counts(question, group, chosen, wanted)
        elif Statistic.COUNT in wanted:
            self.made.numbers[Place(question.id, "", "count", group)] = Shown(n, Decimal(n))

    def _chosen(self, company: str, question: str) -> set[str]:
        value = self.campaign.answers[company].values[question]
        return {value} if isinstance(value, str) else set(value) if isinstance(value, tuple) else set()

    def _add_counts(
        self, question: Question, group: Group, chosen: Mapping[str, set[str]], wanted: tuple[Statistic, ...]
    ) -> None:
        n = len(chosen)
        for category in self.facts.questions[question.id].options:
            key = Key(self.facts.year, question.id, category, COUNT, group)
            amounts: dict[Hashable, float] = {company: float(category in names) for company, names in chosen.items()}
            # That nobody has chosen an option betrays everybody's answer; that nobody is in a size class betrays none.
            self.made.contributions[key] = amounts if question.options or any(amounts.values()) else {}
            count = sum(category in names for names in chosen.values())
            if Statistic.COUNT in wanted:
                self.made.numbers[Place(question.id, category, "count", group)] = Shown(n, Decimal(count))
            if Statistic.SHARE in wanted:
                share = rounded(Decimal(100 * count) / n, _TENTH)
                self.made.numbers[Place(question.id, category, SHARE, group)] = Shown(n, share)

    def _add_sums(self, question: Question, group: Group, amounts: dict[str, Decimal]) -> None:
        name, year, n = question.id, self.facts.year, len(amounts)
        self.made.contributions[Key(year, name, "", SUM, group)] = {
            each: float(amount) for each, amount in amounts.items()
        }
        step = Decimal(1).scaleb(-question.decimals)
        numbers = {
            Statistic.COUNT: Decimal(n),
            Statistic.SUM: rounded(sum(amounts.values(), Decimal()), step),
            Statistic.MEAN: rounded(sum(amounts.values(), Decimal()) / n, step),
            Statistic.MEDIAN: Decimal(),
        }
        for statistic, number in numbers.items():
            if statistic in question.statistics:
                self.made.numbers[Place(name, "", statistic.value, group)] = Shown(n, number)
        if Statistic.SHARE in question.statistics:
            self._add_share(question, group, amounts)
        wanted = {Statistic.GROWTH, Statistic.GROWTH_WITHOUT_LARGEST}.intersection(question.statistics)
        if wanted and question.changed is None:
            self._add_growth(question, group, amounts, wanted)

    def _add_share(self, question: Question, group: Group, part: Amounts) -> None:
        """Add the share in the sum of all companies, or in the whole that the answers are a part of."""
        other = self.campaign.questionnaire.question(whole_of(self.facts, question.id) or "")
        if other is None and group == ALL:
            return
        whole = self._members(question, ALL) if other is None else self._members(other, group)
        both = {company: amount for company, amount in part.items() if other is None or company in whole}
        base = whole if other is None else {company: whole[company] for company in both}
        self._add_quotient(question, group, SHARE, both, base, Decimal(0))

    def _add_growth(self, question: Question, group: Group, now: Amounts, wanted: set[Statistic]) -> None:
        """Add growth over the companies that have answered in both years, and belonged to the group in both."""
        before = self.before
        asked = before.campaign.questionnaire.question(question.id) if before is not None else None
        if before is None or asked is None or not asked.is_numeric or asked.scale != question.scale:
            return
        then = before.amounts(asked)
        panel = {
            company: amount
            for company, amount in now.items()
            if company in then and before.groups[company][group.dimension] == group
        }
        self.made.companies[Key(self.facts.year, question.id, "", GROWTH, group)] = frozenset(panel)
        if Statistic.GROWTH in wanted:
            self._add_quotient(
                question, group, GROWTH, panel, {company: then[company] for company in panel}, Decimal(100)
            )
        if Statistic.GROWTH_WITHOUT_LARGEST in wanted and len(panel) > 1:
            largest = max(panel, key=lambda company: (panel[company], company))
            others = {company: amount for company, amount in panel.items() if company != largest}
            self._add_quotient(
                question, group, GROWTH_REST, others, {company: then[company] for company in others}, Decimal(100)
            )

    def _add_quotient(
        self, question: Question, group: Group, statistic: str, above: Amounts, below: Amounts, less: Decimal
    ) -> None:
        divisor = sum(below.values(), Decimal())
        if divisor > 0:
            percent = rounded(100 * sum(above.values(), Decimal()) / divisor - less, _TENTH)
            identity = Key(self.facts.year, question.id, "", statistic, group)
            self.made.numbers[Place(question.id, "", statistic, group)] = Shown(len(above), percent)
            self.made.companies[identity] = frozenset(above)


def amounts_of(campaign: Campaign, question: Question) -> Amounts:
    """Give the answers of all companies that were asked, in the published unit; what is no number counts 1.

    Raises:
        NetzsiteError: an answer is below zero, and the questionnaire does not say how far below it may be.
    """
    asked = {company.id for company in campaign.companies}
    found: dict[str, Decimal] = {}
    for company, answers in campaign.answers.items():
        if company in asked and question.id in answers.values:
            number = answers.number(question.id)
            found[company] = Decimal(1) if number is None else number / question.scale
    least = min(found.values(), default=Decimal(0))
    if question.is_numeric and least < 0 and (question.least is None or question.least >= 0):
        message, hint = (
            f"{question.id}: there are answers below zero",
            "say how far below it they may be: 'least: -1000000'",
        )
        raise NetzsiteError(Problem(Spot(shown(campaign.folder / FILE)), Code.CONTRADICTION, message, hint))
    return found


def rounded(number: Decimal, step: Decimal) -> Decimal:
    """Round a number to a multiple of a step, halves away from zero."""
    return number.quantize(step, ROUND_HALF_UP)

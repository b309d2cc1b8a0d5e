"""Turns what a survey has published into what readers see of it: who was asked, by which rules, and all tables."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from netzsite.aggregates.keys import GROWTH, GROWTH_REST, SHARE
from netzsite.aggregates.tables import ALL, ANSWERED, ASKED, DIMENSIONS, Group, Place, Shown, Tables, tables_of
from netzsite.confidentiality import SUPPRESSED
from netzsite.entry import Entry
from netzsite.kinds.survey import NUMERIC, Asked, Survey
from netzsite.render.places import survey_data_path, survey_names_path
from netzsite.render.questions import QuestionWords, question_words
from netzsite.render.views import Views
from netzsite.strings import Strings

_STATISTICS = ("count", "sum", "mean", "median", SHARE, GROWTH, GROWTH_REST)
"""The columns of a table of numbers, in this order."""


@dataclass(frozen=True, slots=True)
class SurveyCell:
    """A number of a table, as it is written in the language; a point where it is suppressed."""

    text: str
    is_suppressed: bool = False


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row: whom it is about, and its numbers."""

    label: str
    cells: tuple[SurveyCell, ...]


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """A table; the first column says whom its rows are about."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[SurveyRow, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as it was asked, how many have answered it, and its tables."""

    words: QuestionWords
    answered: int
    rate: str
    tables: tuple[SurveyTable, ...]


@dataclass(frozen=True, slots=True)
class SurveyView:
    """What a survey has published.

    Attributes:
        rate: how many percent of those asked have answered.
        rules: sentences on what is suppressed.
        notes: sentences on how to read the tables.
        participation: how many were asked and have answered, by sector.
        breaks: label of a question -> what has changed in it.
        csv_path: of the table with all numbers, in the output.
        named_path: of the table with the answers of companies that are named; empty if none is.
    """

    title: str
    year: int
    business_year: int
    population: str
    opened: dt.date
    closed: dt.date
    asked: int
    answered: int
    rate: str
    rules: tuple[str, ...]
    notes: tuple[str, ...]
    participation: tuple[SurveyTable, ...]
    questions: tuple[QuestionView, ...]
    breaks: tuple[tuple[str, str], ...]
    csv_path: str
    named_path: str
    is_example: bool


def told_rules(strings: Strings, facts: Survey) -> Iterator[str]:
    """Say in sentences by which rules values are suppressed, and of percentages only that there are some.

    Whoever knows them can conclude more (*Handbook on Statistical Disclosure Control*, second edition, section 4.2.1).
    """
    yield strings.text("survey.rules.least", n=facts.rules.least)
    if facts.rules.dominance:
        yield strings.text("survey.rules.dominance")
    names = ("p-percent", "percentages", "secondary", "median", *(("named",) if facts.named else ()))
    yield from (strings.text(f"survey.rules.{name}") for name in names)


def survey_view(views: Views, entry: Entry[Survey]) -> SurveyView:
    """Show what a survey has published in a language."""
    return _Composer(views, entry).view()


class _Composer:
    """Composes the view of a survey in a language."""

    def __init__(self, views: Views, entry: Entry[Survey]) -> None:
        self.views, self.lang, self.strings, self.network = views, views.lang, views.strings, views.library.network
        self.entry, self.facts = entry, entry.facts
        self.tables: Tables = tables_of(entry)

    def view(self) -> SurveyView:
        """Give all of it."""
        facts = self.facts
        questions = tuple(self._question(name, asked) for name, asked in facts.questions.items())
        return SurveyView(
            facts.title.pick(self.lang),
            facts.year,
            facts.business_year,
            facts.population.pick(self.lang),
            facts.opened,
            facts.closed,
            facts.asked,
            facts.answered,
            self._percent(facts.answered, facts.asked),
            tuple(told_rules(self.strings, facts)),
            tuple(self.strings.text(f"survey.reading.{name}") for name in ("point", "n", "estimates", "growth")),
            tuple(self._participation()),
            questions,
            tuple((words.label, words.changed) for words in (each.words for each in questions) if words.changed),
            survey_data_path(self.entry.id),
            survey_names_path(self.entry.id) if facts.named else "",
            facts.example,
        )

    def _percent(self, part: int, whole: int) -> str:
        percent = Decimal(100 * part) / max(whole, 1)
        return self.strings.text("survey.percent", number=self.strings.number(percent.quantize(Decimal(1))))

    # -- Questions -----------------------------------------------------------------------------------------------------

    def _question(self, name: str, asked: Asked) -> QuestionView:
        words, rate = question_words(self.views, self.facts, name), self._percent(asked.answered, self.facts.asked)
        return QuestionView(words, asked.answered, rate, tuple(self._tables(name, asked)))

    def _tables(self, name: str, asked: Asked) -> Iterator[SurveyTable]:
        """Yield a table for each dimension, headed by all companies."""
        groups = self.tables.groups(name)
        dimensions = [dimension for dimension in DIMENSIONS if any(group.dimension == dimension for group in groups)]
        for dimension in dimensions or [""]:
            rows = [group for group in groups if group.dimension in ("", dimension)]
            if asked.type in NUMERIC:
                yield self._numbers(name, asked, dimension, rows)
            counted = [group for group in rows if self._has_options(name, asked, group)]
            if len(counted) > bool(dimension):
                yield self._options(name, asked, dimension, counted)

    def _has_options(self, name: str, asked: Asked, group: Group) -> bool:
        numbers = self.tables.numbers
        return any(Place(name, option, each, group) in numbers for option in asked.options for each in ("count", SHARE))

    def _numbers(self, name: str, asked: Asked, dimension: str, groups: list[Group]) -> SurveyTable:
        there = [
            each
            for each in _STATISTICS
            if each
            in {place.statistic for place in self.tables.numbers if place.question == name and not place.category}
        ]
        columns = [self._column(each) for each in there]
        rows = []
        for group in groups:
            shown = [self.tables.numbers.get(Place(name, "", each, group)) for each in there]
            decimals = [self._decimals(each, asked) for each in there]
            cells = [self._cell(each, of) for each, of in zip(shown, decimals, strict=True)]
            rows.append(SurveyRow(self._group(group), (self._count(shown), *cells)))
        unit = f" ({asked.unit.pick(self.lang)})" if asked.unit else ""
        caption = f"{self._caption(asked, dimension)}{unit}"
        return SurveyTable(caption, (self._dimension(dimension), *self._n, *columns), tuple(rows))

    def _options(self, name: str, asked: Asked, dimension: str, groups: list[Group]) -> SurveyTable:
        statistic = (
            "count"
            if any(
                place.category and place.statistic == "count" for place in self.tables.numbers if place.question == name
            )
            else SHARE
        )
        rows = []
        for group in groups:
            shown = [self.tables.numbers.get(Place(name, option, statistic, group)) for option in asked.options]
            cells = [self._cell(each, 1 if statistic == SHARE else 0) for each in shown]
            rows.append(SurveyRow(self._group(group), (self._count(shown), *cells)))
        options = (words.pick(self.lang) for words in asked.options.values())
        caption = (
            self.strings.text("survey.counted", caption=self._caption(asked, dimension))
            if statistic == "count"
            else self._caption(asked, dimension)
        )
        return SurveyTable(caption, (self._dimension(dimension), *self._n, *options), tuple(rows))

    def _participation(self) -> Iterator[SurveyTable]:
        rows = []
        for group in self.tables.groups(""):
            asked, answered = (self.tables.numbers[Place("", "", each, group)].value for each in (ASKED, ANSWERED))
            if asked is not None and answered is not None:
                rate = SurveyCell(self._percent(int(answered), int(asked)))
                rows.append(SurveyRow(self._group(group), (self._number(asked, 0), self._number(answered, 0), rate)))
        columns = tuple(
            self.strings.text(f"survey.{name}") for name in ("statistics.asked", "statistics.answered", "rate")
        )
        if rows:
            yield SurveyTable(
                self.strings.text("survey.participation"), (self._dimension("sector"), *columns), tuple(rows)
            )

    # -- Words ---------------------------------------------------------------------------------------------------------

    @property
    def _n(self) -> tuple[str, ...]:
        return (self.strings.text("survey.columns.n"),)

    def _caption(self, asked: Asked, dimension: str) -> str:
        label = asked.label.pick(self.lang)
        return self.strings.text(f"survey.by.{dimension}", label=label) if dimension else label

    def _dimension(self, dimension: str) -> str:
        return self.strings.text(f"survey.columns.{dimension or 'all'}")

    def _column(self, statistic: str) -> str:
        words = self.strings.text(f"survey.statistics.{statistic}")
        return f"{words} (%)" if statistic in (SHARE, GROWTH, GROWTH_REST) else words

    def _group(self, group: Group) -> str:
        if group == ALL:
            return self.strings.text("survey.all")
        names = {"sector": self.network.sectors, "size": self.facts.sizes, "district": self.facts.districts}
        found = names[group.dimension].get(group.name)
        return found.pick(self.lang) if found is not None else group.name

    def _decimals(self, statistic: str, asked: Asked) -> int:
        if statistic in (SHARE, GROWTH, GROWTH_REST):
            return 1
        return 0 if statistic == "count" else asked.decimals

    def _count(self, shown: list[Shown | None]) -> SurveyCell:
        """Give the number of answers: that of the first statistic, because growth rests on fewer."""
        found = next((each for each in shown if each is not None), None)
        return self._cell(None if found is None else Shown(found.n, None if found.n is None else Decimal(found.n)), 0)

    def _cell(self, shown: Shown | None, decimals: int) -> SurveyCell:
        if shown is None:
            return SurveyCell("")
        return (
            SurveyCell(SUPPRESSED, is_suppressed=True) if shown.value is None else self._number(shown.value, decimals)
        )

    def _number(self, number: Decimal, decimals: int) -> SurveyCell:
        return SurveyCell(self.strings.number(number, decimals))

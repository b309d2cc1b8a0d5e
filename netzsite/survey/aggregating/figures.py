"""Turns published tables into figures: drafted once, then kept up to date in what is not the editors' own."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from netzsite.aggregates.rows import VALUE, YEAR, N, Shape, rows_of
from netzsite.aggregates.tables import UNKNOWN, Tables
from netzsite.config import Network
from netzsite.fields import Localised
from netzsite.kinds.figure import Mark
from netzsite.kinds.survey import Asked
from netzsite.strings import Strings
from netzsite.survey.aggregating.facts import Words
from netzsite.survey.aggregating.writing import with_block, with_keys, write_table, write_yaml
from netzsite.survey.questionnaire import FigurePlan, Question

FOLDER = "figures"

_PERCENT = frozenset({"share", "growth", "growth-without-largest"})
_COUNTED = frozenset({"count"})


def figure_ids(question: Question) -> dict[str, FigurePlan]:
    """Name the figures of a question; a second one of the same dimension is named after its statistic too."""
    found: dict[str, FigurePlan] = {}
    for plan in question.figures:
        name = f"survey-{question.id}-{plan.by.value}"
        found[f"{name}-{plan.statistic.value}" if name in found else name] = plan
    return found


def write_figure(
    name: str,
    question: Question,
    plan: FigurePlan,
    years: Sequence[Tables],
    network: Network,
    words: Words,
    content: Path,
) -> dict[Path, str]:
    """Write a figure: its table, and its YAML file, of which only tables, base and breaks change once it is there.

    Args:
        name: its id.
        question: the question whose answers it shows.
        plan: what it shows of them.
        years: what surveys have published, the earliest first.
        network: its sectors, and how they are called.
        words: of the theme, for titles.
        content: the content folder.

    Returns:
        file -> its text; nothing if there are too few years for a slope.
    """
    shape = Shape(question.id, plan.statistic.value, plan.by.value, plan.mark)
    shown = shape.years(years)
    rows = list(rows_of(shape, shown, list(network.sectors))) if shown else []
    if not rows or (plan.mark is Mark.SLOPE and len(shown) < 2):
        return {}
    yaml_path = content / FOLDER / f"{name}.yaml"
    survey = {"year": shown[-1].year, "question": question.id, "statistic": shape.statistic, "by": shape.by}
    base = [
        {"asked": tables.facts.asked, "answered": tables.facts.questions[question.id].answered, "year": tables.year}
        for tables in shown
    ]
    draft = _Draft(shape, shown, network, words)
    text = yaml_path.read_text(encoding="utf-8") if yaml_path.is_file() else write_yaml(draft.values())
    text = with_block(with_block(text, "base", base), "survey", survey)
    text = _with_breaks(text, draft.breaks())
    text = with_keys(
        text, "cells", draft.cells(row[shape.columns.index(shape.by)] for row in rows) if shape.by != YEAR else {}
    )
    table = write_table(shape.columns, iter(rows))
    return {yaml_path: text, yaml_path.with_suffix(".csv"): table}


def _with_breaks(text: str, breaks: Mapping[str, Localised]) -> str:
    """Add the breaks that a figure does not name yet; those that it names stay as they are worded."""
    for year, note in breaks.items():
        if not re.search(rf"""before: ["']?{year}\b""", text):
            item = write_yaml({"breaks": [{"before": year, "note": note}]})
            match = re.search(r"^breaks:\n(?:[ \t\-].*\n?)*", text, re.MULTILINE)
            if match is None:
                text = f"{text.rstrip()}\n{item}"
            else:
                text = f"{match.group().rstrip()}\n{item.partition(chr(10))[2]}".join(
                    (text[: match.start()], text[match.end() :])
                )
    return text


def _column(strings: Strings, name: str) -> str:
    return strings.text(f"survey.columns.{name}")


class _Draft:
    """Words a figure for the first time."""

    def __init__(self, shape: Shape, years: Sequence[Tables], network: Network, words: Words) -> None:
        self.shape, self.years, self.network, self.words = shape, years, network, words
        self.asked: Asked = years[-1].facts.questions[shape.question]

    def values(self) -> dict[str, Any]:
        """Give the fields that are drafted."""
        shape, facts = self.shape, self.years[-1].facts
        chart: dict[str, Any] = {"mark": shape.mark, "x": shape.columns[0], "y": [VALUE]}
        if len(shape.columns) == 4:
            chart["series"] = shape.columns[1]
        chart["base"] = N
        if self._decimals:
            chart["decimals"] = self._decimals
        columns: dict[str, Any] = {
            name: {"label": self._each(partial(_column, name=name))} for name in shape.columns[:-1]
        }
        columns[VALUE] = {"label": self._each(lambda strings: strings.text(f"survey.statistics.{shape.statistic}"))}
        unit = self._unit()
        if unit is not None:
            columns[VALUE]["unit"] = unit
        return {
            "example": True if facts.example else None,
            "title": self._each(self._title),
            "description": self._each(self._description),
            "note": self._note(),
            "sources": [{"title": self._each(self._source)}],
            "columns": columns,
            "chart": chart,
        }

    def cells(self, parts: Iterable[str]) -> dict[str, Localised]:
        """Say what sectors, sizes and options are called; districts are called by their names."""
        names: dict[str, Localised] = {**self.network.sectors} if self.shape.by == "sector" else {}
        for tables in self.years:
            names.update(tables.facts.sizes if self.shape.by == "size" else {})
            names.update(tables.facts.questions[self.shape.question].options if self.shape.by == "category" else {})
        names[UNKNOWN] = self._each(lambda strings: strings.text("survey.unknown"))
        return {part: names[part] for part in dict.fromkeys(parts) if part in names}

    def breaks(self) -> dict[str, Localised]:
        """Give the years from which the question was another: year -> what has changed."""
        if self.shape.columns[0] != YEAR:
            return {}
        first = self.years[0].year
        asked = ((tables.year, tables.facts.questions[self.shape.question].changed) for tables in self.years)
        return {str(year): changed for year, changed in asked if changed is not None and year != first}

    def _each(self, say: Callable[[Strings], str]) -> Localised:
        return Localised({lang: say(strings) for lang, strings in self.words.items()})

    @property
    def _decimals(self) -> int:
        if self.shape.statistic in _PERCENT:
            return 1
        return 0 if self.shape.statistic in _COUNTED else self.asked.decimals

    def _unit(self) -> Localised | None:
        if self.shape.statistic in _PERCENT:
            return Localised({"": "%"})
        if self.shape.statistic in _COUNTED:
            return self._each(lambda strings: strings.text("survey.companies"))
        return self.asked.unit

    def _title(self, strings: Strings) -> str:
        label = self.asked.label.pick(strings.lang)
        statistic = self.shape.statistic
        own = f"survey.titles.{statistic}"
        named = strings.text(own, label=label) if strings.has(own) else label
        return strings.text(f"survey.by.{self.shape.by}", label=named)

    def _description(self, strings: Strings) -> str:
        drawing = "map" if self.shape.mark is Mark.MAP else "chart"
        return strings.text(f"survey.described.{drawing}", title=self._title(strings))

    def _note(self) -> Localised | None:
        key = f"survey.notes.{self.shape.statistic}"
        is_known = all(strings.has(key) for strings in self.words.values())
        return self._each(lambda strings: strings.text(key)) if is_known else None

    def _source(self, strings: Strings) -> str:
        return strings.text("survey.source", network=self.network.short_name)

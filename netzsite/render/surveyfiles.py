"""Turns a survey into its tables as files: every published number, and the answers of companies that are named."""

from collections.abc import Iterator

from netzsite.entry import Entry
from netzsite.kinds.survey import COLUMNS, Survey
from netzsite.render.datafiles import FigureTable
from netzsite.render.views import Views
from netzsite.source import Table

NAMED = "named"
"""Ends the name of the table of named answers."""

NAMED_COLUMNS = ("question", "company", "name", "sector", "district", "agreed", "answer")
"""The columns of the table of named answers, in this order."""


def survey_tables(views: Views, survey: Entry[Survey]) -> Iterator[tuple[FigureTable, Table]]:
    """Yield the tables of a survey, described in the reader's language; that of named answers only if there are any."""
    title, about = survey.title(views.lang), survey.facts.population.pick(views.lang)
    if survey.table is not None:
        columns = tuple((name, _label(views, name), name in ("n", "value")) for name in COLUMNS)
        yield FigureTable(survey.id, title, about, columns, (), has_secrets=True), survey.table
    if survey.facts.named:
        columns = tuple((name, _label(views, name), False) for name in NAMED_COLUMNS)
        named = views.strings.text("survey.named.title", title=title)
        yield FigureTable(f"{survey.id}-{NAMED}", named, about, columns, ()), named_table(survey.facts)


def _label(views: Views, name: str) -> str:
    return views.strings.text(f"survey.columns.{name}")


def named_table(facts: Survey) -> Table:
    """Give all answers that companies have agreed to be named with, question by question."""
    rows = tuple(_rows(facts))
    return Table("", NAMED_COLUMNS, rows, tuple(range(2, len(rows) + 2)))


def _rows(facts: Survey) -> Iterator[tuple[str, ...]]:
    for name in facts.questions:
        for each in facts.named:
            answer = each.answers.get(name)
            if answer is not None:
                place = (each.company, each.name, each.sector, each.district or "")
                yield (name, *place, each.agreed.isoformat(), answer)

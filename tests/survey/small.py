"""A small made-up survey for tests: a dozen companies in two sectors, some questions, any answers."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from netzsite.survey.answers import Answer, Answers, Receipt, write_answers
from tests.conftest import PROFILES, THEME, run_netzsite, write_files

COMPANIES = tuple(f"muster{letter}" for letter in "abcdefghijkl")
SECTORS = ("biotech", "medtech")
DISTRICTS = ("Emsland", "Stade", "Region Hannover")

QUESTIONNAIRE = """\
title: {{de: Umfrage {year}, en: Survey {year}}}
example: true
year: {year}
business_year: {before}
opens: {year}-02-01
closes: {year}-03-01
population: Erfundene Unternehmen
intro: Bitte antworten
privacy: Niemand erfährt davon
size: staff
sections:
  - id: all
    title: Alles
    questions:
      - id: staff
        type: integer
        label: {{de: Beschäftigte, en: Employees}}
        unit: {{de: Personen, en: persons}}
        least: 1
        statistics: [sum, mean, median, classes, growth, growth-without-largest]
        by: [sector, size, district]
        classes: [1, 10, 100]
        figures:
          - {{by: year, statistic: sum, mark: line}}
          - {{by: sector, statistic: sum, mark: grouped-bar}}
          - {{by: sector, statistic: mean, mark: horizontal-bar}}
          - {{by: category, statistic: share, mark: stacked-bar}}
      - id: women
        type: integer
        label: {{de: davon Frauen, en: of these women}}
        least: 0
        statistics: [sum, share]
        by: [sector]
      - id: plans
        type: choice
        label: {{de: Pläne, en: Plans}}
        options: {{up: mehr, down: weniger}}
        answering_tells: yes
        statistics: [count, share]
        by: [sector, district]
        figures:
          - {{by: category, statistic: share, mark: bar}}
      - id: remarks
        type: text
        label: Anmerkungen
        published: never
agreements:
  - {{whole: staff, parts: [women], parts_are: at-most}}
"""


def write_survey(root: Path, year: int, answers: Mapping[str, Mapping[str, Answer]]) -> Path:
    """Write `surveys/<year>` beside `content/` below a folder; give the content folder.

    Args:
        root: the folder.
        year: the year.
        answers: company -> question -> answer; a company without answers is asked and has not answered.
    """
    asked = ["companies:"]
    for place, company in enumerate(COMPANIES):
        sector, district = SECTORS[place % 2], DISTRICTS[place % 3]
        asked.append(
            f"  - {{id: {company}, name: {company}, sector: {sector}, district: {district}, town: Musterstadt}}"
        )
    folder = root / "surveys" / str(year)
    form = QUESTIONNAIRE.format(year=year, before=year - 1)
    write_files(folder, {"questionnaire.yaml": form, "asked.yaml": "\n".join(asked) + "\n"})
    receipt = Receipt(file="form.pdf", digest="0" * 64, received=dt.datetime(year, 2, 2))  # noqa: DTZ001
    for company, values in answers.items():
        write_answers(folder, Answers(company, dict(values), frozenset(), frozenset(), (receipt,)))
    return write_files(root / "content", PROFILES)


def numbers(staff: list[int], plans: str = "up down") -> dict[str, dict[str, Answer]]:
    """Give answers of the first companies: how many they employ, and their plans, in turns."""
    words = plans.split()
    return {
        company: {"staff": Decimal(amount), "women": Decimal(amount // 2), "plans": words[place % len(words)]}
        for place, (company, amount) in enumerate(zip(COMPANIES, staff, strict=False))
    }


def survey(step: str, content: Path, year: int, *arguments: str) -> tuple[int, str]:
    """Run a step of the verb `survey`: exit code, and all that was printed."""
    code, output, errors = run_netzsite(
        "survey", step, str(year), "--content", str(content), "--theme", str(THEME), *arguments
    )
    return code, output + errors


def rows(content: Path, year: int) -> dict[tuple[str, ...], tuple[str, str]]:
    """Read what was published: question, category, statistic, sector, size, district -> n and value."""
    lines = (content / "surveys" / f"{year}.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {tuple(cells[:6]): (cells[6], cells[7]) for cells in (line.split(",") for line in lines)}

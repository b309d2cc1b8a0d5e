"""Turns a year into the files that its survey publishes: tables, and figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from netzsite.aggregates.attack import attack_published
from netzsite.aggregates.keys import Key, words_of
from netzsite.aggregates.tables import Tables, rows_of, tables_of
from netzsite.config import Network
from netzsite.content import Content, read_content
from netzsite.disclosure.audit import Finding, Leak
from netzsite.entry import Entry, K
from netzsite.errors import Code, NetzsiteError, Problem, Spot, has_errors
from netzsite.kinds.member import Member
from netzsite.kinds.survey import COLUMNS, Survey
from netzsite.listing import shown_path
from netzsite.render.theme import load_theme
from netzsite.survey.aggregating.facts import Words, facts_of, published
from netzsite.survey.aggregating.figures import figure_ids, write_figure
from netzsite.survey.aggregating.names import withdrawn
from netzsite.survey.aggregating.suppression import Evidence, Outcome, attack, suppress
from netzsite.survey.aggregating.tabulation import Tabulation, Tabulator
from netzsite.survey.aggregating.writing import write_table, write_yaml
from netzsite.survey.answers import read_answers
from netzsite.survey.campaign import Campaign
from netzsite.survey.companies import read_companies
from netzsite.survey.folder import shown, survey_folder, survey_years
from netzsite.survey.questionnaire import read_questionnaire


@dataclass(frozen=True)
class Proposal:
    """What is to be published.

    Attributes:
        files: path -> text.
        outcome: what was suppressed.
    """

    files: Mapping[Path, str]
    outcome: Outcome


@dataclass(frozen=True)
class Archive:
    """All surveys that have published, and the answers behind them as far as they are at hand.

    Attributes:
        network: the network's profile.
        members: id -> facts.
        published: tables of each survey, the earliest first.
        campaigns: year -> the survey as it was made.
    """

    network: Network
    published: tuple[Tables, ...]
    campaigns: Mapping[int, Campaign]

    def before(self, year: int) -> tuple[Tables, ...]:
        """List what surveys before a year have published."""
        return tuple(tables for tables in self.published if tables.year < year)


def propose(content: Path, theme: Path, year: int) -> Proposal:
    """Work out what the survey of a year publishes.

    Args:
        content: the content folder; answers lie beside it.
        theme: the theme's folder, for the words of drafts.
        year: the year.

    Raises:
        NetzsiteError: something is wrong with the survey or with the content, nobody has answered, a later survey has
            published already, or earlier publications do not let an answer be protected.
    """
    archive = read_archive(content, year)
    if not archive.campaigns[year].answers:
        message, hint = "nobody has answered yet", "collect forms first: `netzsite survey collect`"
        raise NetzsiteError(Problem(Spot(shown(survey_folder(content, year))), Code.MISSING_FILE, message, hint))
    later = [tables.year for tables in archive.published if tables.year > year]
    if later:
        message, hint = f"the survey of {later[0]} has been published already", "what rests on it stays as it is"
        raise NetzsiteError(
            Problem(Spot(shown_path(content, f"surveys/{year}.yaml")), Code.CONTRADICTION, message, hint)
        )
    words = load_theme(theme, archive.network.languages, archive.network.identity).strings
    earlier = archive.before(year)
    made = tabulations(archive, [*(tables.year for tables in earlier), year], words)
    tables, evidence = made[0][year], made[1]
    outcome = suppress(tables, earlier, evidence)
    _refuse(content, year, [*outcome.unprotected, *_cells(attack_published([*earlier, outcome.tables]))])
    files = _survey_files(content, outcome.tables)
    for question in published(archive.campaigns[year].questionnaire):
        for name, plan in figure_ids(question).items():
            years = [*earlier, outcome.tables]
            files |= write_figure(name, question, plan, years, archive.network, words, content)
    return Proposal(files, outcome)


def audit_year(content: Path, theme: Path, year: int) -> tuple[Finding, ...]:
    """Test what has been published up to a year with the answers at hand, and without; and who is named.

    Raises:
        NetzsiteError: something is wrong with a survey or with the content, or the year has published nothing.
    """
    archive = read_archive(content, year)
    years = [tables for tables in archive.published if tables.year <= year]
    if not years or years[-1].year != year:
        hint = f"run `netzsite survey aggregate {year}`"
        message = "the survey has published nothing yet"
        raise NetzsiteError(
            Problem(Spot(shown_path(content, f"surveys/{year}.yaml")), Code.MISSING_FILE, message, hint)
        )
    words = load_theme(theme, archive.network.languages, archive.network.identity).strings
    evidence = tabulations(archive, [tables.year for tables in years], words)[1]
    named = [
        Finding(key, Leak.PUBLISHED)
        for tables in years
        if tables.year in archive.campaigns
        for key in sorted(withdrawn(tables.facts, archive.campaigns[tables.year]))
    ]
    return tuple(dict.fromkeys((*named, *attack(years, evidence), *attack_published(years))))


# -- Reading -----------------------------------------------------------------------------------------------------------


def read_archive(content: Path, year: int) -> Archive:
    """Read what surveys have published, and the answers of a year and of those before it.

    Raises:
        NetzsiteError: something of it is wrong; no message says an answer.
    """
    found = read_content(content)
    faults = [fault for key, fault in found.faults.items() if key[0] in (Member.kind, Survey.kind)]
    problems = [*found.problems, *(problem for fault in faults for problem in fault.problems)]
    if found.network is None or has_errors(problems):
        raise NetzsiteError(*problems)
    survey_folder(content, year)
    members = {entry.id: entry.facts for entry in _of_kind(found, Member)}
    tables = sorted((tables_of(entry) for entry in _of_kind(found, Survey)), key=lambda each: each.year)
    campaigns = {
        each: _read_campaign(content, each, found.network, members)
        for each in survey_years(content)
        if each == year or (each < year and any(each == known.year for known in tables))
    }
    return Archive(found.network, tuple(tables), campaigns)


def _of_kind(content: Content, kind: type[K]) -> Iterator[Entry[K]]:
    return (cast(Entry[K], content.open_entry(key)) for key in content.heads if key[0] == kind.kind)


def _read_campaign(content: Path, year: int, network: Network, members: Mapping[str, Member]) -> Campaign:
    folder = survey_folder(content, year)
    questionnaire, source = read_questionnaire(folder, network)
    if questionnaire.year != year:
        message, hint = f"the folder is named {year}", f"write 'year: {year}', or rename the folder"
        raise NetzsiteError(Problem(source.spot(("year",)), Code.CONTRADICTION, message, hint))
    companies = read_companies(folder, network, members)
    return Campaign(folder, network, questionnaire, companies, read_answers(folder, questionnaire))


def tabulations(archive: Archive, years: Sequence[int], words: Words) -> tuple[dict[int, Tables], Evidence]:
    """Make the tables of years with every number, and collect what they are made of; confidential."""
    tables: dict[int, Tables] = {}
    made = Tabulation()
    tabulator: Tabulator | None = None
    for year in years:
        if year not in archive.campaigns:
            tabulator = None
            continue
        earlier = archive.before(year)
        facts = facts_of(archive.campaigns[year], earlier[-1] if earlier else None, words)
        tabulator = Tabulator(archive.campaigns[year], facts, tabulator)
        tables[year] = tabulator.tables()
        made.contributions |= tabulator.made.contributions
        made.companies |= tabulator.made.companies
    return tables, Evidence(made.contributions, made.companies)


# -- Writing -----------------------------------------------------------------------------------------------------------


def _survey_files(content: Path, tables: Tables) -> dict[Path, str]:
    path = content / Survey.folder / f"{tables.year}.yaml"
    facts, rules = tables.facts, tables.facts.rules
    values = {name: getattr(facts, name) for name in type(facts).model_fields}
    values["rules"] = {"least": rules.least, "dominance": list(rules.dominance), "p_percent": rules.p_percent}
    values |= {name: None for name in ("example", "draft") if not values[name]}
    return {path: write_yaml(values), path.with_suffix(".csv"): write_table(COLUMNS, rows_of(tables))}


def _refuse(content: Path, year: int, keys: Sequence[Key]) -> None:
    problems = [
        Problem(
            Spot(shown_path(content, f"surveys/{year}.csv")),
            Code.DISCLOSURE,
            f"{words_of(key)}: cannot be protected, because of what has been published before",
            "leave the question out of this year's tables, or have a statistician look at it",
        )
        for key in dict.fromkeys(keys)
    ]
    if problems:
        raise NetzsiteError(*problems)


def _cells(findings: Sequence[Finding]) -> Iterator[Key]:
    return (finding.cell for finding in findings if isinstance(finding.cell, Key))

"""Turns the folder of a year's survey into all that is known of it: questionnaire, companies, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from netzsite.config import Network
from netzsite.content import read_content
from netzsite.errors import Code, NetzsiteError, Problem, has_errors
from netzsite.kinds.member import Member
from netzsite.survey.answers import Answers, read_answers
from netzsite.survey.companies import Company, read_companies
from netzsite.survey.folder import survey_folder
from netzsite.survey.questionnaire import Questionnaire, read_questionnaire


@dataclass(frozen=True)
class Campaign:
    """The survey of a year.

    Attributes:
        folder: `surveys/<year>`.
        network: the network's profile.
        questionnaire: what is asked.
        companies: who is asked, in the order of asked.yaml.
        answers: id of a company -> what it has answered.
    """

    folder: Path
    network: Network
    questionnaire: Questionnaire
    companies: tuple[Company, ...]
    answers: Mapping[str, Answers]

    @property
    def year(self) -> int:
        """The year in which companies are asked."""
        return self.questionnaire.year


def read_campaign(content: Path, year: int) -> Campaign:
    """Read the survey of a year.

    Args:
        content: the content folder, beside which `surveys/` lies.
        year: the year.

    Raises:
        NetzsiteError: there is none, or something in it or in the directory of members is wrong.
    """
    folder, (network, members) = survey_folder(content, year), read_directory(content)
    questionnaire, source = read_questionnaire(folder, network)
    if questionnaire.year != year:
        message, hint = f"the folder is named {year}", f"write 'year: {year}', or rename the folder"
        raise NetzsiteError(Problem(source.spot(("year",)), Code.CONTRADICTION, message, hint))
    companies = read_companies(folder, network, members)
    return Campaign(folder, network, questionnaire, companies, read_answers(folder, questionnaire))


def read_directory(content: Path) -> tuple[Network, dict[str, Member]]:
    """Read the network's profile and its members: id -> facts.

    Raises:
        NetzsiteError: the profile, or a member, has errors.
    """
    found = read_content(content)
    faults = [fault for key, fault in found.faults.items() if key[0] == Member.kind]
    problems = [*found.problems, *(problem for fault in faults for problem in fault.problems)]
    if found.network is None or has_errors(problems):
        raise NetzsiteError(*problems)
    entries = (found.open_entry(key) for key in found.heads if key[0] == Member.kind)
    return found.network, {entry.id: entry.facts for entry in entries if isinstance(entry.facts, Member)}

"""Turns the surveys of earlier years into what companies have answered before: to fill in, and to compare with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from netzsite.config import Network
from netzsite.survey.answers import Answer, parse_stored, read_answers, stored_text
from netzsite.survey.folder import survey_years, surveys_beside
from netzsite.survey.questionnaire import Question, Questionnaire, read_questionnaire


@dataclass(frozen=True)
class Earlier:
    """What companies have answered in earlier years.

    Attributes:
        year: of the survey before; 0 if there is none.
        before: company -> question -> answer in the survey before.
        ever: company -> question -> the latest answer of any earlier year.
    """

    year: int = 0
    before: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    ever: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)

    def last(self, company: str, question: Question) -> Answer | None:
        """Give the answer of the survey before, if it is one to the question as it is asked now."""
        return _fitting(question, self.before.get(company, {}).get(question.id))

    def known(self, company: str, question: Question) -> Answer | None:
        """Give the answer to a question that is asked once; None if it is to be asked."""
        return _fitting(question, self.ever.get(company, {}).get(question.id)) if question.once else None


def read_earlier(content: Path, network: Network, questionnaire: Questionnaire) -> Earlier:
    """Read the answers of all earlier surveys.

    Raises:
        NetzsiteError: a file of an earlier survey is wrong.
    """
    before: dict[str, dict[str, Answer]] = {}
    ever: dict[str, dict[str, Answer]] = {}
    years = [year for year in survey_years(content) if year < questionnaire.year]
    for year in years:
        folder = surveys_beside(content) / str(year)
        asked, _ = read_questionnaire(folder, network)
        before = {company: dict(answers.values) for company, answers in read_answers(folder, asked).items()}
        for company, values in before.items():
            ever.setdefault(company, {}).update(values)
    return Earlier(years[-1] if years else 0, before, ever)


def _fitting(question: Question, answer: Answer | None) -> Answer | None:
    """Give an answer that the question could have now: its type or its options may have changed."""
    return None if answer is None else parse_stored(question, stored_text(answer))

"""Turns ids of questions and options into the codes that LimeSurvey knows them by: few letters and digits."""

import re
from collections.abc import Iterator

from netzsite.kinds.survey import QuestionType
from netzsite.source import digest
from netzsite.survey.questionnaire import Question, Questionnaire

DIGEST = "netzsiteform"
"""The code of the hidden question that says which questionnaire it is."""

BY = "filledinby"
"""The code of the question for who has filled it in."""

DECLINED = "A0"
"""The code of the answer that says nothing."""

_MOST = 20
"""Characters of a question's code."""


def question_codes(questionnaire: Questionnaire) -> dict[str, str]:
    """Give the codes of all questions: id -> code, each once."""
    codes: dict[str, str] = {}
    for question in questionnaire.questions():
        code = "q" + re.sub(r"[^a-z0-9]", "", question.id)
        if len(code) > _MOST or code in codes.values():
            code = f"{code[:12]}{digest(question.id)[:8]}"
        codes[question.id] = code
    return codes


def option_codes(question: Question) -> Iterator[tuple[str, str]]:
    """Yield the codes of a question's options: id, code."""
    for number, name in enumerate(question.options, 1):
        yield name, f"SQ{number:03}" if question.type is QuestionType.CHOICES else f"A{number}"

"""What is found wrong with a form that came back: a value each, said to the office and to the company.

Neither says an answer: the office is told which question, the company is told the same in its own language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from netzsite.errors import Code, Problem, Severity, Spot
from netzsite.strings import Strings
from netzsite.survey.questionnaire import Questionnaire

KEPT = frozenset({Code.FORM_RENAMED, Code.FORM_INCOMPLETE, Code.ANSWER_CHANGE, Code.ANSWER_SUM, Code.ANSWER_MISSING})
"""What is asked about and kept all the same; everything else is not kept."""

_WORDS: dict[Code, tuple[str, str]] = {
    Code.FORM_BROKEN: ("the file cannot be opened", "ask for it again; mail programs cut off attachments"),
    Code.FORM_ENCRYPTED: ("the file is locked with a password", "ask for it without, or open it and save it without"),
    Code.FORM_SCANNED: ("this is a picture of paper", "type it into the form of the company, or ask for the file"),
    Code.FORM_FLATTENED: ("the form was printed to a new PDF: its fields are gone", "ask for the file as it was saved"),
    Code.FORM_FOREIGN: (
        "this is not a form of the survey",
        "ask for the form that was sent with the letter; export answers from LimeSurvey with question codes",
    ),
    Code.FORM_FORMAT: ("the form was saved in another format", "ask for it as .pdf or .xlsx, as it was sent"),
    Code.FORM_MACROS: ("the spreadsheet holds macros", "ask for it as .xlsx; never open this one"),
    Code.FORM_TOO_LARGE: ("this is larger than any form", "ask for the form alone; never open this one"),
    Code.FORM_WRONG_YEAR: ("this is the form of another year", "send this year's form again"),
    Code.FORM_OUTDATED: ("the questions have changed since this form was made", "send the form again"),
    Code.FORM_STRANGER: ("it is not known whose form this is", "send the company its own form"),
    Code.FORM_RENAMED: ("file or form names another company than the one that it was made for", "ask who has answered"),
    Code.FORM_TWICE: ("two files of this company answer differently", "collect the one that counts, alone"),
    Code.FORM_NOT_NEWER: ("other answers of this company are kept already", "collect it with --replace if it counts"),
    Code.FORM_INCOMPLETE: (
        "fewer than half of the questions are answered",
        "ask for the rest: survey status --reminders",
    ),
    Code.ANSWER_UNREADABLE: ("this is no answer to the question", "ask back"),
    Code.ANSWER_AMBIGUOUS: ("the number can be read in two ways", "ask whether the mark divides thousands or decimals"),
    Code.ANSWER_RANGE: ("this is a range or a limit, not one number", "ask for one number"),
    Code.ANSWER_UNIT: ("another unit stands beside the number", "ask for the number in the unit of the question"),
    Code.ANSWER_FORMULA: ("the cell holds a formula", "ask for the value"),
    Code.ANSWER_OPTION: ("this is none of the answers that can be chosen", "ask back"),
    Code.ANSWER_LENGTH: ("the text is too long", "ask for a shorter one"),
    Code.ANSWER_LIMIT: ("the number is not possible", "ask back; is it in the right unit?"),
    Code.ANSWER_CHANGE: ("the number differs much from the year before", "ask whether it is right"),
    Code.ANSWER_SUM: ("the parts do not add up", "ask which number is right"),
    Code.ANSWER_MISSING: ("there is no answer", "ask for it"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        code: which.
        question: id of the question, or ids of those that do not go together; empty for the whole file.
        words: how the company is told, if the questionnaire has words of its own for it.
        is_refused: nothing of the file is kept although the code alone would not say so.
    """

    code: Code
    question: str = ""
    words: str = ""
    is_refused: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether what it is about is kept all the same."""
        return self.code in KEPT and not self.is_refused

    def problem(self, file: str) -> Problem:
        """Say it to the office."""
        message, hint = _WORDS[self.code]
        severity = Severity.WARNING if self.is_kept else Severity.ERROR
        shown = f"{self.question}: {message}" if self.question else message
        return Problem(Spot(file), self.code, shown, hint, severity)


def company_words(findings: Sequence[Finding], questionnaire: Questionnaire, lang: str, strings: Strings) -> list[str]:
    """Say to a company what is wrong, one sentence each."""
    said = []
    for finding in findings:
        labels = [_label(name, questionnaire, lang) for name in finding.question.split(", ") if name]
        sentence = finding.words or strings.text(f"survey-found.{finding.code.value}")
        said.append(f"{' / '.join(labels)}: {sentence}" if labels else sentence)
    return list(dict.fromkeys(said))


def _label(name: str, questionnaire: Questionnaire, lang: str) -> str:
    question = questionnaire.question(name)
    return question.label.pick(lang) if question is not None else name

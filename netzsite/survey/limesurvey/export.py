"""Turns LimeSurvey's export of answers (CSV, question codes and answer codes) into what was typed, row by row."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from netzsite.errors import Code
from netzsite.kinds.survey import QuestionType
from netzsite.survey.form import DECLINED as NO_ANSWER
from netzsite.survey.key import Identification, company_code
from netzsite.survey.limesurvey.codes import BY, DECLINED, DIGEST, option_codes, question_codes
from netzsite.survey.questionnaire import Question, Questionnaire
from netzsite.survey.submission import Submission, Typed, UnusableError

MAX_ROWS, MAX_CELL = 5000, 10_000
"""Rows, and characters of a cell, that an export may have."""

_TICKED, _OPEN = frozenset(("y", "yes", "ja")), frozenset(("", "n", "no", "nein"))
"""What stands in the cell of a box: a letter, or a word where full answers were exported."""

_TOKEN = "token"  # noqa: S105 - the name of a column


def read_export(
    data: bytes, questionnaire: Questionnaire, key: bytes, companies: Mapping[str, str]
) -> list[Submission]:
    """Read the answers that were sent off; those that somebody has only begun are left out.

    Args:
        data: the file.
        questionnaire: gives the codes.
        key: of the survey: a participant's code is that of the form.
        companies: id of a company -> language of its form.

    Raises:
        UnusableError: it is no such file.
    """
    rows = _rows(data)
    codes = {company_code(key, questionnaire.year, company): company for company in companies}
    found = []
    for row in rows:
        if not row.get("submitdate", "-"):
            continue
        company = codes.get(row[_TOKEN].strip().lower(), "")
        lang = row.get("startlanguage") or companies.get(company, "")
        identification = Identification(
            questionnaire.year, company, lang, row.get(DIGEST, "").strip(), row[_TOKEN].strip().lower()
        )
        typed = dict(_typed(row, questionnaire))
        found.append(Submission(identification, typed, {}, row.get(BY, "").strip(), is_exact=True))
    return found


def _rows(data: bytes) -> list[dict[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableError(Code.FORM_FORMAT) from None
    first = text.partition("\n")[0]
    divider = max(",;\t", key=first.count)
    limit = csv.field_size_limit(MAX_CELL)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=divider, strict=True, restval="")
        if _TOKEN not in (reader.fieldnames or ()):
            raise UnusableError(Code.FORM_FOREIGN)
        rows: list[dict[str, str]] = []
        for row in reader:
            if len(rows) == MAX_ROWS:
                raise UnusableError(Code.FORM_TOO_LARGE)
            rows.append({name: _unmasked(value) for name, value in row.items() if name and isinstance(value, str)})
    except csv.Error:
        raise UnusableError(Code.FORM_BROKEN) from None
    finally:
        csv.field_size_limit(limit)
    return rows


def _unmasked(cell: str) -> str:
    """Take off the mark that LimeSurvey puts before what a spreadsheet would run as a formula."""
    return cell[1:] if re.match(r"'[=+\-@|%]", cell) else cell


def _typed(row: Mapping[str, str], questionnaire: Questionnaire) -> Iterator[tuple[str, Typed]]:
    codes = question_codes(questionnaire)
    for question in questionnaire.questions():
        code, options = codes[question.id], dict(option_codes(question))
        if question.type is QuestionType.CHOICES:
            if any(f"{code}[{each}]" in row for each in options.values()):
                cells = {name: row.get(f"{code}[{each}]", "").strip() for name, each in options.items()}
                yield question.id, tuple(_ticked(cells))
        elif code in row:
            yield question.id, _answer(question, row[code].strip(), {each: name for name, each in options.items()})


def _ticked(cells: Mapping[str, str]) -> Iterator[str]:
    """Yield the options that are ticked; a cell that says neither is given as it is, to be asked back."""
    for name, cell in cells.items():
        if cell.casefold() not in _OPEN:
            yield name if cell.casefold() in _TICKED else cell


def _answer(question: Question, cell: str, options: Mapping[str, str]) -> Typed:
    if question.type is QuestionType.CHOICE and cell:
        return (NO_ANSWER,) if cell == DECLINED else (options.get(cell, cell),)
    if question.type is QuestionType.DATE:
        return re.sub(r"[ T]\d\d:\d\d(:\d\d)?$", "", cell)
    return cell

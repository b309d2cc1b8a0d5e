"""Turns a questionnaire into the structure of a LimeSurvey survey, as tab-separated values that it imports.

The format is the one that its manual documents ("Tab Separated Value survey structure"): a row for each setting, group,
question, option; the base language first, then the others with the same rows.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import count

from netzsite.config import Network
from netzsite.kinds.survey import QuestionType
from netzsite.strings import Strings
from netzsite.survey.key import question_digest
from netzsite.survey.limesurvey.codes import BY, DECLINED, DIGEST, option_codes, question_codes
from netzsite.survey.questionnaire import Question, Questionnaire

_ATTRIBUTES = ("num_value_int_only", "min_num_value_n", "max_num_value_n", "maximum_chars", "suffix", "hidden")
_COLUMNS = (
    *("id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation"),
    *("mandatory", "encrypted", "other", "default", "same_default", "same_script"),
    *_ATTRIBUTES,
)

_TYPES = {
    QuestionType.INTEGER: "N",
    QuestionType.MONEY: "N",
    QuestionType.PERCENTAGE: "N",
    QuestionType.CHOICE: "L",
    QuestionType.CHOICES: "M",
    QuestionType.TEXT: "T",
    QuestionType.DATE: "D",
}
"""LimeSurvey's one-letter types: numerical, list with radio buttons, multiple choice, long text, date."""

Row = Mapping[str, str]


def write_structure(questionnaire: Questionnaire, network: Network, strings: Mapping[str, Strings]) -> bytes:
    """Write the structure, in all languages of the network."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, _COLUMNS, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    first, *others = sorted(network.languages, key=lambda lang: lang != network.default_language)
    contact = network.contact.email or ""
    settings = {"language": first, "additional_languages": " ".join(others), "format": "G", "anonymized": "N"}
    settings |= {"showprogress": "Y", "allowprev": "Y", "allowsave": "Y", "tokenlength": "16", "adminemail": contact}
    writer.writerows({"class": "S", "name": name, "text": text} for name, text in settings.items())
    for lang in (first, *others):
        writer.writerows(_head(questionnaire, lang))
    for lang in (first, *others):
        writer.writerows(_body(questionnaire, lang, strings[lang]))
    return "\ufeff".encode() + buffer.getvalue().encode()


def _head(questionnaire: Questionnaire, lang: str) -> Iterator[Row]:
    texts = {
        "surveyls_title": questionnaire.title.pick(lang),
        "surveyls_description": questionnaire.intro.pick(lang),
        "surveyls_welcometext": questionnaire.privacy.pick(lang),
    }
    for name, text in texts.items():
        yield {"class": "SL", "name": name, "text": _one_line(text), "language": lang}


def _body(questionnaire: Questionnaire, lang: str, strings: Strings) -> Iterator[Row]:
    """Yield the rows of a language; questions and subquestions are counted together, alike in every language."""
    codes, numbers = question_codes(questionnaire), count(1)
    for place, section in enumerate(questionnaire.sections, 1):
        yield _group(place, section.title.pick(lang), section.intro.pick(lang) if section.intro else "", lang)
        for question in section.questions:
            yield from _question(numbers, question, codes[question.id], lang, strings)
    yield _group(len(questionnaire.sections) + 1, strings.text("survey-form.back"), "", lang)
    yield _plain(next(numbers), "S", BY, strings.text("survey-form.by"), lang)
    yield {**_plain(next(numbers), "*", DIGEST, question_digest(questionnaire), lang), "hidden": "1"}


def _group(number: int, title: str, intro: str, lang: str) -> Row:
    row = {"id": str(number), "class": "G", "type/scale": f"G{number}", "name": title}
    return {**row, "relevance": "1", "text": _one_line(intro), "language": lang}


def _plain(number: int, letter: str, code: str, text: str, lang: str) -> dict[str, str]:
    row = {"id": str(number), "class": "Q", "type/scale": letter, "name": code, "relevance": "1"}
    return {**row, "text": _one_line(text), "language": lang, "mandatory": "N", "other": "N"}


def _question(numbers: Iterator[int], question: Question, code: str, lang: str, strings: Strings) -> Iterator[Row]:
    number = next(numbers)
    row = _plain(number, _TYPES[question.type], code, question.label.pick(lang), lang)
    row["help"] = _one_line(question.help.pick(lang)) if question.help else ""
    row["mandatory"] = "Y" if question.required else "N"
    yield row | dict(_attributes(question, lang))
    is_list = question.type is QuestionType.CHOICE
    for name, option in option_codes(question):
        words = question.options[name].pick(lang)
        yield _option("A" if is_list else "SQ", number if is_list else next(numbers), option, words, lang)
    if is_list:
        yield _option("A", number, DECLINED, strings.text("survey-form.declined"), lang)


def _option(letter: str, number: int, code: str, words: str, lang: str) -> Row:
    row = {"id": str(number), "class": letter, "type/scale": "0", "name": code, "text": _one_line(words)}
    return {**row, "relevance": "1" if letter == "SQ" else "0", "language": lang}


def _attributes(question: Question, lang: str) -> Iterator[tuple[str, str]]:
    if question.is_numeric:
        yield "num_value_int_only", "1" if question.type is QuestionType.INTEGER else "0"
        limits = {"min_num_value_n": question.least, "max_num_value_n": question.most}
        yield from ((name, f"{limit:f}") for name, limit in limits.items() if limit is not None)
        yield "suffix", question.unit.pick(lang) if question.unit else ""
    elif question.type is QuestionType.TEXT and question.most is not None:
        yield "maximum_chars", f"{question.most:f}"


def _one_line(text: str) -> str:
    """Write a text in one cell; braces would be taken for a formula."""
    return " ".join(text.split()).replace("{", "(").replace("}", ")")

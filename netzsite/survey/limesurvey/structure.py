"""Turns a questionnaire into the structure of a LimeSurvey survey, as tab-separated values that it imports.

The format is the one that its manual documents ("Tab Separated Value survey structure"): a row for each setting, group,
question, option; the base language first, then the others with the same rows. What LimeSurvey makes of them stands in
its `TSVImportSurvey` and `XMLImportSurvey` (versions 3 to 6): the survey has a number, attributes that have no language
stand in the rows of the base language, texts are HTML.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import count

from netzsite.config import Network
from netzsite.kinds.survey import QuestionType
from netzsite.strings import Strings
from netzsite.survey.form import unit_words
from netzsite.survey.key import question_digest
from netzsite.survey.limesurvey.codes import BY, DECLINED, DIGEST, option_codes, question_codes
from netzsite.survey.numbers import MANNERS
from netzsite.survey.questionnaire import Question, Questionnaire

_WORDS = ("suffix",)
"""Attributes that each language has words of its own for."""

_ATTRIBUTES = ("num_value_int_only", "min_num_value_n", "max_num_value_n", "maximum_chars", *_WORDS, "hidden")
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

_DAYS = {"de": "1", "en": "5"}
"""Language -> LimeSurvey's number of how it writes days: 31.03.2026, 31/03/2026; others have 2026-03-31."""

_ISO_DAYS = "6"

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\\": "&#92;", "{": "&#123;", "}": "&#125;"})
"""Of what is a sign in HTML, a formula to LimeSurvey, or escapes a quotation mark in its reader of tables."""

Row = Mapping[str, str]


def write_structure(questionnaire: Questionnaire, network: Network, strings: Mapping[str, Strings]) -> bytes:
    """Write the structure, in all languages of the network."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, _COLUMNS, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    first, *others = sorted(network.languages, key=lambda lang: lang != network.default_language)
    contact = network.contact.email or ""
    settings = {
        "sid": _number(questionnaire),
        "language": first,
        "additional_languages": " ".join(others),
        "format": "G",
        "anonymized": "N",
    }
    settings |= {"showprogress": "Y", "allowprev": "Y", "allowsave": "Y", "tokenlength": "16", "adminemail": contact}
    writer.writerows({"class": "S", "name": name, "text": text} for name, text in settings.items())
    for lang in (first, *others):
        writer.writerows(_head(questionnaire, lang))
    for lang in (first, *others):
        rows = _body(questionnaire, lang, strings[lang])
        writer.writerows(rows if lang == first else map(_translation, rows))
    return "\ufeff".encode() + buffer.getvalue().encode()


def _number(questionnaire: Questionnaire) -> str:
    """Give the survey a number of six digits; LimeSurvey takes another one if it has a survey of this number."""
    return f"{questionnaire.year}11"


def _head(questionnaire: Questionnaire, lang: str) -> Iterator[Row]:
    name = lang.partition("-")[0]
    texts = {
        "surveyls_title": _one_line(questionnaire.title.pick(lang)),
        "surveyls_description": _markup(questionnaire.intro.pick(lang)),
        "surveyls_welcometext": _markup(questionnaire.privacy.pick(lang)),
        "surveyls_dateformat": _DAYS.get(name, _ISO_DAYS),
        "surveyls_numberformat": "1" if MANNERS.get(name, MANNERS["de"]).decimal == "," else "0",
    }
    for setting, text in texts.items():
        yield {"class": "SL", "name": setting, "text": text, "language": lang}


def _translation(row: Row) -> Row:
    """Leave out what is said in the rows of the base language for all."""
    return {name: cell for name, cell in row.items() if name not in _ATTRIBUTES or name in _WORDS}


def _body(questionnaire: Questionnaire, lang: str, strings: Strings) -> Iterator[Row]:
    """Yield the rows of a language; questions and subquestions are counted together, alike in every language."""
    codes, numbers = question_codes(questionnaire), count(1)
    for place, section in enumerate(questionnaire.sections, 1):
        yield _group(place, section.title.pick(lang), section.intro.pick(lang) if section.intro else "", lang)
        for question in section.questions:
            unit = unit_words(question, lang, questionnaire.currency)
            suffix = {"suffix": _markup(unit)} if question.is_numeric and unit else {}
            row, *options = _question(numbers, question, codes[question.id], lang, strings)
            yield row | suffix
            yield from options
    yield _group(len(questionnaire.sections) + 1, strings.text("survey-form.back"), "", lang)
    yield _plain(next(numbers), "S", BY, strings.text("survey-form.by"), lang)
    yield {**_plain(next(numbers), "*", DIGEST, question_digest(questionnaire), lang), "hidden": "1"}


def _group(number: int, title: str, intro: str, lang: str) -> Row:
    row = {"id": str(number), "class": "G", "type/scale": f"G{number}", "name": _one_line(title)}
    return {**row, "relevance": "1", "text": _markup(intro), "language": lang}


def _plain(number: int, letter: str, code: str, text: str, lang: str) -> dict[str, str]:
    row = {"id": str(number), "class": "Q", "type/scale": letter, "name": code, "relevance": "1"}
    return {**row, "text": _markup(text), "language": lang, "mandatory": "N", "other": "N"}


def _question(
    numbers: Iterator[int], question: Question, code: str, lang: str, strings: Strings
) -> Iterator[dict[str, str]]:
    number = next(numbers)
    row = _plain(number, _TYPES[question.type], code, question.label.pick(lang), lang)
    row["help"] = _markup(question.help.pick(lang)) if question.help else ""
    row["mandatory"] = "Y" if question.required else "N"
    yield row | dict(_attributes(question))
    is_list = question.type is QuestionType.CHOICE
    for name, option in option_codes(question):
        words = question.options[name].pick(lang)
        yield _option("A" if is_list else "SQ", number if is_list else next(numbers), option, words, lang)
    if is_list:
        yield _option("A", number, DECLINED, strings.text("survey-form.declined"), lang)


def _option(letter: str, number: int, code: str, words: str, lang: str) -> dict[str, str]:
    row = {"id": str(number), "class": letter, "type/scale": "0", "name": code, "text": _markup(words)}
    return {**row, "relevance": "1" if letter == "SQ" else "0", "language": lang}


def _attributes(question: Question) -> Iterator[tuple[str, str]]:
    if question.is_numeric:
        yield "num_value_int_only", "1" if question.type is QuestionType.INTEGER else "0"
        limits = {"min_num_value_n": question.least, "max_num_value_n": question.most}
        yield from ((name, f"{limit:f}") for name, limit in limits.items() if limit is not None)
    elif question.type is QuestionType.TEXT and question.most is not None:
        yield "maximum_chars", f"{question.most:f}"


def _one_line(text: str) -> str:
    """Write words in one cell; braces would be taken for a formula."""
    return " ".join(text.split()).replace("{", "(").replace("}", ")")


def _markup(text: str) -> str:
    """Write a text as HTML in one cell."""
    return " ".join(text.split()).translate(_ESCAPES)

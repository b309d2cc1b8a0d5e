"""Turns a company of a survey into the identification that its form carries, and back: nobody answers for another.

The survey's key lies in `surveys/<year>/key`. A code follows from it, so that a form with another company's name in it
is noticed.
"""

import hmac
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from netzsite.engine.files import replace_file
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.fields import ID_PATTERN
from netzsite.source import digest
from netzsite.survey.folder import shown
from netzsite.survey.questionnaire import Questionnaire

FILE = "key"

CODE_LETTERS = 16
"""Hex digits of a code: 64 bits, which nobody guesses by trying."""

_MARK = "netzsite-survey"
_WRITTEN = re.compile(
    rf"{_MARK} (?P<year>\d{{4}}) (?P<company>{ID_PATTERN.pattern}) (?P<lang>[a-z]{{2,3}}(-[A-Z]{{2}})?)"
    rf" (?P<questions>[0-9a-f]{{12}}) (?P<code>[0-9a-f]{{{CODE_LETTERS}}})"
)


@dataclass(frozen=True, slots=True)
class Identification:
    """What a form says of itself.

    Attributes:
        year: of the survey.
        company: id.
        lang: of the form.
        questions: digest of what was asked.
        code: proves that the form was made for the company.
    """

    year: int
    company: str
    lang: str
    questions: str
    code: str

    def __str__(self) -> str:
        """Write it as forms carry it."""
        return f"{_MARK} {self.year} {self.company} {self.lang} {self.questions} {self.code}"


def parse_identification(text: str) -> Identification | None:
    """Read what a form says of itself; None if that is nothing of ours."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    return Identification(int(found["year"]), found["company"], found["lang"], found["questions"], found["code"])


def question_digest(questionnaire: Questionnaire) -> str:
    """Digest what gives an answer its meaning: other words do not change it, another unit or option does."""
    parts = [str(questionnaire.year), questionnaire.currency]
    for question in questionnaire.questions():
        unit = sorted(question.unit.items()) if question.unit else []
        parts.append(f"{question.id} {question.type.value} {unit} {list(question.options)}")
    return digest("\n".join(parts))


def read_key(folder: Path) -> bytes:
    """Read the key of a survey.

    Raises:
        NetzsiteError: there is none, or it is none.
    """
    path = folder / FILE
    try:
        return _parsed(path, path.read_bytes())
    except OSError as error:
        hint = "make the forms first: `netzsite survey forms`; the key that they were made with is needed"
        message = f"the survey's key cannot be read: {error.strerror}"
        raise NetzsiteError(Problem(Spot(shown(path)), Code.MISSING_FILE, message, hint)) from None


def make_key(folder: Path) -> bytes:
    """Read the key of a survey, or make one, readable for its owner only.

    Raises:
        NetzsiteError: it is none, or cannot be written.
    """
    path = folder / FILE
    if not path.exists():
        try:
            replace_file(path, secrets.token_hex(32).encode() + b"\n")
            path.chmod(0o600)
        except OSError as error:
            message, hint = f"cannot be written: {error.strerror}", "may you write to this folder?"
            raise NetzsiteError(Problem(Spot(shown(path)), Code.UNWRITABLE_OUTPUT, message, hint)) from None
    return read_key(folder)


def _parsed(path: Path, data: bytes) -> bytes:
    text = data.decode("ascii", "replace").strip()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        hint = "take the one back that the forms were made with; without it no form can be collected"
        raise NetzsiteError(Problem(Spot(shown(path)), Code.BAD_VALUE, "this is no key of a survey", hint))
    return bytes.fromhex(text)


def company_code(key: bytes, year: int, company: str) -> str:
    """Give the code of a company: the same for all its forms of a year, and for the web form."""
    return hmac.new(key, f"{year} {company}".encode(), "sha256").hexdigest()[:CODE_LETTERS]

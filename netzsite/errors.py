"""Turns what is wrong with the content into values that name a place, a reason and a way out."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error stops publishing, a warning does not (unless `--strict`)."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """The kinds of problem, each with the sentence that docs/errors.md prints for it."""

    explanation: str

    def __new__(cls, value: str, explanation: str) -> "Code":
        """Make a member of its value and its explanation."""
        code = str.__new__(cls, value)
        code._value_ = value
        code.explanation = explanation
        return code

    # Files
    BAD_ENCODING = "bad-encoding", "The file is not UTF-8 text, or holds characters that one does not see."
    BYTE_ORDER_MARK = (
        "byte-order-mark",
        "The file starts with a byte-order mark; it is read, but should be saved without.",
    )
    EMPTY_FILE = "empty-file", "The file holds nothing."
    UNREADABLE_FILE = "unreadable-file", "The file cannot be opened or is too large."
    UNKNOWN_FILE = "unknown-file", "No kind of content reads a file of this name in this folder."
    MISSING_FILE = "missing-file", "A file that the content needs is not there."
    SYMBOLIC_LINK = "symbolic-link", "The content folder must not contain symbolic links."
    BAD_FILE_NAME = "bad-file-name", "A file or folder name is not made of small letters, digits and hyphens."
    UNKNOWN_LANGUAGE = "unknown-language", "A language is not one of the network's languages."
    # Front matter and YAML
    NO_FRONT_MATTER = "no-front-matter", "A text does not begin with front matter between two lines of ---."
    UNCLOSED_FRONT_MATTER = "unclosed-front-matter", "The front matter is not closed by a line of ---."
    BAD_YAML = "bad-yaml", "The YAML cannot be read."
    YAML_ALIAS = "yaml-alias", "YAML anchors and aliases (& and *) are not used here: write the value out."
    YAML_TAG = "yaml-tag", "YAML tags (!) are not used here."
    YAML_TOO_DEEP = "yaml-too-deep", "The YAML is nested deeper than any content is."
    DUPLICATE_KEY = "duplicate-key", "A key is given twice in the same place."
    BAD_CSV = "bad-csv", "A table of figures or of addresses cannot be read."
    # Values
    UNKNOWN_KEY = "unknown-key", "The kind has no field of this name."
    MISSING_KEY = "missing-key", "A field that the kind needs is not given."
    WRONG_TYPE = "wrong-type", "A value has another shape than the field: a list, a text or a group of keys."
    BAD_DATE = "bad-date", "A value is not a date."
    BAD_TIME = "bad-time", "A value is not a time, or not a date with a time."
    BAD_NUMBER = "bad-number", "A value is not a number, or not within the limits of the field."
    BAD_CHOICE = "bad-choice", "A value is not one of the words that the field allows."
    BAD_URL = "bad-url", "A value is not a web address that may be linked (http, https, mailto, tel)."
    BAD_VALUE = "bad-value", "A value does not have the form that the field needs."
    CONTRADICTION = "contradiction", "Two values of one file do not go together."
    # Linking
    UNKNOWN_REFERENCE = "unknown-reference", "A reference names an entry that is not there."
    AMBIGUOUS_REFERENCE = "ambiguous-reference", "A link names an id that several kinds use."
    WITHHELD_REFERENCE = "withheld-reference", "A reference names an entry that is not public at the given time."
    NO_ORIGINAL = "no-original", "A translation has no text that it was made from."
    TWO_ORIGINALS = "two-originals", "Two files of one entry both claim to be the original."
    STALE_TRANSLATION = "stale-translation", "The original text has changed since the translation was made."
    MISSING_TRANSLATION = "missing-translation", "A text or a name is not given in every language of the network."
    OUTPUT_COLLISION = "output-collision", "Two artifacts would be written to the same file."
    # Texts and pictures
    FORBIDDEN_HTML = "forbidden-html", "A text holds HTML that is not allowed."
    UNSAFE_LINK = "unsafe-link", "A text links to an address whose scheme is not http, https, mailto or tel."
    INCOMPLETE_LINK = "incomplete-link", "A text links to an address without http:// or https:// before it."
    TANGLED_TEXT = "tangled-text", "A text is nested deeper than any page needs."
    FOREIGN_PICTURE = "foreign-picture", "A text shows a picture from another host."
    BAD_DIRECTIVE = "bad-directive", "A line in braces, such as {figure: id}, is not understood."
    NO_ALTERNATIVE_TEXT = "no-alternative-text", "A picture has no alternative text and is not marked as decorative."
    BAD_PICTURE = "bad-picture", "A picture cannot be read, is too large or is not safe."
    BAD_MAP = "bad-map", "The borders of the map cannot be read as districts."
    BAD_FIGURE = "bad-figure", "A figure cannot be drawn from its data."
    SUPPRESSED_VALUE = "suppressed-value", "A sentence hangs on a number that is kept secret."
    # Media
    BAD_THEME = "bad-theme", "The theme lacks something or contradicts itself."
    MISSING_STRING = "missing-string", "A word of the theme is not given in every language."
    BAD_EDITION = "bad-edition", "An edition cannot be composed as written."
    BAD_MAIL = "bad-mail", "A newsletter would not look right in a mail program."
    NO_CONSENT = "no-consent", "A person's consent to publication is not recorded, so the person is not published."
    MISSING_CHAIR = "missing-chair", "A working group lacks its chair from research or from industry."
    MISSING_LETTER = "missing-letter", "A text holds a letter that the fonts do not have."
    PDF_LAYOUT = "pdf-layout", "The PDF engine reported a problem with the layout."
    BAD_PROFILE = "bad-profile", "A colour profile cannot be read, or is not one of printing in four colours."
    PREFLIGHT = "preflight", "A finished PDF would not be printed, or not be read, as it is meant."
    OPEN_PAGE = "open-page", "A printed page stays partly empty: there is too little to fill a folded sheet."
    UNWRITABLE_OUTPUT = "unwritable-output", "The output folder cannot be made or written."
    FOREIGN_OUTPUT = "foreign-output", "The output folder holds files that netzsite did not make."
    BAD_ADDRESS = "bad-address", "The preview cannot be served at the address and port that were named."
    # Surveys
    DISCLOSURE = (
        "disclosure",
        "What a survey has published betrays what a company has answered, or does not agree with itself.",
    )
    # Sending
    NOT_SENDABLE = "not-sendable", "An edition must not go out as it is, or not in this way."
    BAD_RECIPIENT = "bad-recipient", "A line of a table of addresses names nobody to send to, or somebody again."
    BAD_JOURNAL = "bad-journal", "The journal of what was sent cannot be used, or is that of another edition."
    NO_MAIL_SERVER = "no-mail-server", "The mail server or listmonk is not named, cannot be reached or refuses."
    # Forms of a survey that come back, and answers in them
    FORM_BROKEN = "form-broken", "A form that came back cannot be opened: the file is damaged or only half there."
    FORM_ENCRYPTED = "form-encrypted", "A form that came back is locked with a password."
    FORM_SCANNED = "form-scanned", "A form that came back is a picture of paper: no program can read it."
    FORM_FLATTENED = "form-flattened", "A form that came back was printed to a new PDF: its fields are gone."
    FORM_FOREIGN = "form-foreign", "A file is not one of the survey's forms, or has lost what says whose form it is."
    FORM_FORMAT = "form-format", "A form that came back was saved in another format: .xls, .ods, a text."
    FORM_MACROS = "form-macros", "A form that came back holds macros, which no form of ours has."
    FORM_TOO_LARGE = "form-too-large", "A file is larger, or unpacks to more, than any form does."
    FORM_WRONG_YEAR = "form-wrong-year", "A form that came back is that of another year's survey."
    FORM_OUTDATED = "form-outdated", "A form that came back asks other questions than the questionnaire does now."
    FORM_STRANGER = "form-stranger", "A form names a company that is not asked, or was changed to name another company."
    FORM_RENAMED = "form-renamed", "The name of a file, or the name written into it, is that of another company."
    FORM_TWICE = "form-twice", "Two files of one company were collected together, and answer differently."
    FORM_NOT_NEWER = "form-not-newer", "A form answers differently from what is kept already, which stays."
    FORM_INCOMPLETE = "form-incomplete", "A form came back with fewer than half of the questions answered."
    ANSWER_UNREADABLE = "answer-unreadable", "An answer is not what the question asks for: no number, no date."
    ANSWER_AMBIGUOUS = "answer-ambiguous", "A number can be read in two ways: as thousands or with decimals."
    ANSWER_RANGE = "answer-range", "An answer is a range or a limit where one number is asked for."
    ANSWER_UNIT = "answer-unit", "A number has another unit or currency beside it than the question asks for."
    ANSWER_FORMULA = "answer-formula", "A cell holds a formula instead of an answer."
    ANSWER_OPTION = "answer-option", "An answer is none of those that can be chosen."
    ANSWER_LENGTH = "answer-length", "An answer is a longer text than the question allows."
    ANSWER_LIMIT = "answer-limit", "A number is smaller or larger than is possible."
    ANSWER_CHANGE = "answer-change", "A number differs from that of the year before by more than is likely."
    ANSWER_SUM = "answer-sum", "Answers do not add up to what they are parts of."
    ANSWER_MISSING = "answer-missing", "A question that needs an answer has none."
    # Finishing
    NO_INDEX = "no-index", "The program that makes the index of the search cannot be used on this machine."
    # Workers
    NO_CLUSTER = "no-cluster", "The cluster that is to build cannot be reached or used."
    FOREIGN_WORKER = "foreign-worker", "A worker runs another netzsite, or sees other files, than the build."


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """A place in a file: path as the editor sees it, line and column from 1; 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give `path`, `path:line` or `path:line:column`, as editors and terminals make clickable."""
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing that is wrong: where, how bad, which code, what, and how to mend it."""

    spot: Spot
    code: Code
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Give the two lines that a terminal shows; editors' words neither break a line nor steer it."""
        line = _in_one_line(f"{self.spot}: {self.severity}[{self.code}]: {self.message}")
        return f"{line}\n  hint: {_in_one_line(self.hint)}" if self.hint else line


class NetzsiteError(Exception):
    """Something that the user can mend; shown without a traceback."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type["NetzsiteError"], tuple[Problem, ...]]:
        """Let it travel between processes with its problems."""
        return type(self), self.problems


def _in_one_line(text: str) -> str:
    """Write control characters and line ends as backslash and letter."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", lambda found: repr(found[0])[1:-1], text)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems stops publishing."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Name the known words nearest to a mistyped one, or a few of them when none is near; empty if none is known."""
    import difflib  # needed only where something is wrong

    near = difflib.get_close_matches(word, known, n=3, cutoff=0.6)
    if near:
        return f"did you mean {_either(near)}?"
    if len(known) <= 12:
        return f"known: {', '.join(sorted(known))}" if known else ""
    return ""


def _either(words: list[str]) -> str:
    return " or ".join(f"'{word}'" for word in words)

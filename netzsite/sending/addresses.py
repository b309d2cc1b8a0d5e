"""Turns a table of addresses into recipients. Nothing of it is kept, and no message repeats an address."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from netzsite.errors import Code, NetzsiteError, Problem, Spot, did_you_mean
from netzsite.source import Table, read_table, read_text

DIVIDERS = ";,\t"
"""What may stand between cells: spreadsheets write semicolons in German and commas in English."""

COLUMNS = ("email", "name", "lang", "unsubscribe")

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_LEAVE = re.compile(r"(https://[^\s<>,\"\\^`{|}]+|mailto:[^\s<>,\"\\^`{|}]+@[^\s<>,\"\\^`{|}]+)", re.ASCII)
_ADDRESS = re.compile(r"[^\s<>()\"',;:]+@[^\s<>()\"',;:]+")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets a mail.

    Attributes:
        line: of the table.
        address: as a mail server takes it.
        name: for the mail's head; empty if there is none.
        lang: in which language.
        unsubscribe: the recipient's own address to unsubscribe; empty where the medium's serves.
    """

    line: int
    address: str
    name: str = ""
    lang: str = ""
    unsubscribe: str = ""

    @property
    def identity(self) -> str:
        """What tells recipients apart: capitals do not."""
        return self.address.lower()

    @property
    def masked(self) -> str:
        """The address as a report shows it."""
        return mask(self.address)


@dataclass(frozen=True, slots=True)
class Addresses:
    """A table of addresses: its name, the recipients in its order, and the columns that are not looked at."""

    path: str
    recipients: tuple[Recipient, ...]
    unused: tuple[str, ...]


def mask(address: str) -> str:
    """Show of an address no more than whoever has the table needs."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain[:1]}***.{domain.rpartition('.')[2]}"


def without_addresses(words: str) -> str:
    """Take out what looks like an address: a mail server's words have them."""
    return _ADDRESS.sub("***", words)


def read_addresses(path: Path, languages: Collection[str], default: str) -> Addresses:
    """Read a table of addresses.

    Args:
        path: a CSV file with the columns email and, if wanted, name, lang and unsubscribe.
        languages: those that the edition is there in.
        default: the language of those for whom the table names none.

    Raises:
        NetzsiteError: it cannot be read, or a recipient is none or is there twice; carries every problem.
    """
    table = read_table(path, str(path), DIVIDERS)
    names = [name.lower() for name in table.columns]
    if "email" not in names:
        hint = did_you_mean("email", names) or "the first line names the columns: email, name, lang, unsubscribe"
        problem = Problem(Spot(str(path), 1, 1), Code.BAD_RECIPIENT, "there is no column 'email'", hint)
        raise NetzsiteError(problem)
    reader = _Reader(path, table, names, languages, default)
    recipients = tuple(reader.read())
    if reader.problems:
        raise NetzsiteError(*reader.problems)
    if not recipients:
        hint = "add a line for each recipient"
        raise NetzsiteError(Problem(Spot(str(path)), Code.BAD_RECIPIENT, "there is no address in the table", hint))
    unused = tuple(name for name in table.columns if name.lower() not in COLUMNS)
    return Addresses(str(path), recipients, unused)


def deliverable(address: str) -> str:
    """Write an address as a mail server takes it: the domain in ASCII and small letters.

    Raises:
        ValueError: it is no e-mail address; says why.
    """
    local, _, domain = address.strip().rpartition("@")
    if re.search("[ßς\u200c\u200d]", domain):  # IDNA 2003, which Python has, and 2008 mean different hosts
        raise ValueError("this domain must be written in ASCII: xn--...")
    try:
        domain = domain.encode("idna").decode().lower()
    except UnicodeError:
        domain = ""
    if not _LOCAL.fullmatch(local) or len(local) > 64 or not _DOMAIN.fullmatch(domain) or len(domain) > 189:
        raise ValueError("this is not an e-mail address")
    return f"{local}@{domain}"


class _Reader:
    """Reads the rows of a table and gathers what is wrong with them."""

    def __init__(self, path: Path, table: Table, names: list[str], languages: Collection[str], default: str) -> None:
        self.path, self.table, self.names = path, table, names
        self.languages, self.default = languages, default
        self.problems: list[Problem] = []
        self.seen: dict[str, int] = {}

    def read(self) -> Iterator[Recipient]:
        for line, row in zip(self.table.lines, self.table.rows, strict=True):
            cells = dict(zip(self.names, row, strict=True))
            if not any(row):
                continue
            address = self._address(line, cells["email"])
            name, lang = self._name(line, cells.get("name", "")), self._lang(line, cells.get("lang", ""))
            recipient = Recipient(line, address, name, lang, self._leave(line, cells.get("unsubscribe", "")))
            if address and self.seen.setdefault(recipient.identity, line) != line:
                message = f"this address is on line {self.seen[recipient.identity]} already"
                self._complain(line, "email", message, "keep one of the lines")
            yield recipient

    def _address(self, line: int, cell: str) -> str:
        if not cell:
            self._complain(line, "email", "there is no address", "add it, or delete the line")
            return ""
        try:
            return deliverable(cell)
        except ValueError as error:
            self._complain(line, "email", str(error), "write name@example.org, one address in a line")
            return ""

    def _name(self, line: int, cell: str) -> str:
        if not cell.isprintable() or len(cell) > 200:
            hint = "write it in one line, with at most 200 characters"
            self._complain(line, "name", "this name cannot stand in the head of a mail", hint)
        return cell

    def _lang(self, line: int, cell: str) -> str:
        if cell and cell not in self.languages:
            hint = f"write one of {', '.join(self.languages)}, or leave it empty for {self.default}"
            self._complain(line, "lang", "the edition is not there in this language", hint)
        return cell or self.default

    def _leave(self, line: int, cell: str) -> str:
        if cell and (not _LEAVE.fullmatch(cell) or len(cell) > 900):
            hint = "begin with https:// or mailto:, without spaces and brackets"
            self._complain(line, "unsubscribe", "nobody can unsubscribe at this address", hint)
        return cell

    def _complain(self, line: int, name: str, message: str, hint: str) -> None:
        column = _column(self.path, line, self.names.index(name))
        self.problems.append(Problem(Spot(str(self.path), line, column), Code.BAD_RECIPIENT, message, hint))


def _column(path: Path, line: int, cell: int) -> int:
    """Find where a cell begins, from 1; a row of several lines has its place in the first."""
    lines = read_text(path, str(path))[0].split("\n")
    divider = next((each for each in DIVIDERS if each in lines[0]), ",")
    found = list(re.finditer(rf'(?:^|{divider})("(?:[^"]|"")*"|[^{divider}]*)', lines[line - 1]))
    return found[cell].start(1) + 1 if cell < len(found) else 1

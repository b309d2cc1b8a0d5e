"""Turns a file that came back into submissions: what it is shows in its bytes, not in its name."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from netzsite.errors import Code
from netzsite.survey.campaign import Campaign
from netzsite.survey.submission import MAX_BYTES, Submission, UnusableError

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""Begins the formats of Office before 2007, and newer files that are locked."""

_LOCKED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 1024
"""Bytes in which a PDF must begin."""


@dataclass(frozen=True, slots=True)
class Received:
    """A form out of a file: what it says, and what tells it from any other."""

    file: str
    digest: str
    submission: Submission


def open_file(path: Path, campaign: Campaign, key: bytes, languages: Mapping[str, str]) -> tuple[Received, ...]:
    """Read a file.

    Args:
        path: the file.
        campaign: the survey.
        key: of the survey.
        languages: id of a company -> language of its form.

    Raises:
        UnusableError: no answers can be taken from it.
    """
    data = _read(path)
    digest = hashlib.sha256(data).hexdigest()
    if b"%PDF-" in data[:_HEAD]:
        from netzsite.survey.pdfs.reading import read_pdf

        return (Received(path.name, digest, read_pdf(data)),)
    if data.startswith(b"PK"):
        from netzsite.survey.spreadsheets.reading import read_workbook

        return (Received(path.name, digest, read_workbook(data)),)
    if data.startswith(_OLE):
        raise UnusableError(Code.FORM_ENCRYPTED if _LOCKED in data else Code.FORM_FORMAT)
    if data.startswith(_PICTURES):
        raise UnusableError(Code.FORM_SCANNED)
    if path.suffix.lower() != ".csv":
        raise UnusableError(Code.FORM_FORMAT if data.strip() else Code.FORM_BROKEN)
    from netzsite.survey.limesurvey.export import read_export

    rows = read_export(data, campaign.questionnaire, key, languages)
    return tuple(Received(path.name, _digest_of(submission), submission) for submission in rows)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        raise UnusableError(Code.FORM_BROKEN) from None
    if len(data) > MAX_BYTES:
        raise UnusableError(Code.FORM_TOO_LARGE)
    return data


def _digest_of(submission: Submission) -> str:
    """Tell a row of an export from others: the next export of the same survey has it again."""
    said = f"{submission.identification} {sorted(submission.typed.items())} {submission.by}"
    return hashlib.sha256(said.encode()).hexdigest()

"""Turns a campaign into the files that go out: each company's forms and letter, and a web form for LimeSurvey."""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from netzsite.errors import Code, NetzsiteError, Problem, Severity, Spot, did_you_mean
from netzsite.survey.campaign import Campaign
from netzsite.survey.companies import FILE as ASKED
from netzsite.survey.companies import Company
from netzsite.survey.earlier import Earlier
from netzsite.survey.folder import shown
from netzsite.survey.form import Form, make_form
from netzsite.survey.key import company_code
from netzsite.survey.limesurvey.structure import write_structure
from netzsite.survey.mails import PDF, XLSX, Attachment, Post
from netzsite.survey.pdfs.blank import Blanks
from netzsite.survey.pdfs.fields import field_specs
from netzsite.survey.pdfs.writing import fill_pdf
from netzsite.survey.spreadsheets.writing import write_workbook

FOLDER = "forms"
"""Where forms go if nothing else is said: below `surveys/<year>`."""


@dataclass(frozen=True)
class Issue:
    """All that is needed to make forms.

    Attributes:
        campaign: the survey.
        earlier: answers of earlier years.
        key: of the survey.
        post: writes the letters.
        blanks: lays forms out.
        web_url: where companies can answer on the web; empty if they cannot.
    """

    campaign: Campaign
    earlier: Earlier
    key: bytes
    post: Post
    blanks: Blanks
    web_url: str = ""

    def form(self, company: Company) -> Form:
        """Make the view of a company's form."""
        strings = self.post.workshop.theme.strings[company.lang]
        return make_form(self.campaign, company, self.earlier, self.key, strings)

    def pdf(self, form: Form) -> bytes:
        """Make a company's form as a PDF."""
        strings = self.post.workshop.theme.strings[form.lang]
        number = strings.text("survey-form.number", number=form.number)
        return fill_pdf(self.blanks.pdf(form), form, field_specs(form, strings), number)

    def workbook(self, form: Form) -> bytes:
        """Make a company's form as a spreadsheet."""
        theme = self.post.workshop.theme
        return write_workbook(form, theme.strings[form.lang], theme.tokens["colours"]["light"])

    def files(self, company: Company) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a company: name, bytes."""
        form, name = self.form(company), f"{company.id.replace('/', '-')}-{self.campaign.year}"
        forms = [Attachment(f"{name}.pdf", PDF, self.pdf(form)), Attachment(f"{name}.xlsx", XLSX, self.workbook(form))]
        yield from ((each.name, each.data) for each in forms)
        code = company_code(self.key, self.campaign.year, company.id)
        yield f"{name}.eml", self.post.letter(company, forms, self.web_url, code)

    def web_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield what LimeSurvey imports: the structure, and the participants with their codes."""
        year, strings = self.campaign.year, self.post.workshop.theme.strings
        structure = write_structure(self.campaign.questionnaire, self.campaign.network, strings)
        yield f"limesurvey-{year}.txt", structure
        yield f"limesurvey-participants-{year}.csv", self._participants()

    def _participants(self) -> bytes:
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(("firstname", "lastname", "email", "language", "token"))
        for company in self.campaign.companies:
            code = company_code(self.key, self.campaign.year, company.id)
            writer.writerow((_defused(company.contact), _defused(company.name), company.email, company.lang, code))
        return buffer.getvalue().encode()


def _defused(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def choose_companies(campaign: Campaign, names: Collection[str]) -> tuple[Company, ...]:
    """Find companies by their ids; all if none is named.

    Raises:
        NetzsiteError: one is not asked.
    """
    known = {company.id: company for company in campaign.companies}
    problems = []
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or "add it to the file"
            message = f"'{name}' is not asked"
            problems.append(Problem(Spot(shown(campaign.folder / ASKED)), Code.UNKNOWN_REFERENCE, message, hint))
    if problems:
        raise NetzsiteError(*problems)
    return tuple(known[name] for name in dict.fromkeys(names)) if names else campaign.companies


def without_address(campaign: Campaign, companies: Collection[Company]) -> tuple[Problem, ...]:
    """List the companies to which no mail can go."""
    spot, hint = Spot(shown(campaign.folder / ASKED)), "add 'email: ...', or send the form another way"
    return tuple(
        Problem(spot, Code.BAD_RECIPIENT, f"{company.id} has no e-mail address", hint, Severity.WARNING)
        for company in companies
        if not company.email
    )


def confidential_folder(folder: Path, content: Path) -> Path:
    """Make a folder that only its owner may open, unless it is there; what is published is no place for it.

    Raises:
        NetzsiteError: it lies in one of these, or cannot be made.
    """
    place = folder.absolute().resolve()
    published = [above for above in (place, *place.parents) if (above / "manifest.json").is_file()]
    if published or place.is_relative_to(content.absolute().resolve()):
        message, hint = "what is confidential must not lie here", "name another folder, outside content/ and public/"
        raise NetzsiteError(Problem(Spot(str(folder)), Code.UNWRITABLE_OUTPUT, message, hint))
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message, hint = f"cannot be made: {error.strerror}", "name another folder"
        raise NetzsiteError(Problem(Spot(str(folder)), Code.UNWRITABLE_OUTPUT, message, hint)) from None
    return place


def write_confidential(path: Path, data: bytes) -> None:
    """Write a file in one step that only its owner may read.

    Raises:
        NetzsiteError: it cannot be written.
    """
    from netzsite.engine.files import replace_file

    try:
        if not path.is_file() or path.read_bytes() != data:
            replace_file(path, data)
        path.chmod(0o600)
    except OSError as error:
        message, hint = f"cannot be written: {error.strerror}", "make room, or name another folder"
        raise NetzsiteError(Problem(Spot(str(path)), Code.UNWRITABLE_OUTPUT, message, hint)) from None

"""The step `collect` of `survey`: reads forms that came back, keeps their answers, says what must be asked back."""

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from netzsite.arguments import add_source_arguments
from netzsite.errors import Code, NetzsiteError, Problem, Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netzsite.commands.survey.tools import Tools
    from netzsite.survey.collecting.receiving import Account

NAME = "collect"
HELP = "read forms that came back (PDF, spreadsheet, LimeSurvey's CSV), keep their answers, say what to ask back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("year", type=int, metavar="YEAR", help="the year of the survey, its folder below surveys/")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="the files, or folders of files")
    add_source_arguments(parser)
    parser.add_argument("--check", action="store_true", help="say what would be kept, and keep nothing")
    parser.add_argument(
        "--replace", action="store_true", help="answers that are kept already give way to those of the files"
    )
    parser.add_argument(
        "--replies",
        type=Path,
        default=None,
        metavar="FOLDER",
        help="write a mail to each company whose form is to be asked about to this folder",
    )


def run(arguments: argparse.Namespace) -> int:
    """Collect the files; give 1 if something of them is not kept."""
    from netzsite.commands.survey.tools import make_tools  # most of netzsite
    from netzsite.errors import has_errors
    from netzsite.inspection import network_time
    from netzsite.reporting import Format, format_problems
    from netzsite.survey.answers import write_answers
    from netzsite.survey.collecting.receiving import Collection
    from netzsite.survey.key import read_key

    tools = make_tools(arguments)
    folder, received = tools.campaign.folder, network_time(arguments.today, tools.campaign.network)
    collection = Collection(tools.campaign, tools.earlier, read_key(folder), received, arguments.replace)
    accounts = collection.collect(_files(arguments.files))
    for account in accounts:
        if account.answers is not None and not arguments.check:
            write_answers(folder, account.answers)
    problems = [finding.problem(account.file) for account in accounts for finding in account.findings]
    if problems or arguments.format is not Format.TEXT:
        print(format_problems(problems, arguments.format))
    if arguments.replies is not None:
        _reply(tools, accounts, arguments.replies, arguments.content)
    if arguments.format is Format.TEXT:
        _report(accounts, is_check=arguments.check)
    return int(has_errors(problems))


def _files(paths: "Sequence[Path]") -> list[Path]:
    """List files; those of a folder in the order of their names, without hidden ones.

    Raises:
        NetzsiteError: one is not there.
    """
    hint = "name files that came back, or folders of them"
    missing = [path for path in paths if not path.exists()]
    if missing:
        message = "there is no such file or folder"
        raise NetzsiteError(*(Problem(Spot(str(path)), Code.MISSING_FILE, message, hint) for path in missing))
    found = []
    for path in paths:
        inside = sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]
        found += [each for each in inside if not each.name.startswith(".")]
    return found


def _report(accounts: "Sequence[Account]", *, is_check: bool) -> None:
    from netzsite.survey.collecting.receiving import summary

    for account in accounts:
        whose = f"{account.company}: " if account.company else ""
        corrected = sorted(account.answers.corrections) if account.answers is not None else []
        about = f"; corrected in the directory's facts: {', '.join(corrected)}" if corrected else ""
        print(f"survey: {account.file}: {whose}{account.fate.value}{about}")
    counts = ", ".join(f"{count} {fate.value}" for fate, count in summary(accounts).items() if count)
    print(f"survey: {counts or 'no forms'}" + ("; this was a check, nothing was written" if is_check else ""))


def _reply(tools: "Tools", accounts: "Sequence[Account]", target: Path, content: Path) -> None:
    """Write a mail to each company whose form is to be asked about; what cannot be opened is known by its name only."""
    from netzsite.survey.collecting.findings import company_words
    from netzsite.survey.issuing import confidential_folder, write_confidential

    folder, written = confidential_folder(target, content), Counter[str]()
    companies = {company.id: company for company in tools.campaign.companies}
    for account in accounts:
        company = companies.get(account.company or account.named_after)
        if company is None or not account.findings:
            continue
        strings = tools.workshop.theme.strings[company.lang]
        said = company_words(account.findings, tools.campaign.questionnaire, company.lang, strings)
        mail = tools.post.reply(company, account.file, said, is_kept=account.answers is not None)
        written[company.id] += 1
        further = f"-{written[company.id]}" if written[company.id] > 1 else ""
        write_confidential(folder / f"{company.id.replace('/', '-')}-{tools.campaign.year}{further}.eml", mail)
    count = written.total()
    print(f"survey: {count} mail{'' if count == 1 else 's'} with questions in {folder}")

"""The step `forms` of `survey`: makes each company's form as PDF and spreadsheet, and the letter that brings them."""

import argparse
from pathlib import Path

from netzsite.arguments import add_source_arguments

NAME = "forms"
HELP = "make each company's form as PDF and spreadsheet, the letter that brings them, and a web form for LimeSurvey"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("year", type=int, metavar="YEAR", help="the year of the survey, its folder below surveys/")
    add_source_arguments(parser)
    parser.add_argument(
        "--company",
        action="append",
        default=[],
        metavar="ID",
        help="only the form of this company; can be repeated (default: of all that are asked)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=None,
        metavar="FOLDER",
        help="where they go; they are confidential (default: surveys/YEAR/forms)",
    )
    parser.add_argument("--web", default="", metavar="URL", help="the letter says that one can answer here as well")


def run(arguments: argparse.Namespace) -> int:
    """Write the forms."""
    from netzsite.commands.survey.tools import make_tools  # most of netzsite
    from netzsite.reporting import format_problems
    from netzsite.survey import issuing
    from netzsite.survey.key import make_key
    from netzsite.survey.pdfs.blank import Blanks

    tools = make_tools(arguments)
    campaign = tools.campaign
    companies = issuing.choose_companies(campaign, arguments.company)
    folder = issuing.confidential_folder(arguments.output or campaign.folder / issuing.FOLDER, arguments.content)
    blanks = Blanks(tools.workshop, tools.spot)
    issue = issuing.Issue(campaign, tools.earlier, make_key(campaign.folder), tools.post, blanks, arguments.web)
    for company in companies:
        for name, data in issue.files(company):
            issuing.write_confidential(folder / name, data)
    for name, data in issue.web_files():
        issuing.write_confidential(folder / name, data)
    if problems := issuing.without_address(campaign, companies):
        print(format_problems(problems, arguments.format))
    count = len(companies)
    print(f"survey: {count} form{'' if count == 1 else 's'} with a letter each in {folder}; they are confidential")
    return 0

"""The step `status` of `survey`: says who has answered, and how many of those asked."""

import argparse

from netzsite.arguments import add_source_arguments

NAME = "status"
HELP = "list who has answered, and the response rate"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("year", type=int, metavar="YEAR", help="the year of the survey, its folder below surveys/")
    add_source_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each company that was asked."""
    from netzsite.survey.campaign import read_campaign  # most of netzsite

    campaign = read_campaign(arguments.content, arguments.year)
    for company in campaign.companies:
        print(f"survey: {company.id}: {'answered' if company.id in campaign.answers else 'open'}")
    asked, answered = len(campaign.companies), len(campaign.answers)
    print(f"survey: {answered} of {asked} have answered ({answered * 100 // asked} %)")
    return 0

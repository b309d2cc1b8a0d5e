"""The step `audit` of `survey`: attacks what has been published, with all answers at hand."""

import argparse

from netzsite.arguments import add_source_arguments, find_theme

NAME = "audit"
HELP = "attack what has been published with all answers at hand: as a stranger, and as each company that has answered"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("year", type=int, metavar="YEAR", help="the year of the survey, its folder below surveys/")
    add_source_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print which published tables betray which cell; 1 if any does. No number is printed."""
    from netzsite.aggregates.attack import says
    from netzsite.survey.aggregating.proposal import audit_year  # most of netzsite

    content = arguments.content
    findings = audit_year(content, arguments.theme or find_theme(content), arguments.year)
    for finding in findings:
        year, message, _ = says(finding)
        print(f"survey: {year}: {message}{' by a company that has answered' if finding.insiders else ''}")
    print(f"survey: {len(findings)} findings")
    return int(bool(findings))

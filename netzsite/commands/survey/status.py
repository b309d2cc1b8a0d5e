"""The step `status` of `survey`: says who has answered, and how many of those asked; writes reminders."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from netzsite.arguments import add_source_arguments

if TYPE_CHECKING:
    from netzsite.commands.survey.tools import Tools
    from netzsite.survey.progress import Standing

NAME = "status"
HELP = "list who has answered, and the response rate of each sector; write reminders"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("year", type=int, metavar="YEAR", help="the year of the survey, its folder below surveys/")
    add_source_arguments(parser)
    parser.add_argument(
        "--reminders",
        type=Path,
        default=None,
        metavar="FOLDER",
        help="write a mail to each company that has not answered, or not all that is needed, to this folder",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each company that was asked."""
    from netzsite.commands.survey.tools import make_tools  # most of netzsite
    from netzsite.survey.progress import State, rates, standings

    tools = make_tools(arguments)
    found = standings(tools.campaign, tools.earlier)
    for standing in found:
        count = len(standing.missing)
        about = f", {count} question{'' if count == 1 else 's'} open" if standing.state is State.PARTLY else ""
        print(f"survey: {standing.company.id}: {standing.state.value}{about}")
    for sector, (answered, asked) in rates(found).items():
        print(f"survey: sector {sector}: {_rate(answered, asked)}")
    print(f"survey: {_rate(sum(each.state is not State.OPEN for each in found), len(found))}")
    if arguments.reminders is not None:
        _remind(tools, arguments, tuple(each for each in found if each.state is not State.ANSWERED))
    return 0


def _rate(answered: int, asked: int) -> str:
    return f"{answered} of {asked} have answered ({answered * 100 // asked} %)"


def _remind(tools: "Tools", arguments: argparse.Namespace, waiting: "tuple[Standing, ...]") -> None:
    from netzsite.reporting import format_problems
    from netzsite.survey.issuing import confidential_folder, without_address, write_confidential

    folder = confidential_folder(arguments.reminders, arguments.content)
    addressed = [standing for standing in waiting if standing.company.email]
    for standing in addressed:
        name = f"{standing.company.id.replace('/', '-')}-{arguments.year}.eml"
        write_confidential(folder / name, tools.post.reminder(standing.company, _labels(tools, standing)))
    if problems := without_address(tools.campaign, [standing.company for standing in waiting]):
        print(format_problems(problems, arguments.format))
    print(f"survey: {len(addressed)} reminder{'' if len(addressed) == 1 else 's'} in {folder}")


def _labels(tools: "Tools", standing: "Standing") -> list[str]:
    """Name the questions that are open; none where all are."""
    from netzsite.survey.progress import State

    if standing.state is State.OPEN:
        return []
    lang, questionnaire = standing.company.lang, tools.campaign.questionnaire
    questions = (questionnaire.question(name) for name in standing.missing)
    return [question.label.pick(lang) for question in questions if question is not None]

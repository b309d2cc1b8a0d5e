"""Measures what it takes to aggregate a survey and to attack what it publishes, on the demonstration's last survey.

Earlier years are published already. Prints the median CPU time of each stage, on one core.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from netzsite.aggregates.attack import attack_published
from netzsite.arguments import find_theme
from netzsite.render.theme import load_theme
from netzsite.survey.aggregating.proposal import read_archive, tabulations
from netzsite.survey.aggregating.suppression import attack, suppress

T = TypeVar("T")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="FOLDER", help="the content folder")
    parser.add_argument("--year", type=int, default=2026, metavar="YEAR", help="the survey (default: 2026)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each (default: 3)")
    arguments = parser.parse_args()
    times: dict[str, list[float]] = {}
    about = ""

    def measured(stage: str, function: Callable[[], T]) -> T:
        started = time.process_time()
        result = function()
        times.setdefault(stage, []).append(time.process_time() - started)
        return result

    for _ in range(arguments.runs):
        archive = measured("read", lambda: read_archive(arguments.content, arguments.year))
        network, earlier = archive.network, archive.before(arguments.year)
        words = load_theme(find_theme(arguments.content), network.languages, network.identity).strings
        years = [*(tables.year for tables in earlier), arguments.year]
        tables, evidence = measured("tabulate", lambda: tabulations(archive, years, words))  # noqa: B023
        outcome = measured("suppress", lambda: suppress(tables[arguments.year], earlier, evidence))  # noqa: B023
        published = [*earlier, outcome.tables]
        measured("check", lambda: attack_published(published))  # noqa: B023
        measured("audit", lambda: attack(published, evidence))  # noqa: B023
        about = f"{len(outcome.tables.facts.questions)} questions, {len(outcome.tables.numbers)} numbers"
    stages = ", ".join(f"{stage} {statistics.median(each):.2f} s" for stage, each in times.items())
    print(f"{about}: {stages}")


if __name__ == "__main__":
    main()

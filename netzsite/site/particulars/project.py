"""What only the page of a project shows: its time and its money."""

from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.project import Project
from netzsite.site.composer import Composer


@dataclass(frozen=True, slots=True)
class ProjectPart:
    """When, and how much; empty where that is not said."""

    period: str
    volume: str


def compose(composer: Composer, entry: Entry[Project]) -> ProjectPart:
    """Give a project's time and money in words."""
    project, strings = entry.facts, composer.strings
    since = strings.text("projects.since", date=strings.date(project.start))
    period = strings.span(project.start, project.end) if project.end else since
    return ProjectPart(period, strings.money(project.volume, project.currency) if project.volume else "")

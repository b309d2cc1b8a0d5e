"""Names the stages in order: read, link, check, render, publish. Each gives a new value; nothing looks back."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from netzsite.checks import CHECKS
from netzsite.config import Network
from netzsite.engine.artifact import Artifact, collisions
from netzsite.engine.cache import Cache
from netzsite.engine.fingerprint import fingerprint, surroundings
from netzsite.engine.publishing import check_output, staged
from netzsite.errors import Code, NetzsiteError, Problem, Spot, has_errors
from netzsite.library import Library, link_content, public_library
from netzsite.media import MEDIA
from netzsite.reading import read_content
from netzsite.render.theme import Theme, load_theme
from netzsite.render.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do.

    Attributes:
        content: the content folder.
        theme: the theme's folder.
        output: the folder that is replaced.
        moment: the time at which the content is looked at: aware, or naive in the network's time zone.
        drafts: show drafts.
        only: media to build; all if empty.
        strict: warnings count as errors.
        cache: the folder that keeps what was rendered before; None to render everything.
    """

    content: Path
    theme: Path
    output: Path
    moment: dt.datetime
    drafts: bool = False
    only: Collection[str] = ()
    strict: bool = False
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What checking found; theme and artifacts are there if there is no error."""

    theme: Theme | None
    artifacts: tuple[Artifact, ...] | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    Attributes:
        files: suffix -> number of files (`.html`, ...).
        rendered: how many were rendered anew.
        problems: what is to be mended.
        notes: what the cache says of itself, one line each.
    """

    files: Mapping[str, int]
    rendered: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


Progress = Callable[[str, int, int], None]
"""Told of each step: what, how many are done, of how many."""


def inspect(settings: Settings) -> Inspection:
    """Read, link and check the content and the theme, and collect every problem of all stages.

    Raises:
        NetzsiteError: there is no content folder.
    """
    content = read_content(settings.content)
    problems = list(content.problems)
    theme = None
    if content.network is not None:
        try:
            theme = load_theme(settings.theme, content.network.languages, content.network.identity)
        except NetzsiteError as error:
            problems.extend(error.problems)
    library, found = link_content(content, _network_time(settings.moment, content.network))
    problems.extend(found)
    if library is not None:
        for rule in CHECKS:
            problems.extend(rule.check(library))
    ordered = tuple(sorted(set(problems)))
    if library is None or theme is None or has_errors(ordered) or (settings.strict and ordered):
        return Inspection(None, None, ordered)
    artifacts = plan(public_library(library, with_drafts=settings.drafts), theme)
    files = {entry.key: entry.source.path for ids in library.entries.values() for entry in ids.values()}
    clashes = tuple(collisions(artifacts, files))
    return Inspection(theme, None if clashes else artifacts, tuple(sorted((*ordered, *clashes))))


def _check_apart(settings: Settings) -> None:
    """Refuse an output folder that holds what it is made from, or lies within.

    Raises:
        NetzsiteError: they overlap.
    """
    output = settings.output.resolve()
    for name, source in (("content", settings.content.resolve()), ("theme", settings.theme.resolve())):
        if output == source or output in source.parents or source in output.parents:
            message = f"the output and the {name} folder must not lie in each other"
            raise NetzsiteError(
                Problem(Spot(str(settings.output)), Code.FOREIGN_OUTPUT, message, "name a folder beside it")
            )


def _network_time(moment: dt.datetime, network: Network | None) -> dt.datetime:
    if moment.tzinfo is None or network is None:
        return moment.replace(tzinfo=None)
    return moment.astimezone(ZoneInfo(network.time_zone)).replace(tzinfo=None)


def plan(library: Library, theme: Theme) -> tuple[Artifact, ...]:
    """List the artifacts of all media."""
    return tuple(artifact for medium in MEDIA for artifact in medium.artifacts(library, theme))


def build(settings: Settings, progress: Progress) -> Built:
    """Check everything, render everything, then put it in place in one step.

    Raises:
        NetzsiteError: the content, the theme or the output folder is wrong; carries every problem, warnings too.
            The last output is untouched.
    """
    _check_apart(settings)
    check_output(settings.output)
    progress("check", 0, 1)
    inspection = inspect(settings)
    if inspection.artifacts is None or inspection.theme is None:
        raise NetzsiteError(*inspection.problems)
    artifacts = [artifact for artifact in inspection.artifacts if not settings.only or artifact.medium in settings.only]
    with Cache(settings.cache) as cache:
        rendered = _publish(settings, artifacts, Workshop(inspection.theme, settings.content, cache), progress)
        cache.shrink()
    files = Counter(PurePosixPath(artifact.path).suffix for artifact in artifacts)
    return Built(files, rendered, inspection.problems, cache.notes)


def _publish(settings: Settings, artifacts: Sequence[Artifact], workshop: Workshop, progress: Progress) -> int:
    """Render what is not in the cache, put all in place, and count what was rendered."""
    rendered = 0
    around = surroundings(workshop.theme.digest())
    with staged(settings.output) as staging:
        for number, artifact in enumerate(artifacts):
            progress(artifact.medium, number, len(artifacts))
            view = artifact.compose()
            key = fingerprint(artifact.render, view, around)
            data = workshop.cache.find(key)
            if data is None:
                rendered += 1
                data = workshop.cache.keep(key, artifact.render(view, workshop))
            staging.write(artifact.path, data, artifact.medium, ":".join(artifact.entry) if artifact.entry else None)
        if settings.only:
            staging.keep({medium.NAME for medium in MEDIA} - set(settings.only))
        progress("publish", len(artifacts), len(artifacts))
    return rendered

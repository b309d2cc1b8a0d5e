"""Names the stages in order: read, link, check, render, publish. Each gives a new value; nothing looks back."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from netzsite.content import PROFILES
from netzsite.engine.artifact import Artifact, collisions
from netzsite.engine.cache import Cache
from netzsite.engine.fingerprint import digest_file, digest_folder, digest_of, surroundings
from netzsite.engine.publishing import MANIFEST, Staging, check_output, staged
from netzsite.errors import Code, NetzsiteError, Problem, Spot, has_errors
from netzsite.finding import shown_path
from netzsite.inspection import Inspection, inspect_content
from netzsite.ledger import (
    Account,
    Ledger,
    Page,
    find_due,
    read_inspection,
    read_ledger,
    write_inspection,
    write_ledger,
)
from netzsite.library import Library
from netzsite.media import MEDIA
from netzsite.production import Made, Studio
from netzsite.render.theme import Theme, load_theme
from netzsite.render.workshop import Workshop
from netzsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a build needs to know: the library of what is public, the theme, and the files that are to be."""

    inspection: Inspection
    library: Library
    theme: Theme
    artifacts: tuple[Artifact, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    Attributes:
        files: suffix -> number of files (`.html`, ...).
        rendered: how many were rendered anew.
        reasons: path -> the questions with new answers that made it due, none if it is new or all is; what was taken
            over as it lay there is missing.
        problems: what is to be mended.
        notes: what befell the cache, one line each.
    """

    files: Mapping[str, int]
    rendered: int
    reasons: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


Progress = Callable[[str, int, int], None]
"""Told of each step: what, how many are done, of how many."""


def inspect(settings: Settings) -> tuple[Problem, ...]:
    """Read, link and check the content and the theme, and collect every problem of all stages.

    Raises:
        NetzsiteError: there is no content folder.
    """
    with Cache(settings.cache) as cache:
        return prepare(settings, cache)[1]


def prepare(settings: Settings, cache: Cache) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Check everything and plan the files; there is no plan if there are errors."""
    before = read_inspection(cache.find(_inspection_key(settings)), settings.content, _content_surroundings(settings))
    inspection = inspect_content(settings.content, settings.moment, before)
    problems, theme, network = list(inspection.problems), None, inspection.content.network
    if network is not None:
        try:
            theme = load_theme(settings.theme, network.languages, network.identity)
        except NetzsiteError as error:
            problems.extend(error.problems)
    if theme is None or inspection.catalogue is None or has_errors(problems) or (settings.strict and problems):
        return None, tuple(sorted(set(problems)))
    library = inspection.library(with_drafts=settings.drafts)
    artifacts = plan(library.fresh(), theme)
    heads = inspection.content.heads
    problems += collisions(artifacts, lambda key: shown_path(settings.content, heads[key].files[0]))
    usable = None if has_errors(problems) else Plan(inspection, library, theme, artifacts)
    return usable, tuple(sorted(set(problems)))


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
    with Cache(settings.cache) as cache:
        planned, problems = prepare(settings, cache)
        if planned is None:
            raise NetzsiteError(*problems)
        built = _build(settings, planned, cache, progress)
    return replace(built, problems=problems, notes=cache.notes)


def _build(settings: Settings, planned: Plan, cache: Cache, progress: Progress) -> Built:
    artifacts = [artifact for artifact in planned.artifacts if not settings.only or artifact.medium in settings.only]
    standing = read_ledger(cache.find(_ledger_key(settings)), _page_surroundings(settings))
    account = Account(standing)
    with staged(settings.output) as staging:
        due = find_due(artifacts, standing, planned.library, staging.previous.stamps)
        pages = {artifact.path: standing.pages[artifact.path] for artifact in artifacts if artifact.path not in due}
        is_same = not due and pages.keys() == staging.previous.stamps.keys() - {MANIFEST}
        if is_same:
            staging.keep_all()
        for path in () if is_same else pages:
            staging.keep(path)
        rendered = 0
        for number, (artifact, made) in enumerate(_produce(settings, planned, due, artifacts, cache)):
            progress(artifact.medium, number, len(due))
            pages[artifact.path] = _publish(artifact, made, staging, account)
            rendered += made.is_new
        if settings.only:
            staging.keep_media({medium.NAME for medium in MEDIA} - set(settings.only))
        progress("publish", len(artifacts), len(artifacts))
    ledger = account.ledger(pages, planned.library.catalogue.answer)
    _keep_ledgers(settings, planned.inspection, ledger, cache)
    cache.shrink()
    return Built(Counter(PurePosixPath(artifact.path).suffix for artifact in artifacts), rendered, due)


def _produce(
    settings: Settings, planned: Plan, due: Collection[str], artifacts: Sequence[Artifact], cache: Cache
) -> Iterator[tuple[Artifact, Made]]:
    workshop = Workshop(planned.theme, settings.content, cache)
    studio = Studio(planned.library, workshop, surroundings(planned.theme.digest()))
    for artifact in artifacts:
        if artifact.path in due:
            yield artifact, studio.make(artifact)


def _publish(artifact: Artifact, made: Made, staging: Staging, account: Account) -> Page:
    entry = ":".join(artifact.entry) if artifact.entry else None
    modified = staging.write(artifact.path, made.data, artifact.medium, entry)
    return account.page(artifact.entry, len(made.data), modified, made.asked)


def _keep_ledgers(settings: Settings, inspection: Inspection, ledger: Ledger, cache: Cache) -> None:
    """Leave what this build knows to the next one."""
    if settings.cache is None:
        return
    cache.keep(_inspection_key(settings), write_inspection(inspection, _content_surroundings(settings)))
    cache.keep(_ledger_key(settings), write_ledger(ledger, _page_surroundings(settings)))


# -- What everything depends on ----------------------------------------------------------------------------------------


def _content_surroundings(settings: Settings) -> str:
    """Give the digest of what every finding depends on: netzsite, the libraries, the profiles."""
    return surroundings(*(digest_file(settings.content / name) for name in PROFILES))


def _page_surroundings(settings: Settings) -> str:
    """Give the digest of what every page depends on: the theme too."""
    return surroundings(_content_surroundings(settings), digest_folder(settings.theme))


def _inspection_key(settings: Settings) -> str:
    return digest_of("inspection", str(settings.content.absolute()))


def _ledger_key(settings: Settings) -> str:
    places = (settings.content, settings.theme, settings.output)
    return digest_of("ledger", *(str(place.absolute()) for place in places), str(settings.drafts))


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

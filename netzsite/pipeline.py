"""Names the stages in order: read, link, check, render, finish, publish. Each gives a new value; nothing looks back."""

import posixpath
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from netzsite.agenda import Agenda
from netzsite.all_media import MEDIA, REVIEWED
from netzsite.amending import keep_showing
from netzsite.config import Network
from netzsite.distribution import Distribution
from netzsite.documents import in_turns, lists_others, with_documents
from netzsite.engine.artifact import Artifact, collisions
from netzsite.engine.cache import Cache
from netzsite.engine.collecting import seldom_collected, uncollected
from netzsite.engine.fingerprint import surroundings
from netzsite.engine.finishing import Finished, files_of, finish
from netzsite.engine.manifest import MANIFEST
from netzsite.engine.placing import Placed
from netzsite.engine.publishing import Staging, list_output, staged
from netzsite.engine.workspace import check_apart
from netzsite.errors import NetzsiteError, Problem, has_errors
from netzsite.finishing import FINISHERS
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
from netzsite.listing import shown_path
from netzsite.production import Order, Studio, content_state
from netzsite.proofs import find_faults
from netzsite.reasons import DOCUMENTS, finishing_reasons
from netzsite.render.theme import Theme, load_theme
from netzsite.render.workshop import Workshop
from netzsite.seal import Sealed, keep_seal
from netzsite.settings import (
    Built,
    Settings,
    content_key,
    content_surroundings,
    count_cores,
    page_surroundings,
    pages_key,
)
from netzsite.standing import showing_of


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a build needs to know: the library of what is public, the theme, and the files that are to be.

    `asked` is what was asked of the library to list these files.
    """

    inspection: Inspection
    library: Library
    theme: Theme
    artifacts: tuple[Artifact, ...]
    asked: frozenset[str]


Progress = Callable[[str, int, int], None]
"""Told of each step: what, how many are done, of how many."""


def inspect(settings: Settings) -> tuple[Problem, ...]:
    """Read, link and check the content and the theme, and collect every problem of all stages.

    Raises:
        NetzsiteError: there is no content folder.
    """
    with Cache(settings.cache) as cache:
        return prepare(settings, cache)[1]


def prepare(
    settings: Settings, cache: Cache, before: Inspection | None = None
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Check everything and plan the files; there is no plan if there are errors."""
    if before is None:
        before = read_inspection(
            cache.find(content_key(settings)), settings.content, content_surroundings(settings.content)
        )
    inspection = inspect_content(settings.content, settings.moment, before)
    problems, theme, network = list(inspection.problems), None, inspection.content.network
    if network is not None:
        try:
            theme = load_theme(settings.theme, network.languages, network.identity)
            theme = replace(theme, has_fixed_names=settings.preview)
        except NetzsiteError as error:
            problems.extend(error.problems)
    if theme is None or inspection.catalogue is None or has_errors(problems) or (settings.strict and problems):
        return None, tuple(sorted(set(problems)))
    library = inspection.library(with_drafts=settings.drafts)
    problems += _review(library, theme, cache)
    planning = library.fresh()
    artifacts = plan(planning, theme)
    heads = inspection.content.heads
    problems += collisions(artifacts, lambda key: shown_path(settings.content, heads[key].files[0]))
    usable = None if has_errors(problems) else Plan(inspection, library, theme, artifacts, frozenset(planning.asked))
    return usable, tuple(sorted(set(problems)))


def _review(library: Library, theme: Theme, cache: Cache) -> list[Problem]:
    """Look at the mails and the print that are about to go out; most networks, and most days, have none."""
    found = _review_print(library, theme, cache)
    if any(profile.mail is not None for profile in library.mix.media.values()):
        from netzsite.mailing.review import review  # and Markdown, and templates

        found += review(library, theme, cache)
    return found


def _review_print(library: Library, theme: Theme, cache: Cache) -> list[Problem]:
    """Look for what builds have found out about printed editions."""
    return [problem for medium in REVIEWED for problem in medium.review(library, theme, cache)]


def plan(library: Library, theme: Theme) -> tuple[Artifact, ...]:
    """List the artifacts of all media."""
    return tuple(artifact for medium in MEDIA for artifact in medium.artifacts(library, theme))


def build(settings: Settings, progress: Progress) -> Built:
    """Check everything, render everything, then put it in place in one step.

    Raises:
        NetzsiteError: the content, the theme or the output folder is wrong; carries every problem, warnings too.
            The last output is untouched.
    """
    return build_on(settings, progress)[0]


def build_on(settings: Settings, progress: Progress, before: Inspection | None = None) -> tuple[Built, Plan, Ledger]:
    """Build, and give what a running process can go on from.

    Args:
        settings: of the build.
        progress: is told of each step.
        before: what this process knows of the content under the same profiles; else the cache is asked.

    Raises:
        NetzsiteError: as `build` does.
    """
    check_apart(settings.output, content=settings.content, theme=settings.theme)
    progress("check", 0, 1)
    # Digests are taken before anything is read: what changes meanwhile is then another one for the next build. Before
    # anything is kept they are taken again: what was there for a moment must not pass for what it replaced.
    around_content, around_pages = content_surroundings(settings.content), page_surroundings(settings)
    with Cache(settings.cache) as cache:
        with staged(settings.output) as staging:
            with uncollected(is_last=True):
                planned, problems = prepare(settings, cache, before)
                if planned is None:
                    raise NetzsiteError(*problems)
                standing = read_ledger(cache.find(pages_key(settings)), around_pages)
                if settings.cache is not None and content_surroundings(settings.content) == around_content:
                    cache.keep(content_key(settings), write_inspection(planned.inspection, around_content))
                    cache.flush()  # workers may read it
            with seldom_collected():
                ledger, built = _publish(settings, planned, standing, staging, cache, progress)
        problems = (*problems, *built.problems, *_review_print(planned.library, planned.theme, cache))
        built = replace(built, problems=tuple(sorted(set(problems))))
        if settings.cache is not None and page_surroundings(settings) == around_pages:
            with uncollected():
                if ledger != standing:
                    cache.keep(pages_key(settings), write_ledger(ledger, around_pages))
                _keep(settings, around_pages, planned, ledger, built, cache)
        cache.shrink()
    return replace(built, notes=tuple(dict.fromkeys((*built.notes, *cache.notes)))), planned, ledger


def _publish(
    settings: Settings, planned: Plan, standing: Ledger, staging: Staging, cache: Cache, progress: Progress
) -> tuple[Ledger, Built]:
    """Put into the staging folder what the output is to be: what is due is made, the rest is taken over."""
    artifacts = [artifact for artifact in planned.artifacts if not settings.only or artifact.medium in settings.only]
    due = find_due(artifacts, standing, planned.library, staging.previous.stamps)
    account = Account(standing)
    pages = {artifact.path: standing.pages[artifact.path] for artifact in artifacts if artifact.path not in due}
    all_there_is = planned.inspection.catalogue
    staging.as_of = Agenda(all_there_is, settings.drafts).last() if all_there_is is not None else ""
    _take_over(staging, pages, standing, is_anything_due=bool(due))
    making = _Making(_distribution(settings, planned, staging, cache), staging, account, progress, pages)
    making.make([artifact for artifact in artifacts if artifact.path in due and not artifact.lists])
    if settings.only:
        staging.keep_media({medium.NAME for medium in MEDIA} - set(settings.only))
    if not staging.is_kept:
        for late in in_turns([artifact for artifact in artifacts if artifact.lists]):
            due |= {each.path: (DOCUMENTS,) for each in late if each.path not in due and lists_others(each, staging)}
            wanted = [artifact for artifact in late if artifact.path in due]
            making.make([with_documents(artifact, planned.artifacts, staging, cache) for artifact in wanted])
    heads = planned.inspection.content.heads
    faults = tuple(
        find_faults(artifacts, staging, cache, lambda key: shown_path(settings.content, heads[key].files[0]))
    )
    if settings.strict and faults:
        raise NetzsiteError(*faults)
    made_of_them, reasons = standing.finished, dict[str, tuple[str, ...]]()
    if not staging.is_kept:
        made_of_them, reasons = _finish(settings, planned.library.network, standing, staging, progress)
    files = Counter(posixpath.splitext(path)[1] for path in (*pages, *files_of(made_of_them)))
    progress("publish", files.total(), files.total())
    rendered = making.rendered + sum(staging.files[path] != staging.previous.files.get(path) for path in reasons)
    built = Built(files, rendered, {**due, **reasons}, faults, making.distribution.notes)
    return account.ledger(pages, made_of_them, planned.library.catalogue.answer), built


def _take_over(staging: Staging, paths: Collection[str], standing: Ledger, *, is_anything_due: bool) -> None:
    """Take over files that are as they were left; the whole output, if there is nothing else to do."""
    finished, there = files_of(standing.finished), staging.previous.stamps
    is_same = finished.items() <= there.items() and {*paths, *finished} == there.keys() - {MANIFEST}
    if is_same and not is_anything_due and staging.as_of == staging.previous.as_of:
        staging.keep_all()
    else:
        for path in paths:
            staging.keep(path)


@dataclass
class _Making:
    """Makes artifacts, and enters them: into the next output, and into the account."""

    distribution: Distribution
    staging: Staging
    account: Account
    progress: Progress
    pages: dict[str, Page]
    rendered: int = 0

    def make(self, artifacts: Sequence[Artifact]) -> None:
        """Make artifacts, in any order."""
        wanted = {artifact.path: artifact for artifact in artifacts}
        with closing(self.distribution.make(artifacts)) as made_so_far:
            for number, made in enumerate(made_so_far):
                artifact = wanted[made.path]
                self.progress(artifact.medium, number, len(artifacts))
                entry = ":".join(artifact.entry) if artifact.entry else None
                shelf = self.staging.shelf
                placed = made.file if isinstance(made.file, Placed) else shelf.put(artifact.path, made.file)
                self.staging.enter(artifact.path, placed, artifact.medium, entry)
                page = self.account.page(artifact.entry, placed.bytes, placed.modified, made.asked)
                self.pages[artifact.path] = page
                self.rendered += made.is_new


def _finish(
    settings: Settings, network: Network, standing: Ledger, staging: Staging, progress: Progress
) -> tuple[Mapping[str, Finished], dict[str, tuple[str, ...]]]:
    """Make what is made of finished files, and say why; each finisher sees what those before it have made."""
    finished, reasons = dict[str, Finished](), dict[str, tuple[str, ...]]()
    known = files_of(standing.finished)
    workers = settings.workers if isinstance(settings.workers, int) else count_cores()
    for number, finisher in enumerate(() if settings.preview else FINISHERS):
        progress("finish", number, len(FINISHERS))
        done = finish(staging, tuple(finisher.finishes(network, staging.files)), standing.finished, workers)
        finished |= done.finished
        for sources, paths in done.new:
            reasons |= finishing_reasons(sources, paths, known, staging.previous.stamps)
    return finished, reasons


def _distribution(settings: Settings, planned: Plan, staging: Staging, cache: Cache) -> Distribution:
    around = surroundings(planned.theme.digest)
    studio = Studio(planned.library, Workshop(planned.theme, settings.content, cache), around, staging.shelf)
    return Distribution(studio, partial(_order, settings, planned.inspection, studio), settings.workers)


def _order(settings: Settings, inspection: Inspection, studio: Studio) -> Order:
    return Order(
        settings.content,
        settings.theme,
        settings.cache,
        settings.moment,
        settings.drafts,
        content_key(settings),
        content_state(inspection),
        studio.around,
        studio.shelf,
    )


def _keep(settings: Settings, around: str, planned: Plan, ledger: Ledger, built: Built, cache: Cache) -> None:
    """Leave what this build knows to the next one, and say that its output is what the content makes of it."""
    inspection = planned.inspection
    if inspection.catalogue is None:
        return
    zone, valid = planned.library.network.time_zone, ledger.validity(inspection.catalogue)
    stamps, taken = inspection.content.inventory.stamps, inspection.content.inventory.taken
    output = list_output(settings.output)
    keep_seal(settings, cache, Sealed(around, built, True, zone, valid, stamps, taken, output))
    if not built.problems and not ledger.finished:
        showing = showing_of(planned.artifacts, planned.asked, ledger, inspection.catalogue)
        keep_showing(settings, cache, around, showing, inspection.content.inventory.taken)

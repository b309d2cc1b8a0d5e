"""The section `jobs`: the list of vacancies, the next deadline first, and those of an employer, a place or a kind."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry
from netzsite.kinds.job import Job
from netzsite.library import Library
from netzsite.render.parts import Card
from netzsite.render.subscriptions import kind_feeds
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.narrowing import FACETS, Facet, worthwhile
from netzsite.site.page import NAME, Group, ListPage, PageView, render_page


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the list and its narrower parts."""
    composer = Composer(library, theme, lang)
    if library.has_any(Job):
        yield Artifact(composer.list_path(Job), NAME, _jobs, (lang, "", ""), render_page, lang=lang)
        for facet in FACETS[Job]:
            for value in facet.counts(composer):
                subject = lang, facet.family, value
                yield Artifact(facet.path(composer, value), NAME, _jobs, subject, render_page, lang=lang)


def _jobs(library: Library, theme: Theme, lang: str, family: str, value: str) -> PageView:
    composer = Composer(library, theme, lang)
    item = composer.frames.list_item(Job)
    facet = next((facet for facet in FACETS[Job] if facet.family == family), None)
    jobs = library.choose(Job, lang, label=f"{family}-{value}" if facet else "")
    title, intro, path = item.label, composer.strings.text("kinds.job.intro"), item.path
    others = composer.others(lambda other: composer.list_path(Job, lang=other))
    if facet is not None:
        title = composer.strings.text("facets.of", list=title, part=facet.words(composer, value))
        intro, path = "", facet.path(composer, value)
        others = dict(_others(composer, facet, value))
    narrowings = worthwhile(each.narrowing(composer, value if each is facet else "") for each in FACETS[Job])
    page = ListPage(Job.kind, title, intro, len(jobs), tuple(_groups(composer, jobs)), narrowings)
    feeds = kind_feeds(composer.views, Job)
    trail = (item,) if facet else ()
    frame = composer.frames.frame(path, title, composer.description(page), "list", others, trail, own_feeds=feeds)
    return PageView("list.html", frame, page)


def _others(composer: Composer, facet: Facet, value: str) -> Iterator[tuple[str, str]]:
    for lang in composer.others(lambda lang: lang):
        other = Composer(composer.library, composer.theme, lang)
        if value in facet.counts(other):
            yield lang, facet.path(other, value)


def _groups(composer: Composer, jobs: tuple[Entry[Job], ...]) -> Iterator[Group]:
    """Part vacancies: the next deadline comes first, none last; what has expired says so, the last first."""
    ordered = sorted(jobs, key=lambda job: job.facts.deadline or dt.date.max)
    vacant = [job for job in ordered if not composer.views.is_over(job)]
    over = [job for job in reversed(ordered) if composer.views.is_over(job)]
    for name, found in (("open", vacant), ("over", over)):
        if found:
            yield Group(composer.strings.text(f"vacancies.{name}"), tuple(_card(composer, job) for job in found))


def _card(composer: Composer, job: Entry[Job]) -> Card:
    """Show the deadline, the employer, the place and the kind of employment."""
    facts, strings = job.facts, composer.strings
    label = strings.text("vacancies.deadline" if facts.deadline else "vacancies.no-deadline")
    employer = composer.views.reference("member", facts.member)
    meta = (employer.title if employer else "", facts.place.pick(composer.lang), strings.value(facts.employment))
    return replace(composer.views.card(job), date=facts.deadline, label=label, meta=tuple(filter(None, meta)))

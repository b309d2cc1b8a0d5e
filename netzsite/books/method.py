"""Turns what a survey has published into the chapter on its method: who was asked, who answered, what was kept back."""

from collections.abc import Iterator
from decimal import Decimal

from netzsite.books.sources import Sources
from netzsite.entry import Entry
from netzsite.kinds.edition import Edition, Listing, Part
from netzsite.kinds.survey import Survey
from netzsite.library import Library
from netzsite.render.book import Method, Question
from netzsite.render.questions import question_words
from netzsite.render.surveys import told_rules


def method(sources: Sources, part: Part) -> Method | None:
    """Give the method of the survey that a part names, else of that of the year; None if there is none."""
    entry = _survey(sources.library, sources.edition, part)
    if entry is None:
        return None
    facts = entry.facts
    return Method(
        facts.title.pick(sources.lang),
        tuple(_facts(sources, facts)),
        tuple(told_rules(sources.strings, facts)),
        tuple(_question(sources, facts, name) for name in facts.questions),
        facts.example,
    )


def surveys_of(library: Library, edition: Entry[Edition]) -> tuple[Entry[Survey], ...]:
    """List the surveys whose method a report tells."""
    parts = (part for part in edition.facts.parts if part.listing is Listing.METHOD)
    found = filter(None, (_survey(library, edition, part) for part in parts))
    return tuple({survey.id: survey for survey in found}.values())


def _survey(library: Library, edition: Entry[Edition], part: Part) -> Entry[Survey] | None:
    return library.get(Survey, part.survey or str(edition.facts.reported_year))


def _facts(sources: Sources, facts: Survey) -> Iterator[tuple[str, str]]:
    text, strings, lang = sources.strings.text, sources.strings, sources.lang
    yield text("report.survey.population"), facts.population.pick(lang)
    yield text("report.survey.business-year"), str(facts.business_year)
    yield text("report.survey.period"), strings.span(facts.opened, facts.closed)
    yield text("report.survey.asked"), strings.number(facts.asked)
    yield text("report.survey.answered"), strings.number(facts.answered)
    if facts.asked:
        rate = Decimal(100 * facts.answered) / facts.asked
        yield text("report.survey.rate"), text("report.percent", share=strings.number(rate, 1))
    for name, classes in (("sizes", facts.sizes), ("districts", facts.districts)):
        if classes:
            yield text(f"report.survey.{name}"), "; ".join(words.pick(lang) for words in classes.values())


def _question(sources: Sources, survey: Survey, name: str) -> Question:
    counts = sources.strings.text("report.of", n=survey.questions[name].answered, all=survey.answered)
    return Question(question_words(sources, survey, name), counts)

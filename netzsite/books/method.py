"""Turns what a survey has published into the chapter on its method: who was asked, who answered, what was kept back."""

from collections.abc import Iterator
from decimal import Decimal

from netzsite.books.sources import Sources
from netzsite.kinds.edition import Part
from netzsite.kinds.survey import Asked, Survey
from netzsite.render.book import Method, Question
from netzsite.render.surveys import told_rules


def method(sources: Sources, part: Part) -> Method | None:
    """Give the method of the survey that a part names, else of that of the year; None if there is none."""
    entry = sources.library.get(Survey, part.survey or str(sources.edition.facts.reported_year))
    if entry is None:
        return None
    facts = entry.facts
    return Method(
        facts.title.pick(sources.lang),
        tuple(_facts(sources, facts)),
        tuple(told_rules(sources.strings, facts.rules)),
        tuple(_question(sources, facts, asked) for asked in facts.questions.values()),
        facts.example,
    )


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


def _question(sources: Sources, survey: Survey, asked: Asked) -> Question:
    lang = sources.lang
    counts = sources.strings.text("report.of", n=asked.answered, all=survey.answered)
    return Question(
        asked.label.pick(lang),
        asked.definition.pick(lang) if asked.definition else "",
        asked.unit.pick(lang) if asked.unit else "",
        "; ".join(words.pick(lang) for words in asked.options.values()),
        counts,
        asked.changed.pick(lang) if asked.changed else "",
    )

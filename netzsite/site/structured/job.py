"""A job advertisement in schema.org's words; only while it is open, and only of an organisation that is known."""

import datetime as dt

from netzsite.entry import Entry
from netzsite.kinds.job import Employment, Job
from netzsite.kinds.member import Member
from netzsite.render.plain import plain_text
from netzsite.render.structured import Thing
from netzsite.site.composer import Composer
from netzsite.site.structured.words import moment, organisation_names, page_of

EMPLOYMENT: dict[Employment, tuple[str, ...]] = {
    Employment.FULL_TIME: ("FULL_TIME",),
    Employment.PART_TIME: ("PART_TIME",),
    Employment.FULL_OR_PART_TIME: ("FULL_TIME", "PART_TIME"),
    Employment.TEMPORARY: ("TEMPORARY",),
    Employment.INTERNSHIP: ("INTERN",),
    Employment.APPRENTICESHIP: ("OTHER",),
    Employment.THESIS: ("OTHER",),
}
"""Google's words for kinds of employment."""


def compose(composer: Composer, entry: Entry[Job]) -> Thing | None:
    """Describe an open job; search engines ask that nothing is said of one that is over."""
    facts, member = entry.facts, composer.library.get(Member, entry.facts.member)
    text = _text(composer, entry)
    if member is None or member.facts.example or not text or composer.views.is_over(entry):
        return None
    until = dt.datetime.combine(facts.deadline, dt.time(23, 59)) if facts.deadline else None
    place = facts.place.pick(composer.lang)
    country = member.facts.address.country
    return {
        "@type": "JobPosting",
        "title": entry.title(composer.lang),
        "description": text,
        "datePosted": facts.posted.isoformat(),
        "validThrough": moment(until, composer.network.time_zone),
        "employmentType": EMPLOYMENT[facts.employment],
        "hiringOrganization": {**organisation_names(composer, member), "sameAs": member.facts.website},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressLocality": place, "addressCountry": country},
        },
        "url": page_of(composer, entry),
    }


def _text(composer: Composer, entry: Entry[Job]) -> str:
    """Give the whole advertisement; paragraphs end with a line."""
    body = composer.views.body(entry)
    titles = {name: target.title for name, target in body.targets.items()}
    return "\n".join(plain_text(body.markdown, titles, body.values)) or composer.views.summary(entry)

"""What only the page of a service shows: the parts of its form, and how easily it can be taken over."""

from dataclasses import dataclass

from netzsite.entry import Entry
from netzsite.kinds.service import PARTS, Service
from netzsite.site.composer import Composer
from netzsite.site.page import Grade


@dataclass(frozen=True, slots=True)
class ServicePart:
    """The parts as pairs of heading and text, and the grade."""

    parts: tuple[tuple[str, str], ...]
    grade: Grade


def compose(composer: Composer, entry: Entry[Service]) -> ServicePart:
    """Give a service's form in the reader's language, else in that of the original."""
    wording = entry.wording(composer.lang)
    words = wording.words if wording is not None else {}
    parts = tuple((composer.strings.field("service", name), words.get(name, "")) for name in PARTS)
    return ServicePart(parts, composer.grade(entry.facts.transferability))

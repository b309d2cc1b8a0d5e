"""The rule that translations keep up with their originals, and that names and pages are there in every language."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from netzsite.entry import Entry, Kind
from netzsite.errors import Code, Problem, Severity, did_you_mean
from netzsite.gaps import Gap, Lack, gaps_of, gaps_of_profile, read_profile
from netzsite.kinds import KINDS
from netzsite.kinds.page import Page
from netzsite.library import Library
from netzsite.rule import Rule


class Translations(Rule):
    """Looks for stale translations and for what is said in some languages only."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield what an entry does not say in every language, or no longer says as its original does."""
        gaps = list(gaps_of(entry, sorted(library.network.languages)))
        for gap in gaps:
            if gap.lack is Lack.STALE:
                yield _stale(gap)
            elif gap.lack is Lack.PART:
                yield _shortened(gap)
            elif gap.lack is Lack.TEXT and isinstance(entry.facts, Page):
                yield _missing(gap._replace(spot=entry.source.spot()), "the page", gap.lang)
        yield from _values(gaps)

    def of_network(self, library: Library) -> Iterator[Problem]:
        """Yield what the profiles say in some languages only."""
        yield from _unknown_kinds(library)
        for profile in (library.network, library.mix):
            yield from _values(gaps_of_profile(library.folder, profile, sorted(library.network.languages)))


def _unknown_kinds(library: Library) -> Iterator[Problem]:
    """Yield what `untranslated` says of kinds that have no translations."""
    known = [kind.kind for kind in KINDS if kind.is_text and kind.has_page]
    for name in library.network.untranslated.keys() - set(known):
        spot = read_profile(library.folder, library.network).spot(("untranslated", name), of_key=True)
        message, hint = f"untranslated: '{name}' is not a kind of text with pages", did_you_mean(name, known)
        yield Problem(spot, Code.UNKNOWN_KEY, message, hint or f"kinds: {', '.join(known)}")


def _values(gaps: Iterable[Gap]) -> Iterator[Problem]:
    """Yield a problem for each value, with all the languages in which it is not given."""
    values = [gap for gap in gaps if gap.lack is Lack.WORDS]
    for (what,), same in groupby(values, key=lambda gap: gap.what):
        first, *others = same
        yield _missing(first, what, ", ".join(gap.lang for gap in (first, *others)))


def _missing(gap: Gap, what: str, languages: str) -> Problem:
    message = f"{what}: is not given in '{languages}'"
    hint = "add the words, or give one text for all languages"
    return Problem(gap.spot, Code.MISSING_TRANSLATION, message, hint, Severity.WARNING)


def _stale(gap: Gap) -> Problem:
    lang, digest = (gap.original.lang, gap.original.digest) if gap.original is not None else ("", "")
    message = f"the original ({lang}) has changed since this translation was made"
    hint = f"bring the translation up to date, then write 'translated_from: {digest}'"
    return Problem(gap.spot, Code.STALE_TRANSLATION, message, hint, Severity.WARNING)


def _shortened(gap: Gap) -> Problem:
    """Name the words of the original that a translation leaves out."""
    message = f"the original has more: {', '.join(gap.what)}"
    hint = "translate it too; readers of this language do not see it"
    return Problem(gap.spot, Code.MISSING_TRANSLATION, message, hint, Severity.WARNING)

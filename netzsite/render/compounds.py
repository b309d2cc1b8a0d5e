"""Finds the words within German compounds, so that *Forschung* finds *Infektionsforschung*.

No dictionary knows the words of a field; the pages themselves do. A word is taken apart where its end stands elsewhere
as a noun of its own (after Koehn and Knight, "Empirical Methods for Compound Splitting", EACL 2003, who choose the
parts by the words of a text, too). What a compound begins with needs no help: beginnings of words are found anyway.
"""

import re
from collections.abc import Set

LANGUAGES = frozenset({"de"})
"""Languages (BCP 47) that write compounds in one word, with the links and endings below."""

NOUN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{3,}\b")
"""What German writes with a capital letter; the first words of sentences do no harm."""

_SHORTEST = 8
_SHORTEST_END = 4
_SHORTEST_BEGINNING = 3
_SHORTEST_SURE_END = 6
"""A shorter end is one only after a noun that the pages know: Jahresende, but not Mitwirkende."""

_LINKS = ("es", "en", "er", "s", "n", "e", "")
"""What stands between two parts: Forschung-s-zentrum, Daten-bank, Kind-er-klinik."""

_ENDINGS = ("en", "es", "er", "n", "e", "s", "")
"""How a part may end elsewhere: Forschung, but Infektionsforschungen."""

_PREFIXES = frozenset(
    re.findall(
        r"\w+",
        "ab an auf aus be bei dar durch ein ent er fort ge gegen her hin hinter miss mit nach neben nieder rück über "
        "um un unter ver vor weg wider wieder zer zu zurück zusammen zwischen",
    )
)
"""What makes no compound of a noun: Vorstand is no sort of Stand."""


def nouns_of(text: str) -> set[str]:
    """Give the nouns of a text in small letters."""
    return {word.lower() for word in NOUN.findall(text)}


def inner_words(text: str, nouns: Set[str]) -> list[str]:
    """List the words that end, or stand within, compounds of a text and do not begin one; sorted, in small letters.

    Args:
        text: what a page says.
        nouns: those of all pages of its language, in small letters.
    """
    return sorted({part for word in nouns_of(text) for part in _ends(word, nouns)})


def _ends(word: str, nouns: Set[str]) -> tuple[str, ...]:
    """Give the ends of a compound, longest first, and those of what it begins with."""
    for place in range(_SHORTEST_BEGINNING, len(word) - _SHORTEST_END + 1) if len(word) >= _SHORTEST else ():
        beginning, end = word[:place], word[place:]
        if beginning not in _PREFIXES and _is_known(end, nouns):
            beginnings = [beginning.removesuffix(link) for link in _LINKS if beginning.endswith(link)]
            inner = next(filter(None, (_ends(each, nouns) for each in beginnings)), ())
            if len(end) >= _SHORTEST_SURE_END or inner or not nouns.isdisjoint(beginnings):
                return (end, *_ends(end, nouns), *inner)
    return ()


def _is_known(end: str, nouns: Set[str]) -> bool:
    stems = (end.removesuffix(ending) for ending in _ENDINGS)
    return any(len(stem) >= _SHORTEST_END and stem in nouns for stem in stems)

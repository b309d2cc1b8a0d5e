"""netzsite.render.compounds: words within German words, by what the pages themselves know."""

import pytest

from netzsite.render.compounds import inner_words, nouns_of

NOUNS = nouns_of(
    "Die Forschung im Zentrum: Zelle, Stand, Jahr, Ende, Technik, Mittel, Herstellung, Stadt und Bahn. Linie"
)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Infektionsforschung", ["forschung"]),
        ("Infektionsforschungszentrum", ["forschung", "zentrum"]),
        ("Wirkstoffforschungen", ["forschungen"]),
        ("Stammzellen", ["zellen"]),
        ("Wettlinie", []),  # a short end after what is no noun here
        ("Jahresende", ["ende"]),
        ("Arzneimittelherstellung", ["herstellung", "mittel"]),
        ("Stadtbahnlinie", ["bahn", "linie"]),
        ("Messtechnik", ["technik"]),
        ("Vorstand", []),  # no sort of Stand
        ("Mitwirkende", []),
        ("Forschung", []),
        ("infektionsforschung", []),  # no noun
        ("Infektionsforschung-Zentrum", ["forschung"]),
        ("Ärztezentrum", ["zentrum"]),
    ],
)
def test_compounds_are_taken_apart_where_the_pages_know_their_ends(word, found):
    """Ends of words, and of what they begin with; what they begin with is found anyway."""
    assert inner_words(f"Das ist: {word}.", NOUNS) == found


def test_what_the_pages_do_not_know_stays_whole():
    """There is no other dictionary."""
    assert inner_words("Infektionsforschung", nouns_of("Haus und Hof")) == []
